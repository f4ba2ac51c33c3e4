//! The seasonal profile: which share of the year's total is normally reached by a date.

use std::sync::Arc;

use jiff::civil::Date;

use super::Question;
use crate::calendar::{PlanYear, plus_days, same_day};
use crate::figure::Measure;
use crate::math::interpolate::RisingCurve;
use crate::memory::Key;
use crate::order::sort_numbers;

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
    pub(super) fn through(known: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let mut points = vec![(0.0, 0.0)];
        let mut highest: f64 = 0.0;
        for (tau, share) in known {
            let apart = points.last().is_none_or(|last| tau - last.0 > APART);
            // A file may hold what is no number.
            if apart && tau < 1.0 - APART && share.is_finite() {
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

    /// The same course brought to reach `share` (0 to 1) when the share `tau` of the days has passed: what lies before is
    /// stretched by one factor, what lies after by another.
    #[must_use]
    pub fn reaching(&self, tau: f64, share: f64) -> Self {
        let now = self.at(tau);
        let share = share.clamp(0.0, 1.0);
        if now <= 0.0 || now >= 1.0 || tau <= 0.0 || tau >= 1.0 {
            return self.clone();
        }
        let known = self.curve.as_ref().map_or(&[][..], |curve| curve.points());
        let before = known
            .iter()
            .filter(|(at, _)| *at > 0.0 && *at < tau - APART);
        let before = before.map(|(at, reached)| (*at, reached / now * share));
        let after = known
            .iter()
            .filter(|(at, _)| *at > tau + APART && *at < 1.0);
        let after =
            after.map(|(at, reached)| (*at, 1.0 - (1.0 - reached) / (1.0 - now) * (1.0 - share)));
        Self::through(before.chain([(tau, share)]).chain(after))
    }

    /// The mean of several years' profiles.
    pub fn mean(profiles: &[Self]) -> Self {
        let curves = profiles.iter().filter_map(|profile| profile.curve.as_ref());
        let mut dates: Vec<f64> = curves
            .flat_map(|curve| curve.points().iter().map(|point| point.0))
            .filter(|tau| *tau > 0.0 && *tau < 1.0)
            .collect();
        sort_numbers(&mut dates);
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
        let total = question
            .total_of(year)
            .filter(|total| *total > 0.0 && total.is_finite())?;
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

    /// The courses of all earlier years that are known, newest first. From the plan year's first day on they are the
    /// same on every date, and are remembered, unless a figure of an earlier year is dated within this one.
    pub fn of_past(question: &Question<'_>) -> Arc<Vec<(i16, Self)>> {
        let eve = plus_days(question.plan.start, -1);
        let known = question.known();
        let since = known.partition_point(|figure| figure.date <= eve);
        let late = known[since..]
            .iter()
            .any(|figure| figure.year < question.plan.year());
        match question.memory.filter(|_| question.as_of >= eve && !late) {
            Some(memory) => {
                let key = Key {
                    what: "past",
                    kind: question.indicator.kind,
                    plan: question.plan,
                    known: 0,
                    settings: [question.baseline_bits(), 0],
                };
                memory.recall(key, || Arc::new(Self::courses(question)))
            }
            None => Arc::new(Self::courses(question)),
        }
    }

    fn courses(question: &Question<'_>) -> Vec<(i16, Self)> {
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

/// κ as earlier years tell it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Concentration {
    /// κ, from 1 to 10⁶.
    pub kappa: f64,
    /// Its standard error.
    pub error: f64,
    /// The years that it was taken from.
    pub years: usize,
    /// The degrees of freedom of the variance behind it, at least the years less one.
    pub freedom: f64,
}

/// The square of the 90th percentile of the Normal distribution, which bounds an 80 % band.
const BAND: f64 = 1.642_374_415_149_819_4;

/// By how much a variance estimated with ν degrees of freedom is to be multiplied for the 80 % band to hold four years
/// in five: (t/z)², the quantiles at 90 % of Student's and of the Normal distribution, by 1 + (z² + 1)/(2(ν − 1)). To
/// the second order in 1/ν this is the series of t in z (Abramowitz & Stegun 26.7.5); from ν = 3 on it is within 2 % of
/// (t/z)², and 7 % above it at ν = 2, the least that three years can leave. The ratio of the variances, ν/(ν − 2), is
/// far more: what heavy tails add to a variance lies mostly beyond the band.
pub(crate) fn student(freedom: f64) -> f64 {
    1.0 + (BAND + 1.0) / (2.0 * (freedom - 1.0))
}

/// The κ of a forecast: the κ told or assumed, less by what is not known of the profile and, where κ is `estimated`, of
/// κ itself.
///
/// The share done is s̄ + (s − s̄) + (F − s). The mean s̄ of `years` courses has the variance s(1 − s)/((κ + 1)·years), so
/// that F is off s̄ by s(1 − s)/(κ + 1)·(1 + 1/years), whoever told κ: an assumed κ says how far a year strays from its
/// profile, not that the profile of one or two years were known. A profile that is given (`years` = 0: the even pace, or
/// one that a user has drawn) is itself an assumption and is taken as it is. Of an estimated κ the variance is
/// multiplied by [`student`] of the estimate's degrees of freedom as well. Moments then give
/// κ′ + 1 = (κ + 1) ÷ ((1 + 1/years)·(t/z)²), and κ′ is 1 at least: a Beta with less is a matter of all or nothing.
///
/// Source: predictive distributions of a Normal sample (Geisser 1993, Predictive Inference, ch. 2), by moments for the
/// Beta; that it serves the Beta is shown by simulation (the example `calibration`).
pub fn predictive(kappa: f64, years: usize, estimated: Option<Concentration>) -> f64 {
    let of_profile = if years > 0 {
        1.0 + 1.0 / years as f64
    } else {
        1.0
    };
    let of_kappa = estimated.map_or(1.0, |told| student(told.freedom));
    let margin = of_profile * of_kappa;
    if margin <= 1.0 {
        // Not a bit of the closed form of a given profile is to change.
        return kappa;
    }
    ((kappa + 1.0) / margin - 1.0).max(kappa.min(1.0))
}

/// κ by moments from past years' shares at several dates: Var = s(1 − s)/(κ + 1), pooled over the dates by
/// summing both sides. None with fewer than three years or without any spread.
///
/// Its standard error: κ + 1 is B ÷ V with V the pooled sample variance, so that its relative error is V's. The shares
/// at dates i ≤ j have covariance sᵢ(1 − sⱼ)/(κ + 1); of a quadratic form with these covariances Σ the relative
/// variance is 2/ν with ν = (n − 1)·(tr Σ)²/tr(Σ²) degrees of freedom (Satterthwaite 1946, Biometrics Bulletin 2(6)).
/// For an even profile ν is about 2.5 a year after the first: dates of one year tell much the same.
///
/// Source: method of moments for the Dirichlet's concentration (Johnson, Kotz & Balakrishnan, Continuous
/// Multivariate Distributions, ch. 49).
pub fn concentration(past: &[(i16, Profile)]) -> Option<Concentration> {
    if past.len() < 3 {
        return None;
    }
    let n = past.len() as f64;
    let (mut binomial, mut variance, mut squares) = (0.0, 0.0, 0.0);
    let mut means = [0.0; 11];
    for month in 1..12u8 {
        let tau = f64::from(month) / 12.0;
        let shares = || past.iter().map(|(_, profile)| profile.at(tau));
        let mean = shares().sum::<f64>() / n;
        variance += shares()
            .map(|share| (share - mean) * (share - mean))
            .sum::<f64>()
            / (n - 1.0);
        binomial += mean * (1.0 - mean);
        means[usize::from(month) - 1] = mean;
    }
    for (i, first) in means.iter().enumerate() {
        for (j, second) in means.iter().enumerate().skip(i) {
            let both = first * (1.0 - second);
            squares += both * both * if i == j { 1.0 } else { 2.0 };
        }
    }
    let kappa = binomial / variance - 1.0;
    let freedom = (n - 1.0) * binomial * binomial / squares;
    let error = (kappa + 1.0) * (2.0 / freedom).sqrt();
    (variance > 0.0 && kappa.is_finite() && error.is_finite()).then(|| Concentration {
        kappa: kappa.clamp(1.0, 1e6),
        error: error.min(1e6),
        years: past.len(),
        freedom,
    })
}
