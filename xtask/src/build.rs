//! `cargo xtask build`: the page, built by Trunk into dist/ and sealed (see `seal`).

use std::fs;
use std::time::Instant;

use anyhow::{Context as _, Result};

use crate::process::{self, root};
use crate::setup::{self, Tools};

pub fn run() -> Result<()> {
    let tools = setup::for_build()?;
    with(&tools)
}

/// Builds with tools that are already there.
pub fn with(tools: &Tools) -> Result<()> {
    let start = Instant::now();
    println!("Building the page (release) …");
    // Trunk runs offline, so that it takes our tools or says what is wrong with them instead of downloading
    // others. It hands that on to Cargo, which therefore must have every crate by now.
    process::run(process::cargo(&["fetch", "--quiet", "--locked"]).env("PATH", tools.path()?))?;
    let mut trunk = process::program("trunk");
    trunk
        .args(["build", "--release", "--offline"])
        .env("PATH", tools.path()?);
    // With NO_COLOR=1 Trunk 0.21 stops: it reads the variable as an option and wants true or false.
    trunk.env_remove("NO_COLOR");
    process::run(&mut trunk).context("the page could not be built")?;
    println!(
        "Built dist/ in {:.0} s: {}",
        start.elapsed().as_secs_f64(),
        contents()?
    );
    Ok(())
}

/// Number and size of the files in dist/, in words.
fn contents() -> Result<String> {
    let mut folders = vec![root().join("dist")];
    let (mut count, mut bytes) = (0_u32, 0_u64);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let data = entry.metadata()?;
            if data.is_dir() {
                folders.push(entry.path());
            } else {
                count += 1;
                bytes += data.len();
            }
        }
    }
    Ok(format!(
        "{count} files, {} kB before compression",
        bytes.div_ceil(1000)
    ))
}
