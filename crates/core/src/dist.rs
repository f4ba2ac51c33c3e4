//! Distributions of a year's value, each with a closed form for its quantiles and probabilities.

mod sample;
mod sum;

use std::sync::Arc;

use sample::{quantile_of, tail_of};

use crate::math::beta::{beta_cdf, beta_quantile, beta_sf};
use crate::math::normal::{expit, logit, normal_cdf, normal_quantile, normal_sf};
use crate::target::Bound;

/// What a forecast says of one uncertain value.
#[derive(Clone, Debug, PartialEq)]
pub enum Dist {
    /// Known.
    Point(f64),
    /// The total of a flow of which `done` is in: `done + add + pace · done · (1/F − 1)`, where the share done
    /// F ~ Beta(a, b). With `pace` 1 and `add` 0 this is `done / F`, and P(total ≥ T) = I(done/T; a, b).
    FlowTotal {
        /// What is in.
        done: f64,
        /// First shape: κ·s.
        a: f64,
        /// Second shape: κ·(1 − s).
        b: f64,
        /// The pace of the remainder.
        pace: f64,
        /// What comes on top.
        add: f64,
        /// Whether totals are whole numbers.
        whole: bool,
    },
    /// Normal.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation, 0 or more.
        sd: f64,
    },
    /// A percentage whose logit is Normal.
    LogitNormal {
        /// Mean of the logit.
        mu: f64,
        /// Standard deviation of the logit.
        sd: f64,
    },
    /// A positive value whose logarithm is Normal.
    LogNormal {
        /// Mean of the logarithm.
        mu: f64,
        /// Standard deviation of the logarithm.
        sd: f64,
    },
    /// `base + factor · x` of simulated amounts x.
    Sampled {
        /// The simulated amounts, the least first; at least one.
        sorted: Arc<[f64]>,
        /// What is known, and what comes on top.
        base: f64,
        /// The factor, 0 or more: the pace of the remainder.
        factor: f64,
        /// Whether totals are whole numbers.
        whole: bool,
    },
    /// `x + ε` of another distribution, ε Normal with mean 0 and independent of x.
    Sum {
        /// x.
        of: Box<Dist>,
        /// Standard deviation of ε, more than 0.
        sd: f64,
    },
    /// `add + mul · x` of another distribution.
    Affine {
        /// x.
        of: Box<Dist>,
        /// Factor, not 0.
        mul: f64,
        /// Summand.
        add: f64,
    },
}

/// The largest magnitude that is told of a projected value: a thousand times the largest figure that is read.
const GREATEST: f64 = 1e18;
/// A total that is more than 1/this of what is in says only that the year has hardly begun.
const LEAST_SHARE: f64 = 1e-9;
/// Below this distance a whole number of a bound is meant, whatever the binary fraction.
const WHOLE_SLACK: f64 = 1e-9;

impl Dist {
    /// The value below which a share `p` (0 to 1) lies; always finite. Where the distribution is so wide that this is
    /// no number to tell, it stands for "more than can be told": see [`Dist::known_quantile`].
    pub fn quantile(&self, p: f64) -> f64 {
        let value = self.raw_quantile(p);
        if value.is_nan() {
            return 0.0;
        }
        value.clamp(-GREATEST, GREATEST)
    }

    /// The value below which a share `p` lies, or nothing where it cannot be told: beyond every number that the
    /// product works with, or a multiple of what is in that has no bound in practice (the first days of a year).
    pub fn known_quantile(&self, p: f64) -> Option<f64> {
        let value = self.raw_quantile(p);
        (self.tells(p) && value.abs() < GREATEST).then_some(value)
    }

    /// Whether the share done is large enough at `p` for the total to be a number to tell.
    fn tells(&self, p: f64) -> bool {
        match *self {
            // P(F ≤ x) ≤ (x·(a + b))^a ÷ Γ(a + 1) is below 0.04 there, without asking the Beta function.
            Self::FlowTotal { a, b, .. } if a >= 0.5 && a + b <= 1e6 && p <= 0.95 => true,
            Self::FlowTotal { a, b, .. } => beta_cdf(LEAST_SHARE, a, b) < 1.0 - p,
            Self::Sum { ref of, .. } => of.tells(p),
            Self::Affine { ref of, mul, .. } => of.tells(if mul < 0.0 { 1.0 - p } else { p }),
            _ => true,
        }
    }

