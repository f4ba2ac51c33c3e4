//! Memos of any type over one memo of Leptos: its graph, its locks and its tables are compiled once, not for each of
//! fifty types.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{Get, GetUntracked, Memo as Kept, Signal, Track};

use super::derived;

/// A value of any type that is compared with others of its type.
trait Hold: Any + Send + Sync {
    fn is_like(&self, other: &dyn Hold) -> bool;
    fn as_any(&self) -> &dyn Any;
}

impl<T: PartialEq + Send + Sync + 'static> Hold for T {
    fn is_like(&self, other: &dyn Hold) -> bool {
        other
            .as_any()
            .downcast_ref::<T>()
            .is_some_and(|other| self == other)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// What a memo keeps.
#[derive(Clone)]
struct Held(Arc<dyn Hold>);

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_like(&*other.0)
    }
}

impl Held {
    fn look<T: 'static>(&self) -> Option<&T> {
        (*self.0).as_any().downcast_ref()
    }
}

/// What computes a memo's value.
trait Compute: Send + Sync {
    fn compute(&self, before: Option<&Held>) -> Held;
}

/// A closure over values of one type.
struct Typed<T, F>(F, PhantomData<fn() -> T>);

impl<T, F> Compute for Typed<T, F>
where
    T: PartialEq + Send + Sync + 'static,
    F: Fn(Option<&T>) -> T + Send + Sync,
{
    fn compute(&self, before: Option<&Held>) -> Held {
        Held(Arc::new((self.0)(before.and_then(Held::look))))
    }
}

/// A value that is computed from others and tells its readers only when it has changed: as Leptos's memo of this name.
pub struct Memo<T> {
    kept: Kept<Held>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

/// A memo.
pub fn memo<T>(work: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    Memo {
        kept: made(Box::new(Typed(work, PhantomData))),
        kind: PhantomData,
    }
}

#[inline(never)]
fn made(work: Box<dyn Compute>) -> Kept<Held> {
    Kept::new(move |before| work.compute(before))
}

#[inline(never)]
fn tracked(kept: Kept<Held>) -> Held {
    kept.get()
}

#[inline(never)]
fn untracked(kept: Kept<Held>) -> Held {
    kept.get_untracked()
}

/// A memo is made with the type that it is read with.
#[inline(never)]
fn sure<T: 'static>(held: &Held) -> &T {
    match held.look() {
        Some(value) => value,
        None => unreachable!(),
    }
}

impl<T: Send + Sync + 'static> Memo<T> {
    /// Looks at the value. Tracks.
    pub fn with<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(sure(&tracked(self.kept)))
    }

    /// Looks at the value without tracking.
    pub fn with_untracked<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(sure(&untracked(self.kept)))
    }

    /// Looks at the value without tracking, if the memo is still there.
    pub fn try_with_untracked<U>(self, look: impl FnOnce(&T) -> U) -> Option<U> {
        self.kept.try_get_untracked().map(|held| look(sure(&held)))
    }

    /// Tracks without looking.
    pub fn track(self) {
        self.kept.track();
    }
}

impl<T: Clone + Send + Sync + 'static> Memo<T> {
    /// The value. Tracks.
    #[inline(never)]
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// The value, without tracking.
    #[inline(never)]
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }
}

impl<T: Clone + Send + Sync + 'static> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        derived(move || memo.get())
    }
}
