//! Forecasts of years whose end is known: how often the 80 % band holds what came, and how good the probabilities are.
//! Used by the example `calibration` and by the test of the same name.
#![allow(dead_code, reason = "the test and the example each use their share")]
#![allow(clippy::unwrap_used, reason = "what is built in is there")]

use jiff::civil::Date;
use muctieu_core::assumption::{Assumptions, Steadiness};
use muctieu_core::backtest::By;
use muctieu_core::board::row;
use muctieu_core::builtin;
use muctieu_core::calendar::PlanYear;
use muctieu_core::figure::{Figure, FigureId, Measure, Origin};
use muctieu_core::lever::Levers;
use muctieu_core::math::beta::beta_quantile;
use muctieu_core::series::draws;
use muctieu_core::workspace::Workspace;

/// The target that stands for every series.
pub const ID: &str = "budget-revenue";
/// The plan year.
const YEAR: i16 = 2024;
/// The share of the year that falls into each month in the synthetic flows: a dip at Tết, a rise to the year's end.
pub const MONTHS: [f64; 12] = [
    0.065, 0.035, 0.070, 0.080, 0.085, 0.090, 0.085, 0.085, 0.090, 0.095, 0.100, 0.120,
];

/// What has been seen of one way of forecasting.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Forecasts.
    pub count: u32,
    /// Years that came to lie within the 80 % band.
    pub within: u32,
    /// Years that came to lie within the 95 % band.
    pub within_95: u32,
    /// The sum of (P(met) − whether it was met)².
    pub brier: f64,
    /// The sum of the absolute relative errors of the median.
    pub error: f64,
    /// Times that the evidence chose.
    pub by_evidence: u32,
    /// Years within the 80 % band of these.
    pub within_by_evidence: u32,
}

impl Tally {
    /// The share of years within the 80 % band.
    pub fn coverage(&self) -> f64 {
        f64::from(self.within) / f64::from(self.count.max(1))
    }

    /// The share of years within the 95 % band.
    pub fn coverage_95(&self) -> f64 {
        f64::from(self.within_95) / f64::from(self.count.max(1))
    }

    /// The share of years within the 80 % band where the evidence chose the method, if it ever did.
    pub fn coverage_by_evidence(&self) -> Option<f64> {
        let chosen = f64::from(self.by_evidence);
        (self.by_evidence > 0).then(|| f64::from(self.within_by_evidence) / chosen)
    }

    /// Mean of what `sum` sums.
    pub fn mean(&self, sum: f64) -> f64 {
        sum / f64::from(self.count.max(1))
    }

    fn add(&mut self, workspace: &Workspace, as_of: Date, total: f64) {
        let indicator = workspace.indicator(ID).unwrap();
        let row = row(workspace, indicator, as_of, Levers::default());
        let (Some(low), Some(median), Some(high), Some(p)) =
            (row.low, row.projected, row.high, row.probability)
        else {
            return;
        };
        let met = f64::from(u8::from(total > indicator.target.value));
        self.count += 1;
        let within = u32::from((low..=high).contains(&total));
        self.within += within;
        let wide = row.forecast.as_ref().is_ok_and(|forecast| {
            let quantile = |p| forecast.year().quantile(p);
            (quantile(0.025)..=quantile(0.975)).contains(&total)
        });
        self.within_95 += u32::from(wide);
        self.brier += (p - met) * (p - met);
        self.error += (median / total - 1.0).abs();
        let by_evidence = u32::from(row.choice.is_some_and(|choice| choice.by == By::Evidence));
        self.by_evidence += by_evidence;
        self.within_by_evidence += by_evidence * within;
    }
}

/// One year of a flow: what each of its periods brought.
pub type Year = Vec<f64>;

/// Years of a synthetic flow, the plan year last: shares from a Dirichlet distribution with concentration `kappa`
/// around [`MONTHS`] (by its chain of Beta shares), totals that grow by a tenth or so a year.
pub fn synthetic(number: u32, years: u32, kappa: f64) -> Vec<Year> {
    let key = draws::key("calibration") ^ u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut total = 1_000.0;
    (0..years)
        .map(|year| {
            total *= 1.0 + 0.2 * draws::uniform(key, 2 * year, 0);
            let (mut left, mut rest) = (1.0, 1.0);
            (0u32..)
                .zip(MONTHS)
                .map(|(month, share)| {
                    let later = left - share;
                    let part = if month == 11 {
                        1.0
                    } else {
                        let p = draws::uniform(key, 2 * year + 1, month);
                        beta_quantile(p, kappa * share, kappa * later)
                    };
                    let brought = rest * part;
                    rest -= brought;
                    left = later;
                    total * brought
                })
                .collect()
        })
        .collect()
}

