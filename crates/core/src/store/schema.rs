//! The published JSON Schema of the workspace file (`docs/workspace.schema.json`), for those who write such files with
//! other tools. It tells the shape; what must fit together beyond it is checked on reading.

use schemars::generate::SchemaSettings;

use super::{FORMAT, VERSION, WorkspaceFile};

/// The schema, as it is published.
pub fn text() -> Result<String, serde_json::Error> {
    let mut schema = SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<WorkspaceFile>();
    schema.insert("title".to_owned(), "Mục Tiêu workspace".into());
    // Both are checked before anything else is looked at.
    for (field, value) in [("format", FORMAT.into()), ("version", VERSION.into())] {
        if let Some(property) = schema.pointer_mut(&format!("/properties/{field}")) {
            property["const"] = value;
        }
    }
    let mut text = serde_json::to_string_pretty(&schema)?;
    text.push('\n');
    Ok(text)
}
