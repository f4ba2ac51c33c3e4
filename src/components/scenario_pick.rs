//! The choice of the scenario in the head of the page.

use leptos::prelude::*;
use muctieu_core::scenario::ScenarioId;

use super::icon::Icon;
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;
use crate::state::{AppState, use_state};

/// The value of the choice that makes a new scenario.
const NEW: &str = "+";

/// The list of scenarios: none, each of them, and a new one.
#[component]
pub fn ScenarioPick() -> impl IntoView {
    let state = use_state();
    let scenarios = memo(move |_| {
        state.workspace.with(|workspace| {
            workspace
                .scenarios
                .iter()
                .map(|scenario| (scenario.id.clone(), scenario.name.clone()))
                .collect::<Vec<_>>()
        })
    });
    let chosen = move || {
        state
            .active
            .get()
            .map_or(String::new(), |id| id.0.to_string())
    };
    let share = derived(move || td_string!(state.locale(), share.open).to_owned());
    let choose = move |value: String| match value.as_str() {
        "" => state.active.set(None),
        NEW => {
            let name = next_name(state);
            state.new_scenario(name, Vec::new());
        }
        id => state.active.set(Some(ScenarioId(id.into()))),
    };
    view! {
        <div class="scenario-pick">
            <label for="scenario-pick">{move || td_string!(state.locale(), shell.scenario)}</label>
            <select
                id="scenario-pick" class="input small" data-scenario-pick=""
                prop:value=chosen
                on:change=move |event| choose(event_target_value(&event))
            >
                <option value="" selected=move || state.active.with(Option::is_none)>{move || td_string!(state.locale(), shell.base)}</option>
                <For each=move || scenarios.get() key=Clone::clone let((id, name))>
                    {
                        let value = id.0.to_string();
                        view! {
                            <option value=value selected=move || state.active.with(|active| active.as_ref() == Some(&id))>{name}</option>
                        }
                    }
                </For>
                <option value=NEW>{move || td_string!(state.locale(), shell.new_scenario)}</option>
            </select>
            <button
                class="button quiet icon-only small" type="button" data-action="share"
                aria-label=share title=share on:click=move |_| state.sharing.set(true)
            >
                <Icon name=Icon::Share />
            </button>
        </div>
    }
}

/// Begins a scenario where none is on: whoever draws on a chart asks "what if".
pub fn begin_unless_on(state: AppState) {
    if state.active.with_untracked(Option::is_none) {
        state.new_scenario(next_name(state), Vec::new());
    }
}

/// A name for a new scenario that no other has: "Kịch bản 2".
pub fn next_name(state: AppState) -> String {
    let word = td_string!(state.locale(), shell.scenario);
    let taken = |name: &str| {
        state.workspace.with_untracked(|workspace| {
            workspace
                .scenarios
                .iter()
                .any(|scenario| scenario.name == name)
        })
    };
    (1..=10_000)
        .map(|number| format!("{word} {number}"))
        .find(|name| !taken(name))
        .unwrap_or_default()
}
