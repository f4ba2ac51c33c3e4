//! Tools that are Rust programs, built from their crates.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use super::{announce, cached};
use crate::process::{ask, on_path, program, root, run};

struct Tool<'a> {
    title: &'a str,
    krate: &'a str,
    /// The program that says its version; the others come with it.
    binary: &'a str,
    version: &'a str,
    /// Whether to build with the crate's own lock file.
    locked: bool,
    time: &'a str,
}

/// Trunk 0.22 needs a newer Rust than ours.
pub fn trunk() -> Result<Option<PathBuf>> {
    let (version, time) = ("0.21.14", "6–11 minutes");
    Tool {
        title: "Trunk",
        krate: "trunk",
        binary: "trunk",
        version,
        locked: true,
        time,
    }
    .provide()
}

/// Must equal the library in Cargo.lock, to the last digit.
pub fn wasm_bindgen() -> Result<Option<PathBuf>> {
    let version = locked_version("wasm-bindgen")?;
    let (title, krate, time) = ("wasm-bindgen", "wasm-bindgen-cli", "2–3 minutes");
    // Its lock file names a dependency that has left the registry.
    Tool {
        title,
        krate,
        binary: "wasm-bindgen",
        version: &version,
        locked: false,
        time,
    }
    .provide()
}

pub fn geckodriver() -> Result<Option<PathBuf>> {
    let (title, version, time) = ("geckodriver", "0.36.0", "2 minutes");
    Tool {
        title,
        krate: "geckodriver",
        binary: "geckodriver",
        version,
        locked: true,
        time,
    }
    .provide()
}

impl Tool<'_> {
    /// The folder to put before PATH; none when PATH has this very version already.
    fn provide(&self) -> Result<Option<PathBuf>> {
        if on_path(self.binary).is_some_and(|path| self.is_right(&path)) {
            return Ok(None);
        }
        let folder = cached(self.binary, self.version)?;
        let bin = folder.join("bin");
        if !self.is_right(&bin.join(self.binary)) {
            announce(&format!("{} {}", self.title, self.version), self.time);
            self.install(&folder)?;
        }
        if !self.is_right(&bin.join(self.binary)) {
            bail!(
                "{} was installed into {} but does not run there",
                self.title,
                folder.display()
            );
        }
        Ok(Some(bin))
    }

    fn install(&self, folder: &std::path::Path) -> Result<()> {
        let mut cargo = program("cargo");
        cargo
            .args([
                "install",
                "--quiet",
                "--force",
                self.krate,
                "--version",
                self.version,
                "--root",
            ])
            .arg(folder);
        if self.locked {
            cargo.arg("--locked");
        }
        // It runs for seconds at a time: a quick build of it is worth more than a quick program. Trunk asks for all of
        // its crates to be optimised as one, which takes longer than everything else here.
        cargo
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
        // A tool is no part of the project: it must not wait for the project's target folder, nor fill it.
        cargo.env_remove("CARGO_TARGET_DIR").env_remove("RUSTFLAGS");
        run(&mut cargo).with_context(|| format!("{} could not be installed", self.title))
    }

    /// Whether this file runs and says our version: `name 1.2.3 …` on its first line.
    fn is_right(&self, file: &std::path::Path) -> bool {
        let said = ask(program(file).arg("--version").env_remove("NO_COLOR")).unwrap_or_default();
        said.lines()
            .next()
            .is_some_and(|line| line.split_whitespace().any(|word| word == self.version))
    }
}

/// The version of a crate in Cargo.lock.
fn locked_version(krate: &str) -> Result<String> {
    let lock =
        fs::read_to_string(root().join("Cargo.lock")).context("Cargo.lock cannot be read")?;
    version_in(&lock, krate).with_context(|| format!("Cargo.lock does not name {krate}"))
}

fn version_in(lock: &str, krate: &str) -> Option<String> {
    let wanted = format!("name = \"{krate}\"");
    let mut lines = lock.lines().skip_while(|line| *line != wanted);
    lines
        .nth(1)?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn reads_a_version_from_the_lock_file() {
        let lock = "[[package]]\nname = \"a-b\"\nversion = \"9.9.9\"\n\n[[package]]\nname = \"a\"\nversion = \"0.2.1\"\n";
        assert_eq!(version_in(lock, "a").as_deref(), Some("0.2.1"));
        assert_eq!(version_in(lock, "c"), None);
    }
}
