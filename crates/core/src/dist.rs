//! Distributions of a year's value, each with a closed form for its quantiles and probabilities.

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

impl Dist {
    /// The value below which a share `p` (0 to 1) lies.
    pub fn quantile(&self, p: f64) -> f64 {
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
            Self::Affine { ref of, mul, add } => {
                add + mul * of.quantile(if mul < 0.0 { 1.0 - p } else { p })
            }
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
                ..
            } => {
                let rest = x - done - add;
                if rest <= 0.0 || pace <= 0.0 {
                    return f64::from(u8::from(upper == (rest <= 0.0)));
                }
                let share = done / (done + rest / pace);
                if upper {
                    beta_cdf(share, a, b)
                } else {
                    beta_sf(share, a, b)
                }
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
            Self::Affine { ref of, mul, add } => of.tail((x - add) / mul, upper != (mul < 0.0)),
        }
    }
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
        if upper {
            normal_sf(gap / sd)
        } else {
            normal_cdf(gap / sd)
        }
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
