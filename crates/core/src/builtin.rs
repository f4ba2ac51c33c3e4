//! The workspaces that the page comes with.

use std::sync::Arc;

use crate::driver;
use crate::figure::FigureBook;
use crate::illustration;
use crate::indicator::Bilingual;
use crate::store::{ReadError, read};
use crate::workspace::{Workspace, WorkspaceKind};

/// The name of the resolution's workspace.
pub const RESOLUTION: &str = "nq-2024";
/// The name of the illustration.
pub const ILLUSTRATION: &str = "illustration";

/// The tasks of Bắc Kạn province for 2024 with the figures that the press has published, in the file form of
/// [`crate::store`]. Made by `data/make.py`.
static FILE: &str = include_str!("../data/nq-2024.json");

/// The resolution with its published figures, and the formula of GRDP per head with nothing invented in it.
pub fn resolution() -> Result<Workspace, ReadError> {
    let mut workspace = read(FILE)?;
    workspace.drivers = Arc::new(driver::builtin::drivers());
    Ok(workspace)
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

/// The built-in workspace of that name.
pub fn by_id(id: &str) -> Option<Result<Workspace, ReadError>> {
    match id {
        RESOLUTION => Some(resolution()),
        ILLUSTRATION => Some(illustration()),
        _ => None,
    }
}
