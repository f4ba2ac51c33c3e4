//! The same simulation in the worker and natively, in turns, so that both meet the same other work of the machine.

use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context as _, ensure};
use muctieu_journeys::simulator::Simulated;
use muctieu_journeys::{Page, Result};
use serde_json::Value;

use crate::table::{Table, quantile};

/// Runs of each, and those before that do not count: a browser compiles what it runs often.
const RUNS: usize = 25;
const WARM: usize = 5;

/// A plan as the native side tells it.
struct Plan {
    name: String,
    /// Seed, samples, words, numbers.
    message: Vec<Value>,
}

/// The native side: `crates/simulate/examples/beside.rs`, built as the worker is.
struct Native {
    child: Child,
    ask: ChildStdin,
    hear: Lines<BufReader<ChildStdout>>,
}

impl Native {
    fn start() -> Result<Self> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut child = Command::new(cargo)
            .args(["run", "--quiet", "--profile", "worker"])
            .args(["--package", "muctieu-simulate", "--example", "beside"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let ask = child.stdin.take().context("no way to ask")?;
        let hear = child.stdout.take().context("no way to hear")?;
        Ok(Self {
            child,
            ask,
            hear: BufReader::new(hear).lines(),
        })
    }

    fn line(&mut self) -> Result<String> {
        Ok(self.hear.next().context("the native side has ended")??)
    }

    fn plans(&mut self) -> Result<Vec<Plan>> {
        let mut plans = Vec::new();
        loop {
            let line = self.line()?;
            let mut parts = line.split(';');
            let Some(name) = parts.next().filter(|name| !name.is_empty()) else {
                return Ok(plans);
            };
            let message = parts.map(|part| Ok(serde_json::from_str(part)?));
            let message = message.collect::<Result<_>>()?;
            let name = name.to_owned();
            plans.push(Plan { name, message });
        }
    }

    fn run(&mut self, plan: usize) -> Result<Simulated> {
        writeln!(self.ask, "{plan}")?;
        let line = self.line()?;
        let (time, words) = line.split_once(';').context("no time")?;
        Ok(Simulated {
            time: time.parse()?,
            words: serde_json::from_str(words)?,
        })
    }
}

/// 100,000 samples of 31 targets, a base and a scenario, natively and in the worker; the results must be the same bits.
pub async fn native_and_worker(page: &Page) -> Result<Table> {
    let mut table =
        Table::new("100,000 samples × 31 targets, base and scenario: worker and native");
    let mut native = Native::start()?;
    page.open("#/").await?;
    for (at, plan) in native.plans()?.into_iter().enumerate() {
        let (mut here, mut there, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
        for round in 0..WARM + RUNS {
            let ours = native.run(at)?;
            let theirs = page.simulate(&plan.message).await?;
            ensure!(ours.words == theirs.words, "{}: other results", plan.name);
            if round >= WARM {
                here.push(ours.time);
                there.push(theirs.time);
                ratios.push(theirs.time / ours.time);
            }
        }
        table.times(&format!("native, {}", plan.name), &here);
        table.times(&format!("worker, {}", plan.name), &there);
        let [low, median, high] = [0.25, 0.5, 0.75].map(|share| quantile(&ratios, share));
        table.row(
            &format!("worker ÷ native, {}", plan.name),
            format!("median {median:.2}, half of them {low:.2} to {high:.2}"),
        );
        let fastest = |times: &[f64]| quantile(times, 0.0);
        table.row(
            &format!("the fastest of each, {}", plan.name),
            format!("{:.2}", fastest(&there) / fastest(&here)),
        );
    }
    drop(native.ask);
    native.child.wait()?;
    Ok(table)
}
