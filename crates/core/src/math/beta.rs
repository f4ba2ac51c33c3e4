//! The Beta distribution: cumulative probability, its complement, density and quantile.
//!
//! Both tails are computed so that the smaller one keeps its relative accuracy (about 1e-13 up to a + b = 10⁶),
//! by the power series where a parameter is at most 1 and the argument is near 0, and by the continued fraction of
//! `DiDonato` and Morris (1992, *Algorithm 708*, ACM TOMS 18:360) elsewhere. The factor x^a·(1−x)^b / B(a,b) is taken
//! in Loader's saddle-point form (2000), in which the deviance from the mean is formed directly and nothing cancels.
//!
//! Every function is defined for all parameters: a = 0 is a point mass at 0, b = 0 a point mass at 1, and a = b = 0
//! half of each (the limits along a fixed mean). Only a NaN or a negative parameter gives NaN.

use super::gamma::{deviance, ln_gamma_1p, ln_gamma_step, stirling_error};
use super::normal::{normal_cdf, normal_sf};

pub use super::beta_quantile::beta_quantile;

/// 1 / 2π.
const INVERSE_TWO_PI: f64 = 0.159_154_943_091_895_35;

/// Terms after which a series or fraction is taken as it stands; the fraction needs about √(a + b)/60 at its slowest.
const MOST_TERMS: u32 = 1_000_000;

/// Above this smaller parameter the distribution is normal in the root of its divergence to 1e-8.
const NORMAL_FROM: f64 = 1e15;

/// The probability that a Beta(a, b) variable is at most `x`: the regularised incomplete Beta function `I_x(a, b)`
/// (DLMF 8.17.2). 0 for x < 0 and 1 for x ≥ 1.
pub fn beta_cdf(x: f64, a: f64, b: f64) -> f64 {
    tails_at(x, a, b).map_or(f64::NAN, |tails| tails.below)
}

/// The probability that a Beta(a, b) variable is above `x`: 1 − `I_x(a, b)`, accurate also where it is tiny.
pub fn beta_sf(x: f64, a: f64, b: f64) -> f64 {
    tails_at(x, a, b).map_or(f64::NAN, |tails| tails.above)
}

/// The density of Beta(a, b) at `x`; 0 outside (0, 1) and for the point masses, whose density does not exist.
pub fn beta_pdf(x: f64, a: f64, b: f64) -> f64 {
    if x.is_nan() || !valid(a, b) {
        return f64::NAN;
    }
    if x <= 0.0 || x >= 1.0 || a == 0.0 || b == 0.0 {
        return 0.0;
    }
    Point::new(x, a, b).weight(a, b) / x / (1.0 - x)
}

/// Both tails at a point, and the weight there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tails {
    /// P(X ≤ x).
    pub below: f64,
    /// P(X > x).
    pub above: f64,
}

/// Whether `a` and `b` are parameters at all.
pub(super) fn valid(a: f64, b: f64) -> bool {
    a >= 0.0 && b >= 0.0 && a.is_finite() && b.is_finite()
}

fn tails_at(x: f64, a: f64, b: f64) -> Option<Tails> {
    if x.is_nan() || !valid(a, b) {
        return None;
    }
    let below = if x < 0.0 {
        0.0
    } else if x >= 1.0 {
        1.0
    } else if a == 0.0 {
        if b == 0.0 { 0.5 } else { 1.0 }
    } else if b == 0.0 || x == 0.0 {
        0.0
    } else {
        return Some(Point::new(x, a, b).tails(a, b));
    };
    Some(Tails {
        below,
        above: 1.0 - below,
    })
}

/// A point inside (0, 1) seen from a Beta(a, b): x and its complement, and how far x lies below the mean.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    x: f64,
    y: f64,
    /// a·y − b·x = (a + b)(mean − x), formed with twice the digits.
    lead: f64,
}

impl Point {
    fn new(x: f64, a: f64, b: f64) -> Self {
        let y = 1.0 - x;
        let lost = (1.0 - y) - x;
        let lead = difference_of_products(a, y, b, x) + a * lost;
        Self { x, y, lead }
    }

    /// The point whose logit is `t`, for which x and 1 − x are both known to all digits.
    pub(super) fn from_logit(t: f64, a: f64, b: f64) -> Self {
        let small = libm::exp(-t.abs());
        let large = 1.0 / (1.0 + small);
        let small = small * large;
        let (x, y) = if t < 0.0 {
            (small, large)
        } else {
            (large, small)
        };
        let lead = difference_of_products(a, y, b, x);
        Self { x, y, lead }
    }

    pub(super) fn x(self) -> f64 {
        self.x
    }

    /// (a + b)(mean − x): the slope of the logarithm of [`Self::weight`] in the logit.
    pub(super) fn lead(self) -> f64 {
        self.lead
    }

    fn mirrored(self) -> Self {
        Self {
            x: self.y,
            y: self.x,
            lead: -self.lead,
        }
    }

    /// Half the squared deviance of x from the mean: a·ln(a/nx) + b·ln(b/ny), n = a + b. Not negative.
    fn divergence(self, a: f64, b: f64) -> f64 {
        let n = a + b;
        let (nx, ny) = (n * self.x, n * self.y);
        cell(a, nx, self.lead) + cell(b, ny, -self.lead)
    }

    /// x^a·(1−x)^b / B(a, b): the density times x(1−x), which is the density of the logit.
    pub(super) fn weight(self, a: f64, b: f64) -> f64 {
        let n = a + b;
        let exponent =
            stirling_error(n) - stirling_error(a) - stirling_error(b) - self.divergence(a, b);
        let (small, large) = if a < b { (a, b) } else { (b, a) };
        libm::sqrt(INVERSE_TWO_PI * small * (large / n)) * libm::exp(exponent)
    }

