//! The cells of a row that hold figures.

// A component owns its properties, whether it hands them on or only reads them.
#![expect(clippy::needless_pass_by_value)]

use std::sync::Arc;

use leptos::prelude::*;
use muctieu_core::board::Row;
use muctieu_core::finding;
use muctieu_core::indicator::{Indicator, Kind};
use muctieu_core::lever::open_quarters;

use super::words::{self, Difference, Tongue};
use crate::components::icon::Icon;
use crate::dom::{Memo, memo, view};
use crate::i18n::td_string;
use crate::state::{AppState, SharedRow, use_state};

/// What a row is about: the target, where it stands, and where it stands without the scenario.
#[derive(Clone)]
pub struct Subject {
    /// The state of the application.
    pub state: AppState,
    /// The target.
    pub indicator: Arc<Indicator>,
    /// Where it stands.
    pub row: Memo<Option<SharedRow>>,
    /// Where it stands without the scenario.
    pub base: Memo<Option<SharedRow>>,
}

impl Subject {
    /// The subject of a target's row.
    pub fn new(state: AppState, indicator: Arc<Indicator>) -> Self {
        Self {
            state,
            row: state.row(indicator.id.as_str()),
            base: state.base_row(indicator.id.as_str()),
            indicator,
        }
    }

    /// A text made of the row; empty where there is no row.
    pub fn text(
        &self,
        make: fn(&Indicator, &Row, Tongue) -> String,
    ) -> impl Fn() -> String + Clone + Send + Sync + use<> {
        let Self {
            state,
            indicator,
            row,
            ..
        } = self.clone();
        move || {
            row.with(|row| {
                row.as_ref()
                    .map_or_else(String::new, |row| make(&indicator, row, tongue(state)))
            })
        }
    }
}

/// The language of the moment.
fn tongue(state: AppState) -> Tongue {
    Tongue {
        lang: state.lang(),
        locale: state.locale(),
    }
}

/// The target in the resolution's words, which are Vietnamese; with its meaning for those who read English.
#[component]
pub fn TargetWords(
    /// The target.
    indicator: Arc<Indicator>,
) -> impl IntoView {
    let state = use_state();
    let words = indicator.target.words.clone();
    let gloss = finding::target_gloss(&indicator);
    let english = move || state.locale() == crate::i18n::Locale::en;
    // A target that was typed without words is told by its numbers; numbers alone need no translation.
    let chip = if words.is_empty() {
        gloss.clone()
    } else {
        words
    };
    let plain = chip.contains(&gloss);
    let told = gloss.clone();
    view! {
        <span class="chip target" lang="vi" title=move || (english() && !plain).then(|| told.clone())>{chip}</span>
        <Show when=move || english() && !plain>
            <small class="gloss">{gloss.clone()}</small>
        </Show>
    }
}

/// The newest figure, its date and where it comes from.
#[component]
pub fn LastCell(
    /// The row.
    subject: Subject,
) -> impl IntoView {
    let Subject { state, row, .. } = subject;
    let reported = move || row.with(|row| row.as_ref().is_some_and(|row| row.actual.is_some()));
    let whole = move || row.with(|row| row.as_ref().is_some_and(|row| row.parts_met.is_some()));
    let value = subject.text(|indicator, row, tongue| {
        row.actual.map_or_else(String::new, |actual| {
            words::last_value(indicator, &actual, tongue)
        })
    });
    let shown = move || {
        if reported() {
            value()
        } else if whole() {
            td_string!(state.locale(), overview.by_parts).to_owned()
        } else {
            td_string!(state.locale(), overview.none).to_owned()
        }
    };
    let date = subject.text(|_, row, tongue| {
        row.actual
            .map_or_else(String::new, |actual| words::last_date(&actual, tongue))
    });
    let origin = subject.text(|_, row, tongue| {
        row.actual
            .map_or_else(String::new, |actual| words::last_origin(&actual, tongue))
    });
    view! {
        <td role="cell" class="col-last">
            <span class="label">{move || td_string!(state.locale(), overview.col_last)}</span>
            <b class:unknown=move || !reported()>{shown}</b>
            <small><span class="date">{date}</span><span class="from">{origin}</span></small>
        </td>
    }
}

