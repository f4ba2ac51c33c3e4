//! Prints the built-in workspace as JSON: `cargo run -p muctieu-core --example workspace [-- --illustration | --empty]`.
#![allow(clippy::print_stderr)]

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use muctieu_core::lang::{Lang, Say};
use muctieu_core::{builtin, store};

fn main() -> ExitCode {
    let options: Vec<String> = std::env::args().skip(1).collect();
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let workspace = match options.as_slice() {
        [] => builtin::resolution(),
        ["--illustration"] => builtin::illustration(),
        ["--empty"] => builtin::empty(),
        other => {
            eprintln!("unknown options: {other:?}; usage: workspace [--illustration | --empty]");
            return ExitCode::FAILURE;
        }
    };
    match workspace.and_then(|workspace| store::write_pretty(&workspace)) {
        Ok(text) => match writeln!(std::io::stdout(), "{text}") {
            // A reader that has seen enough (`| head`) is no error.
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                eprintln!("standard output: {error}");
                ExitCode::FAILURE
            }
            _ => ExitCode::SUCCESS,
        },
        Err(error) => {
            eprintln!("{}", error.say(Lang::En));
            ExitCode::FAILURE
        }
    }
}
