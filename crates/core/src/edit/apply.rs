//! How each change is made. Whatever would make a file that cannot be read again is refused here.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Edit, EditError};
use crate::assumption::Assumptions;
use crate::correlation::Correlation;
use crate::figure::{Figure, FigureId};
use crate::indicator::IndicatorId;
use crate::lever::LeverId;
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

fn admit_position(workspace: &Workspace, lever: &LeverId, value: f64) -> Result<(), EditError> {
    if workspace.indicator(lever.indicator.as_str()).is_none() {
        return Err(EditError::NoIndicator(lever.indicator.to_string()));
    }
    if !value.is_finite() {
        return Err(EditError::NotFinite);
    }
    if verify::usable(value) {
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

pub(super) fn put_scenario(
    workspace: &mut Workspace,
    scenario: &Scenario,
    place: Option<usize>,
) -> Result<Edit, EditError> {
    let mut levers = BTreeSet::new();
    for change in &scenario.changes {
        admit_position(workspace, &change.lever, change.value)?;
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
        admit_position(workspace, lever, value)?;
    }
    let owner = changes_of(workspace, scenario)?;
    let place = owner.changes.iter().position(|c| c.lever == *lever);
    let before = owner.position(lever);
    owner.set(lever, value);
    let (scenario, lever) = (scenario.clone(), lever.clone());
    Ok(match (before, value, place) {
        (Some(before), None, Some(place)) => Edit::RestoreLever {
            scenario,
            lever,
            value: before,
            place,
        },
        _ => Edit::MoveLever {
            scenario,
            lever,
            value: before,
        },
    })
}

pub(super) fn restore_lever(
    workspace: &mut Workspace,
    scenario: &ScenarioId,
    lever: &LeverId,
    value: f64,
    place: usize,
) -> Result<Edit, EditError> {
    admit_position(workspace, lever, value)?;
    let owner = changes_of(workspace, scenario)?;
    let there = owner.changes.iter().position(|c| c.lever == *lever);
    let before = there.map(|at| (at, owner.changes.remove(at).value));
    let change = Change {
        lever: lever.clone(),
        value,
    };
    owner.changes.insert(place.min(owner.changes.len()), change);
    let (scenario, lever) = (scenario.clone(), lever.clone());
    Ok(match before {
        Some((place, value)) => Edit::RestoreLever {
            scenario,
            lever,
            value,
            place,
        },
        None => Edit::MoveLever {
            scenario,
            lever,
            value: None,
        },
    })
}
