//! The finding in words: what the scenario that is on does to the targets in focus and to all together.

use leptos::prelude::*;
use muctieu_core::finding::WhatIf;
use muctieu_core::scenario::{Scenario, ScenarioId};

use crate::dom::{Memo, memo, view};
use crate::state::AppState;

/// The sentences, anew when what they tell changes. Where no scenario is on they say what the targets in focus would
/// take.
pub fn sentences(state: AppState) -> Memo<Vec<String>> {
    memo(move |_| {
        let (base, now) = (state.base.get(), state.board.get());
        let scenario = state
            .scenario()
            .unwrap_or_else(|| Scenario::new(ScenarioId("".into()), String::new()));
        let met = [state.base_interval(), state.met_interval()];
        let lang = state.lang();
        let as_of = state.as_of.get();
        let focus = state.focus.get();
        state.workspace.with_untracked(|workspace| {
            let what_if = WhatIf {
                workspace,
                as_of,
                base: &base,
                now: &now,
                scenario: &scenario,
                met,
            };
            what_if.sentences(&focus, lang)
        })
    })
}

/// The sentences, a paragraph each.
pub fn finding_lines(state: AppState) -> AnyView {
    let sentences = sentences(state);
    let numbered = move || sentences.get().into_iter().enumerate().collect::<Vec<_>>();
    view! {
        <div class="finding-lines" data-finding="">
            <For each=numbered key=Clone::clone let((_, sentence))>
                <p>{sentence}</p>
            </For>
        </div>
    }
    .into_any()
}
