//! The screen (being built).

use leptos::prelude::*;

/// The screen.
#[component]
pub fn FiguresPage() -> impl IntoView {
    view! { <div class="page"></div> }
}
