//! A month that is still to come, as a column to take hold of: by a pointer, a finger or the keyboard.

use jiff::civil::Date;
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;
use muctieu_core::months::Stretch;

use super::shown::Ahead;
use super::{Months, told};
use crate::dom::{derived, memo, view};

/// How many steps a Page key is worth.
const PAGE: f64 = 10.0;
/// How far a pointer must have come before it draws, in pixels: a tap or a click moves nothing.
const SLACK: f64 = 3.0;

/// All of them.
pub(super) fn columns(months: Months) -> AnyView {
    // A column keeps its element while it is drawn: by its days, not by its values.
    let all = memo(move |_| {
        months.year.with(|year| {
            let days = year.ahead.iter().map(|one| (one.now.until, one.open));
            days.collect::<Vec<_>>()
        })
    });
    view! {
        <For each=move || all.get() key=|(until, open)| (muctieu_core::calendar::to_iso(*until), *open) let((until, open))>
            {column(months, until, open)}
        </For>
    }
    .into_any()
}

/// A number for a style sheet.
fn percent(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| format!("{value:.3}"))
}

fn column(months: Months, until: Date, open: bool) -> AnyView {
    let Months { subject, year, .. } = months;
    let one = memo(move |_| year.with(|year| year.ahead_until(until).copied()));
    let of = move |pick: fn(&Ahead) -> Option<Stretch>| {
        memo(move |_| {
            let heights = months.heights();
            let stretch = one.with(|one| one.as_ref().and_then(pick))?;
            Some(year.with(|year| year.column(&stretch, &heights)))
        })
    };
    let (now, base) = (of(|one| Some(one.now)), of(|one| one.base));
    let band = memo(move |_| {
        let heights = months.heights();
        let stretch = one.get()?.now;
        year.with(|year| year.band(&stretch, &heights))
    });
    let across = memo(move |_| {
        let stretch = one.get()?.now;
        Some(year.with(|year| year.slots.across(stretch.after, stretch.until)))
    });
    let moved = move || one.with(|one| one.is_some_and(|one| one.base.is_some()).then_some(""));
    let title = derived(move || {
        let (indicator, lang) = (subject.indicator(), subject.state.lang());
        let told = |one: Ahead| year.with(|year| told::expected(&indicator, year, &one, lang));
        one.get().map_or_else(String::new, told)
    });
    view! {
        <div
            class="months-ahead" data-moved=moved data-open=open.then_some("") title=title
            style:--x=move || percent(across.get().map(|(left, _)| left))
            style:--w=move || percent(across.get().map(|(_, width)| width))
        >
            <div
                class="months-bar" data-beyond=move || now.get().is_some_and(|bar| bar.beyond).then_some("")
                style:--y=move || percent(now.get().map(|bar| bar.from))
                style:--h=move || percent(now.get().map(|bar| bar.height))
            ></div>
            <div
                class="months-base" hidden=move || base.with(Option::is_none)
                style:--at=move || percent(base.get().map(|bar| bar.end))
            ></div>
            <div
                class="months-band" hidden=move || band.with(Option::is_none)
                style:--y=move || percent(band.get().map(|(low, _)| low))
                style:--h=move || percent(band.get().map(|(low, high)| high - low))
            ></div>
            {open.then(|| grip(months, until))}
        </div>
    }
    .into_any()
}

