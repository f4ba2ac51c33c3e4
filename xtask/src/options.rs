//! The options of the commands, read from the words after them.

use std::ffi::OsString;

use anyhow::{Result, bail};
use lexopt::prelude::*;

/// A browser engine that the journeys know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    Webkit,
}

impl Engine {
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];

    /// The name that `MUCTIEU_ENGINE` takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    pub fn parse(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|engine| engine.name() == name);
        found.ok_or_else(|| {
            anyhow::anyhow!("there is no engine “{name}”: chromium, firefox, webkit")
        })
    }
}

/// A part of `cargo xtask test`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Lint,
    Core,
    Component,
    Journeys,
}

/// The options of `serve`.
#[derive(Debug)]
pub struct Serve {
    pub port: u16,
    pub build: bool,
}

/// The options of `test`.
#[derive(Debug, Default)]
pub struct Test {
    /// Empty means all.
    pub only: Vec<Part>,
    /// Empty means all.
    pub engines: Vec<Engine>,
    pub keep_dist: bool,
    /// For the journeys' test runner.
    pub rest: Vec<OsString>,
}

impl Test {
    pub fn wants(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }

    pub fn engines(&self) -> &[Engine] {
        if self.engines.is_empty() {
            &Engine::ALL
        } else {
            &self.engines
        }
    }
}

pub fn none(words: Vec<OsString>) -> Result<()> {
    match lexopt::Parser::from_args(words).next()? {
        None => Ok(()),
        Some(argument) => Err(argument.unexpected().into()),
    }
}

pub fn serve(words: Vec<OsString>) -> Result<Serve> {
    let mut options = Serve {
        port: 8080,
        build: true,
    };
    let mut parser = lexopt::Parser::from_args(words);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("port") => options.port = parser.value()?.parse()?,
            Long("no-build") => options.build = false,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(options)
}

pub fn test(words: Vec<OsString>) -> Result<Test> {
    let mut options = Test::default();
    let mut parser = lexopt::Parser::from_args(words);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("only") => options
                .only
                .push(match parser.value()?.to_string_lossy().as_ref() {
                    "lint" => Part::Lint,
                    "core" => Part::Core,
                    "component" => Part::Component,
                    "journeys" => Part::Journeys,
                    other => bail!("there is no stage “{other}”: lint, core, component, journeys"),
                }),
            Long("engine") => options
                .engines
                .push(Engine::parse(&parser.value()?.to_string_lossy())?),
            Long("no-build") => options.keep_dist = true,
            // What follows `--`.
            Value(word) => options.rest.push(word),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(options)
}
