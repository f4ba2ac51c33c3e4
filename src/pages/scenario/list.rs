//! The scenarios: name, colour, what each stands for, what it changes, and what can be done with it.

use leptos::prelude::*;
use muctieu_core::edit::Edit;
use muctieu_core::scenario::{COLOURS, Scenario, ScenarioId};

use super::change::lines;
use crate::components::Icon;
use crate::dom::{Memo, derived, memo, view};
use crate::i18n::td_string;
use crate::platform::clock;
use crate::state::AppState;

/// The longest name of a scenario, in characters.
const LONGEST_NAME: usize = 60;
/// The longest text on what it stands for.
const LONGEST_NOTE: usize = 400;

/// The list.
pub(super) fn panel(state: AppState) -> AnyView {
    let ids = memo(move |_| {
        state.workspace.with(|workspace| {
            let all = workspace.scenarios.iter();
            all.map(|scenario| scenario.id.clone()).collect::<Vec<_>>()
        })
    });
    let title = derived(move || td_string!(state.locale(), scenario.none_title).to_owned());
    let text = derived(move || td_string!(state.locale(), scenario.none_text).to_owned());
    view! {
        <div class="scenario-list">
            <Show when=move || ids.with(Vec::is_empty)>
                <div class="empty">
                    <Icon name=Icon::Branch />
                    <h3>{title}</h3>
                    <p>{text}</p>
                </div>
            </Show>
            <For each=move || ids.get() key=|id| id.0.clone() let:id>
                {card(state, ids, id)}
            </For>
        </div>
    }
    .into_any()
}

/// A scenario with another content, as one step of undo.
fn put(state: AppState, scenario: Scenario) {
    // A move that still waits for its frame belongs to the scenario as it is.
    state.end_gesture();
    state.dispatch_or_tell(Edit::PutScenario {
        scenario,
        place: None,
    });
}

fn without_changes(scenario: &Scenario) -> Scenario {
    Scenario {
        note: scenario.note.clone(),
        colour: scenario.colour,
        ..Scenario::new(scenario.id.clone(), scenario.name.clone())
    }
}

fn cut(text: &str, most: usize) -> String {
    text.trim().chars().take(most).collect()
}

/// What is told of one scenario. Cheap to copy.
#[derive(Clone, Copy)]
struct Told {
    /// With its changes: another one with every move of its levers.
    scenario: Memo<Option<Scenario>>,
    /// Without them: what its card says in words.
    head: Memo<Option<Scenario>>,
    /// Whether it changes nothing.
    bare: Memo<bool>,
}

impl Told {
    fn of(state: AppState, id: &ScenarioId) -> Self {
        let [whole, head, bare] = [id.clone(), id.clone(), id.clone()];
        let all = state.workspace;
        Self {
            scenario: memo(move |_| all.with(|all| all.scenario(&whole).cloned())),
            head: memo(move |_| all.with(|all| all.scenario(&head).map(without_changes))),
            bare: memo(move |_| {
                all.with(|all| all.scenario(&bare).is_none_or(|one| one.changes.is_empty()))
            }),
        }
    }
}

/// One scenario.
fn card(state: AppState, all: Memo<Vec<ScenarioId>>, id: ScenarioId) -> AnyView {
    let one = Told::of(state, &id);
    let Told {
        scenario,
        head,
        bare,
    } = one;
    let hook = id.0.to_string();
    let on = {
        let id = id.clone();
        derived(move || state.active.with(|active| active.as_ref() == Some(&id)))
    };
    let text = move |of: fn(&Scenario) -> &str| {
        derived(move || {
            head.with(|one| {
                one.as_ref()
                    .map_or_else(String::new, |one| of(one).to_owned())
            })
        })
    };
    let name = text(|one| &one.name);
    let note = text(|one| &one.note);
    let toggle = move |_| {
        state.active.set((!on.get_untracked()).then(|| id.clone()));
    };
    let rename = move |event: web_sys::Event| {
        let text = cut(&event_target_value(&event), LONGEST_NAME);
        if let Some(now) = scenario
            .get_untracked()
            .filter(|now| !text.is_empty() && now.name != text)
        {
            put(state, Scenario { name: text, ..now });
        }
    };
    let describe = move |event: web_sys::Event| {
        let text = cut(&event_target_value(&event), LONGEST_NOTE);
        if let Some(now) = scenario.get_untracked().filter(|now| now.note != text) {
            put(state, Scenario { note: text, ..now });
        }
    };
    let word = move |of: fn(crate::i18n::Locale) -> &'static str| {
        derived(move || of(state.locale()).to_owned())
    };
    let name_label = word(|locale| td_string!(locale, scenario.name));
    let note_label = word(|locale| td_string!(locale, scenario.note));
    let none = word(|locale| td_string!(locale, scenario.no_changes));
    let switch = derived(move || {
        if on.get() {
            td_string!(state.locale(), scenario.on)
        } else {
            td_string!(state.locale(), scenario.turn_on)
        }
        .to_owned()
    });
    // Those of the scenario that is on stand beside the levers.
    let any = move || !on.get() && !bare.get();
    let colour = move || head.with(|one| one.as_ref().map_or(0, |one| one.colour).to_string());
    view! {
        <article class="panel scenario-card" data-scenario=hook data-colour=colour data-on=move || on.get().then_some("")>
            <div class="spread">
                <input
                    class="input scenario-name" type="text" maxlength=LONGEST_NAME.to_string()
                    aria-label=name_label prop:value=name on:change=rename
                />
                <button class="button small" type="button" data-action="toggle" aria-pressed=move || on.get().to_string() on:click=toggle>
                    {switch}
                </button>
            </div>
            {colours(state, one)}
            <textarea
                class="input scenario-note" rows="2" maxlength=LONGEST_NOTE.to_string() data-scenario-note=""
                aria-label=note_label placeholder=note_label prop:value=note on:change=describe
            ></textarea>
            <Show when=any>{lines(state, scenario)}</Show>
            <Show when=move || bare.get()><p class="muted small">{none}</p></Show>
            {actions(state, all, one)}
        </article>
    }
    .into_any()
}

