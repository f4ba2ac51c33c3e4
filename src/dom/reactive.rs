//! Effects and derived signals whose making has one body for each type of value, not for each closure.

use leptos::prelude::*;

/// What computes a signal's value.
trait Compute<T>: Send + Sync {
    fn compute(&self) -> T;
}

impl<T, F: Fn() -> T + Send + Sync> Compute<T> for F {
    fn compute(&self) -> T {
        self()
    }
}

/// A signal that is computed whenever it is read.
#[inline]
pub fn derived<T>(work: impl Fn() -> T + Send + Sync + 'static) -> Signal<T>
where
    T: Send + Sync + 'static,
{
    #[inline(never)]
    fn made<T: Send + Sync + 'static>(work: Box<dyn Compute<T>>) -> Signal<T> {
        Signal::derive(move || work.compute())
    }
    made(Box::new(work))
}

/// What an effect does.
trait Act<T> {
    fn act(&mut self, before: Option<T>) -> T;
}

impl<T, F: FnMut(Option<T>) -> T> Act<T> for F {
    fn act(&mut self, before: Option<T>) -> T {
        self(before)
    }
}

/// An effect.
#[inline]
pub fn effect<T: 'static>(work: impl FnMut(Option<T>) -> T + 'static) {
    #[inline(never)]
    fn made<T: 'static>(mut work: Box<dyn Act<T>>) {
        Effect::new(move |before| work.act(before));
    }
    made(Box::new(work));
}
