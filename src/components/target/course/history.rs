//! Past years, laid over the plan year.

use std::cmp::Reverse;

use jiff::civil::Date;
use muctieu_chart::target_chart::Year;
use muctieu_core::calendar::{PlanYear, plus_days, same_day};
use muctieu_core::figure::Measure;
use muctieu_core::forecast::Question;
use muctieu_core::indicator::Kind;
use muctieu_core::order::sort_by_key;

use super::axis::Axis;
use super::place;

/// The most past years in a chart: more are a tangle.
const MOST: usize = 4;

/// The past years that are known, the newest first.
pub(super) fn of(question: &Question<'_>, axis: &Axis) -> Vec<Year> {
    if question.indicator.kind == Kind::RankGain {
        // Ranks come once a year: past ones are points of the same line.
        return Vec::new();
    }
    let this = question.plan.year();
    let mut years: Vec<i16> = question
        .figures
        .iter()
        .map(|figure| figure.year)
        .filter(|year| *year < this)
        .collect();
    sort_by_key(&mut years, |year| Reverse(*year));
    years.dedup();
    years
        .into_iter()
        .filter_map(|year| {
            let points = points(question, axis, year);
            // A year of which only the first weeks are known says nothing about this one, and is in the way.
            let reaches = points
                .last()
                .is_some_and(|last| question.plan.elapsed(last.0) >= 0.5);
            reaches.then(|| Year {
                label: year.to_string(),
                points,
            })
        })
        .take(MOST)
        .collect()
}

fn points(question: &Question<'_>, axis: &Axis, year: i16) -> Vec<(Date, f64)> {
    let later = question.plan.year() - year;
    let past = question.plan.shifted(-later);
    let mut points: Vec<(Date, f64)> = question
        .figures
        .iter()
        .filter(|figure| figure.year == year && figure.measure != Measure::Estimate)
        .filter_map(|figure| {
            let date = place(figure, question.plan, question.indicator.kind);
            Some((same_day(date, later), axis.figure(figure)?))
        })
        .collect();
    sort_by_key(&mut points, |point| point.0);
    let has_course = question.figures.iter().any(|figure| {
        figure.year == year && figure.measure == Measure::Cumulative && figure.date < past.end
    });
    if question.indicator.kind.accumulates() && has_course {
        // A year of which only the total is known has no course: it is one point, not a line from zero.
        points.insert(0, (plus_days(question.plan.start, -1), 0.0));
    }
    points
}

/// The first day of the chart: that of the plan year; for ranks, of the first year with a rank.
pub(super) fn first_day(question: &Question<'_>) -> Date {
    let plan = question.plan;
    if question.indicator.kind != Kind::RankGain {
        return plan.start;
    }
    let first = question
        .figures
        .iter()
        .map(|figure| figure.year)
        .min()
        .unwrap_or(plan.year());
    let oldest = first.max(plan.year() - 9).min(plan.year() - 1);
    PlanYear::shifted(plan, oldest - plan.year()).start
}
