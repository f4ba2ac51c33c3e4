//! What holds for any figures, any date and any scenario.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use common::{SOME, day, indicator, position, scenario, workspace};
use jiff::civil::Date;
use muctieu_core::board::{Board, Row, question, row, span};
use muctieu_core::builtin;
use muctieu_core::check::contradictions;
use muctieu_core::finding;
use muctieu_core::forecast::alternatives;
use muctieu_core::goal::{Answer, Goal, seek};
use muctieu_core::indicator::{Indicator, Kind};
use muctieu_core::lang::Lang;
use muctieu_core::lever::{LeverKind, Levers, levers_of, span_of};
use muctieu_core::scenario::Scenario;
use muctieu_core::status::Status;
use muctieu_core::target::Verdict;
use muctieu_core::workspace::Workspace;
use proptest::prelude::*;

/// Every number that a row gives out.
fn numbers(row: &Row) -> [Option<f64>; 8] {
    [
        row.actual.map(|actual| actual.value),
        row.projected,
        row.low,
        row.high,
        row.probability,
        row.required.map(|required| required.multiple),
        row.required.map(|required| required.per_period),
        row.expected_now,
    ]
}

/// A row without what cannot be compared: forecasts are compared by what they give out.
fn told(row: &Row) -> String {
    let bits = numbers(row).map(|number| number.map(f64::to_bits));
    let method = row.forecast.as_ref().map(|forecast| forecast.method());
    format!(
        "{} {:?} {bits:?} {method:?} {} {:?}",
        row.id, row.status, row.provisional, row.parts_met
    )
}

fn same(a: &Board, b: &Board) {
    assert_eq!(a.rows.len(), b.rows.len());
    for (a, b) in a.rows.iter().zip(&b.rows) {
        assert_eq!(told(a), told(b));
    }
    assert_eq!(
        (a.targets, a.assessed, a.number_met()),
        (b.targets, b.assessed, b.number_met())
    );
}

fn check_row(workspace: &Workspace, indicator: &Indicator, as_of: Date, row: &Row) {
    for number in numbers(row).into_iter().flatten() {
        assert!(number.is_finite(), "{row:?}");
    }
    if let Some(p) = row.probability {
        assert!((0.0..=1.0).contains(&p), "{row:?}");
    }
    assert_eq!(
        row.status == Status::NotAssessed,
        row.probability.is_none(),
        "{row:?}"
    );
    if let (Some(low), Some(middle)) = (row.low, row.projected) {
        assert!(low <= middle, "{row:?}");
    }
    if let (Some(high), Some(middle)) = (row.high, row.projected) {
        assert!(middle <= high, "{row:?}");
    }
    for lang in [Lang::Vi, Lang::En] {
        let sentence = finding::about(indicator, row, lang);
        assert!(!sentence.contains("NaN") && !sentence.contains("inf"));
    }
    let question = question(workspace, indicator, as_of, Levers::default());
    for (_, answer) in alternatives(&question) {
        let Ok(forecast) = answer else { continue };
        for days in [0, 10, 200, 400] {
            let Some(dist) = forecast.at(muctieu_core::calendar::plus_days(as_of, days)) else {
                continue;
            };
            for p in [0.0, 0.025, 0.5, 0.975, 1.0] {
                assert!(dist.quantile(p).is_finite(), "{dist:?} at {p}");
            }
        }
        assert!(!forecast.reason(Lang::Vi).is_empty());
        let lines = forecast.formula(indicator, Lang::Vi).join("\n");
        assert!(!lines.contains("NaN") && !lines.contains("inf"), "{lines}");
    }
}

