//! Drivers, links and formulas: what moves several indicators at once, and what follows from other values.
//!
//! A *driver* (public investment disbursed, credit growth …) is a value that a scenario may set. A *link* says by how
//! much an indicator moves with a driver or with another indicator: Δto = coefficient × Δfrom, where Δ is scenario minus
//! base. A *derived* indicator has a formula. Together they are a graph without cycles ([`graph`]).
//!
//! No coefficient and no figure is invented: what is unknown is empty, has no effect and is asked for ([`Missing`]).

pub mod builtin;
mod derive;
mod fault;
pub mod graph;
mod layout;
mod missing;
mod name;
mod words;

use serde::{Deserialize, Serialize};

use crate::dist::Dist;
use crate::indicator::{Bilingual, Indicator, IndicatorId};
use crate::lever::{LeverId, LeverKind, LeverSpan};
use crate::math::normal::normal_quantile;
use crate::number::round_to;
use crate::unit::{Unit, UnitError};

pub use derive::{Derivation, Input, derive};
pub use fault::DriversFault;
pub use graph::{Edge, EdgeKind, Graph, Node, NodeKind};
pub use layout::{Layout, Place};
pub use missing::Missing;
pub use name::name_for;
pub use words::moved_in_words;

/// The name of a node of the graph: drivers and indicators share one space of names.
pub type NodeId = IndicatorId;

/// The most drivers of a workspace.
pub const MOST_DRIVERS: usize = 200;
/// The most links of a workspace.
pub const MOST_LINKS: usize = 1_000;
/// The most derived indicators of a workspace.
pub const MOST_DERIVED: usize = 200;

/// A value outside the resolution that moves its indicators, and that a scenario may set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Driver {
    /// Its stable name; no indicator has the same.
    pub id: NodeId,
    /// What it is.
    pub title: Bilingual,
    /// Its unit.
    pub unit: Bilingual,
    /// Its value in the base, in its unit; empty where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<f64>,
    /// Half of its 80 % range, in its unit; empty where the base is taken as certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spread: Option<f64>,
    /// The least value that a scenario may set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// The greatest value that a scenario may set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// Where its base comes from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Whether it is taken for granted (population, prices) rather than moved by what someone does.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub assumption: bool,
}

impl Driver {
    /// What is known of its value: around the scenario's if it sets one, else around the base; Normal where it has a
    /// spread. A scenario moves the centre and leaves the spread, as the other levers do.
    pub fn dist(&self, set: Option<f64>) -> Option<Dist> {
        let mean = set.or(self.base)?;
        Some(match self.spread.filter(|spread| *spread > 0.0) {
            Some(spread) => Dist::Normal {
                mean,
                sd: spread / normal_quantile(0.9),
            },
            None => Dist::Point(mean),
        })
    }

    /// The limits of its lever: its own, and where it has none, double its base on either side of nothing.
    pub fn span(&self) -> LeverSpan {
        let reach = match self.base {
            Some(base) if base != 0.0 => 2.0 * base.abs(),
            _ => 100.0,
        };
        let negative = self.base.is_some_and(|base| base < 0.0) || self.is_share();
        let min = self.min.unwrap_or(if negative { -reach } else { 0.0 });
        let min = min.min(self.max.unwrap_or(min));
        let max = self.max.unwrap_or(reach).max(min);
        let (step, decimals) = step_of(max - min);
        LeverSpan {
            min,
            max,
            step,
            neutral: self.base,
            decimals,
        }
    }

    fn is_share(&self) -> bool {
        Unit::parse(&self.unit.vi).is_ok_and(|unit| unit.dimension.is_none())
    }
}

/// A round step of which a range has between 100 and 1,000, and the decimals in which it is told.
fn step_of(range: f64) -> (f64, u8) {
    let (mut step, mut decimals) = (1.0, 0);
    while step > range / 100.0 && decimals < 6 {
        step /= 10.0;
        decimals += 1;
    }
    while step * 1000.0 < range && step < 1e15 {
        step *= 10.0;
    }
    (round_to(step, decimals), decimals)
}

/// One value that moves another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Link {
    /// What moves: a driver or an indicator.
    pub from: NodeId,
    /// The indicator that is moved.
    pub to: IndicatorId,
    /// By how much for one unit of `from`; empty where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coefficient: Option<f64>,
    /// The coefficient's unit; empty for the indicator's own unit to one of what moves it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Where the coefficient comes from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// An indicator whose year follows from other values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Derived {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The formula, in the language of [`crate::formula`].
    pub formula: String,
    /// The unit of its value in full, where the indicator's own leaves out a "per": `triệu đồng/người` for GRDP per
    /// head in `triệu đồng`. Empty for the indicator's own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
}

/// All drivers, links and derived indicators of a workspace.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Drivers {
    /// The drivers, in the user's order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub drivers: Vec<Driver>,
    /// The links, one for two nodes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// The derived indicators, one formula each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub derived: Vec<Derived>,
}

