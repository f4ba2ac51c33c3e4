//! The end of a projection as something to take hold of: drawn up or down, it moves the target's main lever.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;
use muctieu_chart::scale::Scale;
use muctieu_chart::scene::Rect;
use muctieu_core::board::{row, span};
use muctieu_core::finding;
use muctieu_core::goal;
use muctieu_core::indicator::Kind;
use muctieu_core::lever::{LeverId, LeverKind, lever_name, position_in_words};
use muctieu_core::number::round_to;

use crate::components::lever::{levers_now, positions_now};
use crate::components::scenario_pick::begin_unless_on;
use crate::components::target::Subject;
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;

/// How many steps a Page key is worth.
const PAGE: f64 = 10.0;

/// How far a pointer must have come before it draws, in pixels: a tap or a click moves nothing.
const SLACK: f64 = 3.0;

/// A hand that holds the end. The scale is that of the moment of taking hold: one that followed the hand while the
/// chart makes room for it would run away from it.
#[derive(Clone, Copy)]
struct Held {
    /// Where the pointer stood.
    from: f64,
    /// How far below the end it took hold.
    off: f64,
    y: Scale,
    moving: bool,
}

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
        begin_unless_on(state);
        let limits = limits.get_untracked();
        let value = round_to(limits.clamp(value), limits.decimals);
        state.move_lever(lever.get_value(), Some(value));
    };
    // Back on the base is the same as never moved; and what was done is one step.
    let rest = move || {
        state.run_moves();
        let limits = limits.get_untracked();
        // From the scenario itself: what hangs on its signals hears of the move only after this.
        let scenario = untrack(|| state.scenario());
        let stands = scenario
            .and_then(|scenario| lever.with_value(|lever| scenario.position(lever)))
            .zip(limits.neutral);
        if stands.is_some_and(|(value, neutral)| (value - neutral).abs() < limits.step / 2.0) {
            state.move_lever(lever.get_value(), None);
        }
        state.end_gesture();
    };
    let taken = StoredValue::new(None::<Held>);
    let grasp = move |event: PointerEvent| {
        if event.button() != 0 || !event.is_primary() {
            return;
        }
        let (Some((_, at)), Some((_, y))) = (place.get_untracked(), layout.get_untracked()) else {
            return;
        };
        let Some(handle) = handle.get_untracked() else {
            return;
        };
        event.prevent_default();
        // Where the pointer cannot be caught, moving over the handle still works.
        let _ = handle.set_pointer_capture(event.pointer_id());
        let _ = handle.focus();
        let top = handle
            .parent_element()
            .map_or(0.0, |plane| plane.get_bounding_client_rect().top());
        let from = f64::from(event.client_y());
        state.end_gesture();
        taken.set_value(Some(Held {
            from,
            off: from - top - at,
            y,
            moving: false,
        }));
        held.set(true);
    };
    let draw = {
        let indicator = indicator.clone();
        move |event: PointerEvent| {
            let (Some(mut hold), Some(handle)) = (taken.get_value(), handle.get_untracked()) else {
                return;
            };
            let stands = f64::from(event.client_y());
            hold.moving |= (stands - hold.from).abs() >= SLACK;
            taken.set_value(Some(hold));
            let Some(plane) = handle.parent_element().filter(|_| hold.moving) else {
                return;
            };
            let top = plane.get_bounding_client_rect().top();
            let wanted = hold.y.value(stands - top - hold.off);
            let levers = untrack(|| positions_now(state, &indicator));
            let shown = end.get_untracked();
            let found = state.workspace.with_untracked(|workspace| {
                let as_of = state.as_of.get_untracked();
                let limits = limits.get_untracked();
                // What links bring from elsewhere lies on top of the indicator's own figures, wherever its lever stands.
                let own = row(workspace, &indicator, as_of, levers).projected;
                let links = shown.zip(own).map_or(0.0, |(shown, own)| shown - own);
                let wanted = wanted - links;
                goal::place(workspace, &indicator, as_of, levers, kind, &limits, wanted)
            });
            if let Some(value) = found {
                put(value);
            }
        }
    };
    let release = move |_: PointerEvent| {
        if let Some(hold) = taken.get_value() {
            taken.set_value(None);
            held.set(false);
            if hold.moving {
                rest();
            }
        }
    };
    let press = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let limits = limits.get_untracked();
        let stands = untrack(now);
        let to = match event.key().as_str() {
            "ArrowUp" | "ArrowRight" => stands + limits.step,
            "ArrowDown" | "ArrowLeft" => stands - limits.step,
            "PageUp" => stands + PAGE * limits.step,
            "PageDown" => stands - PAGE * limits.step,
            "Home" => limits.min,
            "End" => limits.max,
            _ => return,
        };
        event.prevent_default();
        state.end_gesture();
        put(to);
        rest();
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
            on:pointermove=draw
            on:pointerup=release
            on:pointercancel=release
            on:keydown=press
        ></div>
    }
}
