//! The application's state: the workspace as a signal, what is computed from it, and the ways to change it.
//!
//! [`AppState`] is provided once as context; everything in it is `Copy`. Every change of the record goes through
//! [`AppState::dispatch`] (or [`AppState::move_lever`], which gathers a drag into one change a frame), so that undo,
//! saving and the other tabs see it.

pub mod analyst;
mod boards;
mod changes;
mod feeds;
pub mod focus;
pub mod log;
mod moves;
mod notices;
mod opening;
mod rest;
pub mod rooms;
mod saving;
pub mod settings;
pub mod share;
pub mod shelf;
pub mod simulation;
mod slices;
pub mod visit;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use leptos::prelude::*;
use muctieu_core::board::Board;
use muctieu_core::correlation::Correlation;
use muctieu_core::history::History;
use muctieu_core::lang::Lang;
use muctieu_core::lever::LeverId;
use muctieu_core::minutes::Log;
use muctieu_core::scenario::{Change, Scenario, ScenarioId};
use muctieu_core::share::ShareError;
use muctieu_core::workspace::{Workspace, WorkspaceKind};

use crate::dom::{Memo, Spread};
use crate::i18n::Locale;
use crate::platform::storage::Browser;
use crate::platform::timers::Alarm;
use crate::route::Route;
pub use boards::SharedRow;
pub use rest::{Deed, Key, Rest};
pub use settings::{Order, Settings, Theme};
pub use shelf::{Shelf, StorageState};
pub use visit::Visit;

/// A short message to the user, read out as it appears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What tells it from others.
    pub id: u32,
    /// The sentence.
    pub text: String,
    /// Whether something was refused or went wrong.
    pub bad: bool,
    /// Whether it tells of the newest change and offers to take it back.
    pub undo: bool,
}

/// What the user moves while looking, to be applied before the next paint.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pending {
    levers: BTreeMap<LeverId, Option<f64>>,
    changes: BTreeMap<LeverId, Change>,
    as_of: Option<Date>,
    correlation: Option<Correlation>,
    scheduled: bool,
}

/// The state, as what closures hold of it: one address, where its parts would be a copy of 150 bytes in each.
#[derive(Clone, Copy)]
pub struct AppState(&'static Parts);

impl std::ops::Deref for AppState {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        self.0
    }
}

/// The parts of the state. They live as long as the page.
pub struct Parts {
    /// The workspace.
    pub workspace: RwSignal<Workspace>,
    /// The date on which all is judged.
    pub as_of: RwSignal<Date>,
    /// The scenario that is on.
    pub active: RwSignal<Option<ScenarioId>>,
    /// Where all targets stand without a scenario.
    pub base: Memo<SharedBoard>,
    /// Where all targets stand under the active scenario; the base where none is on.
    pub board: Memo<SharedBoard>,
    /// Where all targets stand under what the active scenario assumes, without what it does, where it does both.
    pub assumed: Memo<Option<SharedBoard>>,
    /// How many targets are met together.
    pub simulated: simulation::Simulated,
    /// Language, theme, order, and which workspace is open.
    pub settings: RwSignal<Settings>,
    /// Whether what is entered is kept.
    pub storage: RwSignal<StorageState>,
    /// What can be undone and redone.
    pub history: RwSignal<History>,
    /// Messages on show.
    pub notices: RwSignal<Vec<Notice>>,
    /// The screen.
    pub route: RwSignal<Route>,
    /// The indicator whose figures are open on the figures screen.
    pub figures_of: RwSignal<Option<muctieu_core::indicator::IndicatorId>>,
    /// The targets that are shown large in the studio and on the wall, at most [`focus::MOST`].
    pub focus: RwSignal<Vec<muctieu_core::indicator::IndicatorId>>,
    /// What has been chosen in the studio's rooms.
    pub rooms: rooms::Rooms,
    /// Whether the page shows itself to a room.
    pub wall: RwSignal<bool>,
    /// A scenario that is shown in place of the active one, while a change is played again.
    pub shown: RwSignal<Option<Arc<Scenario>>>,
    /// The moves of the workspace's meetings.
    pub log: RwSignal<Log>,
    analyst: StoredValue<analyst::Desk, LocalStorage>,
    logging: StoredValue<log::Desk, LocalStorage>,
    /// What was shared with the reader and is on show instead of their own, kept nowhere.
    pub visiting: RwSignal<Option<Visit>>,
    /// Why the last link was refused.
    pub link_fault: RwSignal<Option<ShareError>>,
    /// Whether the reader is about to share what they see.
    pub sharing: RwSignal<bool>,
    /// Whether a hand drags a slider, the end of a projection, or a month.
    pub dragging: RwSignal<bool>,
    /// Whether it moves a target with it: the axes of charts hold still.
    pub holding: RwSignal<bool>,
    /// Whether a hand that drags is moving: see [`AppState::at_rest`].
    moving: RwSignal<bool>,
    /// What ends it.
    resting: Alarm,
    /// Counts the themes that the document has taken on, for what is painted and not styled.
    pub theme_version: RwSignal<u32>,
    /// Whether what only other screens need is there.
    pub rest: RwSignal<Rest>,
    /// Counts changes of anything that the base rests on.
    facts: RwSignal<u64>,
    language: Spread<Lang>,
    feeds: StoredValue<feeds::Feeds, LocalStorage>,
    shelf: StoredValue<Shelf<Browser>, LocalStorage>,
    pending: StoredValue<Pending, LocalStorage>,
    saving: Alarm,
    /// The reader's own while something shared is on show.
    own: StoredValue<Option<visit::Own>, LocalStorage>,
    waiting: StoredValue<Vec<Deed>, LocalStorage>,
}

/// A board that is compared by identity.
#[derive(Clone, Debug, Default)]
pub struct SharedBoard(pub Arc<Board>);

impl PartialEq for SharedBoard {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl std::ops::Deref for SharedBoard {
    type Target = Board;

    fn deref(&self) -> &Board {
        &self.0
    }
}

/// The state of the application; provided at its root.
pub fn use_state() -> AppState {
    expect_context()
}

impl AppState {
    /// The language, as the core speaks it. Tracks.
    pub fn lang(self) -> Lang {
        self.language.get()
    }

    /// The language, as the catalogue of texts speaks it. Tracks.
    pub fn locale(self) -> Locale {
        match self.lang() {
            Lang::Vi => Locale::vi,
            Lang::En => Locale::en,
        }
    }

    /// Looks at what scenarios do not hold: targets, figures, assumptions, drivers, names. Tracks that alone, so that the
    /// move of a lever wakes nobody here.
    pub fn record<T>(self, look: impl FnOnce(&Workspace) -> T) -> T {
        self.facts.track();
        self.workspace.with_untracked(look)
    }

    /// The active scenario, if one is on. Tracks.
    pub fn scenario(self) -> Option<Scenario> {
        self.with_scenario(|one| Some(one?.clone()))
    }

    /// Looks at the active scenario, if one is on. Tracks.
    pub fn with_scenario<T>(self, look: impl FnOnce(Option<&Scenario>) -> T) -> T {
        let Some(id) = self.active.get() else {
            return look(None);
        };
        if let Some(shown) = self.shown.get() {
            return look(Some(&shown));
        }
        self.workspace
            .with(|workspace| look(workspace.scenario(&id)))
    }

    /// Whether a scenario is on. Tracks.
    pub fn has_scenario(self) -> bool {
        self.active.with(Option::is_some)
    }

    /// Whether the figures are generated for training. Tracks.
    pub fn is_illustration(self) -> bool {
        self.record(|workspace| workspace.kind == WorkspaceKind::Illustration)
    }
}
