//! What the studio asks of a scenario: what its result hangs on, what matters most for all targets together, to which
//! changes a difference is due, and what it would take.
//!
//! - [`Tornado`]: sensitivity of one indicator, each uncertain input at its P10 and P90.
//! - [`Importance`]: what each target costs the probability of meeting all.
//! - [`Attribution`]: the difference between two scenarios, shared out among their changes by Shapley values.
//! - [`Seeking`]: the least effort over several levers that reaches several goals.
//!
//! Each is a machine that works in steps ([`Machine`]), so that a page keeps its frames and a worker hears that it is no
//! longer wanted. What they ask they ask of [`Board::under`], as every screen does: a bar's end, a coalition and a
//! proposal are scenarios, and what is told of them is what the page shows once they are set.

mod attribution;
mod difference;
mod game;
mod importance;
mod inputs;
mod quantity;
mod question;
mod reach;
mod seek;
mod shapley;
mod tornado;

use jiff::civil::Date;

use crate::board::Board;
use crate::indicator::Indicator;
use crate::lever::{LeverId, LeverKind, LeverSpan};
use crate::scenario::{Change, Scenario, ScenarioId};
use crate::workspace::Workspace;

pub use attribution::{Attributed, Attribution, Portion, Unattributable};
pub use difference::{Player, differences};
pub use importance::{Importance, Matter, Matters};
pub use inputs::{InputKind, WEIGHT_OFF};
pub use quantity::{Quantity, expected_number};
pub use question::{Answer, Question, Work};
pub use reach::{reaches, sources};
pub use seek::{Aim, Found, Handle, Move, Proposal, Reached, Seeking};
pub use shapley::MOST_EXACT;
pub use tornado::{Bar, End, Sensitivity, Tornado};

/// How far a machine is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Progress {
    /// There is more to do; the share that is done, 0 to 1, as far as it can be told.
    Running(f64),
    /// It has finished.
    Done,
}

/// Work in steps.
pub trait Machine {
    /// Does about `budget` evaluations more (a board, or the samples that cost as much), at least one.
    fn step(&mut self, budget: u32) -> Progress;

    /// Does all that is left.
    fn finish(&mut self) {
        while self.step(u32::MAX) != Progress::Done {}
    }
}

/// What an analysis is about: the record, the date, and where all stands without a scenario. Its parts are shared, so a
/// copy costs little and outlives the change of the page's own.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The record.
    pub workspace: Workspace,
    /// The date on which all is judged.
    pub as_of: Date,
    /// Where all stands without a scenario.
    pub base: Board,
}

impl Setting {
    /// With the base judged here.
    pub fn new(workspace: Workspace, as_of: Date) -> Self {
        let base = Board::new(&workspace, as_of, None);
        Self {
            workspace,
            as_of,
            base,
        }
    }

    /// Where all stands under these changes.
    pub fn board(&self, changes: Vec<Change>) -> Board {
        if changes.is_empty() {
            return self.base.clone();
        }
        let id = ScenarioId(std::sync::Arc::from(""));
        let scenario = Scenario {
            changes,
            ..Scenario::new(id, String::new())
        };
        self.base.under(&self.workspace, self.as_of, &scenario)
    }

    /// The indicator of a lever; a driver's has none.
    pub(crate) fn subject(&self, lever: &LeverId) -> Option<&Indicator> {
        self.workspace.indicator(lever.subject.as_str())
    }

    /// The limits of a lever in the base.
    pub fn span(&self, lever: &LeverId) -> Option<LeverSpan> {
        if lever.kind == LeverKind::Driver {
            let driver = self.workspace.drivers.driver(lever.subject.as_str())?;
            return Some(driver.span());
        }
        let indicator = self.subject(lever)?;
        let base = self.base.row(lever.subject.as_str());
        Some(crate::board::span(
            lever.kind,
            indicator,
            base.map(|row| &**row),
        ))
    }
}

/// These changes with one lever at a position; its details stay, and it is on.
pub(crate) fn with(changes: &[Change], lever: &LeverId, value: Option<f64>) -> Vec<Change> {
    let mut scenario = Scenario::new(ScenarioId(std::sync::Arc::from("")), String::new());
    scenario.changes = changes.to_vec();
    scenario.set(lever, value);
    scenario.changes
}
