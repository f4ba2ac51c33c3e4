//! What holds at every position of the levers, whatever the figures and the date: predicates over the lever space.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use std::sync::Arc;

use common::{SOME, day, indicator, scenario, workspace};
use jiff::civil::Date;
use muctieu_core::board::{Board, Row, row, span};
use muctieu_core::builtin;
use muctieu_core::calendar::PlanYear;
use muctieu_core::goal;
use muctieu_core::lever::{LeverKind, Levers};
use muctieu_core::target::Bound;
use muctieu_core::workspace::Workspace;
use proptest::prelude::*;

/// The flows of the built-in targets that are told as amounts.
const FLOWS: [&str; 3] = ["budget-revenue", "cooperatives", "afforestation"];

/// How the levers of a flow may work in time.
fn timing() -> impl Strategy<Value = Levers> {
    (
        prop::option::of(day()),
        0.0..12.0f64,
        prop::option::of(0.0..100.0f64),
        0.0..12.0f64,
        prop::option::of(day()),
        prop_oneof![Just(0.0), 0.0..200.0f64],
    )
        .prop_map(|(from, ramp, delay, late, on, range)| Levers {
            pace_from: from,
            pace_months: ramp,
            delay,
            delay_months: late,
            one_off_on: on,
            one_off_range: range,
            ..Levers::default()
        })
}

