//! What the rooms of analyses share: what they are about, how they name things, and how they set a lever.

use leptos::prelude::*;
use muctieu_core::indicator::IndicatorId;
use muctieu_core::lang::Lang;
use muctieu_core::lever::{LeverId, LeverKind, lever_name, position_in_words};
use muctieu_core::number::format_compact_trim;
use muctieu_core::scenario::{Change, ScenarioId};
use muctieu_core::workspace::Workspace;

use crate::components::scenario_pick::next_name;
use crate::dom::{derived, memo, view};
use crate::i18n::{Locale, td_string};
use crate::state::AppState;
use crate::state::analyst::Analysis;

/// The changes of a scenario; of the base there are none. Does not track.
pub(super) fn changes_of(state: AppState, id: Option<&ScenarioId>) -> Vec<Change> {
    state.workspace.with_untracked(|workspace| {
        id.and_then(|id| workspace.scenario(id))
            .map_or_else(Vec::new, |scenario| scenario.changes.clone())
    })
}

/// The first target that a scenario moves, else the first of the focus charts. Tracks.
pub(super) fn subject(state: AppState, id: Option<&ScenarioId>) -> Option<IndicatorId> {
    let moved = state.workspace.with(|workspace| {
        let scenario = workspace.scenario(id?)?;
        let mut subjects = scenario.live().map(|change| &change.lever.subject);
        let known = subjects.find(|subject| workspace.indicator(subject.as_str()).is_some());
        known.cloned()
    });
    moved.or_else(|| state.focus.with(|focus| focus.first().cloned()))
}

/// Whether there is such an indicator: what was chosen may be gone. Tracks.
pub(super) fn is_known(state: AppState, id: &IndicatorId) -> bool {
    state.record(|workspace| workspace.indicator(id.as_str()).is_some())
}

/// Tracks all that a scenario's numbers hang on.
pub(super) fn track(state: AppState) {
    state.base.track();
    state.as_of.track();
    state.workspace.track();
}

/// A text of the page that follows its language.
pub(super) fn word(state: AppState, of: fn(Locale) -> &'static str) -> Signal<String> {
    derived(move || of(state.locale()).to_owned())
}

/// The name of a lever, before it that of its subject unless it goes without saying.
pub(super) fn name_of(
    workspace: &Workspace,
    lever: &LeverId,
    about: Option<&IndicatorId>,
    lang: Lang,
) -> String {
    let subject = lever.subject.as_str();
    if lever.kind == LeverKind::Driver {
        let title = workspace.drivers.title_of(subject, &workspace.indicators);
        return title.get(lang).to_owned();
    }
    let Some(indicator) = workspace.indicator(subject) else {
        return lever.to_string();
    };
    let name = lever_name(lever.kind, indicator, lang);
    if about == Some(&lever.subject) {
        return name;
    }
    format!("{}: {name}", indicator.title.get(lang))
}

/// A position of a lever with its unit.
pub(super) fn position_of(
    workspace: &Workspace,
    lever: &LeverId,
    value: f64,
    lang: Lang,
) -> String {
    let subject = lever.subject.as_str();
    if let Some(indicator) = workspace.indicator(subject) {
        position_in_words(lever.kind, value, indicator, lang)
    } else {
        let unit = workspace.drivers.unit_of(subject, &workspace.indicators);
        let unit = unit.map_or("", |unit| unit.get(lang));
        muctieu_core::finding::with_unit(&format_compact_trim(value, 3, lang), unit)
    }
}

/// Sets a lever of the scenario that is on, as one step of undo; where none is on, of a new one.
pub(super) fn set(state: AppState, lever: &LeverId, value: f64) {
    if state.active.get_untracked().is_none() {
        state.new_scenario(next_name(state), vec![Change::new(lever.clone(), value)]);
        return;
    }
    state.end_gesture();
    state.move_lever(lever.clone(), Some(value));
    state.end_gesture();
}