/// A workspace in which `years` are those up to the plan year, its target such that about half of such years meet it.
pub fn workspace(years: &[Year], target: f64, assumptions: Option<Assumptions>) -> Workspace {
    let mut workspace = builtin::empty().unwrap();
    let mut indicators = (*workspace.indicators).clone();
    indicators.retain(|indicator| indicator.id.as_str() == ID);
    for indicator in &mut indicators {
        indicator.target.value = target;
        indicator.baseline = None;
    }
    workspace.indicators = indicators.into();
    let plan = PlanYear::calendar(YEAR);
    let mut figures = Vec::new();
    for (back, year) in (0i16..).zip(years.iter().rev()) {
        let plan = plan.shifted(-back);
        let ends = plan.reporting_ends();
        let mut sum = 0.0;
        for (value, end) in year.iter().zip(
            ends.iter()
                .skip(12 / year.len() - 1)
                .step_by(12 / year.len()),
        ) {
            sum += value;
            figures.push(figure(plan.year(), *end, sum));
        }
    }
    workspace.figures = figures.into_iter().collect();
    if let Some(assumptions) = assumptions {
        let edit = muctieu_core::edit::Edit::Assume {
            indicator: ID.into(),
            assumptions: Some(Box::new(assumptions)),
        };
        edit.apply(&mut workspace).unwrap();
    }
    workspace
}

fn figure(year: i16, date: Date, value: f64) -> Figure {
    Figure {
        id: FigureId(format!("f{date}").into()),
        indicator: ID.into(),
        year,
        date,
        measure: Measure::Cumulative,
        value,
        range: None,
        origin: Origin::User,
        source: String::new(),
        note: String::new(),
        entered_by: String::new(),
        entered_at: String::new(),
        corrections: Vec::new(),
    }
}

/// Judges the forecasts of the plan year made at the ends of its first three quarters.
pub fn judge(tally: &mut Tally, workspace: &Workspace, total: f64) {
    for quarter in 1..=3 {
        tally.add(
            workspace,
            PlanYear::calendar(YEAR).quarter_end(quarter),
            total,
        );
    }
}

/// Synthetic flows with `past` earlier years, forecast under `assumptions`.
pub fn of_synthetic(count: u32, past: u32, kappa: f64, assumptions: &Assumptions) -> Tally {
    let mut tally = Tally::default();
    for number in 0..count {
        let years = synthetic(number, past + 1, kappa);
        let total: f64 = years[past as usize].iter().sum();
        // The target lies up to a tenth above or below what comes, whatever that is.
        let off = 0.9 + 0.2 * draws::uniform(draws::key("target"), number, 0);
        judge(
            &mut tally,
            &workspace(&years, total * off, Some(assumptions.clone())),
            total,
        );
    }
    tally
}

/// The profile and the κ of the synthetic flows, as if someone knew them.
pub fn known(kappa: f64) -> Assumptions {
    Assumptions {
        steadiness: Some(Steadiness::Kappa(kappa)),
        profile: Some(MONTHS),
        ..Assumptions::default()
    }
}

/// A method chosen by hand, under a κ that someone knew: only the profile is estimated.
pub fn by_with(method: &str, kappa: f64) -> Assumptions {
    Assumptions {
        steadiness: Some(Steadiness::Kappa(kappa)),
        ..by(method)
    }
}

/// A method chosen by hand.
pub fn by(method: &str) -> Assumptions {
    Assumptions {
        method: Some(method.to_owned()),
        ..Assumptions::default()
    }
}

/// A published series: its name and its years.
pub struct Published {
    pub name: String,
    pub years: Vec<Year>,
}

/// The published series that are kept beside the tests.
pub fn published() -> Vec<Published> {
    let text = include_str!("../fixtures/published.csv");
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let mut parts = line.split(';');
            let name = parts.next().unwrap().to_owned();
            let period: usize = parts.next().unwrap().parse().unwrap();
            let values: Vec<f64> = parts
                .nth(1)
                .unwrap()
                .split(' ')
                .map(|value| value.parse().unwrap())
                .collect();
            let years = values.chunks_exact(period).map(<[f64]>::to_vec).collect();
            Published { name, years }
        })
        .collect()
}

/// Every year of a published series with `past` earlier ones, forecast under `assumptions`.
pub fn of_published(series: &Published, past: usize, assumptions: &Assumptions) -> Tally {
    let mut tally = Tally::default();
    for (number, window) in (0..).zip(series.years.windows(past + 1)) {
        let total: f64 = window[past].iter().sum();
        let off = 0.9 + 0.2 * draws::uniform(draws::key(&series.name), number, 0);
        judge(
            &mut tally,
            &workspace(window, total * off, Some(assumptions.clone())),
            total,
        );
    }
    tally
}
