//! A dialog over the page: it takes the focus, closes by Escape, and gives the focus back.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::icon::Icon;
use crate::dom::{derived, effect, view};
use crate::i18n::td_string;
use crate::state::AppState;

/// A dialog that is there while `open` says so; what is in it is made when it opens. `name` is its stable name in the
/// document, `class` its classes.
pub fn dialog(
    state: AppState,
    open: RwSignal<bool>,
    name: &'static str,
    class: &'static str,
    title: Signal<String>,
    content: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let place = NodeRef::<Dialog>::new();
    effect(move |_| {
        let Some(dialog) = place.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => {
                let _ = dialog.show_modal();
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let heading = format!("{name}-title");
    let close = derived(move || td_string!(state.locale(), shell.close).to_owned());
    view! {
        <dialog
            class=class data-dialog=name aria-labelledby=heading.clone() node_ref=place
            on:close=move |_| open.set(false)
        >
            <Show when=move || open.get()>
                <div class="spread dialog-head">
                    <h2 id=heading.clone()>{title}</h2>
                    <button
                        class="button quiet icon-only" type="button" data-action="close-dialog"
                        aria-label=close title=close on:click=move |_| open.set(false)
                    >
                        <Icon name=Icon::Close />
                    </button>
                </div>
                {content()}
            </Show>
        </dialog>
    }
}
