//! The simulation against what is known in closed form, against itself, and against the direct way.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::sync::Arc;

use jiff::civil::date;
use muctieu_core::board::Board;
use muctieu_core::builtin;
use muctieu_core::correlation::Correlation;
use muctieu_core::lever::{LeverId, LeverKind};
use muctieu_core::math::counts::at_least;
use muctieu_core::math::normal::{normal_cdf, normal_quantile};
use muctieu_core::scenario::{Change, Scenario, ScenarioId};
use muctieu_core::simulate::{Detail, Joint, Plan, Results, Run, SEED, Simulation, Structure};
use muctieu_core::target::Bound;
use muctieu_core::workspace::Workspace;
use proptest::prelude::*;

const SAMPLES: u32 = 100_000;

fn correlated(workspace: &Workspace, change: impl FnOnce(&mut Correlation)) -> Workspace {
    let mut workspace = workspace.clone();
    change(Arc::make_mut(&mut workspace.correlation));
    workspace
}

fn joint_of(workspace: &Workspace, board: &Board) -> Joint {
    let structure = Structure::new(workspace);
    let simulation = Simulation::new(&structure, workspace, &[board], Detail::Joint);
    simulation.joint(0, &simulation.run(SEED, SAMPLES))
}

/// Whether two numbers are as close as chance leaves them.
fn near(found: f64, expected: f64, n: u32) -> bool {
    let se = (expected * (1.0 - expected) / f64::from(n)).sqrt();
    (found - expected).abs() <= 4.0 * se + 1e-12
}

fn june() -> (Workspace, Board) {
    let workspace = builtin::illustration().unwrap();
    let board = Board::new(&workspace, date(2024, 6, 30), None);
    (workspace, board)
}

#[test]
fn independent_targets_give_the_closed_forms() {
    let (workspace, board) = june();
    let structure = Structure::new(&workspace);
    let simulation = Simulation::new(&structure, &workspace, &[&board], Detail::Rows);
    let results = simulation.run(SEED, SAMPLES);
    let mut assessed = 0;
    for (at, indicator) in workspace.indicators.iter().enumerate() {
        let row = &board.rows[at];
        let found = simulation.row(0, &results, &board, (at, indicator));
        match row.probability {
            // Beta, Normal, logit-normal, and the product over the parts.
            Some(p) => {
                let met = found.met.unwrap();
                assert!(
                    near(met.p, p, SAMPLES),
                    "{}: {} for {p}",
                    indicator.id,
                    met.p
                );
                assessed += 1;
            }
            None => assert_eq!(found.met, None),
        }
    }
    assert!(assessed > 20);
    let joint = simulation.joint(0, &results);
    assert_eq!(joint.assessed(), board.assessed);
    for k in 0..=board.assessed {
        assert!(
            near(joint.exactly(k).p, board.number_met()[k], SAMPLES),
            "{k}"
        );
        assert!(
            near(
                joint.at_least(k).p,
                at_least(board.number_met(), k),
                SAMPLES
            ),
            "{k}"
        );
    }
    assert_eq!(joint.interval(), board.met_interval());
}

#[test]
fn quantiles_are_those_of_the_distributions() {
    let (workspace, board) = june();
    let workspace = correlated(&workspace, |set| set.set_group("economy", 0.5));
    let structure = Structure::new(&workspace);
    let simulation = Simulation::new(&structure, &workspace, &[&board], Detail::Rows);
    let results = simulation.run(SEED, SAMPLES);
    let mut held = 0;
    for (at, indicator) in workspace.indicators.iter().enumerate() {
        let Ok(forecast) = &board.rows[at].forecast else {
            continue;
        };
        for quantile in simulation
            .row(0, &results, &board, (at, indicator))
            .quantiles
        {
            let Some(value) = quantile.value else {
                continue;
            };
            let p = forecast.year().cdf(value);
            // Whole numbers are steps.
            if forecast.settled().is_none() && !indicator.kind.counts() {
                assert!(
                    near(p, quantile.p, SAMPLES),
                    "{}: {p} at {}",
                    indicator.id,
                    quantile.p
                );
                assert!(quantile.se.unwrap() > 0.0);
                held += 1;
            }
        }
    }
    assert!(held > 50, "{held}");
}

