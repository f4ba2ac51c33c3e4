//! `cargo xtask serve`: a release build, served on this machine.

use std::io::ErrorKind;

use anyhow::{Context as _, Result, bail};
use xtask::server::Site;

use crate::{build, options, process};

/// How many ports after the wanted one are tried.
const TRIES: u16 = 50;

pub fn run(options: &options::Serve) -> Result<()> {
    if options.build {
        build::run()?;
    }
    let dist = process::root().join("dist");
    if !dist.join("index.html").is_file() {
        bail!("dist/ holds no page yet: leave out --no-build");
    }
    let site = open(&dist, options.port)?;
    println!("\nMục Tiêu is open at {}\nCtrl+C stops it.", site.url());
    site.wait();
    Ok(())
}

fn open(dist: &std::path::Path, port: u16) -> Result<Site> {
    for port in port..=port.saturating_add(TRIES) {
        match Site::serve(dist, "/", port) {
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                println!("Port {port} is taken, trying the next one.");
            }
            result => {
                return result
                    .with_context(|| format!("port {port} of 127.0.0.1 cannot be opened"));
            }
        }
    }
    bail!("no free port from {port} on: choose another with --port")
}
