//! Static data, divided: what the first module uses, and what only the second does.

use anyhow::{Context as _, Result, ensure};

use super::module::Module;
use super::uses::{Used, Uses};

/// A stretch that is shorter than this is not worth a segment of its own, which costs some bytes.
const SHORT: usize = 12;

/// Segments of data: addresses and contents.
pub type Segments = Vec<(u32, Vec<u8>)>;

/// Whose a byte is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    First,
    Second,
    /// Between two symbols, and zero as memory is anyhow.
    Nobody,
}

/// The data of the first module, and those of the second.
///
/// Both modules have the same memory, so that each byte keeps its address. Bytes that no symbol covers are the first's.
pub fn divide(
    linked: &Module<'_>,
    built: &Module<'_>,
    uses: &Uses,
    used: &Used,
) -> Result<(Segments, Segments)> {
    let start = linked
        .data
        .iter()
        .map(|(start, _)| *start)
        .min()
        .unwrap_or(0);
    let memory = image(linked, start)?;
    ensure!(
        memory == image(built, start)?,
        "the linked program is not the one that the page was built of: its data differ"
    );
    let mut owners: Vec<Owner> = memory
        .iter()
        .map(|byte| {
            if *byte == 0 {
                Owner::Nobody
            } else {
                Owner::First
            }
        })
        .collect();
    for wanted in [false, true] {
        for (symbol, is_used) in uses.symbols(used).filter(|(symbol, _)| !symbol.is_empty()) {
            if is_used == wanted {
                let owner = if wanted { Owner::First } else { Owner::Second };
                let place =
                    |address: u32| (address.saturating_sub(start) as usize).min(memory.len());
                owners[place(symbol.start)..place(symbol.end)].fill(owner);
            }
        }
    }
    Ok((
        segments(start, &memory, |at| owners[at] == Owner::First, |_| true),
        // What the first module may have changed by then is not written again.
        segments(
            start,
            &memory,
            |at| owners[at] == Owner::Second,
            |at| owners[at] != Owner::First,
        ),
    ))
}

/// Memory as the data make it, from an address on.
fn image(module: &Module<'_>, start: u32) -> Result<Vec<u8>> {
    let mut memory = Vec::new();
    for (at, bytes) in &module.data {
        let from = at
            .checked_sub(start)
            .context("data lie before the linker's first")? as usize;
        let to = from + bytes.len();
        if memory.len() < to {
            memory.resize(to, 0);
        }
        memory[from..to].copy_from_slice(bytes);
    }
    while memory.last() == Some(&0) {
        memory.pop();
    }
    Ok(memory)
}

/// The wanted bytes in stretches, without zeros at their ends. Short gaps are filled with what lies there, if it may be
/// written.
fn segments(
    start: u32,
    memory: &[u8],
    wanted: impl Fn(usize) -> bool,
    writable: impl Fn(usize) -> bool,
) -> Segments {
    let wanted = |at: usize| memory[at] != 0 && wanted(at);
    let mut segments = Segments::new();
    let mut at = 0;
    while let Some(from) = (at..memory.len()).find(|at| wanted(*at)) {
        let mut to = from + 1;
        while let Some(next) = (to..memory.len().min(to + SHORT)).find(|at| wanted(*at))
            && (to..next).all(&writable)
        {
            to = next + 1;
        }
        segments.push((start + from as u32, memory[from..to].to_vec()));
        at = to;
    }
    segments
}
