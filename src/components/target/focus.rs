//! A target's chart among others: which one can be chosen, its finding is the title, its end can be drawn with the hand.

use leptos::prelude::*;
use muctieu_core::board::Row;
use muctieu_core::finding;
use muctieu_core::indicator::{Indicator, IndicatorId, Kind};
use muctieu_core::status::Status;

use super::{Subject, drawn, readout};
use crate::charts::TargetChartView;
use crate::components::StatusMark;
use crate::components::drag_end::DragEnd;
use crate::components::month_bars::{MonthBars, has_months};
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;
use crate::route::Route;
use crate::state::AppState;

/// The chart of one of the targets in focus. `place` is its place among them.
#[component]
pub fn FocusChart(
    /// The application's state.
    state: AppState,
    /// Which of the focus charts this is, from 0.
    place: usize,
) -> impl IntoView {
    let found = memo(move |_| {
        let id = state.focus.with(|focus| focus.get(place).cloned())?;
        state.record(|workspace| workspace.indicator(id.as_str()).cloned())
    });
    // Kept while one target gives way to another.
    let by_month = RwSignal::new(false);
    move || {
        found.get().map(|indicator| {
            view! { <Focused state=state place=place indicator=indicator by_month=by_month /> }
        })
    }
}

#[component]
fn Focused(
    /// The application's state.
    state: AppState,
    /// Its place among the targets in focus.
    place: usize,
    /// The target.
    indicator: Indicator,
    /// Whether its months are shown as well.
    by_month: RwSignal<bool>,
) -> impl IntoView {
    let flows = has_months(indicator.kind);
    let id = indicator.id.clone();
    let subject = Subject::new(state, indicator);
    let title = memo(move |_| {
        let indicator = subject.indicator();
        subject
            .read(|row| finding::about(&indicator, row, state.lang()))
            .unwrap_or_default()
    });
    let chart = drawn(subject);
    let label = derived(move || {
        let name = subject.indicator().title.get(state.lang()).to_owned();
        td_string!(state.locale(), indicator.chart_label, name = name)
    });
    let words = derived(move || {
        let target = chart.with(|chart| chart.target.as_ref().map(|target| target.words.clone()));
        target.unwrap_or_default()
    });
    let status = derived(move || {
        subject
            .read(|row| row.status)
            .unwrap_or(Status::NotAssessed)
    });
    let empty = memo(move |_| {
        chart.with(|chart| {
            chart.actuals.is_empty() && chart.projection.is_empty() && chart.scenario.is_empty()
        })
    });
    let difference = move || {
        let indicator = subject.indicator();
        let (base, now) = (subject.base.get(), subject.now.get());
        match (base, now) {
            (Some(base), Some(now)) => finding::difference(&indicator, &base, &now, state.lang()),
            _ => String::new(),
        }
    };
    let href = Route::Indicator(id.clone()).href();
    let layout = RwSignal::new(None);
    let number = move |pick: fn(&Row) -> Option<f64>| {
        move || {
            let value = subject.read(pick).flatten();
            value.map_or_else(String::new, |value| format!("{value}"))
        }
    };
    view! {
        <article
            class="panel focus-chart" data-focus=id.to_string() data-focus-place=place.to_string()
            data-status=move || status.get().id()
            data-projected=number(|row| row.projected) data-probability=number(|row| row.probability)
        >
            <div class="spread">
                <div class="cluster focus-tools">
                    {chooser(state, place, id.clone())}
                    {flows.then(|| toggle(state, by_month))}
                </div>
                <StatusMark status=status />
            </div>
            <h3 class="finding"><a href=href>{title}</a>" "<b class="is-scenario">{difference}</b></h3>
            <Show
                when=move || !empty.get()
                fallback=move || view! { <p class="muted">{move || td_string!(state.locale(), indicator.no_figure_title)}</p> }
            >
                <div class="focus-plane">
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
                <Show when=move || flows && by_month.get()>
                    <MonthBars subject=subject />
                </Show>
            </Show>
        </article>
    }
}

/// The switch of the months.
fn toggle(state: AppState, by_month: RwSignal<bool>) -> AnyView {
    view! {
        <button
            class="button small" type="button" data-by-month=""
            aria-pressed=move || if by_month.get() { "true" } else { "false" }
            on:click=move |_| by_month.update(|on| *on = !*on)
        >
            {move || td_string!(state.locale(), months.show)}
        </button>
    }
    .into_any()
}

/// The list of targets that can be put here.
fn chooser(state: AppState, place: usize, now: IndicatorId) -> AnyView {
    let all = memo(move |_| {
        let lang = state.lang();
        state.record(|workspace| {
            let all = workspace
                .indicators
                .iter()
                .filter(|one| one.kind != Kind::AllOf);
            all.map(|one| (one.id.clone(), one.title.get(lang).to_owned()))
                .collect::<Vec<_>>()
        })
    });
    let label =
        derived(move || td_string!(state.locale(), scenario.focus_choose, place = place + 1));
    let choose = move |event: web_sys::Event| {
        let id = IndicatorId::from(event_target_value(&event).as_str());
        state.set_focus(place, id);
    };
    view! {
        <select class="input small focus-choose" data-focus-choose=place.to_string() aria-label=label on:change=choose>
            <For each=move || all.get() key=Clone::clone let((id, title))>
                {
                    let chosen = id == now;
                    view! { <option value=id.to_string() selected=chosen.then_some("")>{title}</option> }
                }
            </For>
        </select>
    }
    .into_any()
}
