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
use crate::dom::{Memo, derived, memo, view};
use crate::i18n::td_string;
use crate::state::{AppState, SharedRow};

/// With more targets than this the fields are closed at first.
const MOST_OPEN: usize = 100;

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
                    {field(state, group, ids)}
                </For>
                <Show when=none><p class="muted">{nothing}</p></Show>
            </Show>
        </section>
    }
    .into_any()
}

/// The targets of one field.
fn field(state: AppState, group: String, ids: Vec<IndicatorId>) -> AnyView {
    let count = ids.len();
    let name = derived(move || group_name(&group, state.locale()));
    let targets = ids.into_iter().map(|id| target(state, id)).collect_view();
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
fn target(state: AppState, id: IndicatorId) -> AnyView {
    let indicator = memo(move |_| {
        state.base.track();
        state
            .workspace
            .with_untracked(|workspace| workspace.indicator(id.as_str()).cloned())
    });
    (move || indicator.get().map(|indicator| block(state, indicator))).into_any()
}

fn block(state: AppState, indicator: Indicator) -> AnyView {
    let row = state.row(indicator.id.as_str());
    let base = state.base_row(indicator.id.as_str());
    let kinds = {
        let indicator = indicator.clone();
        memo(move |_| {
            base.track();
            // Which levers there are hangs on the base alone; the workspace changes with every move of one.
            untrack(|| levers_now(state, &indicator))
        })
    };
    let more = RwSignal::new(false);
    let status =
        derived(move || row.with(|row| row.as_ref().map_or(Status::NotAssessed, |row| row.status)));
    let id = indicator.id.clone();
    let stored = StoredValue::new(indicator.clone());
    let title = derived(move || stored.with_value(|one| one.title.get(state.lang()).to_owned()));
    let focus = derived(move || td_string!(state.locale(), scenario.focus_show).to_owned());
    let focus_label = derived(move || format!("{}: {}", focus.get(), title.get()));
    let more_word = derived(move || {
        if more.get() {
            td_string!(state.locale(), scenario.lever_less)
        } else {
            td_string!(state.locale(), scenario.lever_more)
        }
        .to_owned()
    });
    let more_label = derived(move || format!("{}: {}", more_word.get(), title.get()));
    let settled = derived(move || td_string!(state.locale(), scenario.settled).to_owned());
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
    let front = id.clone();
    view! {
        <article class="lever-block" data-levers-of=id.to_string() style:--levers=move || shown.with(Vec::len).to_string()>
            <div class="lever-head">
                <button
                    type="button" class="link lever-title" aria-label=focus_label title=focus data-bring-forward=""
                    on:click=move |_| state.bring_forward(&front)
                >
                    {title}
                </button>
                <StatusMark status=status />
            </div>
            <p class="small lever-outcome"><span role="status">{outcome(state, stored, row, base)}</span></p>
            <Show
                when=move || !kinds.with(Vec::is_empty)
                fallback=move || view! { <p class="small muted">{settled}</p> }
            >
                <For each=move || shown.get() key=|kind| format!("{kind:?}") let:kind>
                    <div class="field">
                        <p class="label small">{move || stored.with_value(|one| lever_name(kind, one, state.lang()))}</p>
                        <Lever indicator=stored.get_value() kind=kind />
                        <LeverDetail indicator=stored.get_value() kind=kind />
                    </div>
                </For>
                <button
                    type="button" class="button quiet small" data-more-levers="" aria-expanded=move || more.get().to_string()
                    aria-label=more_label on:click=move |_| more.update(|more| *more = !*more)
                >
                    {more_word}
                </button>
            </Show>
        </article>
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
