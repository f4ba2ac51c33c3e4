//! Rows that two boards of one base share. A hand moves one lever at a time: what the scenario has changed elsewhere is
//! not judged again for it, and whoever looks at those rows sees that they are the same ones.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::follow::{Set, names};
use super::{Board, Row, row};
use crate::lever::Levers;
use crate::scenario::Scenario;
use crate::workspace::Workspace;

/// What a scenario's row was judged by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Grounds {
    /// Where its levers stand, the shift by links included.
    pub(super) levers: Levers,
    /// Whether its formula was asked.
    pub(super) formula: bool,
}

/// What a board under a scenario remembers of how it came to be.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    /// What each row that was judged anew was judged by, by its place.
    pub(super) grounds: BTreeMap<usize, Grounds>,
    /// What the scenario sets drivers to.
    pub(super) drivers: BTreeMap<String, f64>,
}

impl Board {
    /// The same; rows that `other`, a board under another scenario or the same one a moment ago, has judged by the same
    /// positions are shared with it. One that comes from another base shares nothing.
    #[must_use]
    pub fn under_sharing(
        &self,
        workspace: &Workspace,
        as_of: Date,
        scenario: &Scenario,
        other: Option<&Self>,
    ) -> Self {
        let other = other.filter(|other| self.is_base_of(other));
        let mut levers = scenario.by_indicator();
        let mut board = Self {
            rows: self.rows.clone(),
            by_id: self.by_id.clone(),
            ..Self::default()
        };
        for (id, set) in &levers {
            if let Some((at, indicator)) = self
                .by_id
                .get(id)
                .and_then(|at| Some((*at, workspace.indicators.get(*at)?)))
            {
                let grounds = Grounds {
                    levers: *set,
                    formula: false,
                };
                board.rows[at] = other
                    .and_then(|other| other.judged_by(at, grounds))
                    .unwrap_or_else(|| Arc::new(row(workspace, indicator, as_of, *set)));
                board.memory.grounds.insert(at, grounds);
            }
        }
        board.follow(workspace, as_of, (self, other), scenario, &mut levers);
        board.join_parts(workspace, Some(&levers), other);
        board.count(workspace);
        board
    }

    /// Whether a board comes from this base: it has the same indicators, figures, assumptions and date.
    fn is_base_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.by_id, &other.by_id)
    }

    /// The row at a place, where it was judged by this.
    pub(super) fn judged_by(&self, at: usize, grounds: Grounds) -> Option<Arc<Row>> {
        let same = self.memory.grounds.get(&at) == Some(&grounds);
        self.rows.get(at).filter(|_| same).cloned()
    }

    /// Whether what a formula names stands where it stands on another board.
    pub(super) fn feeds_alike(&self, other: &Self, set: &Set<'_>, formula: &str) -> bool {
        names(formula).iter().all(|name| {
            let driver = set.get(name.as_str()) == other.memory.drivers.get(name);
            let row = match (self.row(name), other.row(name)) {
                (Some(a), Some(b)) => Arc::ptr_eq(a, b),
                (a, b) => a.is_none() && b.is_none(),
            };
            driver && row
        })
    }

    /// Whether all these rows are the same ones on another board.
    pub(super) fn shares(&self, other: &Self, rows: &[usize]) -> bool {
        rows.iter().all(|at| {
            let both = self.rows.get(*at).zip(other.rows.get(*at));
            both.is_some_and(|(one, other)| Arc::ptr_eq(one, other))
        })
    }
}
