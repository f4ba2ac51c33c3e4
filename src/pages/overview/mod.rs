//! The overview: where all targets stand, the worst first, and how many will be met.
//!
//! [`head`] says the finding, [`toolbar`] chooses, [`row`] shows a target in the [`cells`] of a row, with the bar of
//! [`bar`] on the scale of [`ruler`] and the words of [`words`]; [`lines`] decides what is listed.

mod bar;
mod cells;
mod distribution;
pub mod head;
mod joint;
pub mod lever;
mod lines;
mod row;
mod ruler;
mod toolbar;
mod words;

use std::sync::Arc;

use leptos::html::Div;
use leptos::prelude::*;
use muctieu_core::indicator::Indicator;

use crate::dom::{Memo, effect, memo, view};
use crate::i18n::td_string;
use crate::platform::visibility::{BeforePrint, Watch};
use crate::state::{AppState, Order, use_state};
pub use bar::Bullet;
use head::{Head, NoFigures};
pub use joint::{repaired, with_error};
use lines::{Entry, Line, Wish, lines, tally};
use row::TargetRow;
pub use row::bar_of;
use toolbar::Toolbar;

/// So many lines are made at first, and so many more whenever their end comes into view.
const PORTION: usize = 60;

/// More lines than a screen shows at first: what they hold is made at once.
const IN_SIGHT: usize = 12;

/// The screen.
#[component]
pub fn Overview() -> impl IntoView {
    let state = use_state();
    let entries = entries_of(state);
    let wish = RwSignal::new(Wish::default());
    let tally =
        memo(move |_| entries.with(|entries| state.board.with(|board| tally(entries, board))));
    let listed = listed(state, entries, wish);
    let limit = RwSignal::new(PORTION);
    // Another wish starts again from the top.
    effect(move |before: Option<()>| {
        wish.track();
        if before.is_some() {
            limit.set(PORTION);
        }
    });
    let shown = move || {
        let first = limit.get();
        listed.with(|lines| {
            let lines = lines.iter().take(first).cloned();
            lines.enumerate().collect::<Vec<_>>()
        })
    };
    let without_figures = memo(move |_| {
        state.base.track();
        state
            .workspace
            .with_untracked(|workspace| workspace.figures.is_empty())
    });
    let nothing = memo(move |_| listed.with(Vec::is_empty));
    let end = NodeRef::<Div>::new();
    extend_at(end, listed, limit);
    view! {
        <div class="overview">
            <Head />
            <Show when=move || without_figures.get()>
                <NoFigures />
            </Show>
            <Toolbar wish=wish tally=tally />
            <div class="overview-list">
                <table
                    class="overview-table" role="table"
                    data-order=move || state.settings.with(|settings| match settings.order {
                        Order::Worst => "worst",
                        Order::Resolution => "resolution",
                    })
                    aria-label=move || td_string!(state.locale(), overview.table)
                >
                    <thead role="rowgroup">
                        <Columns />
                    </thead>
                    <tbody role="rowgroup">
                        <For each=shown key=|(_, line)| line.key() let((at, line))>
                            {match line {
                                Line::Heading(first) => view! { <GroupRow first=first /> }.into_any(),
                                Line::Target(indicator) => {
                                    view! { <TargetRow indicator=indicator in_sight=at < IN_SIGHT /> }.into_any()
                                }
                            }}
                        </For>
                    </tbody>
                </table>
                <div class="overview-end" node_ref=end aria-hidden="true"></div>
            </div>
            <Key />
            <Show when=move || nothing.get()>
                <p class="empty">
                    {move || td_string!(state.locale(), overview.not_found)}
                    " "
                    <button class="button" type="button" on:click=move |_| wish.set(Wish::default())>
                        {move || td_string!(state.locale(), overview.clear)}
                    </button>
                </p>
            </Show>
        </div>
    }
}

/// The targets with what they are found by; made anew only when the indicators change, not with every lever.
fn entries_of(state: AppState) -> Memo<Vec<Entry>> {
    let indicators =
        memo(move |_| Indicators(state.record(|workspace| workspace.indicators.clone())));
    memo(move |_| {
        indicators.with(|indicators| {
            indicators
                .0
                .iter()
                .filter(|indicator| indicator.part_of.is_none())
                .map(Entry::new)
                .collect()
        })
    })
}

/// The indicators of a workspace, compared by identity before by content.
#[derive(Clone)]
struct Indicators(Arc<Vec<Indicator>>);

