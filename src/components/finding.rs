//! The finding in words: what the scenario that is on does to the targets in focus and to all together.

use leptos::prelude::*;
use muctieu_core::finding::WhatIf;
use muctieu_core::scenario::{Scenario, ScenarioId};

use crate::dom::{Memo, view};
use crate::state::AppState;

/// The sentences, anew when what they tell changes and no hand is moving it. Where no scenario is on they say what the
/// targets in focus would take.
pub fn sentences(state: AppState) -> Memo<Vec<String>> {
    state.at_rest(move || {
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
    // A line stays while its words change: they do so at every move.
    let numbered = move || 0..sentences.with(Vec::len);
    let line = move |at: usize| sentences.with(|all| all.get(at).cloned().unwrap_or_default());
    view! {
        <div class="finding-lines" data-finding="">
            <For each=numbered key=Clone::clone let:at>
                <p>{move || line(at)}</p>
            </For>
        </div>
    }
    .into_any()
}
