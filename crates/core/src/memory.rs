//! What has been computed from a list of figures, kept beside it: fits and the evidence of back-tests.
//!
//! It is no part of the list: a copy of the list starts without it, two lists are equal whatever has been kept, and
//! whoever changes the list drops it. Whether a thing is found here or made anew, it is the same.

use std::any::Any;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::calendar::PlanYear;
use crate::indicator::Kind;

/// So many things are kept for one list, the newest ones.
const KEPT: usize = 24;

/// What a kept thing hangs on, besides the figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Key {
    /// What it is.
    pub what: &'static str,
    /// How the figures are read.
    pub kind: Kind,
    /// The plan year.
    pub plan: PlanYear,
    /// How many of the figures it uses, the oldest ones; 0 for what is the same on every date.
    pub known: usize,
    /// What else was set, in bits.
    pub settings: [u64; 2],
}

/// A place for them.
#[derive(Default)]
pub struct Memory(Mutex<Vec<(Key, Arc<dyn Any + Send + Sync>)>>);

impl Memory {
    /// The thing of that key, made if it is not there.
    pub fn recall<T: Send + Sync + 'static>(
        &self,
        key: Key,
        make: impl FnOnce() -> Arc<T>,
    ) -> Arc<T> {
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept()
            .iter()
            .find(|(other, _)| *other == key)
            .map(|(_, thing)| thing.clone());
        if let Some(Ok(thing)) = found.map(Arc::downcast) {
            return thing;
        }
        let thing = make();
        let mut kept = kept();
        if kept.len() >= KEPT {
            // What hangs on the date goes first: the rest serves every date.
            let dated = kept.iter().position(|(key, _)| key.known > 0);
            kept.remove(dated.unwrap_or_default());
        }
        kept.push((key, thing.clone()));
        thing
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memory")
    }
}
