//! Changes to a workspace as values: each can be applied, and gives back the change that undoes it.

mod apply;
mod error;

use std::sync::Arc;

use crate::assumption::Assumptions;
use crate::correlation::Correlation;
use crate::driver::Drivers;
use crate::figure::{Figure, FigureId};
use crate::indicator::IndicatorId;
use crate::lang::Lang;
use crate::lever::LeverId;
use crate::scenario::{Change, Scenario, ScenarioId};
use crate::store::{WorkspaceFile, verify};
use crate::workspace::Workspace;

pub use error::EditError;

/// A change to a workspace.
#[derive(Clone, Debug, PartialEq)]
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
    /// Puts several figures in, each in place of the one of its name, and takes others out: what a paste brings, as one
    /// step.
    ChangeFigures {
        /// The figures to put in.
        put: Vec<Figure>,
        /// The names of those to take out.
        remove: Vec<FigureId>,
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
    /// Sets which values are assumed to go together.
    Correlate {
        /// The whole assumption.
        correlation: Box<Correlation>,
    },
    /// Sets the drivers, links and formulas.
    SetDrivers {
        /// All of them.
        drivers: Box<Drivers>,
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
    /// Puts a change into a scenario whole, with its details and its switch, in place of the one of its lever.
    PutChange {
        /// The scenario.
        scenario: ScenarioId,
        /// The change.
        change: Change,
        /// Its place in the list of changes; where it was, or at the end, where it is empty.
        place: Option<usize>,
    },
    /// Moves a scenario to another place in the list.
    OrderScenario {
        /// The scenario.
        id: ScenarioId,
        /// Its new place.
        place: usize,
    },
}

impl Edit {
    /// Applies the change and gives back the one that undoes it. A refused change leaves everything as it was.
    pub fn apply(&self, workspace: &mut Workspace) -> Result<Self, EditError> {
        match self {
            Self::PutFigure { figure } => apply::put_figure(workspace, figure),
            Self::RemoveFigure { id } => {
                let figure = workspace.figures.remove(id).ok_or(EditError::NoFigure)?;
                Ok(Self::PutFigure {
                    figure: Box::new(figure),
                })
            }
            Self::ChangeFigures { put, remove } => apply::change_figures(workspace, put, remove),
            Self::ReplaceFigures { figures } => apply::replace_figures(workspace, figures),
            Self::ReplaceWorkspace { file } => {
                verify::verify(file)?;
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
            } => apply::assume(workspace, indicator, assumptions.as_deref()),
            Self::Correlate { correlation } => apply::correlate(workspace, correlation),
            Self::SetDrivers { drivers } => apply::set_drivers(workspace, drivers),
            Self::PutScenario { scenario, place } => {
                apply::put_scenario(workspace, scenario, *place)
            }
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
            } => apply::move_lever(workspace, scenario, lever, *value),
            Self::PutChange {
                scenario,
                change,
                place,
            } => apply::put_change(workspace, scenario, change, *place),
            Self::OrderScenario { id, place } => apply::order_scenario(workspace, id, *place),
        }
    }

    /// Whether this change and an earlier one are the same gesture (one drag of one slider), to be undone as one.
    pub fn continues(&self, earlier: &Self) -> bool {
        match (self, earlier) {
            (
                Self::MoveLever {
                    scenario, lever, ..
                },
                Self::MoveLever {
                    scenario: other,
                    lever: its,
                    // A lever that was put back has come to rest.
                    value: Some(_),
                },
            ) => scenario == other && lever == its,
            (
                Self::PutChange {
                    scenario, change, ..
                },
                Self::PutChange {
                    scenario: other,
                    change: its,
                    ..
                },
            ) => scenario == other && change.lever == its.lever,
            // A change that was moved with its details and is taken out in the end.
            (
                Self::MoveLever {
                    scenario,
                    lever,
                    value: None,
                },
                Self::PutChange {
                    scenario: other,
                    change: its,
                    ..
                },
            ) => scenario == other && *lever == its.lever,
            (Self::Correlate { .. }, Self::Correlate { .. }) => true,
            _ => false,
        }
    }

    /// Makes this inverse of a gesture's beginning hold for its end as well, whose own inverse is `later`: a lever that
    /// was put back at the end comes back in its place in the list, with the position of the beginning.
    pub(crate) fn joined_by(&mut self, later: Self) {
        if let (
            Self::MoveLever {
                value: Some(first), ..
            },
            Self::PutChange {
                scenario,
                change,
                place,
            },
        ) = (&*self, later)
        {
            *self = Self::PutChange {
                scenario,
                change: Change {
                    value: *first,
                    ..change
                },
                place,
            };
        }
    }

    /// Whether the base rests on what is changed: figures, assumptions and correlations (by which targets made of parts
    /// are met), but not scenarios.
    pub fn changes_facts(&self) -> bool {
        !matches!(
            self,
            Self::PutScenario { .. }
                | Self::RemoveScenario { .. }
                | Self::MoveLever { .. }
                | Self::PutChange { .. }
                | Self::OrderScenario { .. }
        )
    }

    /// What the change is called in the undo button's tip.
    pub fn name(&self, lang: Lang) -> &'static str {
        match self {
            Self::PutFigure { .. } => lang.pick("nhập số liệu", "enter a figure"),
            Self::RemoveFigure { .. } => lang.pick("xóa số liệu", "remove a figure"),
            Self::ChangeFigures { .. } => lang.pick("dán số liệu", "paste figures"),
            Self::ReplaceFigures { .. } => lang.pick("thay toàn bộ số liệu", "replace all figures"),
            Self::ReplaceWorkspace { .. } => lang.pick("nhập tệp", "import a file"),
            Self::Assume { .. } => lang.pick("đổi giả định", "change an assumption"),
            Self::Correlate { .. } => lang.pick("đổi tương quan", "change a correlation"),
            Self::SetDrivers { .. } => lang.pick(
                "đổi yếu tố, liên hệ, công thức",
                "change drivers, links, formulas",
            ),
            Self::PutScenario { .. } => lang.pick("sửa kịch bản", "edit a scenario"),
            Self::RemoveScenario { .. } => lang.pick("xóa kịch bản", "delete a scenario"),
            Self::MoveLever { .. } => lang.pick("chỉnh đòn bẩy", "move a lever"),
            Self::PutChange { .. } => lang.pick("sửa thay đổi", "edit a change"),
            Self::OrderScenario { .. } => lang.pick("sắp xếp kịch bản", "order the scenarios"),
        }
    }
}
