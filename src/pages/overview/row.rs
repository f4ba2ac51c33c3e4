//! One target of the overview. Every value is a signal of this row alone: a lever touches one row, and in it only
//! the texts and attributes that change.

use std::sync::Arc;

use leptos::prelude::*;
use muctieu_core::board::Row;
use muctieu_core::finding;
use muctieu_core::indicator::{Indicator, Kind};
use muctieu_core::lever::{lever_name, open_quarters};
use muctieu_core::status::Status;

use super::bar::{Bullet, Shown};
use super::ruler::Ruler;
use super::words::{self, Difference, Tongue};
use crate::components::icon::Icon;
use crate::components::lever::levers_now;
use crate::components::{Lever, StatusMark};
use crate::i18n::td_string;
use crate::route::Route;
use crate::state::{AppState, SharedRow, use_state};

/// A target as a row of the table, a card on a narrow screen.
#[component]
pub fn TargetRow(
    /// The target.
    indicator: Arc<Indicator>,
) -> impl IntoView {
    let state = use_state();
    let id = indicator.id.clone();
    let row = state.row(id.as_str());
    let base = state.base_row(id.as_str());
    let tongue = move || Tongue {
        lang: state.lang(),
        locale: state.locale(),
    };
    // A text made of the row; empty where there is no row.
    let text = {
        let indicator = indicator.clone();
        move |make: fn(&Indicator, &Row, Tongue) -> String| {
            let indicator = indicator.clone();
            move || {
                row.with(|row| {
                    row.as_ref()
                        .map_or_else(String::new, |row| make(&indicator, row, tongue()))
                })
            }
        }
    };
    let hook = move |pick: fn(&Row) -> Option<f64>| {
        move || words::plain_decimal(row.with(|row| row.as_ref().and_then(|row| pick(row))))
    };
    let status = Memo::new(move |_| {
        row.with(|row| row.as_ref().map_or(Status::NotAssessed, |row| row.status))
    });
    let assessed = Memo::new(move |_| {
        row.with(|row| row.as_ref().is_some_and(|row| row.probability.is_some()))
    });
    let reported = move || row.with(|row| row.as_ref().is_some_and(|row| row.actual.is_some()));
    let shown = bar_of(state, indicator.clone(), row, base);
    let label = {
        let text = text.clone();
        Signal::derive(text(|indicator, row, tongue| {
            finding::about(indicator, row, tongue.lang)
        }))
    };
    let quarters = remaining_quarters(state, &indicator, base);
    let pace_note = {
        let indicator = indicator.clone();
        move || {
            row.with(|row| {
                row.as_ref().map_or_else(String::new, |row| {
                    words::pace_note(&indicator, row, quarters.get(), tongue())
                })
            })
        }
    };
    let last = {
        let none = move || {
            if indicator_is_whole(row) {
                td_string!(state.locale(), overview.by_parts)
            } else {
                td_string!(state.locale(), overview.none)
            }
        };
        let value = text(|indicator, row, tongue| {
            row.actual.map_or_else(String::new, |actual| {
                words::last_value(indicator, &actual, tongue)
            })
        });
        move || {
            if reported() {
                value()
            } else {
                none().to_owned()
            }
        }
    };
    let (title, group) = (indicator.clone(), indicator.group.clone());
    let moved = indicator.clone();
    view! {
        <tr
            role="row" data-indicator=id.to_string() data-status=move || status.get().id()
            data-actual=hook(|row| row.actual.map(|actual| actual.value))
            data-projected=hook(|row| row.projected)
            data-low=hook(|row| row.low)
            data-high=hook(|row| row.high)
            data-probability=hook(|row| row.probability)
            data-required-pace=hook(|row| row.required.map(|required| required.multiple))
        >
            <td role="cell" class="col-no">{indicator.item.clone()}</td>
            <th role="rowheader" scope="row" class="col-name">
                <a href=Route::Indicator(id.clone()).href()>{move || title.title.get(state.lang()).to_owned()}</a>
                " "
                <span class="group"><span>{move || words::group_name(&group, state.locale())}</span></span>
            </th>
            <td role="cell" class="col-target"><TargetWords indicator=indicator.clone() /></td>
            <td role="cell" class="col-last">
                <span class="label">{move || td_string!(state.locale(), overview.col_last)}</span>
                <b class:unknown=move || !reported()>{last}</b>
                <small>
                    <span class="date">{text(|_, row, tongue| row.actual.map_or_else(String::new, |actual| words::last_date(&actual, tongue)))}</span>
                    <span class="from">{text(|_, row, tongue| row.actual.map_or_else(String::new, |actual| words::last_origin(&actual, tongue)))}</span>
                </small>
            </td>
            <td role="cell" class="col-bar"><Bullet shown=shown scenario=Signal::derive(move || state.has_scenario()) label=label /></td>
            <Show when=move || state.has_scenario()>
                <LeverCell indicator=moved.clone() base=base />
            </Show>
            <td role="cell" class="col-proj" class:reason=move || !assessed.get()>
                <span class="label">{move || td_string!(state.locale(), overview.col_proj)}</span>
                <b>{text(words::projected)}</b>
                <Delta indicator=indicator.clone() row=row base=base points=false />
                <small>{text(words::projected_note)}</small>
            </td>
            <td role="cell" class="col-prob">
                <span class="label">{move || td_string!(state.locale(), overview.col_prob)}</span>
                <span>{text(|_, row, tongue| row.probability.map_or_else(|| "–".to_owned(), |p| finding::probability(p, tongue.lang)))}</span>
                <Delta indicator=indicator.clone() row=row base=base points=true />
            </td>
            <td role="cell" class="col-pace">
                <span class="label">{move || td_string!(state.locale(), overview.col_pace)}</span>
                <span>{text(words::pace)}</span>
                <small>{pace_note}</small>
            </td>
            <td role="cell" class="col-status"><StatusMark status=status /></td>
        </tr>
    }
}

