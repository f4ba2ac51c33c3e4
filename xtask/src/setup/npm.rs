//! Tools that come from npm: binaryen's wasm-opt, and axe-core for the journeys.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::{announce, browsers, cached};
use crate::process::{ask, on_path, program, root, run};

/// The version of axe-core; a newer one may find more, so a change is a change of the tests.
const AXE: &str = "4.14.1";

/// The folder to put before PATH; none when PATH has this very version already.
///
/// The packages of distributions are years older and refuse what today's compilers write.
pub fn wasm_opt() -> Result<Option<PathBuf>> {
    let version = wasm_opt_version()?;
    if on_path("wasm-opt").is_some_and(|path| is_wasm_opt(&path, &version)) {
        return Ok(None);
    }
    let folder = cached("binaryen", &version)?;
    let bin = folder.join("node_modules/.bin");
    if !is_wasm_opt(&bin.join("wasm-opt"), &version) {
        announce(&format!("wasm-opt {version}"), "less than a minute");
        install(&folder, "binaryen", &version)?;
    }
    if !is_wasm_opt(&bin.join("wasm-opt"), &version) {
        bail!(
            "wasm-opt was installed into {} but does not run there",
            folder.display()
        );
    }
    Ok(Some(bin))
}

/// The script of axe-core.
pub fn axe() -> Result<PathBuf> {
    let folder = cached("axe-core", AXE)?;
    let script = folder.join("node_modules/axe-core/axe.min.js");
    if !script.is_file() {
        announce(&format!("axe-core {AXE}"), "seconds");
        install(&folder, "axe-core", AXE)?;
    }
    Ok(script)
}

fn install(folder: &Path, package: &str, version: &str) -> Result<()> {
    if on_path("npm").is_none() {
        browsers::packages(&["nodejs", "npm"], "npm")?;
    }
    fs::create_dir_all(folder)?;
    let mut npm = program("npm");
    npm.args([
        "install",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--loglevel=error",
        "--prefix",
    ])
    .arg(folder);
    run(npm.arg(format!("{package}@{version}")))
        .with_context(|| format!("{package} could not be installed"))
}

/// `wasm-opt version 132 (version_132)`
fn is_wasm_opt(file: &Path, version: &str) -> bool {
    let said = ask(program(file).arg("--version")).unwrap_or_default();
    said.split_whitespace().nth(2) == Some(version)
}

/// Trunk insists on the version in Trunk.toml, so that is where it is written down.
fn wasm_opt_version() -> Result<String> {
    let trunk =
        fs::read_to_string(root().join("Trunk.toml")).context("Trunk.toml cannot be read")?;
    let value = trunk.lines().find_map(|line| {
        line.strip_prefix("wasm_opt = \"version_")?
            .strip_suffix('"')
    });
    Ok(value
        .context("Trunk.toml names no wasm_opt = \"version_…\"")?
        .to_owned())
}
