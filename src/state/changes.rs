//! The ways to change the workspace, and the way back: edits, undo, and showing what has changed.

use leptos::prelude::*;
use muctieu_core::edit::{Edit, EditError};
use muctieu_core::history::History;
use muctieu_core::lang::Say;
use muctieu_core::minutes::How;
use muctieu_core::scenario::{COLOURS, Change, Scenario, ScenarioId};
use muctieu_core::workspace::Workspace;

use super::{AppState, Deed, Rest};
use crate::platform::clock;
use crate::platform::storage::Browser;

impl AppState {
    /// Does a change: shows it, makes it undoable, and stores it. A refused change leaves everything as it was.
    pub fn dispatch(self, edit: Edit) -> Result<(), EditError> {
        self.dispatch_as(edit, How::Made)
    }

    /// The same, told by the log as something else than a move.
    pub(super) fn dispatch_as(self, edit: Edit, how: How) -> Result<(), EditError> {
        self.seal();
        let result = self.apply(edit);
        self.log_as(how);
        self.seal();
        if result.is_ok() {
            self.save_soon();
        }
        result
    }

    /// Does a change and tells the user if it is refused.
    pub fn dispatch_or_tell(self, edit: Edit) -> bool {
        self.told(self.dispatch(edit))
    }

    /// Tells the user of a refusal; whether there was none.
    pub(super) fn told(self, result: Result<(), EditError>) -> bool {
        if let Err(error) = &result {
            self.tell_refusal(error);
        }
        result.is_ok()
    }

    /// Takes the last change back.
    pub fn undo(self) {
        self.act(Deed::Undo);
    }

    /// Does the last change that was taken back again.
    pub fn redo(self) {
        self.act(Deed::Redo);
    }

    /// Makes a new scenario, turns it on and gives its name.
    pub fn new_scenario(self, name: String, changes: Vec<Change>) -> Option<ScenarioId> {
        let id = ScenarioId(clock::fresh_name("s").into());
        let taken = self
            .workspace
            .with_untracked(|workspace| workspace.scenarios.len());
        let scenario = Scenario {
            changes,
            // The next colour, so that scenarios are told apart without asking.
            colour: u8::try_from(taken % usize::from(COLOURS)).unwrap_or(0),
            ..Scenario::new(id.clone(), name)
        };
        self.dispatch_or_tell(Edit::PutScenario {
            scenario,
            place: None,
        })
        .then(|| {
            self.active.set(Some(id.clone()));
            id
        })
    }

    /// Says why a change was refused. Only the second half refuses any.
    fn tell_refusal(self, error: &EditError) {
        if let Rest::Here(key) = self.rest.get_untracked() {
            key.tell_refusal(self, error);
        }
    }

    pub(crate) fn tell_refusal_here(self, error: &EditError) {
        let language = self.settings.with_untracked(|settings| settings.language);
        self.tell(error.say(language), true);
    }

    pub(super) fn apply_or_tell(self, edit: Edit) {
        if let Err(error) = self.apply(edit) {
            self.tell_refusal(&error);
        }
    }

    /// Applies a change, or has it applied when that can be done; what is refused then is told then.
    fn apply(self, edit: Edit) -> Result<(), EditError> {
        if let Rest::Here(key) = self.rest.get_untracked() {
            return key.apply(self, edit);
        }
        self.act(Deed::Apply(edit));
        Ok(())
    }

    /// Applies a change to the workspace and remembers it for undo and for the other tabs.
    pub(crate) fn apply_here(self, edit: Edit) -> Result<(), EditError> {
        self.change(|history, workspace| {
            history.apply(workspace, edit.clone())?;
            Ok(Some(edit))
        })
        .map(|_| ())
    }

    /// Does what may have waited.
    pub(crate) fn act_here(self, deed: Deed) {
        match deed {
            Deed::Apply(edit) => {
                self.apply_or_tell(edit);
                self.log_as(How::Made);
            }
            Deed::Undo => self.step(History::undo, How::Undone),
            Deed::Redo => self.step(History::redo, How::Redone),
            Deed::Save => self.save_here(),
            Deed::Look => self.look_here(),
            Deed::OpenLink(fragment) => {
                self.open_link(&fragment);
            }
            Deed::SaveSettings => self
                .settings
                .with_untracked(|settings| settings.save(&Browser)),
        }
    }

    fn step(
        self,
        step: impl FnOnce(&mut History, &mut Workspace) -> Result<Option<Edit>, EditError>,
        how: How,
    ) {
        // A gesture that is still open is a line of its own.
        self.end_gesture();
        match self.change(step) {
            Ok(true) => {
                self.log_as(how);
                self.save_soon();
            }
            Ok(false) => {}
            Err(error) => self.tell_refusal_here(&error),
        }
    }

    /// Changes workspace and history where they lie: a lever at work does so every frame, and a copy of either grows
    /// with the workspace and with what was done before. Tells whether anything changed.
    fn change(
        self,
        change: impl FnOnce(&mut History, &mut Workspace) -> Result<Option<Edit>, EditError>,
    ) -> Result<bool, EditError> {
        let result = self.history.try_update_untracked(|history| {
            self.workspace
                .try_update_untracked(|workspace| change(history, workspace))
        });
        self.end_replay();
        let done = match result.flatten().transpose() {
            Ok(done) => done.flatten(),
            // A step that could not be taken has left the history all the same.
            Err(error) => {
                self.history.notify();
                return Err(error);
            }
        };
        let changed = done.is_some();
        if let Some(edit) = done {
            self.outdate_notices();
            let facts = edit.changes_facts();
            self.shelf.update_value(|shelf| shelf.record(edit));
            self.show_changed(facts);
        }
        self.history.notify();
        Ok(changed)
    }

    /// Shows what has changed in the workspace; `facts` tells whether the base rests on it.
    pub(super) fn show_changed(self, facts: bool) {
        let active = self.active.get_untracked();
        let gone = |id| {
            self.workspace
                .with_untracked(|workspace| workspace.scenario(&id).is_none())
        };
        if active.is_some_and(gone) {
            self.active.set(None);
        }
        self.workspace.notify();
        if facts {
            self.facts.update(|facts| *facts += 1);
        }
    }

    pub(super) fn seal(self) {
        self.history.update_untracked(History::seal);
        self.log_as(How::Made);
    }
}
