//! `cargo xtask test`: everything that must hold, stage by stage, with a summary at the end.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use xtask::programs;

use crate::options::{Engine, Part, Test};
use crate::process::{cargo, root, run as run_process};
use crate::setup::{self, Tools};
use crate::{build, journeys};

const WASM: &str = "wasm32-unknown-unknown";

/// The stages so far: name, time, and whether all is well.
#[derive(Default)]
struct Report(Vec<(String, Duration, bool)>);

impl Report {
    /// Runs a stage. A failure is shown and kept, and the next stage runs all the same: whoever waits for a
    /// whole run wants to know everything that is wrong.
    fn stage(&mut self, name: &str, stage: impl FnOnce() -> Result<()>) -> bool {
        println!("\n== {name}");
        let start = Instant::now();
        let result = stage();
        if let Err(error) = &result {
            eprintln!("{name}: {error:#}");
        }
        self.0
            .push((name.to_owned(), start.elapsed(), result.is_ok()));
        result.is_ok()
    }

    fn finish(self) -> Result<()> {
        println!("\n== Summary");
        for (name, time, passed) in &self.0 {
            println!(
                "{:<6} {:>6.1} s  {name}",
                if *passed { "ok" } else { "FAILED" },
                time.as_secs_f64()
            );
        }
        let failed = self.0.iter().filter(|(_, _, passed)| !passed).count();
        if failed > 0 {
            bail!("{failed} of {} stages failed", self.0.len());
        }
        Ok(())
    }
}

pub fn run(options: &Test) -> Result<()> {
    let mut report = Report::default();
    if options.wants(Part::Lint) {
        lint(&mut report);
    }
    if options.wants(Part::Core) {
        report.stage("core tests, with doc tests and property tests", core);
    }
    let engines = wanted_engines(options);
    if !engines.is_empty() {
        let mut tools = None;
        let ready = report.stage("set-up of tools and browsers", || {
            tools = Some(setup::for_browsers(&engines)?);
            Ok(())
        });
        if let Some(tools) = tools.filter(|_| ready) {
            browse(&mut report, options, &tools);
        }
    }
    report.finish()
}

/// Component tests run in Chromium; journeys in each engine asked for.
fn wanted_engines(options: &Test) -> Vec<Engine> {
    let mut engines = Vec::new();
    if options.wants(Part::Component) {
        engines.push(Engine::Chromium);
    }
    if options.wants(Part::Journeys) {
        engines.extend(
            options
                .engines()
                .iter()
                .filter(|engine| !engines.contains(engine))
                .copied()
                .collect::<Vec<_>>(),
        );
    }
    engines
}

fn lint(report: &mut Report) {
    report.stage("format", || {
        setup::for_lints()?;
        run_process(&mut cargo(&["fmt", "--all", "--check"]))
    });
    report.stage("clippy, native", || {
        run_process(&mut cargo(&[
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]))
    });
    report.stage("clippy, WebAssembly", || {
        let mut clippy = cargo(&[
            "clippy",
            "--quiet",
            "--package",
            "muctieu",
            "--package",
            "muctieu-simulate",
            "--package",
            "muctieu-worker",
            "--target",
            WASM,
        ]);
        clippy.args(["--lib", "--bins", "--tests", "--", "-D", "warnings"]);
        // The page must not use what a browser does not have: a list of its own.
        run_process(clippy.env("CLIPPY_CONF_DIR", root().join("xtask/clippy-wasm")))
    });
}

fn core() -> Result<()> {
    run_process(&mut cargo(&[
        "test",
        "--quiet",
        "--package",
        "muctieu-core",
        "--package",
        "muctieu-chart",
        "--package",
        "muctieu-simulate",
        "--package",
        "xtask",
        // What of the page knows no browser: storage, forms, words.
        "--package",
        "muctieu",
        // The published schema is compared with what the code says.
        "--features",
        "muctieu-core/schema",
    ]))
}

fn browse(report: &mut Report, options: &Test, tools: &Tools) {
    if options.wants(Part::Component) {
        report.stage("component tests in Chromium", || component(tools));
    }
    if options.wants(Part::Journeys) {
        let built = options.keep_dist || report.stage("release build", || build::with(tools));
        // Without a page there is nothing to journey through, and yesterday's would prove nothing.
        for engine in options.engines().iter().filter(|_| built) {
            report.stage(&format!("journeys in {}", engine.name()), || {
                journeys::run_in(*engine, tools, &options.rest)
            });
        }
    }
}

fn component(tools: &Tools) -> Result<()> {
    let driver: PathBuf =
        programs::on_path(programs::CHROMEDRIVER).context("there is no chromedriver")?;
    // Not `--quiet`: Cargo would hand it on to the runner, which does not know it.
    let mut test = cargo(&[
        "test",
        "--package",
        "muctieu",
        "--target",
        WASM,
        "--lib",
        "--bins",
        "--tests",
    ]);
    test.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
        "wasm-bindgen-test-runner",
    );
    // The options of the browser are in webdriver.json.
    test.env("CHROMEDRIVER", driver)
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("PATH", tools.path()?);
    run_process(&mut test)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io;

    use super::root;

    #[test]
    fn the_lints_for_webassembly_hold_all_the_native_ones() -> io::Result<()> {
        let native = fs::read_to_string(root().join("clippy.toml"))?;
        let wasm = fs::read_to_string(root().join("xtask/clippy-wasm/clippy.toml"))?;
        for line in native.lines().filter(|line| !line.starts_with('#')) {
            assert!(
                wasm.lines().any(|other| other == line),
                "xtask/clippy-wasm/clippy.toml lacks: {line}"
            );
        }
        Ok(())
    }
}