/// Asserts that the second row is nowhere below the first.
fn not_below(workspace: &Workspace, id: &str, low: &Row, high: &Row) -> Result<(), TestCaseError> {
    for (low, high) in [
        (low.projected, high.projected),
        (low.low, high.low),
        (low.high, high.high),
    ] {
        if let (Some(low), Some(high)) = (low, high) {
            prop_assert!(
                high >= low - 1e-6 * low.abs().max(1.0),
                "{id}: {low} {high}"
            );
        }
    }
    let up = matches!(indicator(workspace, id).bound(), Bound::AtLeast(_));
    if let (Some(low), Some(high), true) = (low.probability, high.probability, up) {
        prop_assert!(high >= low - 1e-9, "{id}: P {low} {high}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_pace_never_lowers_a_flow_whenever_it_begins(
        workspace in workspace(), as_of in day(), timing in timing(), slow in 0.0..3.0f64, more in 0.0..3.0f64
    ) {
        for id in FLOWS {
            let at = |pace| row(&workspace, indicator(&workspace, id), as_of, Levers { pace: Some(pace), ..timing });
            not_below(&workspace, id, &at(slow), &at(slow + more))?;
        }
    }

    #[test]
    fn what_comes_late_never_adds_to_a_flow(
        workspace in workspace(), as_of in day(), timing in timing(), pace in 0.0..3.0f64, part in 0.0..100.0f64, months in 0.0..12.0f64
    ) {
        for id in FLOWS {
            let at = |delay: f64, months: f64| {
                let levers = Levers { pace: Some(pace), delay: Some(delay), delay_months: months, ..timing };
                row(&workspace, indicator(&workspace, id), as_of, levers)
            };
            not_below(&workspace, id, &at(part, months), &at(part * 0.5, months))?;
            not_below(&workspace, id, &at(part, months), &at(part, months * 0.5))?;
        }
    }

    #[test]
    fn a_larger_amount_never_lowers_a_flow(
        workspace in workspace(), as_of in day(), timing in timing(), less in -200.0..200.0f64, more in 0.0..200.0f64
    ) {
        for id in FLOWS {
            let at = |amount| row(&workspace, indicator(&workspace, id), as_of, Levers { one_off: Some(amount), ..timing });
            not_below(&workspace, id, &at(less), &at(less + more))?;
        }
    }

    #[test]
    fn a_harder_target_is_never_likelier(
        workspace in workspace(), as_of in day(), at in 0..SOME.len(), easy in 0.0..2000.0f64, harder in 0.0..500.0f64
    ) {
        let indicator = indicator(&workspace, SOME[at]);
        let p = |target| row(&workspace, indicator, as_of, Levers { target: Some(target), ..Levers::default() }).probability;
        let (low, high) = match indicator.bound() {
            Bound::AtLeast(_) => (easy + harder, easy),
            Bound::AtMost(_) => (easy, easy + harder),
        };
        if let (Some(hard), Some(easy)) = (p(low), p(high)) {
            prop_assert!(hard <= easy + 1e-12, "{} {hard} {easy}", indicator.id);
        }
    }

    #[test]
    fn the_way_to_the_years_end_ends_where_the_year_does(
        workspace in workspace(), as_of in day(), timing in timing(), pace in 0.0..3.0f64
    ) {
        let end = PlanYear::calendar(2024).end;
        for id in FLOWS {
            let row = row(&workspace, indicator(&workspace, id), as_of, Levers { pace: Some(pace), ..timing });
            let Ok(forecast) = &row.forecast else { continue };
            let Some(last) = forecast.at(end) else { continue };
            let year = forecast.year();
            for p in [0.1, 0.5, 0.9] {
                let (way, whole) = (last.quantile(p), year.quantile(p));
                prop_assert!((way - whole).abs() <= 1e-6 * whole.abs().max(1.0), "{id} at {p}: {way} {whole}");
            }
        }
    }

    #[test]
    fn a_switched_off_change_has_no_effect(workspace in workspace(), as_of in day(), scenario in scenario(1)) {
        let mut off = scenario;
        off.changes.iter_mut().for_each(|change| change.off = true);
        let base = Board::new(&workspace, as_of, None);
        let under = base.under(&workspace, as_of, &off);
        for (base, under) in base.rows.iter().zip(&under.rows) {
            prop_assert!(Arc::ptr_eq(base, under), "{} is judged anew", base.id);
        }
    }

    #[test]
    fn a_hand_that_draws_the_end_gets_the_nearest_position(
        workspace in workspace(), as_of in day(), at in 0..FLOWS.len(), share in 0.0..1.0f64
    ) {
        let indicator = indicator(&workspace, FLOWS[at]);
        let judged = |levers| row(&workspace, indicator, as_of, levers);
        let base = judged(Levers::default());
        let limits = span(LeverKind::Pace, indicator, Some(&base));
        let median = |pace: f64| judged(Levers { pace: Some(pace), ..Levers::default() }).projected;
        let (Some(least), Some(most)) = (median(limits.min), median(limits.max)) else { return Ok(()) };
        let wanted = least + share * (most - least);
        let found = goal::place(&workspace, indicator, as_of, Levers::default(), LeverKind::Pace, &limits, wanted);
        let Some(found) = found else { return Ok(()) };
        let miss = |pace: f64| median(pace).map(|value| (value - wanted).abs());
        for other in [found - 0.01, found + 0.01] {
            if (limits.min..=limits.max).contains(&other) {
                prop_assert!(miss(found) <= miss(other).map(|miss| miss + 1e-6 * wanted.abs()), "{found} {other}");
            }
        }
    }
}

/// What a forecast says of the year's end, for the example below.
fn median(workspace: &Workspace, as_of: Date, levers: Levers) -> f64 {
    let row = row(
        workspace,
        indicator(workspace, "budget-revenue"),
        as_of,
        levers,
    );
    row.projected.unwrap()
}

#[test]
fn two_months_late_cost_two_months_of_the_remainder() {
    let workspace = builtin::resolution().unwrap();
    let as_of = jiff::civil::date(2024, 3, 31);
    let base = median(&workspace, as_of, Levers::default());
    let late = Levers {
        delay: Some(100.0),
        delay_months: 2.0,
        ..Levers::default()
    };
    let moved = median(&workspace, as_of, late);
    // 164 by 21 March; an even pace: 285 days are left, of which 61 come too late.
    let expected = 164.0 + (base - 164.0) * (285.0 - 61.0) / 285.0;
    assert!((moved - expected).abs() < 1e-6, "{moved} {expected}");
    let row = row(
        &workspace,
        indicator(&workspace, "budget-revenue"),
        as_of,
        late,
    );
    let words = row.forecast.unwrap().formula(
        indicator(&workspace, "budget-revenue"),
        muctieu_core::lang::Lang::Vi,
    );
    assert!(
        words.iter().any(|line| line.contains("chậm 2 tháng")),
        "{words:?}"
    );
}
