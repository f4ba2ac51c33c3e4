//! The form of a link: its ends, its coefficient with a unit, and where that comes from.

use leptos::prelude::*;
use muctieu_core::driver::Link;
use muctieu_core::lang::Say;
use muctieu_core::unit::Unit;

use super::desk::{Desk, Ends, Open, change, choice, refusal, word};
use super::driver_form::buttons;
use super::entry::{Entry, Look, field};
use crate::dom::{derived, effect, view};
use crate::i18n::td_string;

/// The form; of a link that is there, or of a new one. A cycle is refused with the names on its way.
#[expect(
    clippy::too_many_lines,
    reason = "one view, whose parts share what they read"
)]
pub(super) fn form(desk: Desk, ends: Option<Ends>) -> AnyView {
    let state = desk.state;
    let known = desk.drivers.with_untracked(|drivers| {
        let (from, to) = ends.as_ref()?;
        let mut all = drivers.links.iter();
        all.find(|link| link.from == *from && link.to == *to)
            .cloned()
    });
    let text = |of: fn(&Link) -> String| known.as_ref().map_or_else(String::new, of);
    let from = RwSignal::new(text(|link| link.from.to_string()));
    let to = RwSignal::new(text(|link| link.to.to_string()));
    let coefficient = Entry::number(state, known.as_ref().and_then(|link| link.coefficient));
    let unit = Entry::text(&text(|link| link.unit.clone()));
    let source = Entry::text(&text(|link| link.source.clone()));
    let fault = RwSignal::new(None);
    let is_new = known.is_none();
    if is_new {
        // What is chosen in the picture is an end of a new link: a driver moves, an indicator is moved.
        effect(move |_| {
            if let Some(id) = desk.chosen.get() {
                let driver = desk
                    .drivers
                    .with_untracked(|drivers| drivers.driver(id.as_str()).is_some());
                let end = if driver { from } else { to };
                end.set(id.to_string());
            }
        });
    }
    // The unit that holds where none is typed.
    let own = derived(move || {
        let (from, to) = (from.get(), to.get());
        if from.is_empty() || to.is_empty() {
            return String::new();
        }
        let (from, to) = (
            desk.unit(&from.as_str().into()),
            desk.unit(&to.as_str().into()),
        );
        format!("{to}/{from}")
    });
    let shown = derived(move || match unit.now() {
        typed if typed.is_empty() => own.get(),
        typed => typed,
    });
    let close = move || desk.link.set(Open::Closed);
    let submit = move || {
        fault.set(None);
        let value = coefficient.maybe(state);
        let (from, to) = (from.get_untracked(), to.get_untracked());
        if from.is_empty() || to.is_empty() {
            let why = td_string!(state.locale(), scenario.driver_link_ends);
            fault.set(Some(why.to_owned()));
            return;
        }
        if let Err(why) = Unit::parse(&unit.said()) {
            unit.refuse(why.say(state.lang()));
            return;
        }
        let Ok(value) = value else { return };
        let link = Link {
            from: from.as_str().into(),
            to: to.as_str().into(),
            coefficient: value,
            unit: unit.said(),
            source: source.said(),
        };
        let name = untrack(|| format!("{} → {}", desk.title(&link.from), desk.title(&link.to)));
        let result = change(state, |drivers| {
            let mut all = drivers.links.iter();
            let place = all.position(|one| {
                let ends = ends.as_ref();
                ends.is_some_and(|(from, to)| one.from == *from && one.to == *to)
            });
            match place {
                Some(place) => drivers.links[place] = link,
                None => drivers.links.push(link),
            }
        });
        match result {
            Ok(changed) => {
                close();
                if changed {
                    let locale = state.locale();
                    state.tell_undoable(td_string!(locale, scenario.driver_saved, name = name));
                }
            }
            Err(why) => fault.set(Some(why)),
        }
    };
    let title = derived(move || {
        let locale = state.locale();
        let title = if is_new {
            td_string!(locale, scenario.driver_link_add)
        } else {
            td_string!(locale, scenario.driver_link_change)
        };
        title.to_owned()
    });
    view! {
        <form
            class="driver-fields panel" novalidate=true aria-label=title data-link-form=""
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            {choice(desk, word!(state, driver_from), "from", true, from)}
            {choice(desk, word!(state, driver_to), "to", false, to)}
            {field(state, Look::new(word!(state, driver_coefficient), "coefficient").in_unit(shown), coefficient)}
            {field(state, Look::new(word!(state, driver_link_unit), "unit").like(own), unit)}
            {field(state, Look::new(word!(state, driver_source), "source"), source)}
            {buttons(desk, Callback::new(move |()| close()))}
            {refusal(fault)}
        </form>
    }
    .into_any()
}
