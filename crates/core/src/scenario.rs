//! A scenario: a named list of changes to the base, and nothing else.

mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::iso_or_none;
use crate::driver::Drivers;
use crate::indicator::IndicatorId;
use crate::lever::{LeverId, LeverKind, Levers};

pub use words::in_words;

/// A scenario's stable name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ScenarioId(#[cfg_attr(feature = "schema", schemars(with = "String"))] pub Arc<str>);

/// How many colours a scenario can have; the page knows which.
pub const COLOURS: u8 = 6;

/// How a change works in time and how certain it is. Each lever reads what it knows and leaves the rest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Detail {
    /// Of a pace, its first day; of a one-off amount, the day on which it comes in.
    #[serde(with = "iso_or_none", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<String>", extend("format" = "date"))
    )]
    pub from: Option<Date>,
    /// Of a pace, the months over which it is reached (0 to 12); of a delay, by how many months (more than 0, to 12).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months: Option<f64>,
    /// Of a one-off amount, half of its 80 % range, in the indicator's unit, 0 or more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<f64>,
}

impl Detail {
    /// Whether nothing is said.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// Whether its numbers lie where a lever can work with them.
    pub fn fits(&self) -> bool {
        let months = self
            .months
            .is_none_or(|months| (0.0..=12.0).contains(&months));
        let range = self.range.is_none_or(|range| (0.0..=1e15).contains(&range));
        months && range
    }
}

/// One lever moved to one position.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// The lever.
    pub lever: LeverId,
    /// Its position, in the lever's own unit.
    pub value: f64,
    /// How it works in time, and how certain it is.
    #[serde(default, skip_serializing_if = "Detail::is_default")]
    pub detail: Detail,
    /// Whether it is switched off: kept in the list and without effect.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub off: bool,
}

impl Change {
    /// A change that is on, without details.
    pub fn new(lever: LeverId, value: f64) -> Self {
        Self {
            lever,
            value,
            detail: Detail::default(),
            off: false,
        }
    }
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
    /// Which of the [`COLOURS`] it is drawn in.
    #[serde(default, skip_serializing_if = "is_first")]
    pub colour: u8,
    /// The changes, in the order in which they were made; one a lever.
    #[serde(default)]
    pub changes: Vec<Change>,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands references to what it may skip"
)]
fn is_first(colour: &u8) -> bool {
    *colour == 0
}

impl Scenario {
    /// A scenario without changes.
    pub fn new(id: ScenarioId, name: String) -> Self {
        Self {
            id,
            name,
            note: String::new(),
            colour: 0,
            changes: Vec::new(),
        }
    }

    /// The change of a lever, switched on or off.
    pub fn change(&self, lever: &LeverId) -> Option<&Change> {
        self.changes.iter().find(|change| change.lever == *lever)
    }

    /// The position of a lever, if it is moved; of a change that is switched off there is none.
    pub fn position(&self, lever: &LeverId) -> Option<f64> {
        let change = self.change(lever).filter(|change| !change.off);
        change.map(|change| change.value)
    }

    /// The changes that have an effect.
    pub fn live(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| !change.off)
    }

    /// Moves a lever, or puts it back (`None`). The details of its change stay, and one that was off is on again:
    /// whoever moves a lever means it.
    pub fn set(&mut self, lever: &LeverId, value: Option<f64>) {
        let place = self
            .changes
            .iter()
            .position(|change| change.lever == *lever);
        match (place, value) {
            (Some(place), Some(value)) => {
                let change = &mut self.changes[place];
                change.value = value;
                change.off = false;
            }
            (Some(place), None) => {
                self.changes.remove(place);
            }
            (None, Some(value)) => self.changes.push(Change::new(lever.clone(), value)),
            (None, None) => {}
        }
    }

    /// The lever positions of every indicator that the scenario touches; drivers are apart.
    pub fn by_indicator(&self) -> BTreeMap<IndicatorId, Levers> {
        let mut all: BTreeMap<IndicatorId, Levers> = BTreeMap::new();
        for change in self
            .live()
            .filter(|change| change.lever.kind != LeverKind::Driver)
        {
            all.entry(change.lever.subject.clone())
                .or_default()
                .apply(change);
        }
        all
    }

    /// What the scenario sets drivers to, by their names.
    pub fn drivers(&self) -> impl Iterator<Item = (&IndicatorId, f64)> {
        let drivers = self
            .live()
            .filter(|change| change.lever.kind == LeverKind::Driver);
        drivers.map(|change| (&change.lever.subject, change.value))
    }

    /// The scenario with its assumptions alone: without what anyone would do. Drivers say themselves which they are.
    #[must_use]
    pub fn assumptions_alone(&self, drivers: &Drivers) -> Self {
        let mut alone = self.clone();
        alone
            .changes
            .retain(|change| drivers.is_assumption(&change.lever));
        alone
    }
}