    fn raw_quantile(&self, p: f64) -> f64 {
        match *self {
            Self::Point(value) => value,
            Self::FlowTotal {
                done,
                a,
                b,
                pace,
                add,
                whole,
            } => {
                let share = beta_quantile(1.0 - p, a, b).max(1e-12);
                let total = done + add + pace * done * (1.0 / share - 1.0);
                if whole { total.round() } else { total }
            }
            Self::Normal { mean, sd } => mean + scaled(sd, p),
            Self::LogitNormal { mu, sd } => 100.0 * expit(mu + scaled(sd, p)),
            Self::LogNormal { mu, sd } => libm::exp(mu + scaled(sd, p)),
            Self::Sampled {
                ref sorted,
                base,
                factor,
                whole,
            } => {
                let total = base + factor * quantile_of(sorted, p);
                if whole { total.round() } else { total }
            }
            Self::Sum { ref of, sd } => sum::quantile(of, sd, p),
            Self::Affine { ref of, mul, add } => {
                add + mul * of.raw_quantile(if mul < 0.0 { 1.0 - p } else { p })
            }
        }
    }

    /// The distribution of this value plus an independent Normal one with mean 0 and standard deviation `sd`.
    #[must_use]
    pub fn plus_normal(self, sd: f64) -> Self {
        if sd <= 0.0 || !sd.is_finite() {
            return self;
        }
        match self {
            Self::Point(mean) => Self::Normal { mean, sd },
            Self::Normal { mean, sd: own } => Self::Normal {
                mean,
                sd: libm::hypot(own, sd),
            },
            other => Self::Sum {
                of: Box::new(other),
                sd,
            },
        }
    }

    /// The middle value.
    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// P(value ≤ x).
    pub fn cdf(&self, x: f64) -> f64 {
        self.tail(x, false)
    }

    /// P(value ≥ x).
    pub fn sf(&self, x: f64) -> f64 {
        self.tail(x, true)
    }

    /// The probability of being on the right side of `bound`.
    pub fn probability(&self, bound: Bound) -> f64 {
        match bound {
            Bound::AtLeast(value) => self.sf(value),
            Bound::AtMost(value) => self.cdf(value),
        }
        .clamp(0.0, 1.0)
    }

    fn tail(&self, x: f64, upper: bool) -> f64 {
        match *self {
            Self::Point(value) => f64::from(u8::from(if upper { value >= x } else { value <= x })),
            Self::FlowTotal {
                done,
                a,
                b,
                pace,
                add,
                whole,
            } => {
                let x = unrounded(x, whole, upper);
                let rest = x - done - add;
                if rest <= 0.0 || pace <= 0.0 {
                    return f64::from(u8::from(upper == (rest <= 0.0)));
                }
                let share = done / (done + rest / pace);
                open(if upper {
                    beta_cdf(share, a, b)
                } else {
                    beta_sf(share, a, b)
                })
            }
            Self::Normal { mean, sd } => normal_tail(x - mean, sd, upper),
            Self::LogitNormal { mu, sd } => {
                if x <= 0.0 || x >= 100.0 {
                    return f64::from(u8::from(upper == (x <= 0.0)));
                }
                normal_tail(logit(x / 100.0) - mu, sd, upper)
            }
            Self::LogNormal { mu, sd } => {
                if x <= 0.0 {
                    return f64::from(u8::from(upper));
                }
                normal_tail(libm::log(x) - mu, sd, upper)
            }
            Self::Sampled {
                ref sorted,
                base,
                factor,
                whole,
            } => {
                let rest = unrounded(x, whole, upper) - base;
                if factor <= 0.0 {
                    return f64::from(u8::from(if upper { rest <= 0.0 } else { rest >= 0.0 }));
                }
                tail_of(sorted, rest / factor, upper)
            }
            Self::Sum { ref of, sd } => open(sum::tail(of, sd, x, upper)),
            Self::Affine { ref of, mul, add } => of.tail((x - add) / mul, upper != (mul < 0.0)),
        }
    }
}

/// The bound of the unrounded value that is one of the rounded value: a whole total is at least x when the unrounded
/// one is at least half a unit below the next whole x.
fn unrounded(x: f64, whole: bool, upper: bool) -> f64 {
    match (whole, upper) {
        (false, _) => x,
        (true, true) => (x - WHOLE_SLACK).ceil() - 0.5,
        (true, false) => (x + WHOLE_SLACK).floor() + 0.5,
    }
}

