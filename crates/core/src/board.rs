//! All targets at once: where each stands on a date, under the base or under a scenario.

mod follow;
mod parts;
mod sharing;
mod span;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::assumption::Assumptions;
use crate::backtest::{self, Choice};
use crate::figure::{Figure, Measure, Origin};
use crate::forecast::{Forecast, Question, Required, Settled, Unusable, choose, shifted};
use crate::indicator::{Indicator, IndicatorId, Kind};
use crate::lever::Levers;
use crate::math::counts::{interval, poisson_binomial};
use crate::scenario::Scenario;
use crate::status::Status;
use crate::target::{Bound, Direction, Verdict};
use crate::workspace::Workspace;

use sharing::Memory;
pub use span::span;

/// A forecast, and why it is this one.
type Answer = (Arc<dyn Forecast>, Choice);

/// The newest figure of an indicator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Actual {
    /// Its value, in the unit of the figure.
    pub value: f64,
    /// Its date.
    pub date: Date,
    /// What it measures.
    pub measure: Measure,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where one target stands.
#[derive(Clone, Debug)]
pub struct Row {
    /// The indicator.
    pub id: IndicatorId,
    /// Its status.
    pub status: Status,
    /// The number of the target that it is held against: the resolution's own unless a scenario changes it.
    pub target: f64,
    /// Its newest figure known on the date.
    pub actual: Option<Actual>,
    /// The forecast, or why there is none. An indicator made of parts has none of its own even where it is assessed.
    pub forecast: Result<Arc<dyn Forecast>, Unusable>,
    /// Who or what chose the method, and why; none where there is no forecast.
    pub choice: Option<Choice>,
    /// The median of the year's value.
    pub projected: Option<f64>,
    /// The low end of the 80 % band; none where the distribution is too wide to tell.
    pub low: Option<f64>,
    /// The high end of the 80 % band; none where the distribution is too wide to tell.
    pub high: Option<f64>,
    /// The probability of meeting the target at the year's end.
    pub probability: Option<f64>,
    /// What the rest of the year must bring.
    pub required: Option<Required>,
    /// Where one should be by the as-of date to end on the target.
    pub expected_now: Option<f64>,
    /// Whether the status rests on the office's estimate rather than on a final figure.
    pub provisional: bool,
    /// For an indicator made of parts: how many of them are expected to be met (median), and of how many.
    pub parts_met: Option<(usize, usize)>,
}

/// Where all targets stand.
#[derive(Clone, Debug, Default)]
pub struct Board {
    /// A row an indicator in the workspace's order, parts included.
    pub rows: Vec<Arc<Row>>,
    by_id: Arc<BTreeMap<IndicatorId, usize>>,
    /// How many targets there are, parts not counted.
    pub targets: usize,
    /// How many of them can be assessed.
    pub assessed: usize,
    /// The probabilities of the targets that can be assessed.
    chances: Vec<f64>,
    /// What [`Self::number_met`] says, once it has been asked: of a thousand targets it costs more than all the rest of
    /// a lever's move, and the page asks the simulation instead.
    number_met: OnceLock<Vec<f64>>,
    memory: Memory,
}

impl Board {
    /// Judges every indicator on a date, under a scenario if there is one.
    pub fn new(workspace: &Workspace, as_of: Date, scenario: Option<&Scenario>) -> Self {
        if let Some(scenario) = scenario.filter(|_| !workspace.drivers.is_default()) {
            // Links go by the difference from the base.
            return Self::new(workspace, as_of, None).under(workspace, as_of, scenario);
        }
        let levers = scenario.map(Scenario::by_indicator).unwrap_or_default();
        let mut rows: Vec<Arc<Row>> = Vec::with_capacity(workspace.indicators.len());
        let mut by_id = BTreeMap::new();
        for (at, indicator) in workspace.indicators.iter().enumerate() {
            by_id.insert(indicator.id.clone(), at);
        }
        for indicator in workspace.indicators.iter() {
            let set = levers.get(&indicator.id).copied().unwrap_or_default();
            rows.push(Arc::new(row(workspace, indicator, as_of, set)));
        }
        let mut board = Self {
            rows,
            by_id: Arc::new(by_id),
            ..Self::default()
        };
        board.follow_formulas(workspace, as_of);
        board.join_parts(workspace, None, None);
        board.count(workspace);
        board
    }

