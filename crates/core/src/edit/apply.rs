//! How each change is made. Whatever would make a file that cannot be read again is refused here.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Edit, EditError};
use crate::assumption::Assumptions;
use crate::correlation::Correlation;
use crate::driver::Drivers;
use crate::figure::{Figure, FigureId};
use crate::indicator::IndicatorId;
use crate::lever::{LeverId, LeverKind};
use crate::scenario::{Change, Scenario, ScenarioId};
use crate::store::{Reason, verify};
use crate::workspace::Workspace;

/// Refuses what would make a file that cannot be read again.
fn admit_figure(workspace: &Workspace, figure: &Figure) -> Result<(), EditError> {
    if workspace.indicator(figure.indicator.as_str()).is_none() {
        return Err(EditError::NoIndicator(figure.indicator.to_string()));
    }
    if !figure.value.is_finite() {
        return Err(EditError::NotFinite);
    }
    if verify::figure_fits(figure) {
        Ok(())
    } else {
        Err(EditError::OutOfRange)
    }
}

/// Whether a workspace can take a change of a scenario.
fn admit_change(workspace: &Workspace, change: &Change) -> Result<(), EditError> {
    if !verify::has_subject(workspace, &change.lever) {
        return Err(EditError::NoIndicator(change.lever.subject.to_string()));
    }
    if !change.value.is_finite() {
        return Err(EditError::NotFinite);
    }
    if verify::change_fits(change) {
        Ok(())
    } else {
        Err(EditError::OutOfRange)
    }
}

pub(super) fn put_figure(workspace: &mut Workspace, figure: &Figure) -> Result<Edit, EditError> {
    admit_figure(workspace, figure)?;
    if workspace.figures.len() >= verify::MOST_FIGURES
        && workspace.figures.find(&figure.id).is_none()
    {
        return Err(EditError::TooMany);
    }
    Ok(match workspace.figures.put(figure.clone()) {
        Some(before) => Edit::PutFigure {
            figure: Box::new(before),
        },
        None => Edit::RemoveFigure {
            id: figure.id.clone(),
        },
    })
}

pub(super) fn change_figures(
    workspace: &mut Workspace,
    put: &[Figure],
    remove: &[FigureId],
) -> Result<Edit, EditError> {
    let mut names = BTreeSet::new();
    for figure in put {
        admit_figure(workspace, figure)?;
        if !names.insert(&figure.id) {
            return Err(EditError::Twice);
        }
    }
    for id in remove {
        if workspace.figures.find(id).is_none() {
            return Err(EditError::NoFigure);
        }
        if !names.insert(id) {
            return Err(EditError::Twice);
        }
    }
    let (mut before, mut new) = (Vec::new(), Vec::new());
    for figure in put {
        match workspace.figures.find(&figure.id) {
            Some(found) => before.push(found.clone()),
            None => new.push(figure.id.clone()),
        }
    }
    if workspace.figures.len() + new.len() > verify::MOST_FIGURES + remove.len() {
        return Err(EditError::TooMany);
    }
    before.extend(remove.iter().filter_map(|id| workspace.figures.remove(id)));
    for figure in put {
        workspace.figures.put(figure.clone());
    }
    Ok(Edit::ChangeFigures {
        put: before,
        remove: new,
    })
}

pub(super) fn replace_figures(
    workspace: &mut Workspace,
    figures: &[Figure],
) -> Result<Edit, EditError> {
    if figures.len() > verify::MOST_FIGURES {
        return Err(EditError::TooMany);
    }
    let mut names = BTreeSet::new();
    for figure in figures {
        admit_figure(workspace, figure)?;
        if !names.insert(&figure.id) {
            return Err(EditError::Twice);
        }
    }
    let before = workspace.figures.iter().cloned().collect();
    workspace.figures = figures.iter().cloned().collect();
    Ok(Edit::ReplaceFigures { figures: before })
}

pub(super) fn assume(
    workspace: &mut Workspace,
    indicator: &IndicatorId,
    assumptions: Option<&Assumptions>,
) -> Result<Edit, EditError> {
    if workspace.indicator(indicator.as_str()).is_none() {
        return Err(EditError::NoIndicator(indicator.to_string()));
    }
    if let Some(fault) = assumptions.and_then(Assumptions::fault) {
        return Err(fault.into());
    }
    let all = Arc::make_mut(&mut workspace.assumptions);
    let before = match assumptions.filter(|set| !set.is_default()) {
        Some(set) => all.insert(indicator.clone(), set.clone()),
        None => all.remove(indicator),
    };
    Ok(Edit::Assume {
        indicator: indicator.clone(),
        assumptions: before.map(Box::new),
    })
}

