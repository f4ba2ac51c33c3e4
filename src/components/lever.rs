//! One lever: a slider, the same value as a number, reset, and "how much does it take?".

#![allow(
    clippy::too_many_lines,
    reason = "one lever is one view, and its parts share what they read"
)]

use leptos::prelude::*;
use muctieu_core::board::span;
use muctieu_core::indicator::Indicator;
use muctieu_core::lang::Say;
use muctieu_core::lever::{
    LeverId, LeverKind, LeverSpan, Levers, lever_name, levers_of, open_quarters, position_in_words,
};
use muctieu_core::number::{float, format_compact_trim, parse_number};

use super::goal::GoalSeek;
use super::icon::Icon;
use crate::dom::{memo, view};
use crate::i18n::td_string;
use crate::state::{AppState, use_state};

/// The levers of an indicator on the as-of date, the main one first: none where the year is settled.
pub fn levers_now(state: AppState, indicator: &Indicator) -> Vec<LeverKind> {
    let base = state.base_row(indicator.id.as_str()).get();
    if base.as_ref().is_some_and(|row| {
        row.forecast
            .as_ref()
            .is_ok_and(|forecast| forecast.settled().is_some())
    }) {
        return Vec::new();
    }
    let plan = state
        .workspace
        .with(|workspace| workspace.plan_of(indicator));
    let done = base
        .as_ref()
        .and_then(|row| row.actual)
        .filter(|actual| !actual.measure.is_full_year())
        .map(|actual| actual.date);
    let mut levers = levers_of(indicator, open_quarters(plan, done));
    if indicator.kind.accumulates() && base.is_none_or(|row| row.projected.is_none()) {
        // Without a pace to multiply, only an amount says something.
        levers.retain(|kind| matches!(kind, LeverKind::OneOff | LeverKind::Target));
    }
    levers
}

/// A lever of the active scenario.
#[component]
pub fn Lever(
    /// The indicator that it moves.
    indicator: Indicator,
    /// What it moves.
    kind: LeverKind,
    /// Only the slider and the number: for a row of the overview.
    #[prop(optional)]
    compact: bool,
) -> impl IntoView {
    let state = use_state();
    let id = LeverId {
        kind,
        subject: indicator.id.clone(),
    };
    let name = id.to_string();
    let base = state.base_row(indicator.id.as_str());
    let limits = {
        let indicator = indicator.clone();
        memo(move |_| base.with(|base| span(kind, &indicator, base.as_deref())))
    };
    let position = state.position(&id);
    // Without a neutral position the slider rests at its low end until it is touched.
    let value = move || {
        position
            .get()
            .or(limits.get().neutral)
            .unwrap_or(limits.get().min)
    };
    let share = move |value: f64| {
        let LeverSpan { min, max, .. } = limits.get();
        ((value - min) / (max - min)).clamp(0.0, 1.0)
    };
    let fault = RwSignal::new(None::<String>);
    let told = {
        let indicator = indicator.clone();
        move |value: f64| position_in_words(kind, value, &indicator, state.lang())
    };
    let valuetext = {
        let told = told.clone();
        move || match position.get().or(limits.get().neutral) {
            Some(value) => told(value),
            None => td_string!(state.locale(), scenario.not_set).to_owned(),
        }
    };
    let moved = memo(move |_| position.get().is_some());
    let put = {
        let id = id.clone();
        move |value: f64| {
            fault.set(None);
            state.move_lever(id.clone(), Some(limits.get_untracked().clamp(value)));
        }
    };
    // Back on the base is the same as never moved; a drag that only passes it goes on.
    let settle = {
        let id = id.clone();
        move |value: f64| {
            let limits = limits.get_untracked();
            let near = |neutral: f64| (value - neutral).abs() < limits.step / 2.0;
            if limits.neutral.is_some_and(near) {
                state.move_lever(id.clone(), None);
            }
            state.end_gesture();
        }
    };
    let reset = {
        let id = id.clone();
        move |_| {
            fault.set(None);
            state.move_lever(id.clone(), None);
            state.end_gesture();
        }
    };
    let typed = {
        let (put, settle) = (put.clone(), settle.clone());
        move |text: String| {
            let lang = state.lang();
            let text = text
                .trim()
                .trim_start_matches('×')
                .trim_end_matches('%')
                .trim()
                .to_owned();
            let LeverSpan {
                min, max, decimals, ..
            } = limits.get_untracked();
            match parse_number(&text, lang) {
                Ok(parsed) if (min..=max).contains(&parsed.value) => {
                    put(parsed.value);
                    settle(parsed.value);
                }
                Ok(_) => fault.set(Some(td_string!(
                    state.locale(),
                    scenario.outside,
                    low = format_compact_trim(min, decimals, lang),
                    high = format_compact_trim(max, decimals, lang)
                ))),
                Err(error) => fault.set(Some(error.say(lang))),
            }
        }
    };
    let label = {
        let indicator = indicator.clone();
        move || {
            format!(
                "{}: {}",
                indicator.title.get(state.lang()),
                lever_name(kind, &indicator, state.lang())
            )
        }
    };
    let slide = {
        let put = put.clone();
        move |event: web_sys::Event| {
            if let Some(value) = float(&event_target_value(&event)) {
                put(value);
            }
        }
    };
    let rest = move |event: web_sys::Event| match float(&event_target_value(&event)) {
        Some(value) => settle(value),
        None => state.end_gesture(),
    };
    let fault_id = format!("fault-{name}").replace([':', '.'], "-");
    let described = fault_id.clone();
    view! {
        <div class="lever-row" data-moved=move || moved.get().then_some("")>
            <input
                class="lever" type="range" data-lever=name.clone()
                min=move || limits.get().min max=move || limits.get().max step=move || limits.get().step
                prop:value=move || format!("{}", value())
                style:--at=move || format!("{:.4}", share(value()))
                style:--base=move || format!("{:.4}", limits.get().neutral.map_or(-1.0, share))
                aria-label=label.clone() aria-valuetext=valuetext
                on:input=slide
                on:change=rest
            />
            <input
                class="input small num" type="text" inputmode="decimal" autocomplete="off" size="6" data-lever-value=name.clone()
                aria-label=label.clone()
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-describedby=move || fault.with(Option::is_some).then(|| described.clone())
                prop:value=move || match position.get().or(limits.get().neutral) {
                    Some(value) => format_compact_trim(value, limits.get().decimals, state.lang()),
                    None => String::new(),
                }
                on:change=move |event| typed(event_target_value(&event))
            />
            <button
                class="button quiet icon-only small" type="button" data-lever-reset=name.clone()
                disabled=move || !moved.get()
                aria-label={let label = label.clone(); move || format!("{}: {}", td_string!(state.locale(), scenario.reset), label())}
                title=move || td_string!(state.locale(), scenario.reset)
                on:click=reset
            >
                <Icon name=Icon::Reset />
            </button>
            {(!compact).then(|| view! { <GoalSeek indicator=indicator.clone() kind=kind limits=limits told=told.clone() put=put.clone() /> })}
            <Show when=move || fault.with(Option::is_some)>
                <p class="error" id=fault_id.clone() role="alert"><Icon name=Icon::Info /><span>{move || fault.get()}</span></p>
            </Show>
        </div>
    }
}

/// The lever positions of an indicator in the active scenario.
pub fn positions_now(state: AppState, indicator: &Indicator) -> Levers {
    let scenario = state.scenario();
    scenario
        .and_then(|scenario| scenario.by_indicator().get(&indicator.id).copied())
        .unwrap_or_default()
}
