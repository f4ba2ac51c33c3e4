//! Drivers, links and formulas on the board, in edits and in files.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use std::sync::Arc;

use common::{SOME, apart, link, scenario, tell_drivers};
use muctieu_core::backtest::By;
use muctieu_core::board::Board;
use muctieu_core::builtin;
use muctieu_core::driver::builtin::{GRDP_BEFORE, POPULATION, PRICES};
use muctieu_core::driver::{Derived, Driver, Drivers, Link, Missing};
use muctieu_core::edit::Edit;
use muctieu_core::history::History;
use muctieu_core::indicator::Bilingual;
use muctieu_core::lang::{Lang, Say};
use muctieu_core::scenario::{Change, Scenario, ScenarioId};
use muctieu_core::store;
use muctieu_core::workspace::Workspace;
use proptest::prelude::*;

fn driver(id: &str, unit: &str, base: Option<f64>) -> Driver {
    let text = |text: &str| Bilingual {
        vi: text.into(),
        en: text.into(),
    };
    Driver {
        id: id.into(),
        title: text(&id.to_uppercase()),
        unit: text(unit),
        base,
        spread: None,
        min: None,
        max: None,
        source: String::new(),
        assumption: false,
    }
}

fn moving(levers: &[(&str, f64)]) -> Scenario {
    let mut scenario = Scenario::new(ScenarioId("s".into()), "S".into());
    for (lever, value) in levers {
        let change = Change::new(lever.parse().unwrap(), *value);
        scenario.changes.push(change);
    }
    scenario
}

/// The resolution with these values for last year's GRDP (bn), prices (%) and population; for tests alone.
fn told() -> Workspace {
    let mut workspace = builtin::resolution().unwrap();
    tell_drivers(&mut workspace);
    workspace
}

fn with_links(drivers: Vec<Driver>, links: Vec<Link>) -> Workspace {
    let mut workspace = builtin::resolution().unwrap();
    let drivers = Drivers {
        drivers,
        links,
        derived: vec![],
    };
    let edit = Edit::SetDrivers {
        drivers: Box::new(drivers),
    };
    edit.apply(&mut workspace).unwrap();
    workspace
}

fn projected(board: &Board, id: &str) -> f64 {
    board.row(id).unwrap().projected.unwrap()
}

#[test]
fn as_shipped_nothing_is_invented_and_what_is_missing_is_asked_for() {
    for workspace in [
        builtin::resolution().unwrap(),
        builtin::illustration().unwrap(),
    ] {
        assert!(workspace.drivers.links.is_empty());
        let mut without = workspace.clone();
        without.drivers = Arc::default();
        let as_of = workspace.default_as_of();
        let board = Board::new(&workspace, as_of, None);
        let plain = Board::new(&without, as_of, None);
        assert_eq!(format!("{:?}", board.rows), format!("{:?}", plain.rows));
        let asked = board.missing(&workspace, None, &"grdp-per-capita".into());
        let names = [GRDP_BEFORE, PRICES, POPULATION];
        assert_eq!(asked, names.map(|name| Missing::Base(name.into())));
    }
}

#[test]
fn grdp_per_head_follows_from_growth_prices_and_population() {
    let workspace = told();
    let as_of = workspace.default_as_of();
    let base = Board::new(&workspace, as_of, None);
    let by_hand = |growth: f64, people: f64| 16_000e3 * (1.0 + growth / 100.0) * 1.025 / people;
    // Growth is 6.84 % so far, and goes on so.
    let row = base.row("grdp-per-capita").unwrap();
    assert!((row.projected.unwrap() - by_hand(6.84, 325_000.0)).abs() < 1e-9);
    assert_eq!(row.choice.unwrap().by, By::Formula);
    let growth = base.row("grdp-growth").unwrap();
    assert!((row.low.unwrap() - by_hand(growth.low.unwrap(), 325_000.0)).abs() < 1e-9);
    // 56 million a head needs 10.98 % of growth: as likely as that.
    let needed = (56.0 - 0.05) * 325_000.0 / 16_000e3 / 1.025 * 100.0 - 100.0;
    let year = growth.forecast.as_ref().unwrap().year();
    assert!((row.probability.unwrap() - year.sf(needed)).abs() < 1e-9);
    for lang in [Lang::Vi, Lang::En] {
        let forecast = row.forecast.as_ref().unwrap();
        let indicator = workspace.indicator("grdp-per-capita").unwrap();
        let lines = forecast.formula(indicator, lang);
        assert!(lines[1].contains(lang.pick("16.000 tỷ đồng", "16,000 billion VND")));
        assert!(
            lines[1].contains(lang.pick("(1 + 6,84%)", "(1 + 6.84%)")),
            "{lines:?}"
        );
        assert!(
            forecast
                .reason(lang)
                .contains(lang.pick("tăng trưởng", "growth"))
        );
    }

    // A stronger fourth quarter and fewer people.
    let scenario = moving(&[("growth-4:grdp-growth", 11.48)]);
    let board = base.under(&workspace, as_of, &scenario);
    let moved = projected(&board, "grdp-per-capita");
    assert!((moved - by_hand(8.0, 325_000.0)).abs() < 1e-6, "{moved}");
    assert_eq!(apart(&base, &board), ["grdp-growth", "grdp-per-capita"]);
    let scenario = moving(&[("driver:population", 320_000.0)]);
    let board = base.under(&workspace, as_of, &scenario);
    let moved = projected(&board, "grdp-per-capita");
    assert!((moved - by_hand(6.84, 320_000.0)).abs() < 1e-9);
    assert_eq!(apart(&base, &board), ["grdp-per-capita"]);

    // What is set by hand wins; what nothing touches stays shared.
    let scenario = moving(&[("level:grdp-per-capita", 56.5), ("driver:population", 1.0)]);
    let board = base.under(&workspace, as_of, &scenario);
    assert!((projected(&board, "grdp-per-capita") - 56.5).abs() < 1e-9);
    let scenario = moving(&[("pace:budget-revenue", 1.2)]);
    let board = base.under(&workspace, as_of, &scenario);
    assert_eq!(apart(&base, &board), ["budget-revenue"]);
}

