//! The levers in play: a wide slider each, and where it stands.

use leptos::prelude::*;
use muctieu_core::lever::LeverId;
use muctieu_core::number::float;

use super::desk::{Desk, slider_id};
use crate::components::Icon;
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;

pub(super) fn levers(desk: Desk) -> AnyView {
    let state = desk.state;
    let title = derived(move || td_string!(state.locale(), wall.levers).to_owned());
    let none = move || {
        let empty = desk.levers.with(Vec::is_empty);
        empty.then(|| td_string!(state.locale(), wall.no_levers))
    };
    view! {
        <section class="wall-levers" aria-labelledby="wall-levers-title">
            <h2 id="wall-levers-title">{title}</h2>
            <p>{none}</p>
            <For each=move || desk.levers.get() key=ToString::to_string let:lever>
                {row(desk, lever)}
            </For>
        </section>
    }
    .into_any()
}

fn row(desk: Desk, lever: LeverId) -> AnyView {
    let state = desk.state;
    let held = StoredValue::new(lever.clone());
    let limits = memo(move |_| held.with_value(|lever| desk.limits(lever)));
    let position = state.position(&lever);
    let neutral = move || limits.get().and_then(|limits| limits.neutral);
    let low = move || limits.get().map_or(0.0, |limits| limits.min);
    let high = move || limits.get().map_or(1.0, |limits| limits.max);
    let value = memo(move |_| position.get().or(neutral()).unwrap_or(low()));
    let share = move |value: f64| {
        ((value - low()) / (high() - low()).max(f64::MIN_POSITIVE)).clamp(0.0, 1.0)
    };
    let name = memo(move |_| held.with_value(|lever| desk.name(lever)));
    let label = derived(move || {
        name.with(|(title, lever)| {
            if lever.is_empty() {
                title.clone()
            } else {
                format!("{title}: {lever}")
            }
        })
    });
    let told = derived(move || match position.get().or(neutral()) {
        Some(value) => held.with_value(|lever| desk.told(lever, value)),
        None => td_string!(state.locale(), scenario.not_set).to_owned(),
    });
    let chosen = move || {
        let at = desk.at();
        held.with_value(|lever| at.as_ref() == Some(lever))
            .then_some("")
    };
    let choose = move || held.with_value(|lever| desk.chosen.set(Some(lever.clone())));
    let slide = move |event: web_sys::Event| {
        let value = float(&event_target_value(&event));
        if let (Some(value), Some(limits)) = (value, limits.get_untracked()) {
            held.with_value(|lever| desk.put(lever, &limits, limits.clamp(value)));
        }
    };
    let back = move |_| {
        held.with_value(|lever| state.move_lever(lever.clone(), None));
        state.end_gesture();
    };
    let moved = move || position.get().is_some();
    let reset = derived(move || td_string!(state.locale(), wall.back).to_owned());
    let reset_of = derived(move || format!("{}: {}", reset.get(), label.get()));
    view! {
        <div class="wall-lever" data-wall-lever=lever.to_string() data-chosen=chosen data-moved=move || moved().then_some("")>
            <p class="wall-lever-name"><b>{move || name.get().0}</b>" "<span>{move || name.get().1}</span></p>
            <p class="wall-lever-value">{told}</p>
            <input
                class="lever" type="range" id=slider_id(&lever)
                min=low max=high step=move || limits.get().map_or(1.0, |limits| limits.step)
                prop:value=move || format!("{}", value.get())
                style:--at=move || format!("{:.4}", share(value.get()))
                style:--base=move || format!("{:.4}", neutral().map_or(-1.0, share))
                aria-label=label aria-valuetext=told
                on:focus=move |_| choose()
                on:pointerdown=move |_| choose()
                on:input=slide
                on:change=move |_| state.end_gesture()
            />
            <button class="button quiet icon-only" type="button" aria-label=reset_of title=reset disabled=move || !moved() on:click=back>
                <Icon name=Icon::Reset />
            </button>
        </div>
    }
    .into_any()
}
