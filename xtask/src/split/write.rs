//! Writing the two modules.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::{Context as _, Result, anyhow};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind,
    ExportSection, Function, FunctionSection, GlobalSection, ImportSection, Instruction,
    MemorySection, Module as Written, NameMap, NameSection, StartSection, TableSection,
    TypeSection,
};
use wasmparser::Operator;

use super::data::Segments;
use super::module::{Module, is_unused};

/// What the second module calls the first when it imports from it; the page says the same (`src/platform/later.rs`).
pub const FIRST: &str = "first";

/// Which functions one of the modules has, and under what number.
struct Numbers {
    functions: Vec<Option<u32>>,
}

impl Numbers {
    /// Numbers these functions in this order.
    fn new(count: usize, order: impl IntoIterator<Item = usize>) -> Self {
        let mut functions = vec![None; count];
        for (number, function) in (0..).zip(order) {
            functions[function] = Some(number);
        }
        Self { functions }
    }

    fn of(&self, function: usize) -> Result<u32> {
        self.functions
            .get(function)
            .copied()
            .flatten()
            .with_context(|| format!("function {function} is used and is not there"))
    }
}

impl Reencode for Numbers {
    type Error = anyhow::Error;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Self::Error>> {
        self.of(function as usize).map_err(Error::UserError)
    }
}

/// An error of the encoder as one of ours.
fn plain(error: Error<anyhow::Error>) -> anyhow::Error {
    match error {
        Error::UserError(error) => error,
        other => anyhow!("{other}"),
    }
}

/// Writes the two modules: the first with the functions that are marked, the second with the others.
pub fn write(
    built: &Module<'_>,
    names: &HashMap<&str, String>,
    first: &[bool],
    data: &(Segments, Segments),
) -> Result<(Vec<u8>, Vec<u8>)> {
    let shared = shared(built, first)?;
    Ok((
        first_module(built, names, first, &shared, &data.0)?,
        second_module(built, first, &shared, &data.1)?,
    ))
}

/// Gives the functions their names, in the order in which the module counts them: on demand, for a profiler. Names are
/// half of a module's size.
fn name(module: &mut Written, built: &Module<'_>, order: impl Iterator<Item = usize>) {
    if std::env::var_os("MUCTIEU_NAMES").is_none() {
        return;
    }
    let mut functions = NameMap::new();
    for (number, function) in (0..).zip(order) {
        let function = u32::try_from(function).unwrap_or(u32::MAX);
        if let Some(name) = built.names.get(&function) {
            functions.append(number, name);
        }
    }
    let mut names = NameSection::new();
    names.functions(&functions);
    module.section(&names);
}

/// The functions with a body that are marked so.
fn own(built: &Module<'_>, first: &[bool], wanted: bool) -> Vec<usize> {
    (built.imports.len()..built.functions())
        .filter(|function| first[*function] == wanted)
        .collect()
}

/// The functions of the first module that the second uses.
fn shared(built: &Module<'_>, first: &[bool]) -> Result<BTreeSet<usize>> {
    let is_first = |function: usize| function < built.imports.len() || first[function];
    let mut shared = BTreeSet::new();
    for (at, body) in built.bodies.iter().enumerate() {
        let function = built.imports.len() + at;
        if is_first(function) {
            continue;
        }
        for operator in body.get_operators_reader()? {
            if let Operator::Call { function_index }
            | Operator::ReturnCall { function_index }
            | Operator::RefFunc { function_index } = operator?
                && is_first(function_index as usize)
            {
                shared.insert(function_index as usize);
            }
        }
    }
    Ok(shared)
}

