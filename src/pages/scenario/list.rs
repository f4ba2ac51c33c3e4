//! The scenarios: what each changes in plain words, and what can be done with it.

use leptos::prelude::*;
use muctieu_core::edit::Edit;
use muctieu_core::scenario::{Change, Scenario, ScenarioId, in_words};

use crate::components::Icon;
use crate::dom::{Memo, memo, view};
use crate::i18n::td_string;
use crate::platform::clock;
use crate::state::{AppState, use_state};

/// The longest name of a scenario, in characters.
const LONGEST_NAME: usize = 60;

/// The list.
#[component]
pub fn ScenarioList() -> impl IntoView {
    let state = use_state();
    let ids = memo(move |_| {
        state.workspace.with(|workspace| {
            workspace
                .scenarios
                .iter()
                .map(|scenario| scenario.id.clone())
                .collect::<Vec<_>>()
        })
    });
    view! {
        <section class="stack scenario-list" aria-labelledby="scenario-list-title">
            <h2 id="scenario-list-title">{move || td_string!(state.locale(), scenario.list)}</h2>
            <Show when=move || ids.with(Vec::is_empty)>
                <div class="empty">
                    <Icon name=Icon::Branch />
                    <h3>{move || td_string!(state.locale(), scenario.none_title)}</h3>
                    <p>{move || td_string!(state.locale(), scenario.none_text)}</p>
                </div>
            </Show>
            <For each=move || ids.get() key=|id| id.0.clone() let:id>
                <ScenarioCard id=id />
            </For>
        </section>
    }
}

/// One scenario.
#[component]
fn ScenarioCard(
    /// Which.
    id: ScenarioId,
) -> impl IntoView {
    let state = use_state();
    let scenario = {
        let id = id.clone();
        memo(move |_| {
            state
                .workspace
                .with(|workspace| workspace.scenario(&id).cloned())
        })
    };
    let name = move || {
        scenario
            .get()
            .map(|scenario| scenario.name)
            .unwrap_or_default()
    };
    let on = {
        let id = id.clone();
        memo(move |_| state.active.with(|active| active.as_ref() == Some(&id)))
    };
    let changes = move || {
        scenario
            .get()
            .map(|scenario| scenario.changes)
            .unwrap_or_default()
    };
    let hook = id.0.to_string();
    let toggle = {
        let id = id.clone();
        move |_| state.active.set((!on.get_untracked()).then(|| id.clone()))
    };
    let remove = {
        let id = id.clone();
        move |_| {
            let name = name();
            if state.dispatch_or_tell(Edit::RemoveScenario { id: id.clone() }) {
                state.tell(
                    td_string!(state.locale(), scenario.removed, name = name),
                    false,
                );
            }
        }
    };
    let rename = move |text: String| {
        let text: String = text.trim().chars().take(LONGEST_NAME).collect();
        let Some(now) = scenario
            .get_untracked()
            .filter(|now| !text.is_empty() && now.name != text)
        else {
            return;
        };
        state.dispatch_or_tell(Edit::PutScenario {
            scenario: Scenario { name: text, ..now },
            place: None,
        });
    };
    let reset = move |_| {
        if let Some(now) = scenario.get_untracked() {
            state.dispatch_or_tell(Edit::PutScenario {
                scenario: Scenario {
                    changes: Vec::new(),
                    ..now
                },
                place: None,
            });
        }
    };
    view! {
        <article class="panel scenario-card" data-scenario=hook.clone() data-on=move || on.get().then_some("")>
            <div class="spread">
                <input
                    class="input scenario-name" type="text" maxlength=LONGEST_NAME.to_string()
                    aria-label=move || td_string!(state.locale(), scenario.name)
                    prop:value=name
                    on:change=move |event| rename(event_target_value(&event))
                />
                <button class="button small" type="button" data-action="toggle" aria-pressed=move || on.get().to_string() on:click=toggle>
                    {move || if on.get() { td_string!(state.locale(), scenario.on) } else { td_string!(state.locale(), scenario.turn_on) }}
                </button>
            </div>
            <Show
                when=move || !changes().is_empty()
                fallback=move || view! { <p class="muted small">{move || td_string!(state.locale(), scenario.no_changes)}</p> }
            >
                <ul class="changes">
                    <For each=changes key=|change| change.lever.to_string() let:change>
                        <ChangeLine scenario=scenario change=change />
                    </For>
                </ul>
            </Show>
            <div class="cluster">
                <button class="button small quiet" type="button" data-action="duplicate" on:click=move |_| duplicate(state, scenario)>
                    <Icon name=Icon::Copy />{move || td_string!(state.locale(), scenario.duplicate)}
                </button>
                <button class="button small quiet" type="button" data-action="reset-all" disabled=move || changes().is_empty() on:click=reset>
                    <Icon name=Icon::Reset />{move || td_string!(state.locale(), scenario.reset_all)}
                </button>
                <button class="button small quiet danger" type="button" data-action="delete" on:click=remove>
                    <Icon name=Icon::Trash />{move || td_string!(state.locale(), scenario.delete)}
                </button>
            </div>
        </article>
    }
}

/// One change of a scenario, with the button that takes it back.
#[component]
fn ChangeLine(
    /// The scenario.
    scenario: Memo<Option<Scenario>>,
    /// The change.
    change: Change,
) -> impl IntoView {
    let state = use_state();
    let lever = change.lever.clone();
    let indicator = state
        .workspace
        .with_untracked(|workspace| workspace.indicator(lever.subject.as_str()).cloned());
    let words = {
        let lever = lever.clone();
        move || {
            let indicator = indicator.as_ref()?;
            // Read anew: the line stays while its value moves.
            let scenario = scenario.get()?;
            Some(in_words(scenario.change(&lever)?, indicator, state.lang()))
        }
    };
    let take_back = move |_| {
        if let Some(id) = scenario
            .with_untracked(|scenario| scenario.as_ref().map(|scenario| scenario.id.clone()))
        {
            state.dispatch_or_tell(Edit::MoveLever {
                scenario: id,
                lever: lever.clone(),
                value: None,
            });
        }
    };
    view! {
        <li>
            <span>{words}</span>
            <button
                class="button quiet icon-only small" type="button"
                aria-label=move || td_string!(state.locale(), scenario.take_back)
                title=move || td_string!(state.locale(), scenario.take_back)
                on:click=take_back
            >
                <Icon name=Icon::Close />
            </button>
        </li>
    }
}

/// Makes a copy of a scenario, after it in the list, and turns the copy on.
fn duplicate(state: AppState, scenario: Memo<Option<Scenario>>) {
    let Some(source) = scenario.get_untracked() else {
        return;
    };
    let place = state
        .workspace
        .with_untracked(|workspace| {
            workspace
                .scenarios
                .iter()
                .position(|other| other.id == source.id)
        })
        .map(|at| at + 1);
    let name: String = td_string!(state.locale(), scenario.copy_of, name = source.name.clone())
        .chars()
        .take(LONGEST_NAME)
        .collect();
    let id = ScenarioId(clock::fresh_name("s").into());
    if state.dispatch_or_tell(Edit::PutScenario {
        scenario: Scenario {
            id: id.clone(),
            name,
            ..source
        },
        place,
    }) {
        state.active.set(Some(id));
    }
}
