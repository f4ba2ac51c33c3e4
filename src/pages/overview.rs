//! The screen (being built).

use leptos::prelude::*;

/// The screen.
#[component]
pub fn Overview() -> impl IntoView {
    view! { <div class="page"></div> }
}
