//! What a reader does with what was shared: look without keeping anything, or keep it, as one change that undo takes
//! back.

use std::sync::Arc;

use super::{Basis, Differences, Record, ShareError, Shared, fit};
use crate::driver::Drivers;
use crate::edit::Edit;
use crate::figure::{Figure, FigureBook};
use crate::indicator::IndicatorId;
use crate::lever::LeverKind;
use crate::scenario::{Scenario, ScenarioId};
use crate::store::{WorkspaceFile, verify};
use crate::workspace::Workspace;

/// What to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// The scenario, beside the reader's own.
    Scenario,
    /// The scenario and what was sent with it: figures, assumptions, correlations.
    Everything,
}

/// What was shared, ready to be looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The reader's workspace with the sender's scenario and, where they were sent, figures: a copy that is not kept.
    pub workspace: Workspace,
    /// The sender's scenario in it.
    pub scenario: Option<ScenarioId>,
}

impl Shared {
    /// Where the reader's own basis differs from the sender's at the link's date. Where the figures were sent along,
    /// looking shows the sender's numbers all the same.
    pub fn differences(&self, own: &Workspace) -> Differences {
        self.basis.differences(Basis::of(own, self.as_of))
    }

    /// What the reader sees without keeping it. `own` is the reader's workspace of that name; without one, only what
    /// brings its workspace along can be shown.
    pub fn shown_in(&self, own: Option<&Workspace>) -> Result<Shown, ShareError> {
        let mut workspace = self.ground(own)?;
        if let Some(record) = self.record.as_deref() {
            let Record {
                figures,
                assumptions,
                correlation,
                // The ground stands on them already.
                drivers: _,
            } = record.clone();
            workspace.figures = figures.into_iter().collect();
            workspace.assumptions = Arc::new(assumptions);
            workspace.correlation = Arc::new(correlation);
        }
        let scenario = self.scenario.as_ref().map(|sent| {
            let named = named_apart(&workspace.scenarios, sent);
            let id = named.id.clone();
            if workspace.scenario(&id).is_none() {
                Arc::make_mut(&mut workspace.scenarios).push(named);
            }
            id
        });
        Ok(Shown {
            workspace,
            scenario,
        })
    }

    /// The change that keeps what was shared, and the scenario that it brings. Figures of the reader's own stay: one of
    /// the same name and another value is corrected, with what it said before in its history, `now` being the time of
    /// that (ISO 8601). A workspace that came as a whole replaces the reader's of the same name, but for the scenarios and
    /// figures that still fit it; where the reader has none of that name, [`Shared::shown_in`] gives the one to store.
    pub fn kept_in(
        &self,
        own: &Workspace,
        what: Keep,
        now: &str,
    ) -> Result<(Edit, Option<ScenarioId>), ShareError> {
        self.same_workspace(Some(own))?;
        if what == Keep::Scenario || self.figures().is_none() {
            let sent = self.scenario.as_ref().ok_or(ShareError::Nothing)?;
            fit::against(self, own)?;
            let scenario = named_apart(&own.scenarios, sent);
            let id = scenario.id.clone();
            let place = None;
            return Ok((Edit::PutScenario { scenario, place }, Some(id)));
        }
        let Shown {
            mut workspace,
            scenario,
        } = self.shown_in(Some(own))?;
        // What the reader has told of drivers stays where the sender has told nothing of them.
        if let Some(record) = self.record.as_deref().filter(|one| one.drivers.is_none()) {
            workspace.drivers = joined_drivers(
                &own.drivers,
                &record.sent_drivers(),
                self.scenario.as_slice(),
            );
        }
        workspace.figures = joined(&own.figures, &workspace.figures, now, |figure| {
            workspace.indicator(figure.indicator.as_str()).is_some()
        });
        let file = Box::new(WorkspaceFile::from(&workspace));
        Ok((Edit::ReplaceWorkspace { file }, scenario))
    }

    /// The workspace that everything else is held against.
    fn ground(&self, own: Option<&Workspace>) -> Result<Workspace, ShareError> {
        let own = self.same_workspace(own);
        if let Some(file) = &self.whole {
            let mut workspace = Workspace::from((**file).clone());
            let fits = |scenario: &&Scenario| {
                let mut changes = scenario.changes.iter();
                changes.all(|change| verify::has_subject(&workspace, &change.lever))
            };
            let own = own.map_or(&[][..], |own| &own.scenarios);
            let scenarios = own.iter().filter(fits).cloned().collect();
            workspace.scenarios = Arc::new(scenarios);
            fit::against(self, &workspace)?;
            return Ok(workspace);
        }
        let mut workspace = own?.clone();
        if let Some(record) = self.record.as_deref() {
            let (sent, own) = (record.sent_drivers(), &*workspace.drivers);
            workspace.drivers = joined_drivers(&sent, own, &workspace.scenarios);
        }
        fit::against(self, &workspace)?;
        Ok(workspace)
    }

    /// The reader's workspace, if it is the one that was shared.
    fn same_workspace<'a>(&self, own: Option<&'a Workspace>) -> Result<&'a Workspace, ShareError> {
        own.filter(|own| *own.id == *self.workspace && own.kind == self.kind)
            .ok_or_else(|| ShareError::OtherWorkspace {
                id: self.workspace.clone(),
                name: self.name.clone(),
            })
    }
}

/// A figure as it is sent: without who entered it and what it said before.
pub(super) fn bare(figure: &Figure) -> Figure {
    Figure {
        entered_by: String::new(),
        corrections: Vec::new(),
        ..figure.clone()
    }
}

/// Drivers, links and formulas with those drivers of others that a scenario moves: its changes stay of something.
fn joined_drivers(drivers: &Drivers, others: &Drivers, scenarios: &[Scenario]) -> Arc<Drivers> {
    let mut joined = drivers.clone();
    for id in moved_drivers(scenarios) {
        let other = others.driver(id.as_str());
        if let Some(other) = other.filter(|_| joined.driver(id.as_str()).is_none()) {
            joined.drivers.push(other.clone());
        }
    }
    Arc::new(joined)
}

/// The drivers that scenarios move, switched on or off.
fn moved_drivers(scenarios: &[Scenario]) -> impl Iterator<Item = &IndicatorId> {
    let changes = scenarios.iter().flat_map(|one| &one.changes);
    let moved = changes.filter(|change| change.lever.kind == LeverKind::Driver);
    moved.map(|change| &change.lever.subject)
}

/// The scenario under a name that none of the reader's other scenarios bears; the same one keeps its name.
fn named_apart(own: &[Scenario], sent: &Scenario) -> Scenario {
    let mut named = sent.clone();
    let mut number = 1;
    while own
        .iter()
        .any(|other| other.id == named.id && *other != named)
    {
        number += 1;
        named.id = ScenarioId(format!("{}-{number}", sent.id.0).into());
    }
    named
}

/// The reader's figures and the sender's in one book, without losing one.
fn joined(
    own: &FigureBook,
    sent: &FigureBook,
    now: &str,
    fits: impl Fn(&Figure) -> bool,
) -> FigureBook {
    // By name, so that many figures do not cost their square.
    let mut by_name = std::collections::BTreeMap::new();
    for figure in own.iter().filter(|figure| fits(figure)) {
        by_name.insert(figure.id.clone(), figure.clone());
    }
    for figure in sent.iter() {
        let joined = match by_name.get(&figure.id) {
            Some(before) if bare(before) == *figure => continue,
            Some(before) => figure.clone().correcting(before, now),
            None => figure.clone(),
        };
        by_name.insert(figure.id.clone(), joined);
    }
    by_name.into_values().collect()
}
