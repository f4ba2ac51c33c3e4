//! One of the charts in focus, for the back of the room.

use leptos::prelude::*;
use muctieu_core::finding;
use muctieu_core::indicator::Indicator;

use crate::charts::TargetChartView;
use crate::components::drag_end::DragEnd;
use crate::components::target::{Subject, drawn, readout};
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;
use crate::state::AppState;

/// The chart at a place of the focus.
pub(super) fn chart(state: AppState, place: usize) -> AnyView {
    let found = memo(move |_| {
        let id = state.focus.with(|focus| focus.get(place).cloned())?;
        state.record(|workspace| workspace.indicator(id.as_str()).cloned())
    });
    let view = move || found.get().map(|indicator| large(state, place, indicator));
    view! { {view} }.into_any()
}

fn large(state: AppState, place: usize, indicator: Indicator) -> AnyView {
    let id = indicator.id.to_string();
    let subject = Subject::new(state, indicator);
    let title = derived(move || {
        let indicator = subject.indicator();
        let told = subject.read(|row| finding::about(&indicator, row, state.lang()));
        told.unwrap_or_default()
    });
    let chart = drawn(subject);
    let empty = memo(move |_| {
        chart.with(|chart| {
            chart.actuals.is_empty() && chart.projection.is_empty() && chart.scenario.is_empty()
        })
    });
    let label = derived(move || {
        let name = subject.indicator().title.get(state.lang()).to_owned();
        td_string!(state.locale(), indicator.chart_label, name = name)
    });
    let words = derived(move || {
        let target = chart.with(|chart| chart.target.as_ref().map(|target| target.words.clone()));
        target.unwrap_or_default()
    });
    let probability = move || subject.read(|row| row.probability).flatten();
    let p = derived(move || {
        probability().map_or_else(String::new, |p| finding::probability(p, state.lang()))
    });
    let before = move || {
        let before = subject.read_base(|row| row.probability).flatten();
        let differs = subject.is_moved() && before != probability();
        let before = before.filter(|_| differs)?;
        Some(format!("{} → ", finding::probability(before, state.lang())))
    };
    let layout = RwSignal::new(None);
    let none = move || td_string!(state.locale(), wall.no_figure);
    view! {
        <article class="wall-chart" data-wall-chart=id data-focus-place=place.to_string()>
            <div class="wall-chart-head">
                <h2>{title}</h2>
                <p class="wall-p"><span>{before}</span><b>{p}</b></p>
            </div>
            <Show when=move || !empty.get() fallback=move || view! { <p>{none}</p> }>
                <div class="wall-plane">
                    <TargetChartView
                        chart=derived(move || chart.get())
                        label=label
                        summary=words
                        readout=readout::words(move || state.lang())
                        theme_version=state.theme_version
                        held=state.holding
                        on_layout=Callback::new(move |lies| layout.set(Some(lies)))
                    />
                    <DragEnd subject=subject layout=layout />
                </div>
            </Show>
        </article>
    }
    .into_any()
}
