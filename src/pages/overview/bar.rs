//! The bullet bar of a row: marks whose places change, in an element that stays.

use leptos::prelude::*;

use crate::dom::{Memo, view};
use crate::state::use_state;
use muctieu_chart::bars::{Bar, Beyond, Extent, Place};

/// A bar with what its track needs besides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown {
    /// The marks.
    pub bar: Bar,
    /// The percentage of the track up to which values are possible.
    pub ends_at: f64,
    /// Whether the track starts elsewhere than at zero.
    pub cut: bool,
}

/// The bar.
#[component]
pub fn Bullet(
    /// What to draw; nothing but the track where it is `None`.
    shown: Memo<Option<Shown>>,
    /// Whether a scenario is on.
    #[prop(into)]
    scenario: Signal<bool>,
    /// The bar in a sentence.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let state = use_state();
    // Each bar for itself, and only when it changes: one hook for all of them would have all of them styled anew at
    // either end of a drag.
    let eases = move || {
        shown.track();
        (!state.dragging.get_untracked()).then_some("")
    };
    let place = move |pick: fn(&Bar) -> Option<Place>| {
        move || shown.with(|shown| at(shown.as_ref().and_then(|shown| pick(&shown.bar))))
    };
    let lost = move |pick: fn(&Bar) -> Option<Place>| {
        move || {
            shown.with(|shown| hidden(shown.as_ref().and_then(|shown| pick(&shown.bar)).is_some()))
        }
    };
    let span = move |pick: fn(&Bar) -> Option<Extent>| {
        let extent = move || shown.with(|shown| shown.as_ref().and_then(|shown| pick(&shown.bar)));
        (
            move || percent(extent().map_or(0.0, |extent| extent.from)),
            move || percent(extent().map_or(0.0, |extent| extent.length)),
        )
    };
    let (band_x, band_width) = span(|bar| bar.band);
    let (rest_x, rest_width) = span(remainder);
    let (actual_x, actual_width) = span(|bar| bar.actual);
    let (range_x, range_width) = span(|bar| bar.target_range);
    let past = move |side: Beyond| {
        move || {
            shown.with(|shown| {
                hidden(
                    shown
                        .as_ref()
                        .is_some_and(|shown| ends(&shown.bar).contains(&side)),
                )
            })
        }
    };
    view! {
        <svg class="bullet" role="img" aria-label=label data-scenario=move || scenario.get().then_some("") data-eases=eases>
            <rect class="track" width=move || percent(shown.with(|shown| shown.map_or(100.0, |shown| shown.ends_at))) />
            <rect class="band" x=band_x width=band_width />
            <rect class="projection" x=rest_x width=rest_width />
            <rect class="actual" x=actual_x width=actual_width />
            <rect class="cut" visibility=move || hidden(shown.with(|shown| shown.is_some_and(|shown| shown.cut))) />
            <rect class="origin" x=move || percent(shown.with(|shown| shown.map_or(0.0, |shown| shown.bar.origin)))
                visibility=move || hidden(shown.with(|shown| shown.is_some_and(|shown| !shown.cut))) />
            <rect class="median" style:--at=place(fallen) visibility=lost(fallen) />
            <rect class="beyond" x="100%" visibility=past(Beyond::High) />
            <rect class="beyond" x="0%" visibility=past(Beyond::Low) />
            <rect class="base" style:--at=place(left_behind) visibility=lost(left_behind) />
            <rect class="expected" x=place(|bar| bar.expected_now) visibility=lost(|bar| bar.expected_now) />
            <rect class="target-range" x=range_x width=range_width />
            <rect class="target" style:--at=place(|bar| bar.target) visibility=lost(|bar| bar.target) />
        </svg>
    }
}

/// From the last figure (or from where bars start) to the median.
fn remainder(bar: &Bar) -> Option<Extent> {
    let from = bar.actual_at.map_or(bar.origin, |place| place.at);
    let to = bar.median?.at;
    Some(Extent {
        from: from.min(to),
        length: (to - from).abs(),
        beyond_low: false,
        beyond_high: false,
    })
}

/// The median where it lies behind the last figure, and the bar of the figure would hide it.
fn fallen(bar: &Bar) -> Option<Place> {
    let figure = bar.actual_at?;
    bar.median
        .filter(|median| (median.at - bar.origin).abs() < (figure.at - bar.origin).abs() - 0.5)
}

/// The median of the base where the scenario has moved away from it.
fn left_behind(bar: &Bar) -> Option<Place> {
    let now = bar.median;
    bar.base
        .filter(|base| now.is_none_or(|now| (now.at - base.at).abs() > 0.3))
}

/// At which ends of the track the bar goes on.
fn ends(bar: &Bar) -> [Beyond; 2] {
    let side = |place: Option<Place>| place.map_or(Beyond::No, |place| place.beyond);
    [side(bar.actual_at), side(bar.median)]
}

fn at(place: Option<Place>) -> String {
    percent(place.map_or(0.0, |place| place.at))
}

/// A length for an attribute. Two decimals are a fiftieth of a pixel.
fn percent(value: f64) -> String {
    format!("{value:.2}%")
}

/// The value of `visibility` for a mark that has a place or not: the element stays, so that nothing is made anew.
fn hidden(placed: bool) -> Option<&'static str> {
    (!placed).then_some("hidden")
}