fn meets(indicator: &Indicator, goal: Goal, row: &Row) -> bool {
    match goal {
        Goal::Median => row
            .projected
            .is_some_and(|median| indicator.judge(median) != Verdict::NotMet),
        Goal::Probability(least) => row.probability.is_some_and(|p| p >= least),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_figures_give_finite_numbers_in_every_row(
        workspace in workspace(), as_of in day(), scenario in scenario(1)
    ) {
        for scenario in [None, Some(&scenario)] {
            let board = Board::new(&workspace, as_of, scenario);
            prop_assert!(board.number_met().iter().all(|p| p.is_finite()));
            prop_assert!((board.number_met().iter().sum::<f64>() - 1.0).abs() < 1e-9);
            for (indicator, row) in workspace.indicators.iter().zip(&board.rows) {
                check_row(&workspace, indicator, as_of, row);
            }
        }
        for indicator in workspace.indicators.iter() {
            let _ = contradictions(&workspace, indicator.id.as_str());
        }
    }

    #[test]
    fn more_pace_never_lowers_a_flow(
        workspace in workspace(), as_of in day(), slow in 0.0..3.0f64, more in 0.0..3.0f64
    ) {
        for id in ["budget-revenue", "cooperatives"] {
            let indicator = indicator(&workspace, id);
            let at = |pace| row(&workspace, indicator, as_of, Levers { pace: Some(pace), ..Levers::default() });
            let (slow, fast) = (at(slow), at(slow + more));
            if let (Some(slow), Some(fast)) = (slow.projected, fast.projected) {
                prop_assert!(fast >= slow);
            }
            if let (Some(slow), Some(fast)) = (slow.probability, fast.probability) {
                prop_assert!(fast >= slow - 1e-12, "{slow} {fast}");
            }
        }
    }

    #[test]
    fn a_scenario_without_changes_is_the_base(workspace in workspace(), as_of in day()) {
        let nothing = Scenario {
            id: muctieu_core::scenario::ScenarioId("none".into()),
            name: String::new(),
            note: String::new(),
            colour: 0,
            changes: Vec::new(),
        };
        let base = Board::new(&workspace, as_of, None);
        same(&base, &Board::new(&workspace, as_of, Some(&nothing)));
        same(&base, &base.under(&workspace, as_of, &nothing));
        // Levers in their neutral position are no change either.
        for id in ["budget-revenue", "cooperatives", "social-order-crimes"] {
            let neutral = Levers { pace: Some(1.0), ..Levers::default() };
            let moved = row(&workspace, indicator(&workspace, id), as_of, neutral);
            prop_assert_eq!(told(&moved), told(base.row(id).unwrap()));
        }
    }

    #[test]
    fn a_board_under_a_scenario_is_that_of_the_scenario(
        workspace in workspace(), as_of in day(), scenario in scenario(1)
    ) {
        let base = Board::new(&workspace, as_of, None);
        same(&base.under(&workspace, as_of, &scenario), &Board::new(&workspace, as_of, Some(&scenario)));
    }

    #[test]
    fn later_figures_are_not_known(workspace in workspace(), as_of in day()) {
        let mut known = workspace.clone();
        known.figures = workspace.figures.iter().filter(|figure| figure.date <= as_of).cloned().collect();
        same(&Board::new(&workspace, as_of, None), &Board::new(&known, as_of, None));
    }

    #[test]
    fn what_goal_seek_answers_meets_the_goal_and_a_unit_less_does_not(
        workspace in workspace(), as_of in day(), at in 0..SOME.len(), p in 0.05..0.95f64, median: bool, other in position()
    ) {
        let indicator = indicator(&workspace, SOME[at]);
        let goal = if median { Goal::Median } else { Goal::Probability(p) };
        for kind in levers_of(indicator, [true; 4]) {
            // Another lever of the same indicator stays where it is.
            let mut levers = Levers::default();
            if kind == LeverKind::Pace {
                levers.one_off = Some(other);
            }
            let base = row(&workspace, indicator, as_of, levers);
            let span = span_of(kind, indicator, base.projected);
            let with = |value: f64| {
                let mut set = levers;
                set.set(kind, value);
                meets(indicator, goal, &row(&workspace, indicator, as_of, set))
            };
            let unit = libm::pow(10.0, -f64::from(span.decimals));
            match seek(&workspace, indicator, as_of, levers, kind, &span, goal) {
                Answer::Already => prop_assert!(meets(indicator, goal, &base)),
                Answer::Position(value) => {
                    prop_assert!(!meets(indicator, goal, &base));
                    prop_assert!(with(value), "{kind:?} {value} {span:?}");
                    prop_assert!((span.min..=span.max).contains(&value), "{value} {span:?}");
                    let back = span.neutral.unwrap_or(if with(span.max) { span.min } else { span.max });
                    let less = value + unit.copysign(back - value);
                    // Where one unit back is the neutral position or beyond, or out of the limits, as where the neutral
                    // position itself is, there is nothing less; nor where nothing is known and every position does.
                    let within = (span.min..=span.max).contains(&less)
                        && (less - back).abs() > 1.5 * unit && (back - less).signum() == (back - value).signum();
                    let anywhere = span.neutral.is_none() && with(span.min) && with(span.max);
                    if within && !anywhere {
                        prop_assert!(!with(less), "{kind:?} {value} and {less} {span:?}");
                    }
                }
                Answer::Unreachable { best, .. } => {
                    prop_assert!(!with(span.min) && !with(span.max));
                    prop_assert!((span.min - unit..=span.max + unit).contains(&best));
                }
            }
        }
    }
}

#[test]
fn an_unassessed_indicator_is_assessed_once_a_scenario_sets_what_is_missing() {
    let workspace = builtin::resolution().unwrap();
    let as_of = workspace.default_as_of();
    for (id, lever, value) in [
        ("ocop", LeverKind::OneOff, 21.0),
        ("online-services", LeverKind::Level, 85.0),
        ("conscription", LeverKind::Level, 100.0),
        ("party-orgs-good", LeverKind::Level, 96.0),
        ("poverty-reduction", LeverKind::Level, 2.2),
        ("par-index-rank", LeverKind::Rank, 50.0),
        ("social-order-crimes", LeverKind::OneOff, 160.0),
    ] {
        let indicator = indicator(&workspace, id);
        assert_eq!(
            row(&workspace, indicator, as_of, Levers::default()).status,
            Status::NotAssessed
        );
        let mut levers = Levers::default();
        levers.set(lever, value);
        let row = row(&workspace, indicator, as_of, levers);
        assert!(row.probability.is_some_and(|p| p > 0.5), "{row:?}");
    }
    // Nobody knows the rank of 2023: no rank of 2024 says anything.
    let pci = indicator(&workspace, "pci-rank");
    let levers = Levers {
        rank: Some(1.0),
        ..Levers::default()
    };
    assert_eq!(
        row(&workspace, pci, as_of, levers).status,
        Status::NotAssessed
    );
    assert_eq!(pci.kind, Kind::RankGain);
}

#[test]
fn an_amount_takes_away_no_more_than_there_is() {
    let mut unknown = 0;
    for workspace in [builtin::resolution(), builtin::illustration()] {
        let workspace = workspace.unwrap();
        let as_of = workspace.default_as_of();
        let board = Board::new(&workspace, as_of, None);
        for (indicator, base) in workspace.indicators.iter().zip(&board.rows) {
            if !indicator.kind.accumulates() || indicator.kind == Kind::FlowChange {
                continue;
            }
            let limits = span(LeverKind::OneOff, indicator, Some(base));
            unknown += usize::from(base.projected.is_none());
            let mut levers = Levers::default();
            levers.set(LeverKind::OneOff, limits.min);
            let least = row(&workspace, indicator, as_of, levers).projected;
            assert!(
                least.is_none_or(|least| least >= 0.0),
                "{} {least:?}",
                indicator.id
            );
            // Not −0 either: the page writes it into an attribute.
            assert_eq!(
                base.projected.is_none(),
                limits.min.to_bits() == 0,
                "{}",
                indicator.id
            );
        }
    }
    assert!(unknown > 0);
}