#[test]
fn the_direct_way_gives_the_same_in_every_sample() {
    let (workspace, board) = june();
    for (at, indicator) in workspace.indicators.iter().enumerate() {
        let row = &board.rows[at];
        let (Ok(forecast), Some(p)) = (
            &row.forecast,
            row.probability.filter(|p| *p > 0.0 && *p < 1.0),
        ) else {
            continue;
        };
        let mut differ = 0;
        for sample in 0..2_000 {
            let z = normal_quantile((f64::from(sample) + 0.5) / 2_000.0);
            let x = forecast.year().quantile(normal_cdf(z));
            let (direct, by_score) = match indicator.bound() {
                Bound::AtLeast(bound) => (x >= bound, z >= -normal_quantile(p)),
                Bound::AtMost(bound) => (x <= bound, z <= normal_quantile(p)),
            };
            differ += u32::from(direct != by_score);
        }
        // A sample on the very bound may fall to either side by rounding.
        assert!(differ <= 1, "{}: {differ}", indicator.id);
    }
}

#[test]
fn a_positive_correlation_makes_both_ends_likelier_and_leaves_each_target_alone() {
    let (workspace, board) = june();
    let independent = joint_of(&workspace, &board);
    let tied = correlated(&workspace, |set| {
        for group in ["economy", "society", "governance", "security", "party"] {
            set.set_group(group, 0.6);
        }
    });
    let structure = Structure::new(&tied);
    let simulation = Simulation::new(&structure, &tied, &[&board], Detail::Joint);
    let results = simulation.run(SEED, SAMPLES);
    let joint = simulation.joint(0, &results);
    let variance = |joint: &Joint| {
        let p = joint.number_met();
        let mean: f64 = p.iter().enumerate().map(|(k, p)| k as f64 * p).sum();
        p.iter()
            .enumerate()
            .map(|(k, p)| (k as f64 - mean) * (k as f64 - mean) * p)
            .sum::<f64>()
    };
    assert!(variance(&joint) > 1.2 * variance(&independent));
    for (at, indicator) in tied.indicators.iter().enumerate() {
        let met = simulation.row(0, &results, &board, (at, indicator)).met;
        if let (Some(met), Some(p)) = (met, board.rows[at].probability) {
            // All but those made of parts, whose joint probability is what correlation is about.
            if !tied
                .indicators
                .iter()
                .any(|part| part.part_of.as_ref() == Some(&indicator.id))
            {
                assert!(near(met.p, p, SAMPLES), "{}", indicator.id);
            }
        }
    }
}

#[test]
fn a_pair_gives_the_orthant_probability_of_the_bivariate_normal() {
    // Two targets at even chances: P(both) = 1/4 + asin ρ / 2π.
    let mut workspace = builtin::empty().unwrap();
    let kept = ["budget-revenue", "afforestation"];
    Arc::make_mut(&mut workspace.indicators).retain(|one| kept.contains(&one.id.as_str()));
    let (full, _) = june();
    for figure in full
        .figures
        .iter()
        .filter(|figure| kept.contains(&figure.indicator.as_str()))
    {
        workspace.figures.put(figure.clone());
    }
    let mut board = Board::new(&workspace, date(2024, 6, 30), None);
    for row in &mut board.rows {
        Arc::make_mut(row).probability = Some(0.5);
    }
    for rho in [-1.0, -0.5, 0.0, 0.3, 0.9, 1.0] {
        let tied = correlated(&workspace, |set| {
            set.set_pair(&kept[0].into(), &kept[1].into(), Some(rho));
        });
        let expected = 0.25 + libm::asin(rho) / std::f64::consts::TAU;
        let found = joint_of(&tied, &board).all();
        assert!(
            (found.p - expected).abs() <= 4.0 * found.se + 1e-4,
            "{rho}: {found:?}"
        );
    }
}

#[test]
fn correlations_that_cannot_all_hold_are_repaired_and_it_is_said() {
    let (workspace, _) = june();
    let three = ["budget-revenue", "afforestation", "jobs"];
    let tied = correlated(&workspace, |set| {
        for (a, b) in [(0, 1), (1, 2), (0, 2)] {
            set.set_pair(&three[a].into(), &three[b].into(), Some(-0.9));
        }
    });
    let repair = Structure::new(&tied).repair().unwrap();
    assert_eq!(repair.indicators, 3);
    // By symmetry the nearest has −½ everywhere.
    assert!((repair.moved - 0.4).abs() < 1e-3, "{repair:?}");
    let fits = correlated(&workspace, |set| set.set_group("economy", 0.5));
    assert_eq!(Structure::new(&fits).repair(), None);
    assert!(!Structure::new(&fits).is_independent());
}

