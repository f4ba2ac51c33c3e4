//! What may stand within an element: texts, numbers, views, and closures and signals of them.

use std::borrow::Cow;

use leptos::prelude::*;

use super::{El, Memo};

/// What may stand within an element.
pub trait Part: Sized {
    /// As a view.
    fn part(self) -> AnyView;

    /// As the next child of an element.
    fn put(self, element: El) -> El {
        element.view(self.part())
    }
}

/// A text as a view.
#[inline(never)]
pub(super) fn words(text: Cow<'static, str>) -> AnyView {
    text.into_any()
}

/// What draws a view. A trait of ours, as the table of a closure holds a way to call it by value that nothing uses.
trait Draw: Send {
    fn draw(&mut self) -> AnyView;
}

impl<P: Part, F: FnMut() -> P + Send> Draw for F {
    fn draw(&mut self) -> AnyView {
        self().part()
    }
}

/// A view that is drawn again when what its closure reads has changed.
#[inline(never)]
fn live(mut view: Box<dyn Draw>) -> AnyView {
    (move || view.draw()).into_any()
}

/// Nothing, in its place.
#[inline(never)]
pub(super) fn nothing() -> AnyView {
    ().into_any()
}

impl Part for AnyView {
    fn part(self) -> AnyView {
        self
    }
}

impl Part for &'static str {
    fn part(self) -> AnyView {
        words(Cow::Borrowed(self))
    }
}

impl Part for String {
    fn part(self) -> AnyView {
        words(Cow::Owned(self))
    }
}

impl Part for Cow<'static, str> {
    fn part(self) -> AnyView {
        words(self)
    }
}

impl Part for () {
    fn part(self) -> AnyView {
        nothing()
    }
}

impl<P: Part> Part for Option<P> {
    fn part(self) -> AnyView {
        self.map_or_else(nothing, Part::part)
    }
}

impl<P: Part> Part for Vec<P> {
    fn part(self) -> AnyView {
        self.into_iter()
            .map(Part::part)
            .collect::<Vec<AnyView>>()
            .into_any()
    }
}

impl<P: Part, F: FnMut() -> P + Send + 'static> Part for F {
    fn part(self) -> AnyView {
        live(Box::new(self))
    }
}

macro_rules! number {
    ($($kind:ty),*) => {$(
        impl Part for $kind {
            fn part(self) -> AnyView {
                words(Cow::Owned(self.to_string()))
            }
        }
    )*};
}

number!(i32, u32, i16, usize);

/// Signals are read where they stand, as closures would.
macro_rules! signal {
    ($($kind:ident),*) => {$(
        impl<P: Part + Clone + Send + Sync + 'static> Part for $kind<P> {
            fn part(self) -> AnyView {
                Part::part(move || self.get())
            }
        }
    )*};
}

signal!(Signal, Memo, RwSignal);
