//! What uses what in the program as the linker left it.
//!
//! A relocation is a place in a function's body or in static data that holds the number of a function, its place in the
//! table of calls, or an address of data. Together they are all the ways in which code comes to other code and to data:
//! there is no other that could be forgotten.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use anyhow::{Context as _, Result, bail, ensure};
use wasmparser::{BinaryReader, RelocationEntry, RelocationType, SymbolInfo};

use super::module::Module;

/// Functions that wasm-bindgen runs while it builds the page, and takes out.
const DESCRIPTION: &str = "__wbindgen_describe";

/// What uses what: functions are numbered as in the module, and after them come the symbols of data.
pub struct Uses {
    functions: usize,
    by_name: HashMap<String, Vec<usize>>,
    names: Vec<String>,
    of: Vec<Vec<usize>>,
    entries: Vec<usize>,
    /// What is used by data that no symbol covers.
    loose: Vec<usize>,
    slots: BTreeMap<u32, usize>,
    /// What is called by its number somewhere.
    called: HashSet<usize>,
    /// The addresses that each symbol of data takes.
    symbols: Vec<Range<u32>>,
}

/// What is used, from some beginning on.
pub struct Used(Vec<bool>);

impl Uses {
    /// Reads them from the relocations of a linked program.
    pub fn read(bytes: &[u8], module: &Module<'_>) -> Result<Self> {
        ensure!(
            !module.relocations.is_empty() && !module.symbols.is_empty(),
            "the linker has kept no relocations: build.rs asks it to, by --emit-relocs"
        );
        let functions = module.functions();
        let mut uses = Self {
            functions,
            by_name: HashMap::new(),
            names: vec![String::new(); functions],
            of: vec![Vec::new(); functions],
            entries: Vec::new(),
            loose: Vec::new(),
            slots: module
                .slots
                .iter()
                .map(|(slot, function)| (*slot, *function as usize))
                .collect(),
            called: HashSet::new(),
            symbols: Vec::new(),
        };
        for (function, name) in &module.names {
            uses.name(*function as usize, name);
        }
        let nodes = uses.nodes(module)?;
        uses.entries = module
            .entries()
            .filter(|(name, _)| !name.starts_with(DESCRIPTION))
            .map(|(_, function)| function)
            .chain(module.start.map(|start| start as usize))
            .collect();
        uses.relocations(bytes, module, &nodes)?;
        Ok(uses)
    }

    fn name(&mut self, function: usize, name: &str) {
        let known = self.by_name.entry(name.to_owned()).or_default();
        if !known.contains(&function) {
            known.push(function);
        }
        if let Some(place) = self.names.get_mut(function) {
            name.clone_into(place);
        }
    }

    /// The node of each of the linker's symbols, for those that are functions or data.
    fn nodes(&mut self, module: &Module<'_>) -> Result<Vec<Option<usize>>> {
        let mut nodes = Vec::with_capacity(module.symbols.len());
        for symbol in &module.symbols {
            nodes.push(match symbol {
                SymbolInfo::Func { index, name, .. } => {
                    if let Some(name) = name {
                        self.name(*index as usize, name);
                    }
                    Some(*index as usize)
                }
                SymbolInfo::Data { symbol, name, .. } => {
                    let range = match symbol {
                        Some(place) => {
                            let (start, data) = module
                                .data
                                .get(place.index as usize)
                                .with_context(|| format!("{name} is in no segment"))?;
                            let end = place
                                .offset
                                .checked_add(place.size)
                                .context("a symbol overflows")?;
                            ensure!(
                                end as usize <= data.len(),
                                "{name} does not fit into its segment"
                            );
                            start + place.offset..start + end
                        }
                        None => 0..0,
                    };
                    self.symbols.push(range);
                    self.of.push(Vec::new());
                    Some(self.of.len() - 1)
                }
                _ => None,
            });
        }
        Ok(nodes)
    }

    fn relocations(
        &mut self,
        bytes: &[u8],
        module: &Module<'_>,
        nodes: &[Option<usize>],
    ) -> Result<()> {
        let owners = Owners::new(module, self);
        for (at, entry) in &module.relocations {
            let Some(used) = target(bytes, *at, entry, nodes, &self.slots)? else {
                continue;
            };
            if entry.ty == RelocationType::FunctionIndexLeb {
                self.called.insert(used);
            }
            let mut owned = false;
            for owner in owners.of(*at) {
                owned = true;
                if let Some(list) = self.of.get_mut(owner) {
                    list.push(used);
                }
            }
            if !owned {
                self.loose.push(used);
            }
        }
        Ok(())
    }

    /// What the linker calls a function.
    pub fn name_of(&self, function: usize) -> &str {
        self.names.get(function).map_or("", String::as_str)
    }

    /// Whether a function is called by its number somewhere.
    pub fn is_called(&self, function: usize) -> bool {
        self.called.contains(&function)
    }