impl Drivers {
    /// Whether there is nothing.
    pub fn is_default(&self) -> bool {
        self.drivers.is_empty() && self.links.is_empty() && self.derived.is_empty()
    }

    /// The driver of that name.
    pub fn driver(&self, id: &str) -> Option<&Driver> {
        self.drivers.iter().find(|driver| driver.id.as_str() == id)
    }

    /// Whether what a lever moves is taken for granted rather than done; of a driver, as it says itself.
    pub fn is_assumption(&self, lever: &LeverId) -> bool {
        let driver = self
            .driver(lever.subject.as_str())
            .filter(|_| lever.kind == LeverKind::Driver);
        driver.map_or(lever.kind.is_assumption(), |driver| driver.assumption)
    }

    /// The formula of an indicator.
    pub fn derived(&self, id: &str) -> Option<&Derived> {
        let mut all = self.derived.iter();
        all.find(|derived| derived.indicator.as_str() == id)
    }

    /// The links that move an indicator.
    pub fn links_to<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Link> {
        self.links.iter().filter(move |link| link.to.as_str() == id)
    }

    /// The unit of a node as its figures are written, in Vietnamese words.
    pub fn unit_of<'a>(&'a self, id: &str, indicators: &'a [Indicator]) -> Option<&'a Bilingual> {
        let driver = self.driver(id).map(|driver| &driver.unit);
        driver.or_else(|| {
            let mut all = indicators.iter();
            let indicator = all.find(|indicator| indicator.id.as_str() == id);
            indicator.map(|indicator| &indicator.unit)
        })
    }

    /// The title of a node; its name where it has none.
    pub fn title_of(&self, id: &str, indicators: &[Indicator]) -> Bilingual {
        let driver = self.driver(id).map(|driver| &driver.title);
        let mut all = indicators.iter();
        let title = driver.or_else(|| {
            all.find(|indicator| indicator.id.as_str() == id)
                .map(|indicator| &indicator.title)
        });
        let named = Bilingual {
            vi: id.to_owned(),
            en: id.to_owned(),
        };
        title
            .filter(|title| !title.vi.is_empty() || !title.en.is_empty())
            .cloned()
            .unwrap_or(named)
    }
}

impl Link {
    /// By how much the target moves, in its own unit, for a move of `delta` in the unit of what moves it; nothing where
    /// the coefficient is not known or its unit is none.
    pub fn effect(&self, drivers: &Drivers, indicators: &[Indicator], delta: f64) -> Option<f64> {
        let coefficient = self.coefficient?;
        let scale = self.scale(drivers, indicators).ok()?;
        Some(coefficient * scale * delta).filter(|effect| effect.is_finite())
    }

    /// The factor of the coefficient's unit: 1 where it is the target's own unit to one of what moves it.
    pub(super) fn scale(
        &self,
        drivers: &Drivers,
        indicators: &[Indicator],
    ) -> Result<f64, UnitError> {
        if self.unit.trim().is_empty() {
            return Ok(1.0);
        }
        let unit_of = |id: &NodeId| {
            let unit = drivers.unit_of(id.as_str(), indicators);
            unit.map(|unit| unit.vi.as_str()).unwrap_or_default()
        };
        let (from, to) = (unit_of(&self.from), unit_of(&self.to));
        let moved = Unit::parse(&self.unit)?.times(&Unit::parse(from)?, 1);
        let own = Unit::parse(to)?;
        if moved.fits(&own) {
            Ok(moved.factor / own.factor)
        } else {
            Err(UnitError::Mismatch {
                left: format!("{} × {from}", self.unit.trim()),
                right: to.to_owned(),
            })
        }
    }
}

impl Derived {
    /// How many of the indicator's own units one base unit of the formula's value is.
    pub(super) fn scale(
        &self,
        value: &crate::unit::Dimension,
        indicator: &Indicator,
    ) -> Result<f64, UnitError> {
        let own_text = indicator.unit.vi.as_str();
        let own = Unit::parse(own_text)?;
        let full_text = match self.unit.trim() {
            "" => own_text,
            full => full,
        };
        let full = Unit::parse(full_text)?;
        if full.dimension != *value {
            return Err(UnitError::Mismatch {
                left: value.in_words(crate::lang::Lang::Vi),
                right: full_text.to_owned(),
            });
        }
        if full.fits(&own) {
            return Ok(1.0 / own.factor);
        }
        // The indicator leaves out what its value is per: the stroke and what follows belong to the full unit alone.
        let above = full_text.split(['/']).next().unwrap_or_default();
        let above = Unit::parse(above.split(" per ").next().unwrap_or_default())?;
        if above.fits(&own) {
            Ok(above.factor / (full.factor * own.factor))
        } else {
            Err(UnitError::Mismatch {
                left: full_text.to_owned(),
                right: own_text.to_owned(),
            })
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
