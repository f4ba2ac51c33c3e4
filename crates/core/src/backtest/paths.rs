//! The time-series methods, judged at the ends of the first three quarters.

use super::{SERIES_YEARS, Table, told};
use crate::calendar::days_between;
use crate::forecast::{History, Question};
use crate::indicator::Indicator;
use crate::math::normal::normal_sf;
use crate::series::{Seasons, fit_all};

/// A figure this many days from a quarter's end is the quarter's.
const NEAR: i32 = 3;

/// Judges every technique in the newest years that have a history, if there are `least` of these.
pub(super) fn judge(question: &Question<'_>, table: &mut Table, least: usize, bands: bool) {
    // Last year's total as the resolution states it is none of an earlier year.
    let indicator = Indicator {
        baseline: None,
        ..question.indicator.clone()
    };
    let at = |back: i16, as_of| Question {
        indicator: &indicator,
        plan: question.plan.shifted(-back),
        as_of,
        memory: None,
        ..*question
    };
    let year_before = |back: i16| question.plan.shifted(-back).end;
    // A year can be judged when it is regular itself and two before it are.
    let judged = (1i16..).take(SERIES_YEARS).map_while(|back| {
        let whole = History::of_flow(&at(back, year_before(back))).ok()?;
        (whole.left() == 0).then_some((back, whole))
    });
    let judged: Vec<(i16, History)> = judged.collect();
    if judged.len() < least {
        return;
    }
    for (back, whole) in judged {
        let plan = question.plan.shifted(-back);
        let actual = &whole.values[whole.values.len() - whole.period..];
        let total = whole.newest.1;
        if total <= 0.0 {
            continue;
        }
        for quarter in 1..=3u8 {
            let end = plan.quarter_end(quarter);
            let origin = table.origins.iter().position(|(year, date)| {
                *year == plan.year() && days_between(*date, end).abs() <= NEAR
            });
            let Some(origin) = origin else { continue };
            let Ok(history) = History::of_flow(&at(back, table.origins[origin].1)) else {
                continue;
            };
            let usual = usual_change(&history.values, history.period);
            let done = history.reported.last().copied().unwrap_or_default();
            let fits = fit_all(&history.values, history.period, Seasons::Multiply);
            for fit in fits.unwrap_or_default() {
                let ahead = fit.ahead(history.left());
                let forecast = done + ahead.iter().map(|value| value.max(0.0)).sum::<f64>();
                let column = table.column(fit.technique.id());
                column.errors[origin] = told(forecast / total - 1.0);
                if bands {
                    let spread = fit.spread(history.left(), true);
                    column.beyond[origin] = normal_sf((total - forecast) / spread);
                    let came = actual.iter().skip(history.this_year);
                    let off: f64 = came.zip(&ahead).map(|(a, b)| (a - b).abs()).sum();
                    column.scaled[origin] = told(off / ahead.len() as f64 / usual);
                }
            }
        }
    }
}

/// The mean absolute change from the same period of the year before.
fn usual_change(values: &[f64], period: usize) -> f64 {
    let changes = values
        .iter()
        .zip(&values[period..])
        .map(|(a, b)| (b - a).abs());
    changes.sum::<f64>() / (values.len() - period) as f64
}
