//! A number that a board tells, and that two scenarios may differ in.

use serde::{Deserialize, Serialize};

use crate::board::Board;
use crate::indicator::IndicatorId;
use crate::workspace::Workspace;

/// What is compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quantity {
    /// The median of an indicator's year, in its unit.
    Value(IndicatorId),
    /// The probability of an indicator's target.
    Probability(IndicatorId),
    /// The expected number of targets met.
    NumberMet,
    /// The probability of meeting every target that can be assessed.
    All,
}

impl Quantity {
    /// The indicator, where it is of one.
    pub fn indicator(&self) -> Option<&IndicatorId> {
        match self {
            Self::Value(id) | Self::Probability(id) => Some(id),
            Self::NumberMet | Self::All => None,
        }
    }
}

/// The places of the targets that are counted: parts are not.
pub(super) fn targets(workspace: &Workspace) -> Vec<usize> {
    let all = workspace.indicators.iter().enumerate();
    all.filter(|(_, indicator)| indicator.part_of.is_none())
        .map(|(at, _)| at)
        .collect()
}

/// The expected number of targets met: of those that cannot be assessed none.
pub fn expected_number(workspace: &Workspace, board: &Board) -> f64 {
    let chance = |at: usize| board.rows.get(at).and_then(|row| row.probability);
    targets(workspace).into_iter().filter_map(chance).sum()
}
