//! The uncertain inputs of an indicator, each with its lever and the two positions that stand for its P10 and P90.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::reach::sources;
use super::{Setting, with};
use crate::assumption::Steadiness;
use crate::board::{Board, Row};
use crate::dist::Dist;
use crate::driver::Driver;
use crate::forecast::Forecast;
use crate::forecast::formula::ID as FORMULA;
use crate::indicator::{Indicator, Kind};
use crate::lever::{LeverId, LeverKind, open_quarters};
use crate::math::normal::normal_quantile;
use crate::scenario::Change;

/// How far the weight of a quarter may be off, in percentage points: no weights are published with the resolution, so this
/// is an assumption of the page and shown as one.
pub const WEIGHT_OFF: f64 = 5.0;

/// What is uncertain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InputKind {
    /// What the rest of the year brings, told as a pace.
    Remainder,
    /// A one-off amount with a range.
    OneOff,
    /// The part that comes late: none of it, or what is set.
    Delay,
    /// How even the flow is, from erratic to even: an assumption.
    Steadiness,
    /// The growth of an open quarter.
    Growth(u8),
    /// The weight of an open quarter: an assumption.
    Weight(u8),
    /// The level or value at the year's end.
    Level,
    /// A driver.
    Driver,
}

/// An input before it has been looked at.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Input {
    pub kind: InputKind,
    pub lever: LeverId,
    /// Where the lever stands; nothing where it stands nowhere.
    pub middle: Option<f64>,
    pub low: f64,
    pub high: f64,
}

/// The uncertain inputs of an indicator under some changes: its own, those of its parts, and of what links and formulas
/// bring to it. What a formula tells has no inputs of its own.
pub(super) fn inputs(
    setting: &Setting,
    board: &Board,
    changes: &[Change],
    whole: &Indicator,
) -> Vec<Input> {
    let sources = sources(&setting.workspace, &whole.id);
    let all = setting.workspace.indicators.iter();
    let own = all.filter(|one| sources.contains(&one.id));
    let mut found = Vec::new();
    for indicator in own.filter(|one| one.kind != Kind::AllOf) {
        let Some(row) = board.row(indicator.id.as_str()) else {
            continue;
        };
        if let Ok(forecast) = &row.forecast
            && forecast.settled().is_none()
            && forecast.method() != FORMULA
        {
            let at = Subject {
                setting,
                changes,
                indicator,
                row,
                forecast: &**forecast,
            };
            at.inputs(&mut found);
        }
    }
    for driver in &setting.workspace.drivers.drivers {
        if sources.contains(&driver.id) {
            found.extend(driver_input(driver, changes));
        }
    }
    found
}

/// A driver whose value is not certain.
fn driver_input(driver: &Driver, changes: &[Change]) -> Option<Input> {
    let lever = LeverId {
        kind: LeverKind::Driver,
        subject: driver.id.clone(),
    };
    let mut live = changes.iter().filter(|change| !change.off);
    let set = live.find(|change| change.lever == lever);
    let middle = set.map(|change| change.value).or(driver.base)?;
    let spread = driver.spread.filter(|spread| *spread > 0.0)?;
    Some(Input {
        kind: InputKind::Driver,
        lever,
        middle: Some(middle),
        low: middle - spread,
        high: middle + spread,
    })
}

struct Subject<'a> {
    setting: &'a Setting,
    changes: &'a [Change],
    indicator: &'a Indicator,
    row: &'a Arc<Row>,
    forecast: &'a dyn Forecast,
}

