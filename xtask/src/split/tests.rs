//! Small programs, as the linker would write them, that are split.

use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, DataSymbolDefinition, ElementSection,
    Elements, ExportKind, ExportSection, FunctionSection, LinkingSection, MemorySection,
    MemoryType, Module, NameMap, NameSection, RefType, SymbolTable, TableSection, TableType,
    TypeSection,
};
use wasmparser::{ElementItems, Parser, Payload, RelocationType as Kind};

use super::split;

const GATE: &str = "_ZN7muctieu5later6screen17h0123456789abcdefE";
const NAMES: [&str; 4] = ["entry", "helper", GATE, "deep"];
/// Where data begin, and the two texts that lie there.
const START: u32 = 1024;
const EARLY: &str = "what the first screen says";
const LATE: &str = "what another screen says..";

/// What a function does, each with a relocation.
#[derive(Clone, Copy)]
enum Does {
    Call(u32),
    /// Drops the place of a function in the table.
    Point(u32),
    /// Drops the address of a text.
    Say(u32),
}

/// Entry, helper, gate, deep: each of these does so.
#[expect(
    clippy::too_many_lines,
    reason = "a module is written section by section"
)]
fn program(functions: [&[Does]; 4], with_relocations: bool) -> Vec<u8> {
    let mut code = CodeSection::new();
    let mut relocations = Vec::new();
    let mut count = 0;
    // The number of functions comes first.
    let mut at = 1;
    for does in functions {
        let mut body = vec![0];
        for step in does {
            let (operator, kind, symbol, value) = match *step {
                Does::Call(function) => (0x10, Kind::FunctionIndexLeb, function, function),
                // The gate alone is in the table, in the first place after that of nobody.
                Does::Point(function) => (0x41, Kind::TableIndexSleb, function, 1),
                Does::Say(text) => (0x41, Kind::MemoryAddrSleb, 4 + text, START + 32 * text),
            };
            body.push(operator);
            // A size of one byte stands before the body.
            relocations.extend([kind as u8]);
            leb(at + 1 + body.len() as u32, &mut relocations);
            leb(symbol, &mut relocations);
            if kind == Kind::MemoryAddrSleb {
                relocations.push(0);
            }
            count += 1;
            padded(value, &mut body);
            if operator == 0x41 {
                body.push(0x1a);
            }
        }
        body.push(0x0b);
        at += 1 + body.len() as u32;
        code.raw(&body);
    }

    let mut types = TypeSection::new();
    types.ty().function([], []);
    let mut declared = FunctionSection::new();
    for _ in NAMES {
        declared.function(0);
    }
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: 2,
        maximum: None,
        shared: false,
    });
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let mut exports = ExportSection::new();
    exports.export("main", ExportKind::Func, 0);
    let mut elements = ElementSection::new();
    elements.active(
        None,
        &ConstExpr::i32_const(1),
        Elements::Functions([2].as_slice().into()),
    );
    let mut data = DataSection::new();
    let texts = format!("{EARLY:\0<32}{LATE:\0<32}");
    data.active(0, &ConstExpr::i32_const(START as i32), texts.bytes());

    let mut module = Module::new();
    module.section(&types).section(&declared).section(&tables);
    module
        .section(&memories)
        .section(&exports)
        .section(&elements);
    module.section(&code).section(&data);
    if with_relocations {
        let mut symbols = SymbolTable::new();
        for (function, name) in (0..).zip(NAMES) {
            symbols.function(0, function, Some(name));
        }
        for (text, name) in [(0, "early"), (1, "late")] {
            let place = DataSymbolDefinition {
                index: 0,
                offset: 32 * text,
                size: 26,
            };
            symbols.data(0, name, Some(place));
        }
        let mut linking = LinkingSection::new();
        linking.symbol_table(&symbols);
        module.section(&linking);
        // The code is the seventh section.
        let mut content = vec![6];
        leb(count, &mut content);
        content.extend(relocations);
        module.section(&CustomSection {
            name: "reloc.CODE".into(),
            data: content.into(),
        });
    }
    let mut functions = NameMap::new();
    for (function, name) in (0..).zip(NAMES) {
        functions.append(function, name);
    }
    let mut names = NameSection::new();
    names.functions(&functions);
    module.section(&names);
    module.finish()
}

fn leb(mut value: u32, out: &mut Vec<u8>) {
    while value > 127 {
        out.push((value & 127 | 128) as u8);
        value >>= 7;
    }
    out.push(value as u8);
}

/// In five bytes, as the linker writes it.
fn padded(value: u32, out: &mut Vec<u8>) {
    for group in 0..5 {
        let more = if group < 4 { 128 } else { 0 };
        out.push((value >> (7 * group) & 127 | more) as u8);
    }
}

