//! What is missing, in words, and the fields to fill it in where it is asked.

use leptos::prelude::*;
use muctieu_core::driver::{Drivers, Link, Missing, NodeId};
use muctieu_core::scenario::Scenario;
use muctieu_core::workspace::Workspace;

use super::desk::{Desk, change, refusal, word};
use super::entry::{Entry, Look, field};
use crate::components::driver_lever::driver_now;
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;
use crate::route::Route;
use crate::state::AppState;

/// Something that is missing, by names that stay while others are filled in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Asked {
    Base(NodeId),
    Coefficient(NodeId, NodeId),
    Source(NodeId, NodeId),
    Forecast(NodeId),
}

/// All that is missing, without repeating itself.
fn missing(workspace: &Workspace, board: &muctieu_core::board::Board) -> Vec<(Asked, Missing)> {
    let drivers = &*workspace.drivers;
    let none: Option<&Scenario> = None;
    let mut all = drivers.missing();
    for derived in &drivers.derived {
        let forecasts = board.missing(workspace, none, &derived.indicator);
        for one in forecasts {
            if !all.contains(&one) {
                all.push(one);
            }
        }
    }
    let ends = |at: usize| {
        let link = drivers.links.get(at)?;
        Some((link.from.clone(), link.to.clone()))
    };
    let named = all.into_iter().filter_map(|one| {
        let asked = match &one {
            Missing::Base(id) => Asked::Base(id.clone()),
            Missing::Forecast(id) => Asked::Forecast(id.clone()),
            Missing::Coefficient(at) => ends(*at).map(|(from, to)| Asked::Coefficient(from, to))?,
            Missing::Source(at) => ends(*at).map(|(from, to)| Asked::Source(from, to))?,
        };
        Some((asked, one))
    });
    named.collect()
}

/// The list.
pub(super) fn ask(desk: Desk) -> AnyView {
    let state = desk.state;
    let all = memo(move |_| {
        let board = state.base.get();
        desk.read(|workspace, lang| {
            let told = |(asked, one): (Asked, Missing)| {
                let words = one.in_words(&workspace.drivers, &workspace.indicators, lang);
                (asked, words)
            };
            let all = missing(workspace, &board).into_iter();
            all.map(told).collect::<Vec<_>>()
        })
    });
    let heading = word!(state, driver_ask);
    let none = word!(state, driver_ask_none);
    let count = move || all.with(Vec::len);
    view! {
        <section class="panel drivers-ask" aria-labelledby="drivers-ask" data-missing-count=move || count().to_string()>
            <h2 id="drivers-ask">{heading}</h2>
            <Show when=move || count() == 0><p class="muted" role="status">{none}</p></Show>
            <ul class="asked">
                <For each=move || all.get() key=Clone::clone let((asked, words))>
                    <li data-missing=hook(&asked)>
                        <p>{words}</p>
                        {form(state, asked)}
                    </li>
                </For>
            </ul>
        </section>
    }
    .into_any()
}

fn hook(asked: &Asked) -> String {
    match asked {
        Asked::Base(id) => format!("base:{id}"),
        Asked::Coefficient(from, to) => format!("coefficient:{from}:{to}"),
        Asked::Source(from, to) => format!("source:{from}:{to}"),
        Asked::Forecast(id) => format!("forecast:{id}"),
    }
}

fn form(state: AppState, asked: Asked) -> AnyView {
    match asked {
        Asked::Base(id) => base_form(state, id),
        Asked::Coefficient(from, to) => link_form(state, from, to, true),
        Asked::Source(from, to) => link_form(state, from, to, false),
        Asked::Forecast(id) => {
            let words = word!(state, driver_to_target);
            let way = Route::Indicator(id).href();
            view! { <p><a class="button small" href=way>{words}</a></p> }
        }
    }
}

