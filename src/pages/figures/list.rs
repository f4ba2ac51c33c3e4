//! The list of the indicators, searchable, with what each has and what it waits for.

use leptos::prelude::*;
use muctieu_core::number::format_date;

use super::entries::{Entries, Entry};
use super::search::plain;
use crate::components::Icon;
use crate::dom::{Memo, memo, view};
use crate::i18n::td_string;
use crate::state::use_state;

/// The name of the search field in the document.
pub const SEARCH: &str = "figures-search";

/// Which indicators are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Only {
    All,
    Missing,
    Doubtful,
}

/// The list.
#[component]
pub fn List(
    /// The indicators.
    entries: Memo<Entries>,
) -> impl IntoView {
    let state = use_state();
    let question = RwSignal::new(String::new());
    let only = RwSignal::new(Only::All);
    let shown = memo(move |_| {
        let question = plain(&question.get());
        let only = only.get();
        entries.with(|entries| {
            entries
                .iter()
                .filter(|entry| match only {
                    Only::All => true,
                    Only::Missing => entry.is_missing(),
                    Only::Doubtful => entry.doubts > 0,
                })
                .filter(|entry| entry.is_found_by(&question))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let count = move |only: Only| {
        entries.with(|entries| match only {
            Only::All => entries.len(),
            Only::Missing => entries.iter().filter(|entry| entry.is_missing()).count(),
            Only::Doubtful => entries.iter().filter(|entry| entry.doubts > 0).count(),
        })
    };
    let chip = move |choice: Only, id: &'static str| {
        let word = move || {
            let locale = state.locale();
            match choice {
                Only::All => td_string!(locale, figures.only_all),
                Only::Missing => td_string!(locale, figures.only_missing),
                Only::Doubtful => td_string!(locale, figures.only_doubtful),
            }
        };
        view! {
            <button
                class="chip" type="button" data-only=id
                aria-pressed=move || if only.get() == choice { "true" } else { "false" }
                on:click=move |_| only.set(choice)
            >
                {word}" "<b>{move || count(choice)}</b>
            </button>
        }
    };
    view! {
        <nav class="figures-list panel flush" aria-label=move || td_string!(state.locale(), figures.list)>
            <div class="figures-list-head stack">
                <div class="figures-search">
                    <Icon name=Icon::Search />
                    <input
                        class="input" id=SEARCH type="search" autocomplete="off"
                        aria-label=move || td_string!(state.locale(), figures.search)
                        placeholder=move || td_string!(state.locale(), figures.search)
                        prop:value=move || question.get()
                        on:input=move |event| question.set(event_target_value(&event))
                    />
                </div>
                <div class="cluster" role="group" aria-label=move || td_string!(state.locale(), figures.only)>
                    {chip(Only::All, "all")}
                    {chip(Only::Missing, "missing")}
                    {chip(Only::Doubtful, "doubtful")}
                </div>
            </div>
            <ul>
                <For each=move || shown.get() key=|entry| format!("{entry:?}") let:entry>
                    <Pick entry=entry />
                </For>
            </ul>
            <Show when=move || shown.with(Vec::is_empty)>
                <p class="figures-list-none muted" role="status">{move || td_string!(state.locale(), figures.nothing_found)}</p>
            </Show>
        </nav>
    }
}

/// One indicator of the list.
#[component]
fn Pick(
    /// The indicator.
    entry: Entry,
) -> impl IntoView {
    let state = use_state();
    let id = entry.id.clone();
    let chosen = {
        let id = id.clone();
        move || state.figures_of.with(|open| open.as_ref() == Some(&id))
    };
    let Entry {
        item,
        title,
        joined,
        part,
        count,
        newest,
        doubts,
        ..
    } = entry;
    let name = id.to_string();
    let stand = move || {
        let locale = state.locale();
        match newest {
            _ if joined => td_string!(locale, figures.by_parts).to_owned(),
            Some(date) => td_string!(
                locale,
                figures.has,
                count = count,
                date = format_date(date, state.lang())
            ),
            None => td_string!(locale, figures.missing).to_owned(),
        }
    };
    view! {
        <li data-part=part.then_some("")>
            <button
                type="button" data-pick=name data-count=count.to_string() data-missing=(!joined && count == 0).then_some("")
                aria-current=move || chosen().then_some("true")
                on:click=move |_| super::open(state, id.clone())
            >
                <span class="pick-item">{item}</span>
                <span class="pick-title">{move || title.get(state.lang()).to_owned()}</span>
                <span class="pick-stand">{stand}</span>
                {(doubts > 0).then(|| view! {
                    <span class="pick-doubts"><Icon name=Icon::AtRisk />{move || td_string!(state.locale(), figures.doubts, count = doubts)}</span>
                })}
            </button>
        </li>
    }
}
