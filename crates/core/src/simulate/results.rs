//! What a simulation says, each number with its Monte Carlo standard error.

use muctieu_simulate::Results;

use super::simulation::{Place, Simulation, year};
use crate::board::{Board, Row};
use crate::indicator::{Indicator, Kind};
use crate::math::counts;
use crate::math::normal::{normal_cdf, normal_pdf};

/// The quantiles that are told.
pub const QUANTILES: [f64; 7] = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

/// A probability by counting.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Share {
    /// The share of the samples.
    pub p: f64,
    /// Its standard error, √(p(1 − p)/n).
    pub se: f64,
}

impl Share {
    fn of(count: u32, samples: u32) -> Self {
        let n = f64::from(samples.max(1));
        let p = f64::from(count) / n;
        Self {
            p,
            se: libm::sqrt(p * (1.0 - p) / n),
        }
    }

    /// What is certain.
    fn certain(met: bool) -> Self {
        Self {
            p: f64::from(u8::from(met)),
            se: 0.0,
        }
    }
}

/// How many of the targets that can be assessed are met together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Joint {
    /// Samples that it rests on.
    pub samples: u32,
    /// In how many samples exactly k were met, from none to all.
    number: Vec<u32>,
}

impl Joint {
    /// How many can be assessed.
    pub fn assessed(&self) -> usize {
        self.number.len().saturating_sub(1)
    }

    /// The probability of exactly so many.
    pub fn exactly(&self, k: usize) -> Share {
        Share::of(self.number.get(k).copied().unwrap_or(0), self.samples)
    }

    /// The probability of at least so many.
    pub fn at_least(&self, k: usize) -> Share {
        Share::of(self.number.iter().skip(k).sum(), self.samples)
    }

    /// The probability of all.
    pub fn all(&self) -> Share {
        self.exactly(self.assessed())
    }

    /// The probability of each number, from none to all.
    pub fn number_met(&self) -> Vec<f64> {
        (0..self.number.len()).map(|k| self.exactly(k).p).collect()
    }

    /// The number, as the ends of an interval that holds 80 %.
    pub fn interval(&self) -> (usize, usize) {
        counts::interval(&self.number_met(), 0.8)
    }
}

/// A quantile of a year's value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantile {
    /// The share of the samples below.
    pub p: f64,
    /// The value; nothing where it cannot be told.
    pub value: Option<f64>,
    /// Its standard error: half of what one standard error of the score to either side makes of the value.
    pub se: Option<f64>,
}

/// What a simulation says of one indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct RowResult {
    /// The probability of meeting the target; nothing where that cannot be assessed.
    pub met: Option<Share>,
    /// The quantiles of the year's value; empty where there is none.
    pub quantiles: Vec<Quantile>,
}

impl Simulation {
    /// How many targets are met on a side.
    pub fn joint(&self, side: usize, results: &Results) -> Joint {
        let number = results.sides.get(side).map(|side| side.number.clone());
        let mut number = number.unwrap_or_default();
        // What is missed for certain is assessed all the same.
        let assessed = self.assessed.get(side).copied().unwrap_or(0);
        number.resize(number.len().max(assessed + 1), 0);
        Joint {
            samples: results.samples,
            number,
        }
    }

    /// What became of the indicator at a place of the workspace on a side, the board of which is given.
    pub fn row(
        &self,
        side: usize,
        results: &Results,
        board: &Board,
        (at, indicator): (usize, &Indicator),
    ) -> RowResult {
        let place = self.places.get(side).and_then(|places| places.get(at));
        let counted = |events: bool, place: u32| {
            let side = results.sides.get(side)?;
            let all = if events { &side.events } else { &side.wholes };
            let count = all.get(place as usize)?;
            Some(Share::of(*count, results.samples))
        };
        let met = match place {
            None | Some(Place::Unknown) => None,
            Some(Place::Fixed(met)) => Some(Share::certain(*met)),
            Some(Place::Event(event)) => counted(true, *event),
            Some(Place::Whole(whole)) => counted(false, *whole),
        };
        let row = board.rows.get(at);
        RowResult {
            met,
            quantiles: row.map_or_else(Vec::new, |row| {
                self.quantiles(results, row, (at, indicator))
            }),
        }
    }

    fn quantiles(
        &self,
        results: &Results,
        row: &Row,
        (at, indicator): (usize, &Indicator),
    ) -> Vec<Quantile> {
        let Some(median) = row.projected else {
            return Vec::new();
        };
        let variable = self.variables.get(at).copied().flatten();
        let histogram = variable.and_then(|variable| results.distributions.get(variable as usize));
        let told = |value: f64| {
            if indicator.kind == Kind::FlowCount {
                value.round()
            } else {
                value
            }
        };
        let one = |p: f64| {
            let Some((year, histogram)) = year(row).zip(histogram) else {
                // Settled: one number whatever the chance.
                return Quantile {
                    p,
                    value: Some(median),
                    se: Some(0.0),
                };
            };
            let value = |z: f64| year.known_quantile(normal_cdf(z)).map(told);
            let z = histogram.quantile(p);
            let n = f64::from(results.samples.max(1));
            let error = |z: f64| libm::sqrt(p * (1.0 - p) / n) / normal_pdf(z);
            Quantile {
                p,
                value: z.and_then(value),
                se: z.and_then(|z| {
                    let error = error(z);
                    Some(0.5 * (value(z + error)? - value(z - error)?).abs())
                }),
            }
        };
        QUANTILES.into_iter().map(one).collect()
    }
}
