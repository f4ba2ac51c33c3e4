//! Which levers reach which indicators.

use crate::indicator::IndicatorId;
use crate::lever::{LeverId, LeverKind};
use crate::workspace::Workspace;

/// Whether a lever may change what is told of an indicator: its own, one of its parts', or a driver.
pub fn reaches(workspace: &Workspace, lever: &LeverId, indicator: &IndicatorId) -> bool {
    lever.kind == LeverKind::Driver || is_within(workspace, &lever.subject, indicator)
}

/// Whether the indicator is `whole`, or a part of it, or a part of a part.
pub(super) fn is_within(workspace: &Workspace, id: &IndicatorId, whole: &IndicatorId) -> bool {
    let mut at = Some(id);
    // A file may say that two are parts of each other: no chain is longer than there are indicators.
    for _ in 0..=workspace.indicators.len() {
        match at {
            Some(id) if id == whole => return true,
            Some(id) => {
                let indicator = workspace.indicator(id.as_str());
                at = indicator.and_then(|indicator| indicator.part_of.as_ref());
            }
            None => return false,
        }
    }
    false
}
