//! Rows that two boards of one base share. A hand moves one lever at a time: what the scenario has changed elsewhere is
//! not judged again for it, and whoever looks at those rows sees that they are the same ones.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::follow::{Set, names};
use super::{Board, Row};
use crate::lever::Levers;

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
    /// Whether two boards come from the same base: the same indicators, figures, assumptions and date.
    fn is_of_one_base(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.by_id, &other.by_id)
    }

    /// The row of another board of the same base, where it was judged by the same.
    pub(super) fn known(
        &self,
        other: Option<&Self>,
        at: usize,
        grounds: Grounds,
    ) -> Option<Arc<Row>> {
        let other = other.filter(|other| self.is_of_one_base(other))?;
        let same = other.memory.grounds.get(&at) == Some(&grounds);
        other.rows.get(at).filter(|_| same).cloned()
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

    /// The row of another board of the same base that is made of these parts.
    pub(super) fn known_whole(
        &self,
        other: Option<&Self>,
        at: usize,
        parts: &[usize],
    ) -> Option<Arc<Row>> {
        let other = other.filter(|other| self.is_of_one_base(other))?;
        let shared = |at: &usize| match (self.rows.get(*at), other.rows.get(*at)) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            _ => false,
        };
        other
            .rows
            .get(at)
            .filter(|_| parts.iter().all(shared))
            .cloned()
    }
}
