//! Random workspaces for the property tests: the built-in targets of every kind, with figures that anyone may enter
//! or that a file may hold.
#![allow(dead_code, reason = "each test file uses its own share")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use jiff::civil::{Date, date};
use muctieu_core::assumption::{Assumptions, Steadiness};
use muctieu_core::board::Board;
use muctieu_core::builtin;
use muctieu_core::calendar::plus_days;
use muctieu_core::correlation::Correlation;
use muctieu_core::driver::Link;
use muctieu_core::figure::{Figure, FigureId, Measure, Origin};
use muctieu_core::indicator::{Indicator, IndicatorId};
use muctieu_core::lever::{LeverId, LeverKind};
use muctieu_core::scenario::{Change, Detail, Scenario, ScenarioId};
use muctieu_core::workspace::Workspace;
use proptest::prelude::*;

/// A target of each kind, and the parts of the one that has parts.
pub const SOME: [&str; 13] = [
    "grdp-growth",
    "grdp-per-capita",
    "budget-revenue",
    "cooperatives",
    "clean-water",
    "poverty-reduction",
    "child-malnutrition",
    "par-index-rank",
    "conscription",
    "social-order-crimes",
    "traffic-accidents.cases",
    "traffic-accidents.deaths",
    "traffic-accidents.injuries",
];

/// Numbers as they come, and the ends of what a file may hold.
pub fn value() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => 0.0..100.0f64,
        4 => (0u32..2_000).prop_map(f64::from),
        1 => Just(0.0),
        1 => Just(-0.0),
        1 => -1e4..1e4f64,
        1 => Just(1e15),
        1 => Just(-1e15),
        1 => Just(1e-300),
        1 => Just(f64::MIN_POSITIVE / 4.0),
        1 => -1e15..1e15f64,
        2 => Just(50.0),
    ]
}

pub fn measure() -> impl Strategy<Value = Measure> {
    prop_oneof![
        6 => Just(Measure::Cumulative),
        4 => Just(Measure::Level),
        1 => Just(Measure::Change),
        1 => Just(Measure::Annual),
        2 => Just(Measure::Estimate),
        1 => Just(Measure::Rank),
    ]
}

/// A day from 2020 to early 2025.
pub fn day() -> impl Strategy<Value = Date> {
    prop_oneof![
        3 => (0..1900i32).prop_map(|days| plus_days(date(2020, 1, 1), days)),
        3 => (0..366i32).prop_map(|days| plus_days(date(2024, 1, 1), days)),
        1 => Just(date(2024, 12, 31)),
        1 => Just(date(2023, 12, 31)),
        1 => Just(date(2024, 2, 29)),
    ]
}

pub fn figure() -> impl Strategy<Value = Figure> {
    (
        (0..40u32, 0..SOME.len(), day(), measure(), value()),
        (
            prop::option::of((value(), value())),
            -1i16..=1,
            any::<bool>(),
        ),
    )
        .prop_map(
            |((name, of, date, measure, value), (range, off, user))| Figure {
                id: FigureId(format!("f{name}").into()),
                indicator: SOME[of].into(),
                // Now and then a figure is booked to the year before or after its date.
                year: date.year() + if name % 7 == 0 { off } else { 0 },
                date,
                measure,
                value,
                range: range.map(|(a, b)| (a.min(b), a.max(b))),
                origin: if user { Origin::User } else { Origin::Press },
                source: String::new(),
                note: String::new(),
                entered_by: String::new(),
                entered_at: String::new(),
                corrections: Vec::new(),
            },
        )
}

fn shares<const N: usize>() -> impl Strategy<Value = [f64; N]> {
    prop::collection::vec(0.0..1.0f64, N).prop_map(|parts| {
        let sum: f64 = parts.iter().sum();
        let mut shares = [0.0; N];
        for (share, part) in shares.iter_mut().zip(parts) {
            *share = if sum > 0.0 { part / sum } else { 0.0 };
        }
        if sum <= 0.0 {
            shares[0] = 1.0;
        }
        shares
    })
}

pub fn assumptions() -> impl Strategy<Value = Assumptions> {
    let methods = [
        "run-rate",
        "seasonal",
        "same-period",
        "estimate",
        "theta",
        "comb",
        "seasonal-naive",
        "nonsense",
    ];
    (
        prop::option::of((0..methods.len()).prop_map(move |at| methods[at].to_owned())),
        prop::option::of(prop_oneof![
            Just(Steadiness::Even),
            Just(Steadiness::Erratic),
            (1.0..1e6f64).prop_map(Steadiness::Kappa),
            Just(Steadiness::Kappa(1.0)),
        ]),
        prop::option::of(shares::<12>()),
        prop::option::of(shares::<4>()),
        prop::option::of(prop_oneof![1e-3..10.0f64, Just(9e5)]),
        prop::option::of(prop_oneof![1e-3..2.0f64, Just(9e5)]),
    )
        .prop_map(
            |(method, steadiness, profile, weights, sigma, spread)| Assumptions {
                method,
                steadiness,
                profile,
                weights,
                sigma,
                spread,
                note: String::new(),
            },
        )
}

