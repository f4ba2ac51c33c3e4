//! Running the package that steers browsers (`tests/`): its journeys, `cargo xtask shots` and `cargo xtask bench`.
//!
//! It is a package of its own so that `serve` and `build` need not compile a `WebDriver` client first.

use std::ffi::OsString;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::build;
use crate::options::Engine;
use crate::process::{cargo, root, run};
use crate::setup::{self, Tools};

/// `cargo xtask shots`
pub fn picture(words: Vec<OsString>) -> Result<()> {
    let named = words
        .iter()
        .position(|word| word == "--engine")
        .and_then(|at| words.get(at + 1));
    let engine = named.map_or(Ok(Engine::Chromium), |name| {
        Engine::parse(&name.to_string_lossy())
    })?;
    browse("shots", engine, words)
}

/// `cargo xtask bench`
pub fn measure(words: Vec<OsString>) -> Result<()> {
    browse("bench", Engine::Chromium, words)
}

fn browse(binary: &str, engine: Engine, mut words: Vec<OsString>) -> Result<()> {
    let tools = setup::for_browsers(&[engine])?;
    let count = words.len();
    words.retain(|word| word != "--no-build");
    if words.len() == count {
        build::with(&tools)?;
    }
    // Release: the bench compresses every file with brotli at its slowest level.
    let mut command = cargo(&[
        "run",
        "--quiet",
        "--release",
        "--package",
        "muctieu-journeys",
        "--bin",
        binary,
        "--",
    ]);
    equip(&mut command, &tools, engine)?;
    run(command.args(words))
}

/// Runs the journeys in one browser; `words` go to the test runner.
pub fn run_in(engine: Engine, tools: &Tools, words: &[OsString]) -> Result<()> {
    let mut command = cargo(&["test", "--quiet", "--package", "muctieu-journeys", "--"]);
    equip(&mut command, tools, engine)?;
    run(command.args(words))
}

/// What the package expects in its environment.
fn equip(command: &mut Command, tools: &Tools, engine: Engine) -> Result<()> {
    let axe = tools.axe.as_ref().context("axe-core was not set up")?;
    command
        .env("PATH", tools.path()?)
        .env("MUCTIEU_AXE", axe)
        .env("MUCTIEU_ENGINE", engine.name());
    command.env("MUCTIEU_DIST", root().join("dist"));
    // An error of a journey says what it waited for; where in the harness it did so helps nobody.
    command.env("RUST_LIB_BACKTRACE", "0");
    Ok(())
}
