//! The bullet bar of a row: marks whose places change, in an element that stays.

use leptos::prelude::*;
use leptos::svg::Svg;
use muctieu_chart::bars::{Bar, Beyond, Extent, Place};
use wasm_bindgen::JsCast;
use web_sys::SvgElement;

use crate::dom::{Memo, effect, view};
use crate::state::use_state;

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
    let drawing = NodeRef::<Svg>::new();
    // One look a change for the whole bar, not one an attribute: there are thirty bars on a screen.
    effect(move |before: Option<Vec<Mark>>| {
        let Some(drawing) = drawing.get() else {
            return Vec::new();
        };
        let now = shown.with(|shown| marks(shown.as_ref()));
        let before = before.unwrap_or_default();
        // Each bar for itself, and only when it changes: one hook for all of them would have all of them styled anew at
        // either end of a drag.
        let eases = !state.dragging.get_untracked();
        let _ = drawing.toggle_attribute_with_force("data-eases", eases);
        let parts = drawing.children();
        for (at, (part, name, value)) in now.iter().enumerate() {
            if before.get(at).is_none_or(|(.., before)| before != value)
                && let Some(part) = parts.item(*part)
            {
                put(&part, name, value.as_deref());
            }
        }
        now
    });
    view! {
        <svg class="bullet" role="img" aria-label=label data-scenario=move || scenario.get().then_some("") node_ref=drawing>
            <rect class="track" />
            <rect class="band" />
            <rect class="projection" />
            <rect class="actual" />
            <rect class="cut" />
            <rect class="origin" />
            <rect class="median" />
            <rect class="beyond" x="100%" />
            <rect class="beyond" x="0%" />
            <rect class="base" />
            <rect class="expected" />
            <rect class="target-range" />
            <rect class="target" />
        </svg>
    }
}

/// What a part of the bar has: its place in the drawing, the name of an attribute (or of a property of its style, with
/// two hyphens before it), and the value; none where there is none.
type Mark = (u32, &'static str, Option<String>);

/// All that changes about the parts, in the order of the drawing and always in the same one.
fn marks(shown: Option<&Shown>) -> Vec<Mark> {
    let pick = |pick: fn(&Bar) -> Option<Place>| shown.and_then(|shown| pick(&shown.bar));
    let span = |part: u32, pick: fn(&Bar) -> Option<Extent>| {
        let extent = shown.and_then(|shown| pick(&shown.bar));
        let (from, length) = extent.map_or((0.0, 0.0), |extent| (extent.from, extent.length));
        [
            (part, "x", Some(percent(from))),
            (part, "width", Some(percent(length))),
        ]
    };
    let seen =
        |part: u32, is_there: bool| (part, "visibility", (!is_there).then(|| "hidden".into()));
    let mark = |part: u32, name: &'static str, place: Option<Place>| {
        let at = percent(place.map_or(0.0, |place| place.at));
        [(part, name, Some(at)), seen(part, place.is_some())]
    };
    let past = |side: Beyond| shown.is_some_and(|shown| ends(&shown.bar).contains(&side));
    let cut = shown.is_some_and(|shown| shown.cut);
    let length = percent(shown.map_or(100.0, |shown| shown.ends_at));
    let origin = percent(shown.map_or(0.0, |shown| shown.bar.origin));
    let parts: [&[Mark]; 12] = [
        &[(0, "width", Some(length))],
        &span(1, |bar| bar.band),
        &span(2, remainder),
        &span(3, |bar| bar.actual),
        &[seen(4, cut)],
        &[(5, "x", Some(origin)), seen(5, shown.is_some() && !cut)],
        &mark(6, "--at", pick(fallen)),
        &[seen(7, past(Beyond::High)), seen(8, past(Beyond::Low))],
        &mark(9, "--at", pick(left_behind)),
        &mark(10, "x", pick(|bar| bar.expected_now)),
        &span(11, |bar| bar.target_range),
        &mark(12, "--at", pick(|bar| bar.target)),
    ];
    parts.concat()
}

/// Gives an element what it is to have.
fn put(element: &web_sys::Element, name: &str, value: Option<&str>) {
    // Styles by their object: the content policy allows no attribute of that name.
    let _ = match (element.dyn_ref::<SvgElement>(), value) {
        (Some(drawn), Some(value)) if name.starts_with("--") => {
            drawn.style().set_property(name, value)
        }
        (_, Some(value)) => element.set_attribute(name, value),
        (_, None) => element.remove_attribute(name),
    };
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

/// A length for an attribute. Two decimals are a fiftieth of a pixel.
fn percent(value: f64) -> String {
    format!("{value:.2}%")
}