fn first_module(
    built: &Module<'_>,
    names: &HashMap<&str, String>,
    first: &[bool],
    shared: &BTreeSet<usize>,
    data: &Segments,
) -> Result<Vec<u8>> {
    let own = own(built, first, true);
    let outside = built.imports.len();
    let hole = u32::try_from(outside + own.len())?;
    let order = (0..outside).chain(own.iter().copied());
    let mut numbers = Numbers::new(built.functions(), order);
    let mut types = types(built, &mut numbers)?;
    // What stands in the table of calls in place of a function that has not come yet. Nothing calls it.
    let hole_type = types.len();
    types.ty().function([], []);
    let mut imports = ImportSection::new();
    for (module, name, kind) in &built.imports {
        let name = names.get(name).map_or(*name, String::as_str);
        imports.import(module, name, EntityType::Function(*kind));
    }
    let mut functions = declared(built, &own);
    functions.function(hole_type);

    let mut tables = TableSection::new();
    for table in &built.tables {
        utils::parse_table(&mut numbers, &mut tables, table.clone()).map_err(plain)?;
    }
    let mut memories = MemorySection::new();
    for memory in &built.memories {
        memories.memory(numbers.memory_type(*memory).map_err(plain)?);
    }
    let mut globals = GlobalSection::new();
    for global in &built.globals {
        utils::parse_global(&mut numbers, &mut globals, global.clone()).map_err(plain)?;
    }
    let mut exports = ExportSection::new();
    for export in built
        .exports
        .iter()
        .filter(|export| !is_unused(export.name))
    {
        utils::parse_export(&mut numbers, &mut exports, *export).map_err(plain)?;
    }
    for (name, (kind, number)) in lent(built, shared) {
        let number = if kind == ExportKind::Func {
            numbers.of(number as usize)?
        } else {
            number
        };
        exports.export(&name, kind, number);
    }

    let mut elements = ElementSection::new();
    let mut run: Option<(u32, Vec<u32>)> = None;
    for (slot, function) in &built.slots {
        let number = if first[*function as usize] {
            numbers.of(*function as usize)?
        } else {
            hole
        };
        place(&mut elements, &mut run, *slot, number);
    }
    end(&mut elements, run);
    for element in &built.other_elements {
        utils::parse_element(&mut numbers, &mut elements, element.clone()).map_err(plain)?;
    }
    let mut code = code(built, &mut numbers, &own)?;
    let mut trap = Function::new([]);
    trap.instruction(&Instruction::Unreachable)
        .instruction(&Instruction::End);
    code.function(&trap);

    let mut module = Written::new();
    module.section(&types).section(&imports).section(&functions);
    module
        .section(&tables)
        .section(&memories)
        .section(&globals)
        .section(&exports);
    if let Some(start) = built.start {
        module.section(&StartSection {
            function_index: numbers.of(start as usize)?,
        });
    }
    module
        .section(&elements)
        .section(&code)
        .section(&segments(data));
    name(&mut module, built, (0..outside).chain(own.iter().copied()));
    checked(module, "first")
}

fn second_module(
    built: &Module<'_>,
    first: &[bool],
    shared: &BTreeSet<usize>,
    data: &Segments,
) -> Result<Vec<u8>> {
    let own = own(built, first, false);
    let order = shared.iter().chain(&own).copied();
    let mut numbers = Numbers::new(built.functions(), order);
    let types = types(built, &mut numbers)?;
    let mut imports = ImportSection::new();
    for (name, (kind, number)) in lent(built, shared) {
        let number = number as usize;
        let kind = match kind {
            ExportKind::Func => EntityType::Function(type_of(built, number)?),
            ExportKind::Table => {
                let table = built.tables.get(number).context("no such table")?;
                EntityType::Table(numbers.table_type(table.ty).map_err(plain)?)
            }
            ExportKind::Global => {
                let global = built.globals.get(number).context("no such global")?;
                EntityType::Global(numbers.global_type(global.ty).map_err(plain)?)
            }
            _ => {
                let memory = built.memories.get(number).context("no such memory")?;
                EntityType::Memory(numbers.memory_type(*memory).map_err(plain)?)
            }
        };
        imports.import(FIRST, &name, kind);
    }
    let functions = declared(built, &own);
    let mut elements = ElementSection::new();
    let mut run: Option<(u32, Vec<u32>)> = None;
    for (slot, function) in built
        .slots
        .iter()
        .filter(|(_, function)| !first[**function as usize])
    {
        place(
            &mut elements,
            &mut run,
            *slot,
            numbers.of(*function as usize)?,
        );
    }
    end(&mut elements, run);
    let code = code(built, &mut numbers, &own)?;
    let mut module = Written::new();
    module.section(&types).section(&imports).section(&functions);
    module
        .section(&elements)
        .section(&code)
        .section(&segments(data));
    name(&mut module, built, shared.iter().chain(&own).copied());
    checked(module, "second")
}

