//! The seasonal profile: which share of the year's total is normally reached by a date.

use jiff::civil::Date;

use super::Question;
use crate::calendar::{PlanYear, same_day};
use crate::figure::Measure;
use crate::math::interpolate::RisingCurve;

/// Shares of the days nearer to each other than this are one date.
const APART: f64 = 1e-9;

/// Cumulative shares over the year, as a curve from (0, 0) to (1, 1) over the share of the days elapsed. Straight
/// between the known dates, which keeps it monotone and invents no shape between two reports.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// None is the even pace.
    curve: Option<RisingCurve>,
}

impl Profile {
    /// An even pace: the share done is the share of the days.
    pub fn even() -> Self {
        Self { curve: None }
    }

    /// The profile through known (share of the days, share of the total), to which both ends are added.
    fn through(known: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let mut points = vec![(0.0, 0.0)];
        let mut highest: f64 = 0.0;
        for (tau, share) in known {
            let apart = points.last().is_none_or(|last| tau - last.0 > APART);
            if apart && tau < 1.0 - APART {
                highest = share.clamp(highest, 1.0);
                points.push((tau, highest));
            }
        }
        points.push((1.0, 1.0));
        Self {
            curve: RisingCurve::through(points).ok(),
        }
    }

    /// A drawn profile: the share of the total that falls into each month.
    pub fn of_months(shares: &[f64; 12], plan: PlanYear) -> Self {
        let total: f64 = shares.iter().sum();
        let mut sum = 0.0;
        Self::through(
            shares
                .iter()
                .zip(plan.reporting_ends())
                .map(|(share, end)| {
                    sum += share / total;
                    (plan.elapsed(end), sum)
                }),
        )
    }

    /// The mean of several years' profiles.
    pub fn mean(profiles: &[Self]) -> Self {
        let curves = profiles.iter().filter_map(|profile| profile.curve.as_ref());
        let mut dates: Vec<f64> = curves
            .flat_map(|curve| curve.points().iter().map(|point| point.0))
            .filter(|tau| *tau > 0.0 && *tau < 1.0)
            .collect();
        crate::order::sort_by(&mut dates, f64::total_cmp);
        // The same report of several years is one date: before the mean is taken, not after.
        dates.dedup_by(|later, earlier| *later - *earlier <= APART);
        let years = profiles.len().max(1) as f64;
        Self::through(dates.into_iter().map(|tau| {
            let sum = profiles.iter().map(|profile| profile.at(tau)).sum::<f64>();
            (tau, sum / years)
        }))
    }

    /// The share reached when the share `tau` of the days has passed.
    pub fn at(&self, tau: f64) -> f64 {
        self.curve
            .as_ref()
            .map_or(tau, |curve| curve.at(tau))
            .clamp(0.0, 1.0)
    }

    /// The share reached at the end of `date`.
    pub fn at_date(&self, plan: PlanYear, date: Date) -> f64 {
        self.at(plan.elapsed(date))
    }

    /// The course of an earlier year, if its total and at least one figure within it are known.
    pub fn of_year(question: &Question<'_>, year: i16) -> Option<Self> {
        let years = year - question.plan.year();
        let past = question.plan.shifted(years);
        let total = question.total_of(year).filter(|total| *total > 0.0)?;
        let mut within = question
            .known_within(past)
            .iter()
            .filter(|figure| {
                figure.year == year
                    && figure.measure == Measure::Cumulative
                    && figure.date < past.end
            })
            // The same day of the plan year, whichever of the two is the leap year.
            .map(|figure| {
                let today = same_day(figure.date, -years);
                (question.plan.elapsed(today), figure.value / total)
            })
            .peekable();
        within.peek()?;
        Some(Self::through(within))
    }

    /// The courses of all earlier years that are known, newest first.
    pub fn of_past(question: &Question<'_>) -> Vec<(i16, Self)> {
        let mut years: Vec<i16> = Vec::new();
        for figure in question.known() {
            if figure.measure == Measure::Cumulative && years.last() != Some(&figure.year) {
                years.push(figure.year);
            }
        }
        years.retain(|year| *year < question.plan.year());
        crate::order::sort_by(&mut years, |a, b| b.cmp(a));
        years.dedup();
        years
            .into_iter()
            .filter_map(|year| Some((year, Self::of_year(question, year)?)))
            .collect()
    }
}

/// κ by moments from past years' shares at several dates: Var = s(1 − s)/(κ + 1), pooled over the dates by
/// summing both sides. None with fewer than three years or without any spread.
///
/// Source: method of moments for the Dirichlet's concentration (Johnson, Kotz & Balakrishnan, Continuous
/// Multivariate Distributions, ch. 49).
pub fn concentration(past: &[(i16, Profile)]) -> Option<f64> {
    if past.len() < 3 {
        return None;
    }
    let n = past.len() as f64;
    let (mut binomial, mut variance) = (0.0, 0.0);
    for month in 1..12 {
        let tau = f64::from(month) / 12.0;
        let shares: Vec<f64> = past.iter().map(|(_, profile)| profile.at(tau)).collect();
        let mean = shares.iter().sum::<f64>() / n;
        variance += shares
            .iter()
            .map(|share| (share - mean) * (share - mean))
            .sum::<f64>()
            / (n - 1.0);
        binomial += mean * (1.0 - mean);
    }
    let kappa = binomial / variance - 1.0;
    (variance > 0.0 && kappa.is_finite()).then(|| kappa.clamp(1.0, 1e6))
}
