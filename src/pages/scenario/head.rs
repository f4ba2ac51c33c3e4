//! The top of the studio: which scenario is on, what comes of it against the base, and the ways to the room.

use leptos::prelude::*;
use muctieu_core::finding;
use muctieu_core::scenario::ScenarioId;

use crate::components::Icon;
use crate::components::scenario_pick::next_name;
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;
use crate::state::AppState;

pub(super) fn head(state: AppState) -> AnyView {
    let title = derived(move || td_string!(state.locale(), scenario.title).to_owned());
    let lead = derived(move || td_string!(state.locale(), scenario.lead).to_owned());
    let new = derived(move || td_string!(state.locale(), scenario.new).to_owned());
    let share = derived(move || td_string!(state.locale(), share.open).to_owned());
    let wall = derived(move || td_string!(state.locale(), scenario.wall).to_owned());
    view! {
        <div class="page-head studio-head">
            <h1>{title}</h1>
            {strip(state)}
            <div class="cluster">
                <button class="button" type="button" data-action="wall" on:click=move |_| state.wall.set(true)>
                    <Icon name=Icon::Monitor />{wall}
                </button>
                <button class="button" type="button" data-action="share" on:click=move |_| state.sharing.set(true)>
                    <Icon name=Icon::Share />{share}
                </button>
                <button class="button primary" type="button" data-action="new-scenario" on:click=move |_| {
                    state.new_scenario(next_name(state), Vec::new());
                }>
                    <Icon name=Icon::Plus />{new}
                </button>
            </div>
        </div>
        <Show when=move || !state.has_scenario()><p class="muted studio-lead">{lead}</p></Show>
        {outcome(state)}
    }
    .into_any()
}

/// The base and every scenario, of which one is on.
fn strip(state: AppState) -> AnyView {
    let all = memo(move |_| {
        state.workspace.with(|workspace| {
            let all = workspace.scenarios.iter();
            all.map(|one| (one.id.clone(), one.name.clone(), one.colour))
                .collect::<Vec<_>>()
        })
    });
    let base = derived(move || td_string!(state.locale(), scenario.base).to_owned());
    let label = derived(move || td_string!(state.locale(), scenario.list).to_owned());
    let off = move || state.active.with(Option::is_none).to_string();
    view! {
        <div class="scenario-strip" role="group" aria-label=label>
            <button type="button" class="chip" data-scenario-chip="" aria-pressed=off on:click=move |_| state.active.set(None)>
                {base}
            </button>
            <For each=move || all.get() key=Clone::clone let((id, name, colour))>
                {chip(state, id, name, colour)}
            </For>
        </div>
    }
    .into_any()
}

fn chip(state: AppState, id: ScenarioId, name: String, colour: u8) -> AnyView {
    let own = id.clone();
    let on = move || {
        let on = state.active.with(|active| active.as_ref() == Some(&own));
        on.to_string()
    };
    view! {
        <button
            type="button" class="chip scenario-chip" data-scenario-chip=id.0.to_string() data-colour=colour.to_string()
            aria-pressed=on on:click=move |_| state.active.set(Some(id.clone()))
        >
            <span class="dot" aria-hidden="true"></span>{name}
        </button>
    }
    .into_any()
}

/// How many targets will be met, in the base and under the scenario that is on.
fn outcome(state: AppState) -> AnyView {
    let base = memo(move |_| {
        let met = state.base_interval();
        state
            .base
            .with(|board| finding::headline_of(board, met, state.lang()))
    });
    let now = memo(move |_| {
        let met = state.met_interval();
        state
            .board
            .with(|board| finding::headline_of(board, met, state.lang()))
    });
    let name = memo(move |_| {
        state.with_scenario(|one| one.map_or_else(String::new, |one| one.name.clone()))
    });
    let heading = derived(move || td_string!(state.locale(), scenario.outcome).to_owned());
    let word = derived(move || td_string!(state.locale(), scenario.base).to_owned());
    view! {
        <section class="panel compare" aria-labelledby="compare-title">
            <h2 class="visually-hidden" id="compare-title">{heading}</h2>
            <dl class="facts">
                <dt>{word}</dt>
                <dd>{base}</dd>
                <Show when=move || state.has_scenario()>
                    <dt class="is-scenario">{name}</dt>
                    <dd class="strong"><span role="status">{now}</span></dd>
                </Show>
            </dl>
        </section>
    }
    .into_any()
}
