//! Splits the page's program in two: what the first screen needs, and the rest, which is loaded after it.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "sizes and numbers in a module of WebAssembly have 32 bits"
)]

mod data;
mod glue;
mod module;
mod plan;
mod publish;
mod sheets;
#[cfg(test)]
mod tests;
mod uses;
mod write;

use anyhow::{Result, ensure};

use module::Module;
pub use publish::publish;
use uses::Uses;

/// The two modules.
pub struct Halves {
    /// What the page starts with.
    pub first: Vec<u8>,
    /// What it loads later.
    pub second: Vec<u8>,
    /// The script that the first one is started by.
    pub glue: String,
}

/// Whether the linker's name is that of a function which stands between the first screen and everything else: one of the
/// page's module `later`, and not a closure in one.
fn is_gate(name: &str) -> bool {
    let Some(path) = name.strip_prefix("_ZN7muctieu5later") else {
        return false;
    };
    let digits = path.bytes().take_while(u8::is_ascii_digit).count();
    let (length, rest) = path.split_at(digits);
    let hash = length
        .parse()
        .ok()
        .and_then(|length: usize| rest.get(length..));
    // What follows the function's name is a hash of sixteen digits.
    hash.is_some_and(|hash| hash.starts_with("17h") && hash.len() == 20)
}

/// Whether the linker's name is that of a function which is reached only through a table of methods, and which only
/// screens of the second half ask for: a projection's formula in words. The first screen shows none, and each kind of
/// projection brings its own.
fn is_put_off(name: &str) -> bool {
    name.contains("$u20$as$u20$muctieu_core..forecast..Forecast$GT$7formula17h")
}

/// Splits the page's program: `built_bytes` is what wasm-bindgen and wasm-opt have made of `linked_bytes`, and `script`
/// what wasm-bindgen has written beside it.
pub fn split(linked_bytes: &[u8], built_bytes: &[u8], script: &str) -> Result<Halves> {
    let linked = Module::read(linked_bytes)?;
    let built = Module::read(built_bytes)?;
    let names = glue::short(built.imports.iter().map(|(_, name, _)| *name), script);
    let uses = Uses::read(linked_bytes, &linked)?;
    let mut gates = uses.functions_like(is_gate);
    ensure!(
        !gates.is_empty(),
        "the linker names no function of the page's module `later`: there is none, or the compiler names functions in a \
         new way"
    );
    gates.extend(uses.functions_like(is_put_off));
    let plan = plan::plan(&uses, &gates, &built)?;
    let data = data::divide(&linked, &built, &uses, &plan.used)?;
    let (first, second) = write::write(&built, &names, &plan.first, &data)?;
    let glue = glue::squeezed(&glue::renamed(script, &names));
    Ok(Halves {
        first,
        second,
        glue,
    })
}
