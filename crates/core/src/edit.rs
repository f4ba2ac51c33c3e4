//! Changes to a workspace as values: each can be applied, and gives back the change that undoes it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::assumption::{AssumptionFault, Assumptions};
use crate::figure::{Figure, FigureId};
use crate::indicator::IndicatorId;
use crate::lang::{Lang, Say};
use crate::lever::LeverId;
use crate::scenario::{Change, Scenario, ScenarioId};
use crate::store::WorkspaceFile;
use crate::workspace::Workspace;

/// A change to a workspace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "kebab-case")]
pub enum Edit {
    /// Puts a figure in, or in place of the one of its name.
    PutFigure {
        /// The figure.
        figure: Box<Figure>,
    },
    /// Takes a figure out.
    RemoveFigure {
        /// Its name.
        id: FigureId,
    },
    /// Replaces all figures.
    ReplaceFigures {
        /// The new ones.
        figures: Vec<Figure>,
    },
    /// Replaces everything but the workspace's name: what a file brings.
    ReplaceWorkspace {
        /// The new content.
        file: Box<WorkspaceFile>,
    },
    /// Sets what is assumed for an indicator; nothing puts it back to the defaults.
    Assume {
        /// The indicator.
        indicator: IndicatorId,
        /// The assumptions.
        assumptions: Option<Box<Assumptions>>,
    },
    /// Puts a scenario in at a place, or in place of the one of its name.
    PutScenario {
        /// The scenario.
        scenario: Scenario,
        /// Its place in the list; at the end where it is empty.
        place: Option<usize>,
    },
    /// Takes a scenario out.
    RemoveScenario {
        /// Its name.
        id: ScenarioId,
    },
    /// Moves a lever of a scenario, or puts it back.
    MoveLever {
        /// The scenario.
        scenario: ScenarioId,
        /// The lever.
        lever: LeverId,
        /// Its position; nothing puts it back.
        value: Option<f64>,
    },
}

/// Why a change is refused; the workspace is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The figure is gone (another tab removed it, say).
    #[error("no such figure")]
    NoFigure,
    /// The indicator does not exist in this workspace.
    #[error("no such indicator: {0}")]
    NoIndicator(String),
    /// The scenario is gone.
    #[error("no such scenario")]
    NoScenario,
    /// A value that is not a finite number.
    #[error("not a finite number")]
    NotFinite,
    /// The assumptions contradict themselves.
    #[error(transparent)]
    Assumption(#[from] AssumptionFault),
}

impl Say for EditError {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::NoFigure => lang
                .pick(
                    "Số liệu này không còn nữa, có thể đã được xóa ở một thẻ khác.",
                    "This figure no longer exists; another tab may have removed it.",
                )
                .to_owned(),
            Self::NoIndicator(id) => lang.pick(
                format!("Không có chỉ tiêu “{id}” trong bộ dữ liệu này."),
                format!("There is no indicator “{id}” in this workspace."),
            ),
            Self::NoScenario => lang
                .pick(
                    "Kịch bản này không còn nữa, có thể đã được xóa ở một thẻ khác.",
                    "This scenario no longer exists; another tab may have removed it.",
                )
                .to_owned(),
            Self::NotFinite => lang
                .pick(
                    "Giá trị không phải là một số.",
                    "The value is not a number.",
                )
                .to_owned(),
            Self::Assumption(fault) => fault.say(lang),
        }
    }
}

impl Edit {
    /// Applies the change and gives back the one that undoes it. A refused change leaves everything as it was.
    pub fn apply(&self, workspace: &mut Workspace) -> Result<Self, EditError> {
        match self {
            Self::PutFigure { figure } => put_figure(workspace, figure),
            Self::RemoveFigure { id } => {
                let figure = workspace.figures.remove(id).ok_or(EditError::NoFigure)?;
                Ok(Self::PutFigure {
                    figure: Box::new(figure),
                })
            }
            Self::ReplaceFigures { figures } => replace_figures(workspace, figures),
            Self::ReplaceWorkspace { file } => {
                let before = WorkspaceFile::from(&*workspace);
                let id = workspace.id.clone();
                *workspace = Workspace {
                    id,
                    ..(**file).clone().into()
                };
                Ok(Self::ReplaceWorkspace {
                    file: Box::new(before),
                })
            }
            Self::Assume {
                indicator,
                assumptions,
            } => assume(workspace, indicator, assumptions.as_deref()),
            Self::PutScenario { scenario, place } => put_scenario(workspace, scenario, *place),
            Self::RemoveScenario { id } => {
                let all = Arc::make_mut(&mut workspace.scenarios);
                let at = all
                    .iter()
                    .position(|scenario| scenario.id == *id)
                    .ok_or(EditError::NoScenario)?;
                Ok(Self::PutScenario {
                    scenario: all.remove(at),
                    place: Some(at),
                })
            }
            Self::MoveLever {
                scenario,
                lever,
                value,
            } => move_lever(workspace, scenario, lever, *value),
        }
    }

