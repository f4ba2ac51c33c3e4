//! The ways to change the workspace, and what follows from a change: undo, saving, other tabs, timing marks.

use jiff::civil::Date;
use leptos::prelude::*;
use muctieu_core::calendar::to_iso;
use muctieu_core::correlation::Correlation;
use muctieu_core::edit::{Edit, EditError};
use muctieu_core::history::History;
use muctieu_core::lang::Say;
use muctieu_core::lever::LeverId;
use muctieu_core::minutes::How;
use muctieu_core::scenario::{COLOURS, Change, Scenario, ScenarioId};
use muctieu_core::store::{ReadError, WorkspaceFile};
use muctieu_core::workspace::Workspace;

use super::settings::Place;
use super::{AppState, Deed, Rest, Shelf, StorageState, opening};
use crate::platform::storage::{Browser, StorageError};
use crate::platform::{clock, document, frames};

/// How long after the last move of a lever the scenario is stored.
const SAVE_AFTER: i32 = 400;

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
            self.save();
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

    /// Moves a lever of the active scenario before the next paint; nothing puts it back. Many moves within a frame
    /// become one, many frames of one drag become one step of undo.
    pub fn move_lever(self, lever: LeverId, value: Option<f64>) {
        self.pending.update_value(|pending| {
            pending.levers.insert(lever, value);
        });
        self.schedule();
    }

    /// Puts a change of the active scenario, with its details, before the next paint: like [`Self::move_lever`] for a
    /// lever that is moved together with its date.
    pub fn move_change(self, change: Change) {
        self.pending.update_value(|pending| {
            pending.changes.insert(change.lever.clone(), change);
        });
        self.schedule();
    }

    /// Moves the as-of date before the next paint.
    pub fn move_as_of(self, date: Date) {
        self.pending
            .update_value(|pending| pending.as_of = Some(date));
        self.schedule();
    }

    /// Changes what is assumed to go together before the next paint, as a lever is moved.
    pub fn move_correlation(self, change: impl FnOnce(&mut Correlation)) {
        let now = self
            .workspace
            .with_untracked(|workspace| workspace.correlation.clone());
        self.pending.update_value(|pending| {
            change(pending.correlation.get_or_insert_with(|| (*now).clone()));
        });
        self.schedule();
    }

    /// Ends a gesture: the next move of the same lever is a step of its own.
    pub fn end_gesture(self) {
        // A move that waits for its frame belongs to the gesture that ends.
        self.run_moves();
        self.seal();
    }

    /// A hand has come down: perhaps on what moves a target. The slider of the as-of date does not: with another date
    /// a chart is another one, axes included.
    pub fn grasp(self, target: Option<web_sys::EventTarget>) {
        let is = |selector: &str| document::is(target.clone(), selector);
        let (slider, handle) = (is("input[type=range]"), is(".drag-end, .months-grip"));
        if slider {
            // A browser may say nothing of a drag that ended where it began: this one is its own step.
            self.end_gesture();
        }
        self.drag(slider || handle, handle || is("input.lever"));
    }

    /// The pointer has gone up.
    pub fn let_go(self) {
        self.drag(false, false);
    }

    /// Most presses and releases change neither, and wake nobody.
    fn drag(self, dragging: bool, holding: bool) {
        for (signal, now) in [(self.dragging, dragging), (self.holding, holding)] {
            if signal.get_untracked() != now {
                signal.set(now);
            }
        }
    }

    /// Does at once what waits for its frame, within the gesture that goes on.
    pub fn run_moves(self) {
        if self.pending.with_value(|pending| pending.scheduled) {
            self.run_pending();
        }
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

    /// Takes over a workspace from a file: it becomes, or replaces, the workspace of its own name, which can be undone.
    pub fn import(self, text: &str) -> Result<(), ReadError> {
        let workspace = muctieu_core::store::read(text)?;
        self.leave();
        if self.adopt(&workspace) {
            self.active.set(None);
            self.as_of.set(workspace.default_as_of());
        }
        Ok(())
    }

    /// Puts a workspace in the place of the one of its name, or beside the others; tells whether it was taken.
    pub(super) fn adopt(self, workspace: &Workspace) -> bool {
        self.flush();
        let id = workspace.id.to_string();
        if self.workspace.with_untracked(|open| *open.id != *id) {
            let (shelf, ground, storage) = opening::take(&id).unwrap_or_else(|| {
                (
                    Shelf::new(Browser, clock::fresh_name("t"), &id),
                    workspace.clone(),
                    self.storage.get_untracked(),
                )
            });
            self.show(shelf, ground, storage);
        }
        let edit = Edit::ReplaceWorkspace {
            file: Box::new(WorkspaceFile::from(workspace)),
        };
        self.dispatch_or_tell(edit)
    }

    /// What another tab has stored becomes visible here.
    pub fn look_at_storage(self) {
        self.act(Deed::Look);
    }

    fn look_here(self) {
        self.look_at_log();
        let found = self.shelf.try_update_value(Shelf::look).flatten();
        if let Some((workspace, missing)) = found {
            self.take_over(workspace);
            if missing {
                self.save();
            }
        }
    }

    /// Stores at once what waits to be stored.
    pub fn flush(self) {
        self.save_log_now();
        if let Some(timer) = self.saving.try_update_value(Option::take).flatten() {
            frames::cancel(timer);
            self.save();
        }
    }

    /// Remembers where the user left the workspace.
    pub fn remember_place(self) {
        // What was shared is only looked at.
        if self.visiting.with_untracked(Option::is_some) {
            return;
        }
        let (id, default) = self
            .workspace
            .with_untracked(|workspace| (workspace.id.to_string(), workspace.default_as_of()));
        let as_of = Some(self.as_of.get_untracked())
            .filter(|date| *date != default)
            .map(to_iso);
        let scenario = self.active.get_untracked();
        let place = Place { as_of, scenario };
        // Where everybody begins is not worth remembering.
        let known = self.settings.with_untracked(|settings| {
            settings
                .places
                .get(&id)
                .map_or(place == Place::default(), |known| *known == place)
        });
        if !known {
            self.settings.update(|settings| {
                settings.places.insert(id, place);
            });
        }
    }

    /// Stores the settings.
    pub fn save_settings(self) {
        self.act(Deed::SaveSettings);
    }

    fn schedule(self) {
        let first = self
            .pending
            .try_update_value(|pending| !std::mem::replace(&mut pending.scheduled, true));
        if first == Some(true) {
            frames::before_paint(move || self.run_pending());
        }
    }

    /// Applies what was moved since the last frame, computes the boards, and measures both and the painting.
    fn run_pending(self) {
        let Some(pending) = self
            .pending
            .try_update_value(std::mem::take)
            .filter(|pending| pending.scheduled)
        else {
            return;
        };
        let start = clock::milliseconds();
        if let Some(date) = pending.as_of {
            self.as_of.set(date);
        }
        if let Some(scenario) = self.active.get_untracked() {
            for change in pending.changes.into_values() {
                self.apply_or_tell(Edit::PutChange {
                    scenario: scenario.clone(),
                    change,
                    place: None,
                });
            }
            for (lever, value) in pending.levers {
                self.apply_or_tell(Edit::MoveLever {
                    scenario: scenario.clone(),
                    lever,
                    value,
                });
            }
            self.save_later();
        }
        if let Some(correlation) = pending.correlation {
            self.apply_or_tell(Edit::Correlate {
                correlation: Box::new(correlation),
            });
            self.save_later();
        }
        self.board.with_untracked(|_| ());
        clock::measure("muctieu:recompute", start);
        let painting = clock::milliseconds();
        frames::after_paint(move || clock::measure("muctieu:paint", painting));
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

    fn apply_or_tell(self, edit: Edit) {
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
                self.save();
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
            let facts = edit.changes_facts();
            self.shelf.update_value(|shelf| shelf.record(edit));
            self.show_changed(facts);
        }
        self.history.notify();
        Ok(changed)
    }

    /// Shows a workspace that another tab has changed.
    fn take_over(self, workspace: Workspace) {
        self.workspace.update_untracked(|open| *open = workspace);
        self.pass_over();
        self.show_changed(true);
    }

    /// Shows what has changed in the workspace; `facts` tells whether the base rests on it.
    fn show_changed(self, facts: bool) {
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

    fn seal(self) {
        self.history.update_untracked(History::seal);
        self.log_as(How::Made);
    }

    fn save_later(self) {
        if let Some(timer) = self.saving.get_value() {
            frames::cancel(timer);
        }
        let timer = frames::later(SAVE_AFTER, move || {
            self.saving.set_value(None);
            self.save();
        });
        self.saving.set_value(Some(timer));
    }

    fn save(self) {
        // What was shared is stored nowhere.
        if self.visiting.with_untracked(Option::is_none) {
            self.act(Deed::Save);
        }
    }

    /// Stores the workspace; what another tab has stored meanwhile is taken in.
    fn save_here(self) {
        let workspace = self.workspace.get_untracked();
        let result = self.shelf.try_update_value(|shelf| shelf.save(&workspace));
        let state = match result {
            Some(Ok(merged)) => {
                if let Some(merged) = merged {
                    self.take_over(merged);
                }
                // What was set aside at the start stays told until the user has seen it.
                match self.storage.get_untracked() {
                    corrupt @ StorageState::Corrupt { .. } => corrupt,
                    _ => StorageState::Ok,
                }
            }
            Some(Err(StorageError::Denied)) | None => StorageState::Memory,
            Some(Err(StorageError::Full)) => StorageState::Full,
        };
        if self.storage.with_untracked(|now| *now != state) {
            self.storage.set(state);
        }
    }
}
