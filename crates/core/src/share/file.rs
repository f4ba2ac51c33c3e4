//! The file in a link's place, where the link would be too long: the same contents, in JSON.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{ShareError, Shared, fit};
use crate::store::{ReadError, read_versioned};

/// What the file says it is.
pub const FORMAT: &str = "muctieu.share";
/// The version that is written.
pub const VERSION: u32 = 1;

/// The steps from version 1 on.
static MIGRATIONS: [fn(Value) -> Value; (VERSION - 1) as usize] = [];

/// The file form.
#[derive(Serialize, Deserialize)]
struct ShareFile {
    format: String,
    version: u32,
    shared: Shared,
}

/// Writes the file.
pub fn write(shared: &Shared) -> Result<String, ShareError> {
    fit::verify(shared)?;
    let file = ShareFile {
        format: FORMAT.to_owned(),
        version: VERSION,
        shared: shared.clone(),
    };
    serde_json::to_string(&file).map_err(|error| ShareError::Shape(error.to_string()))
}

/// Reads a file. Nothing where it is of another kind (a workspace, say).
pub fn read(text: &str) -> Option<Result<Shared, ShareError>> {
    match read_versioned::<ShareFile>(text, FORMAT, VERSION, &MIGRATIONS) {
        Ok(file) => Some(verified(file, text)),
        Err(ReadError::Foreign) => None,
        Err(error) => Some(Err(error.into())),
    }
}

fn verified(file: ShareFile, text: &str) -> Result<Shared, ShareError> {
    fit::nothing_dropped(&file, text.trim())?;
    fit::verify(&file.shared)?;
    Ok(file.shared)
}
