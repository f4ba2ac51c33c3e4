//! Boards of one base share the rows that were judged by the same, and differ in nothing else from boards judged alone.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use std::sync::Arc;

use common::{apart, link, tell_drivers};
use muctieu_core::board::Board;
use muctieu_core::builtin;
use muctieu_core::scenario::{Change, Scenario, ScenarioId};
use muctieu_core::workspace::Workspace;
use proptest::prelude::*;

/// Levers of every way in which a row may come about: its own figures, parts, links, a formula, drivers.
const LEVERS: [&str; 12] = [
    "growth-4:grdp-growth",
    "pace:budget-revenue",
    "one-off:budget-revenue",
    "target:budget-revenue",
    "pace:cooperatives",
    "level:clean-water",
    "level:grdp-per-capita",
    "kappa:afforestation",
    "pace:traffic-accidents.cases",
    "pace:traffic-accidents.deaths",
    "driver:population",
    "driver:prices",
];

/// The illustration with its drivers told and two links; for tests alone.
fn linked() -> Workspace {
    let mut workspace = builtin::illustration().unwrap();
    tell_drivers(&mut workspace);
    Arc::make_mut(&mut workspace.drivers).links.extend([
        link("grdp-growth", "budget-revenue", Some(10.0)),
        link("prices", "cooperatives", Some(0.5)),
    ]);
    workspace
}

fn scenario(positions: &[(usize, f64)]) -> Scenario {
    let mut scenario = Scenario::new(ScenarioId("s".into()), "S".into());
    for (at, value) in positions {
        let lever = LEVERS[at % LEVERS.len()].parse().unwrap();
        scenario.changes.retain(|change| change.lever != lever);
        scenario.changes.push(Change::new(lever, *value));
    }
    scenario
}

#[test]
fn a_lever_judges_its_own_row_and_what_follows_and_leaves_the_rest_as_it_is() {
    let workspace = linked();
    let as_of = workspace.default_as_of();
    let base = Board::new(&workspace, as_of, None);
    let moved = |pace: f64, growth: f64| {
        let changes = [
            (0, growth),
            (1, 1.1),
            (4, pace),
            (5, 97.0),
            (8, 0.9),
            (9, 0.8),
        ];
        scenario(&changes)
    };
    let first = base.under(&workspace, as_of, &moved(1.2, 9.0));
    let next = |scenario: &Scenario| base.under_sharing(&workspace, as_of, scenario, Some(&first));
    assert!(apart(&first, &next(&moved(1.2, 9.0))).is_empty());
    assert_eq!(apart(&first, &next(&moved(1.3, 9.0))), ["cooperatives"]);
    // Growth leads on to revenue by a link, and to GRDP per head by its formula.
    let grown = next(&moved(1.2, 9.5));
    assert_eq!(
        apart(&first, &grown),
        ["grdp-growth", "grdp-per-capita", "budget-revenue"]
    );
    // What is put back is the base's row again.
    let back = next(&scenario(&[(4, 1.2)]));
    assert!(Arc::ptr_eq(
        back.row("clean-water").unwrap(),
        base.row("clean-water").unwrap()
    ));
}

#[test]
fn boards_of_different_bases_share_nothing() {
    let workspace = linked();
    let as_of = workspace.default_as_of();
    let changed = scenario(&[(4, 1.2)]);
    let other = Board::new(&workspace, as_of, None).under(&workspace, as_of, &changed);
    let base = Board::new(&workspace, as_of, None);
    let board = base.under_sharing(&workspace, as_of, &changed, Some(&other));
    assert_eq!(apart(&other, &board).len(), base.rows.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_board_that_shares_is_the_board_judged_alone(
        meeting in prop::collection::vec(prop::collection::vec((0..LEVERS.len(), 0.0..3.0f64), 0..6), 1..6)
    ) {
        let workspace = linked();
        let as_of = workspace.default_as_of();
        let base = Board::new(&workspace, as_of, None);
        let mut before = base.clone();
        for positions in meeting {
            // Twice, as an undo comes back to where one was.
            for positions in [&positions[..], &positions[..positions.len() / 2], &positions[..]] {
                let scenario = scenario(positions);
                let alone = base.under(&workspace, as_of, &scenario);
                let shared = base.under_sharing(&workspace, as_of, &scenario, Some(&before));
                prop_assert_eq!(format!("{:?}", shared.rows), format!("{:?}", alone.rows));
                prop_assert_eq!(shared.number_met(), alone.number_met());
                before = shared;
            }
        }
    }
}
