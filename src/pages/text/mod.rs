//! The screen of the resolution's text.

use leptos::prelude::*;
use muctieu_core::indicator::IndicatorId;

/// The screen.
#[component]
pub fn TextPage(
    /// The indicator whose words are to be shown.
    indicator: Option<IndicatorId>,
) -> impl IntoView {
    view! { <div class="page">{indicator.map(|id| id.to_string())}</div> }
}
