//! Undo and redo: what was done, and what would take it back.

use std::sync::Arc;

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

/// The steps done and undone, in order. Its steps are shared, so that a copy costs little even where a step holds a
/// whole workspace.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    done: Vec<Arc<Step>>,
    undone: Vec<Arc<Step>>,
}

impl History {
    /// Does a change. One gesture (a drag of a lever) becomes one step, until [`History::seal`] ends it.
    pub fn apply(&mut self, workspace: &mut Workspace, edit: Edit) -> Result<(), EditError> {
        let inverse = edit.apply(workspace)?;
        self.undone.clear();
        match self.done.last_mut() {
            // The inverse stays that of the gesture's beginning.
            Some(last) if last.open && edit.continues(&last.edit) => {
                let step = Arc::make_mut(last);
                step.inverse.joined_by(inverse);
                step.edit = edit;
                // Moved and put back within one gesture: nothing was done.
                if step.edit == step.inverse {
                    self.done.pop();
                }
            }
            _ => {
                if self.done.len() == DEPTH {
                    self.done.remove(0);
                }
                self.done.push(Arc::new(Step {
                    edit,
                    inverse,
                    open: true,
                }));
            }
        }
        Ok(())
    }

    /// Ends the gesture: the next change is a step of its own.
    pub fn seal(&mut self) {
        if let Some(last) = self.done.last_mut().filter(|last| last.open) {
            Arc::make_mut(last).open = false;
        }
    }

    /// Takes the last step back and gives the change that did so. A step that can no longer be taken back (another
    /// tab took its subject away) is dropped and told.
    pub fn undo(&mut self, workspace: &mut Workspace) -> Result<Option<Edit>, EditError> {
        let Some(step) = self.done.pop() else {
            return Ok(None);
        };
        // The step that is now the last was ended by the one taken back.
        self.seal();
        step.inverse.apply(workspace)?;
        let done = step.inverse.clone();
        self.undone.push(step);
        Ok(Some(done))
    }

    /// Does the last undone step again and gives the change that did so; one that can no longer be done is dropped
    /// and told.
    pub fn redo(&mut self, workspace: &mut Workspace) -> Result<Option<Edit>, EditError> {
        let Some(step) = self.undone.pop() else {
            return Ok(None);
        };
        let edit = step.edit.clone();
        let inverse = edit.apply(workspace)?;
        self.done.push(Arc::new(Step {
            edit: edit.clone(),
            inverse,
            open: false,
        }));
        Ok(Some(edit))
    }

    /// What would be taken back next.
    pub fn can_undo(&self) -> Option<&Edit> {
        self.done.last().map(|step| &step.edit)
    }

    /// What would be done again next.
    pub fn can_redo(&self) -> Option<&Edit> {
        self.undone.last().map(|step| &step.edit)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "the built-in workspace is there")]
mod tests {
    use super::*;
    use crate::builtin;
    use crate::lang::Lang;
    use crate::lever::LeverId;
    use crate::scenario::{Change, Scenario, ScenarioId};

    fn with_scenario() -> Workspace {
        let mut workspace = builtin::resolution().unwrap();
        let scenario = Scenario {
            id: ScenarioId("s".into()),
            name: "S".to_owned(),
            note: String::new(),
            colour: 0,
            changes: Vec::new(),
        };
        Edit::PutScenario {
            scenario,
            place: None,
        }
        .apply(&mut workspace)
        .unwrap();
        workspace
    }

    fn lever(name: &str, value: Option<f64>) -> Edit {
        Edit::MoveLever {
            scenario: ScenarioId("s".into()),
            lever: name.parse::<LeverId>().unwrap(),
            value,
        }
    }