impl PartialEq for Indicators {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

/// The lines to show. They follow the base, the wish and the choice of a scenario, but not a lever in motion: what one
/// holds in one's hand must not jump away.
fn listed(state: AppState, entries: Memo<Vec<Entry>>, wish: RwSignal<Wish>) -> Memo<Vec<Line>> {
    let order = memo(move |_| state.settings.with(|settings| settings.order));
    memo(move |_| {
        state.active.track();
        let order = order.get();
        entries.with(|entries| {
            state.base.with(|base| {
                state.board.with_untracked(|board| {
                    wish.with(|wish| lines(entries, base, board, order, wish))
                })
            })
        })
    })
}

/// Makes more lines when the end of the list comes into view, and all of them for paper.
fn extend_at(end: NodeRef<Div>, listed: Memo<Vec<Line>>, limit: RwSignal<usize>) {
    let more = move || {
        let all = listed.try_with_untracked(Vec::len).unwrap_or(0);
        let Some(now) = limit.try_get_untracked().filter(|now| *now < all) else {
            return false;
        };
        limit.set(now + PORTION);
        true
    };
    let watch = StoredValue::new_local(None::<Watch>);
    effect(move |_| {
        if let Some(element) = end.get() {
            watch.set_value(Watch::new(&element, more));
        }
    });
    let paper = BeforePrint::new(move || {
        if let Some(all) = listed.try_with_untracked(Vec::len) {
            limit.set(all.max(PORTION));
        }
    });
    let paper = StoredValue::new_local(Some(paper));
    on_cleanup(move || {
        watch.try_update_value(Option::take);
        paper.try_update_value(Option::take);
    });
}

/// The heads of the columns.
#[component]
fn Columns() -> impl IntoView {
    let state = use_state();
    view! {
        <tr role="row">
            <th role="columnheader" scope="col" class="col-no">{move || td_string!(state.locale(), overview.col_no)}</th>
            <th role="columnheader" scope="col" class="col-name">{move || td_string!(state.locale(), overview.col_name)}</th>
            <th role="columnheader" scope="col" class="col-target">{move || td_string!(state.locale(), overview.col_target)}</th>
            <th role="columnheader" scope="col" class="col-last">{move || td_string!(state.locale(), overview.col_last)}</th>
            <th role="columnheader" scope="col" class="col-bar">
                <span class="visually-hidden">{move || td_string!(state.locale(), overview.col_bar)}</span>
                <span class="bar-key" aria-hidden="true">
                    <span><i class="swatch actual"></i>{move || td_string!(state.locale(), overview.key_actual)}</span>
                    <span><i class="swatch projection"></i>{move || td_string!(state.locale(), overview.key_projection)}</span>
                    <span><i class="swatch target"></i>{move || td_string!(state.locale(), overview.key_target)}</span>
                </span>
            </th>
            <Show when=move || state.has_scenario()>
                <th role="columnheader" scope="col" class="col-lever">{move || td_string!(state.locale(), overview.col_lever)}</th>
            </Show>
            <th role="columnheader" scope="col" class="col-proj">{move || td_string!(state.locale(), overview.col_proj)}</th>
            <th role="columnheader" scope="col" class="col-prob">{move || td_string!(state.locale(), overview.col_prob)}</th>
            <th role="columnheader" scope="col" class="col-pace">{move || td_string!(state.locale(), overview.col_pace)}</th>
            <th role="columnheader" scope="col" class="col-status">{move || td_string!(state.locale(), overview.col_status)}</th>
        </tr>
    }
}

/// The field of the targets that follow, in the resolution's order.
#[component]
fn GroupRow(
    /// The first of them.
    first: Arc<Indicator>,
) -> impl IntoView {
    let state = use_state();
    view! {
        <tr role="row" class="group-row">
            <th role="rowheader" scope="rowgroup" colspan=move || if state.has_scenario() { "10" } else { "9" }>
                {move || words::group_name(&first.group, state.locale())}
            </th>
        </tr>
    }
}

/// How to read the bars: the marks themselves with their names.
#[component]
fn Key() -> impl IntoView {
    let state = use_state();
    view! {
        <ul class="overview-key" aria-label=move || td_string!(state.locale(), overview.key)>
            <li><i class="swatch actual"></i>{move || td_string!(state.locale(), overview.key_actual)}</li>
            <li><i class="swatch projection"></i>{move || td_string!(state.locale(), overview.key_projection)}</li>
            <li><i class="swatch band"></i>{move || td_string!(state.locale(), overview.key_band)}</li>
            <li><i class="swatch target"></i>{move || td_string!(state.locale(), overview.key_target)}</li>
            <li><i class="swatch expected"></i>{move || td_string!(state.locale(), overview.key_expected)}</li>
            <Show when=move || state.has_scenario()>
                <li><i class="swatch base"></i>{move || td_string!(state.locale(), overview.key_base)}</li>
            </Show>
            <li><i class="swatch cut"></i>{move || td_string!(state.locale(), overview.key_cut)}</li>
        </ul>
    }
}
