//! The plan year of a flow, a stretch at a time: what was reported for each, and what is expected of each month left.

use jiff::civil::Date;

use crate::calendar::{PlanYear, plus_days};
use crate::dist::Dist;
use crate::figure::{Figure, Measure};
use crate::forecast::Forecast;
use crate::lever::Levers;

/// What comes in after one day and by the end of another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// The day before its first.
    pub after: Date,
    /// Its last day.
    pub until: Date,
    /// What comes in, in the indicator's unit.
    pub amount: f64,
    /// The 80 % band of what comes in; none for what is reported, and where the method does not tell.
    pub band: Option<(f64, f64)>,
}

impl Stretch {
    /// Whether it is one of the year's months, whole: only then does its amount belong to that month.
    pub fn is_month(&self, plan: PlanYear) -> bool {
        let mut before = plus_days(plan.start, -1);
        plan.reporting_ends().into_iter().any(|end| {
            let whole = self.after == before && self.until == end;
            before = end;
            whole
        })
    }

    /// Whether a day lies in it.
    pub fn holds(&self, day: Date) -> bool {
        self.after < day && day <= self.until
    }
}

/// What was reported for each stretch between two of the year's cumulative figures; `known` are those known, oldest
/// first. A cumulative figure that falls gives a negative amount, which is shown and not repaired.
pub fn reported(plan: PlanYear, known: &[Figure]) -> Vec<Stretch> {
    let (mut after, mut before) = (plus_days(plan.start, -1), 0.0);
    let mut stretches: Vec<Stretch> = Vec::with_capacity(12);
    let cumulative = known.iter().filter(|figure| {
        figure.measure == Measure::Cumulative
            && figure.year == plan.year()
            && plan.contains(figure.date)
            && figure.value.is_finite()
    });
    for figure in cumulative {
        // Of two figures for one day the later entry corrects the one before.
        if let Some(last) = stretches.last_mut().filter(|one| one.until == figure.date) {
            last.amount += figure.value - before;
        } else {
            stretches.push(Stretch {
                after,
                until: figure.date,
                amount: figure.value - before,
                band: None,
            });
        }
        (after, before) = (figure.date, figure.value);
    }
    stretches
}

/// What is expected of each month after the newest figure, the first of them from that figure's date on.
///
/// The amounts are the steps of the median, so that together with what is in they make the year's projection; the band
/// is that of the month's own amount. One stretch to the year's end where the method has no idea of the way there.
pub fn expected(plan: PlanYear, reported: &[Stretch], forecast: &dyn Forecast) -> Vec<Stretch> {
    let since = reported
        .last()
        .map_or(plus_days(plan.start, -1), |last| last.until);
    let done: f64 = reported.iter().map(|stretch| stretch.amount).sum();
    if forecast.settled().is_some() || since >= plan.end {
        return Vec::new();
    }
    let band = |dist: &Dist| Some((dist.known_quantile(0.1)?, dist.known_quantile(0.9)?));
    let year = forecast.year();
    let (mut after, mut before) = (since, done);
    let ends = plan.reporting_ends().into_iter().filter(|end| *end > since);
    let months = ends.map(|until| {
        let total = if until == plan.end {
            year.median()
        } else {
            forecast.at(until)?.median()
        };
        let month = Stretch {
            after,
            until,
            amount: total - before,
            band: forecast.between(after, until).and_then(|dist| band(&dist)),
        };
        (after, before) = (until, total);
        Some(month)
    });
    months.collect::<Option<Vec<_>>>().unwrap_or_else(|| {
        vec![Stretch {
            after: since,
            until: plan.end,
            amount: year.median() - done,
            band: band(year).map(|(low, high)| (low - done, high - done)),
        }]
    })
}

