//! The year of a derived indicator, as uncertain as what its formula rests on.
//!
//! Where one input is uncertain and the formula is a straight line in it, the year is that input's distribution, scaled
//! and moved: a closed form. Where one is uncertain and the formula bends, the year's quantiles are the formula's values
//! at the input's. With several, the year is known by draws: the inputs are taken as independent, and each draws by a
//! counter keyed by its own name, so that the same scenario gives the same bits and base and scenario compare like with
//! like.

use std::collections::BTreeMap;

use super::{Derived, Drivers, NodeId};
use crate::dist::Dist;
use crate::formula::Formula;
use crate::indicator::{Bilingual, Indicator};
use crate::series::draws;
use crate::unit::Unit;

/// How many values stand for a distribution that has no closed form.
const SAMPLES: u32 = 1_000;

/// What a formula rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// The driver or indicator.
    pub id: NodeId,
    /// What to call it.
    pub title: Bilingual,
    /// Its unit.
    pub unit: Bilingual,
    /// What is known of it, in its unit.
    pub dist: Dist,
}

impl Input {
    /// Whether it is more than one number.
    pub fn is_uncertain(&self) -> bool {
        !matches!(self.dist, Dist::Point(_))
    }
}

/// What a formula says of the year.
#[derive(Clone, Debug, PartialEq)]
pub enum Derivation {
    /// The year's value in the indicator's unit, and what it rests on.
    Known {
        /// The year's value.
        year: Dist,
        /// The inputs, in the order in which the formula names them.
        inputs: Vec<Input>,
    },
    /// These inputs are not known.
    Missing(Vec<NodeId>),
    /// The inputs are known, but the formula gives no number: it divides by zero, or is no formula.
    NoNumber,
}

/// The year of a derived indicator; `value` tells what is known of a driver or an indicator, in its own unit.
pub fn derive(
    derived: &Derived,
    drivers: &Drivers,
    indicators: &[Indicator],
    value: &dyn Fn(&str) -> Option<Dist>,
) -> Derivation {
    let Ok(formula) = Formula::parse(&derived.formula) else {
        return Derivation::NoNumber;
    };
    let (mut inputs, mut missing) = (Vec::new(), Vec::new());
    for name in formula.names() {
        let id = NodeId::from(name);
        match (value(name), drivers.unit_of(name, indicators)) {
            (Some(dist), Some(unit)) => inputs.push(Input {
                title: drivers.title_of(name, indicators),
                unit: unit.clone(),
                id,
                dist,
            }),
            _ => missing.push(id),
        }
    }
    if !missing.is_empty() {
        return Derivation::Missing(missing);
    }
    match year(derived, &formula, indicators, &inputs) {
        Some(year) => Derivation::Known { year, inputs },
        None => Derivation::NoNumber,
    }
}

fn year(
    derived: &Derived,
    formula: &Formula,
    indicators: &[Indicator],
    inputs: &[Input],
) -> Option<Dist> {
    let mut units: BTreeMap<&str, Unit> = BTreeMap::new();
    for input in inputs {
        units.insert(input.id.as_str(), Unit::parse(&input.unit.vi).ok()?);
    }
    let dimension = formula
        .dimension(&|name| Some(units.get(name)?.dimension.clone()))
        .ok()?;
    let mut all = indicators.iter();
    let indicator = all.find(|indicator| indicator.id == derived.indicator)?;
    let scale = derived.scale(&dimension, indicator).ok()?;
    let factor = |name: &str| units.get(name).map(|unit| unit.factor);
    // The middle of each input, in base units: the value of all that is certain.
    let mut middle: BTreeMap<&str, f64> = BTreeMap::new();
    for input in inputs {
        let name = input.id.as_str();
        middle.insert(name, input.dist.median() * factor(name)?);
    }
    let known = |name: &str| middle.get(name).copied();
    let uncertain: Vec<&Input> = inputs.iter().filter(|one| one.is_uncertain()).collect();
    match uncertain[..] {
        [] => Some(Dist::Point(finite(scale * formula.value(&known)?)?)),
        [one] => {
            let name = one.id.as_str();
            let factor = factor(name)?;
            if let Some(line) = formula.line(name, &known) {
                let (mul, add) = (scale * line.slope * factor, scale * line.rest);
                return Some(if mul == 0.0 {
                    Dist::Point(finite(add)?)
                } else {
                    Dist::Affine {
                        of: Box::new(one.dist.clone()),
                        mul: finite(mul)?,
                        add: finite(add)?,
                    }
                });
            }
            sampled(&|sample| {
                let p = (f64::from(sample) + 0.5) / f64::from(SAMPLES);
                let drawn = one.dist.quantile(p) * factor;
                let value = |other: &str| {
                    if other == name {
                        Some(drawn)
                    } else {
                        known(other)
                    }
                };
                Some(scale * formula.value(&value)?)
            })
        }
        _ => {
            let mut keyed = Vec::new();
            for one in uncertain {
                let name = one.id.as_str();
                // Not the draws of the indicator's own simulated paths.
                let key = draws::key(&format!("formula\u{1}{name}"));
                keyed.push((name, &one.dist, factor(name)?, key));
            }
            sampled(&|sample| {
                let value = |name: &str| match keyed.iter().find(|one| one.0 == name) {
                    Some((_, dist, factor, key)) => {
                        // In pairs on either side of the middle, so that the middle is met.
                        let p = draws::uniform(*key, sample / 2, 0);
                        let p = if sample % 2 == 0 { p } else { 1.0 - p };
                        Some(dist.quantile(p) * factor)
                    }
                    None => known(name),
                };
                Some(scale * formula.value(&value)?)
            })
        }
    }
}

/// A distribution of as many values as stand for one; nothing where one of them is no number.
fn sampled(value: &dyn Fn(u32) -> Option<f64>) -> Option<Dist> {
    let mut values = Vec::with_capacity(SAMPLES as usize);
    for sample in 0..SAMPLES {
        values.push(value(sample).and_then(finite)?);
    }
    crate::order::sort_numbers(&mut values);
    Some(Dist::Sampled {
        sorted: values.into(),
        base: 0.0,
        factor: 1.0,
        whole: false,
    })
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}