    #[test]
    fn a_drag_is_one_step_and_goes_on_no_further_than_its_end() {
        let mut workspace = with_scenario();
        let start = workspace.clone();
        let mut history = History::default();
        for value in [1.1, 1.2, 1.3] {
            let edit = lever("pace:budget-revenue", Some(value));
            history.apply(&mut workspace, edit).unwrap();
        }
        let dragged = workspace.clone();
        let other = lever("pace:afforestation", Some(0.9));
        history.apply(&mut workspace, other).unwrap();
        history.undo(&mut workspace).unwrap();
        assert_eq!(workspace, dragged);
        // The drag ended when the other lever was moved: this is a step of its own, though undo brought the drag up.
        let again = lever("pace:budget-revenue", Some(1.5));
        history.apply(&mut workspace, again).unwrap();
        history.undo(&mut workspace).unwrap();
        assert_eq!(workspace, dragged);
        history.undo(&mut workspace).unwrap();
        assert_eq!(workspace, start);
        assert_eq!(history.undo(&mut workspace), Ok(None));
        history.redo(&mut workspace).unwrap();
        assert_eq!(workspace, dragged);
    }

    #[test]
    fn a_drag_that_ends_where_it_began_is_no_step_and_one_past_it_is_one() {
        let mut workspace = with_scenario();
        let mut history = History::default();
        let before = workspace.clone();
        for value in [Some(1.1), Some(1.0), None] {
            let edit = lever("pace:budget-revenue", value);
            history.apply(&mut workspace, edit).unwrap();
        }
        assert_eq!((&workspace, history.can_undo()), (&before, None));
        // Two levers stand; the first is dragged to its base, which takes it out of the list, and comes back in its place.
        for name in ["pace:budget-revenue", "pace:afforestation"] {
            history
                .apply(&mut workspace, lever(name, Some(1.2)))
                .unwrap();
            history.seal();
        }
        let before = workspace.clone();
        for value in [Some(1.1), Some(1.0), None] {
            let edit = lever("pace:budget-revenue", value);
            history.apply(&mut workspace, edit).unwrap();
        }
        let after = workspace.clone();
        history.undo(&mut workspace).unwrap();
        assert_eq!(workspace, before);
        history.redo(&mut workspace).unwrap();
        assert_eq!(workspace, after);
    }

    #[test]
    fn a_reset_lever_comes_back_in_its_place_under_the_name_of_what_was_done() {
        let mut workspace = with_scenario();
        let mut history = History::default();
        for name in ["pace:budget-revenue", "pace:afforestation", "pace:ocop"] {
            history
                .apply(&mut workspace, lever(name, Some(1.2)))
                .unwrap();
        }
        let before = workspace.clone();
        let reset = lever("pace:budget-revenue", None);
        history.apply(&mut workspace, reset.clone()).unwrap();
        let after = workspace.clone();
        assert_eq!(history.can_undo(), Some(&reset));
        history.undo(&mut workspace).unwrap();
        assert_eq!(workspace, before);
        assert_eq!(
            history.can_redo().map(|edit| edit.name(Lang::En)),
            Some("move a lever")
        );
        history.redo(&mut workspace).unwrap();
        assert_eq!(workspace, after);
        assert_eq!(history.can_undo(), Some(&reset));
    }

    #[test]
    fn a_dated_amount_drawn_by_hand_is_one_step_and_none_when_it_is_put_back() {
        let mut workspace = with_scenario();
        let start = workspace.clone();
        let mut history = History::default();
        let put = |month: i8, value: f64| {
            let lever: LeverId = "one-off:budget-revenue".parse().unwrap();
            let mut change = Change::new(lever, value);
            change.detail.from = Some(jiff::civil::date(2024, month, 28));
            Edit::PutChange {
                scenario: ScenarioId("s".into()),
                change,
                place: None,
            }
        };
        for value in [10.0, 20.0, 30.0] {
            history.apply(&mut workspace, put(11, value)).unwrap();
        }
        history.seal();
        let dated = workspace.clone();
        for value in [5.0, 15.0] {
            history.apply(&mut workspace, put(12, value)).unwrap();
        }
        history.seal();
        let moved = workspace.clone();
        history.undo(&mut workspace).unwrap();
        assert_eq!(workspace, dated);
        history.redo(&mut workspace).unwrap();
        assert_eq!(workspace, moved);
        history.undo(&mut workspace).unwrap();
        history.undo(&mut workspace).unwrap();
        assert_eq!(workspace, start);
        assert!(history.can_undo().is_none());

        history.apply(&mut workspace, put(11, 10.0)).unwrap();
        let back = lever("one-off:budget-revenue", None);
        history.apply(&mut workspace, back).unwrap();
        assert_eq!(workspace, start);
        assert!(history.can_undo().is_none());
    }
}