/// What the first module lends to the second, by the names under which it does: everything that both have.
fn lent(built: &Module<'_>, shared: &BTreeSet<usize>) -> BTreeMap<String, (ExportKind, u32)> {
    let counted =
        |kind: ExportKind, count: usize| (0..count as u32).map(move |number| (kind, number));
    let functions = shared
        .iter()
        .map(|function| (ExportKind::Func, *function as u32));
    functions
        .chain(counted(ExportKind::Table, built.tables.len()))
        .chain(counted(ExportKind::Memory, built.memories.len()))
        .chain(counted(ExportKind::Global, built.globals.len()))
        .enumerate()
        .map(|(at, lent)| (format!("{at:04}"), lent))
        .collect()
}

fn types(built: &Module<'_>, numbers: &mut Numbers) -> Result<TypeSection> {
    let mut types = TypeSection::new();
    if let Some(section) = built.types.clone() {
        utils::parse_type_section(numbers, &mut types, section).map_err(plain)?;
    }
    Ok(types)
}

fn type_of(built: &Module<'_>, function: usize) -> Result<u32> {
    if let Some((_, _, kind)) = built.imports.get(function) {
        return Ok(*kind);
    }
    let own = built.function_types.get(function - built.imports.len());
    own.copied().context("no such function")
}

fn declared(built: &Module<'_>, own: &[usize]) -> FunctionSection {
    let mut functions = FunctionSection::new();
    for function in own {
        functions.function(built.function_types[*function - built.imports.len()]);
    }
    functions
}

fn code(built: &Module<'_>, numbers: &mut Numbers, own: &[usize]) -> Result<CodeSection> {
    let mut code = CodeSection::new();
    for body in own.iter().filter_map(|function| built.body(*function)) {
        utils::parse_function_body(numbers, &mut code, body.clone()).map_err(plain)?;
    }
    Ok(code)
}

/// Puts a function into the table of calls, in one segment with the place before it.
fn place(elements: &mut ElementSection, run: &mut Option<(u32, Vec<u32>)>, slot: u32, number: u32) {
    match run {
        Some((start, numbers)) if *start + numbers.len() as u32 == slot => numbers.push(number),
        _ => end(elements, run.replace((slot, vec![number]))),
    }
}

fn end(elements: &mut ElementSection, run: Option<(u32, Vec<u32>)>) {
    if let Some((start, numbers)) = run {
        let start = ConstExpr::i32_const(start.cast_signed());
        elements.active(None, &start, Elements::Functions(numbers.into()));
    }
}

fn segments(data: &Segments) -> DataSection {
    let mut section = DataSection::new();
    for (start, bytes) in data {
        section.active(
            0,
            &ConstExpr::i32_const(start.cast_signed()),
            bytes.iter().copied(),
        );
    }
    section
}

/// The module's bytes, if they are a module as browsers take it.
fn checked(module: Written, which: &str) -> Result<Vec<u8>> {
    let bytes = module.finish();
    wasmparser::Validator::new()
        .validate_all(&bytes)
        .with_context(|| format!("the {which} module is not valid"))?;
    Ok(bytes)
}
