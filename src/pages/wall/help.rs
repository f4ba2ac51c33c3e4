//! The list of the wall's keys.

use leptos::prelude::*;

use super::desk::Desk;
use crate::components::Icon;
use crate::dom::{derived, view};
use crate::i18n::{Locale, td_string};

/// A key as it is printed, and what it does.
type Line = (&'static str, fn(Locale) -> &'static str);

const LINES: [Line; 6] = [
    ("1 – 9", |locale| td_string!(locale, wall.key_digits)),
    ("← →", |locale| td_string!(locale, wall.key_side)),
    ("↑ ↓", |locale| td_string!(locale, wall.key_up)),
    ("Z", |locale| td_string!(locale, wall.key_undo)),
    ("?", |locale| td_string!(locale, wall.key_help)),
    ("Esc", |locale| td_string!(locale, wall.key_leave)),
];

pub(super) fn help(desk: Desk) -> AnyView {
    let state = desk.state;
    let title = derived(move || td_string!(state.locale(), wall.keys).to_owned());
    let close = derived(move || td_string!(state.locale(), shell.close).to_owned());
    let lines = move || {
        let line = |(key, words): &Line| {
            let words = *words;
            view! {
                <dt>{*key}</dt>
                <dd>{move || words(state.locale())}</dd>
            }
        };
        LINES.iter().map(line).collect::<Vec<_>>()
    };
    view! {
        <Show when=move || desk.help.get()>
            <section class="wall-help" role="region" aria-labelledby="wall-help-title" data-wall-help="">
                <div class="wall-chart-head">
                    <h2 id="wall-help-title">{title}</h2>
                    <button class="button quiet icon-only" type="button" aria-label=close on:click=move |_| desk.help.set(false)>
                        <Icon name=Icon::Close />
                    </button>
                </div>
                <dl>{lines()}</dl>
            </section>
        </Show>
    }
    .into_any()
}
