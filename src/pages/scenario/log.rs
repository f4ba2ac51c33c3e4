//! The log of the meeting: every move with its time and its effect, the newest first; a line leads back to its moment.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use muctieu_core::calendar::to_iso;
use muctieu_core::minutes::{Entry, LONGEST_BOOKMARK};
use muctieu_core::number::format_date;

use crate::components::Icon;
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;
use crate::platform::{clipboard, files};
use crate::state::AppState;
use crate::state::log::minutes;

/// Lines that are shown at first, and that every wish for more adds.
const LINES: usize = 50;

/// The panel.
pub fn panel(state: AppState) -> AnyView {
    let most = RwSignal::new(LINES);
    let count = memo(move |_| state.log.with(|log| log.entries().len()));
    let names = memo(move |_| {
        let most = most.get();
        state.log.with(|log| {
            let newest = log.entries().iter().rev().take(most);
            newest.map(|entry| entry.id.clone()).collect::<Vec<_>>()
        })
    });
    let title = derived(move || td_string!(state.locale(), log.title).to_owned());
    let lead = derived(move || td_string!(state.locale(), log.lead).to_owned());
    let hidden = move || count.get().saturating_sub(most.get());
    view! {
        <section class="log" aria-labelledby="log-title" data-log="">
            <div class="spread">
                <div>
                    <h2 id="log-title">{title}</h2>
                    <p class="small muted">{lead}</p>
                </div>
                {tools(state)}
            </div>
            <Show when=move || count.get() == 0>
                {empty(state)}
            </Show>
            <ol class="log-list" reversed="">
                <For each=move || names.get() key=Clone::clone let:id>
                    {line(state, id)}
                </For>
            </ol>
            <Show when=move || { hidden() > 0 }>
                <button class="button small" type="button" data-action="log-more" on:click=move |_| most.update(|most| *most += LINES)>
                    <Icon name=Icon::ChevronDown />
                    {move || td_string!(state.locale(), log.more, count = hidden())}
                </button>
            </Show>
        </section>
    }
    .into_any()
}

fn empty(state: AppState) -> AnyView {
    view! {
        <div class="empty">
            <Icon name=Icon::History />
            <h3>{move || td_string!(state.locale(), log.empty_title)}</h3>
            <p>{move || td_string!(state.locale(), log.empty_text)}</p>
        </div>
    }
    .into_any()
}

/// Undo, redo, replay and the minutes.
fn tools(state: AppState) -> AnyView {
    let undo = derived(move || td_string!(state.locale(), wall.undo).to_owned());
    let redo = derived(move || td_string!(state.locale(), wall.redo).to_owned());
    let replay = derived(move || td_string!(state.locale(), log.replay).to_owned());
    let export = derived(move || td_string!(state.locale(), log.export).to_owned());
    let none = move || state.log.with(|log| log.entries().is_empty());
    let no_undo = move || state.history.with(|history| history.can_undo().is_none());
    let no_redo = move || state.history.with(|history| history.can_redo().is_none());
    view! {
        <div class="cluster log-tools">
            <button class="button small" type="button" data-action="log-undo" disabled=no_undo on:click=move |_| state.undo()>
                <Icon name=Icon::Undo />{undo}
            </button>
            <button class="button small" type="button" data-action="log-redo" disabled=no_redo on:click=move |_| state.redo()>
                <Icon name=Icon::Redo />{redo}
            </button>
            <button
                class="button small" type="button" data-action="log-replay" disabled=none
                aria-pressed=move || state.shown.with(Option::is_some).to_string()
                on:click=move |_| state.replay_last()
            >
                <Icon name=Icon::Play />{replay}
            </button>
            <button class="button small" type="button" data-action="log-export" disabled=none on:click=move |_| save(state)>
                <Icon name=Icon::Download />{export}
            </button>
        </div>
    }
    .into_any()
}

/// Offers the minutes as a file.
fn save(state: AppState) {
    let name = state.workspace.with_untracked(|workspace| {
        let mark = if state.is_illustration() {
            "minh-hoa-"
        } else {
            ""
        };
        let date = to_iso(state.as_of.get_untracked());
        format!("bien-ban-{mark}{}-{date}.md", workspace.id)
    });
    let saved =
        minutes(state).is_some_and(|text| files::save(&name, "text/markdown", &text).is_ok());
    if !saved {
        state.tell(
            td_string!(state.locale(), shell.export_failed).to_owned(),
            true,
        );
    }
}

