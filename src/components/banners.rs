//! What must not be overlooked: generated figures, what was shared and is not kept, a link that was refused, and
//! a storage that does not keep what is entered.

use leptos::prelude::*;
use muctieu_core::lang::Say;

use super::icon::Icon;
use crate::dom::{memo, view};
use crate::i18n::td_string;
use crate::platform::files;
use crate::platform::storage::{Browser, KeyValue};
use crate::state::{AppState, StorageState, use_state};

/// The banners under the head of the page.
#[component]
pub fn Banners() -> impl IntoView {
    let state = use_state();
    let storage = memo(move |_| state.storage.get());
    let illustration = memo(move |_| state.is_illustration());
    view! {
        <Show when=move || illustration.get()>
            <div class="banner" data-tone="watermark" role="note" data-watermark="">
                <Icon name=Icon::Info />
                <p><b>{move || td_string!(state.locale(), shell.watermark)}</b>" "{move || td_string!(state.locale(), shell.watermark_note)}</p>
            </div>
        </Show>
        {move || state.key().map(|key| key.visit_banners(state))}
        {move || match storage.get() {
            StorageState::Ok => None,
            // What there is to do about it takes the rest of the program.
            trouble => state.key().map(|key| key.storage_banner(state, trouble)),
        }}
    }
}

/// What is wrong with the storage, and the way out.
pub fn storage_banner(state: AppState, storage: StorageState) -> AnyView {
    let save = move |_| export(state);
    match storage {
        StorageState::Ok => ().into_any(),
        StorageState::Memory | StorageState::Full => {
            let full = storage == StorageState::Full;
            view! {
                <div class="banner" data-tone="bad" role="alert">
                    <Icon name=Icon::AtRisk />
                    <p>{move || if full { td_string!(state.locale(), shell.storage_full) } else { td_string!(state.locale(), shell.storage_memory) }}</p>
                    <button class="button small" type="button" on:click=save>
                        <Icon name=Icon::Download />{move || td_string!(state.locale(), shell.export)}
                    </button>
                </div>
            }
            .into_any()
        }
        StorageState::Corrupt { aside, error } => view! {
            <div class="banner" data-tone="warn" role="alert">
                <Icon name=Icon::AtRisk />
                <p>{move || td_string!(state.locale(), shell.storage_corrupt)}" "{move || error.say(state.lang())}</p>
                <button class="button small" type="button" data-action="download-aside" on:click=move |_| {
                    if let Ok(Some(text)) = Browser.get(&aside) {
                        let _ = files::save("muctieu-hong.json", "application/json", &text);
                    }
                }>
                    <Icon name=Icon::Download />{move || td_string!(state.locale(), shell.download_aside)}
                </button>
                <button class="button small quiet" type="button" on:click=move |_| state.storage.set(StorageState::Ok)>
                    {move || td_string!(state.locale(), shell.understood)}
                </button>
            </div>
        }
        .into_any(),
    }
}

/// Offers the whole workspace as a JSON file.
pub fn export(state: AppState) {
    let (name, text) = state.workspace.with_untracked(|workspace| {
        let mark = if state.is_illustration() {
            "minh-hoa-"
        } else {
            ""
        };
        (
            format!(
                "muctieu-{mark}{}-{}.json",
                workspace.id,
                muctieu_core::calendar::to_iso(state.as_of.get_untracked())
            ),
            muctieu_core::store::write(workspace),
        )
    });
    match text {
        Ok(text) => {
            if files::save(&name, "application/json", &text).is_err() {
                state.tell(
                    td_string!(state.locale(), shell.export_failed).to_owned(),
                    true,
                );
            }
        }
        Err(error) => state.tell(error.say(state.lang()), true),
    }
}
