//! The drivers: each with its base and source, and what can be done with it.

use leptos::prelude::*;
use muctieu_core::driver::{Driver, NodeId};
use muctieu_core::formula::Formula;

use super::desk::{Desk, Open, change, refusal, word};
use super::driver_form::form;
use crate::components::Icon;
use crate::components::driver_lever::driver_now;
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;
use crate::state::AppState;

/// The list and its form.
pub(super) fn list(desk: Desk) -> AnyView {
    let state = desk.state;
    let ids = memo(move |_| {
        desk.drivers.with(|drivers| {
            let ids = drivers.drivers.iter().map(|driver| driver.id.clone());
            ids.collect::<Vec<_>>()
        })
    });
    let heading = word!(state, driver_drivers);
    let none = word!(state, driver_none);
    let add = word!(state, driver_add);
    let fault = RwSignal::new(None);
    let opened = move || match desk.driver.get() {
        Open::Closed => view! {
            <button class="button" type="button" data-action="add-driver" on:click=move |_| desk.driver.set(Open::New)>
                <Icon name=Icon::Plus />{add}
            </button>
        },
        Open::New => form(desk, None),
        Open::Of(id) => form(desk, Some(&id)),
    };
    view! {
        <section class="panel" aria-labelledby="drivers-title">
            <h2 id="drivers-title">{heading}</h2>
            <Show when=move || ids.with(Vec::is_empty)><p class="muted small">{none}</p></Show>
            <ul class="driver-list">
                <For each=move || ids.get() key=ToString::to_string let:id>
                    {line(desk, id, fault)}
                </For>
            </ul>
            {refusal(fault)}
            {opened}
        </section>
    }
    .into_any()
}

/// What is known of a driver in a few words.
fn known(state: AppState, driver: &Driver) -> String {
    let lang = state.lang();
    let Some(base) = driver.base else {
        return td_string!(state.locale(), scenario.driver_base_unknown).to_owned();
    };
    let mut words = driver.amount(base, lang);
    if let Some(spread) = driver.spread.filter(|spread| *spread > 0.0) {
        words.push_str(" ±\u{a0}");
        words.push_str(&driver.amount(spread, lang));
    }
    if !driver.source.is_empty() {
        words.push_str(" · ");
        words.push_str(&driver.source);
    }
    words
}

fn line(desk: Desk, id: NodeId, fault: RwSignal<Option<String>>) -> AnyView {
    let state = desk.state;
    let driver = driver_now(state, id.clone());
    let title = {
        let id = id.clone();
        derived(move || desk.title(&id))
    };
    let words = derived(move || {
        driver.with(|driver| {
            let driver = driver.as_ref();
            driver.map_or_else(String::new, |driver| known(state, driver))
        })
    });
    let hook = id.to_string();
    let chosen = {
        let id = id.clone();
        move || {
            desk.chosen
                .with(|chosen| chosen.as_ref() == Some(&id))
                .then_some("")
        }
    };
    let own = id.clone();
    let edit = move || desk.driver.set(Open::Of(own.clone()));
    let remove = move || take_out(desk, &id, fault);
    view! {
        <li data-driver=hook data-chosen=chosen>
            <div><p class="strong">{title}</p><p class="small muted">{words}</p></div>
            {ways(desk, title, Callback::new(move |()| edit()), Callback::new(move |()| remove()))}
        </li>
    }
    .into_any()
}

/// Takes a driver out with its links; one that a formula names or a scenario moves stays, and that is said.
fn take_out(desk: Desk, id: &NodeId, fault: RwSignal<Option<String>>) {
    let state = desk.state;
    fault.set(None);
    let name = untrack(|| desk.title(id));
    let user = desk.drivers.with_untracked(|drivers| {
        let mut all = drivers.derived.iter();
        let named = |text: &str| {
            Formula::parse(text).is_ok_and(|formula| formula.names().contains(&id.as_str()))
        };
        all.find(|derived| named(&derived.formula))
            .map(|derived| derived.indicator.clone())
    });
    if let Some(user) = user {
        let user = untrack(|| desk.title(&user));
        fault.set(Some(td_string!(
            state.locale(),
            scenario.driver_in_formula,
            name = name,
            user = user
        )));
        return;
    }
    let result = change(state, |drivers| {
        drivers.drivers.retain(|driver| driver.id != *id);
        drivers.links.retain(|link| link.from != *id);
    });
    match result {
        Ok(_) => {
            desk.driver.set(Open::Closed);
            desk.link.set(Open::Closed);
            state.tell_undoable(td_string!(
                state.locale(),
                scenario.driver_removed,
                name = name
            ));
        }
        Err(why) => fault.set(Some(why)),
    }
}

/// The buttons of a line: change and take out.
pub(super) fn ways(
    desk: Desk,
    title: Signal<String>,
    edit: Callback<()>,
    remove: Callback<()>,
) -> AnyView {
    let edit_word = word!(desk.state, driver_change);
    let remove_word = word!(desk.state, driver_remove);
    let edit_label = derived(move || format!("{}: {}", edit_word.get(), title.get()));
    let remove_label = derived(move || format!("{}: {}", remove_word.get(), title.get()));
    view! {
        <div class="cluster">
            <button
                class="button quiet icon-only small" type="button" data-action="edit" aria-label=edit_label title=edit_word
                on:click=move |_| edit.run(())
            >
                <Icon name=Icon::Pencil />
            </button>
            <button
                class="button quiet icon-only small" type="button" data-action="remove" aria-label=remove_label title=remove_word
                on:click=move |_| remove.run(())
            >
                <Icon name=Icon::Trash />
            </button>
        </div>
    }
    .into_any()
}
