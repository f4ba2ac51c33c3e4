//! Which functions the first screen needs.

use anyhow::{Result, bail, ensure};
use wasmparser::{ElementItems, Operator};

use super::module::Module;
use super::uses::{Used, Uses};

/// What the first module holds.
pub struct Plan {
    /// Whether each function of the built module is in it.
    pub first: Vec<bool>,
    /// What of the linked program it uses.
    pub used: Used,
}

/// Decides for each function of the built module.
///
/// The built module is the linked one after wasm-bindgen and wasm-opt. It has no relocations, but a place in the table
/// of calls still holds the same function, so what may be called by its address is known from the linked program; what
/// is called by its number is seen in the code itself. A function that came into the first module in this second way
/// brings all that the linker knows it to use, and so on until nothing is missing.
pub fn plan(uses: &Uses, gates: &[usize], built: &Module<'_>) -> Result<Plan> {
    // wasm-opt may have put what is called so into its caller, where nobody would see it any more.
    if let Some(gate) = gates.iter().find(|gate| uses.is_called(**gate)) {
        bail!("{}", trespass(uses.name_of(*gate)));
    }
    let calls = calls(built)?;
    let mut more = Vec::new();
    loop {
        let used = uses.from(&more, gates);
        let first = reach(&calls, entries(uses, &used, built)?);
        let before = more.len();
        for function in (0..first.len()).filter(|function| first[*function]) {
            // What comes from outside uses nothing of ours.
            if function < built.imports.len() {
                continue;
            }
            for linked in origins(uses, built, function)? {
                if gates.contains(linked) {
                    bail!("{}", trespass(uses.name_of(*linked)));
                }
                if !used.has(*linked) {
                    more.push(*linked);
                }
            }
        }
        if more.len() == before {
            return Ok(Plan { first, used });
        }
    }
}

fn trespass(gate: &str) -> String {
    format!(
        "“{gate}” is called from the code of the first screen: nothing may call it but by its address, as `Key` does in \
         src/state/rest.rs"
    )
}

/// What a built function was in the linked program.
fn origins<'a>(uses: &'a Uses, built: &Module<'_>, function: usize) -> Result<&'a [usize]> {
    // wasm-opt gives no name to what it makes of parts that several functions have in common. All that such a function
    // uses was used by those that call it.
    let Some(name) = built.names.get(&u32::try_from(function)?) else {
        return Ok(&[]);
    };
    let known = uses.named(name);
    // What wasm-bindgen has made by itself calls what is exported, or imported, and has no data.
    let made = name.ends_with(" externref shim")
        || name.starts_with("__wbindgen_")
        || built.entries().any(|(_, entry)| entry == function);
    ensure!(
        made || !known.is_empty(),
        "function {function}, “{name}”, is not in the linked program: wasm-bindgen and wasm-opt are to keep the linker's \
         names (see index.html)"
    );
    Ok(known)
}

/// Where the first module is entered: from outside, and by the address of a function that it uses.
fn entries(uses: &Uses, used: &Used, built: &Module<'_>) -> Result<Vec<usize>> {
    let mut entries: Vec<usize> = built.entries().map(|(_, function)| function).collect();
    entries.extend(built.start.map(|start| start as usize));
    for element in &built.other_elements {
        if let ElementItems::Functions(functions) = &element.items {
            for function in functions.clone() {
                entries.push(function? as usize);
            }
        }
    }
    for (slot, function) in &built.slots {
        // A place that the linker did not fill belongs to wasm-bindgen.
        if uses.in_slot(*slot).is_none_or(|linked| used.has(linked)) {
            entries.push(*function as usize);
        }
    }
    Ok(entries)
}

/// What each function calls by its number.
fn calls(built: &Module<'_>) -> Result<Vec<Vec<usize>>> {
    let mut calls = vec![Vec::new(); built.imports.len()];
    for body in &built.bodies {
        let mut called = Vec::new();
        for operator in body.get_operators_reader()? {
            if let Operator::Call { function_index }
            | Operator::ReturnCall { function_index }
            | Operator::RefFunc { function_index } = operator?
            {
                called.push(function_index as usize);
            }
        }
        called.sort_unstable();
        called.dedup();
        calls.push(called);
    }
    Ok(calls)
}

fn reach(calls: &[Vec<usize>], mut open: Vec<usize>) -> Vec<bool> {
    let mut reached = vec![false; calls.len()];
    while let Some(function) = open.pop() {
        if !std::mem::replace(&mut reached[function], true) {
            open.extend(&calls[function]);
        }
    }
    reached
}
