//! The fields of the form of a figure, each with its label, its hook and what is wrong with it.

use leptos::prelude::*;
use muctieu_core::figure::Measure;
use muctieu_core::lang::Say;

use super::choice::readings;
use super::entry::{Fault, Field, Typed, measures};
use super::form::Form;
use super::{measure_word, unit_of};
use crate::components::Icon;
use crate::dom::{memo, view};
use crate::i18n::td_string;

/// Earlier years whose figures can be entered.
const YEARS_BACK: i16 = 10;

/// The plan year: this one, or an earlier one for history.
#[component]
pub(super) fn YearField(
    /// The form.
    form: Form,
) -> impl IntoView {
    let state = form.state;
    let years = move || {
        let newest = form.year();
        let own = form.draft.with(|draft| draft.year);
        let mut years: Vec<i16> = (newest - YEARS_BACK..=newest).rev().collect();
        if !years.contains(&own) {
            years.insert(0, own);
        }
        years
    };
    let element = form.element(Field::Year);
    view! {
        <div class="field" data-of=Field::Year.id()>
            <label for=element.clone()>{move || td_string!(state.locale(), figures.year)}</label>
            <select
                class="input" id=element data-field=Field::Year.id()
                on:change=move |event| {
                    if let Ok(year) = event_target_value(&event).parse() {
                        form.typed(Field::Date, |draft| draft.year = year);
                    }
                }
            >
                <For each=years key=|year| *year let:year>
                    <option value=year.to_string() prop:selected=move || form.draft.with(|draft| draft.year == year)>{year}</option>
                </For>
            </select>
        </div>
    }
}

/// What the figure measures.
#[component]
pub(super) fn MeasureField(
    /// The form.
    form: Form,
) -> impl IntoView {
    let state = form.state;
    let choices = move || {
        let own = form.draft.with(|draft| draft.measure);
        let mut choices = measures(form.kind()).to_vec();
        if !choices.contains(&own) {
            choices.push(own);
        }
        choices
    };
    let element = form.element(Field::Measure);
    view! {
        <div class="field" data-of=Field::Measure.id()>
            <label for=element.clone()>{move || td_string!(state.locale(), figures.measure)}</label>
            <select
                class="input" id=element data-field=Field::Measure.id()
                on:change=move |event| {
                    let chosen = event_target_value(&event);
                    if let Some(measure) = measure_of(&chosen) {
                        form.typed(Field::Value, |draft| draft.measure = measure);
                    }
                }
            >
                <For each=choices key=|measure| measure_id(*measure) let:measure>
                    <option value=measure_id(measure) prop:selected=move || form.draft.with(|draft| draft.measure == measure)>
                        {move || measure_word(measure, state.locale())}
                    </option>
                </For>
            </select>
        </div>
    }
}

/// A field of text: date, source, note, who.
#[component]
pub(super) fn TextField(
    /// The form.
    form: Form,
    /// Which one.
    field: Field,
) -> impl IntoView {
    let state = form.state;
    let label = move || {
        let locale = state.locale();
        match field {
            Field::Date => td_string!(locale, figures.date),
            Field::Source => td_string!(locale, figures.source),
            Field::Note => td_string!(locale, figures.note),
            _ => td_string!(locale, figures.by),
        }
    };
    let place = move |draft: &mut super::entry::Draft, text: String| match field {
        Field::Date => draft.date = text,
        Field::Source => draft.source = text,
        Field::Note => draft.note = text,
        _ => draft.by = text,
    };
    let text = move || {
        form.draft.with(|draft| match field {
            Field::Date => draft.date.clone(),
            Field::Source => draft.source.clone(),
            Field::Note => draft.note.clone(),
            _ => draft.by.clone(),
        })
    };
    let placeholder = move || match field {
        Field::Date => Some(format!("30/9/{}", form.draft.with(|draft| draft.year))),
        Field::Source => Some(td_string!(state.locale(), figures.source_like).to_owned()),
        _ => None,
    };
    let element = form.element(field);
    view! {
        <div class="field" data-of=field.id()>
            <label for=element.clone()>{label}</label>
            <input
                class="input" id=element.clone() data-field=field.id() type="text" autocomplete="off"
                required=field == Field::Date placeholder=placeholder prop:value=text
                aria-invalid=invalid(form, field) aria-describedby=described(form, field)
                on:input=move |event| form.typed(field, |draft| place(draft, event_target_value(&event)))
            />
            <FieldFault form=form field=field />
        </div>
    }
}

