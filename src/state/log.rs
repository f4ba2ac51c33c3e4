//! The log of the meeting's moves: written where a gesture ends, kept beside the workspace, and played again.
//!
//! A line is written whenever the scenarios differ from what they were when the last line was written: after a drag, a
//! typed number, an undo. What another tab has changed is its own line there. The log never stands in the way: where
//! there is no room for it the oldest lines go, and where there is none at all it lives as long as the tab.

use std::sync::Arc;

use leptos::prelude::*;
use muctieu_core::board::Board;
use muctieu_core::edit::Edit;
use muctieu_core::minutes::{Effect, Entry, How, Log, Moment, moves};
use muctieu_core::scenario::Scenario;
use muctieu_core::share::{Carry, Shared, View};
use muctieu_core::workspace::Workspace;

use super::{AppState, Rest};
use crate::platform::storage::{Browser, KeyValue};
use crate::platform::timers::Alarm;
use crate::platform::{clock, document};
use crate::route::Route;

/// Presses of one lever within so many milliseconds of each other are one line.
const JOINED: f64 = 1_500.0;
/// How long after a line the log is stored, in milliseconds.
const SAVE_AFTER: i32 = 500;
/// How long each side is shown when a change is played again, in milliseconds.
const SHOWN_FOR: i32 = 1_400;

/// What writing the log needs.
#[derive(Default)]
pub(super) struct Desk {
    /// The scenarios at the last line, and at the one before it.
    last: Arc<Vec<Scenario>>,
    before: Arc<Vec<Scenario>>,
    /// When the last line was written, in milliseconds since navigation.
    written: f64,
    /// What is stored, as this tab knows it.
    seen: Option<String>,
    saving: Alarm,
    replaying: Alarm,
}

impl AppState {
    /// Reads the log of the workspace that is open.
    pub(super) fn open_log(self) {
        let key = self.shelf.with_value(super::Shelf::log_key);
        let text = key.and_then(|key| Browser.get(&key).ok().flatten());
        let log = text.as_deref().map(Log::read).unwrap_or_default();
        self.log.set(log);
        self.logging.update_value(|desk| desk.seen = text);
        self.pass_over();
    }

    /// Takes the scenarios as they are without a line: they were changed elsewhere.
    pub(super) fn pass_over(self) {
        let now = self.scenarios();
        self.logging.update_value(|desk| {
            desk.before = now.clone();
            desk.last = now;
        });
    }

    /// Writes a line of what has changed in the scenarios since the last one, if anything has. Only the second half
    /// changes any, and only it has the words.
    pub(super) fn log_as(self, how: How) {
        if let Rest::Here(key) = self.rest.get_untracked() {
            key.log_as(self, how);
        }
    }

    pub(crate) fn log_here(self, how: How) {
        let now = self.scenarios();
        let ground = self.logging.with_value(|desk| {
            (!Arc::ptr_eq(&desk.last, &now))
                .then(|| (desk.last.clone(), desk.before.clone(), desk.written))
        });
        let Some((last, before, written)) = ground else {
            return;
        };
        let touched: Vec<_> = now
            .iter()
            .chain(last.iter())
            .map(|scenario| &scenario.id)
            .filter(|id| found(&last, id) != found(&now, id))
            .cloned()
            .collect();
        let moment = clock::milliseconds();
        let mut ground = last.clone();
        let mut done = Vec::new();
        for id in touched {
            if done.contains(&id) {
                continue;
            }
            let entry = self.entry_of(found(&last, &id), found(&now, &id), &how);
            done.push(id.clone());
            let Some(entry) = entry else { continue };
            let newest = self.log.with_untracked(|log| log.entries().last().cloned());
            let joined =
                moment - written < JOINED && newest.is_some_and(|newest| newest.goes_on_as(&entry));
            if joined {
                let whole = self.entry_of(found(&before, &id), found(&now, &id), &how);
                ground = before.clone();
                self.log.update(|log| {
                    log.pop();
                    // A lever that is back where the presses began has done nothing.
                    if let Some(whole) = whole {
                        log.push(whole);
                    }
                });
            } else {
                self.log.update(|log| log.push(entry));
            }
        }
        self.logging.update_value(|desk| {
            desk.before = ground;
            desk.last = now;
            desk.written = moment;
        });
        self.save_log_later();
    }

