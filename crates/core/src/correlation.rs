//! Which values go together: an assumption of the workspace. Independent where nothing is said.
//!
//! A correlation is one of the normal scores of two indicators' year-end *values* (a Gaussian copula): with a positive
//! one, when one ends high for what is expected of it, the other tends to end high too, whichever way is better.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::indicator::IndicatorId;

/// Two indicators, and how their values go together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pair {
    /// One.
    pub a: IndicatorId,
    /// The other.
    pub b: IndicatorId,
    /// The correlation, −1 to 1.
    pub rho: f64,
}

impl Pair {
    /// Whether the pair is of these two, in either order.
    pub fn is_of(&self, a: &IndicatorId, b: &IndicatorId) -> bool {
        (&self.a == a && &self.b == b) || (&self.a == b && &self.b == a)
    }
}

/// What is assumed to go together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Correlation {
    /// The correlation between any two indicators of a field, −1 to 1.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<String, f64>,
    /// Pairs of which more is known; each overrules its field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<Pair>,
}

impl Correlation {
    /// Whether everything is independent.
    pub fn is_default(&self) -> bool {
        self.groups.is_empty() && self.pairs.is_empty()
    }

    /// What is assumed for a field.
    pub fn of_group(&self, group: &str) -> f64 {
        self.groups.get(group).copied().unwrap_or(0.0)
    }

    /// Assumes a correlation within a field; 0 puts it back to independence.
    pub fn set_group(&mut self, group: &str, rho: f64) {
        if rho == 0.0 {
            self.groups.remove(group);
        } else {
            self.groups.insert(group.to_owned(), rho);
        }
    }

    /// Assumes a correlation between two indicators, or nothing more about them.
    pub fn set_pair(&mut self, a: &IndicatorId, b: &IndicatorId, rho: Option<f64>) {
        let place = self.pairs.iter().position(|pair| pair.is_of(a, b));
        match (place, rho) {
            (Some(place), Some(rho)) => self.pairs[place].rho = rho,
            (Some(place), None) => {
                self.pairs.remove(place);
            }
            (None, Some(rho)) => self.pairs.push(Pair {
                a: a.clone(),
                b: b.clone(),
                rho,
            }),
            (None, None) => {}
        }
    }
}
