//! Storing the workspace, and taking in what others have stored: other tabs, files, visits.

use leptos::prelude::*;
use muctieu_core::calendar::to_iso;
use muctieu_core::edit::Edit;
use muctieu_core::store::{ReadError, WorkspaceFile};
use muctieu_core::workspace::Workspace;

use super::settings::Place;
use super::{AppState, Deed, Shelf, StorageState, opening};
use crate::platform::clock;
use crate::platform::storage::{Browser, StorageError};

/// How long after the last move of a lever the scenario is stored.
const SAVE_AFTER: i32 = 400;

impl AppState {
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

    pub(super) fn look_here(self) {
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
        if self.saving.stop() {
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

    /// Shows a workspace that another tab has changed.
    fn take_over(self, workspace: Workspace) {
        self.workspace.update_untracked(|open| *open = workspace);
        self.pass_over();
        self.show_changed(true);
    }

    /// Stores in a task of its own: whoever has pressed something sees what came of it first.
    pub(super) fn save_soon(self) {
        self.saving.set(0, move || self.save());
    }

    pub(super) fn save_later(self) {
        self.saving.set(SAVE_AFTER, move || self.save());
    }

    pub(super) fn save(self) {
        // What was shared is stored nowhere.
        if self.visiting.with_untracked(Option::is_none) {
            self.act(Deed::Save);
        }
    }

    /// Stores the workspace; what another tab has stored meanwhile is taken in.
    pub(super) fn save_here(self) {
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
