//! How well each method would have done: a rolling-origin back-test over the indicator's own earlier complete years,
//! and the choice of a method by it.
//!
//! At each date of an earlier year with a cumulative figure, a method forecasts that year's total knowing only the
//! figures dated until then, and is held against what the year came to. Neither the as-of date within the plan year
//! nor any lever takes part, so that the choice does not jump while someone looks around; as of a date before the plan
//! year nothing is chosen by evidence.
//!
//! What is judged is the point forecast: Y ÷ s for the methods with a profile (their median is within a percent or so
//! of it), done + the expected remainder for time series. Days of different years are matched in the calendar of the
//! plan year. Time series are judged at the ends of the first three quarters of the newest [`SERIES_YEARS`] years, and
//! their bands by the closed form of the spread rather than by paths: a fit is a thousand times dearer than a
//! quotient. Flows only: a level has one method of its own.
//!
//! # The rule
//!
//! The order of [`METHODS`](crate::forecast::METHODS) gives the default. Another method is taken instead when, at the
//! origins where both have an answer, there are at least [`LEAST_ORIGINS`] of these in at least [`LEAST_YEARS`] years,
//! its mean absolute error is at most 1 − [`MARGIN`] of the default's, and it is the better one in three quarters of the
//! years (all of them, where they are two or three); of several, the one with the smallest such ratio. A final figure or an estimate of the office is not put to
//! the vote, nor is a profile that the user has drawn, and the user's own choice overrules everything.

mod choice;
mod course;
mod paths;

use std::sync::Arc;

use jiff::civil::Date;

pub use choice::{By, Choice, Duel};

use crate::calendar::plus_days;
use crate::forecast::{Profile, Question};
use crate::memory::Key;

/// Origins at which two methods must both have been judged.
pub const LEAST_ORIGINS: usize = 8;
/// Earlier years in which these must lie.
pub const LEAST_YEARS: usize = 2;
/// By this share of the default's error another method must be better.
pub const MARGIN: f64 = 0.2;
/// Time series are judged in so many earlier years, the newest ones.
pub const SERIES_YEARS: usize = 3;
/// In a workspace of more indicators than this, time series take no part in the automatic choice, so that it opens in
/// no time; they can be chosen by hand as everywhere.
pub const SERIES_UP_TO: usize = 100;

/// A relative error, or a scaled one, beyond this tells no more: a year may come to nearly nothing.
const WORST: f64 = 1e6;

/// The error within what is told; NaN is no answer.
fn told(error: f64) -> f64 {
    error.clamp(-WORST, WORST)
}

/// How well a method would have done in the earlier years.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// The method's name, as in [`crate::forecast::Method::id`].
    pub method: &'static str,
    /// Forecasts judged.
    pub origins: usize,
    /// The years that they lie in.
    pub years: usize,
    /// Mean absolute error of the year's total, as a share of the total (0.05 is 5 %).
    pub error: f64,
    /// Mean absolute scaled error of the periods left, time series only: below 1 is better than repeating last year.
    /// Source: Hyndman & Koehler (2006), Another look at measures of forecast accuracy.
    pub mase: Option<f64>,
    /// Share of the totals within the 80 % band (0 to 1).
    pub within_80: f64,
    /// Share of the totals within the 95 % band (0 to 1).
    pub within_95: f64,
}

/// What the earlier years say for and against each default.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    /// The comparisons that were won by the rule, the clearest first.
    won: Vec<Duel>,
    /// How often each method could be judged: forecasts and years.
    judged: Vec<(&'static str, usize, usize)>,
}

impl Evidence {
    /// The comparisons that a default has lost, the clearest first.
    pub fn against(&self, default: &str) -> impl Iterator<Item = &Duel> {
        self.won.iter().filter(move |duel| duel.default == default)
    }

    /// Forecasts of a method that could be judged, and in how many years.
    pub fn judged(&self, method: &str) -> (usize, usize) {
        let found = self.judged.iter().find(|judged| judged.0 == method);
        found.map_or((0, 0), |(_, origins, years)| (*origins, *years))
    }
}

/// One method at every origin; NaN where it has no answer.
pub(crate) struct Column {
    method: &'static str,
    /// Forecast ÷ total − 1.
    errors: Vec<f64>,
    /// P(value ≥ total) as forecast.
    beyond: Vec<f64>,
    /// Scaled errors of the periods left.
    scaled: Vec<f64>,
}

/// The origins, and every method at each of them.
pub(crate) struct Table {
    /// Year and date, by year and date, the newest year first.
    origins: Vec<(i16, Date)>,
    columns: Vec<Column>,
}

impl Table {
    fn column(&mut self, method: &'static str) -> &mut Column {
        let empty = vec![f64::NAN; self.origins.len()];
        let place = self
            .columns
            .iter()
            .position(|column| column.method == method);
        let place = place.unwrap_or_else(|| {
            self.columns.push(Column {
                method,
                errors: empty.clone(),
                beyond: empty.clone(),
                scaled: empty,
            });
            self.columns.len() - 1
        });
        &mut self.columns[place]
    }

