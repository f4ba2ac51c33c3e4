//! The page of last resort: the built-in data could not be read.

use leptos::prelude::*;

use crate::dom::view;
use muctieu_core::lang::{Lang, Say};
use muctieu_core::store::ReadError;

/// What is shown when nothing can be opened.
#[component]
pub fn Trouble(
    /// Why.
    error: ReadError,
) -> impl IntoView {
    view! {
        <main class="shell-main" id="main">
            <div class="empty">
                <h1>"Không mở được dữ liệu"</h1>
                <p>{error.say(Lang::Vi)}</p>
                <p lang="en">{error.say(Lang::En)}</p>
            </div>
        </main>
    }
}