    fn scenarios(self) -> Arc<Vec<Scenario>> {
        self.workspace
            .with_untracked(|workspace| workspace.scenarios.clone())
    }

    fn entry_of(
        self,
        before: Option<&Scenario>,
        after: Option<&Scenario>,
        how: &How,
    ) -> Option<Entry> {
        // Asked first: another colour is no move, and costs no board.
        if moves(before, after).is_empty() {
            return None;
        }
        let as_of = self.as_of.get_untracked();
        let base = self.base.get_untracked();
        let effect = self.workspace.with_untracked(|workspace| {
            let board = |scenario: Option<&Scenario>| match scenario {
                Some(scenario) => base.under(workspace, as_of, scenario),
                None => Board::clone(&base),
            };
            Effect::between(workspace, &board(before), &board(after))
        });
        let at = Moment::new(&clock::now_iso())?;
        let id = clock::fresh_name("m");
        Entry::new(id, at, how.clone(), before, after, as_of, effect)
    }

    /// Puts a scenario back as it was at a line of the log, and turns it on: one step, which can be undone.
    pub fn return_to(self, id: &str) -> bool {
        let Some(entry) = self.log.with_untracked(|log| log.entry(id).cloned()) else {
            return false;
        };
        self.end_replay();
        self.end_gesture();
        let scenario = (*entry.scenario).clone();
        let there = self
            .workspace
            .with_untracked(|workspace| workspace.scenario(&scenario.id) == Some(&scenario));
        let name = scenario.id.clone();
        if !there {
            let edit = Edit::PutScenario {
                scenario,
                place: None,
            };
            let how = How::Returned(entry.at.clone());
            if !self.told(self.dispatch_as(edit, how)) {
                return false;
            }
        }
        if self
            .active
            .with_untracked(|active| *active != Some(name.clone()))
        {
            self.active.set(Some(name));
        }
        true
    }

    /// Names a line of the log; an empty name takes the bookmark away.
    pub fn bookmark(self, id: &str, name: &str) {
        self.log.update(|log| {
            log.bookmark(id, name);
        });
        self.save_log_later();
    }

    /// Shows the state before the newest change of the log and then the one after it; the workspace stays as it is, and
    /// any input ends it.
    pub fn replay_last(self) {
        self.end_replay();
        let newest = self.log.with_untracked(|log| {
            let entry = log
                .entries()
                .iter()
                .rev()
                .find(|entry| !entry.is_deletion())?;
            let before = log.before(&entry.id).unwrap_or_else(|| {
                Scenario::new(entry.scenario.id.clone(), entry.scenario.name.clone())
            });
            Some((Arc::new(before), entry.scenario.clone()))
        });
        let Some((before, after)) = newest else {
            return;
        };
        let known = self
            .workspace
            .with_untracked(|workspace| workspace.scenario(&after.id).is_some());
        if !known {
            return;
        }
        if self
            .active
            .with_untracked(|active| active.as_ref() != Some(&after.id))
        {
            self.active.set(Some(after.id.clone()));
        }
        self.shown.set(Some(before));
        let replaying = self.logging.with_value(|desk| desk.replaying);
        replaying.set(SHOWN_FOR, move || {
            self.shown.set(Some(after));
            replaying.set(SHOWN_FOR, move || self.shown.set(None));
        });
    }

    /// Ends what is played again, if anything is.
    pub fn end_replay(self) {
        if self.shown.with_untracked(Option::is_none) {
            return;
        }
        self.logging.with_value(|desk| desk.replaying.stop());
        self.shown.set(None);
    }

