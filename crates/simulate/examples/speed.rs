//! Times the kernel natively: `cargo run --release -p muctieu-simulate --example speed`.
//!
//! Prints the median of several whole runs of 100,000 samples, and of the preview of 2,000, for 31, 310 and 3,100
//! indicators, and how much memory the process has needed at most.
#![allow(clippy::print_stdout)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the kernel itself knows no clock; a measurement does"
)]

use std::hint::black_box;
use std::time::Instant;

use muctieu_simulate::{Block, Event, Plan, Run, Side, Unsound, key_of};

fn main() -> Result<(), Unsound> {
    for count in [31, 310, 3_100] {
        let keys: Vec<u64> = (0..count)
            .map(|at| key_of(&format!("indicator-{at}")))
            .collect();
        let apart = vec![Block::Apart { keys: keys.clone() }];
        // Five fields, each with one common correlation.
        let common = keys.chunks(keys.len().div_ceil(5)).zip(0..);
        let common = common.map(|(keys, group)| Block::Common {
            key: group,
            share: 0.3_f64.sqrt(),
            own: 0.7_f64.sqrt(),
            keys: keys.to_vec(),
        });
        // Any matrix, in blocks of 31: what pairs make.
        let dense = keys.chunks(31).map(|keys| Block::Dense {
            factor: (0..keys.len())
                .flat_map(|row| (0..=row).map(move |at| if at == row { 0.8 } else { 0.1 }))
                .collect(),
            keys: keys.to_vec(),
        });
        let runs = 2_000 / count + 3;
        for (name, blocks) in [
            ("independent", apart),
            ("by groups", common.collect()),
            ("any matrix", dense.collect()),
        ] {
            let plan = |sides, distributions| {
                Plan::new(blocks.clone(), vec![side(count); sides], distributions)
            };
            let (one, two, full) = (plan(1, false)?, plan(2, false)?, plan(1, true)?);
            println!(
                "{count} {name}: {:.1} ms, with a scenario {:.1} ms, with distributions {:.1} ms; preview {:.2} ms",
                time(&one, 100_000, runs),
                time(&two, 100_000, runs),
                time(&full, 100_000, runs),
                time(&two, 2_000, runs * 5),
            );
        }
    }
    if let Some(peak) = peak() {
        println!("memory at most: {peak}");
    }
    Ok(())
}

fn side(count: u32) -> Side {
    let event = |variable: u32| Event {
        variable,
        sign: if variable.is_multiple_of(3) {
            -1.0
        } else {
            1.0
        },
        threshold: f64::from(variable % 31) / 15.5 - 1.0,
        whole: None,
        counts: true,
    };
    Side {
        events: (0..count).map(event).collect(),
        ..Side::default()
    }
}

/// The median time of a run in milliseconds.
fn time(plan: &Plan, samples: u32, runs: u32) -> f64 {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            let mut run = Run::new(plan.clone(), 2024, samples);
            while !run.step(4_096) {}
            black_box(run.results());
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// The greatest memory of this process so far, where the system tells.
fn peak() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    Some(
        line.split_whitespace()
            .skip(1)
            .collect::<Vec<_>>()
            .join(" "),
    )
}
