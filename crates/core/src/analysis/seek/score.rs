//! How far a target is from what is wished for it.

use super::Aim;
use crate::board::{Board, Row};
use crate::goal::Goal;
use crate::indicator::Indicator;
use crate::math::normal::normal_quantile;
use crate::target::{Bound, Verdict, scale};
use crate::workspace::Workspace;

/// Beyond this |z| a probability tells nothing more: the distance of the value goes on from there.
const FAR: f64 = 7.0;
/// The score of a target that cannot be assessed.
const UNKNOWN: f64 = -100.0;

/// The indicator as it is judged on a board, where a scenario may have changed its target.
fn aimed(workspace: &Workspace, row: &Row) -> Option<Indicator> {
    let indicator = workspace.indicator(row.id.as_str())?;
    Some(
        if row.target.to_bits() == indicator.target.value.to_bits() {
            indicator.clone()
        } else {
            indicator.aiming_at(row.target)
        },
    )
}

/// Whether the wish is met.
pub(super) fn is_met(workspace: &Workspace, board: &Board, aim: &Aim) -> bool {
    let Some(row) = board.row(aim.indicator.as_str()) else {
        return false;
    };
    match aim.goal {
        Goal::Probability(p) => row.probability.is_some_and(|probability| probability >= p),
        Goal::Median => match row.projected {
            Some(median) => aimed(workspace, row)
                .is_some_and(|indicator| indicator.judge(median) != Verdict::NotMet),
            // What is made of parts has no median.
            None => row
                .probability
                .is_some_and(|probability| probability >= 0.5),
        },
    }
}

/// The score z = Φ⁻¹(P) less that of the wish: 0 or more where it is met. A median meets its target where P is ½.
pub(super) fn of(workspace: &Workspace, board: &Board, aim: &Aim) -> f64 {
    let Some(row) = board.row(aim.indicator.as_str()) else {
        return UNKNOWN;
    };
    let Some(p) = row.probability else {
        return UNKNOWN;
    };
    let wished = match aim.goal {
        Goal::Median => 0.5,
        Goal::Probability(p) => p.clamp(1e-9, 1.0 - 1e-9),
    };
    let z = normal_quantile(p.clamp(1e-300, 1.0 - 1e-16));
    let far = if z.abs() < FAR {
        z
    } else {
        let beyond = gap(workspace, row).filter(|gap| (*gap < 0.0) == (z < 0.0));
        z.signum() * (FAR + beyond.map_or(0.0, f64::abs))
    };
    far - normal_quantile(wished)
}

/// By how much the median is on the right side of its bound, in twentieths of the bound.
fn gap(workspace: &Workspace, row: &Row) -> Option<f64> {
    let indicator = aimed(workspace, row)?;
    let median = row.projected?;
    let bound = indicator.bound();
    let unit = (bound.value().abs() / 20.0).max(1.0 / scale(indicator.decimals));
    Some(match bound {
        Bound::AtLeast(value) => (median - value) / unit,
        Bound::AtMost(value) => (value - median) / unit,
    })
}
