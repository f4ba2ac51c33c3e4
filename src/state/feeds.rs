//! Signals of single rows and single levers.
//!
//! A memo a row over the whole board would be woken by every move of every lever, and with it all texts and attributes
//! that hang on it, only to find that nothing has changed: with a thousand rows that alone takes many frames. Here one
//! effect compares the boards before and after, and touches the signals of the rows that differ.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use leptos::prelude::*;
use muctieu_core::lever::LeverId;
use muctieu_core::scenario::Change;

use super::{AppState, SharedBoard, SharedRow};
use crate::dom::{Memo, effect, memo};

type RowSignal = ArcRwSignal<Option<SharedRow>>;
type Changes = BTreeMap<LeverId, Change>;

/// The signals that have been asked for so far.
#[derive(Default)]
pub(super) struct Feeds {
    now: HashMap<String, RowSignal>,
    base: HashMap<String, RowSignal>,
    levers: BTreeMap<LeverId, ArcRwSignal<Option<Change>>>,
}

/// Which board a row is taken from.
#[derive(Clone, Copy)]
enum Side {
    Now,
    Base,
}

impl Feeds {
    fn rows(&mut self, side: Side) -> &mut HashMap<String, RowSignal> {
        match side {
            Side::Now => &mut self.now,
            Side::Base => &mut self.base,
        }
    }
}

impl AppState {
    /// Where an indicator stands under the active scenario, notifying only when that row changes.
    pub fn row(self, id: &str) -> Memo<Option<SharedRow>> {
        self.row_of(Side::Now, id)
    }

    /// Where an indicator stands without a scenario, notifying only when that row changes.
    pub fn base_row(self, id: &str) -> Memo<Option<SharedRow>> {
        self.row_of(Side::Base, id)
    }

    /// Where an indicator stands under what the active scenario assumes, without what it does: only where it does both
    /// and its assumptions move this indicator.
    pub fn assumed_row(self, id: &str) -> Memo<Option<SharedRow>> {
        let id = id.to_owned();
        memo(move |_| {
            let board = self.assumed.get()?;
            let row = shared(&board, &id)?;
            let base = self.base.with(|base| shared(base, &id));
            (base.as_ref() != Some(&row)).then_some(row)
        })
    }

    /// The position of a lever in the active scenario, if it is moved there; notifying only when it moves.
    pub fn position(self, lever: &LeverId) -> Memo<Option<f64>> {
        let change = self.change_of(lever);
        memo(move |_| change.with(|change| change.as_ref().map(|change| change.value)))
    }

    /// What the active scenario does with a lever, if anything; notifying only when that changes.
    pub fn change_of(self, lever: &LeverId) -> Memo<Option<Change>> {
        let change = untrack(|| self.with_scenario(|one| one?.change(lever).cloned()));
        let signal = self.feeds.try_update_value(|feeds| {
            feeds
                .levers
                .entry(lever.clone())
                .or_insert_with(|| ArcRwSignal::new(change.clone()))
                .clone()
        });
        let signal = signal.unwrap_or_else(|| ArcRwSignal::new(change.clone()));
        put(&signal, change);
        memo(move |_| signal.get())
    }

    /// Whether the active scenario does anything with a lever; notifying only when that turns.
    pub fn is_changed(self, lever: &LeverId) -> Memo<bool> {
        let change = self.change_of(lever);
        memo(move |_| change.with(Option::is_some))
    }

    /// Keeps the signals fed, for the life of the application.
    pub fn feed(self) {
        for (side, board) in [(Side::Now, self.board), (Side::Base, self.base)] {
            effect(move |before: Option<SharedBoard>| {
                let board = board.get();
                for (signal, id) in self.touched(side, before.as_ref(), &board) {
                    put(&signal, shared(&board, &id));
                }
                board
            });
        }
        effect(move |before: Option<Changes>| {
            let now = self.changes();
            let before = before.unwrap_or_default();
            for lever in before.keys().chain(now.keys()) {
                let signal = self
                    .feeds
                    .try_with_value(|feeds| feeds.levers.get(lever).cloned());
                if let Some(signal) = signal.flatten() {
                    put(&signal, now.get(lever).cloned());
                }
            }
            now
        });
    }

    fn row_of(self, side: Side, id: &str) -> Memo<Option<SharedRow>> {
        let board = match side {
            Side::Now => self.board,
            Side::Base => self.base,
        };
        let row = board.with_untracked(|board| shared(board, id));
        let signal = self.feeds.try_update_value(|feeds| {
            feeds
                .rows(side)
                .entry(id.to_owned())
                .or_insert_with(|| ArcRwSignal::new(row.clone()))
                .clone()
        });
        let signal = signal.unwrap_or_else(|| ArcRwSignal::new(row.clone()));
        // The board may have changed since the signal was fed.
        put(&signal, row);
        memo(move |_| signal.get())
    }

    /// The signals of the rows that differ between two boards.
    fn touched(
        self,
        side: Side,
        before: Option<&SharedBoard>,
        now: &SharedBoard,
    ) -> Vec<(RowSignal, String)> {
        let pick = |feeds: &mut Feeds| {
            let signals = feeds.rows(side);
            let all = || {
                signals
                    .iter()
                    .map(|(id, signal)| (signal.clone(), id.clone()))
                    .collect::<Vec<_>>()
            };
            let Some(before) = before.filter(|before| before.rows.len() == now.rows.len()) else {
                return all();
            };
            let differ = before
                .rows
                .iter()
                .zip(&now.rows)
                .filter(|(a, b)| !Arc::ptr_eq(a, b));
            differ
                .flat_map(|(a, b)| [&a.id, &b.id])
                .filter_map(|id| {
                    let signal = signals.get(id.as_str())?;
                    Some((signal.clone(), id.to_string()))
                })
                .collect()
        };
        self.feeds.try_update_value(pick).unwrap_or_default()
    }

    /// The changes of the active scenario. Tracks.
    fn changes(self) -> Changes {
        self.with_scenario(|scenario| {
            let changes = scenario.map(|scenario| scenario.changes.iter());
            changes
                .into_iter()
                .flatten()
                .map(|change| (change.lever.clone(), change.clone()))
                .collect()
        })
    }
}

fn shared(board: &SharedBoard, id: &str) -> Option<SharedRow> {
    board.row(id).cloned().map(SharedRow)
}

/// Sets a signal only where that changes something.
fn put<T: PartialEq + Send + Sync + 'static>(signal: &ArcRwSignal<T>, value: T) {
    if signal.with_untracked(|now| *now != value) {
        signal.set(value);
    }
}
