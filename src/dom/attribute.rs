//! Values of attributes, properties and classes, fixed or live.

use std::borrow::Cow;

use leptos::prelude::*;

use super::{El, Memo};

/// What has a text as an attribute; without one the attribute is absent.
pub trait Word {
    /// The text.
    fn word(self) -> Option<Cow<'static, str>>;
}

impl Word for &'static str {
    fn word(self) -> Option<Cow<'static, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl Word for String {
    fn word(self) -> Option<Cow<'static, str>> {
        Some(Cow::Owned(self))
    }
}

impl Word for Cow<'static, str> {
    fn word(self) -> Option<Self> {
        Some(self)
    }
}

impl Word for bool {
    fn word(self) -> Option<Cow<'static, str>> {
        self.then_some(Cow::Borrowed(""))
    }
}

impl<W: Word> Word for Option<W> {
    fn word(self) -> Option<Cow<'static, str>> {
        self.and_then(Word::word)
    }
}

/// A value of an attribute: what has a text, or a closure or signal of it.
pub trait Value {
    /// Gives the attribute to an element.
    fn put(self, element: El, key: &'static str) -> El;
}

/// What words an attribute. A trait of ours for the same reason as that of [`super::Part`].
pub(super) trait Tell: Send {
    /// The text as it is now.
    fn tell(&mut self) -> Option<Cow<'static, str>>;
}

impl<W: Word, F: FnMut() -> W + Send> Tell for F {
    fn tell(&mut self) -> Option<Cow<'static, str>> {
        self().word()
    }
}

impl<W: Word, F: FnMut() -> W + Send + 'static> Value for F {
    fn put(self, element: El, key: &'static str) -> El {
        element.live_attribute(key, Box::new(self))
    }
}

/// A property of an element's object: of the kinds that the page sets.
pub trait Property {
    /// Gives the property to an element.
    fn put(self, element: El, key: &'static str) -> El;
}

/// A value that a property takes, as a closure returns it.
pub trait Settable {
    /// Keeps the property at what the closure returns.
    fn keep(live: Box<dyn FnMut() -> Self + Send>, element: El, key: &'static str) -> El;
}

macro_rules! settable {
    ($($kind:ty),*) => {$(
        impl Settable for $kind {
            #[inline(never)]
            fn keep(live: Box<dyn FnMut() -> Self + Send>, element: El, key: &'static str) -> El {
                element.property(key, live)
            }
        }
    )*};
}

settable!(String, bool, i32);

impl<S: Settable, F: FnMut() -> S + Send + 'static> Property for F {
    fn put(self, element: El, key: &'static str) -> El {
        S::keep(Box::new(self), element, key)
    }
}

/// Whether a class is there: a closure or a signal.
pub trait Flag {
    /// As a closure.
    fn flag(self) -> Box<dyn FnMut() -> bool + Send>;
}

impl<F: FnMut() -> bool + Send + 'static> Flag for F {
    fn flag(self) -> Box<dyn FnMut() -> bool + Send> {
        Box::new(self)
    }
}

impl Flag for bool {
    fn flag(self) -> Box<dyn FnMut() -> bool + Send> {
        Box::new(move || self)
    }
}

/// Values that never change, and the numbers among them.
macro_rules! fixed {
    ($($kind:ty),*) => {$(
        impl Value for $kind {
            fn put(self, element: El, key: &'static str) -> El {
                element.text_attribute(key, self.word())
            }
        }
    )*};
}

fixed!(&'static str, String, bool);

impl<W: Word> Value for Option<W> {
    fn put(self, element: El, key: &'static str) -> El {
        element.text_attribute(key, self.word())
    }
}

macro_rules! number {
    ($($kind:ty),*) => {$(
        impl Word for $kind {
            fn word(self) -> Option<Cow<'static, str>> {
                Some(Cow::Owned(self.to_string()))
            }
        }
        fixed!($kind);
    )*};
}

number!(f64, usize, i32);

/// Signals are read where they stand, as closures would.
macro_rules! signal {
    ($($kind:ident),*) => {$(
        impl<W: Word + Clone + Send + Sync + 'static> Value for $kind<W> {
            fn put(self, element: El, key: &'static str) -> El {
                Value::put(move || self.get(), element, key)
            }
        }
        impl<S: Settable + Clone + Send + Sync + 'static> Property for $kind<S> {
            fn put(self, element: El, key: &'static str) -> El {
                Property::put(move || self.get(), element, key)
            }
        }
        impl Flag for $kind<bool> {
            fn flag(self) -> Box<dyn FnMut() -> bool + Send> {
                Box::new(move || self.get())
            }
        }
    )*};
}

signal!(Signal, Memo, RwSignal);