#[test]
fn a_scenario_may_tell_what_the_base_does_not_know() {
    let mut workspace = told();
    Arc::make_mut(&mut workspace.drivers).drivers[2].base = None;
    let as_of = workspace.default_as_of();
    let base = Board::new(&workspace, as_of, None);
    assert_eq!(base.row("grdp-per-capita").unwrap().projected, None);
    let scenario = moving(&[("driver:population", 325_000.0)]);
    let board = base.under(&workspace, as_of, &scenario);
    assert!((projected(&board, "grdp-per-capita") - 53.9).abs() < 0.1);
    let id = "grdp-per-capita".into();
    assert_eq!(
        base.missing(&workspace, None, &id),
        [Missing::Base(POPULATION.into())]
    );
    assert_eq!(board.missing(&workspace, Some(&scenario), &id), []);
}

#[test]
fn a_settled_year_is_the_figure_and_not_the_formula() {
    let mut workspace = builtin::illustration().unwrap();
    workspace.drivers = told().drivers;
    let as_of = workspace.plan.end;
    let board = Board::new(&workspace, as_of, None);
    let figures = workspace.figures.of("grdp-per-capita");
    let last = figures.last().unwrap().value;
    let row = board.row("grdp-per-capita").unwrap();
    assert_eq!(
        (row.projected, row.choice.unwrap().by),
        (Some(last), By::Order)
    );
}

#[test]
fn links_shift_what_they_lead_to_and_nothing_else() {
    let workspace = with_links(
        vec![driver("invest", "tỷ đồng", Some(2_000.0))],
        vec![
            link("invest", "grdp-growth", Some(0.002)),
            link("grdp-growth", "budget-revenue", Some(10.0)),
            link("invest", "afforestation", None),
        ],
    );
    let as_of = workspace.default_as_of();
    let base = Board::new(&workspace, as_of, None);
    let scenario = moving(&[("driver:invest", 2_500.0)]);
    let board = base.under(&workspace, as_of, &scenario);
    // 500 bn more: one point of growth, and ten bn of revenue for it.
    let by = |id: &str| projected(&board, id) - projected(&base, id);
    assert!((by("grdp-growth") - 1.0).abs() < 1e-9);
    assert!((by("budget-revenue") - 10.0).abs() < 1e-6);
    // The coefficient that is not known has no effect, and every other row is shared.
    assert_eq!(apart(&base, &board), ["grdp-growth", "budget-revenue"]);

    // A lever and a link add up.
    let both = moving(&[("driver:invest", 2_500.0), ("pace:budget-revenue", 1.2)]);
    let lever = moving(&[("pace:budget-revenue", 1.2)]);
    let (both, lever) = (
        base.under(&workspace, as_of, &both),
        base.under(&workspace, as_of, &lever),
    );
    let more = projected(&both, "budget-revenue") - projected(&lever, "budget-revenue");
    assert!((more - 10.0).abs() < 1e-6);

    // Back at its base, and where the base is not known, nothing moves.
    let rest = moving(&[("driver:invest", 2_000.0)]);
    assert!(apart(&base, &base.under(&workspace, as_of, &rest)).is_empty());
    let workspace = with_links(
        vec![driver("invest", "tỷ đồng", None)],
        vec![link("invest", "grdp-growth", Some(0.002))],
    );
    let base = Board::new(&workspace, as_of, None);
    assert!(apart(&base, &base.under(&workspace, as_of, &scenario)).is_empty());
    assert_eq!(
        workspace.drivers.missing(),
        [Missing::Base("invest".into())]
    );
}

