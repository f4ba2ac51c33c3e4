//! The course of one target to the year's end in each scenario, the lines labelled at their ends.

use jiff::civil::Date;
use leptos::prelude::*;
use muctieu_chart::ticks::{Step, step};
use muctieu_core::calendar::PlanYear;
use muctieu_core::finding;
use muctieu_core::indicator::{Indicator, IndicatorId, Kind};
use muctieu_core::number::{UNKNOWN, format_date, format_number};

use super::super::study;
use super::{Column, colour};
use crate::dom::view;
use crate::i18n::td_string;
use crate::state::AppState;

/// The size of the picture's own coordinates.
const WIDE: f64 = 1000.0;
const HIGH: f64 = 400.0;
/// Parts of the upright axis, at most.
const PARTS: usize = 5;
/// The least distance of two labels, as a share of the height.
const APART: f64 = 0.09;

/// Which target is shown.
pub(super) fn choice(
    state: AppState,
    indicator: Signal<Option<IndicatorId>>,
    chosen: RwSignal<Option<IndicatorId>>,
) -> AnyView {
    let label = study::word(state, |locale| td_string!(locale, analysis.indicator));
    study::indicators(state, "compare", label, indicator, move |id| {
        chosen.set(Some(id));
    })
}

/// A line: the share of the year and the value of each point; the last is the year's own.
struct Line {
    points: Vec<(f64, f64)>,
}

/// The median's way from the newest figure to the year's end.
fn line(column: &Column, indicator: &Indicator, plan: PlanYear) -> Option<Line> {
    let row = column.board.row(indicator.id.as_str())?;
    let forecast = row.forecast.as_ref().ok()?;
    let end = row.projected?;
    let mut points = Vec::new();
    // Where figures are counts, levels or ranks and the year's value is their change, only the year's is in its unit.
    let changes = matches!(
        indicator.kind,
        Kind::FlowChange | Kind::LevelChange | Kind::RankGain
    );
    let since = row
        .actual
        .filter(|actual| !changes && !actual.measure.is_full_year())
        .map(|actual| actual.date);
    if let Some(since) = since {
        let after = |date: &Date| *date > since && *date < plan.end;
        for date in std::iter::once(since).chain(plan.month_ends().filter(after)) {
            if let Some(value) = forecast.at(date).and_then(|dist| dist.known_quantile(0.5)) {
                points.push((plan.elapsed(date), value));
            }
        }
    }
    points.push((1.0, end));
    Some(Line { points })
}

/// Where shares of the year and values lie in the picture.
struct Plane {
    across: (f64, f64),
    up: (f64, f64),
    step: Step,
}

impl Plane {
    /// Wide enough for the lines and the target; what accumulates is told from 0 on.
    fn of<'a>(indicator: &Indicator, lines: impl Iterator<Item = &'a Line>) -> Self {
        let target = indicator.target.value;
        let (mut across, mut up) = ((1.0_f64, 1.0_f64), (target, target));
        for (x, y) in lines.flat_map(|line| &line.points) {
            across.0 = across.0.min(*x);
            up = (up.0.min(*y), up.1.max(*y));
        }
        if across.0 >= 1.0 {
            across.0 = 0.0;
        }
        if indicator.kind.accumulates() {
            up.0 = up.0.min(0.0);
        }
        // At least as much as is told apart.
        let unit = (0..indicator.decimals).fold(1.0, |unit, _| unit / 10.0);
        up.1 = up.1.max(up.0 + unit);
        let step = step(up.0, up.1, PARTS, indicator.kind.counts());
        Self {
            across,
            up: step.widen(up.0, up.1),
            step,
        }
    }

    /// How far from the top a value lies, 0 to 1.
    fn top(&self, value: f64) -> f64 {
        1.0 - study::share(value, self.up)
    }

    fn place(&self, (x, y): (f64, f64)) -> String {
        let (x, y) = (study::share(x, self.across) * WIDE, self.top(y) * HIGH);
        format!("{x:.1} {y:.1}")
    }

    /// A line across.
    fn level(&self, value: f64) -> String {
        let [from, to] = [self.across.0, self.across.1].map(|x| self.place((x, value)));
        format!("M{from}L{to}")
    }
}

/// The chart, with its numbers in words.
pub(super) fn chart(state: AppState, columns: &[Column], id: &IndicatorId) -> AnyView {
    state.workspace.with_untracked(|workspace| {
        let Some(indicator) = workspace.indicator(id.as_str()) else {
            return ().into_any();
        };
        drawn(state, columns, indicator, workspace.plan_of(indicator))
    })
}

