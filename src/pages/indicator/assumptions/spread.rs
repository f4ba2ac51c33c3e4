//! A positive number that is assumed: typed in either language's form, refused with a reason, put back by emptying it.

use leptos::prelude::*;
use muctieu_core::assumption::{AssumptionFault, Assumptions};
use muctieu_core::lang::{Lang, Say};
use muctieu_core::number::{format_compact_trim, parse_number};

use super::SetMark;
use crate::components::Icon;
use crate::components::target::Subject;
use crate::dom::{derived, memo, view};
use crate::i18n::{Locale, td_string};

/// Reads a number of an assumption: nothing for an empty field.
pub(super) fn read(text: &str, lang: Lang) -> Result<Option<f64>, String> {
    let text = text.trim().trim_end_matches('%').trim();
    if text.is_empty() {
        return Ok(None);
    }
    parse_number(text, lang)
        .map(|parsed| Some(parsed.value))
        .map_err(|error| error.say(lang))
}

/// A field for a number that a function of the assumptions holds.
#[component]
pub(super) fn SpreadField(
    /// The target.
    subject: Subject,
    /// Its hook.
    name: &'static str,
    /// What holds where nothing is set.
    default: f64,
    /// What it is called.
    label: fn(Locale) -> &'static str,
    /// Its unit.
    unit: fn(Locale) -> &'static str,
    /// What it means.
    hint: fn(Locale) -> &'static str,
    /// Reads it.
    get: fn(&Assumptions) -> Option<f64>,
    /// Sets it.
    put: fn(&mut Assumptions, Option<f64>),
) -> impl IntoView {
    let state = subject.state;
    let value = memo(move |_| subject.assumptions.with(get));
    let fault = RwSignal::new(None::<String>);
    let typed = move |text: String| {
        let lang = state.lang();
        match read(&text, lang) {
            Ok(Some(value)) if !(value > 0.0 && value < 1e6) => {
                fault.set(Some(AssumptionFault::Spread.say(lang)));
            }
            Ok(value) => {
                fault.set(None);
                subject.assume(|set| put(set, value));
            }
            Err(error) => fault.set(Some(error)),
        }
    };
    let id = format!("assumption-{name}");
    let (hint_id, fault_id) = (format!("{id}-hint"), format!("{id}-fault"));
    let described = format!("{hint_id} {fault_id}");
    view! {
        <div class="field assumption">
            <div class="assumption-head">
                <label for=id.clone()>{move || label(state.locale())}</label>
                <SetMark subject=subject set=derived(move || value.with(Option::is_some)) />
            </div>
            <div class="with-unit">
                <input
                    id=id class="input num assumption-number" type="text" inputmode="decimal" autocomplete="off" size="8"
                    data-assumption=name
                    placeholder=move || format_compact_trim(default, 3, state.lang())
                    aria-describedby=described
                    aria-invalid=move || fault.with(Option::is_some).then_some("true")
                    prop:value=move || value.get().map_or_else(String::new, |value| format_compact_trim(value, 4, state.lang()))
                    on:change=move |event| typed(event_target_value(&event))
                />
                <span class="unit">{move || unit(state.locale())}</span>
            </div>
            <p class="hint" id=hint_id>
                {move || hint(state.locale())}" "
                {move || td_string!(state.locale(), indicator.default_is, value = format_compact_trim(default, 3, state.lang()))}
            </p>
            <div id=fault_id role="alert">
                <Show when=move || fault.with(Option::is_some)>
                    <p class="error"><Icon name=Icon::Info /><span>{move || fault.get()}</span></p>
                </Show>
            </div>
        </div>
    }
}
