//! Looking at what someone has shared without keeping it.
//!
//! A visit shows a copy of the reader's workspace with the sender's scenario (and, where they were sent, figures) in
//! it. The reader's own lies aside meanwhile, with its shelf, its history and the place where it was looked at, and
//! comes back as it was. Nothing of the copy is stored, and what other tabs store changes nothing in it.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use muctieu_core::builtin;
use muctieu_core::edit::Edit;
use muctieu_core::history::History;
use muctieu_core::minutes::Log;
use muctieu_core::scenario::ScenarioId;
use muctieu_core::share::{self, Keep, ShareError, Shared};
use muctieu_core::workspace::Workspace;

use super::focus::MOST;
use super::opening::Sight;
use super::{AppState, Shelf, StorageState};
use crate::platform::storage::Browser;
use crate::platform::{clock, document};
use crate::route::Route;

/// What was shared and is on show.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    /// What was sent.
    pub shared: Arc<Shared>,
    /// The sender's scenario in the copy on show.
    pub scenario: Option<ScenarioId>,
    /// The copy as it was before the reader tried anything in it.
    pub shown: Workspace,
    /// The reader's own workspace of that name, if there is one.
    pub own: Option<Workspace>,
}

/// The reader's own, while something else is on show.
pub(super) struct Own {
    shelf: Shelf<Browser>,
    storage: StorageState,
    sight: Sight,
    log: Log,
}

/// What keeping the figures as well would do to the reader's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Toll {
    /// Whether a workspace comes in that the reader does not have: nothing of theirs is touched.
    pub is_new: bool,
    /// Figures that are added.
    pub added: usize,
    /// Figures that are corrected, with what they said before in their history.
    pub corrected: usize,
    /// Figures that do not fit the sender's targets, and go.
    pub dropped: usize,
    /// Scenarios that do not fit the sender's targets, and go.
    pub scenarios: usize,
    /// Whether assumptions or correlations are replaced.
    pub assumptions: bool,
}

impl AppState {
    /// Shows what an address shares, takes it out of the address, and tells whether it did. A link that is refused is
    /// told in a banner, and changes nothing; an ordinary address shares nothing.
    pub fn open_link(self, fragment: &str) -> bool {
        let Some(opened) = share::open(fragment) else {
            return false;
        };
        match opened.and_then(|shared| self.visit(shared)) {
            Ok(route) => {
                document::replace_fragment(&route.href());
                self.route.set(route);
                true
            }
            Err(error) => {
                self.link_fault.set(Some(error));
                false
            }
        }
    }

    /// Shows what was shared instead of the reader's own, and gives the screen that its sender was on. What does not
    /// fit is refused, and changes nothing.
    pub fn visit(self, shared: Shared) -> Result<Route, ShareError> {
        self.end_gesture();
        let own = self.own_workspace(&shared.workspace);
        let shown = shared.shown_in(own.as_ref())?;
        self.leave();
        self.flush();
        let shelf = self
            .shelf
            .try_update_value(|shelf| std::mem::replace(shelf, Shelf::rehearsal(Browser)));
        self.own.set_value(shelf.map(|shelf| Own {
            shelf,
            storage: self.storage.get_untracked(),
            sight: self.sight(),
            log: self.log.get_untracked(),
        }));
        let sight = Sight {
            workspace: shown.workspace.clone(),
            as_of: shared.as_of,
            active: shown.scenario.clone(),
            focus: shared.focus.iter().take(MOST).cloned().collect(),
            history: History::default(),
        };
        let route = Route::parse(&shared.route);
        // Before anything else changes: what follows of a change is not stored from here on.
        self.visiting.set(Some(Visit {
            shared: Arc::new(shared),
            scenario: shown.scenario,
            shown: shown.workspace,
            own,
        }));
        self.link_fault.set(None);
        self.look_from(sight);
        Ok(route)
    }

    /// Ends a visit: the reader's own is on show again as it was, with what other tabs have stored meanwhile.
    pub fn leave(self) {
        if self.own.with_value(Option::is_none) {
            return;
        }
        self.end_gesture();
        // What waits to be stored is of the visit.
        self.save_log_now();
        self.saving.stop();
        let Some(own) = self.own.try_update_value(Option::take).flatten() else {
            return;
        };
        self.visiting.set(None);
        self.shelf.set_value(own.shelf);
        self.storage.set(own.storage);
        self.look_from(own.sight);
        // A log that could not be stored lives as long as the tab.
        self.log.update(|log| log.merge(&own.log));
        self.look_at_storage();
    }

