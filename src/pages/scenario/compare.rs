//! Scenarios side by side: the base and up to four more, target by target, as courses of one of them, and as the
//! distribution of how many are met.

mod chart;
mod count;
mod table;

use std::sync::Arc;

use leptos::prelude::*;
use muctieu_core::board::Board;
use muctieu_core::scenario::{Scenario, ScenarioId};

use super::study;
use crate::dom::{derived, effect, memo, view};
use crate::i18n::td_string;
use crate::platform::timers::Alarm;
use crate::state::AppState;

/// The most scenarios beside the base.
const MOST: usize = 4;
/// How long the input must have rested before all is compared anew, in milliseconds.
const REST: i32 = 150;

/// One of those that are compared; the base has no colour.
#[derive(Clone)]
struct Column {
    name: String,
    colour: Option<u8>,
    board: Arc<Board>,
}

/// The columns, told apart by identity.
#[derive(Clone)]
struct Columns(Arc<Vec<Column>>);

/// The room.
pub fn panel(state: AppState) -> AnyView {
    let (picked, chosen) = (state.rooms.compared, state.rooms.course_of);
    let columns = RwSignal::new(None::<Columns>);
    // The first ones, the one that is on among them, until some are picked.
    let ids = memo(move |_| {
        state.workspace.with(|workspace| {
            let known = |id: &ScenarioId| workspace.scenario(id).is_some();
            if let Some(picked) = picked.get() {
                let none = picked.is_empty();
                let left: Vec<ScenarioId> = picked.into_iter().filter(known).collect();
                // Of those that are all gone nobody has chosen anything.
                if none || !left.is_empty() {
                    return left;
                }
            }
            let all = workspace.scenarios.iter().map(|one| one.id.clone());
            let active = state.active.get();
            let mut ids: Vec<ScenarioId> = all.take(MOST).collect();
            if let Some(active) = active.filter(|active| !ids.contains(active) && known(active)) {
                ids.truncate(MOST - 1);
                ids.push(active);
            }
            ids
        })
    });
    let alarm = Alarm::new();
    effect(move |_| {
        study::track(state);
        let ids = ids.get();
        let base = td_string!(state.locale(), scenario.base).to_owned();
        let wait = if columns.with_untracked(Option::is_none) {
            0
        } else {
            REST
        };
        let work = move || {
            if columns.try_get_untracked().is_some() {
                columns.set(Some(judged(state, &ids, base)));
            }
        };
        alarm.set(wait, work);
    });
    let indicator = memo(move |_| {
        let first = || ids.with(|ids| study::subject(state, ids.first()));
        chosen
            .get()
            .filter(|id| study::is_known(state, id))
            .or_else(first)
    });
    view! {
        <div class="study">
            <section class="panel study-room" data-compare="">
                {picks(state, ids.into(), picked)}
                {move || columns.get().map(|columns| table::table(state, &columns.0))}
            </section>
            <section class="panel study-room" data-compare-chart="">
                {chart::choice(state, indicator.into(), chosen)}
                {move || {
                    let id = indicator.get();
                    columns.get().zip(id).map(|(columns, id)| chart::chart(state, &columns.0, &id))
                }}
            </section>
            <section class="panel study-room" data-compare-count="">
                {move || columns.get().map(|columns| count::counts(state, &columns.0))}
            </section>
        </div>
    }
    .into_any()
}

/// The boards of the base and of these scenarios. Does not track.
fn judged(state: AppState, ids: &[ScenarioId], base: String) -> Columns {
    let setting = state.setting();
    let mut all = vec![Column {
        name: base,
        colour: None,
        board: Arc::new(setting.base.clone()),
    }];
    for one in ids.iter().filter_map(|id| setting.workspace.scenario(id)) {
        all.push(Column {
            name: one.name.clone(),
            colour: Some(one.colour),
            board: Arc::new(setting.board(one.changes.clone())),
        });
    }
    Columns(Arc::new(all))
}

/// Which are compared.
fn picks(
    state: AppState,
    ids: Signal<Vec<ScenarioId>>,
    picked: RwSignal<Option<Vec<ScenarioId>>>,
) -> AnyView {
    let all = memo(move |_| {
        state.workspace.with(|workspace| {
            let all = workspace.scenarios.iter();
            let own = |one: &Scenario| (one.id.clone(), one.name.clone(), one.colour);
            all.map(own).collect::<Vec<_>>()
        })
    });
    let label = study::word(state, |locale| td_string!(locale, analysis.compared));
    let none = study::word(state, |locale| td_string!(locale, analysis.none_to_compare));
    let chip = move |(id, name, colour): (ScenarioId, String, u8)| {
        let own = id.clone();
        let on = derived(move || ids.with(|ids| ids.contains(&own)));
        let full = move || !on.get() && ids.with(Vec::len) >= MOST;
        let toggle = move |_| {
            let mut now = ids.get_untracked();
            if on.get_untracked() {
                now.retain(|other| *other != id);
            } else if now.len() < MOST {
                now.push(id.clone());
            }
            picked.set(Some(now));
        };
        view! {
            <button
                type="button" class="chip scenario-chip" data-colour=colour.to_string()
                aria-pressed=move || on.get().to_string() disabled=full on:click=toggle
            >
                {name}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="cluster" role="group" aria-label=label>
            <span class="small strong">{label}</span>
            <For each=move || all.get() key=Clone::clone let:one>{chip(one)}</For>
            <Show when=move || all.with(Vec::is_empty)><span class="muted">{none}</span></Show>
        </div>
    }
    .into_any()
}

/// The attribute that gives a column its colour.
fn colour(column: &Column) -> Option<String> {
    column.colour.map(|colour| colour.to_string())
}