/// The year's value as it is projected, with its band; or why there is none.
#[component]
pub fn ProjectionCell(
    /// The row.
    subject: Subject,
) -> impl IntoView {
    let Subject { state, row, .. } = subject;
    let assessed =
        memo(move |_| row.with(|row| row.as_ref().is_some_and(|row| row.probability.is_some())));
    let (value, note) = (
        subject.text(words::projected),
        subject.text(words::projected_note),
    );
    view! {
        <td role="cell" class="col-proj" class:reason=move || !assessed.get()>
            <span class="label">{move || td_string!(state.locale(), overview.col_proj)}</span>
            <b>{value}</b>
            <Delta subject=subject points=false />
            <small>{note}</small>
        </td>
    }
}

/// The probability of meeting the target, and what the scenario changes about it.
#[component]
pub fn ProbabilityCell(
    /// The row.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let value = subject.text(|_, row, tongue| {
        row.probability
            .map_or_else(|| "–".to_owned(), |p| finding::probability(p, tongue.lang))
    });
    view! {
        <td role="cell" class="col-prob">
            <span class="label">{move || td_string!(state.locale(), overview.col_prob)}</span>
            <span>{value}</span>
            <Delta subject=subject points=true />
        </td>
    }
}

/// What the rest of the year must bring.
#[component]
pub fn PaceCell(
    /// The row.
    subject: Subject,
) -> impl IntoView {
    let quarters = remaining_quarters(&subject);
    let value = subject.text(words::pace);
    let Subject {
        state,
        indicator,
        row,
        ..
    } = subject;
    let note = move || {
        row.with(|row| {
            row.as_ref().map_or_else(String::new, |row| {
                words::pace_note(&indicator, row, quarters.get(), tongue(state))
            })
        })
    };
    view! {
        <td role="cell" class="col-pace">
            <span class="label">{move || td_string!(state.locale(), overview.col_pace)}</span>
            <span>{value}</span>
            <small>{note}</small>
        </td>
    }
}

/// How many quarters of the plan year have no figure yet.
fn remaining_quarters(subject: &Subject) -> Memo<usize> {
    let Subject {
        state,
        indicator,
        base,
        ..
    } = subject.clone();
    memo(move |_| {
        if indicator.kind != Kind::Growth {
            return 0;
        }
        let done = base.with(|base| base.as_ref().and_then(|row| row.actual));
        let done = done
            .filter(|actual| !actual.measure.is_full_year())
            .map(|actual| actual.date);
        let plan = state
            .workspace
            .with_untracked(|workspace| workspace.plan_of(&indicator));
        open_quarters(plan, done)
            .into_iter()
            .filter(|open| *open)
            .count()
    })
}

/// What the scenario changes: an arrow and a few words.
#[component]
fn Delta(
    subject: Subject,
    /// Whether to tell what is in points of probability, or what is in the indicator's unit.
    points: bool,
) -> impl IntoView {
    let Subject {
        state,
        indicator,
        row,
        base,
    } = subject;
    let difference = memo(move |_| {
        if !state.has_scenario() {
            return None;
        }
        let tongue = tongue(state);
        row.with(|row| {
            base.with(|base| {
                Difference::between(&indicator, base.as_ref()?, row.as_ref()?, tongue)
                    .filter(|difference| difference.points == points)
            })
        })
    });
    let dir = memo(move |_| difference.with(|d| d.as_ref().map_or("same", |d| d.dir)));
    let part = move |pick: fn(&Difference) -> &String| {
        move || difference.with(|d| d.as_ref().map_or_else(String::new, |d| pick(d).clone()))
    };
    view! {
        <span class="delta" data-dir=dir hidden=move || difference.with(Option::is_none) title=part(|d| &d.full)>
            {move || match dir.get() {
                "up" => Some(view! { <Icon name=Icon::ArrowUp /> }),
                "down" => Some(view! { <Icon name=Icon::ArrowDown /> }),
                _ => None,
            }}
            <span aria-hidden="true">{part(|d| &d.short)}</span>
            <span class="visually-hidden">{part(|d| &d.full)}</span>
        </span>
    }
}