    /// How many origins there are for which `has` is true, and in how many years.
    fn count(&self, has: impl Fn(usize) -> bool) -> (usize, usize) {
        let (mut origins, mut years, mut last) = (0, 0, None);
        for (at, (year, _)) in self.origins.iter().enumerate() {
            if has(at) {
                origins += 1;
                if last != Some(*year) {
                    years += 1;
                    last = Some(*year);
                }
            }
        }
        (origins, years)
    }

    /// The comparison of a method with the default, if it is won by the rule.
    fn duel(&self, default: &Column, other: &Column) -> Option<Duel> {
        let both = |at: usize| !default.errors[at].is_nan() && !other.errors[at].is_nan();
        let (origins, years) = self.count(both);
        if origins < LEAST_ORIGINS || years < LEAST_YEARS {
            return None;
        }
        let (mut errors, mut won) = ((0.0, 0.0), 0);
        let (mut of_year, mut last) = ((0.0, 0.0), None);
        for (at, (year, _)) in self.origins.iter().enumerate().filter(|(at, _)| both(*at)) {
            if last != Some(*year) {
                won += usize::from(of_year.1 < of_year.0);
                (of_year, last) = ((0.0, 0.0), Some(*year));
            }
            let pair = (default.errors[at].abs(), other.errors[at].abs());
            errors = (errors.0 + pair.0, errors.1 + pair.1);
            of_year = (of_year.0 + pair.0, of_year.1 + pair.1);
        }
        won += usize::from(of_year.1 < of_year.0);
        let duel = Duel {
            default: default.method,
            method: other.method,
            origins,
            years,
            default_error: errors.0 / origins as f64,
            error: errors.1 / origins as f64,
        };
        (4 * won >= 3 * years && duel.error <= (1.0 - MARGIN) * duel.default_error).then_some(duel)
    }
}

/// The question as it stood on the eve of the plan year, which is all that the evidence knows.
fn eve<'a>(question: &Question<'a>) -> Question<'a> {
    Question {
        as_of: plus_days(question.plan.start, -1),
        levers: crate::lever::Levers::default(),
        ..*question
    }
}

/// The evidence for the choice, made once for the figures.
pub(crate) fn evidence(question: &Question<'_>) -> Arc<Evidence> {
    let make = || {
        let question = eve(question);
        let past = Profile::of_past(&question);
        if past.is_empty() {
            return Arc::default();
        }
        let mut table = course::table(&question, &past, false);
        if question.series_compete {
            paths::judge(&question, &mut table, LEAST_YEARS, false);
        }
        let mut won = Vec::new();
        for default in &table.columns {
            for other in &table.columns {
                won.extend(table.duel(default, other));
            }
        }
        let ratio = |duel: &Duel| duel.error / duel.default_error;
        // A handful: in order by hand.
        for end in 1..won.len() {
            let mut place = end;
            while place > 0 && ratio(&won[place]) < ratio(&won[place - 1]) {
                won.swap(place, place - 1);
                place -= 1;
            }
        }
        let judged = table.columns.iter().map(|column| {
            let (origins, years) = table.count(|at| !column.errors[at].is_nan());
            (column.method, origins, years)
        });
        Arc::new(Evidence {
            won,
            judged: judged.collect(),
        })
    };
    remembered(
        question,
        "evidence",
        u64::from(question.series_compete),
        make,
    )
}

/// How every method for flows would have done in the earlier years; empty where none can be judged, or for another
/// kind. Unlike the evidence for the choice it always includes the time series, and it judges their bands, too.
pub fn scores(question: &Question<'_>) -> Arc<Vec<Score>> {
    if !question.indicator.kind.accumulates() {
        return Arc::default();
    }
    let make = || {
        let question = eve(question);
        let past = Profile::of_past(&question);
        let mut table = course::table(&question, &past, true);
        paths::judge(&question, &mut table, 1, true);
        let scores = table.columns.iter().filter_map(|column| {
            let (origins, years) = table.count(|at| !column.errors[at].is_nan());
            let mean = |values: &[f64], of: fn(f64) -> f64| {
                let known = || values.iter().filter(|value| !value.is_nan());
                known().map(|value| of(*value)).sum::<f64>() / known().count().max(1) as f64
            };
            (origins > 0).then(|| Score {
                method: column.method,
                origins,
                years,
                error: mean(&column.errors, f64::abs),
                mase: Some(mean(&column.scaled, f64::abs))
                    .filter(|_| column.scaled.iter().any(|scaled| !scaled.is_nan())),
                within_80: mean(&column.beyond, |p| {
                    f64::from(u8::from((0.1..=0.9).contains(&p)))
                }),
                within_95: mean(&column.beyond, |p| {
                    f64::from(u8::from((0.025..=0.975).contains(&p)))
                }),
            })
        });
        Arc::new(scores.collect())
    };
    let steadiness = question
        .assumptions
        .steadiness
        .map_or(0, |set| set.kappa().to_bits());
    remembered(question, "scores", steadiness, make)
}

fn remembered<T: Send + Sync + 'static>(
    question: &Question<'_>,
    what: &'static str,
    setting: u64,
    make: impl FnOnce() -> Arc<T>,
) -> Arc<T> {
    let key = Key {
        what,
        kind: question.indicator.kind,
        plan: question.plan,
        known: 0,
        settings: [question.baseline_bits(), setting],
    };
    match question.memory {
        Some(memory) => memory.recall(key, make),
        None => make(),
    }
}
