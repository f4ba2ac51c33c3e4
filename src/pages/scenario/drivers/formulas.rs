//! The derived indicators: each formula in words and, where all is known, with its numbers.

use leptos::prelude::*;
use muctieu_core::backtest::By;
use muctieu_core::driver::NodeId;

use super::desk::{Desk, Open, change, word};
use super::driver_list::ways;
use super::formula_form::form;
use crate::components::Icon;
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;
use crate::state::SharedRow;

/// The list and its form.
pub(super) fn list(desk: Desk) -> AnyView {
    let state = desk.state;
    let all = memo(move |_| {
        desk.drivers.with(|drivers| {
            let ids = drivers
                .derived
                .iter()
                .map(|derived| derived.indicator.clone());
            ids.collect::<Vec<_>>()
        })
    });
    let heading = word!(state, driver_formulas);
    let none = word!(state, driver_formulas_none);
    let add = word!(state, driver_formula_add);
    let opened = move || match desk.formula.get() {
        Open::Closed => view! {
            <button class="button" type="button" data-action="add-formula" on:click=move |_| desk.formula.set(Open::New)>
                <Icon name=Icon::Plus />{add}
            </button>
        },
        Open::New => form(desk, None),
        Open::Of(id) => form(desk, Some(&id)),
    };
    view! {
        <section class="panel" aria-labelledby="formulas-title">
            <h2 id="formulas-title">{heading}</h2>
            <Show when=move || all.with(Vec::is_empty)><p class="muted small">{none}</p></Show>
            <ul class="driver-list">
                <For each=move || all.get() key=ToString::to_string let:id>
                    {line(desk, id)}
                </For>
            </ul>
            {opened}
        </section>
    }
    .into_any()
}

fn line(desk: Desk, id: NodeId) -> AnyView {
    let state = desk.state;
    let hook = id.to_string();
    let row = state.row(id.as_str());
    let title = {
        let id = id.clone();
        derived(move || desk.title(&id))
    };
    // With numbers where the forecast follows the formula, in words where it cannot yet.
    let lines = {
        let id = id.clone();
        memo(move |_| {
            let row = row.get();
            desk.read(|workspace, lang| {
                let indicator = workspace.indicator(id.as_str());
                let follows =
                    |row: &&SharedRow| row.choice.is_some_and(|one| one.by == By::Formula);
                let row = row.as_ref().filter(follows);
                let forecast = row.and_then(|row| row.forecast.as_ref().ok());
                if let Some((indicator, forecast)) = indicator.zip(forecast) {
                    return forecast.formula(indicator, lang);
                }
                let derived = workspace.drivers.derived(id.as_str());
                let said = derived.map(|derived| {
                    derived.in_words(&workspace.drivers, &workspace.indicators, lang)
                });
                said.into_iter().collect()
            })
        })
    };
    let chosen = {
        let id = id.clone();
        move || {
            desk.chosen
                .with(|chosen| chosen.as_ref() == Some(&id))
                .then_some("")
        }
    };
    let own = id.clone();
    let edit = move || desk.formula.set(Open::Of(own.clone()));
    let remove = move || {
        let name = untrack(|| title.get());
        let result = change(state, |drivers| {
            drivers.derived.retain(|derived| derived.indicator != id);
        });
        desk.formula.set(Open::Closed);
        match result {
            Ok(_) => state.tell_undoable(td_string!(
                state.locale(),
                scenario.driver_formula_removed,
                name = name
            )),
            Err(why) => state.tell(why, true),
        }
    };
    let items = move || {
        let lines = lines.get().into_iter();
        lines.map(|line| view! { <li>{line}</li> }).collect_view()
    };
    view! {
        <li data-derived=hook data-chosen=chosen>
            <ol class="formula-lines">{items}</ol>
            {ways(desk, title, Callback::new(move |()| edit()), Callback::new(move |()| remove()))}
        </li>
    }
    .into_any()
}
