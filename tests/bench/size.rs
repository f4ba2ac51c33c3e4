//! How much a first visit loads.

use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;
use muctieu_journeys::Result;

use crate::table::Table;

/// Sizes of these files, as they are and as a host sends them (brotli, quality 11).
pub fn of(dist: &Path, files: &[String]) -> Result<Table> {
    let mut table = Table::new("First load: bytes");
    let (mut raw, mut packed, mut wasm) = (0, 0, 0);
    for file in files {
        let bytes = std::fs::read(dist.join(file)).with_context(|| file.clone())?;
        let small = brotli_size(&bytes)?;
        table.row(file, format!("{:>9} raw {small:>9} brotli", bytes.len()));
        raw += bytes.len();
        packed += small;
        if Path::new(file)
            .extension()
            .is_some_and(|extension| extension == "wasm")
        {
            wasm += small;
        }
    }
    table.row("all together", format!("{raw:>9} raw {packed:>9} brotli"));
    let share = 100.0 * wasm as f64 / packed.max(1) as f64;
    table.row(
        "share of the wasm",
        format!("{share:.0} % of the brotli bytes"),
    );
    Ok(table)
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
