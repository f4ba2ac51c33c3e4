//! The what-if screen: the scenarios on one side, the levers of the active one on the other.

mod correlation;
mod levers;
mod list;

use leptos::prelude::*;
use muctieu_core::finding;

use crate::components::Icon;
use crate::components::scenario_pick::next_name;
use crate::dom::view;
use crate::i18n::td_string;
use crate::state::use_state;

use correlation::CorrelationPanel;
use levers::Levers;
use list::ScenarioList;

/// The screen.
#[component]
pub fn ScenarioPage() -> impl IntoView {
    let state = use_state();
    let base = move || {
        let met = state.base_interval();
        state
            .base
            .with(|board| finding::headline_of(board, met, state.lang()))
    };
    let now = move || {
        let met = state.met_interval();
        state
            .board
            .with(|board| finding::headline_of(board, met, state.lang()))
    };
    let name = move || state.scenario().map(|scenario| scenario.name);
    view! {
        <div class="page scenario-page">
            <div class="page-head">
                <div>
                    <h1>{move || td_string!(state.locale(), scenario.title)}</h1>
                    <p class="muted">{move || td_string!(state.locale(), scenario.lead)}</p>
                </div>
                <button class="button primary" type="button" data-action="new-scenario" on:click=move |_| {
                    state.new_scenario(next_name(state), Vec::new());
                }>
                    <Icon name=Icon::Plus />{move || td_string!(state.locale(), scenario.new)}
                </button>
            </div>
            <section class="panel compare" aria-labelledby="compare-title">
                <h2 class="visually-hidden" id="compare-title">{move || td_string!(state.locale(), scenario.outcome)}</h2>
                <dl class="facts">
                    <dt>{move || td_string!(state.locale(), scenario.base)}</dt>
                    <dd>{base}</dd>
                    <Show when=move || state.has_scenario()>
                        <dt class="is-scenario">{name}</dt>
                        <dd class="strong"><span role="status">{now}</span></dd>
                    </Show>
                </dl>
            </section>
            <CorrelationPanel />
            <div class="scenario-layout">
                <ScenarioList />
                <Levers />
            </div>
        </div>
    }
}
