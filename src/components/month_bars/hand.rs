//! What a hand on a month's column means: a one-off amount dated on that month's last day.

use leptos::prelude::*;
use muctieu_core::board::span;
use muctieu_core::lever::{LeverId, LeverKind, LeverSpan, Levers};
use muctieu_core::months::{Stretch, one_off_within};
use muctieu_core::number::round_to;
use muctieu_core::scenario::{Change, Detail};

use crate::components::lever::positions_now;
use crate::components::scenario_pick::begin_unless_on;
use crate::components::target::Subject;
use crate::dom::{Memo, memo};

use super::shown::Year;

/// The one-off amount of an indicator, as its months move it.
#[derive(Clone, Copy)]
pub struct Hand {
    subject: Subject,
    lever: StoredValue<LeverId>,
    /// Where it stands in the scenario, with its details; nothing where there is none or it is off.
    change: Memo<Option<Change>>,
    /// All levers of the indicator.
    levers: Memo<Levers>,
}

impl Hand {
    /// The hand of a target.
    pub fn new(subject: Subject) -> Self {
        let lever = LeverId {
            kind: LeverKind::OneOff,
            subject: subject.indicator().id.clone(),
        };
        let (state, indicator) = (subject.state, subject.indicator());
        Self {
            subject,
            change: {
                let change = state.change_of(&lever);
                memo(move |_| change.get().filter(|change| !change.off))
            },
            levers: memo(move |_| positions_now(state, &indicator)),
            lever: StoredValue::new(lever),
        }
    }

    /// The lever that is moved.
    pub fn lever(self) -> LeverId {
        self.lever.get_value()
    }

    /// Its limits. Tracks.
    pub fn limits(self) -> LeverSpan {
        let indicator = self.subject.indicator();
        let base = self.subject.base;
        base.with(|base| span(LeverKind::OneOff, &indicator, base.as_deref()))
    }

    /// The amount as it stands in the scenario, with its details; nothing where there is none or it is off. Tracks.
    pub fn change(self) -> Option<Change> {
        self.change.get()
    }

    /// What of a stretch's amount is the one-off amount. Tracks.
    fn within(self, year: &Year, stretch: &Stretch) -> f64 {
        let levers = self.levers.get();
        self.subject
            .read(|row| {
                let forecast = row.forecast.as_ref().ok()?;
                Some(one_off_within(
                    &levers,
                    forecast.as_ref(),
                    year.since(),
                    stretch,
                ))
            })
            .flatten()
            .unwrap_or(0.0)
    }

    /// The least and the most that a stretch can be drawn to. Tracks.
    pub fn reach(self, year: &Year, stretch: &Stretch) -> (f64, f64) {
        let own = stretch.amount - self.within(year, stretch);
        let limits = self.limits();
        // No month brings less than nothing, unless that is what is expected of it.
        let low = (own + limits.min).max(0.0).min(own);
        (low, own + limits.max)
    }

    /// Brings a stretch to an amount: the one-off amount comes to lie on its last day. The next paint shows it, nothing
    /// is a step of its own until [`Self::rest`].
    pub fn bring(self, year: &Year, stretch: &Stretch, amount: f64) {
        let state = self.subject.state;
        begin_unless_on(state);
        let (value, kept) = untrack(|| {
            let (low, high) = self.reach(year, stretch);
            let own = stretch.amount - self.within(year, stretch);
            let limits = self.limits();
            let wanted = limits.clamp(amount.max(low).min(high) - own);
            (round_to(wanted, limits.decimals), self.change())
        });
        let detail = Detail {
            from: Some(stretch.until),
            ..kept.map(|change| change.detail).unwrap_or_default()
        };
        state.move_change(Change {
            lever: self.lever(),
            value,
            detail,
            off: false,
        });
    }

    /// The hand lets go: an amount that is back at nothing is taken out, and what was done is one step.
    pub fn rest(self) {
        let state = self.subject.state;
        // What waits for its frame is seen first.
        state.run_moves();
        let (change, limits) = untrack(|| (self.change(), self.limits()));
        if change.is_some_and(|change| change.value.abs() < limits.step / 2.0) {
            state.move_lever(self.lever(), None);
        }
        state.end_gesture();
    }

    /// Takes the amount out: one step.
    pub fn take_out(self) {
        let state = self.subject.state;
        if untrack(|| self.change()).is_some() {
            state.end_gesture();
            state.move_lever(self.lever(), None);
            state.end_gesture();
        }
    }
}
