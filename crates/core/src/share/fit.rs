//! Whether what was shared fits together, by itself and with the reader's workspace: by the checks of a file.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{LONGEST_ROUTE, MOST_CHANGES, MOST_FOCUS, ShareError, Shared};
use crate::lever::LeverId;
use crate::store::verify::{self, Fault};
use crate::store::{FORMAT, Reason, VERSION};
use crate::workspace::Workspace;

fn unfit((reason, place): Fault) -> ShareError {
    ShareError::unfit(reason, &place)
}

/// Refuses contents that contradict themselves, whatever workspace they meet.
pub(super) fn verify(shared: &Shared) -> Result<(), ShareError> {
    let refuse = |reason, place: &str| Err(ShareError::unfit(reason, place));
    let id = shared.workspace.as_str();
    if id.is_empty() || id.len() > verify::LONGEST_NAME || shared.focus.len() > MOST_FOCUS {
        return refuse(Reason::Size, id);
    }
    if !verify::YEARS.contains(&shared.as_of.year()) {
        return refuse(Reason::Number, "d");
    }
    let route = shared.route.as_str();
    let odd = |letter: char| letter.is_control() || matches!(letter, '?' | '#' | ' ');
    if route.len() > LONGEST_ROUTE
        || !(route.is_empty() || route.starts_with('/'))
        || route.contains(odd)
    {
        return refuse(Reason::Size, "r");
    }
    let any = |_: &str| true;
    if let Some(scenario) = &shared.scenario {
        let id = scenario.id.0.as_ref();
        let sized = !id.is_empty()
            && id.len() <= verify::LONGEST_NAME
            && scenario.changes.len() <= MOST_CHANGES;
        if !sized {
            return refuse(Reason::Size, "s");
        }
        verify::scenario(scenario, &|_| true).map_err(unfit)?;
    }
    if let Some(record) = &shared.record {
        verify::figures(&record.figures, &any).map_err(unfit)?;
        verify::assumptions(&record.assumptions, &any).map_err(unfit)?;
    }
    let Some(file) = &shared.whole else {
        return Ok(());
    };
    if shared.record.is_some() {
        return refuse(Reason::Twice, "g");
    }
    if file.format != FORMAT || file.version != VERSION {
        return Err(ShareError::Foreign);
    }
    verify::verify(file)?;
    if file.id != shared.workspace || file.kind != shared.kind {
        return refuse(Reason::Dangling, &file.id);
    }
    Ok(())
}

/// Refuses a text that says more than was understood of it. A later page may write changes of a scenario that this one
/// does not know; without them it would show other numbers than the sender saw, and not say so. What is written is one
/// line in one order, so what was read whole is written the same: new fields must leave themselves out where they are
/// not set, as [`crate::scenario::Change`]'s do.
pub(super) fn nothing_dropped<T: Serialize>(read: &T, text: &str) -> Result<(), ShareError> {
    match serde_json::to_string(read) {
        Ok(again) if again == text => Ok(()),
        Ok(_) => Err(ShareError::Unknown),
        Err(error) => Err(ShareError::Shape(error.to_string())),
    }
}

/// Refuses contents that speak of what is not in the workspace.
pub(super) fn against(shared: &Shared, workspace: &Workspace) -> Result<(), ShareError> {
    let indicators = &workspace.indicators;
    let names: BTreeSet<&str> = indicators.iter().map(|one| one.id.as_str()).collect();
    let known = |id: &str| names.contains(id);
    if let Some(other) = shared.focus.iter().find(|id| !known(id.as_str())) {
        return Err(ShareError::unfit(Reason::Dangling, other.as_str()));
    }
    if let Some(scenario) = &shared.scenario {
        let moved = |lever: &LeverId| verify::has_subject(workspace, lever);
        verify::scenario(scenario, &moved).map_err(unfit)?;
    }
    if let Some(record) = &shared.record {
        verify::figures(&record.figures, &known).map_err(unfit)?;
        verify::assumptions(&record.assumptions, &known).map_err(unfit)?;
        verify::correlation(&record.correlation, indicators).map_err(unfit)?;
        let drivers = workspace.drivers.check(indicators);
        drivers.map_err(|fault| unfit(fault.reason()))?;
    }
    Ok(())
}
