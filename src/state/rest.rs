//! The rest of the program, which the first screen does not need: whether it is there, having it come, and what waits
//! for it.

use std::hint::black_box;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use muctieu_core::edit::{Edit, EditError};
use muctieu_core::indicator::Indicator;
use muctieu_core::lang::Lang;
use muctieu_core::minutes::How;
use muctieu_core::scenario::ScenarioId;
use muctieu_core::store::ReadError;

use super::{AppState, SharedRow, StorageState};
use crate::dom::Memo;
use crate::i18n::{Locale, td_string};
use crate::later;
use crate::platform::{second, timers};
use crate::route::Route;

/// How long after the page is ready the rest is fetched, in milliseconds: what the first screen still does by itself
/// goes first.
const PAUSE: i32 = 200;

/// How it stands with the rest of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rest {
    /// Nobody has asked for it yet.
    #[default]
    Away,
    /// It is being fetched.
    Coming,
    /// It could not be fetched.
    Failed,
    /// It is there.
    Here(Key),
}

/// What only [`Rest::Here`] has: with it one comes through the gate.
///
/// A call that the compiler sees would bring the function, and all that it needs, into the first file. So each method
/// takes the function's address and hides from the compiler which one it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(());

#[allow(clippy::unused_self, reason = "having it is what counts: see above")]
impl Key {
    /// Has the rest come.
    pub async fn fetch() -> Option<Self> {
        second::join().await.is_ok().then_some(Self(()))
    }

    /// The state, with the workspace that was open last.
    pub fn open(self) -> Result<AppState, ReadError> {
        black_box(later::open as fn() -> Result<AppState, ReadError>)()
    }

    /// A screen other than the first.
    pub fn screen(self, route: &Route) -> AnyView {
        black_box(later::screen as fn(&Route) -> AnyView)(route)
    }

    /// The lever in a row of the overview.
    pub fn row_lever(self, indicator: Arc<Indicator>, base: Memo<Option<SharedRow>>) -> AnyView {
        black_box(later::row_lever as fn(Arc<Indicator>, Memo<Option<SharedRow>>) -> AnyView)(
            indicator, base,
        )
    }

    /// Shows what an address shares, if it shares anything: see [`AppState::open_link`].
    pub fn open_link(self, state: AppState, fragment: &str) -> bool {
        black_box(later::open_link as fn(AppState, &str) -> bool)(state, fragment)
    }

    /// What can be opened over any screen.
    pub fn dialogs(self, state: AppState) -> AnyView {
        black_box(later::dialogs as fn(AppState) -> AnyView)(state)
    }

    /// The page as it is shown to a room, when it is.
    pub fn wall(self, state: AppState) -> AnyView {
        black_box(later::wall as fn(AppState) -> AnyView)(state)
    }

    /// What was shared and is on show, or why it is not.
    pub fn visit_banners(self, state: AppState) -> AnyView {
        black_box(later::visit_banners as fn(AppState) -> AnyView)(state)
    }

    /// What is wrong with the storage, and the way out.
    pub fn storage_banner(self, state: AppState, storage: StorageState) -> AnyView {
        black_box(later::storage_banner as fn(AppState, StorageState) -> AnyView)(state, storage)
    }

    /// Does a change of the workspace.
    pub(super) fn apply(self, state: AppState, edit: Edit) -> Result<(), EditError> {
        black_box(later::apply as fn(AppState, Edit) -> Result<(), EditError>)(state, edit)
    }

    pub(super) fn tell_refusal(self, state: AppState, error: &EditError) {
        black_box(later::tell_refusal as fn(AppState, &EditError))(state, error);
    }

    pub(super) fn log_as(self, state: AppState, how: How) {
        black_box(later::log_as as fn(AppState, How))(state, how);
    }

    /// Stores at once what waits to be stored.
    pub fn flush(self, state: AppState) {
        black_box(later::flush as fn(AppState))(state);
    }

    /// Brings the built-in figures back into a workspace that has none.
    pub fn restore(self, state: AppState) {
        black_box(later::restore as fn(AppState))(state);
    }

    fn act(self, state: AppState, deed: Deed) {
        black_box(later::act as fn(AppState, Deed))(state, deed);
    }
}

/// What a user or another tab may want before the rest is there.
#[derive(Debug)]
pub enum Deed {
    /// A change of the workspace.
    Apply(Edit),
    /// The last change is taken back.
    Undo,
    /// It is done again.
    Redo,
    /// The workspace is stored.
    Save,
    /// What another tab has stored is looked at.
    Look,
    /// Language, theme and order are stored.
    SaveSettings,
    /// What an address shares is shown.
    OpenLink(String),
}

impl Route {
    /// Whether the first file is enough for this screen.
    pub fn is_first(&self) -> bool {
        matches!(self, Self::Overview | Self::Unknown(_))
    }
}

impl AppState {
    /// The way to the rest, if it is there. Tracks.
    pub fn key(self) -> Option<Key> {
        match self.rest.get() {
            Rest::Here(key) => Some(key),
            _ => None,
        }
    }

    /// Has the rest come when the page has nothing better to do.
    pub fn expect_rest(self) {
        timers::later(PAUSE, move || self.fetch_rest());
    }

    /// Has the rest come, if it is neither there nor on its way; then does what has waited for it.
    pub fn fetch_rest(self) {
        if !matches!(self.rest.get_untracked(), Rest::Away | Rest::Failed) {
            return;
        }
        self.rest.set(Rest::Coming);
        spawn_local(async move {
            let key = Key::fetch().await;
            self.rest.set(key.map_or(Rest::Failed, Rest::Here));
            let waiting = self
                .waiting
                .try_update_value(std::mem::take)
                .unwrap_or_default();
            if key.is_some() {
                for deed in waiting {
                    self.act(deed);
                }
            } else if waiting
                .iter()
                .any(|deed| !matches!(deed, Deed::SaveSettings))
            {
                self.refuse();
            }
        });
    }

    /// Does it now, or as soon as the rest is there.
    pub(crate) fn act(self, deed: Deed) {
        if let Rest::Here(key) = self.rest.get_untracked() {
            return key.act(self, deed);
        }
        // A preference is in no hurry.
        let waits = matches!(deed, Deed::SaveSettings) && self.rest.get_untracked() == Rest::Away;
        self.waiting.update_value(|waiting| waiting.push(deed));
        if !waits {
            self.fetch_rest();
        }
    }

    /// Says that what was wanted cannot be done, and leaves a scenario that has not come to be.
    fn refuse(self) {
        let language = self.settings.with_untracked(|settings| settings.language);
        let locale = match language {
            Lang::Vi => Locale::vi,
            Lang::En => Locale::en,
        };
        self.tell(td_string!(locale, shell.not_done).to_owned(), true);
        let is_there = |id: &ScenarioId| {
            self.workspace
                .with_untracked(|workspace| workspace.scenario(id).is_some())
        };
        if self
            .active
            .with_untracked(|active| active.as_ref().is_some_and(|id| !is_there(id)))
        {
            self.active.set(None);
        }
    }
}
