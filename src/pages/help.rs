//! What a newcomer may ask: how to read the page, where its numbers come from, what keeps the data.

use leptos::prelude::*;

use crate::dom::view;
use crate::i18n::td_string;
use crate::state::use_state;

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
                td_string!(locale, help.figures),
                td_string!(locale, help.figures_text),
            ),
            (
                td_string!(locale, help.keep),
                td_string!(locale, help.keep_text),
            ),
            (
                td_string!(locale, help.keys),
                td_string!(locale, help.keys_text),
            ),
        ];
        let sections = sections.map(|(title, text)| {
            view! { <section class="panel"><h2>{title}</h2><p>{text}</p></section> }.into_any()
        });
        view! {
            <div class="page help">
                <h1>{td_string!(locale, help.title)}</h1>
                <div class="cards">{sections.into_iter().collect_view()}</div>
            </div>
        }
        .into_any()
    }
}
