//! What a newcomer may ask: how to read the page, where its numbers come from, what keeps the data.

use leptos::prelude::*;

use crate::dom::view;
use crate::i18n::td_string;
use crate::state::{AppState, use_state};

/// The screen.
#[component]
pub fn HelpPage() -> impl IntoView {
    let state = use_state();
    move || {
        let locale = state.locale();
        let sections = [
            (
                td_string!(locale, help.read),
                td_string!(locale, help.read_text),
            ),
            (
                td_string!(locale, help.status),
                td_string!(locale, help.status_text),
            ),
            (
                td_string!(locale, help.as_of),
                td_string!(locale, help.as_of_text),
            ),
            (
                td_string!(locale, help.source),
                td_string!(locale, help.source_text),
            ),
            (
                td_string!(locale, help.scenario),
                td_string!(locale, help.scenario_text),
            ),
            (
                td_string!(locale, help.rooms),
                td_string!(locale, help.rooms_text),
            ),
            (
                td_string!(locale, help.meeting),
                td_string!(locale, help.meeting_text),
            ),
            (
                td_string!(locale, help.figures),
                td_string!(locale, help.figures_text),
            ),
            (
                td_string!(locale, help.keep),
                td_string!(locale, help.keep_text),
            ),
        ];
        let sections = sections.map(|(title, text)| {
            view! { <section class="panel"><h2>{title}</h2><p>{text}</p></section> }.into_any()
        });
        view! {
            <div class="page help">
                <h1>{td_string!(locale, help.title)}</h1>
                <div class="cards">
                    {sections.into_iter().collect_view()}
                    {keys(state)}
                </div>
            </div>
        }
        .into_any()
    }
}

/// The keys, and the switch for the one that needs no other key beside it (WCAG 2.1.4).
fn keys(state: AppState) -> AnyView {
    let locale = state.locale();
    let on = move || state.settings.with(|settings| settings.letter_keys);
    let turn = move |event| {
        let on = event_target_checked(&event);
        state.settings.update(|settings| settings.letter_keys = on);
    };
    view! {
        <section class="panel">
            <h2>{td_string!(locale, help.keys)}</h2>
            <p>{td_string!(locale, help.keys_text)}</p>
            <label class="check">
                <input type="checkbox" data-setting="letter-keys" prop:checked=on on:change=turn />
                <span>{td_string!(locale, help.letter_keys)}</span>
            </label>
        </section>
    }
    .into_any()
}