/// A number with its unit.
#[component]
pub(super) fn NumberField(
    /// The form.
    form: Form,
    /// Which one.
    field: Field,
) -> impl IntoView {
    let state = form.state;
    let label = move || {
        let locale = state.locale();
        match field {
            Field::Low => td_string!(locale, figures.low),
            Field::High => td_string!(locale, figures.high),
            _ => td_string!(locale, figures.value),
        }
    };
    let text = move || {
        form.draft.with(|draft| match field {
            Field::Low => draft.low.text.clone(),
            Field::High => draft.high.text.clone(),
            _ => draft.value.text.clone(),
        })
    };
    let unit = move || {
        let measure = form.draft.with(|draft| draft.measure);
        form.indicator
            .with_value(|indicator| unit_of(indicator, measure, state.lang()))
    };
    let element = form.element(field);
    view! {
        <div class="field" data-of=field.id()>
            <label for=element.clone()>{label}</label>
            <div class="with-unit">
                <input
                    class="input num" id=element.clone() data-field=field.id() type="text" inputmode="decimal" autocomplete="off"
                    required=field == Field::Value prop:value=text
                    aria-invalid=invalid(form, field) aria-describedby=described(form, field)
                    on:input=move |event| form.typed(field, |draft| {
                        if let Some(typed) = draft.typed_mut(field) {
                            *typed = event_target_value(&event).into();
                        }
                    })
                />
                <span class="unit">{unit}</span>
            </div>
            <FieldFault form=form field=field />
        </div>
    }
}

/// What is wrong with a field, and for a number that could be two, the two.
#[component]
fn FieldFault(
    /// The form.
    form: Form,
    /// The field.
    field: Field,
) -> impl IntoView {
    let state = form.state;
    let fault = memo(move |_| fault_of(form, field));
    let id = form.element(field) + "-fault";
    let choose = Callback::new(move |(value, written): (f64, String)| {
        form.typed(field, |draft| {
            if let Some(typed) = draft.typed_mut(field) {
                *typed = Typed {
                    text: written,
                    chosen: Some(value),
                };
            }
        });
        // The question stood in the way of saving: its answer goes on with it.
        form.submit(false);
    });
    move || {
        fault.get().map(|fault| {
            let (id, code) = (id.clone(), fault.id());
            let choices = readings(state, &fault, choose);
            view! {
                <p class="error" id=id data-error=code>
                    <Icon name=Icon::Info /><span>{move || fault.say(state.lang())}</span>
                </p>
                {choices}
            }
        })
    }
}

fn fault_of(form: Form, field: Field) -> Option<Fault> {
    form.faults.with(|faults| {
        let found = faults.iter().find(|(of, _)| *of == field);
        found.map(|(_, fault)| fault.clone())
    })
}

fn invalid(form: Form, field: Field) -> impl Fn() -> Option<&'static str> {
    move || fault_of(form, field).is_some().then_some("true")
}

fn described(form: Form, field: Field) -> impl Fn() -> Option<String> {
    let id = form.element(field) + "-fault";
    move || fault_of(form, field).is_some().then(|| id.clone())
}

/// Every measure with its stable name.
const MEASURES: [(Measure, &str); 6] = [
    (Measure::Cumulative, "cumulative"),
    (Measure::Level, "level"),
    (Measure::Change, "change"),
    (Measure::Annual, "annual"),
    (Measure::Estimate, "estimate"),
    (Measure::Rank, "rank"),
];

fn measure_id(measure: Measure) -> &'static str {
    MEASURES
        .iter()
        .find(|(of, _)| *of == measure)
        .map_or("", |(_, id)| id)
}

fn measure_of(id: &str) -> Option<Measure> {
    MEASURES
        .iter()
        .find(|(_, of)| *of == id)
        .map(|(measure, _)| *measure)
}