/// How many functions a module has, and how many places of the table it fills.
fn counts(bytes: &[u8]) -> anyhow::Result<(u32, u32)> {
    let (mut functions, mut slots) = (0, 0);
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::CodeSectionStart { count, .. } => functions = count,
            Payload::ElementSection(elements) => {
                for element in elements {
                    if let ElementItems::Functions(items) = element?.items {
                        slots += items.count();
                    }
                }
            }
            _ => {}
        }
    }
    Ok((functions, slots))
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

const ORDINARY: [&[Does]; 4] = [
    &[Does::Call(1), Does::Point(2), Does::Say(0)],
    &[],
    &[Does::Call(1), Does::Call(3), Does::Say(1)],
    &[],
];

#[test]
fn what_only_the_gate_reaches_is_in_the_second_module() -> anyhow::Result<()> {
    let program = program(ORDINARY, true);
    let halves = split(&program, &program, "")?;
    let ((first, first_slots), (second, second_slots)) =
        (counts(&halves.first)?, counts(&halves.second)?);
    assert_eq!(first, 3, "entry, helper, and what fills the gate's place");
    assert!(holds(&halves.first, EARLY) && !holds(&halves.first, LATE));
    assert_eq!(second, 2, "the gate, and what it alone calls");
    assert!(holds(&halves.second, LATE) && !holds(&halves.second, EARLY));
    assert_eq!(first_slots, 1);
    assert_eq!(second_slots, 1, "the gate comes into its place");
    assert!(!holds(&halves.first, GATE), "names are not published");
    Ok(())
}

#[test]
fn what_both_use_is_in_the_first_module_and_lent_to_the_second() -> anyhow::Result<()> {
    let mut functions = ORDINARY;
    functions[0] = &[
        Does::Call(1),
        Does::Call(3),
        Does::Point(2),
        Does::Say(0),
        Does::Say(1),
    ];
    let program = program(functions, true);
    let halves = split(&program, &program, "")?;
    assert_eq!(counts(&halves.first)?.0, 4);
    assert_eq!(counts(&halves.second)?.0, 1);
    assert!(holds(&halves.first, LATE) && !holds(&halves.second, LATE));
    Ok(())
}

#[test]
fn a_gate_that_the_first_screen_calls_itself_fails_the_build() {
    let mut functions = ORDINARY;
    functions[0] = &[Does::Call(2)];
    let program = program(functions, true);
    let said = refusal(&program, &program);
    assert!(
        said.contains("nothing may call it but by its address"),
        "{said}"
    );
}

#[test]
fn a_program_without_relocations_or_another_one_fails_the_build() {
    let whole = program(ORDINARY, true);
    let said = refusal(&program(ORDINARY, false), &whole);
    assert!(said.contains("has kept no relocations"), "{said}");
    let mut other = whole.clone();
    let at = other
        .windows(EARLY.len())
        .position(|window| window == EARLY.as_bytes())
        .unwrap_or_default();
    other[at] = b'W';
    let said = refusal(&whole, &other);
    assert!(
        said.contains("is not the one that the page was built of"),
        "{said}"
    );
}

#[test]
fn closures_behind_the_gate_are_no_gates() {
    assert!(super::is_gate(GATE));
    for name in [
        "_ZN7muctieu5later6screen28_$u7b$$u7b$closure$u7d$$u7d$17h0123456789abcdefE",
        "_ZN7muctieu5state5later17h0123456789abcdefE",
        "_ZN7muctieu5later",
        "",
    ] {
        assert!(!super::is_gate(name), "{name}");
    }
}

#[test]
fn the_published_page_names_both_halves_and_is_split_once() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let program = program(ORDINARY, true);
    for (name, content) in [
        ("a.css", "a{}".as_bytes()),
        ("page-1.js", b"// glue\nlet wasm;\n"),
        ("page-1_bg.wasm", &program),
    ] {
        std::fs::write(folder.path().join(name), content)?;
    }
    let html = "<head><link rel=\"stylesheet\" href=\"./a.css\"/><link rel=\"modulepreload\" href=\"./page-1.js\">\
        <link rel=\"preload\" href=\"./page-1_bg.wasm\" as=\"fetch\"></head>\
        <script type=\"module\">import init from './page-1.js';init('./page-1_bg.wasm');</script>";
    let once = super::publish(html, folder.path(), &program)?;
    assert!(!once.contains("page-1"), "{once}");
    for part in [
        "<meta name=\"muctieu-second\" content=\"./second-",
        "<meta name=\"muctieu-second-style\" content=\"./later-",
        "as=\"fetch\"",
        "import init from './glue-",
        "init('./first-",
    ] {
        assert!(once.contains(part), "{part} is not in {once}");
    }
    let files = std::fs::read_dir(folder.path())?.count();
    assert_eq!(files, 5, "two modules, two sheets, one script");
    assert_eq!(super::publish(&once, folder.path(), &program)?, once);
    Ok(())
}

fn refusal(linked: &[u8], built: &[u8]) -> String {
    split(linked, built, "").map_or_else(|error| error.to_string(), |_| "nothing".to_owned())
}
