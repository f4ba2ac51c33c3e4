//! Packs the built-in workspace: see `src/packed.rs`, which reads it, for the form and the reason.

use std::error::Error;
use std::path::PathBuf;

use serde_json::Value;

const FILE: &str = "data/nq-2024.json";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={FILE}");
    let tree: Value = serde_json::from_str(&std::fs::read_to_string(FILE)?)?;
    let mut bytes = Vec::new();
    pack(&tree, &mut bytes)?;
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("nq-2024.packed");
    std::fs::write(out, bytes)?;
    Ok(())
}

fn pack(value: &Value, out: &mut Vec<u8>) -> Result<(), Box<dyn Error>> {
    match value {
        Value::Null => out.push(b'0'),
        Value::Bool(true) => out.push(b'y'),
        Value::Bool(false) => out.push(b'n'),
        Value::Number(number) => {
            if let Some(whole) = number.as_i64() {
                out.push(b'i');
                out.extend(whole.to_le_bytes());
            } else {
                out.push(b'f');
                let float = number.as_f64().ok_or("a number is too large")?;
                out.extend(float.to_le_bytes());
            }
        }
        Value::String(text) => {
            out.push(b's');
            write(text, out);
        }
        Value::Array(items) => {
            out.push(b'l');
            length(items.len(), out);
            for item in items {
                pack(item, out)?;
            }
        }
        Value::Object(pairs) => {
            out.push(b'm');
            length(pairs.len(), out);
            for (name, value) in pairs {
                write(name, out);
                pack(value, out)?;
            }
        }
    }
    Ok(())
}

fn write(text: &str, out: &mut Vec<u8>) {
    length(text.len(), out);
    out.extend(text.as_bytes());
}

fn length(mut length: usize, out: &mut Vec<u8>) {
    while length > 127 {
        out.push(low(length) | 128);
        length >>= 7;
    }
    out.push(low(length));
}

/// The lowest seven bits.
#[expect(clippy::cast_possible_truncation, reason = "seven bits fit into eight")]
fn low(length: usize) -> u8 {
    (length & 127) as u8
}
