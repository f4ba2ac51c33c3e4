//! The changes of a scenario in plain words: each with a switch, and the way back.

use leptos::prelude::*;
use muctieu_core::edit::Edit;
use muctieu_core::lever::LeverId;
use muctieu_core::scenario::{Change, Scenario};

use crate::components::Icon;
use crate::dom::{Memo, derived, memo, view};
use crate::i18n::td_string;
use crate::state::AppState;

/// The changes of the scenario that is on.
pub(super) fn active(state: AppState) -> AnyView {
    let scenario = memo(move |_| state.scenario());
    let heading = derived(move || td_string!(state.locale(), scenario.changes_title).to_owned());
    let count = move || {
        let count = scenario.with(|one| one.as_ref().map_or(0, |one| one.changes.len()));
        (count > 0).then(|| count.to_string())
    };
    let none = derived(move || td_string!(state.locale(), scenario.no_changes).to_owned());
    let any = move || scenario.with(|one| one.as_ref().is_some_and(|one| !one.changes.is_empty()));
    view! {
        <Show when=move || state.has_scenario()>
            <section class="panel active-changes" aria-labelledby="changes-title">
                <h2 id="changes-title">{heading}" "<span class="muted num">{count}</span></h2>
                <Show when=any fallback=move || view! { <p class="muted small">{none}</p> }>
                    {lines(state, scenario)}
                </Show>
            </section>
        </Show>
    }
    .into_any()
}

/// The list of a scenario's changes.
pub(super) fn lines(state: AppState, scenario: Memo<Option<Scenario>>) -> AnyView {
    let levers = move || {
        scenario.with(|one| {
            let changes = one.as_ref().map(|one| one.changes.iter());
            let levers = changes
                .into_iter()
                .flatten()
                .map(|change| change.lever.clone());
            levers.collect::<Vec<_>>()
        })
    };
    view! {
        <ul class="changes">
            <For each=levers key=ToString::to_string let:lever>
                {line(state, scenario, lever)}
            </For>
        </ul>
    }
    .into_any()
}

/// One change. The line stays while its value moves.
fn line(state: AppState, scenario: Memo<Option<Scenario>>, lever: LeverId) -> AnyView {
    let change = {
        let lever = lever.clone();
        memo(move |_| scenario.with(|one| one.as_ref()?.change(&lever).cloned()))
    };
    let words = state.at_rest(move || {
        let lang = state.lang();
        // What it is told by changes with the base; the workspace changes with every move of any lever.
        state.base.track();
        let told = change.with(|change| {
            let change = change.as_ref()?;
            state
                .workspace
                .with_untracked(|workspace| workspace.change_in_words(change, lang))
        });
        told.unwrap_or_default()
    });
    let off = move || change.with(|change| change.as_ref().is_some_and(|change| change.off));
    let switch = move |_| {
        let id = scenario.with_untracked(|one| one.as_ref().map(|one| one.id.clone()));
        if let (Some(scenario), Some(now)) = (id, change.get_untracked()) {
            state.dispatch_or_tell(Edit::PutChange {
                scenario,
                change: Change {
                    off: !now.off,
                    ..now
                },
                place: None,
            });
        }
    };
    let hook = lever.to_string();
    let take_back = move |_| {
        let id = scenario.with_untracked(|one| one.as_ref().map(|one| one.id.clone()));
        if let Some(scenario) = id {
            state.dispatch_or_tell(Edit::MoveLever {
                scenario,
                lever: lever.clone(),
                value: None,
            });
        }
    };
    let on_word = derived(move || td_string!(state.locale(), scenario.change_on).to_owned());
    let on_label = derived(move || format!("{}: {}", on_word.get(), words.get()));
    let back = derived(move || td_string!(state.locale(), scenario.take_back).to_owned());
    let back_label = derived(move || format!("{}: {}", back.get(), words.get()));
    view! {
        <li data-change=hook data-off=move || off().then_some("")>
            <input
                type="checkbox" role="switch" class="change-switch" aria-label=on_label title=on_word
                prop:checked=move || !off() on:change=switch
            />
            <span>{words}</span>
            <button
                class="button quiet icon-only small" type="button" data-take-back=""
                aria-label=back_label title=back on:click=take_back
            >
                <Icon name=Icon::Close />
            </button>
        </li>
    }
    .into_any()
}
