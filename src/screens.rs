//! The screen of the address, in its place on the page.

use leptos::html;
use leptos::mount::{UnmountHandle, mount_to_renderer};
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;

use crate::components::coming::Coming;
use crate::dom::{effect, view};
use crate::pages;
use crate::platform::timers;
use crate::route::Route;
use crate::state::{AppState, Rest};

/// Keeps the screen of the address within an element that holds nothing else.
///
/// A screen is some thousand effects and nodes. One that has to go is out of the document at once, and is taken apart in
/// a task of its own, when the next one has been made: nobody waits for it.
pub fn keep_screen(state: AppState, place: NodeRef<html::Main>) {
    // Not the effect's: what that owns goes before it runs again.
    let owner = Owner::current().unwrap_or_default();
    effect(move |before: Option<Option<UnmountHandle<AnyViewState>>>| {
        let place = place.get()?;
        let before = before.flatten();
        if before.is_some() {
            place.replace_children_with_node_0();
        }
        let route = state.route.get();
        let now = owner.with(|| mount_to_renderer(&place, move || screen(state, &route)));
        if let Some(before) = before {
            timers::later(0, move || drop(before));
        }
        Some(now)
    });
}

/// The screen of a route. Tracks whether the page's second half is there, if it is needed.
fn screen(state: AppState, route: &Route) -> AnyView {
    match route {
        Route::Overview => view! { <pages::overview::Overview /> }.into_any(),
        Route::Unknown(path) => {
            view! { <pages::unknown::UnknownPage path=path.clone() /> }.into_any()
        }
        other => match state.rest.get() {
            Rest::Here(key) => key.screen(other),
            _ => view! { <Coming /> }.into_any(),
        },
    }
}
