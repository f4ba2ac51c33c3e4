//! Reads a workspace on standard input and prints what a Monte Carlo simulation says of it, as JSON:
//! `cargo run -p muctieu-core --release --example simulate -- --samples 100000 --seed 2024 [--as-of 2024-09-30]
//! [--scenario NAME] < workspace.json`.
//!
//! Every probability stands beside its Monte Carlo standard error (`se`). Of the whole: `as_of`, `scenario`, `samples`,
//! `seed`, `targets` and how many of them are `assessed`; `correlation`, whether one is assumed and, where it had to be
//! `repaired` to be one, by how much it was `moved` at most; and of the number that will be `met` the ends of an 80 %
//! interval (`low`, `high`), the probability of `all`, and for each number k from 0 to all `exactly` and `at_least` so
//! many. Of each indicator, in the workspace's order, the parts of an `all-of` one included: `status`, `probability`
//! (null where it is not assessed) with its `se`, the `closed_form` of the same, which knows no correlation, and the
//! `quantiles` of the year's value.

mod input;

use std::process::ExitCode;

use muctieu_core::board::Board;
use muctieu_core::indicator::{Indicator, IndicatorId};
use muctieu_core::simulate::{Detail, Joint, RowResult, SEED, Share, Simulation, Structure, WHOLE};
use serde_json::{Value, json};

use input::Input;

const USAGE: &str =
    "simulate [--samples N] [--seed S] [--as-of YYYY-MM-DD] [--scenario NAME] < workspace.json";
/// The most samples: their numbers are counted in 32 bits.
const MOST: u32 = 1_000_000_000;

fn main() -> ExitCode {
    input::answer(run())
}

fn run() -> Result<String, String> {
    let (mut samples, mut seed) = (WHOLE, SEED);
    let input = Input::read(USAGE, |option, value| {
        match option {
            "--samples" => {
                let number = value.parse().ok().filter(|n| (1..=MOST).contains(n));
                samples = number.ok_or_else(|| {
                    format!("--samples: {value:?} is not a number from 1 to {MOST}")
                })?;
            }
            "--seed" => {
                seed = value.parse().map_err(|_| {
                    format!(
                        "--seed: {value:?} is not a whole number from 0 to {}",
                        u64::MAX
                    )
                })?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    let scenario = input.scenario()?;
    let workspace = &input.workspace;
    let board = Board::new(workspace, input.as_of, scenario);
    let structure = Structure::new(workspace);
    let simulation = Simulation::new(&structure, workspace, &[&board], Detail::Rows);
    let results = simulation.run(seed, samples);
    let joint = simulation.joint(0, &results);
    let rows = workspace
        .indicators
        .iter()
        .enumerate()
        .map(|(at, indicator)| {
            describe(
                indicator,
                &board,
                &simulation.row(0, &results, &board, (at, indicator)),
            )
        });
    let answer = json!({
        "as_of": input.as_of.to_string(),
        "scenario": scenario.map(|scenario| scenario.name.clone()),
        "samples": samples,
        "seed": seed,
        "targets": board.targets,
        "assessed": board.assessed,
        "correlation": {
            "assumed": !structure.is_independent(),
            "repaired": structure.repair().is_some(),
            "moved": structure.repair().map_or(0.0, |repair| repair.moved),
        },
        "met": met(&joint),
        "indicators": rows.collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&answer).map_err(|error| error.to_string())
}

fn met(joint: &Joint) -> Value {
    let (low, high) = joint.interval();
    let each = |share: &dyn Fn(usize) -> Share| {
        let numbers = (0..=joint.assessed()).map(share).map(told);
        numbers.collect::<Vec<_>>()
    };
    json!({
        "low": low,
        "high": high,
        "all": told(joint.all()),
        "exactly": each(&|k| joint.exactly(k)),
        "at_least": each(&|k| joint.at_least(k)),
    })
}

fn told(share: Share) -> Value {
    json!({ "p": share.p, "se": share.se })
}

fn describe(indicator: &Indicator, board: &Board, result: &RowResult) -> Value {
    let row = board.row(indicator.id.as_str());
    let quantiles = result.quantiles.iter();
    json!({
        "id": indicator.id.as_str(),
        "part_of": indicator.part_of.as_ref().map(IndicatorId::as_str),
        "status": row.map(|row| row.status.id()),
        "probability": result.met.map(|share| share.p),
        "se": result.met.map(|share| share.se),
        "closed_form": row.and_then(|row| row.probability),
        "quantiles": quantiles
            .map(|quantile| json!({ "p": quantile.p, "value": quantile.value, "se": quantile.se }))
            .collect::<Vec<_>>(),
    })
}
