//! Every bit that the model says of the built-in workspaces, as text: natively and in WebAssembly the same.

use std::fmt::Write as _;
use std::sync::Arc;

use jiff::civil::date;
use muctieu_core::board::Board;
use muctieu_core::correlation::Correlation;
use muctieu_core::lever::{LeverId, LeverKind};
use muctieu_core::scenario::{Change, Scenario, ScenarioId};
use muctieu_core::simulate::{Detail, SEED, Simulation, Structure};
use muctieu_core::workspace::Workspace;
use muctieu_core::{builtin, store::ReadError};

/// The committed answer.
pub const GOLDEN: &str = include_str!("../fixtures/bits.txt");

/// Samples of each simulation: a test in a browser is not compiled for speed.
const SAMPLES: u32 = 5_000;

/// Projections and simulations of both workspaces on several dates, with a scenario and with correlations.
pub fn bits() -> Result<String, ReadError> {
    let mut text = String::new();
    for workspace in [builtin::resolution()?, builtin::illustration()?] {
        let mut workspace = workspace;
        for (month, day) in [(3, 21), (6, 30), (9, 30), (12, 31)] {
            let as_of = date(2024, month, day);
            let base = Board::new(&workspace, as_of, None);
            let _ = writeln!(text, "== {} {as_of}", workspace.id);
            board(&mut text, &base);
            let under = base.under(&workspace, as_of, &scenario());
            let _ = writeln!(text, "-- scenario");
            board(&mut text, &under);
            for correlation in [Correlation::default(), tied(), impossible()] {
                workspace.correlation = Arc::new(correlation);
                simulation(&mut text, &workspace, [&base, &under]);
            }
        }
    }
    Ok(text)
}

fn scenario() -> Scenario {
    let change = |kind, id: &str, value| {
        let lever = LeverId {
            kind,
            subject: id.into(),
        };
        Change::new(lever, value)
    };
    Scenario {
        id: ScenarioId("s".into()),
        name: "S".to_owned(),
        note: String::new(),
        colour: 0,
        changes: vec![
            change(LeverKind::Pace, "budget-revenue", 1.25),
            change(LeverKind::Growth(4), "grdp-growth", 11.6),
            change(LeverKind::Rank, "pci-rank", 30.0),
        ],
    }
}

fn tied() -> Correlation {
    let mut set = Correlation::default();
    set.set_group("economy", 0.4);
    set.set_group("society", 0.2);
    set.set_pair(
        &"budget-revenue".into(),
        &"poverty-reduction".into(),
        Some(0.3),
    );
    set
}

fn impossible() -> Correlation {
    let mut set = Correlation::default();
    for (a, b) in [
        ("budget-revenue", "afforestation"),
        ("afforestation", "jobs"),
        ("jobs", "budget-revenue"),
    ] {
        set.set_pair(&a.into(), &b.into(), Some(-0.9));
    }
    set
}

fn hex(value: Option<f64>) -> String {
    value.map_or_else(
        || "-".to_owned(),
        |value| format!("{:016x}", value.to_bits()),
    )
}

fn board(text: &mut String, board: &Board) {
    for row in board.rows.iter().filter(|row| row.probability.is_some()) {
        let _ = writeln!(
            text,
            "{} {} {} {} {} {}",
            row.id,
            hex(row.low),
            hex(row.projected),
            hex(row.high),
            hex(row.probability),
            hex(row.required.map(|required| required.multiple)),
        );
    }
}

fn simulation(text: &mut String, workspace: &Workspace, boards: [&Board; 2]) {
    let structure = Structure::new(workspace);
    let simulation = Simulation::new(&structure, workspace, &boards, Detail::Rows);
    let results = simulation.run(SEED, SAMPLES);
    let moved = structure.repair().map(|repair| repair.moved);
    let _ = writeln!(text, "-- simulation, moved {}", hex(moved));
    for (side, board) in boards.into_iter().enumerate() {
        let number = results.sides.get(side).map(|side| side.number.clone());
        let _ = writeln!(text, "{:?}", number.unwrap_or_default());
        for (at, indicator) in workspace.indicators.iter().enumerate() {
            let row = simulation.row(side, &results, board, (at, indicator));
            let Some(met) = row.met else { continue };
            let quantiles = row.quantiles.iter().map(|quantile| quantile.value);
            let quantiles: Vec<String> = quantiles.map(hex).collect();
            let _ = writeln!(
                text,
                "{} {} {}",
                indicator.id,
                hex(Some(met.p)),
                quantiles.join(" ")
            );
        }
    }
}
