//! Indicators made of parts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Board, Row, unassessed};
use crate::forecast::Unusable;
use crate::indicator::{Indicator, IndicatorId, Kind};
use crate::lever::Levers;
use crate::simulate::all_met;
use crate::status::{Status, Thresholds};
use crate::workspace::Workspace;

impl Board {
    /// An indicator made of parts is met when every part is, by the correlations that the workspace assumes.
    /// With `touched`, only those that have a part among them are joined anew, unless `other` has them.
    pub(super) fn join_parts(
        &mut self,
        workspace: &Workspace,
        touched: Option<&BTreeMap<IndicatorId, Levers>>,
        other: Option<&Self>,
    ) {
        let mut parts: BTreeMap<&IndicatorId, Vec<usize>> = BTreeMap::new();
        for (at, indicator) in workspace.indicators.iter().enumerate() {
            if let Some(whole) = &indicator.part_of {
                parts.entry(whole).or_default().push(at);
            }
        }
        if parts.is_empty() {
            return;
        }
        let all = &workspace.indicators;
        let mut changed: BTreeSet<&IndicatorId> = BTreeSet::new();
        // From the end, since parts follow what they are parts of: a part that has parts itself comes first.
        for (at, indicator) in all.iter().enumerate().rev() {
            let Some(own) = parts
                .get(&indicator.id)
                .filter(|_| indicator.kind == Kind::AllOf)
            else {
                continue;
            };
            let stale = touched.is_none_or(|touched| {
                let part = |at: &usize| &all[*at].id;
                own.iter()
                    .map(part)
                    .any(|id| touched.contains_key(id) || changed.contains(id))
            });
            if stale {
                let join = || {
                    let rows: Vec<Arc<Row>> = own.iter().map(|at| self.rows[*at].clone()).collect();
                    let together = |each: &[f64]| all_met(workspace, own, each);
                    Arc::new(joined(indicator, &rows, workspace.thresholds, together))
                };
                self.rows[at] = other
                    .filter(|other| self.shares(other, own))
                    .and_then(|other| other.rows.get(at).cloned())
                    .unwrap_or_else(join);
                changed.insert(&indicator.id);
            }
        }
    }
}

/// The row of an indicator that is met when all its parts are; `together` gives the probability of that where the parts
/// hang together.
fn joined(
    indicator: &Indicator,
    parts: &[Arc<Row>],
    thresholds: Thresholds,
    together: impl Fn(&[f64]) -> Option<f64>,
) -> Row {
    let probabilities: Vec<f64> = parts.iter().filter_map(|part| part.probability).collect();
    let settled = |part: &Arc<Row>| {
        matches!(
            part.status,
            Status::Achieved | Status::Exceeded | Status::Missed
        )
    };
    let mut row = unassessed(indicator, Err(Unusable::PartUnknown));
    row.parts_met = Some((
        parts
            .iter()
            .filter(|part| part.probability.is_some_and(|p| p >= 0.5))
            .count(),
        parts.len(),
    ));
    let missed = parts.iter().any(|part| part.status == Status::Missed);
    if parts.is_empty() || (probabilities.len() < parts.len() && !missed) {
        return row;
    }
    let probability = if missed {
        0.0
    } else {
        together(&probabilities).unwrap_or_else(|| probabilities.iter().product())
    };
    row.forecast = Err(Unusable::ByParts);
    row.probability = Some(probability);
    row.status = if missed {
        Status::Missed
    } else if parts.iter().all(settled) {
        Status::Achieved
    } else {
        thresholds.status(probability)
    };
    row.provisional = parts.iter().any(|part| part.provisional);
    row
}
