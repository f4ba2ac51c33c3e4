//! The methods with a profile, judged by the courses of the earlier years alone: the forecast is Y ÷ s.

use super::{Column, Table, told};
use crate::assumption::Steadiness;
use crate::calendar::same_day;
use crate::figure::Measure;
use crate::forecast::{Concentration, Profile, Question, concentration, predictive};
use crate::math::beta::beta_cdf;

/// A share below this says nothing of the year.
const NO_SHARE: f64 = 1e-9;

/// The origins of every earlier year, with the run rate, the same period and the seasonal profile judged at each;
/// `past` holds the courses, the newest first. With `bands` the probabilities are computed as well.
pub(super) fn table(question: &Question<'_>, past: &[(i16, Profile)], bands: bool) -> Table {
    let mut table = Table {
        origins: Vec::new(),
        columns: Vec::new(),
    };
    // Y ÷ total, and the share of the days in its own year and in the plan year's calendar.
    let mut shares: Vec<(f64, f64, f64)> = Vec::new();
    let mut years: Vec<usize> = Vec::new();
    for (at, (year, _)) in past.iter().enumerate() {
        let back = question.plan.year() - year;
        let plan = question.plan.shifted(-back);
        let total = question.total_of(*year).unwrap_or(f64::NAN);
        let figures = question.known_within(plan);
        for (next, figure) in (1..).zip(figures) {
            let own = figure.year == *year && figure.measure == Measure::Cumulative;
            // Of two figures for one date the last one is the one to go by.
            let corrected = figures[next..].iter().any(|other| {
                other.date == figure.date
                    && other.year == *year
                    && other.measure == Measure::Cumulative
            });
            let usable = own && !corrected && figure.date < plan.end && figure.value > 0.0;
            if usable && (figure.value / total).is_finite() {
                table.origins.push((*year, figure.date));
                years.push(at);
                let aligned = question.plan.elapsed(same_day(figure.date, back));
                shares.push((figure.value / total, plan.elapsed(figure.date), aligned));
            }
        }
    }
    let set = question.assumptions.steadiness.map(Steadiness::kappa);
    let known: Vec<Option<Concentration>> = (0..past.len())
        .map(|at| concentration(past.get(at + 1..)?).filter(|_| bands && set.is_none()))
        .collect();
    let assumed = set.unwrap_or(Steadiness::Medium.kappa());
    let judge = |column: &mut Column, at: usize, share: f64, kappa: f64| {
        if share > NO_SHARE && share < 1.0 - NO_SHARE {
            column.errors[at] = told(shares[at].0 / share - 1.0);
            if bands {
                column.beyond[at] =
                    beta_cdf(shares[at].0.min(1.0), kappa * share, kappa * (1.0 - share));
            }
        }
    };
    for at in 0..table.origins.len() {
        let (_, own, aligned) = shares[at];
        let earlier = &past[years[at] + 1..];
        let told = known[years[at]];
        let kappa = told.map_or(assumed, |told| told.kappa);
        let last = earlier
            .first()
            .filter(|last| last.0 == table.origins[at].0 - 1);
        if earlier.len() >= 2 {
            let sum: f64 = earlier.iter().map(|(_, profile)| profile.at(aligned)).sum();
            judge(
                table.column("seasonal"),
                at,
                sum / earlier.len() as f64,
                predictive(kappa, earlier.len(), told),
            );
        }
        if let Some((_, profile)) = last {
            judge(
                table.column("same-period"),
                at,
                profile.at(aligned),
                predictive(assumed, 1, None),
            );
        }
        let kappa = predictive(kappa, 0, told);
        judge(table.column("run-rate"), at, own, kappa);
    }
    table
}
