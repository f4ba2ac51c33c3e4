//! A target made of parts: a card a part, with its own bar and the way to its own screen.

use leptos::prelude::*;
use muctieu_chart::bars::{Bar, BarValues, Extent, Place, Track};
use muctieu_core::board::{Row, question};
use muctieu_core::figure::Measure;
use muctieu_core::finding;
use muctieu_core::indicator::{Indicator, Kind};
use muctieu_core::lever::Levers;

use super::chart::told_figure;
use crate::components::StatusMark;
use crate::components::target::Subject;
use crate::components::target::words;
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;
use crate::route::Route;

/// The parts, under the finding about the whole.
#[component]
pub(super) fn Parts(
    /// The whole.
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
    let parts: Vec<Indicator> = state
        .workspace
        .with_untracked(|workspace| workspace.parts(&indicator.id).cloned().collect());
    view! {
        <section class="panel parts-panel" aria-labelledby="finding">
            <h2 id="finding" class="finding">{title}</h2>
            <p class="small muted">{move || td_string!(state.locale(), indicator.parts_text)}</p>
            <ul class="parts">
                {parts.into_iter().map(|part| view! { <Part part=Subject::new(state, part) /> }).collect_view()}
            </ul>
        </section>
    }
}

/// One part.
#[component]
fn Part(
    /// The part.
    part: Subject,
) -> impl IntoView {
    let state = part.state;
    let lang = move || state.lang();
    let id = part.indicator().id.clone();
    let href = Route::Indicator(id.clone()).href();
    let actual = move || {
        let indicator = part.indicator();
        part.read(|row| told_figure(&indicator, row, lang()))
            .flatten()
            .unwrap_or_else(|| td_string!(state.locale(), indicator.no_figure_yet).to_owned())
    };
    let projection = move || {
        let indicator = part.indicator();
        part.read(|row| {
            let value = words::year_value(&indicator, row.projected?, lang()).whole();
            Some(match row.low.zip(row.high) {
                Some((low, high)) if high > low => format!(
                    "{value} ({})",
                    words::year_band(&indicator, low, high, lang())
                ),
                _ => value,
            })
        })
        .flatten()
        .unwrap_or_else(|| "—".to_owned())
    };
    let probability = move || {
        part.read(|row| row.probability)
            .flatten()
            .map_or_else(|| "—".to_owned(), |p| finding::probability(p, lang()))
    };
    view! {
        <li class="part" data-part=id.to_string()>
            <div class="part-head">
                <h3><a href=href>{move || part.indicator().title.get(lang()).to_owned()}</a></h3>
                <StatusMark status=derived(move || part.status()) />
            </div>
            <CountBar part=part />
            <dl class="facts">
                <dt>{move || td_string!(state.locale(), indicator.key_actual)}</dt>
                <dd class="is-actual">{actual}</dd>
                <dt>{move || td_string!(state.locale(), indicator.key_projection)}</dt>
                <dd class="is-projection">{projection}</dd>
                <dt>{move || td_string!(state.locale(), indicator.key_probability)}</dt>
                <dd>{probability}</dd>
            </dl>
        </li>
    }
}

/// The bar of a part: its count so far and projected, against the count that the target allows.
#[component]
fn CountBar(
    /// The part.
    part: Subject,
) -> impl IntoView {
    let state = part.state;
    let bar = memo(move |_| {
        let indicator = part.indicator();
        let as_of = state.as_of.get();
        let base = part.read_base(|row| row.projected).flatten();
        let last = state.record(|workspace| {
            let question = question(workspace, &indicator, as_of, Levers::default());
            question.total_of(question.plan.year() - 1)
        });
        part.read(|row| values(&indicator, row, base.filter(|_| part.is_moved()), last))
            .flatten()
    });
    let at = |place: Option<Place>| {
        place.map_or_else(|| "0%".to_owned(), |place| format!("{}%", place.at))
    };
    let from = |extent: Option<Extent>| {
        extent.map_or_else(|| "0%".to_owned(), |extent| format!("{}%", extent.from))
    };
    let long = |extent: Option<Extent>| {
        extent.map_or_else(|| "0%".to_owned(), |extent| format!("{}%", extent.length))
    };
    let read =
        move |pick: fn(&Bar) -> Option<Extent>| move || bar.with(|bar| bar.as_ref().and_then(pick));
    let spot = move |pick: fn(&Bar) -> Option<Place>| {
        move || at(bar.with(|bar| bar.as_ref().and_then(pick)))
    };
    let gone = move |pick: fn(&Bar) -> Option<Place>| {
        move || {
            bar.with(|bar| bar.as_ref().and_then(pick))
                .is_none()
                .then_some("hidden")
        }
    };
    let (band, actual) = (read(|bar| bar.band), read(|bar| bar.actual));
    let projection = read(|bar| {
        let (actual, median) = (bar.actual?, bar.median?);
        let start = actual.from + actual.length;
        Some(Extent {
            from: start,
            length: (median.at - start).max(0.0),
            ..actual
        })
    });
    view! {
        <Show when=move || bar.with(Option::is_some)>
            <svg class="bullet part-bar" aria-hidden="true" data-scenario=move || part.is_moved().then_some("")>
                <rect class="track" x="0%" width="100%" />
                <rect class="band" x=move || from(band()) width=move || long(band()) />
                <rect class="projection" x=move || from(projection()) width=move || long(projection()) />
                <rect class="actual" x=move || from(actual()) width=move || long(actual()) />
                <rect class="base" x=spot(|bar| bar.base) visibility=gone(|bar| bar.base) />
                <rect class="expected" x=spot(|bar| bar.expected_now) visibility=gone(|bar| bar.expected_now) />
                <rect class="target" x=spot(|bar| bar.target) visibility=gone(|bar| bar.target) />
            </svg>
        </Show>
    }
}

/// The bar's values as counts; nothing where last year's total is unknown.
fn values(indicator: &Indicator, row: &Row, base: Option<f64>, last: Option<f64>) -> Option<Bar> {
    if indicator.kind != Kind::FlowChange {
        return None;
    }
    let last = last.filter(|last| *last > 0.0)?;
    let count = |change: f64| last * (1.0 + change / 100.0);
    let target = count(indicator.target.value);
    let values = BarValues {
        actual: row
            .actual
            .filter(|actual| actual.measure == Measure::Cumulative)
            .map(|actual| actual.value),
        median: row.projected.map(count),
        band: row.low.map(count).zip(row.high.map(count)),
        target: Some(target),
        target_high: None,
        // Told as a change as well, by the share of the year.
        expected_now: None,
        base: base.map(count),
    };
    Some(Bar::new(&values, Track::from_zero(target)))
}