/// The colours to choose from.
fn colours(state: AppState, one: Told) -> AnyView {
    let label = derived(move || td_string!(state.locale(), scenario.colour).to_owned());
    let swatch = move |colour: u8| {
        let own = derived(move || format!("{} {}", label.get(), colour + 1));
        let chosen = move || {
            let now = one.head.with(|one| one.as_ref().map(|one| one.colour));
            (now == Some(colour)).to_string()
        };
        let choose = move |_| {
            let now = one.scenario.get_untracked();
            if let Some(now) = now.filter(|now| now.colour != colour) {
                put(state, Scenario { colour, ..now });
            }
        };
        view! {
            <button
                type="button" class="colour" data-colour=colour.to_string() aria-pressed=chosen
                aria-label=own title=own on:click=choose
            ></button>
        }
        .into_any()
    };
    let all = (0..COLOURS).map(swatch).collect_view();
    view! { <div class="colours" role="group" aria-label=label>{all}</div> }.into_any()
}

/// Where a scenario stands in the list, from nought. Tracks the list.
fn place(all: Memo<Vec<ScenarioId>>, scenario: &Scenario) -> Option<usize> {
    all.with(|all| all.iter().position(|id| *id == scenario.id))
}

/// What can be done with a scenario.
fn actions(state: AppState, all: Memo<Vec<ScenarioId>>, one: Told) -> AnyView {
    let Told {
        scenario,
        head,
        bare,
    } = one;
    let word = move |of: fn(crate::i18n::Locale) -> &'static str| {
        derived(move || of(state.locale()).to_owned())
    };
    let place = memo(move |_| head.with(|one| place(all, one.as_ref()?)));
    let last = move || all.with(Vec::len).saturating_sub(1);
    let reset = move |_| {
        if let Some(now) = scenario.get_untracked() {
            put(
                state,
                Scenario {
                    changes: Vec::new(),
                    ..now
                },
            );
        }
    };
    let remove = move |_| {
        let Some(now) = scenario.get_untracked() else {
            return;
        };
        if state.dispatch_or_tell(Edit::RemoveScenario { id: now.id }) {
            let text = td_string!(state.locale(), scenario.removed, name = now.name);
            state.tell_undoable(text);
        }
    };
    let shift = move |by: isize| {
        let id = scenario.with_untracked(|one| one.as_ref().map(|one| one.id.clone()));
        if let Some((id, at)) = id.zip(place.get_untracked()) {
            state.dispatch_or_tell(Edit::OrderScenario {
                id,
                place: at.saturating_add_signed(by),
            });
        }
    };
    let earlier = word(|locale| td_string!(locale, scenario.earlier));
    let later = word(|locale| td_string!(locale, scenario.later));
    view! {
        <div class="cluster">
            <button class="button small quiet" type="button" data-action="duplicate" on:click=move |_| duplicate(state, all, scenario)>
                <Icon name=Icon::Copy />{word(|locale| td_string!(locale, scenario.duplicate))}
            </button>
            <button class="button small quiet" type="button" data-action="reset-all" disabled=move || bare.get() on:click=reset>
                <Icon name=Icon::Reset />{word(|locale| td_string!(locale, scenario.reset_all))}
            </button>
            <button
                class="button small quiet" type="button" data-action="earlier" aria-label=earlier title=earlier
                disabled=move || place.get() == Some(0) on:click=move |_| shift(-1)
            >
                "↑"
            </button>
            <button
                class="button small quiet" type="button" data-action="later" aria-label=later title=later
                disabled=move || place.get() == Some(last()) on:click=move |_| shift(1)
            >
                "↓"
            </button>
            <button class="button small quiet danger" type="button" data-action="delete" on:click=remove>
                <Icon name=Icon::Trash />{word(|locale| td_string!(locale, scenario.delete))}
            </button>
        </div>
    }
    .into_any()
}

/// Makes a copy of a scenario in the next colour, after it in the list, and turns the copy on.
fn duplicate(state: AppState, all: Memo<Vec<ScenarioId>>, scenario: Memo<Option<Scenario>>) {
    state.end_gesture();
    let Some(source) = scenario.get_untracked() else {
        return;
    };
    let after = untrack(|| place(all, &source)).map(|at| at + 1);
    let name = td_string!(state.locale(), scenario.copy_of, name = source.name.clone());
    let id = ScenarioId(clock::fresh_name("s").into());
    if state.dispatch_or_tell(Edit::PutScenario {
        scenario: Scenario {
            id: id.clone(),
            name: cut(&name, LONGEST_NAME),
            colour: (source.colour + 1) % COLOURS,
            ..source
        },
        place: after,
    }) {
        state.active.set(Some(id));
    }
}