    /// Takes in what another tab has written.
    pub(super) fn look_at_log(self) {
        if self.read_log() {
            self.log.notify();
        }
    }

    /// Stores at once what waits to be stored.
    pub(super) fn save_log_now(self) {
        if self.logging.with_value(|desk| desk.saving.stop()) {
            self.save_log();
        }
    }

    fn save_log_later(self) {
        let saving = self.logging.with_value(|desk| desk.saving);
        if !saving.is_set() {
            saving.set(SAVE_AFTER, move || self.save_log());
        }
    }

    /// Reads what is stored, if another tab has written it; whether anything came in.
    fn read_log(self) -> bool {
        let Some(key) = self.shelf.with_value(super::Shelf::log_key) else {
            return false;
        };
        let Ok(Some(text)) = Browser.get(&key) else {
            return false;
        };
        let known = self
            .logging
            .with_value(|desk| desk.seen.as_ref() == Some(&text));
        if known {
            return false;
        }
        let other = Log::read(&text);
        self.log.update_untracked(|log| log.merge(&other));
        self.logging.update_value(|desk| desk.seen = Some(text));
        true
    }

    fn save_log(self) {
        let Some(key) = self.shelf.with_value(super::Shelf::log_key) else {
            return;
        };
        self.look_at_log();
        let mut log = self.log.get_untracked();
        if let Some(text) = store_log(&Browser, &key, &mut log) {
            self.logging.update_value(|desk| desk.seen = Some(text));
        }
    }

    /// The link under which a scenario of the log can be looked at again, with the figures where nobody else could open
    /// it without; none where it is too long for one.
    pub fn share_link(self, scenario: &Scenario, as_of: jiff::civil::Date) -> Option<String> {
        let focus = self.focus.get_untracked();
        let route = Route::Scenario.href();
        let view = View {
            as_of,
            route: route.trim_start_matches('#'),
            scenario: None,
            focus: &focus,
        };
        let shared = |carry| {
            let workspace = self.workspace;
            Shared {
                scenario: Some(scenario.clone()),
                ..workspace.with_untracked(|workspace| Shared::of(workspace, &view, carry))
            }
        };
        let mut shown = shared(Carry::View);
        if !shown.own_drivers().is_empty() {
            shown = shared(Carry::Figures);
        }
        shown.link(&document::address()).ok()
    }
}

/// Writes a log where there is room for it, without its oldest lines where there is not; gives back what was written.
fn store_log(store: &impl KeyValue, key: &str, log: &mut Log) -> Option<String> {
    loop {
        let text = log.write()?;
        match store.set(key, &text) {
            Ok(()) => return Some(text),
            Err(crate::platform::storage::StorageError::Denied) => return None,
            // Half of it at a time: a full store is tried a few times and not three hundred.
            Err(crate::platform::storage::StorageError::Full) => {
                let count = log.entries().len();
                if count <= 1 {
                    return None;
                }
                for _ in 0..count.div_ceil(2) {
                    log.drop_oldest();
                }
            }
        }
    }
}

fn found<'a>(all: &'a [Scenario], id: &muctieu_core::scenario::ScenarioId) -> Option<&'a Scenario> {
    all.iter().find(|scenario| scenario.id == *id)
}

/// The minutes of the whole log as Markdown, in the page's language.
pub fn minutes(state: AppState) -> Option<String> {
    let now = Moment::new(&clock::now_iso())?;
    let as_of = state.as_of.get_untracked();
    let lang = state.settings.with_untracked(|settings| settings.language);
    let link = move |entry: &Entry| state.share_link(&entry.scenario, entry.as_of);
    state.log.with_untracked(|log| {
        state.workspace.with_untracked(|workspace: &Workspace| {
            let sheet = muctieu_core::minutes::Sheet {
                workspace,
                log,
                as_of,
                now: &now,
                link: &link,
            };
            Some(muctieu_core::minutes::markdown(&sheet, lang))
        })
    })
}
