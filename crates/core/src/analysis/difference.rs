//! The changes in which two scenarios differ.

use serde::{Deserialize, Serialize};

use crate::lever::LeverId;
use crate::scenario::Change;

/// One lever that stands otherwise in two scenarios.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Player {
    /// The lever.
    pub lever: LeverId,
    /// How it stands in the first; nothing where it is not moved there.
    pub before: Option<Change>,
    /// How it stands in the second.
    pub after: Option<Change>,
}

/// The levers in which two lists of changes differ, in the order of the second list; what is in the first alone follows.
/// A change that is switched off counts as none.
pub fn differences(before: &[Change], after: &[Change]) -> Vec<Player> {
    let find = |list: &[Change], lever: &LeverId| {
        let mut live = list.iter().filter(|change| !change.off);
        live.find(|change| change.lever == *lever).cloned()
    };
    let mut players: Vec<Player> = Vec::new();
    for change in after.iter().chain(before).filter(|change| !change.off) {
        if players.iter().any(|player| player.lever == change.lever) {
            continue;
        }
        let player = Player {
            lever: change.lever.clone(),
            before: find(before, &change.lever),
            after: find(after, &change.lever),
        };
        if player.before != player.after {
            players.push(player);
        }
    }
    players
}
