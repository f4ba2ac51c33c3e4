//! The chart of a target: its finding as the title, the picture, its source, and the same as a table.

use std::sync::Arc;

use leptos::prelude::*;
use muctieu_chart::target_chart::TargetChart;
use muctieu_core::figure::{Measure, Origin};
use muctieu_core::finding;
use muctieu_core::indicator::Kind;
use muctieu_core::number::format_date;

use crate::charts::{ChartTable, TargetChartView};
use crate::components::Icon;
use crate::components::target::readout;
use crate::components::target::words;
use crate::components::target::{Subject, drawn};
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;
use crate::platform::document;
use crate::route::Route;

/// Sources that are named under a chart.
const MOST_SOURCES: usize = 3;

/// The chart with what belongs to it.
#[component]
pub(super) fn ChartPanel(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let indicator = subject.indicator();
    let title = {
        let indicator = indicator.clone();
        memo(move |_| {
            subject
                .read(|row| finding::about(&indicator, row, state.lang()))
                .unwrap_or_default()
        })
    };
    let chart = drawn(subject);
    let empty = memo(move |_| {
        chart.with(|chart| {
            chart.actuals.is_empty() && chart.projection.is_empty() && chart.scenario.is_empty()
        })
    });
    let label = {
        let indicator = indicator.clone();
        move || {
            td_string!(
                state.locale(),
                indicator.chart_label,
                name = indicator.title.get(state.lang()).to_owned()
            )
        }
    };
    let summary = move || {
        chart.with(|chart| {
            let target = chart
                .target
                .as_ref()
                .map_or_else(String::new, |target| format!(" {}.", target.words));
            format!("{}.{target}", title.get())
        })
    };
    view! {
        <section class="panel chart-panel" aria-labelledby="finding">
            <h2 id="finding" class="finding">{title}</h2>
            <Show when=move || !empty.get() fallback=move || view! { <NoFigure subject=subject chart=chart /> }>
                <TargetChartView
                    chart=derived(move || chart.get())
                    label=derived(label.clone())
                    summary=derived(summary)
                    readout=readout::words(move || state.lang())
                    theme_version=state.theme_version
                    held=state.holding
                />
                <LaterFigures subject=subject />
                <SourceLine subject=subject />
                <ChartTable
                    caption=derived(move || td_string!(state.locale(), indicator.chart_table).to_owned())
                    head=derived(move || chart.with(|chart| readout::heads(chart, state.lang())))
                    rows=derived(move || chart.with(|chart| readout::rows(chart, state.lang())))
                />
            </Show>
        </section>
    }
}

/// Nothing to draw: said, with what is known of earlier years, and the next step.
#[component]
fn NoFigure(
    /// The target.
    subject: Subject,
    /// Its chart, which has past years at most.
    chart: Memo<Arc<TargetChart>>,
) -> impl IntoView {
    let state = subject.state;
    let rank = subject.indicator().kind == Kind::RankGain;
    let past = move || {
        chart.with(|chart| {
            chart
                .history
                .iter()
                .filter_map(|year| {
                    let (_, value) = year.points.last()?;
                    Some(format!("{}: {}", year.label, chart.value_words(*value)))
                })
                .collect::<Vec<_>>()
        })
    };
    let unit = move || chart.with(|chart| chart.unit.clone());
    view! {
        <div class="empty">
            <Icon name=Icon::Calendar />
            <h3>{move || td_string!(state.locale(), indicator.no_figure_title)}</h3>
            <p>
                {move || if rank {
                    td_string!(state.locale(), indicator.no_figure_rank)
                } else {
                    td_string!(state.locale(), indicator.no_figure_text)
                }}
            </p>
            <Show when=move || !past().is_empty()>
                <p class="source">
                    {move || td_string!(state.locale(), indicator.past_years, years = past().join("; "), unit = unit())}
                </p>
            </Show>
            <EnterFigure subject=subject />
        </div>
    }
}