    /// The functions of this name.
    pub fn named(&self, name: &str) -> &[usize] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// The functions whose names fit.
    pub fn functions_like(&self, fits: impl Fn(&str) -> bool) -> Vec<usize> {
        (0..self.functions)
            .filter(|function| fits(self.name_of(*function)))
            .collect()
    }

    /// The function in a place of the table of calls.
    pub fn in_slot(&self, slot: u32) -> Option<usize> {
        self.slots.get(&slot).copied()
    }

    /// All that is used from the program's entries and from these functions on, without going through a gate.
    pub fn from(&self, more: &[usize], gates: &[usize]) -> Used {
        let mut used = vec![false; self.of.len()];
        for gate in gates {
            used[*gate] = true;
        }
        let mut open: Vec<usize> = [&self.entries[..], &self.loose, more].concat();
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut used[node], true) {
                open.extend(&self.of[node]);
            }
        }
        for gate in gates {
            used[*gate] = false;
        }
        Used(used)
    }

    /// The addresses of the symbols of data, and whether each is used.
    pub fn symbols<'a>(&'a self, used: &'a Used) -> impl Iterator<Item = (Range<u32>, bool)> + 'a {
        self.symbols
            .iter()
            .cloned()
            .zip(used.0[self.functions..].iter().copied())
    }
}

impl Used {
    /// Whether a function is used.
    pub fn has(&self, function: usize) -> bool {
        self.0.get(function).copied().unwrap_or(false)
    }
}

/// Which node a place in the module belongs to.
struct Owners {
    /// Places, from the first to the last, each with the node that it is in.
    functions: Vec<(Range<u64>, usize)>,
    data: Vec<(Range<u64>, usize)>,
    /// How long the longest piece of data is.
    longest: u64,
}

impl Owners {
    fn new(module: &Module<'_>, uses: &Uses) -> Self {
        let functions = module
            .bodies
            .iter()
            .enumerate()
            .map(|(at, body)| (body.range(), module.imports.len() + at))
            .collect();
        let mut data = Vec::new();
        for (at, symbol) in uses.symbols.iter().enumerate() {
            for ((start, bytes), place) in module.data.iter().zip(&module.data_places) {
                let within = *start..start + bytes.len() as u32;
                if !symbol.is_empty() && within.contains(&symbol.start) {
                    let from = place.start + u64::from(symbol.start - start);
                    data.push((from..from + symbol.len() as u64, uses.functions + at));
                }
            }
        }
        data.sort_by_key(|(range, _)| range.start);
        let longest = data
            .iter()
            .map(|(range, _)| range.end - range.start)
            .max()
            .unwrap_or(0);
        Self {
            functions,
            data,
            longest,
        }
    }

    fn of(&self, at: u64) -> Vec<usize> {
        let after = self
            .functions
            .partition_point(|(range, _)| range.start <= at);
        if let Some((range, function)) = after
            .checked_sub(1)
            .and_then(|last| self.functions.get(last))
            && range.contains(&at)
        {
            return vec![*function];
        }
        // Symbols may lie within each other.
        let after = self.data.partition_point(|(range, _)| range.start <= at);
        self.data[..after]
            .iter()
            .rev()
            .take_while(|(range, _)| range.start + self.longest > at)
            .filter(|(range, _)| range.contains(&at))
            .map(|(_, node)| *node)
            .collect()
    }
}

/// What a relocation stands for. What is in its place must be that: else the program was changed after linking.
fn target(
    bytes: &[u8],
    at: u64,
    entry: &RelocationEntry,
    nodes: &[Option<usize>],
    slots: &BTreeMap<u32, usize>,
) -> Result<Option<usize>> {
    use RelocationType as Kind;
    let node = || {
        nodes
            .get(entry.index as usize)
            .copied()
            .flatten()
            .context("a relocation is of no symbol")
    };
    let place = usize::try_from(at)?;
    let rest = bytes
        .get(place..)
        .context("a relocation lies behind the end")?;
    let mut reader = BinaryReader::new(rest, 0);
    let fits = match entry.ty {
        Kind::FunctionIndexLeb => reader.read_var_u32()? as usize == node()?,
        Kind::TableIndexSleb => {
            slots.get(&reader.read_var_i32()?.cast_unsigned()) == Some(&node()?)
        }
        Kind::TableIndexI32 => slots.get(&reader.read_u32()?) == Some(&node()?),
        Kind::MemoryAddrLeb | Kind::MemoryAddrSleb | Kind::MemoryAddrI32 => true,
        Kind::TypeIndexLeb | Kind::GlobalIndexLeb | Kind::GlobalIndexI32 | Kind::TableNumberLeb => {
            return Ok(None);
        }
        other => bail!("a relocation is of a kind that this page never had: {other:?}"),
    };
    ensure!(fits, "a relocation does not fit its place");
    node().map(Some)
}
