//! Work in slices on the page's own thread, where there is no worker: a few milliseconds at a time, so that the page
//! keeps its frames.

use muctieu_core::analysis::{Answer, Machine as _, Progress, Work};

use crate::platform::{clock, timers};

/// How long a slice may last, in milliseconds.
const SLICE: f64 = 8.0;
/// Evaluations between two looks at the clock.
const BUDGET: u32 = 4;

/// Who asked for the work.
pub trait Asker: Copy + 'static {
    /// Whether the answer is still waited for.
    fn is_waiting(self) -> bool;

    /// Hears how far it is, 0 to 1.
    fn hear(self, share: f64);
}

/// Does the work, as long as its answer is waited for.
pub fn run(mut work: Work, asker: impl Asker, done: Box<dyn FnOnce(Answer)>) {
    if !asker.is_waiting() {
        return;
    }
    let begin = clock::milliseconds();
    while clock::milliseconds() - begin < SLICE {
        match work.step(BUDGET) {
            Progress::Done => {
                if let Some(answer) = work.answer() {
                    done(answer);
                }
                return;
            }
            Progress::Running(share) => asker.hear(share),
        }
    }
    timers::later(0, move || run(work, asker, done));
}
