//! The form of a driver: a new one, or one that is changed. Nothing is taken by halves.

use leptos::prelude::*;
use muctieu_core::driver::{Driver, NodeId, name_for};
use muctieu_core::indicator::Bilingual;
use muctieu_core::lang::{Lang, Say};
use muctieu_core::unit::{Unit, in_words};

use super::desk::{Desk, Open, change, refusal, word};
use super::entry::{Entry, Look, field};
use crate::dom::{derived, view};
use crate::i18n::td_string;

/// What is typed.
#[derive(Clone, Copy)]
struct Draft {
    vi: Entry,
    en: Entry,
    unit: Entry,
    base: Entry,
    spread: Entry,
    min: Entry,
    max: Entry,
    source: Entry,
    assumption: RwSignal<bool>,
}

impl Draft {
    fn of(desk: Desk, known: Option<&Driver>) -> Self {
        let state = desk.state;
        let text = |of: fn(&Driver) -> &str| Entry::text(known.map_or("", of));
        let number = |of: fn(&Driver) -> Option<f64>| Entry::number(state, known.and_then(of));
        let own = known.map_or("", |driver| driver.unit.get(untrack(|| state.lang())));
        Self {
            vi: text(|driver| &driver.title.vi),
            en: text(|driver| &driver.title.en),
            unit: Entry::text(own),
            base: number(|driver| driver.base),
            spread: number(|driver| driver.spread),
            min: number(|driver| driver.min),
            max: number(|driver| driver.max),
            source: text(|driver| &driver.source),
            assumption: RwSignal::new(known.is_some_and(|driver| driver.assumption)),
        }
    }

    /// The driver, or nothing where something is wrong: that is said at its field.
    fn read(self, desk: Desk, known: Option<&Driver>) -> Option<Driver> {
        let state = desk.state;
        let locale = state.locale();
        let (base, spread) = (self.base.maybe(state), self.spread.maybe(state));
        let (min, max) = (self.min.maybe(state), self.max.maybe(state));
        let (vi, en, unit) = (self.vi.said(), self.en.said(), self.unit.said());
        let mut sound = true;
        let mut refuse = |entry: Entry, why: String| {
            entry.refuse(why);
            sound = false;
        };
        if vi.is_empty() && en.is_empty() {
            let why = td_string!(locale, scenario.driver_name_needed);
            refuse(self.vi, why.to_owned());
        }
        if let Err(fault) = Unit::parse(&unit) {
            refuse(self.unit, fault.say(state.lang()));
        }
        if matches!(spread, Ok(Some(spread)) if spread < 0.0) {
            let why = td_string!(locale, scenario.driver_spread_positive);
            refuse(self.spread, why.to_owned());
        }
        if matches!((min, max), (Ok(Some(min)), Ok(Some(max))) if min >= max) {
            let why = td_string!(locale, scenario.driver_limits_ordered);
            refuse(self.max, why.to_owned());
        }
        let (Ok(base), Ok(spread), Ok(min), Ok(max), true) = (base, spread, min, max, sound) else {
            return None;
        };
        let title = if vi.is_empty() { &en } else { &vi };
        let id = known.map_or_else(|| named(desk, title), |driver| driver.id.clone());
        Some(Driver {
            id,
            title: Bilingual { vi, en },
            unit: Bilingual {
                vi: in_words(&unit, Lang::Vi),
                en: in_words(&unit, Lang::En),
            },
            base,
            spread,
            min,
            max,
            source: self.source.said(),
            assumption: self.assumption.get_untracked(),
        })
    }
}

/// A name that neither an indicator nor a driver bears.
fn named(desk: Desk, title: &str) -> NodeId {
    desk.state.workspace.with_untracked(|workspace| {
        let taken = |name: &str| {
            workspace.indicator(name).is_some() || workspace.drivers.driver(name).is_some()
        };
        name_for(title, &taken).as_str().into()
    })
}

/// The form; of a driver that is there, or of a new one.
pub(super) fn form(desk: Desk, id: Option<&NodeId>) -> AnyView {
    let state = desk.state;
    let known = desk.drivers.with_untracked(|drivers| {
        let driver = id.and_then(|id| drivers.driver(id.as_str()));
        driver.cloned()
    });
    let draft = Draft::of(desk, known.as_ref());
    let fault = RwSignal::new(None);
    let unit = derived(move || draft.unit.now());
    let close = move || desk.driver.set(Open::Closed);
    let is_new = known.is_none();
    let submit = move || {
        fault.set(None);
        let Some(driver) = draft.read(desk, known.as_ref()) else {
            return;
        };
        let name = driver.title.get(state.lang()).to_owned();
        let result = change(state, |drivers| {
            let place = drivers.drivers.iter().position(|one| one.id == driver.id);
            match place {
                Some(place) => drivers.drivers[place] = driver,
                None => drivers.drivers.push(driver),
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
            td_string!(locale, scenario.driver_add)
        } else {
            td_string!(locale, scenario.driver_change)
        };
        title.to_owned()
    });
    let assumption = word!(state, driver_is_assumption);
    let like = word!(state, driver_unit_like);
    let limit = |label: Signal<String>, hook| Look::new(label, hook).in_unit(unit);
    view! {
        <form
            class="driver-fields panel" novalidate=true aria-label=title data-driver-form=""
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            {field(state, Look::new(word!(state, driver_name_vi), "title"), draft.vi)}
            {field(state, Look::new(word!(state, driver_name_en), "title-en"), draft.en)}
            {field(state, Look::new(word!(state, driver_unit), "unit").like(like), draft.unit)}
            {field(state, limit(word!(state, driver_base), "base"), draft.base)}
            {field(state, limit(word!(state, driver_spread), "spread"), draft.spread)}
            {field(state, limit(word!(state, driver_min), "min"), draft.min)}
            {field(state, limit(word!(state, driver_max), "max"), draft.max)}
            {field(state, Look::new(word!(state, driver_source), "source"), draft.source)}
            <label class="check">
                <input
                    type="checkbox" data-field="assumption" prop:checked=move || draft.assumption.get()
                    on:change=move |event| draft.assumption.set(event_target_checked(&event))
                />
                <span>{assumption}</span>
            </label>
            {buttons(desk, Callback::new(move |()| close()))}
            {refusal(fault)}
        </form>
    }
    .into_any()
}

/// Save and cancel.
pub(super) fn buttons(desk: Desk, cancel: Callback<()>) -> AnyView {
    let save = word!(desk.state, driver_save);
    let leave = word!(desk.state, driver_cancel);
    view! {
        <div class="cluster">
            <button class="button primary" type="submit" data-action="save">{save}</button>
            <button class="button quiet" type="button" data-action="cancel" on:click=move |_| cancel.run(())>{leave}</button>
        </div>
    }
    .into_any()
}