    /// Whether this change and an earlier one are the same gesture (one drag of one lever), to be undone as one.
    pub fn continues(&self, earlier: &Self) -> bool {
        match (self, earlier) {
            (
                Self::MoveLever {
                    scenario,
                    lever,
                    value: Some(_),
                },
                Self::MoveLever {
                    scenario: other,
                    lever: its,
                    ..
                },
            ) => scenario == other && lever == its,
            _ => false,
        }
    }

    /// Whether the base rests on what is changed: figures and assumptions, but not scenarios.
    pub fn changes_facts(&self) -> bool {
        !matches!(
            self,
            Self::PutScenario { .. } | Self::RemoveScenario { .. } | Self::MoveLever { .. }
        )
    }

    /// What the change is called in the undo button's tip.
    pub fn name(&self, lang: Lang) -> &'static str {
        match self {
            Self::PutFigure { .. } => lang.pick("nhập số liệu", "enter a figure"),
            Self::RemoveFigure { .. } => lang.pick("xóa số liệu", "remove a figure"),
            Self::ReplaceFigures { .. } => lang.pick("thay toàn bộ số liệu", "replace all figures"),
            Self::ReplaceWorkspace { .. } => lang.pick("nhập tệp", "import a file"),
            Self::Assume { .. } => lang.pick("đổi giả định", "change an assumption"),
            Self::PutScenario { .. } => lang.pick("sửa kịch bản", "edit a scenario"),
            Self::RemoveScenario { .. } => lang.pick("xóa kịch bản", "delete a scenario"),
            Self::MoveLever { .. } => lang.pick("chỉnh đòn bẩy", "move a lever"),
        }
    }
}

fn put_figure(workspace: &mut Workspace, figure: &Figure) -> Result<Edit, EditError> {
    if workspace.indicator(figure.indicator.as_str()).is_none() {
        return Err(EditError::NoIndicator(figure.indicator.to_string()));
    }
    if !figure.value.is_finite() {
        return Err(EditError::NotFinite);
    }
    Ok(match workspace.figures.put(figure.clone()) {
        Some(before) => Edit::PutFigure {
            figure: Box::new(before),
        },
        None => Edit::RemoveFigure {
            id: figure.id.clone(),
        },
    })
}

fn replace_figures(workspace: &mut Workspace, figures: &[Figure]) -> Result<Edit, EditError> {
    if figures.iter().any(|figure| !figure.value.is_finite()) {
        return Err(EditError::NotFinite);
    }
    let before = workspace.figures.iter().cloned().collect();
    workspace.figures = figures.iter().cloned().collect();
    Ok(Edit::ReplaceFigures { figures: before })
}

fn assume(
    workspace: &mut Workspace,
    indicator: &IndicatorId,
    assumptions: Option<&Assumptions>,
) -> Result<Edit, EditError> {
    if workspace.indicator(indicator.as_str()).is_none() {
        return Err(EditError::NoIndicator(indicator.to_string()));
    }
    if let Some(fault) = assumptions.and_then(Assumptions::fault) {
        return Err(fault.into());
    }
    let all = Arc::make_mut(&mut workspace.assumptions);
    let before = match assumptions.filter(|set| !set.is_default()) {
        Some(set) => all.insert(indicator.clone(), set.clone()),
        None => all.remove(indicator),
    };
    Ok(Edit::Assume {
        indicator: indicator.clone(),
        assumptions: before.map(Box::new),
    })
}

fn put_scenario(
    workspace: &mut Workspace,
    scenario: &Scenario,
    place: Option<usize>,
) -> Result<Edit, EditError> {
    let finite = |change: &Change| change.value.is_finite();
    if !scenario.changes.iter().all(finite) {
        return Err(EditError::NotFinite);
    }
    let all = Arc::make_mut(&mut workspace.scenarios);
    if let Some(at) = all.iter().position(|other| other.id == scenario.id) {
        let before = std::mem::replace(&mut all[at], scenario.clone());
        return Ok(Edit::PutScenario {
            scenario: before,
            place: Some(at),
        });
    }
    let at = place.unwrap_or(all.len()).min(all.len());
    all.insert(at, scenario.clone());
    Ok(Edit::RemoveScenario {
        id: scenario.id.clone(),
    })
}

fn move_lever(
    workspace: &mut Workspace,
    scenario: &ScenarioId,
    lever: &LeverId,
    value: Option<f64>,
) -> Result<Edit, EditError> {
    if value.is_some_and(|value| !value.is_finite()) {
        return Err(EditError::NotFinite);
    }
    let all = Arc::make_mut(&mut workspace.scenarios);
    let owner = all
        .iter_mut()
        .find(|other| other.id == *scenario)
        .ok_or(EditError::NoScenario)?;
    let before = owner.position(lever);
    owner.set(lever, value);
    Ok(Edit::MoveLever {
        scenario: scenario.clone(),
        lever: lever.clone(),
        value: before,
    })
}
