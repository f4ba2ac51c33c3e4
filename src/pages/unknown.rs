//! An address that leads nowhere: said, with the way back.

use leptos::prelude::*;

use crate::dom::view;
use crate::i18n::td_string;
use crate::state::use_state;

/// The screen.
#[component]
pub fn UnknownPage(
    /// The address.
    path: String,
) -> impl IntoView {
    let state = use_state();
    view! {
        <div class="page empty">
            <h1>{move || td_string!(state.locale(), shell.unknown_title)}</h1>
            <p>{move || td_string!(state.locale(), shell.unknown_text, path = path.clone())}</p>
            <a class="button primary" href="#/">{move || td_string!(state.locale(), shell.nav_overview)}</a>
        </div>
    }
}
