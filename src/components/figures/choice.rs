//! A number that could be two: the question, and a button for each answer. Nothing is guessed.

use leptos::prelude::*;
use muctieu_core::number::{NumberError, Parsed, format_number};

use super::entry::Fault;
use crate::dom::view;
use crate::i18n::td_string;
use crate::state::AppState;

/// The two readings of an ambiguous number, the usual one of the language first, each with how it is written; nothing
/// for any other fault.
pub fn readings(state: AppState, fault: &Fault, choose: Callback<(f64, String)>) -> AnyView {
    let Fault::Number(NumberError::Ambiguous {
        as_thousands,
        as_decimal,
        usually_thousands,
    }) = *fault
    else {
        return ().into_any();
    };
    let button = move |parsed: Parsed, thousands: bool| {
        let written = move || format_number(parsed.value, parsed.decimals, state.lang());
        view! {
            <button
                class="button small" type="button" data-choice=if thousands { "thousands" } else { "decimal" }
                on:click=move |_| choose.run((parsed.value, written()))
            >
                <b>{written}</b>
                <span>{move || if thousands {
                    td_string!(state.locale(), figures.as_thousands)
                } else {
                    td_string!(state.locale(), figures.as_decimal)
                }}</span>
            </button>
        }
    };
    let (first, second) = if usually_thousands {
        (button(as_thousands, true), button(as_decimal, false))
    } else {
        (button(as_decimal, false), button(as_thousands, true))
    };
    view! {
        <div class="cluster" role="group" aria-label=move || td_string!(state.locale(), figures.which_number)>
            {first}
            {second}
        </div>
    }
    .into_any()
}
