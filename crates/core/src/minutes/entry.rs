//! One line of the log.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Effect, Moment, Move, moves};
use crate::calendar::iso;
use crate::lang::Lang;
use crate::scenario::{Change, Scenario};
use crate::workspace::Workspace;

/// The longest name of a bookmark, in characters.
pub const LONGEST_BOOKMARK: usize = 80;

/// How a scenario came to be as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Someone made the move.
    #[default]
    Made,
    /// A move was taken back.
    Undone,
    /// A move that was taken back was made again.
    Redone,
    /// It was put back as it was at an earlier moment of the log.
    Returned(Moment),
}

/// One finished move.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// A name that no other entry has.
    pub id: String,
    /// When.
    pub at: Moment,
    /// How it came about.
    #[serde(default)]
    pub how: How,
    /// The scenario as it was then, to return to; of one that was deleted, as it was before.
    pub scenario: Arc<Scenario>,
    /// What was done.
    pub moves: Vec<Move>,
    /// The date on which the effect was judged.
    #[serde(with = "iso")]
    pub as_of: Date,
    /// What it did.
    pub effect: Effect,
    /// What the user calls this moment; empty for no bookmark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub bookmark: String,
}

impl Entry {
    /// The entry of a scenario before and after; none where nothing of interest differs.
    pub fn new(
        id: String,
        at: Moment,
        how: How,
        before: Option<&Scenario>,
        after: Option<&Scenario>,
        as_of: Date,
        effect: Effect,
    ) -> Option<Self> {
        let moves = moves(before, after);
        let scenario = after.or(before).filter(|_| !moves.is_empty())?;
        Some(Self {
            id,
            at,
            how,
            scenario: Arc::new(scenario.clone()),
            moves,
            as_of,
            effect,
            bookmark: String::new(),
        })
    }

    /// Whether the scenario is gone with this move.
    pub fn is_deletion(&self) -> bool {
        self.moves == [Move::Deleted]
    }

    /// Whether `next` moves nothing but the lever that this one moved, so that a row of presses of an arrow key, made
    /// without a rest, can stand as one line. A bookmark holds its line as it is.
    pub fn goes_on_as(&self, next: &Self) -> bool {
        let lever = |entry: &Self| match entry.moves.as_slice() {
            [one @ (Move::Added { .. } | Move::Changed { .. } | Move::Removed { .. })]
                if entry.how == How::Made =>
            {
                one.lever().cloned()
            }
            _ => None,
        };
        self.bookmark.is_empty()
            && self.scenario.id == next.scenario.id
            && lever(self).is_some_and(|own| lever(next) == Some(own))
    }

    /// The scenario with its moves taken back; none where it was not there before, or the moves do not tell.
    pub fn undone(&self) -> Option<Scenario> {
        let mut before = (*self.scenario).clone();
        for one in self.moves.iter().rev() {
            match one {
                Move::Created | Move::Cleared { .. } => return None,
                Move::Deleted | Move::Noted => {}
                Move::Renamed { from, .. } => before.name.clone_from(from),
                Move::Added { change } => before.set(&change.lever, None),
                Move::Removed { change } => before.changes.push(change.clone()),
                Move::Changed { from, .. } => put(&mut before, from.clone()),
                Move::Switched { change } => put(
                    &mut before,
                    Change {
                        off: !change.off,
                        ..change.clone()
                    },
                ),
            }
        }
        Some(before)
    }

    /// What was done, in words, without a stop.
    pub fn in_words(&self, workspace: &Workspace, lang: Lang) -> String {
        let moves: Vec<String> = self
            .moves
            .iter()
            .map(|one| one.in_words(workspace, lang))
            .collect();
        let moves = moves.join("; ");
        match &self.how {
            How::Made => moves,
            How::Undone => lang.pick(format!("Hoàn tác – {moves}"), format!("Undone – {moves}")),
            How::Redone => lang.pick(format!("Làm lại – {moves}"), format!("Redone – {moves}")),
            How::Returned(at) => {
                let clock = at.clock();
                lang.pick(
                    format!("Trở về lúc {clock} – {moves}"),
                    format!("Back to {clock} – {moves}"),
                )
            }
        }
    }
}

/// Puts a change in place of that of its lever.
fn put(scenario: &mut Scenario, change: Change) {
    match scenario
        .changes
        .iter_mut()
        .find(|own| own.lever == change.lever)
    {
        Some(own) => *own = change,
        None => scenario.changes.push(change),
    }
}
