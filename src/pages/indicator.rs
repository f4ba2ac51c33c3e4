//! The screen of one target (being built).

use leptos::prelude::*;
use muctieu_core::indicator::IndicatorId;

/// The screen.
#[component]
pub fn IndicatorPage(
    /// Which one.
    id: IndicatorId,
) -> impl IntoView {
    view! { <div class="page">{id.to_string()}</div> }
}
