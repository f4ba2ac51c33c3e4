//! The end of a projection as something to take hold of: drawn up or down, it moves the target's main lever.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;
use muctieu_chart::scale::Scale;
use muctieu_chart::scene::Rect;
use muctieu_core::board::span;
use muctieu_core::finding;
use muctieu_core::goal;
use muctieu_core::indicator::Kind;
use muctieu_core::lever::{LeverId, LeverKind, lever_name, position_in_words};

use crate::components::lever::{levers_now, positions_now};
use crate::components::scenario_pick::next_name;
use crate::components::target::Subject;
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;

/// How many steps a Page key is worth.
const PAGE: f64 = 10.0;

/// Where a chart's plot lies in its box, and its vertical scale.
pub type Layout = RwSignal<Option<(Rect, Scale)>>;

/// The handle at the end of the projection; nothing where no lever moves it.
#[component]
pub fn DragEnd(
    /// The target.
    subject: Subject,
    /// Where its chart lies.
    layout: Layout,
) -> impl IntoView {
    let state = subject.state;
    let indicator = subject.indicator();
    // On these the axis of the chart is that of the year's value.
    let drawn = matches!(
        indicator.kind,
        Kind::Flow | Kind::FlowCount | Kind::Growth | Kind::Level | Kind::Completion | Kind::Annual
    );
    let lever = {
        let indicator = indicator.clone();
        memo(move |_| {
            subject.base.track();
            let kinds = untrack(|| levers_now(state, &indicator));
            kinds
                .first()
                .copied()
                .filter(|kind| drawn && *kind != LeverKind::Target)
        })
    };
    move || {
        lever
            .get()
            .map(|kind| view! { <Handle subject=subject layout=layout kind=kind /> })
    }
}

#[component]
fn Handle(
    /// The target.
    subject: Subject,
    /// Where its chart lies.
    layout: Layout,
    /// The lever that it moves.
    kind: LeverKind,
) -> impl IntoView {
    let state = subject.state;
    let indicator = subject.indicator();
    let handle = NodeRef::<html::Div>::new();
    let held = RwSignal::new(false);
    let lever = StoredValue::new(LeverId {
        kind,
        subject: indicator.id.clone(),
    });
    let limits = {
        let indicator = indicator.clone();
        memo(move |_| {
            subject
                .base
                .with(|base| span(kind, &indicator, base.as_deref()))
        })
    };
    let position = lever.with_value(|lever| state.position(lever));
    let now = move || {
        let limits = limits.get();
        position.get().or(limits.neutral).unwrap_or(limits.min)
    };
    let end = memo(move |_| subject.read(|row| row.projected).flatten());
    let place = memo(move |_| {
        let (plot, y) = layout.get()?;
        Some((plot.right, y.px(end.get()?).clamp(plot.top, plot.bottom)))
    });
    let put = move |value: f64| {
        if state.active.with_untracked(Option::is_none) {
            state.new_scenario(next_name(state), Vec::new());
        }
        let value = limits.get_untracked().clamp(value);
        state.move_lever(lever.get_value(), Some(value));
    };
    let draw = {
        let indicator = indicator.clone();
        move |event: &PointerEvent| {
            let (Some(handle), Some((_, y))) = (handle.get_untracked(), layout.get_untracked())
            else {
                return;
            };
            let Some(plane) = handle.parent_element() else {
                return;
            };
            let height = f64::from(event.client_y()) - plane.get_bounding_client_rect().top();
            let wanted = y.value(height);
            let levers = untrack(|| positions_now(state, &indicator));
            let found = state.workspace.with_untracked(|workspace| {
                let as_of = state.as_of.get_untracked();
                let limits = limits.get_untracked();
                goal::place(workspace, &indicator, as_of, levers, kind, &limits, wanted)
            });
            if let Some(value) = found {
                put(value);
            }
        }
    };
    let grasp = move |event: PointerEvent| {
        event.prevent_default();
        if let Some(handle) = handle.get_untracked() {
            // Where the pointer cannot be caught, moving over the handle still works.
            let _ = handle.set_pointer_capture(event.pointer_id());
        }
        state.end_gesture();
        held.set(true);
    };
    let release = move |_: PointerEvent| {
        if held.get_untracked() {
            held.set(false);
            state.end_gesture();
        }
    };
    let press = move |event: KeyboardEvent| {
        let limits = limits.get_untracked();
        let by = match event.key().as_str() {
            "ArrowUp" | "ArrowRight" => limits.step,
            "ArrowDown" | "ArrowLeft" => -limits.step,
            "PageUp" => PAGE * limits.step,
            "PageDown" => -PAGE * limits.step,
            _ => return,
        };
        event.prevent_default();
        put(untrack(now) + by);
        state.end_gesture();
    };
    let told = {
        let indicator = indicator.clone();
        derived(move || {
            let lang = state.lang();
            let lever = position_in_words(kind, now(), &indicator, lang);
            let year = end.get().map_or_else(String::new, |value| {
                finding::amount(&indicator, value, lang)
            });
            format!("{year} ({lever})")
        })
    };
    let label = {
        let indicator = indicator.clone();
        derived(move || {
            let lang = state.lang();
            let name = indicator.title.get(lang).to_owned();
            let lever = lever_name(kind, &indicator, lang);
            td_string!(
                state.locale(),
                scenario.drag_end,
                name = name,
                lever = lever
            )
        })
    };
    view! {
        <div
            class="drag-end" node_ref=handle tabindex="0" role="slider" data-drag-end=indicator.id.to_string()
            data-held=move || held.get().then_some("")
            hidden=move || place.get().is_none()
            aria-orientation="vertical" aria-label=label aria-valuetext=told title=told
            aria-valuemin=move || limits.get().min aria-valuemax=move || limits.get().max aria-valuenow=now
            style:--x=move || place.get().map_or(String::new(), |(x, _)| format!("{x:.1}px"))
            style:--y=move || place.get().map_or(String::new(), |(_, y)| format!("{y:.1}px"))
            on:pointerdown=grasp
            on:pointermove=move |event: PointerEvent| if held.get_untracked() { draw(&event) }
            on:pointerup=release
            on:pointercancel=release
            on:keydown=press
        ></div>
    }
}
