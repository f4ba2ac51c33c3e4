//! Short messages to the user: shown for a while, read out as they appear.

use leptos::prelude::*;

use super::{AppState, Notice};
use crate::platform::timers;

/// How long a notice stays.
const NOTICE_FOR: i32 = 8_000;
/// The name of the next notice.
static NEXT_NOTICE: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);

impl AppState {
    /// Shows a sentence for a while.
    pub fn tell(self, text: String, bad: bool) {
        self.notify(text, bad, false);
    }

    /// Tells of the change that was just made, with a button that takes it back while it is the newest.
    pub fn tell_undoable(self, text: String) {
        self.notify(text, false, true);
    }

    /// Takes away what told of an older change: its button would undo the newest one.
    pub(super) fn outdate_notices(self) {
        let told = |notices: &Vec<Notice>| notices.iter().any(|notice| notice.undo);
        if self.notices.with_untracked(told) {
            self.notices
                .update(|notices| notices.retain(|notice| !notice.undo));
        }
    }

    fn notify(self, text: String, bad: bool, undo: bool) {
        // Never given twice: a notice that is shown anew under an old name would be the old one on screen.
        let id = NEXT_NOTICE.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        self.notices.update(|notices| {
            notices.retain(|notice| notice.text != text);
            notices.push(Notice {
                id,
                text,
                bad,
                undo,
            });
        });
        timers::later(NOTICE_FOR, move || {
            self.notices
                .update(|notices| notices.retain(|notice| notice.id != id));
        });
    }
}