    /// Keeps what is on show, as the reader has changed it, in their own workspace: one change, which undo takes back.
    /// What is refused changes nothing, and the visit goes on.
    pub fn keep(self, what: Keep) -> Result<(), ShareError> {
        let visit = self.visiting.get_untracked().ok_or(ShareError::Nothing)?;
        self.end_gesture();
        let shared = self.as_changed(&visit);
        let now = clock::now_iso();
        let beside = match self.own_workspace(&shared.workspace) {
            Some(own) => {
                shared.kept_in(&own, what, &now)?;
                None
            }
            None => Some(shared.shown_in(None)?),
        };
        let (as_of, focus) = (self.as_of.get_untracked(), self.focus.get_untracked());
        self.leave();
        let scenario = if let Some(shown) = beside {
            self.adopt(&shown.workspace);
            shown.scenario
        } else {
            let elsewhere = self
                .workspace
                .with_untracked(|workspace| *workspace.id != *shared.workspace);
            if elsewhere {
                self.switch_to(&shared.workspace);
            }
            // Anew: another tab may have changed it meanwhile.
            let own = self.workspace.get_untracked();
            let (edit, scenario) = shared.kept_in(&own, what, &now)?;
            self.dispatch(edit)?;
            scenario
        };
        self.as_of.set(as_of);
        self.focus.set(focus);
        self.active.set(scenario);
        Ok(())
    }

    /// What keeping the figures as well would do. Nothing where there is no visit, or no figures came with it.
    pub fn toll(self) -> Option<Toll> {
        let visit = self.visiting.get_untracked()?;
        visit.shared.figures()?;
        let Some(own) = &visit.own else {
            return Some(Toll {
                is_new: true,
                added: visit.shown.figures.len(),
                corrected: 0,
                dropped: 0,
                scenarios: 0,
                assumptions: false,
            });
        };
        let kept = visit.shared.kept_in(own, Keep::Everything, "");
        let Ok((Edit::ReplaceWorkspace { file }, _)) = kept else {
            return None;
        };
        let kept = Workspace::from(*file);
        Some(toll(own, &kept))
    }

    /// Whether the reader has entered figures or changed assumptions during a visit, which goes with it.
    pub fn has_tried_facts(self) -> bool {
        self.visiting.with_untracked(|visit| {
            visit.as_ref().is_some_and(|visit| {
                self.workspace.with_untracked(|now| {
                    now.figures != visit.shown.figures
                        || now.assumptions != visit.shown.assumptions
                        || now.correlation != visit.shown.correlation
                        || now.drivers != visit.shown.drivers
                })
            })
        })
    }

    /// What was shared, with the scenario as it is on show now.
    fn as_changed(self, visit: &Visit) -> Shared {
        let scenario = visit.scenario.as_ref().and_then(|id| {
            self.workspace
                .with_untracked(|workspace| workspace.scenario(id).cloned())
        });
        Shared {
            scenario,
            ..(*visit.shared).clone()
        }
    }

    /// The reader's own workspace of that name: the one that is open, a stored one, or one that the page comes with.
    fn own_workspace(self, id: &str) -> Option<Workspace> {
        let aside = self
            .own
            .with_value(|own| own.as_ref().map(|own| own.sight.workspace.clone()));
        let open = aside.unwrap_or_else(|| self.workspace.get_untracked());
        if *open.id == *id {
            return Some(open);
        }
        Shelf::peek(&Browser, id).or_else(|| builtin::by_id(id)?.ok())
    }
}

/// What differs between the reader's own and what it would become.
fn toll(own: &Workspace, kept: &Workspace) -> Toll {
    let mut before = BTreeMap::new();
    for figure in own.figures.iter() {
        before.insert(figure.id.clone(), figure);
    }
    let (mut added, mut corrected, mut same) = (0, 0, 0);
    for figure in kept.figures.iter() {
        match before.get(&figure.id) {
            None => added += 1,
            Some(own) if *own == figure => same += 1,
            Some(_) => corrected += 1,
        }
    }
    let gone = own
        .scenarios
        .iter()
        .filter(|scenario| kept.scenario(&scenario.id).is_none());
    Toll {
        is_new: false,
        added,
        corrected,
        dropped: before.len().saturating_sub(corrected + same),
        scenarios: gone.count(),
        assumptions: own.assumptions != kept.assumptions
            || own.correlation != kept.correlation
            || own.drivers != kept.drivers,
    }
}