#[test]
fn a_scenario_is_judged_by_the_draws_of_the_base() {
    let (workspace, board) = june();
    let workspace = correlated(&workspace, |set| set.set_group("economy", 0.5));
    let scenario = Scenario {
        id: ScenarioId("s".into()),
        name: "S".to_owned(),
        note: String::new(),
        colour: 0,
        changes: vec![Change::new(
            LeverId {
                kind: LeverKind::Pace,
                subject: "budget-revenue".into(),
            },
            1.1,
        )],
    };
    let under = board.under(&workspace, date(2024, 6, 30), &scenario);
    let structure = Structure::new(&workspace);
    let both = Simulation::new(&structure, &workspace, &[&under, &board], Detail::Joint);
    let results = both.run(SEED, 20_000);
    let alone = Simulation::new(&structure, &workspace, &[&board], Detail::Joint);
    assert_eq!(
        both.joint(1, &results),
        alone.joint(0, &alone.run(SEED, 20_000))
    );
    // More pace never meets fewer targets, in no sample: no number is more often fallen short of.
    let (with, without) = (both.joint(0, &results), both.joint(1, &results));
    for k in 0..=board.assessed {
        assert!(with.at_least(k).p >= without.at_least(k).p, "{k}");
    }
}

#[test]
fn another_indicator_changes_nothing_about_the_others() {
    let (workspace, board) = june();
    let workspace = correlated(&workspace, |set| set.set_group("economy", 0.5));
    let gone = workspace
        .indicators
        .iter()
        .position(|one| one.id.as_str() == "budget-revenue")
        .unwrap();
    let mut fewer = workspace.clone();
    Arc::make_mut(&mut fewer.indicators).remove(gone);
    let small = Board::new(&fewer, date(2024, 6, 30), None);
    let met = |workspace: &Workspace, board: &Board, id: &str| {
        let structure = Structure::new(workspace);
        let simulation = Simulation::new(&structure, workspace, &[board], Detail::Joint);
        let results = simulation.run(SEED, 5_000);
        let at = workspace
            .indicators
            .iter()
            .position(|one| one.id.as_str() == id)
            .unwrap();
        simulation
            .row(0, &results, board, (at, &workspace.indicators[at]))
            .met
    };
    for id in fewer.indicators.iter().map(|one| one.id.as_str()) {
        assert_eq!(met(&workspace, &board, id), met(&fewer, &small, id), "{id}");
    }
}

#[test]
fn a_plan_sent_as_numbers_gives_the_same_results() {
    let (workspace, board) = june();
    let workspace = correlated(&workspace, |set| {
        set.set_group("economy", 0.5);
        set.set_pair(&"jobs".into(), &"budget-revenue".into(), Some(0.3));
    });
    let structure = Structure::new(&workspace);
    let simulation = Simulation::new(&structure, &workspace, &[&board, &board], Detail::Joint);
    let wire = simulation.plan().to_wire();
    let plan = Plan::from_wire(&wire.words, &wire.numbers).unwrap();
    let mut run = Run::new(plan, SEED, 3_000);
    while !run.step(256) {}
    let words = run.results().to_wire();
    let back = Results::from_wire(simulation.plan(), &words).unwrap();
    assert_eq!(back, simulation.run(SEED, 3_000));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_assumed_the_simulation_counts_every_sample(
        workspace in common::workspace(), correlation in common::correlation(), day in common::day()
    ) {
        let workspace = correlated(&workspace, |set| *set = correlation);
        let board = Board::new(&workspace, day, None);
        let structure = Structure::new(&workspace);
        let simulation = Simulation::new(&structure, &workspace, &[&board], Detail::Rows);
        let results = simulation.run(SEED, 300);
        let joint = simulation.joint(0, &results);
        prop_assert_eq!(joint.assessed(), board.assessed);
        prop_assert!((joint.at_least(0).p - 1.0).abs() < 1e-12);
        let moved = structure.repair().map_or(0.0, |repair| repair.moved);
        prop_assert!(moved <= 2.0);
        for (at, indicator) in workspace.indicators.iter().enumerate() {
            let row = simulation.row(0, &results, &board, (at, indicator));
            prop_assert_eq!(row.met.is_some(), board.rows[at].probability.is_some());
            let known: Vec<f64> = row.quantiles.iter().filter_map(|quantile| quantile.value).collect();
            prop_assert!(known.is_sorted(), "{}: {:?}", indicator.id, known);
        }
    }
}
