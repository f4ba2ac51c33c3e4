//! Undo and redo: what was done, and what would take it back.

use crate::edit::{Edit, EditError};
use crate::workspace::Workspace;

/// How many steps are kept.
const DEPTH: usize = 500;

/// One step that can be taken back.
#[derive(Clone, Debug, PartialEq)]
struct Step {
    edit: Edit,
    inverse: Edit,
    /// Whether the gesture that made it may still go on.
    open: bool,
}

/// The steps done and undone, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl History {
    /// Does a change. One gesture (a drag of a lever) becomes one step, until [`History::seal`] ends it.
    pub fn apply(&mut self, workspace: &mut Workspace, edit: Edit) -> Result<(), EditError> {
        let inverse = edit.apply(workspace)?;
        self.undone.clear();
        match self.done.last_mut() {
            Some(last) if last.open && edit.continues(&last.edit) => last.edit = edit,
            _ => {
                if self.done.len() == DEPTH {
                    self.done.remove(0);
                }
                self.done.push(Step {
                    edit,
                    inverse,
                    open: true,
                });
            }
        }
        Ok(())
    }

    /// Ends the gesture: the next change is a step of its own.
    pub fn seal(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.open = false;
        }
    }

    /// Takes the last step back and gives the change that did so.
    pub fn undo(&mut self, workspace: &mut Workspace) -> Result<Option<Edit>, EditError> {
        Self::step(&mut self.done, &mut self.undone, workspace)
    }

    /// Does the last undone step again and gives the change that did so.
    pub fn redo(&mut self, workspace: &mut Workspace) -> Result<Option<Edit>, EditError> {
        Self::step(&mut self.undone, &mut self.done, workspace)
    }

    /// Moves a step from one pile to the other by applying its inverse. A step that can no longer be applied
    /// (another tab took its subject away) is dropped and told.
    fn step(
        from: &mut Vec<Step>,
        to: &mut Vec<Step>,
        workspace: &mut Workspace,
    ) -> Result<Option<Edit>, EditError> {
        let Some(step) = from.pop() else {
            return Ok(None);
        };
        let back = step.inverse.apply(workspace)?;
        let done = step.inverse.clone();
        to.push(Step {
            edit: step.inverse,
            inverse: back,
            open: false,
        });
        Ok(Some(done))
    }

    /// What would be taken back next.
    pub fn can_undo(&self) -> Option<&Edit> {
        self.done.last().map(|step| &step.edit)
    }

    /// What would be done again next.
    pub fn can_redo(&self) -> Option<&Edit> {
        self.undone.last().map(|step| &step.inverse)
    }
}