#[test]
fn a_cycle_is_refused_by_its_names_and_changes_nothing() {
    let mut workspace = builtin::resolution().unwrap();
    let before = workspace.clone();
    let edit = Edit::SetDrivers {
        drivers: Box::new(Drivers {
            links: vec![
                link("grdp-growth", "budget-revenue", None),
                link("budget-revenue", "grdp-growth", None),
            ],
            ..Drivers::default()
        }),
    };
    let said = edit.apply(&mut workspace).unwrap_err().say(Lang::Vi);
    let title = |id: &str| before.indicator(id).unwrap().title.vi.clone();
    let (a, b) = (title("grdp-growth"), title("budget-revenue"));
    assert!(said.contains(&format!("{a} → {b} → {a}")), "{said}");
    assert_eq!(workspace, before);

    let mut file = store::WorkspaceFile::from(&before);
    let Edit::SetDrivers { drivers } = edit else {
        return;
    };
    file.drivers = *drivers;
    let text = serde_json::to_string(&file).unwrap();
    let said = store::read(&text).unwrap_err().say(Lang::En);
    assert!(said.contains(" → "), "{said}");
}

#[test]
fn a_driver_that_a_scenario_moves_is_not_taken_out() {
    let mut workspace = told();
    let put = Edit::PutScenario {
        scenario: moving(&[("driver:population", 330_000.0)]),
        place: None,
    };
    let undo = put.apply(&mut workspace).unwrap();
    let away = Edit::SetDrivers {
        drivers: Box::default(),
    };
    let said = away.apply(&mut workspace).unwrap_err().say(Lang::Vi);
    assert!(said.contains("Dân số trung bình"), "{said}");
    let text = store::write(&workspace).unwrap();
    assert_eq!(store::read(&text).unwrap(), workspace);
    // A change of a driver that is not there is refused, as an edit and in a file.
    assert!(store::read(&text.replace("driver:population", "driver:nobody")).is_err());
    undo.apply(&mut workspace).unwrap();
    away.apply(&mut workspace).unwrap();
    assert!(put.apply(&mut workspace).is_err());
    assert!(!store::write(&workspace).unwrap().contains("\"drivers\""));
}

/// Targets that are told in %, so that formulas over them have units that fit.
const SHARES: [&str; 8] = [
    "grdp-growth",
    "clean-water",
    "poverty-reduction",
    "child-malnutrition",
    "conscription",
    "social-order-crimes",
    "traffic-accidents.cases",
    "traffic-accidents.deaths",
];