    /// Both tails for a, b > 0.
    pub(super) fn tails(self, a: f64, b: f64) -> Tails {
        let tails = if a.min(b) <= 1.0 {
            if a <= b {
                self.tails_beside_zero(a, b)
            } else {
                self.mirrored().tails_beside_zero(b, a).swapped()
            }
        } else if a.min(b) > NORMAL_FROM {
            self.tails_of_normal(a, b)
        } else if self.lead >= 0.0 {
            Tails::from_below(self.fraction(a, b))
        } else {
            Tails::from_below(self.mirrored().fraction(b, a)).swapped()
        };
        if tails.below.is_finite() {
            tails
        } else {
            // Parameters near the end of the number range: all mass at the mean.
            Tails::from_below(if self.lead > 0.0 { 0.0 } else { 1.0 })
        }
    }

    /// Both tails for 0 < a ≤ 1, a ≤ b.
    fn tails_beside_zero(self, a: f64, b: f64) -> Tails {
        if self.x <= 0.7 && b * self.x <= 0.7 {
            self.series(a, b)
        } else if b <= 1.0 {
            self.mirrored().series(b, a).swapped()
        } else {
            Tails::from_below(self.mirrored().fraction(b, a)).swapped()
        }
    }

    /// Power series for ln I (`DiDonato` and Morris 1992), small where I is near 1: both tails stay accurate.
    fn series(self, a: f64, b: f64) -> Tails {
        let (mut sum, mut product, mut n) = (0.0, 1.0, 1.0);
        for _ in 0..MOST_TERMS {
            product *= (n - b) / n * self.x;
            let term = product / (a + n);
            let next = sum + term;
            if next.to_bits() == sum.to_bits() {
                break;
            }
            sum = next;
            n += 1.0;
        }
        let ln =
            a * libm::log(self.x) + ln_gamma_step(b, a) - ln_gamma_1p(a) + libm::log1p(a * sum);
        let ln = ln.min(0.0);
        Tails {
            below: libm::exp(ln),
            above: -libm::expm1(ln),
        }
    }

    /// `I_x(a, b)` by the continued fraction (`BFRAC` of `DiDonato` and Morris 1992), with Lentz's method.
    fn fraction(self, a: f64, b: f64) -> f64 {
        let weight = self.weight(a, b);
        if weight == 0.0 {
            return 0.0;
        }
        let Self { x, y, lead } = self;
        let mut inverse = 1.0 / (a + 1.0);
        let mut fraction = a * (lead + 1.0) * inverse;
        let (mut c, mut d) = (fraction, 0.0);
        let mut m = 1.0;
        for _ in 0..MOST_TERMS {
            let next_inverse = 1.0 / (a + 2.0 * m + 1.0);
            let numerator =
                (m * inverse) * ((a + m - 1.0) * inverse) * ((a + b + m - 1.0) * x) * ((b - m) * x);
            let denominator = m
                + m * ((b - m) * x) * inverse
                + (a + m) * next_inverse * (lead + 1.0 + m * (1.0 + y));
            d = 1.0 / (denominator + numerator * d);
            c = denominator + numerator / c;
            let change = c * d;
            fraction *= change;
            if (change - 1.0).abs() <= f64::EPSILON {
                break;
            }
            inverse = next_inverse;
            m += 1.0;
        }
        (weight / fraction).clamp(0.0, 1.0)
    }

    /// Both tails for parameters so large that only the leading term counts (Temme, DLMF 8.18(ii)).
    fn tails_of_normal(self, a: f64, b: f64) -> Tails {
        let root = libm::sqrt(2.0 * self.divergence(a, b)).copysign(self.lead);
        Tails {
            below: normal_sf(root),
            above: normal_cdf(root),
        }
    }
}

impl Tails {
    fn from_below(below: f64) -> Self {
        Self {
            below,
            above: 1.0 - below,
        }
    }

    fn swapped(self) -> Self {
        Self {
            below: self.above,
            above: self.below,
        }
    }
}

/// What one cell with parameter `count`, expected `mean` and `count` − `mean` = `lead` adds to the divergence.
fn cell(count: f64, mean: f64, lead: f64) -> f64 {
    if mean > 0.0 {
        let (t, ratio) = (lead / mean, count / mean);
        if ratio.is_finite() {
            return mean * deviance(t, ratio);
        }
    }
    count * (libm::log(count) - libm::log(mean)) - lead
}

/// a·b − c·d with the rounding errors of both products and of the difference put back (Dekker 1971).
fn difference_of_products(a: f64, b: f64, c: f64, d: f64) -> f64 {
    let (first, first_error) = product(a, b);
    let (second, second_error) = product(c, d);
    let difference = first - second;
    let virtual_second = first - difference;
    let error = (first - (difference + virtual_second)) + (virtual_second - second);
    difference + (error + (first_error - second_error))
}

/// a·b rounded, and what rounding lost. Beyond 1e290 the loss is not formed.
fn product(a: f64, b: f64) -> (f64, f64) {
    let product = a * b;
    if a > 1e290 || b > 1e290 {
        return (product, 0.0);
    }
    let (a_high, a_low) = split(a);
    let (b_high, b_low) = split(b);
    let error = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
    (product, error)
}

/// A number as two halves of its digits.
fn split(a: f64) -> (f64, f64) {
    let shifted = 134_217_729.0 * a;
    let high = shifted - (shifted - a);
    (high, a - high)
}
