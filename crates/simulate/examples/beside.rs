//! The native side of `cargo xtask bench`: runs the plans that it is told to and says how long each took.
//!
//! It first writes each plan as a line, `name;seed;samples;[words];[numbers]`, and an empty line. Then it answers every
//! line with the number of a plan by `milliseconds;[words]` of a whole run's results. The bench gives the same plans to
//! the worker, in turns, and holds the two against each other. To be built as the worker is: `--profile worker`.
#![allow(clippy::print_stdout)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the kernel itself knows no clock; a measurement does"
)]

use std::io::{BufRead, Write, stdin, stdout};
use std::time::Instant;

use muctieu_simulate::{Block, Event, Plan, Run, Side, Unsound, key_of};

const INDICATORS: u32 = 31;
const SAMPLES: u32 = 100_000;
const SEED: u64 = 2024;
/// As the worker does.
const STEP: u32 = 1_024;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let plans = plans()?;
    for (name, plan) in &plans {
        let wire = plan.to_wire();
        println!(
            "{name};{SEED};{SAMPLES};{:?};{:?}",
            wire.words, wire.numbers
        );
    }
    println!();
    for line in stdin().lock().lines() {
        let Some((_, plan)) = plans.get(line?.trim().parse::<usize>()?) else {
            continue;
        };
        let start = Instant::now();
        let mut run = Run::new(plan.clone(), SEED, SAMPLES);
        while !run.step(STEP) {}
        let words = run.results().to_wire();
        println!("{};{words:?}", start.elapsed().as_secs_f64() * 1e3);
        stdout().flush()?;
    }
    Ok(())
}

/// A base and a scenario of all indicators: five fields with a correlation each, and any matrix.
fn plans() -> Result<[(&'static str, Plan); 2], Unsound> {
    let keys: Vec<u64> = (0..INDICATORS)
        .map(|at| key_of(&format!("indicator-{at}")))
        .collect();
    let fields = keys.chunks(keys.len().div_ceil(5)).zip(0..);
    let fields = fields.map(|(keys, group)| Block::Common {
        key: group,
        share: 0.3_f64.sqrt(),
        own: 0.7_f64.sqrt(),
        keys: keys.to_vec(),
    });
    let matrix = Block::Dense {
        factor: (0..keys.len())
            .flat_map(|row| (0..=row).map(move |at| if at == row { 0.8 } else { 0.1 }))
            .collect(),
        keys: keys.clone(),
    };
    let plan = |blocks| Plan::new(blocks, vec![side(0.0), side(0.2)], false);
    Ok([
        ("correlated by field", plan(fields.collect())?),
        ("any matrix", plan(vec![matrix])?),
    ])
}

fn side(shift: f64) -> Side {
    let event = |variable: u32| Event {
        variable,
        sign: if variable.is_multiple_of(3) {
            -1.0
        } else {
            1.0
        },
        threshold: f64::from(variable) / 15.5 - 1.0 - shift,
        whole: None,
        counts: true,
    };
    Side {
        events: (0..INDICATORS).map(event).collect(),
        ..Side::default()
    }
}
