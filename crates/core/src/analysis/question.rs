//! An analysis as a message: what is asked, and what has been found. A worker is asked in these words, and where there is
//! none the page asks itself.

use serde::{Deserialize, Serialize};

use super::{
    Aim, Attributed, Attribution, Found, Handle, Importance, Machine, Matters, Progress, Quantity,
    Seeking, Sensitivity, Setting, Tornado, Unattributable,
};
use crate::indicator::IndicatorId;
use crate::scenario::Change;

/// What is asked about a [`Setting`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// What an indicator hangs on.
    Sensitivity {
        /// The scenario.
        changes: Vec<Change>,
        /// The indicator.
        indicator: IndicatorId,
    },
    /// What matters most for all targets together.
    Importance {
        /// The scenario.
        changes: Vec<Change>,
    },
    /// To which changes a difference is due.
    Attribution {
        /// The first scenario.
        before: Vec<Change>,
        /// The second.
        after: Vec<Change>,
        /// What they differ in.
        quantity: Quantity,
    },
    /// What it would take.
    Seek {
        /// The scenario.
        changes: Vec<Change>,
        /// The levers that may be moved.
        handles: Vec<Handle>,
        /// What is wished for.
        aims: Vec<Aim>,
    },
}

/// What has been found: the answer to the question of the same name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// What an indicator hangs on.
    Sensitivity(Sensitivity),
    /// What matters most for all targets together.
    Importance(Matters),
    /// To which changes a difference is due, or why that cannot be told.
    Attribution(Result<Attributed, Unattributable>),
    /// What it would take.
    Seek(Found),
}

impl Question {
    /// The machine that finds the answer.
    pub fn begin(&self, setting: Setting) -> Work {
        Work(match self {
            Self::Sensitivity { changes, indicator } => {
                Inner::Sensitivity(Box::new(Tornado::new(setting, changes, indicator)))
            }
            Self::Importance { changes } => {
                Inner::Importance(Box::new(Importance::new(&setting, changes)))
            }
            Self::Attribution {
                before,
                after,
                quantity,
            } => match Attribution::new(setting, before, after, quantity.clone()) {
                Ok(machine) => Inner::Attribution(Box::new(machine)),
                Err(why) => Inner::Unattributable(why),
            },
            Self::Seek {
                changes,
                handles,
                aims,
            } => Inner::Seek(Box::new(Seeking::new(setting, changes, handles, aims))),
        })
    }
}

/// The machine of a [`Question`].
pub struct Work(Inner);

enum Inner {
    Sensitivity(Box<Tornado>),
    Importance(Box<Importance>),
    Attribution(Box<Attribution>),
    Unattributable(Unattributable),
    Seek(Box<Seeking>),
}

impl Work {
    /// The answer, once the machine has finished.
    pub fn answer(&self) -> Option<Answer> {
        Some(match &self.0 {
            Inner::Sensitivity(machine) => Answer::Sensitivity(machine.result().clone()),
            Inner::Importance(machine) => Answer::Importance(machine.result()),
            Inner::Attribution(machine) => Answer::Attribution(Ok(machine.result())),
            Inner::Unattributable(why) => Answer::Attribution(Err(*why)),
            Inner::Seek(machine) => Answer::Seek(machine.result()?.clone()),
        })
    }
}

impl Machine for Work {
    fn step(&mut self, budget: u32) -> Progress {
        match &mut self.0 {
            Inner::Sensitivity(machine) => machine.step(budget),
            Inner::Importance(machine) => machine.step(budget),
            Inner::Attribution(machine) => machine.step(budget),
            Inner::Unattributable(_) => Progress::Done,
            Inner::Seek(machine) => machine.step(budget),
        }
    }
}
