//! What the parts of the screen share: the target, where it stands in the base and under the scenario.

use std::sync::Arc;

use leptos::prelude::*;
use muctieu_core::assumption::Assumptions;
use muctieu_core::board::Row;
use muctieu_core::calendar::PlanYear;
use muctieu_core::edit::Edit;
use muctieu_core::indicator::Indicator;
use muctieu_core::status::Status;

use crate::dom::{Memo, memo};
use crate::state::{AppState, SharedRow};

/// A target on its screen. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Subject {
    /// The application's state.
    pub state: AppState,
    indicator: StoredValue<Arc<Indicator>>,
    /// Where it stands without a scenario.
    pub base: Memo<Option<SharedRow>>,
    /// Where it stands under the scenario that is on; the base where none is.
    pub now: Memo<Option<SharedRow>>,
    /// Where it stands under what the scenario assumes, without what it does, where it does both.
    pub assumed: Memo<Option<SharedRow>>,
    /// What is assumed for it.
    pub assumptions: Memo<Assumptions>,
}

impl Subject {
    /// A target.
    pub fn new(state: AppState, indicator: Indicator) -> Self {
        let id = indicator.id.clone();
        Self {
            state,
            base: state.base_row(id.as_str()),
            now: state.row(id.as_str()),
            assumed: state.assumed_row(id.as_str()),
            assumptions: memo(move |_| {
                state.record(|workspace| {
                    workspace
                        .assumptions_of(id.as_str())
                        .cloned()
                        .unwrap_or_default()
                })
            }),
            indicator: StoredValue::new(Arc::new(indicator)),
        }
    }

    /// The target.
    pub fn indicator(self) -> Arc<Indicator> {
        self.indicator.get_value()
    }

    /// Its plan year. Tracks.
    pub fn plan(self) -> PlanYear {
        let indicator = self.indicator();
        self.state.record(|workspace| workspace.plan_of(&indicator))
    }

    /// Something of where it stands now. Tracks.
    pub fn read<T>(self, pick: impl FnOnce(&Row) -> T) -> Option<T> {
        self.now.with(|row| row.as_ref().map(|row| pick(row)))
    }

    /// Something of where it stands without a scenario. Tracks.
    pub fn read_base<T>(self, pick: impl FnOnce(&Row) -> T) -> Option<T> {
        self.base.with(|row| row.as_ref().map(|row| pick(row)))
    }

    /// Its status. Tracks.
    pub fn status(self) -> Status {
        self.read(|row| row.status).unwrap_or(Status::NotAssessed)
    }

    /// Whether the scenario that is on moves it. Tracks.
    pub fn is_moved(self) -> bool {
        self.state.has_scenario() && self.base.with(|base| self.now.with(|now| base != now))
    }

    /// Changes what is assumed for it: shown at once, stored, undoable. A refusal is told.
    pub fn assume(self, change: impl FnOnce(&mut Assumptions)) -> bool {
        let mut assumptions = self.assumptions.get_untracked();
        change(&mut assumptions);
        self.state.dispatch_or_tell(Edit::Assume {
            indicator: self.indicator().id.clone(),
            assumptions: Some(Box::new(assumptions)),
        })
    }
}
