//! The project's own commands: `cargo xtask serve | test | build | shots | bench`.
//!
//! Each first installs what it needs and does not find; nothing is installed twice.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "printing is what a command is for"
)]

mod build;
mod journeys;
mod options;
mod process;
mod seal;
mod serve;
mod setup;
mod split;
mod style;
mod test;

use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo xtask <command> [options]

  serve   build the page and serve it on this machine
            --port N        first port to try (8080)
            --no-build      serve dist/ as it is
  build   build the page into dist/: copy it to any folder of any static host
  test    everything that must hold: format, lints, tests, build, journeys in three browsers
            --only STAGE    lint, core, component, journeys; may be repeated
            --engine NAME   chromium, firefox, webkit; may be repeated
            --no-build      run the journeys on dist/ as it is
            -- ARGS         for the journeys' test runner, for example a part of a name
  shots   pictures of every screen into target/shots/
            --engine NAME, --screen NAME, --full, --no-build
  bench   sizes and times, printed and not judged
            --no-build, --rounds N
            --simulation    only the simulation, and the worker beside the native kernel
            --analyses      only the studio's analyses
            --screens       only changes of screen
  bench calibration
          how often the model's bands hold and how good its probabilities are, on synthetic and published series
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// `cargo xtask bench` measures the page, `cargo xtask bench calibration` the model.
fn bench(mut words: Vec<std::ffi::OsString>) -> anyhow::Result<()> {
    if words.first().is_none_or(|word| word != "calibration") {
        return journeys::measure(words);
    }
    options::none(words.split_off(1))?;
    process::run(&mut process::cargo(&[
        "run",
        "--quiet",
        "--release",
        "--package",
        "muctieu-core",
        "--example",
        "calibration",
    ]))
}

fn run() -> anyhow::Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let command = arguments
        .next()
        .map(|name| name.to_string_lossy().into_owned());
    let rest: Vec<_> = arguments.collect();
    match command.as_deref() {
        Some("serve") => serve::run(&options::serve(rest)?),
        Some("build") => options::none(rest).and_then(|()| build::run()),
        Some("test") => test::run(&options::test(rest)?),
        Some("shots") => journeys::picture(rest),
        Some("bench") => bench(rest),
        // Called by Trunk, see Trunk.toml.
        Some("seal") => seal::hook(),
        Some("help" | "--help" | "-h") => {
            print!("{HELP}");
            Ok(())
        }
        other => {
            print!("{HELP}");
            anyhow::bail!(
                "{}",
                other.map_or("say which command".to_owned(), |name| format!(
                    "there is no command “{name}”"
                ))
            )
        }
    }
}