/// A probability strictly between 0 and 1: where both sides are possible, rounding makes neither certain.
fn open(p: f64) -> f64 {
    p.clamp(f64::MIN_POSITIVE, 1.0 - 0.5 * f64::EPSILON)
}

/// sd · Φ⁻¹(p), without ∞ · 0 for a known value.
fn scaled(sd: f64, p: f64) -> f64 {
    if sd > 0.0 {
        sd * normal_quantile(p)
    } else {
        0.0
    }
}

fn normal_tail(gap: f64, sd: f64, upper: bool) -> f64 {
    if sd > 0.0 {
        open(if upper {
            normal_sf(gap / sd)
        } else {
            normal_cdf(gap / sd)
        })
    } else {
        f64::from(u8::from(if upper { gap <= 0.0 } else { gap >= 0.0 }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn revenue() -> Dist {
        let share = 81.0 / 366.0;
        Dist::FlowTotal {
            done: 164.0,
            a: 50.0 * share,
            b: 50.0 * (1.0 - share),
            pace: 1.0,
            add: 0.0,
            whole: false,
        }
    }

    #[test]
    fn the_probability_of_a_flow_is_the_regularised_beta_function() {
        let share = 81.0 / 366.0;
        let closed = beta_cdf(164.0 / 1010.0, 50.0 * share, 50.0 * (1.0 - share));
        assert!((revenue().sf(1010.0) - closed).abs() < 1e-14);
    }

    #[test]
    fn quantiles_and_probabilities_agree() {
        let dists = [
            revenue(),
            Dist::Normal {
                mean: 6.84,
                sd: 0.375,
            },
            Dist::LogitNormal { mu: 3.0, sd: 0.2 },
            Dist::LogNormal { mu: 3.0, sd: 0.2 },
            Dist::Affine {
                of: Box::new(revenue()),
                mul: -0.5,
                add: 3.0,
            },
        ];
        for dist in dists {
            for p in [0.025, 0.1, 0.5, 0.9, 0.975] {
                let x = dist.quantile(p);
                assert!((dist.cdf(x) - p).abs() < 1e-9, "{dist:?} at {p}");
                assert!((dist.sf(x) - (1.0 - p)).abs() < 1e-9, "{dist:?} at {p}");
            }
        }
    }

    #[test]
    fn a_count_is_judged_as_it_is_told() {
        let Dist::FlowTotal { done, a, b, .. } = revenue() else {
            return;
        };
        let count = |whole| Dist::FlowTotal {
            done,
            a,
            b,
            pace: 1.0,
            add: 0.0,
            whole,
        };
        // At least 900.2 of a whole total is at least 901, which is at least 900.5 before rounding.
        for x in [900.2, 900.5, 901.0] {
            assert!((count(true).sf(x) - count(false).sf(900.5)).abs() < 1e-15);
        }
        for x in [900.0, 900.2, 900.99] {
            assert!((count(true).cdf(x) - count(false).cdf(900.5)).abs() < 1e-15);
        }
    }

    #[test]
    fn what_cannot_be_told_is_no_number_and_what_is_told_is_finite() {
        // The first day of a year with large lots: a tenth of all totals lies beyond any bound.
        let early = Dist::FlowTotal {
            done: 3.0,
            a: 12.0 / 366.0,
            b: 12.0 * 365.0 / 366.0,
            pace: 1.0,
            add: 0.0,
            whole: false,
        };
        assert_eq!(early.known_quantile(0.9), None);
        assert!(early.quantile(0.9).is_finite());
        assert!(early.known_quantile(0.1).is_some());
        let wide = Dist::LogNormal { mu: 3.0, sd: 1e6 };
        assert_eq!(wide.known_quantile(0.9), None);
        assert!(wide.quantile(0.9).is_finite());
        assert_eq!(revenue().known_quantile(0.9), Some(revenue().quantile(0.9)));
    }

    #[test]
    fn more_pace_brings_more() {
        let Dist::FlowTotal {
            done,
            a,
            b,
            add,
            whole,
            ..
        } = revenue()
        else {
            return;
        };
        let faster = Dist::FlowTotal {
            done,
            a,
            b,
            pace: 1.5,
            add,
            whole,
        };
        assert!(faster.median() > revenue().median());
        assert!(faster.sf(1010.0) > revenue().sf(1010.0));
    }
}