/// A choice of an indicator. Where nothing is chosen it names itself, and does so again after each choice.
pub(super) fn indicators(
    state: AppState,
    hook: &'static str,
    label: Signal<String>,
    chosen: Signal<Option<IndicatorId>>,
    choose: impl Fn(IndicatorId) + Send + Sync + 'static,
) -> AnyView {
    let all = memo(move |_| {
        let lang = state.lang();
        state.record(|workspace| {
            let all = workspace.indicators.iter();
            all.map(|one| {
                let title = format!("{} {}", one.item, one.title.get(lang));
                (one.id.to_string(), title)
            })
            .collect::<Vec<_>>()
        })
    });
    let empty = move || chosen.with(Option::is_none);
    let take = move |event: web_sys::Event| {
        let name = event_target_value(&event);
        if name.is_empty() {
            return;
        }
        choose(name.as_str().into());
        if untrack(empty) {
            event_target::<web_sys::HtmlSelectElement>(&event).set_value("");
        }
    };
    view! {
        <label class="field study-choice">
            <span class="small strong">{label}</span>
            <select class="input small" data-study=hook on:change=take>
                <Show when=empty><option value="">"…"</option></Show>
                <For each=move || all.get() key=Clone::clone let((id, title))>
                    {
                        let own = id.clone();
                        let selected = move || chosen.with(|chosen| chosen.as_ref().is_some_and(|chosen| chosen.as_str() == own));
                        view! { <option value=id prop:selected=selected>{title}</option> }
                    }
                </For>
            </select>
        </label>
    }
    .into_any()
}

/// A choice of a scenario, the base among them under an empty name.
pub(super) fn scenarios(
    state: AppState,
    hook: &'static str,
    label: Signal<String>,
    chosen: Signal<Option<ScenarioId>>,
    choose: impl Fn(Option<ScenarioId>) + Send + Sync + 'static,
) -> AnyView {
    let all = memo(move |_| {
        state.workspace.with(|workspace| {
            let all = workspace.scenarios.iter();
            all.map(|one| (one.id.0.to_string(), one.name.clone()))
                .collect::<Vec<_>>()
        })
    });
    let base = word(state, |locale| td_string!(locale, scenario.base));
    let take =
        move |text: String| choose((!text.is_empty()).then(|| ScenarioId(text.as_str().into())));
    view! {
        <label class="field study-choice">
            <span class="small strong">{label}</span>
            <select class="input small" data-study=hook on:change=move |event| take(event_target_value(&event))>
                <option value="" prop:selected=move || chosen.with(Option::is_none)>{base}</option>
                <For each=move || all.get() key=Clone::clone let((id, name))>
                    {
                        let own = id.clone();
                        let selected = move || chosen.with(|chosen| chosen.as_ref().is_some_and(|chosen| *chosen.0 == *own));
                        view! { <option value=id prop:selected=selected>{name}</option> }
                    }
                </For>
            </select>
        </label>
    }
    .into_any()
}

/// How far an analysis is, in words; nothing where none runs.
pub(super) fn progress(state: AppState, analysis: Analysis) -> AnyView {
    let told = derived(move || {
        analysis.progress.get().map(|share| {
            let percent = muctieu_core::number::format_percent(share * 100.0, 0, state.lang());
            td_string!(state.locale(), analysis.running, percent = percent)
        })
    });
    view! { <p class="small muted study-progress" role="status">{told}</p> }.into_any()
}

/// Where a number lies within a span, 0 to 1.
pub(super) fn share(value: f64, (low, high): (f64, f64)) -> f64 {
    if high > low {
        ((value - low) / (high - low)).clamp(0.0, 1.0)
    } else {
        0.5
    }
}

/// A custom property that holds a number.
pub(super) fn property(value: f64) -> impl FnMut() -> String + Send + 'static {
    move || format!("{value:.4}")
}