/// Drivers, links and formulas over the built-in targets. Most lead from earlier nodes to later ones; the others may
/// close a circle.
fn drivers() -> impl Strategy<Value = Drivers> {
    let value = || {
        prop::option::weighted(
            0.8,
            prop_oneof![6 => -500.0..500.0f64, 1 => Just(0.0), 1 => Just(1e15)],
        )
    };
    let made = (value(), prop::option::of(0.0..50.0f64));
    let made = prop::collection::vec(made, 4..=4).prop_map(|values| {
        let number = |(at, (base, spread))| Driver {
            spread,
            ..driver(&format!("d{at}"), "%", base)
        };
        values.into_iter().enumerate().map(number).collect()
    });
    // A node before the target at `to`: a driver, or an earlier target.
    let before = |to: usize, from: usize| match from % (4 + to) {
        driver if driver < 4 => format!("d{driver}"),
        target => SHARES[target - 4].to_owned(),
    };
    let ordered = (0..SHARES.len(), 0..60usize, value())
        .prop_map(move |(to, from, by)| link(&before(to, from), SHARES[to], by));
    let any = (0..SOME.len(), 0..SOME.len(), value())
        .prop_map(|(from, to, by)| link(SOME[from], SOME[to], by));
    let links = prop::collection::btree_map(0..100u32, prop_oneof![12 => ordered, 1 => any], 0..6);
    let links = links.prop_map(|links| {
        let mut links: Vec<Link> = links.into_values().collect();
        let mut seen = std::collections::BTreeSet::new();
        links.retain(|link| seen.insert((link.from.clone(), link.to.clone())));
        links
    });
    let derived =
        (0..SHARES.len(), 0..60usize, 0..60usize, 0..4u8).prop_map(move |(of, a, b, form)| {
            let (a, b) = (before(of, a), before(of, b));
            Derived {
                indicator: SHARES[of].into(),
                formula: match form {
                    0 => format!("[{a}] × (1 + [{b}])"),
                    1 => format!("max([{a}]; [{b}]) ÷ [{b}]"),
                    2 => format!("[{a}]^2 − 1%"),
                    _ => format!("0,5 × [{a}] + 50%"),
                },
                unit: String::new(),
            }
        });
    let derived = prop::collection::vec(derived, 0..2);
    (made, links, derived).prop_map(|(drivers, links, derived)| Drivers {
        drivers,
        links,
        derived,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whatever is taken gives boards without a number that is none, the same by both ways, and can be undone.
    #[test]
    fn drivers_and_scenarios_of_any_kind_are_judged_or_refused(
        all in prop::collection::vec(drivers(), 1..6),
        scenario in scenario(1),
        positions in prop::collection::vec((0..4u32, -1e3..1e3f64), 0..4),
        illustrated in any::<bool>(),
    ) {
        let mut workspace = if illustrated { builtin::illustration() } else { builtin::resolution() }.unwrap();
        let before = workspace.clone();
        let mut history = History::default();
        for drivers in all {
            let edit = Edit::SetDrivers { drivers: Box::new(drivers) };
            let was = workspace.clone();
            if let Err(error) = history.apply(&mut workspace, edit) {
                prop_assert!(!error.say(Lang::Vi).is_empty() && !error.say(Lang::En).is_empty());
                prop_assert_eq!(&workspace, &was);
            }
        }
        let text = store::write(&workspace).unwrap();
        prop_assert_eq!(&store::read(&text).unwrap(), &workspace);

        let mut scenario = scenario;
        for (driver, value) in positions {
            scenario.set(&format!("driver:d{driver}").parse().unwrap(), Some(value));
        }
        let as_of = jiff::civil::date(2024, 7, 31);
        let base = Board::new(&workspace, as_of, None);
        let under = base.under(&workspace, as_of, &scenario);
        let direct = Board::new(&workspace, as_of, Some(&scenario));
        prop_assert_eq!(format!("{:?}", under.rows), format!("{:?}", direct.rows));
        for row in base.rows.iter().chain(&under.rows) {
            let numbers = [row.projected, row.low, row.high, row.probability, row.expected_now];
            prop_assert!(numbers.into_iter().flatten().all(f64::is_finite), "{:?}", row);
            prop_assert!(row.probability.is_none_or(|p| (0.0..=1.0).contains(&p)));
            prop_assert!(row.low.zip(row.high).is_none_or(|(low, high)| low <= high));
        }
        while history.can_undo().is_some() {
            history.undo(&mut workspace).unwrap();
        }
        prop_assert_eq!(workspace, before);
    }
}

#[test]
fn each_link_tells_what_it_does() {
    let workspace = with_links(
        vec![
            driver("invest", "tỷ đồng", Some(2_000.0)),
            driver("credit", "%", None),
        ],
        vec![
            link("invest", "grdp-growth", Some(0.001)),
            link("credit", "grdp-growth", Some(0.1)),
            link("grdp-growth", "budget-revenue", Some(20.0)),
        ],
    );
    let as_of = workspace.default_as_of();
    let base = Board::new(&workspace, as_of, None);
    let growth = "grdp-growth".into();
    // At rest a link does nothing; of a driver whose base is not known it cannot be told.
    let rest = base.effects(&workspace, &base, None, &growth);
    assert_eq!(rest, [(0, Some(0.0)), (1, None)]);
    let scenario = moving(&[("driver:invest", 2_500.0)]);
    let board = base.under(&workspace, as_of, &scenario);
    let effects = board.effects(&workspace, &base, Some(&scenario), &growth);
    assert_eq!(effects.len(), 2);
    assert!((effects[0].1.unwrap() - 0.5).abs() < 1e-12);
    let revenue = "budget-revenue".into();
    let next = board.effects(&workspace, &base, Some(&scenario), &revenue);
    assert!((next[0].1.unwrap() - 10.0).abs() < 1e-9);
    let moved = projected(&board, "budget-revenue") - projected(&base, "budget-revenue");
    assert!((next[0].1.unwrap() - moved).abs() < 1e-9);
}

#[test]
fn a_driver_says_whether_it_is_an_assumption() {
    let mut workspace = told();
    let drivers = Arc::make_mut(&mut workspace.drivers);
    drivers.drivers.push(driver("invest", "tỷ đồng", Some(1.0)));
    let scenario = moving(&[
        ("driver:population", 330_000.0),
        ("driver:invest", 2.0),
        ("pace:budget-revenue", 1.2),
        ("sigma:grdp-growth", 1.0),
    ]);
    let alone = scenario.assumptions_alone(&workspace.drivers);
    let kept: Vec<String> = alone
        .changes
        .iter()
        .map(|change| change.lever.to_string())
        .collect();
    assert_eq!(kept, ["driver:population", "sigma:grdp-growth"]);
    let text = serde_json::to_string(&workspace.drivers.drivers).unwrap();
    assert_eq!(text.matches("\"assumption\":true").count(), 3);
    assert!(!text.contains("\"assumption\":false"));
}
