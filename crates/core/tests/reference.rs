//! The model against a second implementation on scipy (fixtures/projection.py): every number to nine digits.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;

use jiff::civil::Date;
use muctieu_core::board::{Board, Row};
use muctieu_core::builtin;
use muctieu_core::scenario::{Change, Scenario, ScenarioId};
use muctieu_core::store;
use muctieu_core::workspace::Workspace;
use serde::Deserialize;

/// Relative, and absolute below 1.
const TOLERANCE: f64 = 1e-9;

#[derive(Deserialize)]
struct Fixture {
    made_with: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    /// None is the built-in one.
    workspace: Option<serde_json::Value>,
    boards: Vec<Expected>,
}

#[derive(Deserialize)]
struct Expected {
    #[serde(with = "muctieu_core::calendar::iso")]
    as_of: Date,
    changes: BTreeMap<String, f64>,
    rows: BTreeMap<String, ExpectedRow>,
    number_met: Vec<f64>,
}

#[derive(Deserialize)]
struct ExpectedRow {
    status: String,
    method: Option<String>,
    projected: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    probability: Option<f64>,
    required: Option<(f64, f64)>,
    expected_now: Option<f64>,
    #[serde(default)]
    provisional: bool,
    #[serde(default)]
    path: Vec<ExpectedPoint>,
}

#[derive(Deserialize)]
struct ExpectedPoint {
    #[serde(with = "muctieu_core::calendar::iso")]
    date: Date,
    quantiles: [f64; 3],
}

/// What differs, as text.
#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    fn number(&mut self, place: &str, found: Option<f64>, expected: Option<f64>) {
        let near = match (found, expected) {
            (Some(found), Some(expected)) => {
                (found - expected).abs() <= TOLERANCE * expected.abs().max(1.0)
            }
            (found, expected) => found.is_none() && expected.is_none(),
        };
        if !near {
            self.0
                .push(format!("{place}: {found:?}, expected {expected:?}"));
        }
    }

    fn same<T: PartialEq + std::fmt::Debug + Copy>(&mut self, place: &str, found: T, expected: T) {
        if found != expected {
            self.0
                .push(format!("{place}: {found:?}, expected {expected:?}"));
        }
    }

    fn row(&mut self, place: &str, row: &Row, expected: &ExpectedRow) {
        let forecast = row.forecast.as_ref().ok();
        let method = forecast.map(|forecast| forecast.method());
        self.same(
            &format!("{place} status"),
            row.status.id(),
            &expected.status,
        );
        self.same(
            &format!("{place} method"),
            method,
            expected.method.as_deref(),
        );
        self.same(
            &format!("{place} provisional"),
            row.provisional,
            expected.provisional,
        );
        let required = row.required;
        for (what, found, expected) in [
            ("projected", row.projected, expected.projected),
            ("low", row.low, expected.low),
            ("high", row.high, expected.high),
            ("probability", row.probability, expected.probability),
            (
                "required multiple",
                required.map(|r| r.multiple),
                expected.required.map(|r| r.0),
            ),
            (
                "required per period",
                required.map(|r| r.per_period),
                expected.required.map(|r| r.1),
            ),
            ("expected now", row.expected_now, expected.expected_now),
        ] {
            self.number(&format!("{place} {what}"), found, expected);
        }
        for point in &expected.path {
            let dist = forecast.and_then(|forecast| forecast.at(point.date));
            for (p, expected) in [0.1, 0.5, 0.9].into_iter().zip(point.quantiles) {
                let found = dist.as_ref().map(|dist| dist.quantile(p));
                self.number(
                    &format!("{place} at {} P{}", point.date, p * 100.0),
                    found,
                    Some(expected),
                );
            }
        }
    }
}

fn scenario(changes: &BTreeMap<String, f64>) -> Scenario {
    Scenario {
        id: ScenarioId("reference".into()),
        name: String::new(),
        note: String::new(),
        colour: 0,
        changes: changes
            .iter()
            .map(|(lever, value)| Change::new(lever.parse().unwrap(), *value))
            .collect(),
    }
}

fn compare(workspace: &Workspace, expected: &Expected, differences: &mut Differences) {
    let scenario = scenario(&expected.changes);
    let board = Board::new(workspace, expected.as_of, Some(&scenario));
    let place = format!(
        "{} on {} with {} changes",
        workspace.id,
        expected.as_of,
        expected.changes.len()
    );
    assert_eq!(board.rows.len(), expected.rows.len());
    for (id, row) in &expected.rows {
        differences.row(&format!("{place}: {id}"), board.row(id).unwrap(), row);
    }
    differences.same(
        &format!("{place}: assessed"),
        board.number_met().len(),
        expected.number_met.len(),
    );
    for (k, (found, expected)) in board
        .number_met()
        .iter()
        .zip(&expected.number_met)
        .enumerate()
    {
        differences.number(
            &format!("{place}: P({k} met)"),
            Some(*found),
            Some(*expected),
        );
    }
}

#[test]
fn agrees_with_the_second_implementation() {
    let fixture: Fixture = serde_json::from_str(include_str!("fixtures/projection.json")).unwrap();
    let mut differences = Differences::default();
    let mut rows = 0;
    for case in fixture.cases {
        let workspace = match case.workspace {
            None => builtin::resolution().unwrap(),
            Some(tree) => store::read(&tree.to_string()).unwrap(),
        };
        for expected in &case.boards {
            rows += expected.rows.len();
            compare(&workspace, expected, &mut differences);
        }
    }
    assert!(rows > 500, "{rows} rows");
    let list = differences.0;
    assert!(
        list.is_empty(),
        "{} differences from {}:\n{}",
        list.len(),
        fixture.made_with,
        list.join("\n")
    );
}
