//! Sensitivity of one indicator: each uncertain input at its P10 and at its P90, the others at their medians.
//!
//! A bar's end is the scenario with one lever moved there and nothing else, so a click that sets the lever gives the
//! board that the bar has told.

use serde::{Deserialize, Serialize};

use super::inputs::{Input, InputKind, inputs};
use super::{Machine, Progress, Setting, with};
use crate::board::Row;
use crate::indicator::IndicatorId;
use crate::lever::LeverId;
use crate::scenario::Change;

/// One end of a bar.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct End {
    /// Where the lever stands, in its own unit.
    pub position: f64,
    /// The median of the year there.
    pub value: Option<f64>,
    /// The probability of meeting the target there.
    pub probability: Option<f64>,
}

/// One input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// What is uncertain.
    pub kind: InputKind,
    /// The lever that sets it.
    pub lever: LeverId,
    /// Where that lever stands in the scenario; nothing where it stands nowhere.
    pub middle: Option<f64>,
    /// At its P10.
    pub low: End,
    /// At its P90.
    pub high: End,
}

impl Bar {
    /// By how much the value moves between the ends.
    pub fn swing_of_value(&self) -> f64 {
        swing(self.low.value, self.high.value)
    }

    /// By how much the probability moves between the ends.
    pub fn swing_of_probability(&self) -> f64 {
        swing(self.low.probability, self.high.probability)
    }
}

fn swing(low: Option<f64>, high: Option<f64>) -> f64 {
    low.zip(high).map_or(0.0, |(low, high)| (high - low).abs())
}

/// What an indicator hangs on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sensitivity {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The median of its year in the scenario.
    pub value: Option<f64>,
    /// The probability of its target in the scenario.
    pub probability: Option<f64>,
    /// Its inputs.
    pub bars: Vec<Bar>,
}

impl Sensitivity {
    /// The bars by their swing in the value, the widest first; those that do not move it are left out.
    pub fn by_value(&self) -> Vec<&Bar> {
        sorted(&self.bars, Bar::swing_of_value)
    }

    /// The bars by their swing in the probability, the widest first; those that do not move it are left out.
    pub fn by_probability(&self) -> Vec<&Bar> {
        sorted(&self.bars, Bar::swing_of_probability)
    }
}

fn sorted(bars: &[Bar], swing: fn(&Bar) -> f64) -> Vec<&Bar> {
    let moves = bars.iter().filter(|bar| swing(bar) > 1e-12);
    let mut order: Vec<&Bar> = moves.collect();
    crate::order::sort_by(&mut order, |a, b| swing(b).total_cmp(&swing(a)));
    order
}

/// The machine.
pub struct Tornado {
    setting: Setting,
    changes: Vec<Change>,
    inputs: Vec<Input>,
    found: Sensitivity,
}

impl Tornado {
    /// Of one indicator under some changes; an indicator that there is none of has no inputs.
    pub fn new(setting: Setting, changes: &[Change], indicator: &IndicatorId) -> Self {
        let board = setting.board(changes.to_vec());
        let row = board.row(indicator.as_str());
        let subject = setting.workspace.indicator(indicator.as_str());
        let inputs = subject.map_or_else(Vec::new, |subject| {
            inputs(&setting, &board, changes, subject)
        });
        Self {
            found: Sensitivity {
                indicator: indicator.clone(),
                value: row.and_then(|row| row.projected),
                probability: row.and_then(|row| row.probability),
                bars: Vec::new(),
            },
            inputs,
            changes: changes.to_vec(),
            setting,
        }
    }

    /// What has been found so far; all of it once the machine has finished.
    pub fn result(&self) -> &Sensitivity {
        &self.found
    }

    fn end(&self, lever: &LeverId, position: f64) -> End {
        let board = self
            .setting
            .board(with(&self.changes, lever, Some(position)));
        let row = board.row(self.found.indicator.as_str());
        let told = |of: fn(&Row) -> Option<f64>| row.and_then(|row| of(row));
        End {
            position,
            value: told(|row| row.projected),
            probability: told(|row| row.probability),
        }
    }
}

impl Machine for Tornado {
    fn step(&mut self, budget: u32) -> Progress {
        let mut left = budget.div_ceil(2).max(1);
        while left > 0
            && let Some(input) = self.inputs.get(self.found.bars.len())
        {
            let bar = Bar {
                kind: input.kind,
                lever: input.lever.clone(),
                middle: input.middle,
                low: self.end(&input.lever, input.low),
                high: self.end(&input.lever, input.high),
            };
            self.found.bars.push(bar);
            left -= 1;
        }
        if self.found.bars.len() >= self.inputs.len() {
            return Progress::Done;
        }
        Progress::Running(self.found.bars.len() as f64 / self.inputs.len() as f64)
    }
}
