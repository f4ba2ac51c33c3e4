//! A lever of an indicator: its row, and "how much does it take?".

use leptos::prelude::*;
use muctieu_core::board::span;
use muctieu_core::indicator::Indicator;
use muctieu_core::lever::{
    LeverId, LeverKind, Levers, lever_name, levers_of, open_quarters, position_in_words,
};

use super::goal::GoalSeek;
use super::lever_row::{Handle, row};
use crate::dom::{derived, memo, view};
use crate::state::{AppState, use_state};

/// The levers of an indicator on the as-of date, the main one first: none where the year is settled.
pub fn levers_now(state: AppState, indicator: &Indicator) -> Vec<LeverKind> {
    let base = state.base_row(indicator.id.as_str()).get();
    if base.as_ref().is_some_and(|row| {
        row.forecast
            .as_ref()
            .is_ok_and(|forecast| forecast.settled().is_some())
    }) {
        return Vec::new();
    }
    let plan = state.record(|workspace| workspace.plan_of(indicator));
    let done = base
        .as_ref()
        .and_then(|row| row.actual)
        .filter(|actual| !actual.measure.is_full_year())
        .map(|actual| actual.date);
    let mut levers = levers_of(indicator, open_quarters(plan, done));
    if indicator.kind.accumulates() && base.is_none_or(|row| row.projected.is_none()) {
        // Without a pace to multiply, only an amount says something.
        levers.retain(|kind| matches!(kind, LeverKind::OneOff | LeverKind::Target));
    }
    levers
}

/// A lever of the active scenario.
#[component]
pub fn Lever(
    /// The indicator that it moves.
    indicator: Indicator,
    /// What it moves.
    kind: LeverKind,
    /// Only the slider and the number: for a row of the overview.
    #[prop(optional)]
    compact: bool,
) -> impl IntoView {
    let state = use_state();
    let id = LeverId {
        kind,
        subject: indicator.id.clone(),
    };
    let base = state.base_row(indicator.id.as_str());
    let limits = {
        let indicator = indicator.clone();
        memo(move |_| base.with(|base| span(kind, &indicator, base.as_deref())))
    };
    let told = {
        let indicator = indicator.clone();
        Callback::new(move |value: f64| position_in_words(kind, value, &indicator, state.lang()))
    };
    let label = {
        let indicator = indicator.clone();
        derived(move || {
            let lang = state.lang();
            let name = lever_name(kind, &indicator, lang);
            format!("{}: {name}", indicator.title.get(lang))
        })
    };
    let handle = Handle::new(state, id, limits, told, label);
    let goal = (!compact).then(|| {
        view! {
            <GoalSeek
                indicator=indicator kind=kind limits=limits
                told=move |value: f64| told.run(value) put=move |value: f64| handle.put(value)
            />
        }
    });
    row(handle, goal)
}

/// The lever positions of an indicator in the active scenario.
pub fn positions_now(state: AppState, indicator: &Indicator) -> Levers {
    let scenario = state.scenario();
    scenario
        .and_then(|scenario| scenario.by_indicator().get(&indicator.id).copied())
        .unwrap_or_default()
}
