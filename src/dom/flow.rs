//! Conditions and lists, with one body each.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use leptos::prelude::*;

use super::part::nothing;

type Condition = Box<dyn Fn() -> bool + Send + Sync>;
type Made = Box<dyn Fn() -> AnyView + Send>;

/// What is there while a condition holds. It is made anew only when the condition turns.
pub fn show(
    when: impl Fn() -> bool + Send + Sync + 'static,
    then: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    switch(Box::new(when), Box::new(then), Box::new(nothing))
}

/// The same with something else while the condition does not hold.
pub fn choose(
    when: impl Fn() -> bool + Send + Sync + 'static,
    then: impl Fn() -> AnyView + Send + 'static,
    otherwise: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    switch(Box::new(when), Box::new(then), Box::new(otherwise))
}

#[inline(never)]
fn switch(when: Condition, then: Made, otherwise: Made) -> AnyView {
    let when = super::memo(move |_| when());
    super::Part::part(move || if when.get() { then() } else { otherwise() })
}

/// A row of a list: its key, and how it is made if there is none with that key yet.
type Row = (u64, Box<dyn FnOnce() -> AnyView + Send>);

/// A list whose rows keep their elements as long as their keys stay.
///
/// Keys become numbers of 64 bits: among ten thousand rows two would meet once in 10¹¹ lists.
pub fn each<Items, Key>(
    items: impl Fn() -> Items + Send + 'static,
    key: impl Fn(&Items::Item) -> Key + Send + 'static,
    row: impl Fn(Items::Item) -> AnyView + Send + Sync + 'static,
) -> AnyView
where
    Items: IntoIterator<Item: Send + 'static>,
    Key: Hash,
{
    let row = Arc::new(row);
    list(Box::new(move || {
        items()
            .into_iter()
            .map(|item| {
                let mut hasher = DefaultHasher::new();
                key(&item).hash(&mut hasher);
                let row = row.clone();
                let made: Box<dyn FnOnce() -> AnyView + Send> = Box::new(move || row(item));
                (hasher.finish(), made)
            })
            .collect()
    }))
}

#[inline(never)]
fn list(rows: Box<dyn Fn() -> Vec<Row> + Send>) -> AnyView {
    leptos::view! { <For each=rows key=|row: &Row| row.0 children=|row: Row| (row.1)() /> }
        .into_any()
}
