//! A regular history: what came in (or stood) in each month or quarter of the earlier years and of this one.

use jiff::civil::Date;

use super::{Question, Unusable};
use crate::calendar::{PlanYear, days_between, same_day};
use crate::figure::{Figure, Measure};

/// A figure this many days from a period's end speaks of that period.
const NEAR: i32 = 3;
/// Complete years that are needed, and the most that are used.
const LEAST_YEARS: usize = 2;
const MOST_YEARS: i16 = 12;

/// Values beyond this are none that the product reads, and their squares none that a double holds.
const LARGEST: f64 = 1e18;

/// A regular history up to the end of the last complete period.
#[derive(Clone, Debug)]
pub(crate) struct History {
    /// Periods a year: 12 or 4.
    pub period: usize,
    /// Complete earlier years.
    pub years: usize,
    /// The values, oldest first: what came in within each period, or the level at its end.
    pub values: Vec<f64>,
    /// How many of them are of this year.
    pub this_year: usize,
    /// The figures of this year at the ends of its complete periods.
    pub reported: Vec<f64>,
    /// The newest figure of the year and its date; it may lie within an unfinished period.
    pub newest: (Date, f64),
    /// The ends of this year's periods.
    pub ends: Vec<Date>,
}

impl History {
    /// What came in by the period, from cumulative figures.
    pub fn of_flow(question: &Question<'_>) -> Result<Self, Unusable> {
        Self::of(question, &[Measure::Cumulative], true)
    }

    /// The levels at the periods' ends.
    pub fn of_level(question: &Question<'_>) -> Result<Self, Unusable> {
        Self::of(question, &[Measure::Level, Measure::Cumulative], false)
    }

    /// By months where the figures allow it, else by quarters.
    fn of(question: &Question<'_>, measures: &[Measure], flow: bool) -> Result<Self, Unusable> {
        let newest = question.newest(measures).ok_or(Unusable::NoFigure)?;
        let months = Months::of(question, measures, flow);
        let of_period = |period: usize| months.regular(period, flow, newest, question.plan);
        match of_period(12) {
            // What contradicts itself by the month is not to be hidden in a quarter.
            Err(why @ (Unusable::Gaps | Unusable::ShortHistory)) => of_period(4).map_err(|_| why),
            monthly => monthly,
        }
    }

    /// The end of the last complete period: of this year, or the eve of it.
    pub fn until(&self) -> Option<Date> {
        self.this_year.checked_sub(1).map(|last| self.ends[last])
    }

    /// Periods of this year that are not complete.
    pub fn left(&self) -> usize {
        self.ends.len() - self.this_year
    }

    /// Whether the newest figure lies within an unfinished period.
    pub fn is_within_period(&self) -> bool {
        self.until()
            .is_none_or(|until| days_between(until, self.newest.0) > NEAR)
    }
}

/// The figures at the ends of each year's months, this year's first.
struct Months(Vec<[Option<f64>; 12]>);

impl Months {
    fn of(question: &Question<'_>, measures: &[Measure], flow: bool) -> Self {
        let mut years = Vec::new();
        for back in 0..=MOST_YEARS {
            let plan = question.plan.shifted(-back);
            let ends = plan.reporting_ends();
            let mut months = [None; 12];
            // The last month's figure may be dated a little after the year's end.
            let span = PlanYear {
                end: same_day(plan.end, 1),
                ..plan
            };
            let own = question.known_within(span).iter();
            for figure in own.filter(|f| f.year == plan.year() && measures.contains(&f.measure)) {
                if let Some(month) = month_of(&ends, plan, figure.date) {
                    months[month] = Some(figure.value);
                }
            }
            if back > 0 && flow {
                months[11] = question.total_of(plan.year()).or(months[11]);
            }
            let empty = months.iter().all(Option::is_none);
            years.push(months);
            // Years before a gap are not used.
            if back > 0 && empty {
                break;
            }
        }
        Self(years)
    }

    fn regular(
        &self,
        period: usize,
        flow: bool,
        newest: &Figure,
        plan: PlanYear,
    ) -> Result<History, Unusable> {
        let each = 12 / period;
        let at_ends = |months: &[Option<f64>; 12]| -> Vec<Option<f64>> {
            months
                .iter()
                .copied()
                .skip(each - 1)
                .step_by(each)
                .collect()
        };
        let this: Vec<Option<f64>> = self.0.first().map(at_ends).unwrap_or_default();
        let reported: Vec<f64> = this.iter().map_while(|value| *value).collect();
        if this[reported.len()..].iter().any(Option::is_some) {
            return Err(Unusable::Gaps);
        }
        let past: Vec<Vec<f64>> = self.0[1..]
            .iter()
            .map_while(|months| at_ends(months).into_iter().collect())
            .collect();
        if past.len() < LEAST_YEARS {
            let begun = self
                .0
                .iter()
                .skip(1)
                .filter(|months| months.iter().any(Option::is_some));
            return Err(if begun.count() >= LEAST_YEARS {
                Unusable::Gaps
            } else {
                Unusable::ShortHistory
            });
        }
        let mut values = Vec::with_capacity(period * (past.len() + 1));
        for year in past.iter().rev().chain(std::iter::once(&reported)) {
            let mut before = 0.0;
            for value in year {
                values.push(if flow { value - before } else { *value });
                before = *value;
            }
        }
        // Written so that NaN, too, is out of range.
        if !values.iter().all(|value| value.abs() <= LARGEST) {
            return Err(Unusable::OutOfRange);
        }
        if flow && values.iter().any(|value| *value < 0.0) {
            return Err(Unusable::Falls);
        }
        let ends = plan.reporting_ends();
        Ok(History {
            period,
            years: past.len(),
            values,
            this_year: reported.len(),
            reported,
            newest: (newest.date, newest.value),
            ends: ends.into_iter().skip(each - 1).step_by(each).collect(),
        })
    }
}

/// The month (from 0) whose end is near to `date`.
fn month_of(ends: &[Date; 12], plan: PlanYear, date: Date) -> Option<usize> {
    // The share of the days tells the month to within one.
    let near =
        (1u8..=12).filter(|month| (f64::from(*month) / 12.0 - plan.elapsed(date)).abs() < 0.05);
    near.map(|month| usize::from(month) - 1)
        .find(|month| days_between(ends[*month], date).abs() <= NEAR)
}
