//! Times the model natively: `cargo run --release -p muctieu-core --example recompute`.
//!
//! Prints the median of many runs for the illustration, for as many targets with 10 years of monthly figures, and for
//! 1,000 of them.
#![allow(clippy::print_stdout, clippy::print_stderr)]
// The core itself knows no clock; a measurement does.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use muctieu_core::backtest::scores;
use muctieu_core::board::{Board, question};
use muctieu_core::edit::Edit;
use muctieu_core::figure::FigureId;
use muctieu_core::forecast::alternatives;
use muctieu_core::lang::{Lang, Say};
use muctieu_core::lever::{LeverId, LeverKind, Levers};
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
    measure("illustration (31 targets)", builtin::illustration, 400)?;
    measure(
        "31 indicators × 10 years",
        || illustration::large(31, 10),
        400,
    )?;
    measure(
        "1,000 indicators × 10 years",
        || illustration::large(1_000, 10),
        40,
    )
}

fn measure(
    name: &str,
    make: impl Fn() -> Result<Workspace, ReadError>,
    runs: usize,
) -> Result<(), ReadError> {
    let workspace = &make()?;
    let as_of = workspace.default_as_of();
    println!("{name}: {} figures, as of {as_of}", workspace.figures.len());
    // What is computed from the figures is kept beside them: the first board pays for it, and for the evidence of the
    // earlier years.
    let mut first = Vec::new();
    for _ in 0..runs.min(9) {
        let fresh = make()?;
        let start = Instant::now();
        black_box(Board::new(black_box(&fresh), as_of, None));
        first.push(start.elapsed().as_secs_f64() * 1e3);
    }
    tell("Board::new, the first", first);
    let base = Board::new(workspace, as_of, None);
    report("Board::new", runs, || {
        black_box(Board::new(black_box(workspace), as_of, None));
    });
    let flows = workspace
        .indicators
        .iter()
        .filter(|indicator| indicator.kind.accumulates());
    let pace = |indicator: &muctieu_core::indicator::Indicator| {
        let lever = LeverId {
            kind: LeverKind::Pace,
            subject: indicator.id.clone(),
        };
        Change::new(lever, 1.2)
    };
    let all: Vec<Change> = flows.map(pace).collect();
    if let Some(flow) = workspace
        .indicators
        .iter()
        .find(|indicator| indicator.kind.accumulates())
    {
        let fresh = make()?;
        let ask = |workspace: &Workspace, faster: f64| {
            let levers = Levers {
                pace: Some(faster),
                ..Levers::default()
            };
            black_box(alternatives(&question(workspace, flow, as_of, levers)));
        };
        report("one indicator: every method, the first time", 1, || {
            ask(&fresh, 1.0);
        });
        report("one indicator: every method, a lever moved", runs, || {
            ask(&fresh, 1.1);
        });
        report("one indicator: scores, the first time", 1, || {
            black_box(scores(&question(&fresh, flow, as_of, Levers::default())));
        });
    }
    let scenario = |changes: &[Change]| Scenario {
        id: ScenarioId("s".into()),
        name: "S".to_owned(),
        note: String::new(),
        colour: 0,
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
    let times = (0..runs.max(1)).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64() * 1e3
    });
    tell(what, times.collect());
}

fn tell(what: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    println!("  {what}: {:.3} ms", times[times.len() / 2]);
}
