//! The levers by field: of each target the main one, and on demand all of them with their details.

use leptos::prelude::*;
use muctieu_core::finding;
use muctieu_core::indicator::{Indicator, IndicatorId, Kind};
use muctieu_core::lever::{LeverId, LeverKind, lever_name};
use muctieu_core::status::Status;

use super::drivers;
use crate::components::groups::{group_name, matches};
use crate::components::lever::levers_now;
use crate::components::lever_detail::LeverDetail;
use crate::components::scenario_pick::next_name;
use crate::components::{Icon, Lever, StatusMark};
use crate::dom::{Memo, derived, memo, soon, view};
use crate::i18n::td_string;
use crate::state::{AppState, SharedRow};

/// With more targets than this the fields are closed at first.
const MOST_OPEN: usize = 100;

/// More targets than the panel shows at first: their levers are made at once.
const IN_SIGHT: usize = 6;

/// The panel.
pub(super) fn levers(state: AppState) -> AnyView {
    let wanted = RwSignal::new(String::new());
    // The fields that have a target which answers to the search, with those targets.
    let groups = memo(move |_| {
        let text = wanted.get();
        // Targets change with the base; the workspace changes with every move of a lever.
        state.base.track();
        state.workspace.with_untracked(|workspace| {
            let mut groups: Vec<(String, Vec<IndicatorId>)> = Vec::new();
            let movable = workspace
                .indicators
                .iter()
                .filter(|one| one.kind != Kind::AllOf && matches(one, &text));
            for one in movable {
                match groups.iter_mut().find(|(group, _)| *group == one.group) {
                    Some((_, ids)) => ids.push(one.id.clone()),
                    None => groups.push((one.group.clone(), vec![one.id.clone()])),
                }
            }
            groups
        })
    });
    let found = drivers::levers::found(state, wanted.into());
    let none = move || groups.with(Vec::is_empty) && found.with(Vec::is_empty);
    let heading = derived(move || td_string!(state.locale(), scenario.levers).to_owned());
    let search = derived(move || td_string!(state.locale(), scenario.search).to_owned());
    let nothing = derived(move || td_string!(state.locale(), scenario.nothing_found).to_owned());
    let off = move || {
        let title = td_string!(state.locale(), scenario.off_title);
        let text = td_string!(state.locale(), scenario.off_text);
        let begin = td_string!(state.locale(), overview.try_scenario);
        view! {
            <div class="empty">
                <Icon name=Icon::Sliders />
                <h3>{title}</h3>
                <p>{text}</p>
                <button class="button" type="button" data-begin-scenario="" on:click=move |_| {
                    state.new_scenario(next_name(state), Vec::new());
                }>
                    <Icon name=Icon::Plus />{begin}
                </button>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="panel levers" aria-labelledby="levers-title">
            <div class="spread">
                <h2 id="levers-title">{heading}</h2>
                <Show when=move || state.has_scenario()><input
                    class="input small" type="search" placeholder=search aria-label=search data-lever-search=""
                    prop:value=move || wanted.get() on:input=move |event| wanted.set(event_target_value(&event))
                /></Show>
            </div>
            <Show when=move || state.has_scenario() fallback=off>
                {drivers::levers::group(state, found)}
                <For each=move || groups.get() key=Clone::clone let((group, ids))>
                    {
                        let before = groups.with_untracked(|groups| {
                            let before = groups.iter().take_while(|(name, _)| *name != group);
                            before.map(|(_, ids)| ids.len()).sum::<usize>()
                        });
                        field(state, group, ids, before)
                    }
                </For>
                <Show when=none><p class="muted">{nothing}</p></Show>
            </Show>
        </section>
    }
    .into_any()
}

/// The targets of one field; so many come before them.
fn field(state: AppState, group: String, ids: Vec<IndicatorId>, before: usize) -> AnyView {
    let count = ids.len();
    let name = derived(move || group_name(&group, state.locale()));
    let targets = (before..)
        .zip(ids)
        .map(|(at, id)| target(state, id, at < IN_SIGHT))
        .collect_view();
    // Of a thousand targets the fields are opened one by one.
    let open = state
        .workspace
        .with_untracked(|workspace| workspace.indicators.len() <= MOST_OPEN);
    view! {
        <details class="lever-group" open=open.then_some("")>
            <summary><span>{name}</span>" "<span class="muted num">{count.to_string()}</span></summary>
            {targets}
        </details>
    }
    .into_any()
}

/// One target: made anew only when the target itself changes.
fn target(state: AppState, id: IndicatorId, in_sight: bool) -> AnyView {
    let indicator = memo(move |_| {
        state.base.track();
        state
            .workspace
            .with_untracked(|workspace| workspace.indicator(id.as_str()).cloned())
    });
    (move || {
        indicator
            .get()
            .map(|indicator| block(state, indicator, in_sight))
    })
    .into_any()
}

fn block(state: AppState, indicator: Indicator, in_sight: bool) -> AnyView {
    let id = indicator.id.to_string();
    let base = state.base_row(indicator.id.as_str());
    let stored = StoredValue::new(indicator);
    let kinds = memo(move |_| {
        base.track();
        // Which levers there are hangs on the base alone; the workspace changes with every move of one.
        untrack(|| stored.with_value(|one| levers_now(state, one)))
    });
    let more = RwSignal::new(false);
    // The main one, and those that are moved, always.
    let shown = memo(move |_| {
        let more = more.get();
        let moved = |kind: LeverKind| {
            let subject = stored.with_value(|one| one.id.clone());
            // Not the change itself: it is another one with every move.
            state.is_changed(&LeverId { kind, subject }).get()
        };
        let kinds = kinds.get().into_iter().enumerate();
        kinds
            .filter(|(at, kind)| *at == 0 || more || moved(*kind))
            .map(|(_, kind)| kind)
            .collect::<Vec<_>>()
    });
    let contents = move || {
        view! {
            {head(state, stored, base)}
            <Show
                when=move || !kinds.with(Vec::is_empty)
                fallback=move || view! { <p class="small muted">{move || td_string!(state.locale(), scenario.settled)}</p> }
            >
                <For each=move || shown.get() key=|kind| format!("{kind:?}") let:kind>
                    <div class="field">
                        <p class="label small">{move || stored.with_value(|one| lever_name(kind, one, state.lang()))}</p>
                        <Lever indicator=stored.get_value() kind=kind />
                        <LeverDetail indicator=stored.get_value() kind=kind />
                    </div>
                </For>
                {unfold(state, stored, more)}
            </Show>
        }
        .into_any()
    };
    view! {
        <article class="lever-block" data-levers-of=id style:--levers=move || shown.with(Vec::len).to_string()>
            {soon(in_sight, contents)}
        </article>
    }
    .into_any()
}

/// The target's name, its status, and where it stands.
fn head(
    state: AppState,
    indicator: StoredValue<Indicator>,
    base: Memo<Option<SharedRow>>,
) -> AnyView {
    let id = indicator.with_value(|one| one.id.clone());
    let row = state.row(id.as_str());
    let status =
        derived(move || row.with(|row| row.as_ref().map_or(Status::NotAssessed, |row| row.status)));
    let title = derived(move || indicator.with_value(|one| one.title.get(state.lang()).to_owned()));
    let focus = derived(move || td_string!(state.locale(), scenario.focus_show).to_owned());
    let focus_label = derived(move || format!("{}: {}", focus.get(), title.get()));
    view! {
        <div class="lever-head">
            <button
                type="button" class="link lever-title" aria-label=focus_label title=focus data-bring-forward=""
                on:click=move |_| state.bring_forward(&id)
            >
                {title}
            </button>
            <StatusMark status=status />
        </div>
        <p class="small lever-outcome"><span role="status">{outcome(state, indicator, row, base)}</span></p>
    }
    .into_any()
}

/// The button that shows all levers of a target, or the main one again.
fn unfold(state: AppState, indicator: StoredValue<Indicator>, more: RwSignal<bool>) -> AnyView {
    let word = derived(move || {
        if more.get() {
            td_string!(state.locale(), scenario.lever_less)
        } else {
            td_string!(state.locale(), scenario.lever_more)
        }
        .to_owned()
    });
    let label = derived(move || {
        indicator.with_value(|one| format!("{}: {}", word.get(), one.title.get(state.lang())))
    });
    view! {
        <button
            type="button" class="button quiet small" data-more-levers="" aria-expanded=move || more.get().to_string()
            aria-label=label on:click=move |_| more.update(|more| *more = !*more)
        >
            {word}
        </button>
    }
    .into_any()
}

/// Where a target stands in a few words, and what the scenario has changed of that.
fn outcome(
    state: AppState,
    indicator: StoredValue<Indicator>,
    row: Memo<Option<SharedRow>>,
    base: Memo<Option<SharedRow>>,
) -> AnyView {
    let told = derived(move || {
        let lang = state.lang();
        let found = row.with(|row| {
            row.as_ref()
                .and_then(|row| row.projected.zip(row.probability))
        });
        match found {
            Some((value, p)) => {
                let value = indicator.with_value(|one| finding::amount(one, value, lang));
                let p = finding::probability(p, lang);
                td_string!(state.locale(), scenario.stands, value = value, p = p)
            }
            None => Status::NotAssessed.word(lang).to_owned(),
        }
    });
    let difference = derived(move || match (base.get(), row.get()) {
        (Some(base), Some(row)) => {
            indicator.with_value(|one| finding::difference(one, &base, &row, state.lang()))
        }
        _ => String::new(),
    });
    view! { {told}" "<b class="is-scenario">{difference}</b> }.into_any()
}