pub fn kind() -> impl Strategy<Value = LeverKind> {
    prop_oneof![
        4 => Just(LeverKind::Pace),
        3 => Just(LeverKind::OneOff),
        1 => (1..=4u8).prop_map(LeverKind::Growth),
        2 => Just(LeverKind::Level),
        2 => Just(LeverKind::Rank),
        2 => Just(LeverKind::Delay),
        1 => Just(LeverKind::Target),
        1 => Just(LeverKind::Kappa),
        1 => Just(LeverKind::Share),
        1 => (1..=4u8).prop_map(LeverKind::Weight),
        1 => Just(LeverKind::Sigma),
        1 => Just(LeverKind::Spread),
    ]
}

/// A lever's position with its details, on or off.
pub fn change() -> impl Strategy<Value = Change> {
    let detail = (
        prop::option::of(day()),
        prop::option::of(0.0..=12.0f64),
        prop::option::of(0.0..500.0f64),
    );
    (lever(), position(), detail, prop::bool::weighted(0.2)).prop_map(
        |(lever, value, (from, months, range), off)| Change {
            detail: Detail {
                from,
                months,
                range,
            },
            off,
            ..Change::new(lever, value)
        },
    )
}

pub fn lever() -> impl Strategy<Value = LeverId> {
    (kind(), 0..SOME.len()).prop_map(|(kind, of)| LeverId {
        kind,
        subject: IndicatorId::from(SOME[of]),
    })
}

pub fn position() -> impl Strategy<Value = f64> {
    prop_oneof![4 => 0.5..2.0f64, 2 => 0.0..100.0f64, 1 => value()]
}

pub fn scenario(name: u32) -> impl Strategy<Value = Scenario> {
    prop::collection::vec(change(), 0..6).prop_map(move |changes| Scenario {
        id: ScenarioId(format!("s{name}").into()),
        name: format!("S{name}"),
        note: String::new(),
        colour: 0,
        changes: {
            // One a lever.
            let mut levers = std::collections::BTreeSet::new();
            let mut all = changes;
            all.retain(|change: &Change| levers.insert(change.lever.clone()));
            all
        },
    })
}

/// Correlations that a workspace of the built-in targets may hold.
pub fn correlation() -> impl Strategy<Value = Correlation> {
    let groups = ["economy", "society", "governance", "security", "party"];
    let rho = || prop_oneof![4 => -1.0..1.0f64, 1 => Just(1.0), 1 => Just(-1.0), 1 => Just(0.0)];
    let pairs = prop::collection::vec((0..SOME.len(), 0..SOME.len(), rho()), 0..4);
    (prop::collection::vec((0..groups.len(), rho()), 0..3), pairs).prop_map(
        move |(grouped, pairs)| {
            let mut correlation = Correlation::default();
            for (group, rho) in grouped {
                correlation.set_group(groups[group], rho);
            }
            for (a, b, rho) in pairs.into_iter().filter(|(a, b, _)| a != b) {
                correlation.set_pair(&SOME[a].into(), &SOME[b].into(), Some(rho));
            }
            correlation
        },
    )
}

/// The built-in targets with random figures and assumptions.
pub fn workspace() -> impl Strategy<Value = Workspace> {
    let assumed = prop::collection::vec((0..SOME.len(), assumptions()), 0..5);
    (prop::collection::vec(figure(), 0..80), assumed).prop_map(|(figures, assumed)| {
        let mut workspace = builtin::empty().unwrap();
        for figure in figures {
            workspace.figures.put(figure);
        }
        for (of, set) in assumed {
            let edit = muctieu_core::edit::Edit::Assume {
                indicator: SOME[of].into(),
                assumptions: Some(Box::new(set)),
            };
            edit.apply(&mut workspace).unwrap();
        }
        workspace
    })
}

/// An indicator of a workspace.
pub fn indicator<'a>(workspace: &'a Workspace, id: &str) -> &'a Indicator {
    workspace.indicator(id).unwrap()
}

/// The indicators whose rows two boards do not share.
pub fn apart<'a>(one: &Board, other: &'a Board) -> Vec<&'a str> {
    let rows = one.rows.iter().zip(&other.rows);
    rows.filter(|(one, other)| !Arc::ptr_eq(one, other))
        .map(|(_, row)| row.id.as_str())
        .collect()
}

/// Bases for the built-in drivers, for tests alone: last year's GRDP (bn), prices (%) and population.
pub fn tell_drivers(workspace: &mut Workspace) {
    let drivers = &mut Arc::make_mut(&mut workspace.drivers).drivers;
    for (driver, value) in drivers.iter_mut().zip([16_000.0, 2.5, 325_000.0]) {
        driver.base = Some(value);
    }
}

/// A link with a source, for tests alone.
pub fn link(from: &str, to: &str, coefficient: Option<f64>) -> Link {
    Link {
        from: from.into(),
        to: to.into(),
        coefficient,
        unit: String::new(),
        source: "thử".into(),
    }
}
