//! Prints the built-in workspace as JSON: `cargo run -p muctieu-core --example workspace [-- --illustration | --empty]`.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::process::ExitCode;

use muctieu_core::lang::{Lang, Say};
use muctieu_core::{builtin, store};

fn main() -> ExitCode {
    let workspace = match std::env::args().nth(1).as_deref() {
        None => builtin::resolution(),
        Some("--illustration") => builtin::illustration(),
        Some("--empty") => builtin::empty(),
        Some(other) => {
            eprintln!("unknown option: {other}");
            return ExitCode::FAILURE;
        }
    };
    match workspace.and_then(|workspace| store::write_pretty(&workspace)) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}", error.say(Lang::En));
            ExitCode::FAILURE
        }
    }
}