pub(super) fn correlate(
    workspace: &mut Workspace,
    correlation: &Correlation,
) -> Result<Edit, EditError> {
    verify::correlation(correlation, &workspace.indicators).map_err(
        |(reason, place)| match reason {
            Reason::Dangling => EditError::NoIndicator(place),
            Reason::Twice => EditError::Twice,
            Reason::Size => EditError::TooMany,
            _ => EditError::OutOfRange,
        },
    )?;
    let before = std::mem::replace(&mut workspace.correlation, Arc::new(correlation.clone()));
    Ok(Edit::Correlate {
        correlation: Box::new(Arc::unwrap_or_clone(before)),
    })
}

pub(super) fn set_drivers(workspace: &mut Workspace, drivers: &Drivers) -> Result<Edit, EditError> {
    drivers.check(&workspace.indicators)?;
    // What a scenario moves stays: its change would be of nothing.
    let changes = workspace.scenarios.iter().flat_map(|one| &one.changes);
    let moved = changes
        .filter(|change| change.lever.kind == LeverKind::Driver)
        .map(|change| change.lever.subject.as_str());
    for id in moved {
        if drivers.driver(id).is_none() {
            let title = workspace.drivers.title_of(id, &workspace.indicators);
            return Err(EditError::DriverInUse(title));
        }
    }
    let before = std::mem::replace(&mut workspace.drivers, Arc::new(drivers.clone()));
    Ok(Edit::SetDrivers {
        drivers: Box::new(Arc::unwrap_or_clone(before)),
    })
}

pub(super) fn put_scenario(
    workspace: &mut Workspace,
    scenario: &Scenario,
    place: Option<usize>,
) -> Result<Edit, EditError> {
    let mut levers = BTreeSet::new();
    for change in &scenario.changes {
        admit_change(workspace, change)?;
        if !levers.insert(&change.lever) {
            return Err(EditError::Twice);
        }
    }
    let all = Arc::make_mut(&mut workspace.scenarios);
    if let Some(at) = all.iter().position(|other| other.id == scenario.id) {
        let before = std::mem::replace(&mut all[at], scenario.clone());
        return Ok(Edit::PutScenario {
            scenario: before,
            place: Some(at),
        });
    }
    if all.len() >= verify::MOST_SCENARIOS {
        return Err(EditError::TooMany);
    }
    let at = place.unwrap_or(all.len()).min(all.len());
    all.insert(at, scenario.clone());
    Ok(Edit::RemoveScenario {
        id: scenario.id.clone(),
    })
}

/// The scenario's list of changes, to be changed.
fn changes_of<'a>(
    workspace: &'a mut Workspace,
    scenario: &ScenarioId,
) -> Result<&'a mut Scenario, EditError> {
    // Looked for first: a refused change copies nothing.
    let at = workspace
        .scenarios
        .iter()
        .position(|other| other.id == *scenario)
        .ok_or(EditError::NoScenario)?;
    Ok(&mut Arc::make_mut(&mut workspace.scenarios)[at])
}

pub(super) fn move_lever(
    workspace: &mut Workspace,
    scenario: &ScenarioId,
    lever: &LeverId,
    value: Option<f64>,
) -> Result<Edit, EditError> {
    if let Some(value) = value {
        admit_change(workspace, &Change::new(lever.clone(), value))?;
    }
    let owner = changes_of(workspace, scenario)?;
    let place = owner.changes.iter().position(|c| c.lever == *lever);
    let before = owner.change(lever).cloned();
    owner.set(lever, value);
    let scenario = scenario.clone();
    Ok(match before {
        // Whole: what is taken out comes back in its place with its details, what was off is off again.
        Some(change) if value.is_none() || change.off => Edit::PutChange {
            scenario,
            change,
            place,
        },
        before => Edit::MoveLever {
            scenario,
            lever: lever.clone(),
            value: before.map(|change| change.value),
        },
    })
}

pub(super) fn put_change(
    workspace: &mut Workspace,
    scenario: &ScenarioId,
    change: &Change,
    place: Option<usize>,
) -> Result<Edit, EditError> {
    admit_change(workspace, change)?;
    let owner = changes_of(workspace, scenario)?;
    let there = owner.changes.iter().position(|c| c.lever == change.lever);
    let before = there.map(|at| (at, owner.changes.remove(at)));
    let end = owner.changes.len();
    let at = place.or(there).unwrap_or(end).min(end);
    owner.changes.insert(at, change.clone());
    let scenario = scenario.clone();
    Ok(match before {
        Some((place, change)) => Edit::PutChange {
            scenario,
            change,
            place: Some(place),
        },
        None => Edit::MoveLever {
            scenario,
            lever: change.lever.clone(),
            value: None,
        },
    })
}

pub(super) fn order_scenario(
    workspace: &mut Workspace,
    id: &ScenarioId,
    place: usize,
) -> Result<Edit, EditError> {
    let all = Arc::make_mut(&mut workspace.scenarios);
    let at = all
        .iter()
        .position(|scenario| scenario.id == *id)
        .ok_or(EditError::NoScenario)?;
    let scenario = all.remove(at);
    all.insert(place.min(all.len()), scenario);
    Ok(Edit::OrderScenario {
        id: id.clone(),
        place: at,
    })
}
