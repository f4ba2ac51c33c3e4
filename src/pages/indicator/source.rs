//! The sentence of the resolution, with the target's own words marked.

use leptos::prelude::*;

use crate::components::target::Subject;
use crate::dom::view;
use crate::i18n::td_string;
use crate::route::Route;

/// The sentence.
#[component]
pub(super) fn Source(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let indicator = subject.indicator();
    let href = Route::Text(Some(indicator.id.clone())).href();
    let sentence = state.workspace.with_untracked(|workspace| {
        let (before, words, after) = workspace.resolution.marked(indicator.passage?)?;
        Some((before.to_owned(), words.to_owned(), after.to_owned()))
    });
    view! {
        <section class="panel indicator-source" aria-labelledby="sentence">
            <h2 id="sentence">{move || td_string!(state.locale(), indicator.sentence)}</h2>
            {match sentence {
                Some((before, words, after)) => view! {
                    <blockquote lang="vi">{before}<mark>{words}</mark>{after}</blockquote>
                    <a class="small" href=href>{move || td_string!(state.locale(), indicator.to_text)}</a>
                }.into_any(),
                None => view! { <p class="small muted">{move || td_string!(state.locale(), indicator.no_sentence)}</p> }.into_any(),
            }}
        </section>
    }
}