/// What of the one-off amount lies in a stretch of the remainder after `since`: all of it or nothing where it has a
/// date, its part by the profile where it is spread over the rest of the year.
pub fn one_off_within(
    levers: &Levers,
    forecast: &dyn Forecast,
    since: Date,
    stretch: &Stretch,
) -> f64 {
    let amount = levers.one_off();
    let Some(on) = levers.one_off_on else {
        let share = |date| forecast.share_at(date).unwrap_or(0.0);
        let left = 1.0 - share(since);
        return if left > 0.0 {
            amount * (share(stretch.until) - share(stretch.after)) / left
        } else {
            0.0
        };
    };
    // One that lies before the newest figure comes on top at once.
    let first = stretch.after == since && on <= since;
    if stretch.holds(on) || first {
        amount
    } else {
        0.0
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::board::{Row, question, row};
    use crate::builtin;
    use crate::workspace::Workspace;

    const AS_OF: Date = date(2024, 8, 31);

    fn judged(
        workspace: &Workspace,
        id: &str,
        levers: Levers,
    ) -> (Vec<Stretch>, Row, Vec<Stretch>) {
        let indicator = workspace.indicator(id).unwrap();
        let known = question(workspace, indicator, AS_OF, levers).known();
        let plan = workspace.plan_of(indicator);
        let done = reported(plan, known);
        let row = row(workspace, indicator, AS_OF, levers);
        let ahead = expected(plan, &done, row.forecast.as_deref().unwrap());
        (done, row, ahead)
    }

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-6 * b.abs().max(1.0)
    }

    #[test]
    fn months_add_up_to_the_years_projection() {
        let workspace = builtin::illustration().unwrap();
        for id in ["budget-revenue", "afforestation", "cooperatives"] {
            let (done, row, ahead) = judged(&workspace, id, Levers::default());
            let sum: f64 = done.iter().chain(&ahead).map(|one| one.amount).sum();
            assert!(near(sum, row.projected.unwrap()), "{id}");
            assert_eq!(ahead.last().unwrap().until, workspace.plan.end, "{id}");
            assert!(done.windows(2).all(|pair| pair[0].until == pair[1].after));
            assert_eq!(done.last().unwrap().until, ahead[0].after, "{id}");
        }
    }

    #[test]
    fn a_figure_within_a_month_spreads_over_what_lies_before_it() {
        let workspace = builtin::resolution().unwrap();
        let (done, _, ahead) = judged(&workspace, "budget-revenue", Levers::default());
        // 40 by 22 January, 164 by 21 March.
        let newest = done[1];
        assert_eq!(
            (newest.after, newest.until, newest.amount.to_bits()),
            (date(2024, 1, 22), date(2024, 3, 21), 124f64.to_bits())
        );
        assert!(!newest.is_month(workspace.plan));
        assert_eq!(
            (ahead[0].after, ahead[0].until),
            (date(2024, 3, 21), date(2024, 3, 31))
        );
        assert!(!ahead[0].is_month(workspace.plan) && ahead[1].is_month(workspace.plan));
    }

    #[test]
    fn the_band_of_all_that_is_left_is_that_of_the_year() {
        let workspace = builtin::resolution().unwrap();
        let levers = Levers {
            pace: Some(1.3),
            one_off: Some(40.0),
            one_off_on: Some(date(2024, 10, 31)),
            one_off_range: 10.0,
            ..Levers::default()
        };
        for set in [Levers::default(), levers] {
            let (done, row, _) = judged(&workspace, "budget-revenue", set);
            let forecast = row.forecast.unwrap();
            let (since, amount) = (done[1].until, done[0].amount + done[1].amount);
            let rest = forecast.between(since, workspace.plan.end).unwrap();
            for p in [0.1, 0.5, 0.9] {
                let year = forecast.year().quantile(p);
                assert!(near(rest.quantile(p) + amount, year), "{p}");
            }
            assert!(forecast.between(date(2024, 2, 1), since).is_none());
        }
    }

    #[test]
    fn a_months_band_holds_its_step_and_narrows_with_steadiness() {
        let workspace = builtin::resolution().unwrap();
        let width = |kappa: f64| {
            let levers = Levers {
                kappa: Some(kappa),
                ..Levers::default()
            };
            let (_, _, ahead) = judged(&workspace, "budget-revenue", levers);
            for month in &ahead {
                let (low, high) = month.band.unwrap();
                assert!(
                    low >= 0.0 && low < month.amount && month.amount < high,
                    "{month:?}"
                );
            }
            let (low, high) = ahead[4].band.unwrap();
            high - low
        };
        assert!(width(200.0) < width(50.0) && width(50.0) < width(20.0));
    }

    #[test]
    fn a_dated_amount_stands_in_its_month_and_nowhere_else() {
        let workspace = builtin::resolution().unwrap();
        let (_, base, before) = judged(&workspace, "budget-revenue", Levers::default());
        let levers = Levers {
            one_off: Some(60.0),
            one_off_on: Some(date(2024, 11, 30)),
            ..Levers::default()
        };
        let (done, _, after) = judged(&workspace, "budget-revenue", levers);
        let forecast = base.forecast.unwrap();
        for (base, now) in before.iter().zip(&after) {
            let here = one_off_within(&levers, forecast.as_ref(), done[1].until, base);
            assert!(near(now.amount - base.amount, here), "{now:?}");
            assert!(near(
                here,
                if base.until == date(2024, 11, 30) {
                    60.0
                } else {
                    0.0
                }
            ));
        }
        let spread = Levers {
            one_off: Some(60.0),
            ..Levers::default()
        };
        let (_, row, months) = judged(&workspace, "budget-revenue", spread);
        let forecast = row.forecast.unwrap();
        let parts = months
            .iter()
            .map(|month| one_off_within(&spread, forecast.as_ref(), done[1].until, month));
        assert!(near(parts.sum(), 60.0));
    }
}
