//! What the commands need on this machine: found where it is, installed where it is missing.
//!
//! Our own tools go into a cache folder, one per name and version, so that projects and versions live side by
//! side; only browsers come from the system's packages.

mod browsers;
mod cargo_tools;
mod npm;
mod rust;

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::options::Engine;

/// The tools found or installed.
#[derive(Debug, Default)]
pub struct Tools {
    /// Folders to search before PATH.
    folders: Vec<PathBuf>,
    /// axe-core's script; only there when browsers are.
    pub axe: Option<PathBuf>,
}

impl Tools {
    /// PATH with our folders before it.
    pub fn path(&self) -> Result<OsString> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = self
            .folders
            .iter()
            .cloned()
            .chain(std::env::split_paths(&path));
        Ok(std::env::join_paths(folders)?)
    }
}

/// What building the page takes.
pub fn for_build() -> Result<Tools> {
    rust::wasm_target()?;
    let mut tools = Tools::default();
    tools.folders.extend(cargo_tools::trunk()?);
    tools.folders.extend(cargo_tools::wasm_bindgen()?);
    tools.folders.extend(npm::wasm_opt()?);
    Ok(tools)
}

/// What the lints take, beside Rust.
pub fn for_lints() -> Result<()> {
    rust::wasm_target()?;
    rust::component("rustfmt", &["fmt", "--version"])?;
    rust::component("clippy", &["clippy", "--version"])
}

/// What building the page and opening it in these browsers takes.
pub fn for_browsers(engines: &[Engine]) -> Result<Tools> {
    browsers::install(engines)?;
    let mut tools = for_build()?;
    if engines.contains(&Engine::Firefox) {
        tools.folders.extend(cargo_tools::geckodriver()?);
    }
    tools.axe = Some(npm::axe()?);
    Ok(tools)
}

/// The folder of a tool of this name and version.
fn cached(name: &str, version: &str) -> Result<PathBuf> {
    let cache = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    let cache = cache.or_else(|| std::env::home_dir().map(|home| home.join(".cache")));
    let cache = cache.context("there is no home folder to keep tools in: set XDG_CACHE_HOME")?;
    Ok(cache
        .join("muctieu/tools")
        .join(format!("{name}-{version}")))
}

/// Says what is being installed and how long one waits.
fn announce(what: &str, time: &str) {
    println!("Installing {what} (first time only, {time}) …");
}
