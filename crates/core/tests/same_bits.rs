//! The model says the same bits as ever. `src/bits.rs` of the page holds WebAssembly to the same file.
//!
//! After a change that is meant to change numbers: `MUCTIEU_BITS=write cargo test -p muctieu-core --test same_bits`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod bits;

#[test]
fn the_model_says_the_same_bits_as_ever() {
    let now = bits::bits().unwrap();
    if std::env::var_os("MUCTIEU_BITS").is_some_and(|what| what == "write") {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/bits.txt");
        std::fs::write(file, &now).unwrap();
        return;
    }
    for (line, (now, then)) in now.lines().zip(bits::GOLDEN.lines()).enumerate() {
        assert!(now == then, "line {}: {now}\nand not {then}", line + 1);
    }
    assert_eq!(now.lines().count(), bits::GOLDEN.lines().count());
}
