//! What a crosshair says, as words.

use std::sync::Arc;

use leptos::prelude::*;
use muctieu_chart::scene::Ink;
use muctieu_chart::target_chart::{Reading, TargetChart};

use super::stage::Seen;
use crate::dom::{Memo, view};

/// The words of a reading. Written by the page, which knows the language and the unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Readout {
    /// The date.
    pub title: String,
    /// One row for each series that has a value there.
    pub rows: Vec<ReadoutRow>,
}

/// A series and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadoutRow {
    /// What the colour beside the name stands for.
    pub ink: Ink,
    /// The name.
    pub name: String,
    /// The value with its unit, and its band where it has one.
    pub value: String,
}

/// Puts a reading into words.
pub type ReadoutWords = Arc<dyn Fn(&TargetChart, &Reading) -> Readout + Send + Sync>;

impl Readout {
    /// The readout as one sentence, for a screen reader.
    pub fn spoken(&self) -> String {
        let mut said = self.title.clone();
        for row in &self.rows {
            said.push_str("; ");
            said.push_str(&row.name);
            said.push(' ');
            said.push_str(&row.value);
        }
        said
    }
}

/// The box beside the crosshair, on the side where there is more room. A screen reader hears the same
/// words from the chart itself.
#[component]
pub(super) fn ReadoutBox(
    /// The words, while there is a crosshair.
    words: Memo<Option<Readout>>,
    /// Where it is.
    seen: RwSignal<Option<Seen>>,
) -> impl IntoView {
    let row = |row: ReadoutRow| {
        view! {
            <div class="chart-readout-row">
                <span class="chart-key" data-ink=row.ink.name()></span>
                <span class="chart-readout-name">{row.name}</span>
                <span class="chart-readout-value">{row.value}</span>
            </div>
        }
    };
    let content = move |readout: Readout| {
        view! {
            <div class="chart-readout-title">{readout.title}</div>
            {readout.rows.into_iter().map(row).collect_view()}
        }
    };
    let place = move |pick: fn(&Seen) -> f64| {
        format!("{}px", seen.with(|seen| seen.as_ref().map_or(0.0, pick)))
    };
    view! {
        <div
            class="chart-readout"
            class:chart-readout-before=move || {
                seen.with(|seen| seen.as_ref().is_some_and(|seen| seen.right))
            }
            class:chart-readout-shown=move || words.with(Option::is_some)
            aria-hidden="true"
            style:left=move || place(|seen| seen.reading.x)
            style:top=move || place(|seen| seen.top)
        >
            {move || words.get().map(content)}
        </div>
    }
}