/// A line, as long as its entry is in the log.
fn line(state: AppState, id: String) -> AnyView {
    let entry = state.log.with_untracked(|log| log.entry(&id).cloned());
    let Some(entry) = entry else {
        return ().into_any();
    };
    let clock = entry.at.clock().to_owned();
    let date = entry.at.date();
    let day =
        derived(move || date.map_or_else(String::new, |date| format_date(date, state.lang())));
    let words = told(state, &entry, Entry::in_words);
    let effect = told(state, &entry, |entry, workspace, lang| {
        entry.effect.in_words(workspace, lang)
    });
    let scenario = entry.scenario.name.clone();
    let colour = entry.scenario.colour.to_string();
    let back = derived(move || td_string!(state.locale(), log.back).to_owned());
    let go = {
        let (id, clock) = (id.clone(), clock.clone());
        move |_| go_back(state, &id, &clock)
    };
    view! {
        <li class="log-line" data-log-line=id.clone()>
            <p class="log-time"><time>{clock.clone()}</time>" "<span class="tiny muted">{day}</span></p>
            <div class="log-what">
                {mark(state, id.clone(), clock.clone())}
                <button class="log-back" type="button" data-action="log-return" title=back on:click=go>
                    <span class="log-words">{words}</span>
                    <span class="log-effect">{effect}</span>
                </button>
                <p class="log-scenario small" data-colour=colour><span class="dot" aria-hidden="true"></span>{scenario}</p>
            </div>
            <div class="log-line-tools">{link(state, &entry, clock)}</div>
        </li>
    }
    .into_any()
}

/// Something of an entry in words, in the page's language.
fn told(
    state: AppState,
    entry: &Arc<Entry>,
    words: impl Fn(&Entry, &muctieu_core::workspace::Workspace, muctieu_core::lang::Lang) -> String
    + Send
    + Sync
    + 'static,
) -> Signal<String> {
    let entry = entry.clone();
    derived(move || {
        let lang = state.lang();
        state
            .workspace
            .with_untracked(|workspace| words(&entry, workspace, lang))
    })
}

fn go_back(state: AppState, id: &str, clock: &str) {
    let before = state.log.with_untracked(|log| log.entries().len());
    if !state.return_to(id) {
        return;
    }
    let locale = state.locale();
    if state.log.with_untracked(|log| log.entries().len()) == before {
        state.tell(td_string!(locale, log.there).to_owned(), false);
    } else {
        let told = td_string!(locale, log.returned, clock = clock.to_owned());
        state.tell_undoable(told);
    }
}

/// The name of a bookmark, or the button that makes one.
fn mark(state: AppState, id: String, clock: String) -> AnyView {
    let open = RwSignal::new(false);
    let name = {
        let id = id.clone();
        memo(move |_| {
            state.log.with(|log| {
                let entry = log.entry(&id);
                entry.map_or_else(String::new, |entry| entry.bookmark.clone())
            })
        })
    };
    let shown = move || open.get() || name.with(|name| !name.is_empty());
    let at = clock.clone();
    let label = derived(move || td_string!(state.locale(), log.bookmark_name, clock = at.clone()));
    let make = derived(move || td_string!(state.locale(), log.bookmark_of, clock = clock.clone()));
    let word = derived(move || td_string!(state.locale(), log.bookmark).to_owned());
    let hint = derived(move || td_string!(state.locale(), log.bookmark_hint).to_owned());
    let field = format!("bookmark-{id}");
    let focus = field.clone();
    let begin = move |_| {
        open.set(true);
        let field = focus.clone();
        crate::platform::timers::later(0, move || crate::platform::document::focus(&field));
    };
    let put = move |event: web_sys::Event| {
        state.bookmark(&id, &event_target_value(&event));
        open.set(false);
    };
    view! {
        <Show
            when=shown
            fallback=move || view! {
                <button class="link log-mark" type="button" data-action="log-bookmark" aria-label=make on:click=begin.clone()>{word}</button>
            }
        >
            <input
                class="input small log-name" type="text" id=field.clone() data-log-bookmark="" autocomplete="off"
                maxlength=LONGEST_BOOKMARK.to_string() placeholder=hint aria-label=label prop:value=move || name.get()
                on:change=put.clone()
                on:blur=move |_| open.set(false)
            />
        </Show>
    }
    .into_any()
}

/// The button that copies the link of a line.
fn link(state: AppState, entry: &Arc<Entry>, clock: String) -> AnyView {
    let entry = entry.clone();
    let label = derived(move || td_string!(state.locale(), log.copy_of, clock = clock.clone()));
    let word = derived(move || td_string!(state.locale(), log.copy).to_owned());
    let copy = move |_| {
        let locale = state.locale();
        let Some(link) = state.share_link(&entry.scenario, entry.as_of) else {
            state.tell(td_string!(locale, log.no_link).to_owned(), true);
            return;
        };
        spawn_local(async move {
            let copied = clipboard::copy(link).await.is_ok();
            let told = if copied {
                td_string!(locale, log.copied)
            } else {
                td_string!(locale, log.not_copied)
            };
            state.tell(told.to_owned(), !copied);
        });
    };
    view! {
        <button class="button quiet small icon-only" type="button" data-action="log-link" aria-label=label title=word on:click=copy>
            <Icon name=Icon::Copy />
        </button>
    }
    .into_any()
}
