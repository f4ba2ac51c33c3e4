//! What a scenario assumes otherwise than the base: apart from its levers, which are what someone would do.

use leptos::prelude::*;
use muctieu_core::indicator::{Indicator, IndicatorId, Kind};
use muctieu_core::lever::{LeverKind, assumptions_of, lever_name};

use super::correlation::CorrelationPanel;
use super::drivers;
use crate::components::Lever;
use crate::components::target::Subject;
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;
use crate::state::AppState;

/// The panels.
pub(super) fn assumptions(state: AppState) -> AnyView {
    let open = RwSignal::new(false);
    let heading = derived(move || td_string!(state.locale(), scenario.assumptions).to_owned());
    let hint = derived(move || td_string!(state.locale(), scenario.assumptions_hint).to_owned());
    let count = memo(move |_| {
        let count = state.with_scenario(|one| {
            let changes = one.map(|one| one.changes.iter());
            state.record(|workspace| {
                changes
                    .into_iter()
                    .flatten()
                    .filter(|change| workspace.drivers.is_assumption(&change.lever))
                    .count()
            })
        });
        (count > 0).then(|| count.to_string())
    });
    let body = move || (open.get() && state.has_scenario()).then(|| body(state));
    view! {
        <details
            class="panel assumption-levers" data-assumptions=""
            on:toggle=move |event| open.set(event_target::<web_sys::Element>(&event).has_attribute("open"))
        >
            <summary>{heading}" "<span class="muted num">{count}</span></summary>
            <div class="stack">
                <p class="small muted">{hint}</p>
                {body}
            </div>
        </details>
        <CorrelationPanel />
    }
    .into_any()
}

/// The targets that have assumptions: those that can be assessed.
fn body(state: AppState) -> AnyView {
    let ids = memo(move |_| {
        let base = state.base.get();
        state.workspace.with_untracked(|workspace| {
            let open = workspace.indicators.iter().filter(|one| {
                one.kind != Kind::AllOf
                    && base
                        .row(one.id.as_str())
                        .is_some_and(|row| row.forecast.is_ok())
            });
            open.map(|one| one.id.clone()).collect::<Vec<_>>()
        })
    });
    view! {
        {drivers::levers::assumed(state)}
        <For each=move || ids.get() key=ToString::to_string let:id>
            {target(state, &id)}
        </For>
    }
    .into_any()
}

fn target(state: AppState, id: &IndicatorId) -> AnyView {
    let indicator = state
        .workspace
        .with_untracked(|workspace| workspace.indicator(id.as_str()).cloned());
    indicator
        .map(|indicator| block(state, indicator))
        .into_any()
}

fn block(state: AppState, indicator: Indicator) -> AnyView {
    let subject = Subject::new(state, indicator.clone());
    // Those that the forecast of the base rests on.
    let kinds = {
        let indicator = indicator.clone();
        memo(move |_| {
            let rests = |kind: &LeverKind| {
                subject.read_base(|row| {
                    let forecast = row.forecast.as_ref().ok()?;
                    forecast
                        .assumed(*kind)
                        .filter(|_| forecast.settled().is_none())
                })
            };
            let mut kinds = assumptions_of(&indicator);
            kinds.retain(|kind| rests(kind).flatten().is_some());
            kinds
        })
    };
    let stored = StoredValue::new(indicator);
    let title = derived(move || stored.with_value(|one| one.title.get(state.lang()).to_owned()));
    view! {
        <Show when=move || !kinds.with(Vec::is_empty)>
            <div class="assumption-block" data-assumptions-of=stored.with_value(|one| one.id.to_string())>
                <p class="strong small">{title}</p>
                <For each=move || kinds.get() key=|kind| format!("{kind:?}") let:kind>
                    <div class="field">
                        <p class="label small">{move || stored.with_value(|one| lever_name(kind, one, state.lang()))}</p>
                        <Lever indicator=stored.get_value() kind=kind compact=true />
                    </div>
                </For>
            </div>
        </Show>
    }
    .into_any()
}
