//! Makes the module of texts from `locales/`: a key that is missing in a language is an error here, not on screen.

use std::error::Error;
use std::path::PathBuf;

use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=Cargo.toml");
    link();
    let options = ParseOptions::default().interpolate_display(true);
    let config = Config::new("vi")?
        .add_locale("en")?
        .add_namespaces([
            "shell",
            "overview",
            "indicator",
            "scenario",
            "months",
            "log",
            "wall",
            "analysis",
            "figures",
            "text",
            "help",
            "share",
        ])?
        .parse_options(options);
    let texts = TranslationsInfos::parse(config)?;
    texts.emit_diagnostics();
    texts.rerun_if_locales_changed();
    texts.generate_i18n_module(PathBuf::from(std::env::var("OUT_DIR")?).join("i18n"))?;
    Ok(())
}

/// Has the linker keep its relocations in the page's program: `cargo xtask seal` reads from them what uses what, and
/// splits the page by it. They are in no file that is published.
fn link() {
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_FAMILY", "wasm") && is("PROFILE", "release") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
