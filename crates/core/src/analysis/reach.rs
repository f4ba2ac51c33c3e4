//! What reaches an indicator: itself, its parts, and what links and formulas bring to it, over any number of steps.

use std::collections::BTreeSet;

use crate::formula::Formula;
use crate::indicator::IndicatorId;
use crate::lever::LeverId;
use crate::workspace::Workspace;

/// The names of the drivers and indicators that reach an indicator, its own among them.
pub fn sources(workspace: &Workspace, indicator: &IndicatorId) -> BTreeSet<IndicatorId> {
    let mut found = BTreeSet::new();
    let mut open = vec![indicator.clone()];
    while let Some(id) = open.pop() {
        if found.contains(&id) {
            continue;
        }
        open.extend(workspace.parts(&id).map(|part| part.id.clone()));
        let drivers = &workspace.drivers;
        open.extend(drivers.links_to(id.as_str()).map(|link| link.from.clone()));
        let formula = drivers
            .derived(id.as_str())
            .and_then(|derived| Formula::parse(&derived.formula).ok());
        let names = formula.iter().flat_map(Formula::names);
        open.extend(names.map(IndicatorId::from));
        found.insert(id);
    }
    found
}

/// Whether a lever may change what is told of an indicator.
pub fn reaches(workspace: &Workspace, lever: &LeverId, indicator: &IndicatorId) -> bool {
    sources(workspace, indicator).contains(&lever.subject)
}
