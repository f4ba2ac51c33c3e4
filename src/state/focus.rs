//! Which targets are shown large: those that the presenter chose, or the worst that someone can still move.

use leptos::prelude::*;
use muctieu_core::board::worst_first;
use muctieu_core::indicator::{IndicatorId, Kind};

use super::AppState;

/// How many targets are shown large at once.
pub const MOST: usize = 2;

impl AppState {
    /// Puts a target into one of the places; one that stood in another place changes with it.
    pub fn set_focus(self, place: usize, id: IndicatorId) {
        self.focus.update(|focus| {
            let Some(before) = focus.get(place).cloned() else {
                if focus.len() < MOST && !focus.contains(&id) {
                    focus.push(id);
                }
                return;
            };
            if let Some(other) = focus.iter().position(|there| *there == id) {
                focus[other] = before;
            }
            focus[place] = id;
        });
    }

    /// Shows a target large in the first place, what was there in the second.
    pub fn bring_forward(self, id: &IndicatorId) {
        self.focus.update(|focus| {
            focus.retain(|there| there != id);
            focus.insert(0, id.clone());
            focus.truncate(MOST);
        });
    }

    /// Fills the places that are empty, or whose target is no longer in the workspace.
    pub fn fill_focus(self) {
        let known = self.focus.with_untracked(|focus| {
            self.workspace.with_untracked(|workspace| {
                let there = focus
                    .iter()
                    .filter(|id| workspace.indicator(id.as_str()).is_some());
                there.cloned().collect::<Vec<_>>()
            })
        });
        let mut focus = known;
        let board = self.base.get_untracked();
        self.workspace.with_untracked(|workspace| {
            for at in worst_first(&board.rows) {
                let row = &board.rows[at];
                let settled = row
                    .forecast
                    .as_ref()
                    .is_ok_and(|forecast| forecast.settled().is_some());
                let kind = workspace.indicators.get(at).map(|indicator| indicator.kind);
                let open = row.probability.is_some() && !settled && kind != Some(Kind::AllOf);
                if focus.len() < MOST && open && !focus.contains(&row.id) {
                    focus.push(row.id.clone());
                }
            }
            // Nothing can be assessed: the first ones, to be asked about.
            for indicator in workspace.targets().filter(|one| one.kind != Kind::AllOf) {
                if focus.len() < MOST && !focus.contains(&indicator.id) {
                    focus.push(indicator.id.clone());
                }
            }
        });
        if self.focus.with_untracked(|now| *now != focus) {
            self.focus.set(focus);
        }
    }
}
