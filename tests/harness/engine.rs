//! The three engines that the page must work in.

use std::fmt;
use std::str::FromStr;

use anyhow::{Context as _, anyhow};

use crate::Result;

/// A browser engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, headless.
    Chromium,
    /// Firefox ESR, headless.
    Firefox,
    /// `WebKitGTK`'s `MiniBrowser` on a display that nobody sees.
    Webkit,
}

impl Engine {
    /// The engine named by `MUCTIEU_ENGINE`.
    pub fn from_environment() -> Result<Self> {
        let name = std::env::var("MUCTIEU_ENGINE");
        name.context("MUCTIEU_ENGINE is not set: run `cargo xtask test --only journeys`")?
            .parse()
    }
}

impl FromStr for Engine {
    type Err = anyhow::Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "chromium" => Ok(Self::Chromium),
            "firefox" => Ok(Self::Firefox),
            "webkit" => Ok(Self::Webkit),
            other => Err(anyhow!(
                "there is no engine “{other}”: chromium, firefox, webkit"
            )),
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        })
    }
}
