//! The link in its field: copied by a button, and judged by its length.

use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muctieu_core::lang::Say;
use muctieu_core::number::format_number;
use muctieu_core::share::{LONGEST_EVERYWHERE, ShareError};

use super::word;
use crate::components::icon::Icon;
use crate::dom::{Memo, derived, view};
use crate::i18n::td_string;
use crate::platform::{clipboard, document};
use crate::state::AppState;

/// The link, or why there is none.
pub(super) fn link(state: AppState, link: Memo<Result<String, ShareError>>) -> AnyView {
    let made = move || link.with(Result::is_ok);
    view! {
        <Show when=made fallback=move || refused(state, link)>
            {field(state, link)}
        </Show>
    }
}

/// Why there is no link; the file is offered below.
fn refused(state: AppState, link: Memo<Result<String, ShareError>>) -> AnyView {
    let why = move || {
        link.with(|link| {
            let error = link.as_ref().err();
            error.map(|error| error.say(state.lang()))
        })
    };
    view! {
        <p class="banner share-note" data-tone="warn" role="alert" data-share-refused="">
            <Icon name=Icon::AtRisk /><span>{why}</span>
        </p>
    }
}

fn field(state: AppState, link: Memo<Result<String, ShareError>>) -> AnyView {
    let place = NodeRef::<Input>::new();
    let said = RwSignal::new(None::<bool>);
    let copy = move |_| {
        let Some(text) = link.with_untracked(|link| link.clone().ok()) else {
            return;
        };
        // What was said of another link is not said of this one.
        said.set(None);
        spawn_local(async move {
            let copied = clipboard::copy(text).await.is_ok();
            if !copied && let Some(field) = place.get_untracked() {
                // Selected, so that the keys or the menu of the browser copy it.
                let _ = field.focus();
                field.select();
            }
            said.set(Some(copied));
        });
    };
    let address = derived(move || link.with(|link| link.clone().unwrap_or_default()));
    let count = move || link.with(|link| link.as_ref().map_or(0, String::len));
    let length = move || {
        let count = format_number(count() as f64, 0, state.lang());
        td_string!(state.locale(), share.length, count = count)
    };
    let long = move || count() > LONGEST_EVERYWHERE;
    let local = document::address().starts_with("file:");
    let told = move || {
        let locale = state.locale();
        said.get().map(|copied| {
            if copied {
                td_string!(locale, share.copied)
            } else {
                td_string!(locale, share.selected)
            }
        })
    };
    let label = word(state, |locale| td_string!(locale, share.link));
    let button = word(state, |locale| td_string!(locale, share.copy));
    view! {
        <div class="field">
            <label for="share-link">{label}</label>
            <div class="share-copy">
                <input
                    id="share-link" class="input" type="text" readonly="" spellcheck="false" data-share-link=""
                    aria-describedby="share-length" node_ref=place prop:value=address
                    on:focus=move |_| if let Some(field) = place.get_untracked() { field.select() }
                />
                <button class="button primary" type="button" data-action="copy-link" on:click=copy>
                    <Icon name=Icon::Copy />{button}
                </button>
            </div>
            <p class="muted small" id="share-length" data-share-length=move || count().to_string()>{length}</p>
            <p class="small strong" role="status" data-share-copied=move || said.get().map(|copied| copied.to_string())>{told}</p>
            <Show when=long>{note(state, false)}</Show>
            {local.then(|| note(state, true))}
        </div>
    }
}

/// What may keep the link from arriving: its length, or that this page lies in a file.
fn note(state: AppState, local: bool) -> AnyView {
    let text = move || {
        let (locale, lang) = (state.locale(), state.lang());
        let most = format_number(LONGEST_EVERYWHERE as f64, 0, lang);
        if local {
            td_string!(locale, share.local).to_owned()
        } else {
            td_string!(locale, share.long, most = most)
        }
    };
    let hook = if local { "local" } else { "long" };
    view! {
        <p class="banner share-note" data-tone="warn" data-share-warning=hook>
            <Icon name=Icon::AtRisk /><span>{text}</span>
        </p>
    }
}