    /// The board of a scenario, from the base board of the same date: only what the scenario touches is judged anew,
    /// every other row is shared.
    #[must_use]
    pub fn under(&self, workspace: &Workspace, as_of: Date, scenario: &Scenario) -> Self {
        self.under_sharing(workspace, as_of, scenario, None)
    }

    /// The row of an indicator.
    pub fn row(&self, id: &str) -> Option<&Arc<Row>> {
        self.by_id.get(id).and_then(|at| self.rows.get(*at))
    }

    /// The number of targets that will be met, as the ends of an 80 % interval.
    pub fn met_interval(&self) -> (usize, usize) {
        interval(self.number_met(), 0.8)
    }

    /// The probability of each number of targets met, from 0 to `assessed`, the targets taken as independent.
    pub fn number_met(&self) -> &[f64] {
        self.number_met
            .get_or_init(|| poisson_binomial(&self.chances))
    }

    fn count(&mut self, workspace: &Workspace) {
        let targets = || {
            let rows = workspace.indicators.iter().zip(&self.rows);
            rows.filter(|(indicator, _)| indicator.part_of.is_none())
        };
        let chances: Vec<f64> = targets().filter_map(|(_, row)| row.probability).collect();
        let count = targets().count();
        self.targets = count;
        self.assessed = chances.len();
        self.chances = chances;
    }
}

/// The question that a row answers.
pub fn question<'a>(
    workspace: &'a Workspace,
    indicator: &'a Indicator,
    as_of: Date,
    levers: Levers,
) -> Question<'a> {
    static NONE: Assumptions = Assumptions {
        method: None,
        steadiness: None,
        profile: None,
        weights: None,
        sigma: None,
        spread: None,
        note: String::new(),
    };
    Question {
        indicator,
        plan: workspace.plan_of(indicator),
        as_of,
        figures: workspace.figures.of(indicator.id.as_str()),
        memory: workspace.figures.memory_of(indicator.id.as_str()),
        series_compete: workspace.indicators.len() <= backtest::SERIES_UP_TO,
        assumptions: workspace
            .assumptions_of(indicator.id.as_str())
            .unwrap_or(&NONE),
        levers,
    }
}

/// Judges one indicator by its own figures: of drivers, links and formulas the board knows.
pub fn row(workspace: &Workspace, indicator: &Indicator, as_of: Date, levers: Levers) -> Row {
    row_by(workspace, indicator, as_of, levers, None)
}