/// Whether a row is judged by its parts and has no figures of its own.
fn indicator_is_whole(row: Memo<Option<SharedRow>>) -> bool {
    row.with(|row| row.as_ref().is_some_and(|row| row.parts_met.is_some()))
}

/// The target in the resolution's words, which are Vietnamese; with its meaning for those who read English.
#[component]
fn TargetWords(indicator: Arc<Indicator>) -> impl IntoView {
    let state = use_state();
    let words = indicator.target.words.clone();
    let gloss = words::gloss(&indicator);
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

/// The bar of the row; its track follows the base, its marks the scenario.
fn bar_of(
    state: AppState,
    indicator: Arc<Indicator>,
    row: Memo<Option<SharedRow>>,
    base: Memo<Option<SharedRow>>,
) -> Memo<Option<Shown>> {
    let ruler = Memo::new(move |_| {
        base.with(|base| {
            let base = base.as_ref()?;
            let as_of = state.as_of.get_untracked();
            // The facts of the workspace are those of the base row: a lever does not touch them.
            state
                .workspace
                .with_untracked(|workspace| Some(Ruler::new(workspace, &indicator, as_of, base)))
        })
    });
    Memo::new(move |_| {
        let ruler = ruler.get()?;
        let as_of = state.as_of.get();
        let under = state.has_scenario();
        row.with(|row| {
            base.with(|base| {
                let row = row.as_ref()?;
                let base = base.as_ref().filter(|_| under);
                Some(Shown {
                    bar: ruler.bar(row, base.map(|base| &*base.0), as_of),
                    ends_at: ruler.ends_at,
                    cut: ruler.starts_from.is_some(),
                })
            })
        })
    })
}

/// How many quarters of the plan year have no figure yet.
fn remaining_quarters(
    state: AppState,
    indicator: &Arc<Indicator>,
    base: Memo<Option<SharedRow>>,
) -> Memo<usize> {
    let indicator = indicator.clone();
    Memo::new(move |_| {
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

/// The main lever of the target, while a scenario is on.
#[component]
fn LeverCell(indicator: Arc<Indicator>, base: Memo<Option<SharedRow>>) -> impl IntoView {
    let state = use_state();
    let main = {
        let indicator = indicator.clone();
        Memo::new(move |_| {
            base.track();
            // Which levers there are hangs on the base alone; the workspace changes with every move of one.
            untrack(|| levers_now(state, &indicator).first().copied())
        })
    };
    let by_parts = indicator.kind == Kind::AllOf;
    view! {
        <td role="cell" class="col-lever">
            {move || match main.get() {
                Some(kind) => {
                    let named = indicator.clone();
                    view! {
                        <span class="lever-name">{move || lever_name(kind, &named, state.lang())}</span>
                        <Lever indicator=(*indicator).clone() kind=kind compact=true />
                    }
                    .into_any()
                }
                None if by_parts => {
                    view! { <span class="muted tiny">{move || td_string!(state.locale(), overview.parts_lever)}</span> }.into_any()
                }
                None => view! { <span class="muted tiny">{move || td_string!(state.locale(), overview.no_lever)}</span> }.into_any(),
            }}
        </td>
    }
}

/// What the scenario changes: an arrow and a few words.
#[component]
fn Delta(
    indicator: Arc<Indicator>,
    row: Memo<Option<SharedRow>>,
    base: Memo<Option<SharedRow>>,
    /// Whether to tell what is in points of probability, or what is in the indicator's unit.
    points: bool,
) -> impl IntoView {
    let state = use_state();
    let difference = Memo::new(move |_| {
        if !state.has_scenario() {
            return None;
        }
        let tongue = Tongue {
            lang: state.lang(),
            locale: state.locale(),
        };
        row.with(|row| {
            base.with(|base| {
                Difference::between(&indicator, base.as_ref()?, row.as_ref()?, tongue)
                    .filter(|difference| difference.points == points)
            })
        })
    });
    let dir = Memo::new(move |_| difference.with(|d| d.as_ref().map_or("same", |d| d.dir)));
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
