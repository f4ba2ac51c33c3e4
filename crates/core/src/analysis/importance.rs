//! What matters most for meeting all targets: P(all) if one of them were certain to be met, minus P(all).
//!
//! That is the probability that all others are met and this one is not. It is counted by the simulation's own draws, with
//! a side a target, so base and "if certain" are compared sample by sample.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::quantity::{expected_number, targets};
use super::{Machine, Progress, Setting};
use crate::board::Board;
use crate::indicator::IndicatorId;
use crate::scenario::Change;
use crate::simulate::{Detail, Run, SEED, Simulation, Structure};
use crate::status::Status;

/// Comparisons of the whole run: a second or so where nothing is compiled for speed.
const COMPARISONS: usize = 60_000_000;
/// Samples at least and at most.
const SAMPLES: (usize, usize) = (2_000, 100_000);
/// Comparisons that count as one evaluation of the budget.
const UNIT: usize = 30_000;

/// What one target costs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Matter {
    /// The target.
    pub indicator: IndicatorId,
    /// P(all) if it were certain, minus P(all).
    pub gain: f64,
    /// Its standard error.
    pub error: f64,
    /// What the expected number of targets met would gain: 1 − p, exactly.
    pub number: f64,
}

/// What matters for all targets together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Matters {
    /// P(all assessed are met).
    pub all: f64,
    /// Its standard error.
    pub error: f64,
    /// The expected number of targets met, exactly.
    pub expected: f64,
    /// How many can be assessed.
    pub assessed: usize,
    /// Samples that it rests on.
    pub samples: u32,
    /// The targets that can be assessed and are not certain to be met, the one that costs most first.
    pub matters: Vec<Matter>,
}

/// The machine.
pub struct Importance {
    simulation: Simulation,
    run: Run,
    sides: usize,
    /// The targets of the sides after the first, and their probabilities.
    open: Vec<(IndicatorId, f64)>,
    events: usize,
    expected: f64,
    assessed: usize,
}

impl Importance {
    /// Under some changes.
    pub fn new(setting: &Setting, changes: &[Change]) -> Self {
        let workspace = &setting.workspace;
        let board = setting.board(changes.to_vec());
        let mut open = Vec::new();
        let mut boards: Vec<Board> = Vec::new();
        for at in targets(workspace) {
            let row = &board.rows[at];
            let Some(p) = row.probability.filter(|p| *p < 1.0) else {
                continue;
            };
            let mut certain = (**row).clone();
            certain.probability = Some(1.0);
            certain.status = Status::Achieved;
            let mut other = board.clone();
            other.rows[at] = Arc::new(certain);
            boards.push(other);
            open.push((row.id.clone(), p));
        }
        let sides = boards.len() + 1;
        let all: Vec<&Board> = std::iter::once(&board).chain(&boards).collect();
        let structure = Structure::new(workspace);
        let simulation = Simulation::new(&structure, workspace, &all, Detail::Joint);
        let events = board.assessed.max(1);
        let wanted = COMPARISONS / (sides * events);
        let samples = u32::try_from(wanted.clamp(SAMPLES.0, SAMPLES.1)).unwrap_or(2_000);
        Self {
            run: Run::new(simulation.plan().clone(), SEED, samples),
            simulation,
            sides,
            open,
            events,
            expected: expected_number(workspace, &board),
            assessed: board.assessed,
        }
    }

    /// What has been counted so far; all of it once the machine has finished.
    pub fn result(&self) -> Matters {
        let results = self.run.results();
        let share = |side: usize| self.simulation.joint(side, &results).all();
        let (all, n) = (share(0), f64::from(results.samples.max(1)));
        let mut matters = Vec::with_capacity(self.open.len());
        for (at, (indicator, p)) in self.open.iter().enumerate() {
            // Every sample in which all are met is one of these, too: the difference is itself a count.
            let gain = (share(at + 1).p - all.p).max(0.0);
            matters.push(Matter {
                indicator: indicator.clone(),
                gain,
                error: libm::sqrt(gain * (1.0 - gain) / n),
                number: 1.0 - p,
            });
        }
        crate::order::sort_by(&mut matters, |a, b| {
            let by_gain = b.gain.total_cmp(&a.gain);
            by_gain.then(b.number.total_cmp(&a.number))
        });
        Matters {
            all: all.p,
            error: all.se,
            expected: self.expected,
            assessed: self.assessed,
            samples: results.samples,
            matters,
        }
    }
}

impl Machine for Importance {
    fn step(&mut self, budget: u32) -> Progress {
        let cost = self.sides * self.events;
        let wanted = (budget.max(1) as usize).saturating_mul(UNIT) / cost.max(1);
        let count = u32::try_from(wanted.max(1)).unwrap_or(u32::MAX);
        if self.run.step(count) {
            return Progress::Done;
        }
        Progress::Running(f64::from(self.run.done()) / f64::from(self.run.samples().max(1)))
    }
}