/// Judges one indicator, by its formula if that can tell, unless its year is settled or a lever sets it.
fn row_by(
    workspace: &Workspace,
    indicator: &Indicator,
    as_of: Date,
    levers: Levers,
    formula: Option<Answer>,
) -> Row {
    let changed = levers.target.map(|target| indicator.aiming_at(target));
    let indicator = changed.as_ref().unwrap_or(indicator);
    let mut question = question(workspace, indicator, as_of, levers);
    let assumptions = levers
        .assumes()
        .then(|| levers.assuming(question.assumptions));
    if let Some(assumptions) = &assumptions {
        question.assumptions = assumptions;
    }
    let actual = newest(&question);
    let own = choose(&question);
    let settled = own
        .as_ref()
        .is_ok_and(|(forecast, _)| forecast.settled().is_some());
    let by_formula = formula.filter(|_| !settled && !levers.sets_the_year());
    let (forecast, choice) = match by_formula.map_or(own, Ok) {
        Ok((forecast, choice)) => (shifted(&question, forecast), choice),
        Err(why) => {
            return Row {
                actual,
                ..unassessed(indicator, Err(why))
            };
        }
    };
    let year = forecast.year();
    // A count is told in whole units, whatever its distribution.
    let told = |value: f64| {
        if indicator.kind == Kind::FlowCount {
            value.round()
        } else {
            value
        }
    };
    let quantile = |p: f64| year.known_quantile(p).map(told);
    let probability = year.probability(indicator.bound());
    let Some(median) = quantile(0.5).filter(|_| !probability.is_nan()) else {
        let why = if indicator.kind.accumulates() {
            Unusable::NothingYet
        } else {
            Unusable::OutOfRange
        };
        return Row {
            actual,
            ..unassessed(indicator, Err(why))
        };
    };
    let settled = forecast.settled();
    let verdict = indicator.judge(median);
    let (status, probability) = match settled {
        Some(_) => (
            closed_status(verdict),
            f64::from(u8::from(verdict != Verdict::NotMet)),
        ),
        None => match reached(indicator, &question) {
            Some(verdict) => (closed_status(verdict), 1.0),
            None => (workspace.thresholds.status(probability), probability),
        },
    };
    let target = indicator
        .target
        .least_met(indicator.decimals, indicator.direction)
        .value();
    Row {
        id: indicator.id.clone(),
        status,
        target: indicator.target.value,
        actual,
        choice: Some(choice),
        projected: Some(median),
        low: quantile(0.1),
        high: quantile(0.9),
        probability: Some(probability),
        required: if settled.is_some() {
            None
        } else {
            forecast
                .required(required_for(indicator, target))
                .filter(|required| required.multiple.is_finite() && required.per_period.is_finite())
        },
        expected_now: forecast
            .expected_at(as_of, target)
            .filter(|expected| expected.is_finite()),
        provisional: settled == Some(Settled::ByEstimate),
        parts_met: None,
        forecast: Ok(forecast),
    }
}

/// The number that the rest of the year is measured against.
fn required_for(indicator: &Indicator, least_met: f64) -> f64 {
    // Growth "above 8" needs 8 and a hair: the resolution's own number is the one to tell.
    if indicator.kind == Kind::Growth {
        indicator.target.value
    } else {
        least_met
    }
}

/// The verdict on a target that is met for good before the year's end: a cumulative amount does not fall.
fn reached(indicator: &Indicator, question: &Question<'_>) -> Option<Verdict> {
    let grows = matches!(indicator.kind, Kind::Flow | Kind::FlowCount)
        && indicator.direction == Direction::Up;
    let more = matches!(indicator.bound(), Bound::AtLeast(_));
    let figure = question
        .newest(&[Measure::Cumulative])
        .filter(|_| grows && more)?;
    let verdict = indicator.judge(figure.value);
    let certain = question.levers.one_off() >= 0.0
        && question.levers.one_off_range <= 0.0
        && question.levers.shift >= 0.0;
    (verdict != Verdict::NotMet && certain).then_some(verdict)
}

fn closed_status(verdict: Verdict) -> Status {
    match verdict {
        Verdict::NotMet => Status::Missed,
        Verdict::Met => Status::Achieved,
        Verdict::Exceeded => Status::Exceeded,
    }
}

/// The newest figure of this plan year.
fn newest(question: &Question<'_>) -> Option<Actual> {
    let of_year = |figure: &&Figure| figure.year == question.plan.year();
    question
        .known()
        .iter()
        .rev()
        .find(of_year)
        .map(|figure| Actual {
            value: figure.value,
            date: figure.date,
            measure: figure.measure,
            origin: figure.origin,
        })
}

fn unassessed(indicator: &Indicator, forecast: Result<Arc<dyn Forecast>, Unusable>) -> Row {
    Row {
        id: indicator.id.clone(),
        status: Status::NotAssessed,
        target: indicator.target.value,
        actual: None,
        forecast,
        choice: None,
        projected: None,
        low: None,
        high: None,
        probability: None,
        required: None,
        expected_now: None,
        provisional: false,
        parts_met: None,
    }
}

/// The order of a list with the worst first: by status, then by probability, then as in the resolution.
pub fn worst_first(rows: &[Arc<Row>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let key = |at: usize| (rows[at].status.rank(), rows[at].probability.unwrap_or(2.0));
    crate::order::sort_by(&mut order, |a, b| {
        let (a, b) = (key(*a), key(*b));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    order
}
