//! WebAssembly says the same bits as the native model: the file is the one that the core's own tests are held to.

#[path = "../crates/core/tests/bits/mod.rs"]
mod of_the_core;

use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn webassembly_says_the_bits_of_the_native_model() {
    let now = of_the_core::bits().unwrap();
    for (line, (now, then)) in now.lines().zip(of_the_core::GOLDEN.lines()).enumerate() {
        assert!(now == then, "line {}: {now}\nand not {then}", line + 1);
    }
    assert_eq!(now.lines().count(), of_the_core::GOLDEN.lines().count());
}