impl Subject<'_> {
    fn inputs(&self, found: &mut Vec<Input>) {
        match self.indicator.kind {
            Kind::Flow | Kind::FlowCount | Kind::FlowChange => {
                found.extend(self.remainder());
                found.extend(self.one_off());
                found.extend(self.delay());
                found.extend(self.steadiness());
            }
            Kind::Growth => self.quarters(found),
            Kind::Level | Kind::Completion | Kind::LevelChange | Kind::Annual => {
                found.extend(self.level());
            }
            Kind::RankGain | Kind::AllOf => {}
        }
    }

    fn lever(&self, kind: LeverKind) -> LeverId {
        LeverId {
            kind,
            subject: self.indicator.id.clone(),
        }
    }

    fn change(&self, kind: LeverKind) -> Option<&Change> {
        let lever = self.lever(kind);
        let mut live = self.changes.iter().filter(|change| !change.off);
        live.find(|change| change.lever == lever)
    }

    /// How the indicator stands with one lever elsewhere.
    fn under(&self, changes: Vec<Change>) -> Option<Arc<Row>> {
        let board = self.setting.board(changes);
        board.row(self.indicator.id.as_str()).cloned()
    }

    /// The pace at which the median is what the rest of the year brings at its P10 and at its P90. The year's median is
    /// a straight line in the pace, whatever its start and ramp, so two points of it tell the pace of a value; without a
    /// start it is the remainder's quantile ÷ its median. An amount's own range is an input of its own and left out here.
    fn remainder(&self) -> Option<Input> {
        let lever = self.lever(LeverKind::Pace);
        let pace = self
            .change(LeverKind::Pace)
            .map_or(1.0, |change| change.value);
        let mut changes = self.changes.to_vec();
        for change in &mut changes {
            if change.lever.kind == LeverKind::OneOff && change.lever.subject == lever.subject {
                change.detail.range = None;
            }
        }
        let now = self.under(changes.clone())?;
        let none = self.under(with(&changes, &lever, Some(0.0)))?;
        let year = now.forecast.as_ref().ok()?.year();
        let start = none.forecast.as_ref().ok()?.year().quantile(0.5);
        let middle = year.known_quantile(0.5)?;
        let slope = (middle - start) / pace;
        let at = |p: f64| {
            let value = year.known_quantile(p)?;
            let pace = (value - start) / slope;
            (pace.is_finite() && pace >= 0.0).then_some(pace)
        };
        let (a, b) = (at(0.1)?, at(0.9)?);
        Some(Input {
            kind: InputKind::Remainder,
            lever,
            middle: Some(pace),
            // Of a change on last year the quantiles and the pace still rise together; whichever way, in order.
            low: a.min(b),
            high: a.max(b),
        })
        .filter(|input| input.low < input.high)
    }

    fn one_off(&self) -> Option<Input> {
        let change = self.change(LeverKind::OneOff)?;
        let range = change.detail.range.filter(|range| *range > 0.0)?;
        Some(Input {
            kind: InputKind::OneOff,
            lever: change.lever.clone(),
            middle: Some(change.value),
            low: change.value - range,
            high: change.value + range,
        })
    }

    fn delay(&self) -> Option<Input> {
        let change = self.change(LeverKind::Delay)?;
        (change.value > 0.0).then(|| Input {
            kind: InputKind::Delay,
            lever: change.lever.clone(),
            middle: Some(change.value),
            low: 0.0,
            high: change.value,
        })
    }

    /// κ, where it is taken for granted and no earlier years tell it.
    fn steadiness(&self) -> Option<Input> {
        let kappa = self.forecast.assumed(LeverKind::Kappa)?;
        if self.forecast.concentration().is_some() {
            return None;
        }
        Some(Input {
            kind: InputKind::Steadiness,
            lever: self.lever(LeverKind::Kappa),
            middle: Some(kappa),
            low: Steadiness::Erratic.kappa(),
            high: Steadiness::Even.kappa(),
        })
    }

    fn quarters(&self, found: &mut Vec<Input>) {
        let Some(sigma) = self.forecast.assumed(LeverKind::Sigma) else {
            return;
        };
        let plan = self.setting.workspace.plan_of(self.indicator);
        let actual = self
            .row
            .actual
            .filter(|actual| !actual.measure.is_full_year());
        let open = open_quarters(plan, actual.map(|actual| actual.date));
        for quarter in (1..=4_u8).filter(|quarter| open[usize::from(quarter - 1)]) {
            let kind = LeverKind::Growth(quarter);
            let set = self.change(kind).map(|change| change.value);
            let Some(middle) = set.or(actual.map(|actual| actual.value)) else {
                continue;
            };
            let off = sigma * normal_quantile(0.9);
            found.push(Input {
                kind: InputKind::Growth(quarter),
                lever: self.lever(kind),
                middle: Some(middle),
                low: middle - off,
                high: middle + off,
            });
        }
        // The last quarter is the one whose weight a scenario may set; see `lever::assumptions_of`.
        let weight = self.forecast.assumed(LeverKind::Weight(4));
        if let Some(weight) = weight.filter(|_| open[3]) {
            found.push(Input {
                kind: InputKind::Weight(4),
                lever: self.lever(LeverKind::Weight(4)),
                middle: Some(weight),
                low: (weight - WEIGHT_OFF).max(0.0),
                high: (weight + WEIGHT_OFF).min(100.0),
            });
        }
    }

    fn level(&self) -> Option<Input> {
        let year = self.forecast.year();
        if matches!(year, Dist::Point(_)) {
            return None;
        }
        Some(Input {
            kind: InputKind::Level,
            lever: self.lever(LeverKind::Level),
            middle: year.known_quantile(0.5),
            low: year.known_quantile(0.1)?,
            high: year.known_quantile(0.9)?,
        })
        .filter(|input| input.low < input.high)
    }
}
