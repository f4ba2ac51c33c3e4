//! Times the model natively: `cargo run --release -p muctieu-core --example recompute`.
//!
//! Prints the median of many runs for the illustration and for 1,000 indicators with 10 years of monthly figures.
#![allow(clippy::print_stdout, clippy::print_stderr)]
// The core itself knows no clock; a measurement does.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use muctieu_core::board::Board;
use muctieu_core::edit::Edit;
use muctieu_core::figure::FigureId;
use muctieu_core::lang::{Lang, Say};
use muctieu_core::lever::{LeverId, LeverKind};
use muctieu_core::scenario::{Change, Scenario, ScenarioId};
use muctieu_core::store::{self, ReadError};
use muctieu_core::workspace::Workspace;
use muctieu_core::{builtin, illustration};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", error.say(Lang::En));
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), ReadError> {
    measure("illustration (31 targets)", &builtin::illustration()?, 400)?;
    measure(
        "1,000 indicators × 10 years",
        &illustration::large(1_000, 10)?,
        40,
    )
}

fn measure(name: &str, workspace: &Workspace, runs: usize) -> Result<(), ReadError> {
    let as_of = workspace.default_as_of();
    println!("{name}: {} figures, as of {as_of}", workspace.figures.len());
    let base = Board::new(workspace, as_of, None);
    report("Board::new", runs, || {
        black_box(Board::new(black_box(workspace), as_of, None));
    });
    let flows = workspace
        .indicators
        .iter()
        .filter(|indicator| indicator.kind.accumulates());
    let pace = |indicator: &muctieu_core::indicator::Indicator| Change {
        lever: LeverId {
            kind: LeverKind::Pace,
            indicator: indicator.id.clone(),
        },
        value: 1.2,
    };
    let all: Vec<Change> = flows.map(pace).collect();
    let scenario = |changes: &[Change]| Scenario {
        id: ScenarioId("s".into()),
        name: "S".to_owned(),
        note: String::new(),
        changes: changes.to_vec(),
    };
    let (one, every) = (scenario(&all[..1]), scenario(&all));
    report("Board::under, one lever", runs, || {
        black_box(base.under(black_box(workspace), as_of, &one));
    });
    report(&format!("Board::under, {} levers", all.len()), runs, || {
        black_box(base.under(black_box(workspace), as_of, &every));
    });
    if let Some(figure) = workspace.figures.iter().last() {
        let mut copy = workspace.clone();
        let mut figure = figure.clone();
        figure.id = FigureId("new".into());
        let edit = Edit::PutFigure {
            figure: Box::new(figure),
        };
        report("a figure put in", runs, || {
            let _ = black_box(edit.apply(&mut copy));
        });
    }
    let text = store::write(workspace)?;
    println!("  file: {:.1} MB", text.len() as f64 / 1e6);
    report("store::write", runs.min(20), || {
        let _ = black_box(store::write(black_box(workspace)));
    });
    report("store::read", runs.min(20), || {
        let _ = black_box(store::read(black_box(&text)));
    });
    Ok(())
}

/// Prints the median time of `runs` runs.
fn report(what: &str, runs: usize, mut run: impl FnMut()) {
    let mut times: Vec<f64> = (0..runs.max(1))
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("  {what}: {:.3} ms", times[times.len() / 2]);
}