/// The way to the form in which figures are entered.
#[component]
pub(super) fn EnterFigure(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    view! {
        <a
            class="button primary" href=Route::Figures.href()
            on:click=move |event| {
                // On this page where the form is here; the link leads to the screen of all figures.
                if document::has("figures") {
                    event.prevent_default();
                    document::focus("figures");
                }
            }
        >
            <Icon name=Icon::Plus />
            {move || td_string!(state.locale(), indicator.enter_figure)}
        </a>
    }
}

/// Where the figures of the picture come from.
#[component]
fn SourceLine(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let indicator = subject.indicator();
    let line = move || {
        let (lang, locale) = (state.lang(), state.locale());
        let plan = subject.plan();
        let rank = indicator.kind == Kind::RankGain;
        state.record(|workspace| {
            let figures = workspace.figures.of(indicator.id.as_str());
            let shown: Vec<_> = figures
                .iter()
                .rev()
                .filter(|figure| {
                    figure.year == plan.year() || rank && figure.measure == Measure::Rank
                })
                .collect();
            if shown
                .iter()
                .any(|figure| figure.origin == Origin::Illustration)
            {
                return td_string!(locale, indicator.source_illustration).to_owned();
            }
            let mut sources: Vec<String> = Vec::new();
            for figure in &shown {
                let source = if figure.source.is_empty() {
                    td_string!(locale, indicator.source_unnamed).to_owned()
                } else {
                    figure.source.clone()
                };
                if !sources.contains(&source) {
                    sources.push(source);
                }
            }
            let more = sources.len().saturating_sub(MOST_SOURCES);
            sources.truncate(MOST_SOURCES);
            let mut line = td_string!(locale, indicator.source, names = sources.join("; "));
            if more > 0 {
                line += &td_string!(locale, indicator.source_more, count = more);
            }
            let as_of = state.as_of.get();
            if let Some(newest) = shown.iter().find(|figure| figure.date <= as_of) {
                let date = format_date(newest.date, lang);
                line += &td_string!(locale, indicator.source_newest, date = date);
            }
            line.push('.');
            if shown.iter().any(|figure| figure.origin == Origin::Press) {
                line.push(' ');
                line += td_string!(locale, indicator.source_press);
            }
            line
        })
    };
    view! { <p class="source chart-source">{line}</p> }
}

/// How many figures lie after the as-of date and are drawn hollow, and the step to the year's end.
#[component]
fn LaterFigures(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let id = subject.indicator().id.clone();
    let later = memo(move |_| {
        let as_of = state.as_of.get();
        let year = subject.plan().year();
        state.record(|workspace| {
            let figures = workspace.figures.of(id.as_str()).iter();
            figures
                .filter(|figure| figure.year == year && figure.date > as_of)
                .map(|figure| figure.date)
                .collect::<Vec<_>>()
        })
    });
    let step = move || later.with(|later| later.last().copied());
    view! {
        <Show when=move || !later.with(Vec::is_empty)>
            <p class="source cluster later-figures">
                <span>
                    {move || td_string!(
                        state.locale(),
                        indicator.later_figures,
                        count = later.with(Vec::len),
                        date = format_date(state.as_of.get(), state.lang())
                    )}
                </span>
                <button
                    class="button small" type="button" data-as-of-step=""
                    on:click=move |_| if let Some(date) = step() { state.move_as_of(date) }
                >
                    <Icon name=Icon::SkipForward />
                    {move || td_string!(
                        state.locale(),
                        indicator.step_to,
                        date = step().map_or_else(String::new, |date| format_date(date, state.lang()))
                    )}
                </button>
            </p>
        </Show>
    }
}

/// The text of a figure's place, for parts.
pub(super) fn told_figure(
    indicator: &muctieu_core::indicator::Indicator,
    row: &muctieu_core::board::Row,
    lang: muctieu_core::lang::Lang,
) -> Option<String> {
    let actual = row.actual?;
    Some(format!(
        "{} ({})",
        words::figure(indicator, actual.measure, actual.value, lang).whole(),
        format_date(actual.date, lang)
    ))
}
