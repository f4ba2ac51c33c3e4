//! Short messages, read out as they appear.

use leptos::prelude::*;

use super::icon::Icon;
use crate::dom::view;
use crate::i18n::td_string;
use crate::state::use_state;

/// The messages on show, in a polite live region.
#[component]
pub fn Notices() -> impl IntoView {
    let state = use_state();
    view! {
        <div class="toasts" role="status" aria-live="polite" data-notices="">
            <For each=move || state.notices.get() key=|notice| notice.id let:notice>
                {
                    let id = notice.id;
                    view! {
                        <div class="toast" data-tone=if notice.bad { "bad" } else { "info" }>
                            <p>{notice.text}</p>
                            {notice.undo.then(|| view! {
                                <button class="button small" type="button" data-action="undo-notice" on:click=move |_| state.undo()>
                                    <Icon name=Icon::Undo />{move || td_string!(state.locale(), shell.undo)}
                                </button>
                            })}
                            <button
                                class="button quiet icon-only small" type="button"
                                aria-label=move || td_string!(state.locale(), shell.close)
                                on:click=move |_| state.notices.update(|notices| notices.retain(|notice| notice.id != id))
                            >
                                <Icon name=Icon::Close />
                            </button>
                        </div>
                    }
                }
            </For>
        </div>
    }
}
