//! What differs between a scenario before and after.

use serde::{Deserialize, Serialize};

use crate::indicator::Indicator;
use crate::lang::Lang;
use crate::letters::lowercase;
use crate::lever::{LeverId, lever_name};
use crate::number::format_compact_trim;
use crate::scenario::{Change, Scenario};
use crate::workspace::Workspace;

/// One difference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Move {
    /// The scenario is new.
    Created,
    /// The scenario was deleted.
    Deleted,
    /// It has another name.
    Renamed {
        /// The name before.
        from: String,
        /// The name after.
        to: String,
    },
    /// It has another note.
    Noted,
    /// A change was added.
    Added {
        /// The change.
        change: Change,
    },
    /// A change is another.
    Changed {
        /// As it was.
        from: Change,
        /// As it is.
        to: Change,
    },
    /// A change was switched off or on.
    Switched {
        /// The change as it is now.
        change: Change,
    },
    /// A lever was put back to the base.
    Removed {
        /// The change that is gone.
        change: Change,
    },
    /// All levers were put back to the base at once.
    Cleared {
        /// How many changes are gone.
        count: usize,
    },
}

/// What differs between a scenario before and after, in the order of its list; its colour and the order of its changes
/// are no moves.
pub fn moves(before: Option<&Scenario>, after: Option<&Scenario>) -> Vec<Move> {
    let (before, after) = match (before, after) {
        (None, None) => return Vec::new(),
        (Some(_), None) => return vec![Move::Deleted],
        (None, Some(after)) => {
            let added = after.changes.iter().cloned();
            let added = added.map(|change| Move::Added { change });
            return std::iter::once(Move::Created).chain(added).collect();
        }
        (Some(before), Some(after)) => (before, after),
    };
    let mut all = Vec::new();
    if before.name != after.name {
        all.push(Move::Renamed {
            from: before.name.clone(),
            to: after.name.clone(),
        });
    }
    if before.note != after.note {
        all.push(Move::Noted);
    }
    let gone = before
        .changes
        .iter()
        .filter(|change| after.change(&change.lever).is_none());
    if after.changes.is_empty() && before.changes.len() > 1 {
        all.push(Move::Cleared {
            count: before.changes.len(),
        });
    } else {
        all.extend(gone.cloned().map(|change| Move::Removed { change }));
    }
    for now in &after.changes {
        let Some(was) = before.change(&now.lever) else {
            all.push(Move::Added {
                change: now.clone(),
            });
            continue;
        };
        let switched = Change {
            off: now.off,
            ..was.clone()
        };
        if was == now {
            continue;
        }
        all.push(if switched == *now {
            Move::Switched {
                change: now.clone(),
            }
        } else {
            Move::Changed {
                from: was.clone(),
                to: now.clone(),
            }
        });
    }
    all
}

impl Move {
    /// The lever that it moves, where it moves one.
    pub fn lever(&self) -> Option<&LeverId> {
        match self {
            Self::Added { change } | Self::Switched { change } | Self::Removed { change } => {
                Some(&change.lever)
            }
            Self::Changed { to, .. } => Some(&to.lever),
            _ => None,
        }
    }

    /// The move in words, without a stop.
    pub fn in_words(&self, workspace: &Workspace, lang: Lang) -> String {
        let told = |change: &Change| change_in_words(workspace, change, lang);
        match self {
            Self::Created => lang.pick("Tạo kịch bản", "Scenario made").to_owned(),
            Self::Deleted => lang.pick("Xóa kịch bản", "Scenario deleted").to_owned(),
            Self::Renamed { from, to } => lang.pick(
                format!("Đổi tên từ “{from}” thành “{to}”"),
                format!("Renamed from “{from}” to “{to}”"),
            ),
            Self::Noted => lang.pick("Sửa ghi chú", "Note changed").to_owned(),
            Self::Added { change } if change.off => lang.pick(
                format!("Thêm, đang tắt: {}", told(change)),
                format!("Added, switched off: {}", told(change)),
            ),
            Self::Added { change } => lang.pick(
                format!("Thêm: {}", told(change)),
                format!("Added: {}", told(change)),
            ),
            Self::Changed { from, to } => changed(workspace, from, to, lang),
            Self::Switched { change } if change.off => lang.pick(
                format!("Tắt: {}", told(change)),
                format!("Switched off: {}", told(change)),
            ),
            Self::Switched { change } => lang.pick(
                format!("Bật lại: {}", told(change)),
                format!("Switched on again: {}", told(change)),
            ),
            Self::Removed { change } => lang.pick(
                format!("Trả về cơ sở: {}", told(change)),
                format!("Put back to the base: {}", told(change)),
            ),
            Self::Cleared { count } => lang.pick(
                format!("Trả mọi đòn bẩy về cơ sở ({count} thay đổi)"),
                format!("All levers put back to the base ({count} changes)"),
            ),
        }
    }
}

/// A change from one position to another; what both have in common is told once.
fn changed(workspace: &Workspace, from: &Change, to: &Change, lang: Lang) -> String {
    let (was, now) = (
        change_in_words(workspace, from, lang),
        change_in_words(workspace, to, lang),
    );
    let common = subject(workspace, to)
        .map(|indicator| {
            let lever = lowercase(&lever_name(to.lever.kind, indicator, lang));
            format!("{}: {lever} ", indicator.title.get(lang))
        })
        .unwrap_or_default();
    let shared = was.starts_with(&common) && now.starts_with(&common);
    let common = if shared { common.as_str() } else { "" };
    let (was, now) = (&was[common.len()..], &now[common.len()..]);
    let on = match (from.off, to.off) {
        (true, false) => lang.pick(" (bật lại)", " (switched on again)"),
        (false, true) => lang.pick(" (tắt)", " (switched off)"),
        _ => "",
    };
    lang.pick(
        format!("Đổi: {common}từ {was} thành {now}{on}"),
        format!("Changed: {common}from {was} to {now}{on}"),
    )
}

fn subject<'a>(workspace: &'a Workspace, change: &Change) -> Option<&'a Indicator> {
    workspace.indicator(change.lever.subject.as_str())
}

/// A change in words; one whose subject is gone is told by its lever's name.
fn change_in_words(workspace: &Workspace, change: &Change, lang: Lang) -> String {
    workspace.change_in_words(change, lang).unwrap_or_else(|| {
        let value = format_compact_trim(change.value, 6, lang);
        format!("{} {value}", change.lever)
    })
}
