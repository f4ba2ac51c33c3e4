//! What the examples that judge a workspace share: options, a workspace on standard input, an answer or one clear line.
#![allow(clippy::print_stderr)]

use std::io::{ErrorKind, Read, Write};
use std::process::ExitCode;

use jiff::civil::Date;
use muctieu_core::lang::{Lang, Say};
use muctieu_core::scenario::Scenario;
use muctieu_core::store;
use muctieu_core::workspace::Workspace;

/// What was asked, and of what.
pub struct Input {
    /// The workspace on standard input.
    pub workspace: Workspace,
    /// The date that was asked for, or the workspace's own.
    pub as_of: Date,
    scenario: Option<String>,
}

impl Input {
    /// Reads the options `--as-of` and `--scenario`, and a workspace on standard input. Other options are offered to
    /// `more` with their values: it gives true for those that it knows.
    pub fn read(
        usage: &str,
        mut more: impl FnMut(&str, &str) -> Result<bool, String>,
    ) -> Result<Self, String> {
        let (mut as_of, mut scenario) = (None, None);
        let mut args = std::env::args().skip(1);
        while let Some(option) = args.next() {
            let value = args.next();
            let known = match (option.as_str(), &value) {
                ("--as-of", Some(value)) => {
                    let date = value.parse::<Date>();
                    as_of =
                        Some(date.map_err(|_| {
                            format!("--as-of: {value:?} is not a date (YYYY-MM-DD)")
                        })?);
                    true
                }
                ("--scenario", Some(value)) => {
                    scenario = Some(value.clone());
                    true
                }
                (other, value) => more(other, value.as_deref().unwrap_or(""))?,
            };
            if !known {
                return Err(match value {
                    None if matches!(option.as_str(), "--as-of" | "--scenario") => {
                        format!("{option} needs a value")
                    }
                    _ => format!("unknown option: {option:?}; usage: {usage}"),
                });
            }
        }
        let mut text = String::new();
        std::io::stdin()
            .read_to_string(&mut text)
            .map_err(|error| format!("standard input: {error}"))?;
        let workspace = store::read(&text).map_err(|error| error.say(Lang::En))?;
        Ok(Self {
            as_of: as_of.unwrap_or_else(|| workspace.default_as_of()),
            workspace,
            scenario,
        })
    }

    /// The scenario that was asked for, by its name or its id.
    pub fn scenario(&self) -> Result<Option<&Scenario>, String> {
        let Some(name) = &self.scenario else {
            return Ok(None);
        };
        let mut all = self.workspace.scenarios.iter();
        let found = all.find(|scenario| scenario.name == *name || *scenario.id.0 == **name);
        found
            .map(Some)
            .ok_or_else(|| format!("no scenario is called {name:?}"))
    }
}

/// Prints the answer, or why there is none.
pub fn answer(result: Result<String, String>) -> ExitCode {
    let printed = match result {
        Ok(text) => writeln!(std::io::stdout(), "{text}"),
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::FAILURE;
        }
    };
    match printed {
        // A reader that has seen enough (`| head`) is no error.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            eprintln!("standard output: {error}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}
