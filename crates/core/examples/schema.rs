//! Prints the JSON Schema of the workspace file:
//! `cargo run -p muctieu-core --features schema --example schema > docs/workspace.schema.json`.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::process::ExitCode;

fn main() -> ExitCode {
    match muctieu_core::store::schema::text() {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
