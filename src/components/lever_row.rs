//! The slider of a lever, its twin as a number, and reset: of whatever a scenario may move.

use leptos::prelude::*;
use muctieu_core::lang::Say;
use muctieu_core::lever::{LeverId, LeverSpan};
use muctieu_core::number::{float, format_compact_trim, parse_number};

use super::icon::Icon;
use crate::dom::{Memo, derived, memo, view};
use crate::i18n::td_string;
use crate::state::AppState;

/// A lever as it is held: where it may go, how a position is told, and what it is called.
#[derive(Clone, Copy)]
pub struct Handle {
    state: AppState,
    id: StoredValue<LeverId>,
    limits: Memo<LeverSpan>,
    told: Callback<f64, String>,
    label: Signal<String>,
    fault: RwSignal<Option<String>>,
}

impl Handle {
    /// The handle of a lever.
    pub fn new(
        state: AppState,
        id: LeverId,
        limits: Memo<LeverSpan>,
        told: Callback<f64, String>,
        label: Signal<String>,
    ) -> Self {
        Self {
            state,
            id: StoredValue::new(id),
            limits,
            told,
            label,
            fault: RwSignal::new(None),
        }
    }

    /// Moves the lever, within its limits.
    pub fn put(self, value: f64) {
        self.fault.set(None);
        self.move_to(Some(self.limits.get_untracked().clamp(value)));
    }

    fn move_to(self, value: Option<f64>) {
        self.state.move_lever(self.id.get_value(), value);
    }

    /// Back on the base is the same as never moved; a drag that only passes it goes on.
    fn settle(self, value: f64) {
        let limits = self.limits.get_untracked();
        let near = |neutral: f64| (value - neutral).abs() < limits.step / 2.0;
        if limits.neutral.is_some_and(near) {
            self.move_to(None);
        }
        self.state.end_gesture();
    }

    fn reset(self) {
        self.fault.set(None);
        self.move_to(None);
        self.state.end_gesture();
    }

    fn typed(self, text: &str) {
        let lang = self.state.lang();
        let text = text.trim().trim_start_matches('×').trim_end_matches('%');
        let LeverSpan {
            min, max, decimals, ..
        } = self.limits.get_untracked();
        match parse_number(text.trim(), lang) {
            Ok(parsed) if (min..=max).contains(&parsed.value) => {
                self.put(parsed.value);
                self.settle(parsed.value);
            }
            Ok(_) => self.fault.set(Some(td_string!(
                self.state.locale(),
                scenario.outside,
                low = format_compact_trim(min, decimals, lang),
                high = format_compact_trim(max, decimals, lang)
            ))),
            Err(error) => self.fault.set(Some(error.say(lang))),
        }
    }
}

/// The row; `goal` stands in it after the button that puts the lever back.
pub fn row(handle: Handle, goal: Option<AnyView>) -> AnyView {
    let Handle {
        state,
        limits,
        told,
        label,
        fault,
        ..
    } = handle;
    let name = handle.id.with_value(ToString::to_string);
    let position = handle.id.with_value(|id| state.position(id));
    let at = derived(move || position.get().or(limits.get().neutral));
    // Without a neutral position the slider rests at its low end until it is touched.
    let value = move || at.get().unwrap_or(limits.get().min);
    let share = move |value: f64| {
        let LeverSpan { min, max, .. } = limits.get();
        ((value - min) / (max - min)).clamp(0.0, 1.0)
    };
    let valuetext = move || match at.get() {
        Some(value) => told.run(value),
        None => td_string!(state.locale(), scenario.not_set).to_owned(),
    };
    let moved = memo(move |_| position.get().is_some());
    let slide = move |event: web_sys::Event| {
        if let Some(value) = float(&event_target_value(&event)) {
            handle.put(value);
        }
    };
    let rest = move |event: web_sys::Event| match float(&event_target_value(&event)) {
        Some(value) => handle.settle(value),
        None => state.end_gesture(),
    };
    let number = move || {
        let decimals = limits.get().decimals;
        at.get().map_or_else(String::new, |value| {
            format_compact_trim(value, decimals, state.lang())
        })
    };
    let fault_id = format!("fault-{name}").replace([':', '.'], "-");
    let described = fault_id.clone();
    let reset = derived(move || td_string!(state.locale(), scenario.reset).to_owned());
    view! {
        <div class="lever-row" data-moved=move || moved.get().then_some("")>
            <input
                class="lever" type="range" data-lever=name.clone()
                min=move || limits.get().min max=move || limits.get().max step=move || limits.get().step
                prop:value=move || format!("{}", value())
                style:--at=move || format!("{:.4}", share(value()))
                style:--base=move || format!("{:.4}", limits.get().neutral.map_or(-1.0, share))
                aria-label=label aria-valuetext=valuetext
                on:input=slide
                on:change=rest
            />
            <input
                class="input small num" type="text" inputmode="decimal" autocomplete="off" size="6" data-lever-value=name.clone()
                aria-label=label
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-describedby=move || fault.with(Option::is_some).then(|| described.clone())
                prop:value=number
                on:change=move |event| handle.typed(&event_target_value(&event))
            />
            <button
                class="button quiet icon-only small" type="button" data-lever-reset=name
                disabled=move || !moved.get()
                aria-label=move || format!("{}: {}", reset.get(), label.get())
                title=reset
                on:click=move |_| handle.reset()
            >
                <Icon name=Icon::Reset />
            </button>
            {goal}
            <Show when=move || fault.with(Option::is_some)>
                <p class="error" id=fault_id.clone() role="alert"><Icon name=Icon::Info /><span>{move || fault.get()}</span></p>
            </Show>
        </div>
    }
    .into_any()
}
