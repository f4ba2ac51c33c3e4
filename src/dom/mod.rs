//! Views with shared code: what `view!` writes out.
//!
//! Leptos gives each closure, attribute and list in a view a type of its own, and with it code of its own. Here they
//! become one of a few types first (a boxed closure, a [`Cow`](std::borrow::Cow), an `AnyView`), and one body serves
//! all. The reactive system is that of Leptos: a closure in a view is an effect of its own as before.

mod attribute;
mod element;
mod flow;
mod memo;
mod part;
mod reactive;
mod soon;
mod spread;

use std::any::Any;

use leptos::prelude::*;
use leptos::tachys::view::iterators::StaticVec;

pub use attribute::{Flag, Value, Word};
pub use element::El;
pub use flow::{choose, each, show};
pub use memo::{Memo, memo};
pub use muctieu_view::view;
pub use part::Part;
pub use reactive::{derived, effect};
pub use soon::{hurry, soon, take_turns};
pub use spread::Spread;

/// What a component returns, erased; what is erased already, and most is, is not wrapped again.
pub fn component<V: IntoView + 'static>(view: V) -> AnyView {
    let mut view = Some(view);
    // Which of the two it is, is known when the code is made: no question is left at run time.
    if let Some(erased) = (&mut view as &mut dyn Any).downcast_mut::<Option<View<AnyView>>>()
        && let Some(erased) = erased.take()
    {
        return erased.into_inner();
    }
    view.into_any()
}

/// Several views side by side.
#[inline(never)]
pub fn fragment(views: Vec<AnyView>) -> AnyView {
    StaticVec::from(views).into_any()
}
