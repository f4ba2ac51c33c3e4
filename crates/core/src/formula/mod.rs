//! A small language for derived indicators: `[grdp-last-year] × (1 + [grdp-growth]) ÷ [population]`.
//!
//! Names of drivers and indicators stand in square brackets, since they hold hyphens; `+ − × ÷ ^`, parentheses, `min`
//! and `max` mean what they mean; `5%` is 0.05; arguments are parted by `;`, so that a decimal comma stays one. Values
//! are quantities in base units ([`crate::unit`]): growth of 6.84 % is 0.0684, and what is added must be of one unit.

mod error;
mod parse;
mod words;

pub use error::{FormulaError, FormulaFault};

use crate::unit::Dimension;

/// A formula that has been read.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    root: Expr,
}

/// What a formula is made of; places are characters of the text, from 0.
#[derive(Clone, Debug, PartialEq)]
enum Expr {
    Number(f64),
    Name {
        name: Box<str>,
        at: usize,
    },
    Minus(Box<Expr>),
    Two {
        op: Op,
        left: Box<Expr>,
        right: Box<Expr>,
        at: usize,
    },
    Power {
        base: Box<Expr>,
        exponent: i32,
    },
    Extreme {
        most: bool,
        of: Vec<Expr>,
        at: usize,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Op {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// `slope · x + rest`: what a formula is in one of its inputs, the others being known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// The factor of the input.
    pub slope: f64,
    /// What is added.
    pub rest: f64,
}

impl Formula {
    /// Reads a formula.
    pub fn parse(text: &str) -> Result<Self, FormulaError> {
        parse::parse(text).map(|root| Self { root })
    }

    /// The names in it, each once, in the order in which they come.
    pub fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.root.names(&mut names);
        names
    }

    /// The dimension of its value, where every name has one and all of them fit together.
    pub fn dimension(
        &self,
        of: &dyn Fn(&str) -> Option<Dimension>,
    ) -> Result<Dimension, FormulaError> {
        self.root.dimension(of)
    }

    /// Its value for values in base units; nothing where one of them is not known or the result is no number.
    pub fn value(&self, of: &dyn Fn(&str) -> Option<f64>) -> Option<f64> {
        self.root.value(of).filter(|value| value.is_finite())
    }

    /// The straight line that it is in the input `name`, the others being as `of` says; nothing where it is no line.
    pub fn line(&self, name: &str, of: &dyn Fn(&str) -> Option<f64>) -> Option<Line> {
        let line = self.root.line(name, of)?;
        (line.slope.is_finite() && line.rest.is_finite()).then_some(line)
    }
}

impl Expr {
    fn names<'a>(&'a self, names: &mut Vec<&'a str>) {
        match self {
            Self::Number(_) => {}
            Self::Name { name, .. } => {
                if !names.contains(&&**name) {
                    names.push(name);
                }
            }
            Self::Minus(of) | Self::Power { base: of, .. } => of.names(names),
            Self::Two { left, right, .. } => {
                left.names(names);
                right.names(names);
            }
            Self::Extreme { of, .. } => of.iter().for_each(|one| one.names(names)),
        }
    }

    fn dimension(&self, of: &dyn Fn(&str) -> Option<Dimension>) -> Result<Dimension, FormulaError> {
        let same = |left: Dimension, right: Dimension, at: usize| {
            if left == right {
                Ok(left)
            } else {
                Err(FormulaError {
                    column: at + 1,
                    fault: FormulaFault::Units { left, right },
                })
            }
        };
        match self {
            Self::Number(_) => Ok(Dimension::default()),
            Self::Name { name, at } => of(name).ok_or_else(|| FormulaError {
                column: at + 1,
                fault: FormulaFault::Unknown(name.to_string()),
            }),
            Self::Minus(inner) => inner.dimension(of),
            Self::Two {
                op,
                left,
                right,
                at,
            } => {
                let (left, right) = (left.dimension(of)?, right.dimension(of)?);
                match op {
                    Op::Add | Op::Subtract => same(left, right, *at),
                    Op::Multiply => Ok(left.times(&right, 1)),
                    Op::Divide => Ok(left.times(&right, -1)),
                }
            }
            Self::Power { base, exponent } => Ok(base.dimension(of)?.power(*exponent)),
            Self::Extreme { of: all, at, .. } => {
                let mut dimensions = all.iter().map(|one| one.dimension(of));
                let first = dimensions.next().unwrap_or(Ok(Dimension::default()))?;
                dimensions.try_fold(first, |left, right| same(left, right?, *at))
            }
        }
    }

    fn value(&self, of: &dyn Fn(&str) -> Option<f64>) -> Option<f64> {
        Some(match self {
            Self::Number(value) => *value,
            Self::Name { name, .. } => of(name)?,
            Self::Minus(inner) => -inner.value(of)?,
            Self::Two {
                op, left, right, ..
            } => op.apply(left.value(of)?, right.value(of)?),
            Self::Power { base, exponent } => power(base.value(of)?, *exponent),
            Self::Extreme { most, of: all, .. } => {
                let mut best = None;
                for one in all {
                    let value = one.value(of)?;
                    best = Some(match best {
                        None => value,
                        Some(best) if (value > best) == *most => value,
                        Some(best) => best,
                    });
                }
                best?
            }
        })
    }

    fn line(&self, name: &str, of: &dyn Fn(&str) -> Option<f64>) -> Option<Line> {
        let known = |rest: f64| Line { slope: 0.0, rest };
        Some(match self {
            Self::Name { name: own, .. } if **own == *name => Line {
                slope: 1.0,
                rest: 0.0,
            },
            Self::Minus(inner) => inner.line(name, of)?.scaled(-1.0),
            Self::Two {
                op, left, right, ..
            } => {
                let (left, right) = (left.line(name, of)?, right.line(name, of)?);
                match op {
                    Op::Add => left.plus(right),
                    Op::Subtract => left.plus(right.scaled(-1.0)),
                    Op::Multiply if right.slope == 0.0 => left.scaled(right.rest),
                    Op::Multiply if left.slope == 0.0 => right.scaled(left.rest),
                    Op::Divide if right.slope == 0.0 => Line {
                        slope: left.slope / right.rest,
                        rest: left.rest / right.rest,
                    },
                    Op::Multiply | Op::Divide => return None,
                }
            }
            Self::Power { base, exponent } => {
                let base = base.line(name, of)?;
                match *exponent {
                    1 => base,
                    exponent if base.slope == 0.0 => known(power(base.rest, exponent)),
                    _ => return None,
                }
            }
            Self::Extreme { of: all, .. } => {
                let bends = all
                    .iter()
                    .any(|one| one.line(name, of).is_none_or(|line| line.slope != 0.0));
                if bends {
                    return None;
                }
                known(self.value(of)?)
            }
            _ => known(self.value(of)?),
        })
    }
}

impl Op {
    fn apply(self, left: f64, right: f64) -> f64 {
        match self {
            Self::Add => left + right,
            Self::Subtract => left - right,
            Self::Multiply => left * right,
            Self::Divide => left / right,
        }
    }
}

impl Line {
    fn plus(self, other: Self) -> Self {
        Self {
            slope: self.slope + other.slope,
            rest: self.rest + other.rest,
        }
    }

    fn scaled(self, by: f64) -> Self {
        Self {
            slope: self.slope * by,
            rest: self.rest * by,
        }
    }
}

/// A whole power by multiplication, the same bits everywhere.
fn power(base: f64, exponent: i32) -> f64 {
    let product = (0..exponent.unsigned_abs()).fold(1.0, |product, _| product * base);
    if exponent < 0 { 1.0 / product } else { product }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
