//! Browsers and their drivers, from the system's packages.

use anyhow::{Context as _, Result, bail};
use xtask::programs;

use super::announce;
use crate::options::Engine;
use crate::process::{ask, on_path, program, run};

/// Installs what these engines need and this machine lacks.
pub fn install(engines: &[Engine]) -> Result<()> {
    let mut missing = Vec::new();
    for engine in engines {
        missing.extend(lacks(*engine));
    }
    if missing.is_empty() {
        return Ok(());
    }
    packages(&missing, "browsers and drivers")?;
    let still: Vec<_> = engines
        .iter()
        .filter(|engine| !lacks(**engine).is_empty())
        .map(|engine| engine.name())
        .collect();
    if !still.is_empty() {
        bail!(
            "the packages are installed, but these browsers are still not found: {}",
            still.join(", ")
        );
    }
    Ok(())
}

/// The Debian packages that an engine lacks. geckodriver is none of them: Debian has no package of it.
fn lacks(engine: Engine) -> Vec<&'static str> {
    let missing = |names: &[&str], package| programs::on_path(names).is_none().then_some(package);
    let packages = match engine {
        Engine::Chromium => vec![
            missing(programs::CHROMIUM, "chromium"),
            missing(programs::CHROMEDRIVER, "chromium-driver"),
        ],
        Engine::Firefox => vec![missing(programs::FIREFOX, "firefox-esr")],
        Engine::Webkit => vec![
            missing(programs::WEBKITDRIVER, "webkit2gtk-driver"),
            programs::mini_browser()
                .is_none()
                .then_some("webkit2gtk-driver"),
            missing(programs::XVFB, "xvfb"),
        ],
    };
    packages.into_iter().flatten().collect()
}

/// Installs Debian packages, or says which ones a person has to install.
pub fn packages(names: &[&str], what: &str) -> Result<()> {
    let list = names.join(" ");
    let is_root = ask(program("id").arg("-u")).as_deref() == Some("0");
    if on_path("apt-get").is_none() {
        bail!("please install {what} (on Debian the packages are: {list}), then run this again");
    }
    if !is_root {
        bail!(
            "please install {what}, then run this again:\n  sudo apt-get update && sudo apt-get install -y {list}"
        );
    }
    announce(&format!("{what} ({list})"), "a few minutes");
    let apt = |words: &[&str]| {
        let mut apt = program("apt-get");
        apt.args(["-qq", "-o=Dpkg::Use-Pty=0"])
            .args(words)
            .env("DEBIAN_FRONTEND", "noninteractive");
        // Hundreds of lines of unpacking tell nobody anything.
        apt.stdout(std::process::Stdio::null());
        apt
    };
    run(&mut apt(&["update"])).context("the list of packages could not be updated")?;
    run(apt(&["install", "-y"]).args(names))
        .with_context(|| format!("{what} could not be installed"))
}
