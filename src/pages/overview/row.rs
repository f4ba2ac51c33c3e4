//! One target of the overview. Every value is a signal of this row alone: a lever touches one row, and in it only
//! the texts and attributes that change.

use std::sync::Arc;

use leptos::prelude::*;
use muctieu_core::board::Row;
use muctieu_core::finding;
use muctieu_core::indicator::Indicator;
use muctieu_core::status::Status;

use super::bar::{Bullet, Shown};
use super::cells::{LastCell, PaceCell, ProbabilityCell, ProjectionCell, Subject, TargetWords};
use super::ruler::Ruler;
use super::words;
use crate::components::StatusMark;
use crate::dom::{Memo, derived, memo, soon, view};
use crate::route::Route;
use crate::state::{AppState, SharedRow, use_state};

/// A target as a row of the table, a card on a narrow screen.
#[component]
pub fn TargetRow(
    /// The target.
    indicator: Arc<Indicator>,
    /// Whether it is among the first: else its lever, which is half of a row, is made a moment later.
    in_sight: bool,
) -> impl IntoView {
    let state = use_state();
    let subject = Subject::new(state, indicator.clone());
    let Subject { row, base, .. } = subject;
    let hook = move |pick: fn(&Row) -> Option<f64>| {
        move || words::plain_decimal(row.with(|row| row.as_ref().and_then(|row| pick(row))))
    };
    let status =
        memo(move |_| row.with(|row| row.as_ref().map_or(Status::NotAssessed, |row| row.status)));
    let shown = bar_of(state, indicator.clone(), row, base);
    let label =
        derived(subject.text(|indicator, row, tongue| finding::about(indicator, row, tongue.lang)));
    let (id, item, group) = (
        indicator.id.clone(),
        indicator.item.clone(),
        indicator.group.clone(),
    );
    let (titled, worded, moved) = (indicator.clone(), indicator.clone(), indicator);
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
            <td role="cell" class="col-no">{item}</td>
            <th role="rowheader" scope="row" class="col-name">
                <a href=Route::Indicator(id.clone()).href()>{move || titled.title.get(state.lang()).to_owned()}</a>
                " "
                <span class="group"><span>{move || words::group_name(&group, state.locale())}</span></span>
            </th>
            <td role="cell" class="col-target"><TargetWords indicator=worded /></td>
            <LastCell subject=subject.clone() />
            <td role="cell" class="col-bar"><Bullet shown=shown scenario=derived(move || state.has_scenario()) label=label /></td>
            <Show when=move || state.has_scenario()>
                <td role="cell" class="col-lever">
                    {
                        let moved = moved.clone();
                        soon(in_sight, move || {
                            view! { {move || state.key().map(|key| key.row_lever(moved.clone(), base))} }
                        })
                    }
                </td>
            </Show>
            <ProjectionCell subject=subject.clone() />
            <ProbabilityCell subject=subject.clone() />
            <PaceCell subject=subject />
            <td role="cell" class="col-status"><StatusMark status=status /></td>
        </tr>
    }
}

/// The bar of a row; its track follows the base, its marks the scenario.
pub fn bar_of(
    state: AppState,
    indicator: Arc<Indicator>,
    row: Memo<Option<SharedRow>>,
    base: Memo<Option<SharedRow>>,
) -> Memo<Option<Shown>> {
    let ruler = memo(move |_| {
        base.with(|base| {
            let base = base.as_ref()?;
            let as_of = state.as_of.get_untracked();
            // The facts of the workspace are those of the base row: a lever does not touch them.
            state
                .workspace
                .with_untracked(|workspace| Some(Ruler::new(workspace, &indicator, as_of, base)))
        })
    });
    memo(move |_| {
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
