//! How much a first visit loads.

use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;
use muctieu_journeys::Result;

use crate::load::Loaded;
use crate::table::Table;

/// Sizes of these files, as they are and as a host sends them (brotli, quality 11).
pub fn of(dist: &Path, loaded: &Loaded) -> Result<Table> {
    let mut table = Table::new("First visit of the overview, nothing stored: bytes");
    let wasm = add(
        &mut table,
        dist,
        &loaded.first,
        "FIRST LOAD, until muctieu:ready",
    )?;
    table.row("of which wasm", wasm.words());
    let wasm = add(&mut table, dist, &loaded.later, "LOADED LATER, by itself")?;
    table.row("of which wasm", wasm.words());
    Ok(table)
}

/// Bytes as they lie, and as they are sent.
#[derive(Default)]
struct Bytes {
    raw: usize,
    packed: usize,
}

impl Bytes {
    fn add(&mut self, other: &Self) {
        self.raw += other.raw;
        self.packed += other.packed;
    }

    fn words(&self) -> String {
        format!("{:>9} raw {:>9} brotli", self.raw, self.packed)
    }
}

/// A row for each file and one for all of them; gives what of it is WebAssembly.
fn add(table: &mut Table, dist: &Path, files: &[String], title: &str) -> Result<Bytes> {
    let (mut all, mut wasm) = (Bytes::default(), Bytes::default());
    for file in files {
        let content = std::fs::read(dist.join(file)).with_context(|| file.clone())?;
        let bytes = Bytes {
            raw: content.len(),
            packed: brotli_size(&content)?,
        };
        table.row(file, bytes.words());
        all.add(&bytes);
        if Path::new(file)
            .extension()
            .is_some_and(|extension| extension == "wasm")
        {
            wasm.add(&bytes);
        }
    }
    table.row(title, all.words());
    Ok(wasm)
}

fn brotli_size(bytes: &[u8]) -> Result<usize> {
    let mut packed = Vec::new();
    // Quality 11 and a window of 4 MB: what hosts and build steps use for files packed once.
    let mut writer = brotli::CompressorWriter::new(&mut packed, 1 << 16, 11, 22);
    writer.write_all(bytes)?;
    writer.flush()?;
    drop(writer);
    Ok(packed.len())
}
