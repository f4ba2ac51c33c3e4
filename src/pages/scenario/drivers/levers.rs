//! What the panels of levers and of assumptions show of drivers.

use leptos::prelude::*;
use muctieu_core::driver::NodeId;

use super::ask::base_form;
use super::desk::word;
use crate::components::driver_lever::{driver_lever, driver_now};
use crate::components::groups::answers;
use crate::dom::{Memo, derived, memo, view};
use crate::state::AppState;

/// The drivers that are assumptions, or those that are not, as far as they answer to a search.
fn drivers(state: AppState, assumption: bool, wanted: Signal<String>) -> Memo<Vec<NodeId>> {
    memo(move |_| {
        let text = wanted.get();
        state.record(|workspace| {
            let all = workspace.drivers.drivers.iter();
            let own = all.filter(|driver| {
                let title = &driver.title;
                driver.assumption == assumption && answers([&title.vi, &title.en], &text)
            });
            own.map(|driver| driver.id.clone()).collect()
        })
    })
}

/// The drivers that someone may move, as far as they answer to a search.
pub(in crate::pages::scenario) fn found(
    state: AppState,
    wanted: Signal<String>,
) -> Memo<Vec<NodeId>> {
    drivers(state, false, wanted)
}

/// The group at the top of the levers: what someone may do outside the targets. Nothing where there is no such driver.
pub(in crate::pages::scenario) fn group(state: AppState, ids: Memo<Vec<NodeId>>) -> AnyView {
    let name = word!(state, driver_group);
    let count = move || ids.with(|ids| ids.len().to_string());
    view! {
        <Show when=move || !ids.with(Vec::is_empty)>
            <details class="lever-group" open="" data-driver-levers="">
                <summary><span>{name}</span>" "<span class="muted num">{count}</span></summary>
                {blocks(state, ids)}
            </details>
        </Show>
    }
    .into_any()
}

/// The drivers that are taken for granted: population, prices.
pub(in crate::pages::scenario) fn assumed(state: AppState) -> AnyView {
    blocks(state, drivers(state, true, derived(String::new)))
}

fn blocks(state: AppState, ids: Memo<Vec<NodeId>>) -> AnyView {
    view! {
        <For each=move || ids.get() key=ToString::to_string let:id>
            {block(state, id)}
        </For>
    }
    .into_any()
}

fn block(state: AppState, id: NodeId) -> AnyView {
    let driver = driver_now(state, id.clone());
    let hook = id.to_string();
    let title = derived(move || {
        driver.with(|driver| {
            let title = driver.as_ref().map(|driver| driver.title.get(state.lang()));
            title.unwrap_or_default().to_owned()
        })
    });
    let unit = derived(move || {
        driver.with(|driver| {
            let unit = driver.as_ref().map(|driver| driver.unit.get(state.lang()));
            unit.unwrap_or_default().to_owned()
        })
    });
    let known = move || driver.with(|driver| driver.as_ref().is_some_and(|one| one.base.is_some()));
    let no_base = word!(state, driver_no_base);
    let own = id.clone();
    view! {
        <article class="lever-block" data-levers-of=hook>
            <p class="strong small">{title}" "<span class="muted">{unit}</span></p>
            <Show
                when=known
                fallback=move || view! {
                    <p class="small warning"><span>{no_base}</span></p>
                    {base_form(state, id.clone())}
                }
            >
                {driver_lever(state, &own)}
            </Show>
        </article>
    }
    .into_any()
}
