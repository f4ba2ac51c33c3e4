//! The small strip of targets: the number of its key and its name; those in focus are marked.

use leptos::prelude::*;
use muctieu_core::indicator::IndicatorId;

use super::desk::Desk;
use crate::dom::{derived, view};
use crate::i18n::td_string;

pub(super) fn strip(desk: Desk) -> AnyView {
    let state = desk.state;
    let label = derived(move || td_string!(state.locale(), wall.strip).to_owned());
    let order = move || desk.order.get().into_iter().enumerate().collect::<Vec<_>>();
    view! {
        <div class="wall-strip" role="group" aria-label=label>
            <For each=order key=Clone::clone let((at, id))>
                {chip(desk, at, id)}
            </For>
        </div>
    }
    .into_any()
}

fn chip(desk: Desk, at: usize, id: IndicatorId) -> AnyView {
    let state = desk.state;
    let title = {
        let id = id.clone();
        derived(move || {
            let lang = state.lang();
            state.record(|workspace| {
                let indicator = workspace.indicator(id.as_str());
                indicator.map_or_else(String::new, |one| one.title.get(lang).to_owned())
            })
        })
    };
    let on = {
        let id = id.clone();
        move || state.focus.with(|focus| focus.contains(&id)).to_string()
    };
    view! {
        <button
            type="button" class="wall-chip" data-wall-pick=(at + 1).to_string() data-wall-target=id.to_string()
            aria-pressed=on title=title on:click=move |_| desk.pick(at)
        >
            <b class="wall-digit">{(at + 1).to_string()}</b>
            <span class="wall-chip-name">{title}</span>
        </button>
    }
    .into_any()
}
