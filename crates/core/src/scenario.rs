//! A scenario: a named list of changes to the base, and nothing else.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::indicator::IndicatorId;
use crate::lever::{LeverId, Levers};

/// A scenario's stable name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ScenarioId(#[cfg_attr(feature = "schema", schemars(with = "String"))] pub Arc<str>);

/// One lever moved to one position.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// The lever.
    pub lever: LeverId,
    /// Its position, in the lever's own unit.
    pub value: f64,
}

/// A named list of changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Scenario {
    /// Its stable name.
    pub id: ScenarioId,
    /// What the user calls it.
    pub name: String,
    /// What it stands for, in the user's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The changes, in the order in which they were made; one a lever.
    #[serde(default)]
    pub changes: Vec<Change>,
}

impl Scenario {
    /// The position of a lever, if it is moved.
    pub fn position(&self, lever: &LeverId) -> Option<f64> {
        self.changes
            .iter()
            .find(|change| change.lever == *lever)
            .map(|change| change.value)
    }

    /// Moves a lever, or puts it back (`None`).
    pub fn set(&mut self, lever: &LeverId, value: Option<f64>) {
        let place = self
            .changes
            .iter()
            .position(|change| change.lever == *lever);
        match (place, value) {
            (Some(place), Some(value)) => self.changes[place].value = value,
            (Some(place), None) => {
                self.changes.remove(place);
            }
            (None, Some(value)) => self.changes.push(Change {
                lever: lever.clone(),
                value,
            }),
            (None, None) => {}
        }
    }

    /// The lever positions of every indicator that the scenario touches.
    pub fn by_indicator(&self) -> BTreeMap<IndicatorId, Levers> {
        let mut all: BTreeMap<IndicatorId, Levers> = BTreeMap::new();
        for change in &self.changes {
            all.entry(change.lever.indicator.clone())
                .or_default()
                .set(change.lever.kind, change.value);
        }
        all
    }
}
