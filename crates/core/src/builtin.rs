//! The workspaces that the page comes with.

use std::sync::Arc;

use serde::Deserialize;

use crate::calendar::PlanYear;
use crate::driver;
use crate::figure::{Figure, FigureBook};
use crate::illustration;
use crate::indicator::{Bilingual, Indicator};
use crate::packed;
use crate::resolution::Resolution;
use crate::status::Thresholds;
use crate::store::ReadError;
use crate::workspace::{Workspace, WorkspaceKind};

/// The name of the resolution's workspace.
pub const RESOLUTION: &str = "nq-2024";
/// The name of the illustration.
pub const ILLUSTRATION: &str = "illustration";

/// The tasks of Bắc Kạn province for 2024 with the figures that the press has published: `data/nq-2024.json`, which is in
/// the file form of [`crate::store`] and made by `data/make.py`, packed by `build.rs`.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/nq-2024.packed"));

/// What a built-in file says; it assumes nothing and has no scenario.
#[derive(Deserialize)]
struct File {
    id: String,
    name: Bilingual,
    kind: WorkspaceKind,
    plan: PlanYear,
    resolution: Resolution,
    indicators: Vec<Indicator>,
    figures: Vec<Figure>,
}

/// The resolution with its published figures, and the formula of GRDP per head with nothing invented in it.
pub fn resolution() -> Result<Workspace, ReadError> {
    let file: File = packed::read(PACKED).map_err(|_| ReadError::Foreign)?;
    Ok(Workspace {
        id: file.id.into(),
        name: file.name,
        kind: file.kind,
        plan: file.plan,
        thresholds: Thresholds::default(),
        resolution: Arc::new(file.resolution),
        indicators: Arc::new(file.indicators),
        figures: file.figures.into_iter().collect(),
        assumptions: Arc::default(),
        correlation: Arc::default(),
        drivers: Arc::new(driver::builtin::drivers()),
        scenarios: Arc::default(),
    })
}

/// The resolution's targets without any figure.
pub fn empty() -> Result<Workspace, ReadError> {
    let mut workspace = resolution()?;
    workspace.figures = FigureBook::default();
    Ok(workspace)
}

/// The same targets with generated figures for training.
pub fn illustration() -> Result<Workspace, ReadError> {
    let mut workspace = resolution()?;
    workspace.id = ILLUSTRATION.into();
    workspace.kind = WorkspaceKind::Illustration;
    workspace.name = Bilingual {
        vi: "Minh họa – tập huấn".into(),
        en: "Illustration – training".into(),
    };
    workspace.figures = illustration::figures(&workspace);
    workspace.scenarios = Arc::default();
    Ok(workspace)
}

/// Whether a built-in workspace has that name.
pub fn is_builtin(id: &str) -> bool {
    matches!(id, RESOLUTION | ILLUSTRATION)
}

/// The built-in workspace of that name.
pub fn by_id(id: &str) -> Option<Result<Workspace, ReadError>> {
    match id {
        RESOLUTION => Some(resolution()),
        ILLUSTRATION => Some(illustration()),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::Arc;

    use super::resolution;
    use crate::{driver, store};

    #[test]
    fn the_packed_resolution_is_that_of_the_file_which_is_read_with_suspicion() {
        let mut file = store::read(include_str!("../data/nq-2024.json")).unwrap();
        file.drivers = Arc::new(driver::builtin::drivers());
        assert_eq!(resolution().unwrap(), file);
    }
}
