//! The parts of the Rust toolchain.

use std::path::Path;

use anyhow::{Result, bail};

use super::announce;
use crate::process::{ask, on_path, program, run};

const TARGET: &str = "wasm32-unknown-unknown";

/// The WebAssembly target of the toolchain in use.
///
/// We ask rustc, not rustup: distributions bring the target in packages of their own. And we install it
/// ourselves, because `RUSTUP_AUTO_INSTALL=0` forbids rustup to do so unasked.
pub fn wasm_target() -> Result<()> {
    let sysroot = ask(program("rustc").args(["--print", "sysroot"])).unwrap_or_default();
    if Path::new(&sysroot)
        .join("lib/rustlib")
        .join(TARGET)
        .is_dir()
    {
        return Ok(());
    }
    if on_path("rustup").is_none() {
        bail!(
            "this Rust has no {TARGET} target and there is no rustup to add it: install the target or rustup"
        );
    }
    announce(&format!("Rust's target {TARGET}"), "less than a minute");
    run(program("rustup").args(["target", "add", TARGET]))
}

/// A component such as rustfmt, which minimal toolchains leave out.
pub fn component(name: &str, check: &[&str]) -> Result<()> {
    if ask(program("cargo").args(check)).is_some() {
        return Ok(());
    }
    if on_path("rustup").is_none() {
        bail!(
            "cargo {} does not run and there is no rustup to add {name}: install {name}",
            check.join(" ")
        );
    }
    announce(name, "less than a minute");
    run(program("rustup").args(["component", "add", name]))
}
