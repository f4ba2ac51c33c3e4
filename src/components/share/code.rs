//! The link as a QR code, drawn in the page; large for the phones at the back of the room.

use leptos::prelude::*;
use muctieu_core::share::{Qr, ShareError, qr};

use super::word;
use crate::components::dialog::dialog;
use crate::components::icon::Icon;
use crate::dom::{Memo, derived, memo, view};
use crate::i18n::td_string;
use crate::state::AppState;

/// From this many modules a side a code is read across a room only when it fills the screen.
const DENSE: usize = 97;

/// The code of a link with its button, where the link fits into one.
pub(super) fn code(state: AppState, link: Memo<Result<String, ShareError>>) -> AnyView {
    let code = memo(move |_| link.with(|link| link.as_deref().ok().and_then(|link| qr(link).ok())));
    let large = RwSignal::new(false);
    let there = move || code.with(Option::is_some);
    let none = word(state, |locale| td_string!(locale, share.no_code));
    view! {
        <figure class="share-code" data-share-code=move || there().then_some("")>
            <Show when=there fallback=move || view! { <p class="muted small">{none}</p> }>
                {shown(state, code, large)}
            </Show>
        </figure>
    }
}

fn shown(state: AppState, code: Memo<Option<Qr>>, large: RwSignal<bool>) -> AnyView {
    let dense = move || code.with(|code| code.as_ref().is_some_and(|code| code.size >= DENSE));
    let caption = derived(move || {
        let locale = state.locale();
        if dense() {
            td_string!(locale, share.code_dense)
        } else {
            td_string!(locale, share.code_hint)
        }
        .to_owned()
    });
    let enlarge = word(state, |locale| td_string!(locale, share.enlarge));
    let title = word(state, |locale| td_string!(locale, share.code_large));
    view! {
        {picture(state, code)}
        <figcaption class="muted small">{caption}</figcaption>
        <button class="button" type="button" data-action="enlarge-code" on:click=move |_| large.set(true)>
            <Icon name=Icon::Maximize />{enlarge}
        </button>
        {dialog(state, large, "code", "dialog share-room", title, move || picture(state, code))}
    }
}

/// The code itself: dark on light in every theme, with the margin that readers need.
fn picture(state: AppState, code: Memo<Option<Qr>>) -> AnyView {
    let label = word(state, |locale| td_string!(locale, share.code_label));
    let side = derived(move || code.with(|code| code.as_ref().map_or(0, Qr::side)));
    let path = derived(move || code.with(|code| code.as_ref().map(Qr::path).unwrap_or_default()));
    let window = move || format!("0 0 {0} {0}", side.get());
    view! {
        <svg class="qr" viewBox=window role="img" aria-label=label shape-rendering="crispEdges">
            <rect width=side height=side />
            <path d=path />
        </svg>
    }
}
