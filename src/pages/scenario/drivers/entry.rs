//! A field of a form: what is typed, what it was taken for where that was asked, and what is wrong with it.

use leptos::prelude::*;
use muctieu_core::lang::Say;
use muctieu_core::number::NumberError;

use crate::components::Icon;
use crate::components::figures::choice::readings;
use crate::components::figures::entry::{Fault, Typed};
use crate::dom::view;
use crate::state::AppState;

/// What is wrong with what is typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wrong {
    /// It is no number, or could be two.
    Number(NumberError),
    /// Anything else, in words.
    Said(String),
}

/// A field. Its number may be a driver's value or a coefficient; a text keeps to what is typed.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    typed: RwSignal<Typed>,
    fault: RwSignal<Option<Wrong>>,
}

impl Entry {
    /// A field with a text.
    pub(super) fn text(text: &str) -> Self {
        Self {
            typed: RwSignal::new(Typed::from(text.to_owned())),
            fault: RwSignal::new(None),
        }
    }

    /// A field with a number, if there is one.
    pub(super) fn number(state: AppState, value: Option<f64>) -> Self {
        let entry = Self::text("");
        if let Some(value) = value {
            let lang = untrack(|| state.lang());
            entry.typed.set(Typed::of(value, lang));
        }
        entry
    }

    /// What is typed, without spaces around it.
    pub(super) fn said(self) -> String {
        self.typed
            .with_untracked(|typed| typed.text.trim().to_owned())
    }

    /// The same, tracked.
    pub(super) fn now(self) -> String {
        self.typed.with(|typed| typed.text.trim().to_owned())
    }

    /// Puts a text in.
    pub(super) fn put(self, text: String) {
        self.typed.set(Typed::from(text));
        self.fault.set(None);
    }

    /// Says what is wrong with it.
    pub(super) fn refuse(self, why: String) {
        self.fault.set(Some(Wrong::Said(why)));
    }

    /// The number that is typed; nothing where the field is empty. What is wrong is said at the field.
    pub(super) fn maybe(self, state: AppState) -> Result<Option<f64>, ()> {
        if self.typed.with_untracked(Typed::is_empty) {
            self.fault.set(None);
            return Ok(None);
        }
        self.needed(state).map(Some)
    }

    /// The number that is typed; an empty field is a fault.
    pub(super) fn needed(self, state: AppState) -> Result<f64, ()> {
        let lang = untrack(|| state.lang());
        match self.typed.with_untracked(|typed| typed.read(lang)) {
            Ok(value) => {
                self.fault.set(None);
                Ok(value)
            }
            Err(error) => {
                self.fault.set(Some(Wrong::Number(error)));
                Err(())
            }
        }
    }
}

/// How a field looks.
#[derive(Clone, Copy)]
pub(super) struct Look {
    /// Its label.
    pub(super) label: Signal<String>,
    /// What outside checks know it by.
    pub(super) hook: &'static str,
    /// What stands behind it: a unit.
    pub(super) unit: Option<Signal<String>>,
    /// What stands in it while it is empty.
    pub(super) hint: Option<Signal<String>>,
}

impl Look {
    /// A field with a label.
    pub(super) fn new(label: Signal<String>, hook: &'static str) -> Self {
        Self {
            label,
            hook,
            unit: None,
            hint: None,
        }
    }

    /// With a unit behind it.
    pub(super) fn in_unit(self, unit: Signal<String>) -> Self {
        let unit = Some(unit);
        Self { unit, ..self }
    }

    /// With an example in it.
    pub(super) fn like(self, hint: Signal<String>) -> Self {
        let hint = Some(hint);
        Self { hint, ..self }
    }
}

/// The field as it is seen.
pub(super) fn field(state: AppState, look: Look, entry: Entry) -> AnyView {
    let number = look.unit.is_some();
    let hint = move || look.hint.map(|hint| hint.get());
    let choose = Callback::new(move |(value, text): (f64, String)| {
        let chosen = Some(value);
        entry.typed.set(Typed { text, chosen });
        entry.fault.set(None);
    });
    let told = move || {
        entry.fault.get().map(|wrong| {
            let (words, ways) = match wrong {
                Wrong::Number(error) => {
                    let words = error.say(state.lang());
                    (words, readings(state, &Fault::Number(error), choose))
                }
                Wrong::Said(words) => (words, ().into_any()),
            };
            view! {
                <p class="error"><Icon name=Icon::Info /><span>{words}</span></p>
                {ways}
            }
        })
    };
    view! {
        <div class="field">
            <label>
                <span>{look.label}</span>
                <span class="with-unit">
                    <input
                        class="input" class:num=number type="text" autocomplete="off" data-field=look.hook
                        inputmode=number.then_some("decimal") placeholder=hint
                        aria-invalid=move || entry.fault.with(Option::is_some).then_some("true")
                        prop:value=move || entry.typed.with(|typed| typed.text.clone())
                        on:input=move |event| entry.put(event_target_value(&event))
                    />
                    {look.unit.map(|unit| view! { <span class="unit">{unit}</span> })}
                </span>
            </label>
            <div role="alert">{told}</div>
        </div>
    }
    .into_any()
}
