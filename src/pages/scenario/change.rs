//! The changes of a scenario in plain words: each with a switch, and the way back.

use leptos::prelude::*;
use muctieu_core::edit::Edit;
use muctieu_core::lever::LeverId;
use muctieu_core::scenario::{Change, Scenario, ScenarioId};

use crate::components::Icon;
use crate::dom::{Memo, derived, memo, view};
use crate::i18n::td_string;
use crate::state::AppState;

/// The changes of the scenario that is on.
pub(super) fn active(state: AppState) -> AnyView {
    let levers = memo(move |_| state.with_scenario(levers_of));
    let heading = derived(move || td_string!(state.locale(), scenario.changes_title).to_owned());
    let count = move || {
        let count = levers.with(Vec::len);
        (count > 0).then(|| count.to_string())
    };
    let none = derived(move || td_string!(state.locale(), scenario.no_changes).to_owned());
    let any = move || levers.with(|levers| !levers.is_empty());
    // Each line follows its own lever: the scenario is another one with every move of any.
    let one = move |lever: LeverId| {
        let change = state.change_of(&lever);
        line(state, derived(move || state.active.get()), change, lever)
    };
    view! {
        <Show when=move || state.has_scenario()>
            <section class="panel active-changes" aria-labelledby="changes-title">
                <h2 id="changes-title">{heading}" "<span class="muted num">{count}</span></h2>
                <Show when=any fallback=move || view! { <p class="muted small">{none}</p> }>
                    {list(levers, one)}
                </Show>
            </section>
        </Show>
    }
    .into_any()
}

/// The list of a scenario's changes.
pub(super) fn lines(state: AppState, scenario: Memo<Option<Scenario>>) -> AnyView {
    let levers = memo(move |_| scenario.with(|one| levers_of(one.as_ref())));
    let id = derived(move || scenario.with(|one| one.as_ref().map(|one| one.id.clone())));
    list(levers, move |lever: LeverId| {
        let own = lever.clone();
        let change = memo(move |_| scenario.with(|one| one.as_ref()?.change(&own).cloned()));
        line(state, id, change, lever)
    })
}

fn levers_of(scenario: Option<&Scenario>) -> Vec<LeverId> {
    let changes = scenario.map(|scenario| scenario.changes.iter());
    let levers = changes.into_iter().flatten();
    levers.map(|change| change.lever.clone()).collect()
}

fn list(
    levers: Memo<Vec<LeverId>>,
    line: impl Fn(LeverId) -> AnyView + Copy + Send + Sync + 'static,
) -> AnyView {
    view! {
        <ul class="changes">
            <For each=move || levers.get() key=ToString::to_string let:lever>
                {line(lever)}
            </For>
        </ul>
    }
    .into_any()
}

/// One change. The line stays while its value moves.
fn line(
    state: AppState,
    scenario: Signal<Option<ScenarioId>>,
    change: Memo<Option<Change>>,
    lever: LeverId,
) -> AnyView {
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
        if let (Some(scenario), Some(now)) = (scenario.get_untracked(), change.get_untracked()) {
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
        if let Some(scenario) = scenario.get_untracked() {
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
