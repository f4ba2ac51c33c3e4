//! The small chart beside the finding: how probable each number of targets met is; the same as a table.

use leptos::prelude::*;
use muctieu_core::finding;
use muctieu_core::simulate::Joint;

use super::joint::with_error;
use crate::components::icon::Icon;
use crate::dom::{Memo, derived, memo, view};
use crate::i18n::td_string;
use crate::state::{AppState, use_state};

/// Up to so many targets all numbers are shown, from none to all; beyond it only those that may come.
const ALL_UP_TO: usize = 40;
/// Below this probability a number of targets is left out at the ends, where not all are shown.
const NEGLIGIBLE: f64 = 0.001;

/// The columns: probabilities of a run of numbers, with and without the scenario.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    /// The first number.
    pub first: usize,
    /// The probability of each number from the first.
    pub now: Vec<f64>,
    /// The same without the scenario; empty where none is on.
    pub base: Vec<f64>,
    /// The 80 % interval.
    pub interval: (usize, usize),
}

impl Columns {
    /// The columns of two distributions over the numbers from none to all.
    pub fn new(now: &[f64], base: Option<&[f64]>, interval: (usize, usize)) -> Self {
        let last = now
            .len()
            .max(base.map_or(0, <[f64]>::len))
            .saturating_sub(1);
        let of = |shares: &[f64], number: usize| shares.get(number).copied().unwrap_or(0.0);
        let seen = |number: &usize| {
            last <= ALL_UP_TO
                || of(now, *number) >= NEGLIGIBLE
                || base.is_some_and(|base| of(base, *number) >= NEGLIGIBLE)
                || (interval.0..=interval.1).contains(number)
        };
        let first = (0..=last).find(seen).unwrap_or(0);
        let last = (0..=last).rfind(seen).unwrap_or(0);
        let run = |shares: &[f64]| (first..=last).map(|number| of(shares, number)).collect();
        Self {
            first,
            now: run(now),
            base: base.map(run).unwrap_or_default(),
            interval,
        }
    }

    /// The last number.
    pub fn last(&self) -> usize {
        self.first + self.now.len().saturating_sub(1)
    }

    /// The likeliest number.
    pub fn mode(&self) -> usize {
        let best = (0..self.now.len()).max_by(|a, b| {
            // Of two alike the smaller one: never promise more.
            self.now[*a].total_cmp(&self.now[*b]).then(b.cmp(a))
        });
        self.first + best.unwrap_or(0)
    }

    /// The height of a probability in percent: the greatest of both distributions fills the box.
    fn height(&self, shares: &[f64], number: usize) -> f64 {
        let most = self
            .now
            .iter()
            .chain(&self.base)
            .fold(0.0, |a: f64, b| a.max(*b));
        let share = number
            .checked_sub(self.first)
            .and_then(|at| shares.get(at))
            .copied()
            .unwrap_or(0.0);
        if most > 0.0 {
            share / most * 100.0
        } else {
            0.0
        }
    }
}

/// The left edge and the width of a number's column in percent, where these numbers have one.
fn across((first, last): (usize, usize), number: usize) -> (f64, f64) {
    let pitch = 100.0 / (last.saturating_sub(first) + 1) as f64;
    let gap = (pitch * 0.14).min(2.0);
    let before = number.saturating_sub(first);
    (pitch * before as f64 + gap / 2.0, pitch - gap)
}

/// The chart, and the table of the same.
#[component]
pub fn Distribution() -> impl IntoView {
    let state = use_state();
    let columns = memo(move |_| {
        let outcome = state.simulated.outcome.get();
        let assessed = state.board.with(|board| board.assessed);
        if let Some(outcome) = outcome.filter(|outcome| outcome.now.assessed() == assessed) {
            let now = outcome.now.number_met();
            let base = outcome.base.as_ref().map(Joint::number_met);
            let base = base.as_deref().filter(|base| *base != now);
            return Columns::new(&now, base, outcome.now.interval());
        }
        state.board.with(|board| {
            let interval = board.met_interval();
            if state.has_scenario() {
                state.base.with(|base| {
                    // Two outlines of one shape would only blur it.
                    let base = Some(base.number_met()).filter(|base| *base != board.number_met());
                    Columns::new(board.number_met(), base, interval)
                })
            } else {
                Columns::new(board.number_met(), None, interval)
            }
        })
    });
    let assessed = memo(move |_| state.board.with(|board| board.assessed));
    let numbers = memo(move |_| columns.with(|columns| (columns.first, columns.last())));
    // Every move of a lever makes other heights; where a column stands and how it is marked stay.
    let marks = memo(move |_| columns.with(|columns| (columns.interval, columns.mode())));
    let range = move || columns.with(|columns| finding::interval(columns.interval));
    let told = move || {
        let mode = columns.with(Columns::mode);
        td_string!(
            state.locale(),
            overview.dist_told,
            mode = mode,
            range = range(),
            all = assessed.get()
        )
        .to_string()
    };
    let open = RwSignal::new(false);
    view! {
        <figure class="dist" data-scenario=move || state.has_scenario().then_some("") hidden=move || assessed.get() == 0>
            <svg role="img" aria-label=told>
                <For each=move || { let (first, last) = numbers.get(); first..=last } key=|number| *number let:number>
                    <Column number=number numbers=numbers marks=marks columns=columns />
                </For>
            </svg>
            <figcaption>
                <span>{move || numbers.get().0}</span>
                <span>{move || td_string!(state.locale(), overview.dist_caption, range = range()).to_string()}</span>
                <span>{move || numbers.get().1}</span>
            </figcaption>
            <details class="no-print" on:toggle=move |event| open.set(event_target::<web_sys::Element>(&event).has_attribute("open"))>
                <summary title=move || td_string!(state.locale(), overview.dist_table)>
                    <Icon name=Icon::Table />
                    <span class="visually-hidden">{move || td_string!(state.locale(), overview.dist_table)}</span>
                </summary>
                <Show when=move || open.get()>
                    <Twin columns=columns />
                </Show>
            </details>
        </figure>
    }
}

