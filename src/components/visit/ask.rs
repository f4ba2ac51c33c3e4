//! The questions before something of the reader's own changes or goes.

use leptos::prelude::*;
use muctieu_core::number::format_number;
use muctieu_core::share::Keep;

use super::{kept, left, word};
use crate::components::dialog::dialog;
use crate::components::share::list;
use crate::dom::{derived, effect, view};
use crate::i18n::td_string;
use crate::state::AppState;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// Whether to keep the sender's figures as well.
    Keep,
    /// Whether to leave what was entered during the visit.
    Leave,
}

/// The dialog of the question that is asked, if one is.
pub(super) fn dialog_of(state: AppState, ask: RwSignal<Option<Ask>>) -> AnyView {
    let open = RwSignal::new(false);
    // The question is there while the dialog is open, and gone when it is closed.
    effect(move |_| open.set(ask.with(Option::is_some)));
    effect(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            ask.set(None);
        }
        now
    });
    let title = derived(move || {
        let locale = state.locale();
        match ask.get() {
            Some(Ask::Leave) => td_string!(locale, share.ask_leave),
            _ => td_string!(locale, share.ask_keep),
        }
        .to_owned()
    });
    let body = move || match ask.get_untracked() {
        Some(asked) => question(state, asked, open),
        None => ().into_any(),
    };
    dialog(state, open, "ask", "dialog", title, body)
}

fn question(state: AppState, asked: Ask, open: RwSignal<bool>) -> AnyView {
    let lines = derived(move || match asked {
        Ask::Keep => toll(state),
        Ask::Leave => vec![td_string!(state.locale(), share.leave_loses).to_owned()],
    });
    let yes = match asked {
        Ask::Keep => word(state, |locale| td_string!(locale, share.keep_figures_yes)),
        Ask::Leave => word(state, |locale| td_string!(locale, share.leave_yes)),
    };
    let no = match asked {
        Ask::Keep => word(state, |locale| td_string!(locale, share.keep_figures_no)),
        Ask::Leave => word(state, |locale| td_string!(locale, share.leave_no)),
    };
    let act = move |_| {
        open.set(false);
        match asked {
            Ask::Keep => kept(state, Keep::Everything),
            Ask::Leave => left(state),
        }
    };
    view! {
        <ul class="share-lines" data-ask="">{list(lines)}</ul>
        <div class="dialog-actions">
            <button class="button" type="button" data-action="ask-no" on:click=move |_| open.set(false)>{no}</button>
            <button class="button primary" type="button" data-action="ask-yes" on:click=act>{yes}</button>
        </div>
    }
}

/// What keeping the figures would do, a sentence each.
fn toll(state: AppState) -> Vec<String> {
    let (locale, lang) = (state.locale(), state.lang());
    let Some(toll) = state.toll() else {
        return Vec::new();
    };
    let number = |count: usize| format_number(count as f64, 0, lang);
    let mut lines = Vec::new();
    if toll.is_new {
        lines.push(td_string!(
            locale,
            share.toll_new,
            count = number(toll.added)
        ));
        return lines;
    }
    if toll.added + toll.corrected > 0 {
        lines.push(td_string!(
            locale,
            share.toll_figures,
            added = number(toll.added),
            corrected = number(toll.corrected)
        ));
    }
    if toll.dropped > 0 {
        let count = number(toll.dropped);
        lines.push(td_string!(locale, share.toll_dropped, count = count));
    }
    if toll.scenarios > 0 {
        let count = number(toll.scenarios);
        lines.push(td_string!(locale, share.toll_scenarios, count = count));
    }
    if toll.assumptions {
        lines.push(td_string!(locale, share.toll_assumptions).to_owned());
    }
    lines.push(td_string!(locale, share.toll_undo).to_owned());
    lines
}
