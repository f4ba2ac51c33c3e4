//! A value that very many read and that hardly ever changes.

use std::hash::{DefaultHasher, Hash, Hasher};

use leptos::reactive::graph::Observer;

use super::{Memo, memo};

/// How many memos share the readers.
const WAYS: usize = 64;

/// A memo of which each reader reads one of several copies.
///
/// Whatever runs again leaves its sources first, and to leave costs as much as the source has readers: with the
/// language, which every text of the page reads, that alone took a frame's tenth. Spread over copies it is next to
/// nothing.
#[derive(Clone, Copy)]
pub struct Spread<T: 'static>([Memo<T>; WAYS]);

impl<T: Clone + PartialEq + Send + Sync + 'static> Spread<T> {
    /// The value that is computed so.
    pub fn new(work: impl Fn() -> T + Copy + Send + Sync + 'static) -> Self {
        Self(std::array::from_fn(|_| memo(move |_| work())))
    }

    /// The value. Tracks.
    pub fn get(&self) -> T {
        let way = Observer::get().map_or(0, |reader| {
            let mut hasher = DefaultHasher::new();
            reader.hash(&mut hasher);
            hasher.finish() % WAYS as u64
        });
        self.0[usize::try_from(way).unwrap_or(0)].get()
    }
}
