//! The file form of a workspace: a versioned envelope in JSON, read with suspicion.
//!
//! A file of an older version is brought up step by step; one of a newer version, of another
//! origin or with a contradiction in it is refused with a reason, and nothing is taken from it.

mod fault;
#[cfg(feature = "schema")]
pub mod schema;
pub(crate) mod verify;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::assumption::Assumptions;
use crate::calendar::PlanYear;
use crate::correlation::Correlation;
use crate::driver::Drivers;
use crate::figure::Figure;
use crate::indicator::{Bilingual, Indicator, IndicatorId};
use crate::resolution::Resolution;
use crate::scenario::Scenario;
use crate::status::Thresholds;
use crate::workspace::{Workspace, WorkspaceKind};

pub use fault::{ReadError, Reason};

/// What the file says it is.
pub const FORMAT: &str = "muctieu.workspace";
/// The version that is written.
pub const VERSION: u32 = 2;
/// The largest file that is read, in bytes.
pub const LARGEST: usize = 64 * 1024 * 1024;

/// A step from one version of the file to the next.
type Migration = fn(Value) -> Value;

/// The steps from version 1 on; the step at place 0 makes version 2 of version 1.
static MIGRATIONS: [Migration; (VERSION - 1) as usize] = [to_version_2];

/// Version 2 lets a change have details and be off, and a scenario have a colour. What version 1 holds means the same;
/// it is the older page that must not read the newer file and forget what it does not know.
fn to_version_2(tree: Value) -> Value {
    tree
}

/// The file form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WorkspaceFile {
    /// Always `muctieu.workspace`.
    pub format: String,
    /// The version of this form.
    pub version: u32,
    /// The workspace's stable name.
    pub id: String,
    /// What the user sees.
    pub name: Bilingual,
    /// What its figures are.
    #[serde(default)]
    pub kind: WorkspaceKind,
    /// The plan year.
    pub plan: PlanYear,
    /// From which probabilities a target is on track and at risk.
    #[serde(default)]
    pub thresholds: Thresholds,
    /// The resolution.
    pub resolution: Arc<Resolution>,
    /// The indicators, in the resolution's order.
    pub indicators: Arc<Vec<Indicator>>,
    /// The figures.
    #[serde(default)]
    pub figures: Vec<Figure>,
    /// What the user has assumed, by indicator.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub assumptions: BTreeMap<IndicatorId, Assumptions>,
    /// Which values are assumed to go together; independent where nothing is said.
    #[serde(default, skip_serializing_if = "Correlation::is_default")]
    pub correlation: Correlation,
    /// What moves several indicators, and what follows from other values.
    #[serde(default, skip_serializing_if = "Drivers::is_default")]
    pub drivers: Drivers,
    /// The scenarios.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scenarios: Vec<Scenario>,
}

impl From<&Workspace> for WorkspaceFile {
    fn from(workspace: &Workspace) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            id: workspace.id.to_string(),
            name: workspace.name.clone(),
            kind: workspace.kind,
            plan: workspace.plan,
            thresholds: workspace.thresholds,
            resolution: workspace.resolution.clone(),
            indicators: workspace.indicators.clone(),
            figures: workspace.figures.iter().cloned().collect(),
            assumptions: (*workspace.assumptions).clone(),
            correlation: (*workspace.correlation).clone(),
            drivers: (*workspace.drivers).clone(),
            scenarios: (*workspace.scenarios).clone(),
        }
    }
}

impl From<WorkspaceFile> for Workspace {
    fn from(file: WorkspaceFile) -> Self {
        Self {
            id: file.id.into(),
            name: file.name,
            kind: file.kind,
            plan: file.plan,
            thresholds: file.thresholds,
            resolution: file.resolution,
            indicators: file.indicators,
            figures: file.figures.into_iter().collect(),
            // What assumes nothing is not kept: an edit would not keep it either.
            assumptions: {
                let mut assumptions = file.assumptions;
                assumptions.retain(|_, set| !set.is_default());
                Arc::new(assumptions)
            },
            correlation: Arc::new(file.correlation),
            drivers: Arc::new(file.drivers),
            scenarios: Arc::new(file.scenarios),
        }
    }
}

/// Writes a workspace, on one line.
pub fn write(workspace: &Workspace) -> Result<String, ReadError> {
    serde_json::to_string(&WorkspaceFile::from(workspace)).map_err(|error| ReadError::shape(&error))
}

/// Writes a workspace for people to read.
pub fn write_pretty(workspace: &Workspace) -> Result<String, ReadError> {
    serde_json::to_string_pretty(&WorkspaceFile::from(workspace))
        .map_err(|error| ReadError::shape(&error))
}

/// Reads a workspace of this or an older version.
pub fn read(text: &str) -> Result<Workspace, ReadError> {
    let file: WorkspaceFile = read_versioned(text, FORMAT, VERSION, &MIGRATIONS)?;
    verify::verify(&file)?;
    Ok(file.into())
}

/// Reads any of the product's JSON files: its own kind, not of the future, brought up to the current version.
pub fn read_versioned<T: serde::de::DeserializeOwned>(
    text: &str,
    format: &str,
    current: u32,
    migrations: &[fn(Value) -> Value],
) -> Result<T, ReadError> {
    if text.len() > LARGEST {
        return Err(ReadError::TooLarge);
    }
    // The current version is read in one go; the detour over a tree is for old files and for refusals.
    let head: Head = serde_json::from_str(text).map_err(|error| ReadError::of_json(&error))?;
    if head.format.as_deref() != Some(format) {
        return Err(ReadError::Foreign);
    }
    let version = head
        .version
        .filter(|version| *version >= 1)
        .ok_or(ReadError::Foreign)?;
    if version > current {
        return Err(ReadError::Future { version, current });
    }
    if version == current {
        return serde_json::from_str(text).map_err(|error| ReadError::shape(&error));
    }
    let tree: Value = serde_json::from_str(text).map_err(|error| ReadError::of_json(&error))?;
    let tree = migrations
        .iter()
        .skip((version - 1) as usize)
        .fold(tree, |tree, step| step(tree));
    // Back to text: a second reader for trees would double the code of every type.
    serde_json::from_str(&tree.to_string()).map_err(|error| ReadError::shape(&error))
}

/// What is looked at first.
#[derive(Deserialize)]
struct Head {
    format: Option<String>,
    version: Option<u32>,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
