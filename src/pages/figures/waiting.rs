//! What is waited for: the indicators without a figure of the plan year, and those whose figures contradict each
//! other. Shown where no indicator is open.

use leptos::prelude::*;

use super::entries::{Entries, Entry};
use crate::components::Icon;
use crate::components::figures::entry::measures;
use crate::components::figures::measure_word;
use crate::dom::{Memo, memo, view};
use crate::i18n::td_string;
use crate::state::{AppState, use_state};

/// The overview of what is missing.
#[component]
pub fn Waiting(
    /// The indicators.
    entries: Memo<Entries>,
) -> impl IntoView {
    let state = use_state();
    let only = move |wanted: fn(&Entry) -> bool| {
        memo(move |_| {
            entries.with(|entries| {
                let found = entries.iter().filter(|entry| wanted(entry));
                found.cloned().collect::<Vec<_>>()
            })
        })
    };
    let missing = only(Entry::is_missing);
    let doubtful = only(|entry| entry.doubts > 0);
    view! {
        <div class="stack figures-waiting">
            <Show when=move || !doubtful.with(Vec::is_empty)>
                <section class="panel" data-doubtful="">
                    <h2>{move || td_string!(state.locale(), figures.doubtful_title, count = doubtful.with(Vec::len))}</h2>
                    <p class="muted small">{move || td_string!(state.locale(), figures.doubtful_note)}</p>
                    <ul class="waiting-list">
                        <For each=move || doubtful.get() key=|entry| format!("{entry:?}") let:entry>
                            <Line entry=entry />
                        </For>
                    </ul>
                </section>
            </Show>
            <section class="panel" data-waiting=move || missing.with(Vec::len).to_string()>
                <h2>{move || td_string!(state.locale(), figures.waiting_title, count = missing.with(Vec::len))}</h2>
                <Show
                    when=move || !missing.with(Vec::is_empty)
                    fallback=move || view! {
                        <p class="figure-none"><Icon name=Icon::Achieved /><span>{move || td_string!(state.locale(), figures.waiting_none)}</span></p>
                    }
                >
                    <p class="muted small">{move || td_string!(state.locale(), figures.waiting_note)}</p>
                    <ul class="waiting-list">
                        <For each=move || missing.get() key=|entry| format!("{entry:?}") let:entry>
                            <Line entry=entry />
                        </For>
                    </ul>
                </Show>
            </section>
        </div>
    }
}

/// One indicator: a button that opens its figures.
#[component]
fn Line(
    /// The indicator.
    entry: Entry,
) -> impl IntoView {
    let state = use_state();
    let Entry {
        id,
        item,
        title,
        others,
        doubts,
        ..
    } = entry;
    let awaited = awaited(state, &id);
    let aside = move || {
        let locale = state.locale();
        if doubts > 0 {
            td_string!(locale, figures.doubts, count = doubts)
        } else if others > 0 {
            td_string!(locale, figures.has_others, count = others)
        } else {
            String::new()
        }
    };
    view! {
        <li>
            <button type="button" on:click=move |_| super::open(state, id.clone())>
                <span class="pick-item">{item}</span>
                <span class="pick-title">{move || title.get(state.lang()).to_owned()}</span>
                <span class="pick-stand">{awaited}</span>
                <span class="pick-stand">{aside}</span>
            </button>
        </li>
    }
}

/// What kind of figure an indicator waits for.
fn awaited(
    state: AppState,
    id: &muctieu_core::indicator::IndicatorId,
) -> impl Fn() -> &'static str + use<> {
    let kind = state.workspace.with_untracked(|workspace| {
        workspace
            .indicator(id.as_str())
            .map(|indicator| indicator.kind)
    });
    let measure = kind.and_then(|kind| measures(kind).first().copied());
    move || measure.map_or("", |measure| measure_word(measure, state.locale()))
}
