//! What is computed from the workspace: the base board and the board of the active scenario.

use std::sync::Arc;

use jiff::civil::Date;
use leptos::prelude::*;
use muctieu_core::board::{Board, Row};
use muctieu_core::scenario::{Scenario, ScenarioId};
use muctieu_core::workspace::Workspace;

use super::SharedBoard;
use crate::dom::{Memo, memo};

/// A row that is compared by identity: rows that a change does not touch are shared between boards.
#[derive(Clone, Debug)]
pub struct SharedRow(pub Arc<Row>);

impl PartialEq for SharedRow {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl std::ops::Deref for SharedRow {
    type Target = Row;

    fn deref(&self) -> &Row {
        &self.0
    }
}

/// The base board: anew when a fact or the date changes, not when a lever moves.
pub(super) fn base(
    workspace: RwSignal<Workspace>,
    facts: RwSignal<u64>,
    as_of: RwSignal<Date>,
) -> Memo<SharedBoard> {
    memo(move |_| {
        facts.track();
        let as_of = as_of.get();
        SharedBoard(Arc::new(
            workspace.with_untracked(|workspace| Board::new(workspace, as_of, None)),
        ))
    })
}

/// The board of what the active scenario assumes, without what it does, where it does both: computed only when someone
/// asks, and anew only when an assumption of the scenario changes.
pub(super) fn assumed(
    workspace: RwSignal<Workspace>,
    base: Memo<SharedBoard>,
    as_of: RwSignal<Date>,
    active: RwSignal<Option<ScenarioId>>,
) -> Memo<Option<SharedBoard>> {
    let alone = memo(move |_| {
        let id = active.get()?;
        workspace.with(|workspace| {
            let scenario = workspace.scenario(&id)?;
            let alone = scenario.assumptions_alone(&workspace.drivers);
            let assumes = alone.live().count();
            (assumes > 0 && scenario.live().count() > assumes).then_some(alone)
        })
    });
    memo(move |_| {
        let base = base.get();
        let alone = alone.get()?;
        let board = workspace
            .with_untracked(|workspace| base.under(workspace, as_of.get_untracked(), &alone));
        Some(SharedBoard(Arc::new(board)))
    })
}

/// The board of the active scenario, or of one that is shown in its place: the base with what the scenario touches
/// judged anew, and what it touched in the same way a moment ago as it was: a lever wakes only who looks at its row.
pub(super) fn current(
    workspace: RwSignal<Workspace>,
    base: Memo<SharedBoard>,
    as_of: RwSignal<Date>,
    active: RwSignal<Option<ScenarioId>>,
    shown: RwSignal<Option<Arc<Scenario>>>,
) -> Memo<SharedBoard> {
    memo(move |before: Option<&SharedBoard>| {
        let base = base.get();
        let under = |workspace: &Workspace, scenario: &Scenario| {
            let before = before.map(|before| &*before.0);
            let as_of = as_of.get_untracked();
            SharedBoard(Arc::new(
                base.under_sharing(workspace, as_of, scenario, before),
            ))
        };
        if let Some(scenario) = shown.get() {
            return workspace.with(|workspace| under(workspace, &scenario));
        }
        let Some(id) = active.get() else { return base };
        workspace.with(|workspace| match workspace.scenario(&id) {
            Some(scenario) if !scenario.changes.is_empty() => under(workspace, scenario),
            _ => base.clone(),
        })
    })
}
