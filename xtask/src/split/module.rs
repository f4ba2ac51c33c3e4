//! A module of WebAssembly, read into what splitting it takes.

use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::{Context as _, Result, bail, ensure};
use wasmparser::{
    ConstExpr, CustomSectionReader, Data, DataKind, Element, ElementItems, ElementKind,
    ExternalKind, FunctionBody, KnownCustom, Linking, Name, Operator, Parser, Payload,
    RelocationEntry, SymbolInfo, TypeRef, TypeSectionReader,
};

/// Whether something is exported that the page never uses: streams for functions on a server, which Leptos brings along
/// and whose classes nobody makes.
pub fn is_unused(export: &str) -> bool {
    export
        .trim_start_matches("__wbg_")
        .starts_with("intounderlying")
}

/// The table that calls by a function's address go through.
const CALLS: u32 = 0;

/// A module of WebAssembly.
#[derive(Default)]
pub struct Module<'a> {
    pub types: Option<TypeSectionReader<'a>>,
    /// Functions that come from outside: module, name, type. They are the first in the numbering of functions.
    pub imports: Vec<(&'a str, &'a str, u32)>,
    /// The type of each function of its own.
    pub function_types: Vec<u32>,
    pub tables: Vec<wasmparser::Table<'a>>,
    pub memories: Vec<wasmparser::MemoryType>,
    pub globals: Vec<wasmparser::Global<'a>>,
    pub exports: Vec<wasmparser::Export<'a>>,
    pub start: Option<u32>,
    /// The function in each place of the table of calls.
    pub slots: BTreeMap<u32, u32>,
    /// Segments of elements that belong to no place of that table: kept as they are.
    pub other_elements: Vec<Element<'a>>,
    pub bodies: Vec<FunctionBody<'a>>,
    /// Static data: addresses and contents.
    pub data: Vec<(u32, &'a [u8])>,
    /// What functions are called, by their number.
    pub names: BTreeMap<u32, &'a str>,
    /// The linker's symbols; none in a module that is finished.
    pub symbols: Vec<SymbolInfo<'a>>,
    /// Places in code and in data that hold what a symbol stands for: offsets in the module.
    pub relocations: Vec<(u64, RelocationEntry)>,
    /// Where the contents of each segment of data lie in the module.
    pub data_places: Vec<Range<u64>>,
}

impl<'a> Module<'a> {
    /// Reads a module. What the page's modules never hold is refused rather than guessed at.
    pub fn read(bytes: &'a [u8]) -> Result<Self> {
        let mut module = Self::default();
        // Where the sections begin, in their order: relocations say offsets in a section of some number.
        let mut sections = Vec::new();
        let mut relocated = Vec::new();
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload?;
            if let Some((_, range)) = payload.as_section() {
                sections.push(range.start);
            }
            match payload {
                Payload::TypeSection(types) => module.types = Some(types),
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let import = import?;
                        let TypeRef::Func(kind) = import.ty else {
                            bail!("“{}” is imported and is no function", import.name);
                        };
                        module.imports.push((import.module, import.name, kind));
                    }
                }
                Payload::FunctionSection(types) => {
                    module.function_types = types.into_iter().collect::<Result<_, _>>()?;
                }
                Payload::TableSection(tables) => {
                    module.tables = tables.into_iter().collect::<Result<_, _>>()?;
                }
                Payload::MemorySection(memories) => {
                    module.memories = memories.into_iter().collect::<Result<_, _>>()?;
                }
                Payload::GlobalSection(globals) => {
                    module.globals = globals.into_iter().collect::<Result<_, _>>()?;
                }
                Payload::ExportSection(exports) => {
                    module.exports = exports.into_iter().collect::<Result<_, _>>()?;
                }
                Payload::StartSection { func, .. } => module.start = Some(func),
                Payload::ElementSection(elements) => {
                    for element in elements {
                        module.element(element?)?;
                    }
                }
                Payload::CodeSectionEntry(body) => module.bodies.push(body),
                Payload::DataSection(segments) => {
                    for segment in segments {
                        module.segment(&segment?)?;
                    }
                }
                Payload::CustomSection(section) => module.custom(&section, &mut relocated)?,
                Payload::TagSection(_) => bail!("it throws exceptions of WebAssembly"),
                _ => {}
            }
        }
        for (section, entry) in relocated {
            let start = sections
                .get(section as usize)
                .context("a relocation is of no section")?;
            module
                .relocations
                .push((start + u64::from(entry.offset), entry));
        }
        ensure!(
            module.bodies.len() == module.function_types.len(),
            "it has {} functions and {} bodies",
            module.function_types.len(),
            module.bodies.len()
        );
        Ok(module)
    }

    fn element(&mut self, element: Element<'a>) -> Result<()> {
        let ElementKind::Active {
            table_index,
            offset_expr,
        } = &element.kind
        else {
            self.other_elements.push(element);
            return Ok(());
        };
        if table_index.unwrap_or(CALLS) != CALLS {
            self.other_elements.push(element);
            return Ok(());
        }
        let start = constant(offset_expr)?;
        let ElementItems::Functions(functions) = element.items else {
            bail!("its table of calls is filled by expressions");
        };
        for (slot, function) in (start..).zip(functions) {
            self.slots.insert(slot, function?);
        }
        Ok(())
    }

    fn segment(&mut self, segment: &Data<'a>) -> Result<()> {
        let DataKind::Active {
            memory_index: 0,
            offset_expr,
        } = &segment.kind
        else {
            bail!("some of its data are not in place from the start");
        };
        self.data.push((constant(offset_expr)?, segment.data));
        let end = segment.range.end;
        self.data_places.push(end - segment.data.len() as u64..end);
        Ok(())
    }

    fn custom(
        &mut self,
        section: &CustomSectionReader<'a>,
        relocated: &mut Vec<(u32, RelocationEntry)>,
    ) -> Result<()> {
        match section.as_known() {
            KnownCustom::Name(names) => {
                for name in names {
                    if let Name::Function(functions) = name? {
                        for naming in functions {
                            let naming = naming?;
                            self.names.insert(naming.index, naming.name);
                        }
                    }
                }
            }
            KnownCustom::Linking(linking) => {
                for part in linking {
                    if let Linking::SymbolTable(symbols) = part? {
                        self.symbols = symbols.into_iter().collect::<Result<_, _>>()?;
                    }
                }
            }
            KnownCustom::Reloc(relocations)
                if matches!(section.name(), "reloc.CODE" | "reloc.DATA") =>
            {
                let number = relocations.section_index();
                for entry in relocations.entries() {
                    relocated.push((number, entry?));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// How many functions there are, those that come from outside included.
    pub fn functions(&self) -> usize {
        self.imports.len() + self.bodies.len()
    }

    /// The body of a function, unless it comes from outside.
    pub fn body(&self, function: usize) -> Option<&FunctionBody<'a>> {
        self.bodies.get(function.checked_sub(self.imports.len())?)
    }

    /// The functions that are called from outside.
    pub fn entries(&self) -> impl Iterator<Item = (&'a str, usize)> {
        self.exports
            .iter()
            .filter(|export| export.kind == ExternalKind::Func && !is_unused(export.name))
            .map(|export| (export.name, export.index as usize))
    }
}

/// The value of an expression that is one number.
fn constant(expression: &ConstExpr<'_>) -> Result<u32> {
    let mut reader = expression.get_operators_reader();
    match reader.read()? {
        Operator::I32Const { value } => Ok(value.cast_unsigned()),
        other => bail!("an address is not a number but {other:?}"),
    }
}