/// What is taken hold of: the column and what lies a finger's width above it.
#[expect(
    clippy::too_many_lines,
    reason = "one view, whose parts share what they read"
)]
fn grip(months: Months, until: Date) -> AnyView {
    let Months {
        subject,
        year,
        held,
        hand,
        chosen,
    } = months;
    let state = subject.state;
    let grip = NodeRef::<html::Div>::new();
    // Where the pointer took hold, how far from the column's end, and whether it has moved since.
    let taken = StoredValue::new(None::<(f64, f64, bool)>);
    let now = move || year.with(|year| year.ahead_until(until).map(|one| one.now));
    let end = move || {
        let heights = months.heights();
        let stretch = now()?;
        Some(year.with(|year| year.column(&stretch, &heights).end))
    };
    // How high a pointer stands, in percent of the plot.
    let height = move |event: &PointerEvent| {
        let plot = grip.get_untracked()?.closest(".months-plot").ok()??;
        let lies = plot.get_bounding_client_rect();
        let above = lies.bottom() - f64::from(event.client_y());
        (lies.height() > 0.0).then(|| above / lies.height() * 100.0)
    };
    let grasp = move |event: PointerEvent| {
        if event.button() != 0 || !event.is_primary() {
            return;
        }
        let (Some(at), Some(end)) = (height(&event), untrack(end)) else {
            return;
        };
        event.prevent_default();
        if let Some(grip) = grip.get_untracked() {
            // Where the pointer cannot be caught, moving over the column still works.
            let _ = grip.set_pointer_capture(event.pointer_id());
            let _ = grip.focus();
        }
        state.end_gesture();
        chosen.set(Some(until));
        taken.set_value(Some((f64::from(event.client_y()), at - end, false)));
    };
    let draw = move |event: PointerEvent| {
        let Some((from, off, moving)) = taken.get_value() else {
            return;
        };
        let far = (f64::from(event.client_y()) - from).abs() >= SLACK;
        let (Some(at), Some(stretch)) = (height(&event), untrack(now)) else {
            return;
        };
        if !moving && !far {
            return;
        }
        let heights = untrack(|| months.heights());
        if !moving {
            held.set(Some(heights));
            taken.set_value(Some((from, off, true)));
        }
        let year = year.get_untracked();
        hand.bring(
            &year,
            &stretch,
            heights.value(at - off) * year.months(&stretch),
        );
    };
    let release = move |_: PointerEvent| {
        if let Some((_, _, moving)) = taken.get_value() {
            taken.set_value(None);
            if moving {
                hand.rest();
            }
            held.set(None);
        }
    };
    let press = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let Some(stretch) = untrack(now) else { return };
        let year = year.get_untracked();
        let step = untrack(|| hand.limits().step);
        let (low, high) = untrack(|| hand.reach(&year, &stretch));
        let to = match event.key().as_str() {
            "ArrowUp" | "ArrowRight" => stretch.amount + step,
            "ArrowDown" | "ArrowLeft" => stretch.amount - step,
            "PageUp" => stretch.amount + PAGE * step,
            "PageDown" => stretch.amount - PAGE * step,
            "Home" => low,
            "End" => high,
            "Delete" | "Backspace" => {
                event.prevent_default();
                hand.take_out();
                return;
            }
            _ => return,
        };
        event.prevent_default();
        state.end_gesture();
        hand.bring(&year, &stretch, to);
        hand.rest();
    };
    let reach = memo(move |_| {
        let stretch = now()?;
        year.with(|year| Some(hand.reach(year, &stretch)))
    });
    let indicator = subject.indicator();
    let label = {
        let indicator = indicator.clone();
        derived(move || {
            let lang = state.lang();
            now().map_or_else(String::new, |stretch| {
                year.with(|year| told::slider(&indicator, year, &stretch, lang))
            })
        })
    };
    let value = derived(move || {
        let lang = state.lang();
        let change = hand.change();
        now().map_or_else(String::new, |stretch| {
            told::value(&indicator, &stretch, change.as_ref(), lang)
        })
    });
    view! {
        <div
            class="months-grip" node_ref=grip tabindex="0" role="slider" data-month=muctieu_core::calendar::to_iso(until)
            data-held=move || held.with(Option::is_some).then_some("")
            style:--at=move || percent(end())
            aria-orientation="vertical" aria-label=label aria-valuetext=value
            aria-valuemin=move || reach.get().map(|(low, _)| low) aria-valuemax=move || reach.get().map(|(_, high)| high)
            aria-valuenow=move || now().map(|stretch| stretch.amount)
            on:pointerdown=grasp
            on:pointermove=draw
            on:pointerup=release
            on:pointercancel=release
            on:keydown=press
            on:focus=move |_| chosen.set(Some(until))
        ></div>
    }
    .into_any()
}