/// The base of a driver, its spread and where it comes from.
pub(super) fn base_form(state: AppState, id: NodeId) -> AnyView {
    let driver = driver_now(state, id.clone());
    let known = driver.get_untracked();
    let base = Entry::number(state, None);
    let spread = Entry::number(state, known.as_ref().and_then(|driver| driver.spread));
    let source = Entry::text(known.as_ref().map_or("", |driver| driver.source.as_str()));
    let unit = derived(move || {
        driver.with(|driver| {
            let unit = driver.as_ref().map(|driver| driver.unit.get(state.lang()));
            unit.unwrap_or_default().to_owned()
        })
    });
    let fault = RwSignal::new(None);
    let take = move || {
        let (value, half) = (base.needed(state), spread.maybe(state));
        let (Ok(value), Ok(half)) = (value, half) else {
            return;
        };
        if half.is_some_and(|half| half < 0.0) {
            let why = td_string!(state.locale(), scenario.driver_spread_positive);
            spread.refuse(why.to_owned());
            return;
        }
        let result = change(state, |drivers| {
            if let Some(driver) = drivers.drivers.iter_mut().find(|one| one.id == id) {
                driver.base = Some(value);
                driver.spread = half;
                driver.source = source.said();
            }
        });
        done(state, fault, result);
    };
    let fields = view! {
        {field(state, Look::new(word!(state, driver_base), "base").in_unit(unit), base)}
        {field(state, Look::new(word!(state, driver_spread), "spread").in_unit(unit), spread)}
        {field(state, Look::new(word!(state, driver_source), "source"), source)}
    };
    asking(state, fields, fault, Callback::new(move |()| take()))
}

/// The coefficient of a link and where it comes from, or the latter alone.
fn link_form(state: AppState, from: NodeId, to: NodeId, whole: bool) -> AnyView {
    let find = {
        let (from, to) = (from.clone(), to.clone());
        move |drivers: &Drivers| -> Option<Link> {
            let mut all = drivers.links.iter();
            all.find(|link| link.from == from && link.to == to).cloned()
        }
    };
    let known = state
        .workspace
        .with_untracked(|workspace| find(&workspace.drivers));
    let coefficient = Entry::number(state, None);
    let source = Entry::text(known.as_ref().map_or("", |link| link.source.as_str()));
    let unit = {
        let desk = Desk::new(state);
        let own = known.map(|link| link.unit).unwrap_or_default();
        let (from, to) = (from.clone(), to.clone());
        derived(move || {
            if own.is_empty() {
                format!("{}/{}", desk.unit(&to), desk.unit(&from))
            } else {
                own.clone()
            }
        })
    };
    let fault = RwSignal::new(None);
    let take = move || {
        let value = if whole {
            match coefficient.needed(state) {
                Ok(value) => Some(value),
                Err(()) => return,
            }
        } else {
            None
        };
        let said = source.said();
        if !whole && said.is_empty() {
            let why = td_string!(state.locale(), scenario.driver_source_needed);
            source.refuse(why.to_owned());
            return;
        }
        let result = change(state, |drivers| {
            let mut all = drivers.links.iter_mut();
            if let Some(link) = all.find(|link| link.from == from && link.to == to) {
                link.coefficient = value.or(link.coefficient);
                link.source = said;
            }
        });
        done(state, fault, result);
    };
    let fields = view! {
        {whole.then(|| field(state, Look::new(word!(state, driver_coefficient), "coefficient").in_unit(unit), coefficient))}
        {field(state, Look::new(word!(state, driver_source), "source"), source)}
    };
    asking(state, fields, fault, Callback::new(move |()| take()))
}

fn done(state: AppState, fault: RwSignal<Option<String>>, result: Result<bool, String>) {
    match result {
        Ok(_) => state.tell_undoable(td_string!(state.locale(), scenario.driver_taken).to_owned()),
        Err(why) => fault.set(Some(why)),
    }
}

fn asking(
    state: AppState,
    fields: AnyView,
    fault: RwSignal<Option<String>>,
    take: Callback<()>,
) -> AnyView {
    let save = word!(state, driver_save);
    view! {
        <form
            class="driver-fields" novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                fault.set(None);
                take.run(());
            }
        >
            {fields}
            <button class="button" type="submit" data-action="save">{save}</button>
            {refusal(fault)}
        </form>
    }
    .into_any()
}
