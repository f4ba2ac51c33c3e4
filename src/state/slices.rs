//! Analyses in slices: a machine of the core is stepped for a few milliseconds at a time, so that the page keeps its
//! frames. The newest request wins; what ran before is dropped.

use leptos::prelude::*;
use muctieu_core::analysis::{Machine, Progress};

use crate::platform::{clock, frames};

/// How long a slice may last, in milliseconds.
const SLICE: f64 = 8.0;
/// Evaluations between two looks at the clock.
const BUDGET: u32 = 4;
/// How long the input must have rested before a request is worked on, in milliseconds.
const REST: i32 = 150;

/// A machine with what is to become of its result.
trait Work {
    fn step(&mut self) -> Progress;
    fn tell(self: Box<Self>);
}

struct Task<M, F>(M, F);

impl<M: Machine, F: FnOnce(&M)> Work for Task<M, F> {
    fn step(&mut self) -> Progress {
        self.0.step(BUDGET)
    }

    fn tell(self: Box<Self>) {
        (self.1)(&self.0);
    }
}

/// A place where one analysis runs at a time; what runs ends with the view that made it.
#[derive(Clone, Copy)]
pub struct Slices {
    /// How far it is, 0 to 1; nothing where nothing runs.
    pub progress: RwSignal<Option<f64>>,
    name: StoredValue<u32>,
}

impl Default for Slices {
    fn default() -> Self {
        Self::new()
    }
}

impl Slices {
    /// Nothing runs yet.
    pub fn new() -> Self {
        Self {
            progress: RwSignal::new(None),
            name: StoredValue::new(0),
        }
    }

    /// Ends what runs.
    pub fn cancel(self) {
        self.name
            .try_update_value(|name| *name = name.wrapping_add(1));
        let _ = self.progress.try_set(None);
    }

    /// Runs a machine at once.
    pub fn run<M: Machine + 'static>(
        self,
        make: impl FnOnce() -> M + 'static,
        done: impl FnOnce(&M) + 'static,
    ) {
        self.after(0, make, done);
    }

    /// Runs a machine once the input has come to rest.
    pub fn at_rest<M: Machine + 'static>(
        self,
        make: impl FnOnce() -> M + 'static,
        done: impl FnOnce(&M) + 'static,
    ) {
        self.after(REST, make, done);
    }

    fn after<M: Machine + 'static>(
        self,
        wait: i32,
        make: impl FnOnce() -> M + 'static,
        done: impl FnOnce(&M) + 'static,
    ) {
        self.cancel();
        let Some(name) = self.name.try_get_value() else {
            return;
        };
        if wait == 0 {
            self.progress.set(Some(0.0));
        }
        frames::later(wait, move || {
            if self.is_wanted(name) {
                self.slice(name, Box::new(Task(make(), done)));
            }
        });
    }

    /// Whether a request is still the newest, and its view still there.
    fn is_wanted(self, name: u32) -> bool {
        self.name.try_get_value() == Some(name)
    }

    fn slice(self, name: u32, mut work: Box<dyn Work>) {
        let begin = clock::milliseconds();
        loop {
            match work.step() {
                Progress::Done => {
                    let _ = self.progress.try_set(None);
                    work.tell();
                    return;
                }
                Progress::Running(share) if clock::milliseconds() - begin >= SLICE => {
                    let _ = self.progress.try_set(Some(share));
                    break;
                }
                Progress::Running(_) => {}
            }
        }
        frames::later(0, move || {
            if self.is_wanted(name) {
                self.slice(name, work);
            }
        });
    }
}
