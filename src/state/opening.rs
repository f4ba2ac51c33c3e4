//! Opening a workspace: at the start of the page, and when the user chooses another.

use jiff::civil::Date;
use leptos::prelude::*;
use muctieu_core::builtin;
use muctieu_core::calendar::from_iso;
use muctieu_core::history::History;
use muctieu_core::indicator::{Bilingual, IndicatorId};
use muctieu_core::minutes::Log;
use muctieu_core::scenario::ScenarioId;
use muctieu_core::store::ReadError;
use muctieu_core::workspace::Workspace;

use super::settings::Settings;
use super::{AppState, Parts, Pending, Shelf, StorageState, boards};
use crate::dom::Spread;
use crate::platform::storage::{Browser, KeyValue};
use crate::platform::timers::Alarm;
use crate::platform::{clock, document};
use crate::route::Route;

/// A workspace and the way it is looked at.
#[derive(Clone, Debug)]
pub(super) struct Sight {
    pub(super) workspace: Workspace,
    pub(super) as_of: Date,
    pub(super) active: Option<ScenarioId>,
    pub(super) focus: Vec<IndicatorId>,
    pub(super) history: History,
}
/// The names of all that this page stores begin so.
const OURS: &str = "muctieu:";

impl AppState {
    /// Whether there is nothing to read: nothing is stored here, and the address asks for nothing.
    pub fn is_new() -> bool {
        !document::fragment().contains('?')
            && !Browser.keys().iter().any(|key| key.starts_with(OURS))
    }

    /// Opens the built-in workspace for someone of whom nothing is stored (see [`AppState::is_new`]): what reads stored
    /// texts is not in the first file.
    pub fn open_new() -> Result<Self, ReadError> {
        let settings = Settings::default();
        let shelf = Shelf::new(Browser, clock::fresh_name("t"), builtin::RESOLUTION);
        let storage = match Browser.get(shelf.key()) {
            Ok(_) => StorageState::Ok,
            Err(_) => StorageState::Memory,
        };
        Ok(Self::with(settings, shelf, builtin::resolution()?, storage))
    }

    /// Opens the workspace that was open last, or the built-in one.
    pub(crate) fn open_stored() -> Result<Self, ReadError> {
        let mut settings = Settings::load(&Browser);
        let (shelf, workspace, storage) = rehearsal()
            .or_else(|| take(&settings.workspace))
            .or_else(|| {
                builtin::RESOLUTION.clone_into(&mut settings.workspace);
                take(builtin::RESOLUTION)
            })
            .ok_or(ReadError::Foreign)?;
        let state = Self::with(settings, shelf, workspace, storage);
        state.open_log();
        Ok(state)
    }

    #[inline(never)]
    fn with(
        settings: Settings,
        shelf: Shelf<Browser>,
        workspace: Workspace,
        storage: StorageState,
    ) -> Self {
        let place = settings
            .places
            .get(&settings.workspace)
            .cloned()
            .unwrap_or_default();
        let as_of = RwSignal::new(
            place
                .as_of
                .as_deref()
                .and_then(from_iso)
                .unwrap_or_else(|| workspace.default_as_of()),
        );
        let active = RwSignal::new(place.scenario.filter(|id| workspace.scenario(id).is_some()));
        let workspace = RwSignal::new(workspace);
        let facts = RwSignal::new(0);
        let shown = RwSignal::new(None);
        let base = boards::base(workspace, facts, as_of);
        let settings = RwSignal::new(settings);
        Self(Box::leak(Box::new(Parts {
            workspace,
            as_of,
            active,
            base,
            board: boards::current(workspace, base, as_of, active, shown),
            assumed: boards::assumed(workspace, base, as_of, active),
            simulated: super::simulation::Simulated::new(),
            settings,
            // Settings change with every date; the words do not.
            language: Spread::new(move || settings.with(|settings| settings.language)),
            feeds: StoredValue::new_local(super::feeds::Feeds::default()),
            storage: RwSignal::new(storage),
            history: RwSignal::new(History::default()),
            notices: RwSignal::new(Vec::new()),
            route: RwSignal::new(Route::parse(&document::fragment())),
            figures_of: RwSignal::new(None),
            focus: RwSignal::new(Vec::new()),
            rooms: super::rooms::Rooms::new(),
            wall: RwSignal::new(false),
            visiting: RwSignal::new(None),
            link_fault: RwSignal::new(None),
            sharing: RwSignal::new(false),
            dragging: RwSignal::new(false),
            holding: RwSignal::new(false),
            moving: RwSignal::new(false),
            resting: Alarm::new(),
            theme_version: RwSignal::new(0),
            shown,
            log: RwSignal::new(Log::default()),
            analyst: StoredValue::new_local(super::analyst::Desk::default()),
            logging: StoredValue::new_local(super::log::Desk::default()),
            rest: RwSignal::new(super::Rest::default()),
            facts,
            shelf: StoredValue::new_local(shelf),
            pending: StoredValue::new_local(Pending::default()),
            saving: Alarm::new(),
            own: StoredValue::new_local(None),
            waiting: StoredValue::new_local(Vec::new()),
        })))
    }

    /// Opens another workspace: a built-in one, or one that was imported before. Gives false if there is none.
    pub fn switch_to(self, id: &str) -> bool {
        self.leave();
        self.flush();
        let Some((shelf, workspace, storage)) = take(id) else {
            return false;
        };
        self.show(shelf, workspace, storage);
        true
    }