/// One column, and the outline of what it is without the scenario.
#[component]
fn Column(
    number: usize,
    /// The first and the last number.
    numbers: Memo<(usize, usize)>,
    /// The 80 % interval, and the likeliest number.
    marks: Memo<((usize, usize), usize)>,
    columns: Memo<Columns>,
) -> impl IntoView {
    let x = move || format!("{:.3}%", across(numbers.get(), number).0);
    let width = move || format!("{:.3}%", across(numbers.get(), number).1);
    let up = move || columns.with(|columns| columns.height(&columns.now, number));
    let before = move || columns.with(|columns| columns.height(&columns.base, number));
    let inside = move || marks.with(|((low, high), _)| (*low..=*high).contains(&number));
    let mode = move || marks.with(|(_, mode)| *mode == number);
    view! {
        <rect
            x=x width=width y=move || format!("{:.2}%", 100.0 - up()) height=move || format!("{:.2}%", up())
            data-in=move || inside().then_some("") data-mode=move || mode().then_some("")
        />
        <rect class="dist-base" x=x width=width y=move || format!("{:.2}%", 100.0 - before()) height=move || format!("{:.2}%", before()) />
    }
}

/// The same as a table.
#[component]
fn Twin(columns: Memo<Columns>) -> impl IntoView {
    let state = use_state();
    let rows = memo(move |_| {
        columns.with(|columns| {
            let kept = |at: &usize| {
                columns.now[*at] >= NEGLIGIBLE
                    || columns
                        .base
                        .get(*at)
                        .is_some_and(|share| *share >= NEGLIGIBLE)
            };
            (0..columns.now.len())
                .filter(kept)
                .map(|at| columns.first + at)
                .collect::<Vec<_>>()
        })
    });
    let share = move |number: usize, base: bool| {
        columns.with(|columns| {
            let shares = if base { &columns.base } else { &columns.now };
            let at = number.checked_sub(columns.first);
            at.and_then(|at| shares.get(at))
                .map_or_else(String::new, |share| {
                    finding::probability(*share, state.lang())
                })
        })
    };
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{move || td_string!(state.locale(), overview.dist_number)}</th>
                    <th scope="col" class="num">{move || td_string!(state.locale(), overview.dist_chance)}</th>
                    <Show when=move || state.has_scenario()>
                        <th scope="col" class="num">{move || td_string!(state.locale(), overview.dist_base)}</th>
                    </Show>
                    <th scope="col" class="num">{move || td_string!(state.locale(), overview.dist_least)}</th>
                </tr>
            </thead>
            <tbody>
                <For each=move || rows.get() key=|number| *number let:number>
                    <tr>
                        <th scope="row">{number}</th>
                        <td class="num">{move || share(number, false)}</td>
                        <Show when=move || state.has_scenario()>
                            <td class="num">{move || share(number, true)}</td>
                        </Show>
                        <td class="num">{at_least(state, number)}</td>
                    </tr>
                </For>
            </tbody>
        </table>
    }
}

/// The probability of at least so many, with its standard error.
fn at_least(state: AppState, number: usize) -> Signal<String> {
    derived(move || {
        let outcome = state.simulated.outcome.get();
        outcome.map_or_else(String::new, |outcome| {
            with_error(outcome.now.at_least(number), state.lang())
        })
    })
}

#[cfg(test)]
mod tests {
    use muctieu_core::lang::Lang;

    use super::*;

    #[test]
    fn few_targets_are_shown_from_none_to_all() {
        let columns = Columns::new(&[0.0, 0.0, 0.25, 0.5, 0.25], None, (2, 4));
        assert_eq!((columns.first, columns.last(), columns.mode()), (0, 4, 3));
        assert!((columns.height(&columns.now, 3) - 100.0).abs() < 1e-9);
        assert!((columns.height(&columns.now, 2) - 50.0).abs() < 1e-9);
        let (left, width) = across((columns.first, columns.last()), 4);
        assert!(left >= 0.0 && left + width <= 100.0 + 1e-9);
    }

    #[test]
    fn of_many_targets_only_what_may_come_is_shown_for_both() {
        let mut now = vec![0.0; 101];
        let mut base = vec![0.0; 101];
        (now[60], now[61], base[50]) = (0.4, 0.6, 1.0);
        let columns = Columns::new(&now, Some(&base), (60, 61));
        assert_eq!((columns.first, columns.last()), (50, 61));
        // One scale for both: a likelier base makes the scenario's columns smaller.
        assert!((columns.height(&columns.now, 61) - 60.0).abs() < 1e-9);
    }

    #[test]
    fn the_interval_is_written_as_in_the_finding() {
        let workspace = muctieu_core::builtin::illustration().unwrap();
        let board = muctieu_core::board::Board::new(&workspace, workspace.default_as_of(), None);
        for lang in [Lang::Vi, Lang::En] {
            let sentence = finding::headline(&board, lang);
            assert!(
                sentence.contains(&finding::interval(board.met_interval())),
                "{sentence}"
            );
        }
    }

    #[test]
    fn nothing_known_is_one_empty_column_and_no_division_by_zero() {
        let columns = Columns::new(&[], None, (0, 0));
        assert_eq!((columns.first, columns.last(), columns.mode()), (0, 0, 0));
        assert!(columns.height(&columns.now, 0).abs() < 1e-9);
    }
}
