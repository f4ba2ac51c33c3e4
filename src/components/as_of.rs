//! The as-of date: a slider over the plan year and a field, which say the same.

use leptos::prelude::*;
use muctieu_core::calendar::{days_between, plus_days};
use muctieu_core::lang::Say;
use muctieu_core::number::{format_date, parse_date_in_year};

use super::icon::Icon;
use crate::dom::{memo, view};
use crate::i18n::td_string;
use crate::state::use_state;

/// The control of the as-of date.
#[component]
pub fn AsOf() -> impl IntoView {
    let state = use_state();
    let plan = memo(move |_| state.record(|workspace| workspace.plan));
    let day = move || days_between(plan.get().start, state.as_of.get());
    let last_day = move || plan.get().days() - 1;
    let at = move || f64::from(day()) / f64::from(last_day().max(1));
    let fault = RwSignal::new(None::<String>);
    // What is typed stays as it is while it is refused.
    let shown = move || format_date(state.as_of.get(), state.lang());
    let typed = move |text: String| {
        let lang = state.lang();
        match parse_date_in_year(&text, plan.get_untracked().year()) {
            Ok(date) if plan.get_untracked().contains(date) => {
                fault.set(None);
                state.move_as_of(date);
            }
            Ok(_) => fault.set(Some(
                td_string!(state.locale(), shell.as_of_outside).to_owned(),
            )),
            Err(error) => fault.set(Some(error.say(lang))),
        }
    };
    view! {
        <div class="as-of anchor" role="group" aria-label=move || td_string!(state.locale(), shell.as_of)>
            <label for="as-of-date">{move || td_string!(state.locale(), shell.as_of)}</label>
            <input
                id="as-of-date" class="input small" type="text" inputmode="numeric" autocomplete="off" size="10"
                data-as-of="date" prop:value=shown
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-describedby=move || fault.with(Option::is_some).then_some("as-of-fault")
                on:change=move |event| typed(event_target_value(&event))
            />
            <input
                type="range" min="0" max=last_day step="1" data-as-of="slider"
                aria-label=move || td_string!(state.locale(), shell.as_of)
                aria-valuetext=shown
                prop:value=day
                style:--at=move || format!("{:.4}", at())
                on:input=move |event| {
                    if let Ok(day) = event_target_value(&event).parse::<i32>() {
                        fault.set(None);
                        state.move_as_of(plus_days(plan.get_untracked().start, day));
                    }
                }
            />
            <Show when=move || fault.with(Option::is_some)>
                <div class="popover field" id="as-of-fault" role="alert">
                    <p class="error"><Icon name=Icon::Info /><span>{move || fault.get()}</span></p>
                </div>
            </Show>
        </div>
    }
}