fn drawn(state: AppState, columns: &[Column], indicator: &Indicator, plan: PlanYear) -> AnyView {
    let (lang, locale) = (state.lang(), state.locale());
    let lines: Vec<(&Column, Line)> = columns
        .iter()
        .filter_map(|column| Some((column, line(column, indicator, plan)?)))
        .collect();
    let title = indicator.title.get(lang).to_owned();
    if lines.is_empty() {
        let text = td_string!(locale, analysis.no_course, name = title);
        return view! { <p class="muted">{text}</p> }.into_any();
    }
    let target = indicator.target.value;
    let plane = Plane::of(indicator, lines.iter().map(|(_, line)| line));
    let paths = lines
        .iter()
        .map(|(column, line)| {
            let mut path = String::new();
            let first = (plane.across.0, line.points[0].1);
            // One point alone is a level line: there is no way there to tell.
            let points = if line.points.len() == 1 {
                vec![first, line.points[0]]
            } else {
                line.points.clone()
            };
            for (at, point) in points.into_iter().enumerate() {
                path.push(if at == 0 { 'M' } else { 'L' });
                path += &plane.place(point);
            }
            view! { <path class="compare-line" data-colour=colour(column) d=path></path> }
                .into_any()
        })
        .collect::<Vec<AnyView>>();
    let values = plane.step.within(plane.up.0, plane.up.1);
    let grid = values.iter().map(|value| plane.level(*value));
    let grid = grid.collect::<Vec<_>>().concat();
    let decimals = u8::try_from(plane.step.decimals()).unwrap_or(0);
    let scale = values
        .iter()
        .map(|value| {
            let number = format_number(*value, decimals, lang);
            view! { <li style:--at=study::property(plane.top(*value))>{number}</li> }.into_any()
        })
        .collect::<Vec<AnyView>>();
    let unit = indicator.unit.get(lang).to_owned();
    let goal = plane.level(target);
    let mut labels: Vec<(f64, Option<String>, String)> = lines
        .iter()
        .map(|(column, line)| {
            let end = line.points.last().map_or(0.0, |point| point.1);
            let value = finding::amount(indicator, end, lang);
            let text = format!("{} {value}", column.name);
            (plane.top(end), colour(column), text)
        })
        .collect();
    let amount = finding::amount(indicator, target, lang);
    let words = td_string!(locale, analysis.target_is, value = amount);
    labels.push((plane.top(target), Some("target".to_owned()), words));
    spread(&mut labels);
    let labels = labels
        .into_iter()
        .map(|(at, colour, text)| {
            view! { <li data-colour=colour style:--at=study::property(at)>{text}</li> }.into_any()
        })
        .collect::<Vec<AnyView>>();
    let date = |share: f64| {
        let first = lines.iter().filter_map(|(column, _)| {
            let row = column.board.row(indicator.id.as_str());
            row.and_then(|row| row.actual).map(|actual| actual.date)
        });
        if share >= 1.0 {
            format_date(plan.end, lang)
        } else {
            first
                .min()
                .map_or_else(|| UNKNOWN.to_owned(), |date| format_date(date, lang))
        }
    };
    let caption = td_string!(locale, analysis.course_of, name = title);
    view! {
        <figure class="compare-figure">
            <figcaption><h3>{caption}</h3></figcaption>
            <div class="compare-plot">
                <p class="compare-unit" aria-hidden="true">{unit}</p>
                <ul class="compare-scale num" aria-hidden="true">{scale}</ul>
                <svg viewBox="0 0 1000 400" preserveAspectRatio="none" aria-hidden="true">
                    <path class="compare-grid" d=grid></path>
                    <path class="compare-goal" d=goal></path>
                    {paths}
                </svg>
                <ul class="compare-labels">{labels}</ul>
                <div class="compare-axis" aria-hidden="true"><span>{date(0.0)}</span><span>{date(1.0)}</span></div>
            </div>
        </figure>
    }
    .into_any()
}

/// Moves labels apart that would lie on each other, keeping their order.
fn spread(labels: &mut [(f64, Option<String>, String)]) {
    muctieu_core::order::sort_by(labels, |a, b| a.0.total_cmp(&b.0));
    let mut least = 0.0;
    for label in labels.iter_mut() {
        label.0 = label.0.max(least);
        least = label.0 + APART;
    }
    let mut most = 1.0;
    for label in labels.iter_mut().rev() {
        label.0 = label.0.min(most);
        most = label.0 - APART;
    }
}
