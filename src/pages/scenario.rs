//! The screen (being built).

use leptos::prelude::*;

/// The screen.
#[component]
pub fn ScenarioPage() -> impl IntoView {
    view! { <div class="page"></div> }
}
