//! The published schema is that of the code. Needs the feature `schema`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use muctieu_core::store::schema;

#[test]
fn the_published_schema_is_current() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/workspace.schema.json"
    );
    let published = std::fs::read_to_string(path).unwrap();
    assert!(
        published == schema::text().unwrap(),
        "docs/workspace.schema.json is old: cargo run -p muctieu-core --features schema --example schema > docs/workspace.schema.json"
    );
}