    /// Shows a workspace that comes with its shelf.
    pub(super) fn show(self, shelf: Shelf<Browser>, workspace: Workspace, storage: StorageState) {
        let id = workspace.id.to_string();
        self.settings
            .update(|settings| settings.workspace.clone_from(&id));
        let place = self
            .settings
            .with_untracked(|settings| settings.places.get(&id).cloned().unwrap_or_default());
        let as_of = place
            .as_of
            .as_deref()
            .and_then(from_iso)
            .unwrap_or_else(|| workspace.default_as_of());
        let active = place.scenario.filter(|id| workspace.scenario(id).is_some());
        self.shelf.set_value(shelf);
        self.storage.set(storage);
        self.look_from(Sight {
            workspace,
            as_of,
            active,
            focus: Vec::new(),
            history: History::default(),
        });
    }

    /// Puts a workspace on show, as it was looked at.
    pub(super) fn look_from(self, sight: Sight) {
        self.history.set(sight.history);
        self.active.set(None);
        self.focus.set(sight.focus);
        self.rooms.clear();
        self.end_replay();
        self.workspace.set(sight.workspace);
        self.open_log();
        self.facts.update(|facts| *facts += 1);
        self.as_of.set(sight.as_of);
        self.active.set(sight.active);
    }

    /// What is on show, and how it is looked at.
    pub(super) fn sight(self) -> Sight {
        Sight {
            workspace: self.workspace.get_untracked(),
            as_of: self.as_of.get_untracked(),
            active: self.active.get_untracked(),
            focus: self.focus.get_untracked(),
            history: self.history.get_untracked(),
        }
    }

    /// The workspaces that can be opened: the built-in ones and those that were imported.
    pub fn workspaces() -> Vec<String> {
        let mut ids = vec![
            builtin::RESOLUTION.to_owned(),
            builtin::ILLUSTRATION.to_owned(),
        ];
        for key in Browser.keys() {
            if let Some(id) = key
                .strip_prefix("muctieu:workspace:")
                .filter(|id| !ids.iter().any(|known| known == id))
            {
                ids.push(id.to_owned());
            }
        }
        ids
    }

    /// What a stored workspace is called; nothing where it is not stored or cannot be read.
    pub fn stored_name(id: &str) -> Option<Bilingual> {
        #[derive(serde::Deserialize)]
        struct Named {
            name: Bilingual,
        }
        let text = Browser.get(&format!("muctieu:workspace:{id}")).ok()??;
        let (_, body) = text.split_once('\n')?;
        serde_json::from_str::<Named>(body)
            .ok()
            .map(|named| named.name)
    }

    /// Whether the open workspace came from a file or a link and is kept nowhere but in this browser. What is only looked
    /// at is not: it may have the name of one that is kept.
    pub fn is_own_workspace(self) -> bool {
        let built_in = [builtin::RESOLUTION, builtin::ILLUSTRATION];
        self.visiting.with(Option::is_none)
            && self
                .workspace
                .with(|workspace| !built_in.contains(&&*workspace.id))
    }

    /// Removes the open workspace from the browser, its meetings included, and opens the resolution's. Not to be undone;
    /// a built-in workspace is not removed. Tells whether it was.
    pub fn delete_workspace(self) -> bool {
        let id = self
            .workspace
            .with_untracked(|workspace| workspace.id.to_string());
        let deletes = untrack(|| self.is_own_workspace()) && self.switch_to(builtin::RESOLUTION);
        if deletes {
            Shelf::remove(&Browser, &id);
            self.settings.update(|settings| {
                settings.places.remove(&id);
            });
        }
        deletes
    }

    /// Removes a record that was set aside. Not to be undone.
    pub fn delete_aside(self, name: &str) {
        if self.set_aside().iter().any(|known| known == name) {
            Browser.remove(name);
            // The banner that tells of it has nothing to tell any more.
            self.storage.maybe_update(|storage| {
                let told = matches!(storage, StorageState::Corrupt { aside, .. } if aside == name);
                if told {
                    *storage = StorageState::Ok;
                }
                told
            });
        }
    }

    /// The names of the records that could not be read and were set aside.
    pub fn set_aside(self) -> Vec<String> {
        self.shelf.with_value(Shelf::set_aside)
    }

    /// The text of a record that was set aside, as it lies.
    pub fn text_aside(name: &str) -> Option<String> {
        Browser.get(name).ok().flatten()
    }
}

/// Years of monthly figures in a generated workspace.
const REHEARSED_YEARS: usize = 10;

/// The generated workspace that the address asks for (`#/?thu=1000`: so many indicators), kept nowhere.
fn rehearsal() -> Option<(Shelf<Browser>, Workspace, StorageState)> {
    let fragment = document::fragment();
    let (_, query) = fragment.split_once('?')?;
    let count = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("thu="))?
        .parse()
        .ok()?;
    let workspace = muctieu_core::illustration::large(count, REHEARSED_YEARS).ok()?;
    Some((Shelf::rehearsal(Browser), workspace, StorageState::Ok))
}

/// The shelf and the workspace of that name, stored or built in.
pub(super) fn take(id: &str) -> Option<(Shelf<Browser>, Workspace, StorageState)> {
    let mut shelf = Shelf::new(Browser, clock::fresh_name("t"), id);
    let (stored, storage) = shelf.open(&clock::now_iso());
    let workspace = stored.or_else(|| builtin::by_id(id)?.ok())?;
    Some((shelf, workspace, storage))
}
