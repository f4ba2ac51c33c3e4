//! The dialog in which the reader shares what they see: by a link, by a code for the phones in the room, by a file.

mod code;
mod link;

use leptos::prelude::*;
use muctieu_core::indicator::IndicatorId;
use muctieu_core::lang::{Lang, Say};
use muctieu_core::share::{Carry, ShareError, Shared};

use super::dialog::dialog;
use super::icon::Icon;
use crate::dom::{Memo, derived, memo, view};
use crate::i18n::{Locale, td_string};
use crate::platform::{document, files};
use crate::state::AppState;
use crate::state::share::{share_file, shared};

/// The dialog; it opens by [`AppState`]'s `sharing`.
pub fn share_dialog(state: AppState) -> AnyView {
    let title = word(state, |locale| td_string!(locale, share.title));
    let class = "dialog wide share-dialog";
    dialog(state, state.sharing, "share", class, title, move || {
        body(state)
    })
}

/// A text that follows the language.
fn word(state: AppState, of: fn(Locale) -> &'static str) -> Signal<String> {
    derived(move || of(state.locale()).to_owned())
}

/// What is in the dialog. It is made when the dialog opens, and holds what is on show then.
fn body(state: AppState) -> AnyView {
    let send = move |carry| shared(state, state.active.get_untracked().as_ref(), carry);
    let drivers = send(Carry::View).own_drivers();
    // What nobody else could open without the figures goes with them, unless the reader wants otherwise.
    let figures = RwSignal::new(!drivers.is_empty());
    let sent = memo(move |_| {
        send(if figures.get() {
            Carry::Figures
        } else {
            Carry::View
        })
    });
    let link = memo(move |_| sent.with(|sent| sent.link(&document::address())));
    view! {
        <div class="share-body">
            <div class="stack">
                {holds(state, sent)}
                {carry(state, figures, sent, drivers)}
                {link::link(state, link)}
                {file(state, sent)}
            </div>
            {code::code(state, link)}
        </div>
    }
}

/// What whoever opens the link will see.
fn holds(state: AppState, sent: Memo<Shared>) -> AnyView {
    let title = word(state, |locale| td_string!(locale, share.holds));
    let lines = derived(move || {
        let lang = state.lang();
        sent.with(|sent| state.workspace.with_untracked(|own| sent.holds(own, lang)))
    });
    view! {
        <section aria-labelledby="share-holds">
            <h3 id="share-holds">{title}</h3>
            <ul class="share-lines" data-share-holds="">{list(lines)}</ul>
        </section>
    }
}

/// Sentences as the items of a list.
pub(super) fn list(lines: Signal<Vec<String>>) -> AnyView {
    let item = |line: String| view! { <li>{line}</li> };
    view! { {move || lines.get().into_iter().map(item).collect::<Vec<_>>()} }
}

/// The choice of sending the figures along; these drivers of the reader's own are in the scenario.
fn carry(
    state: AppState,
    figures: RwSignal<bool>,
    sent: Memo<Shared>,
    drivers: Vec<IndicatorId>,
) -> AnyView {
    let label = word(state, |locale| td_string!(locale, share.with_figures));
    let called = move |lang: Lang| {
        state.workspace.with_untracked(|workspace| {
            let drivers = drivers
                .iter()
                .filter_map(|id| workspace.drivers.driver(id.as_str()));
            let names: Vec<&str> = drivers.map(|driver| driver.title.get(lang)).collect();
            names.join("; ")
        })
    };
    // Without a workspace that every page comes with, the link alone shows nothing to whoever does not have it.
    let hint = derived(move || {
        let (locale, lang) = (state.locale(), state.lang());
        let name = sent.with(|sent| {
            let bare = sent.figures().is_none();
            sent.workspace_name(lang).filter(|_| bare)
        });
        let drivers = called(lang);
        match name {
            Some(name) => td_string!(locale, share.needs_workspace, name = name),
            None if drivers.is_empty() => td_string!(locale, share.with_figures_hint).to_owned(),
            None => td_string!(locale, share.needs_drivers, names = drivers),
        }
    });
    view! {
        <div class="share-carry">
            <label class="check">
                <input
                    type="checkbox" data-action="with-figures" aria-describedby="share-carry-hint"
                    prop:checked=move || figures.get()
                    on:change=move |event| figures.set(event_target_checked(&event))
                />
                <span>{label}</span>
            </label>
            <p class="muted small" id="share-carry-hint">{hint}</p>
        </div>
    }
}

/// The file: always offered, and the only way where a link would be too long.
fn file(state: AppState, sent: Memo<Shared>) -> AnyView {
    // Without a reason where it was the browser that made no file.
    let saved = RwSignal::new(Ok::<(), Option<ShareError>>(()));
    let save = move |_| {
        let written = sent.with_untracked(share_file).map_err(Some);
        saved.set(written.and_then(|(name, text)| {
            files::save(&name, "application/json", &text).map_err(|_| None)
        }));
    };
    let told = derived(move || {
        let error = saved.get().err()?;
        Some(match error {
            Some(error) => error.say(state.lang()),
            None => td_string!(state.locale(), shell.export_failed).to_owned(),
        })
    });
    let label = word(state, |locale| td_string!(locale, share.save_file));
    let hint = word(state, |locale| td_string!(locale, share.file_hint));
    view! {
        <div class="cluster">
            <button class="button" type="button" data-action="save-share" on:click=save>
                <Icon name=Icon::Download />{label}
            </button>
            <p class="muted small share-file-hint">{hint}</p>
        </div>
        <p class="small strong" role="alert">{told}</p>
    }
}
