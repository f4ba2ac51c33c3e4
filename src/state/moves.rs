//! What a hand moves: gathered until the next paint, one step of undo a gesture, with timing marks; and what waits until
//! the hand rests.

use jiff::civil::Date;
use leptos::prelude::*;
use muctieu_core::correlation::Correlation;
use muctieu_core::edit::Edit;
use muctieu_core::lever::LeverId;
use muctieu_core::scenario::Change;

use super::AppState;
use crate::dom::{Memo, memo};
use crate::platform::{clock, document, frames};

/// How long a hand that drags holds still before sentences follow it, in milliseconds.
const REST: i32 = 120;

impl AppState {
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
        self.rest();
    }

    /// Most presses and releases change neither, and wake nobody.
    fn drag(self, dragging: bool, holding: bool) {
        for (signal, now) in [(self.dragging, dragging), (self.holding, holding)] {
            if signal.get_untracked() != now {
                signal.set(now);
            }
        }
    }

    /// What is read rather than watched: sentences and lists of names. While a hand drags they wait until it holds
    /// still; nobody reads a text that is another one in every frame, and a screen reader would never come to its end.
    pub fn at_rest<T>(self, work: impl Fn() -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: Clone + PartialEq + Send + Sync + 'static,
    {
        memo(move |before: Option<&T>| match before {
            Some(before) if self.moving.get() => before.clone(),
            _ => work(),
        })
    }

    /// A hand that drags has moved something: until it rests.
    fn stir(self) {
        if !self.moving.get_untracked() {
            self.moving.set(true);
        }
        self.resting.set(REST, move || self.moving.set(false));
    }

    /// What is read follows now.
    fn rest(self) {
        self.resting.stop();
        if self.moving.get_untracked() {
            self.moving.set(false);
        }
    }

    /// Does at once what waits for its frame, within the gesture that goes on.
    pub fn run_moves(self) {
        if self.pending.with_value(|pending| pending.scheduled) {
            let done = self.run_pending();
            frames::after_paint(move || painted(done));
        }
    }

    fn schedule(self) {
        let first = self
            .pending
            .try_update_value(|pending| !std::mem::replace(&mut pending.scheduled, true));
        if first == Some(true) {
            frames::frame(move || self.run_pending(), painted);
        }
    }

    /// Applies what was moved since the last frame, computes the boards, and measures that; tells when it was done.
    fn run_pending(self) -> Option<f64> {
        let pending = self
            .pending
            .try_update_value(std::mem::take)
            .filter(|pending| pending.scheduled)?;
        let start = clock::milliseconds();
        // Before anything changes: whatever is woken by that already knows.
        if self.dragging.get_untracked() {
            self.stir();
        }
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
        Some(clock::milliseconds())
    }
}

/// The page shows what was moved, `since` it was computed.
fn painted(since: Option<f64>) {
    if let Some(since) = since {
        clock::measure("muctieu:paint", since);
    }
}
