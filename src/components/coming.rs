//! In place of a screen whose code is still on its way, or has not come.

use leptos::prelude::*;

use crate::dom::view;
use crate::i18n::td_string;
use crate::state::{Rest, use_state};

/// Says so, and offers to try again.
#[component]
pub fn Coming() -> impl IntoView {
    let state = use_state();
    let failed = move || state.rest.get() == Rest::Failed;
    view! {
        <div class="page empty coming" role="status">
            <Show
                when=failed
                fallback=move || view! { <p>{move || td_string!(state.locale(), shell.coming)}</p> }
            >
                <p>{move || td_string!(state.locale(), shell.not_come)}</p>
                <button class="button primary" type="button" on:click=move |_| state.fetch_rest()>
                    {move || td_string!(state.locale(), shell.again)}
                </button>
            </Show>
        </div>
    }
}
