//! The links in words, each with what it does under the scenario that is on.

use leptos::prelude::*;
use muctieu_core::driver::moved_in_words;

use super::desk::{Desk, Ends, Open, change, word};
use super::driver_list::ways;
use super::link_form::form;
use crate::components::Icon;
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;

/// The list and its form.
pub(super) fn list(desk: Desk) -> AnyView {
    let state = desk.state;
    let all = memo(move |_| {
        desk.drivers.with(|drivers| {
            let ends = drivers
                .links
                .iter()
                .map(|link| (link.from.clone(), link.to.clone()));
            ends.collect::<Vec<_>>()
        })
    });
    let heading = word!(state, driver_links);
    let none = word!(state, driver_links_none);
    let add = word!(state, driver_link_add);
    let opened = move || match desk.link.get() {
        Open::Closed => view! {
            <button class="button" type="button" data-action="add-link" on:click=move |_| desk.link.set(Open::New)>
                <Icon name=Icon::Plus />{add}
            </button>
        },
        Open::New => form(desk, None),
        Open::Of(ends) => form(desk, Some(ends)),
    };
    view! {
        <section class="panel" aria-labelledby="links-title">
            <h2 id="links-title">{heading}</h2>
            <Show when=move || all.with(Vec::is_empty)><p class="muted small">{none}</p></Show>
            <ul class="driver-list">
                <For each=move || all.get() key=Clone::clone let:ends>
                    {line(desk, ends)}
                </For>
            </ul>
            {opened}
        </section>
    }
    .into_any()
}

fn line(desk: Desk, ends: Ends) -> AnyView {
    let state = desk.state;
    let hook = format!("{}:{}", ends.0, ends.1);
    let title = {
        let (from, to) = ends.clone();
        derived(move || format!("{} → {}", desk.title(&from), desk.title(&to)))
    };
    let words = {
        let (from, to) = ends.clone();
        derived(move || {
            desk.read(|workspace, lang| {
                let mut all = workspace.drivers.links.iter();
                let link = all.find(|link| link.from == from && link.to == to)?;
                let mut words = link.in_words(&workspace.drivers, &workspace.indicators, lang);
                if !link.source.is_empty() {
                    words.push_str(" (");
                    words.push_str(&link.source);
                    words.push(')');
                }
                Some(words)
            })
            .unwrap_or_default()
        })
    };
    let now = {
        let (from, to) = ends.clone();
        derived(move || {
            let (base, board) = (state.base.get(), state.board.get());
            let scenario = state.scenario()?;
            desk.read(|workspace, lang| {
                let mut all = workspace.drivers.links.iter();
                let place = all.position(|link| link.from == from && link.to == to)?;
                let effects = board.effects(workspace, &base, Some(&scenario), &to);
                let (_, by) = effects.into_iter().find(|(at, _)| *at == place)?;
                let by = by.filter(|by| *by != 0.0)?;
                let value = moved_in_words(workspace.indicator(to.as_str())?, by, lang);
                Some(td_string!(
                    state.locale(),
                    scenario.driver_now,
                    value = value
                ))
            })
        })
    };
    let own = ends.clone();
    let edit = move || desk.link.set(Open::Of(own.clone()));
    let remove = move || {
        let name = untrack(|| title.get());
        let (from, to) = &ends;
        let result = change(state, |drivers| {
            drivers
                .links
                .retain(|link| link.from != *from || link.to != *to);
        });
        desk.link.set(Open::Closed);
        match result {
            Ok(_) => state.tell_undoable(td_string!(
                state.locale(),
                scenario.driver_removed,
                name = name
            )),
            Err(why) => state.tell(why, true),
        }
    };
    view! {
        <li data-link=hook>
            <div><p>{words}</p><p class="small is-scenario">{now}</p></div>
            {ways(desk, title, Callback::new(move |()| edit()), Callback::new(move |()| remove()))}
        </li>
    }
    .into_any()
}
