//! The inverse of the Beta distribution.

use super::beta::{Point, Tails, beta_cdf, valid};
use super::normal::normal_quantile;

/// Logits beyond which x or 1 − x is not a normal number any more.
const LOGIT_END: f64 = 708.0;

/// A step in the logit after which the next one of a third-order method is below rounding.
const LAST_STEP: f64 = 1e-6;

/// Bisection alone needs about 60.
const MOST_ROUNDS: u32 = 200;

/// The share x with `I_x(a, b)` = `p`.
///
/// 0 for p ≤ 0 and 1 for p ≥ 1; for a = 0 (all mass at 0) it is 0, for b = 0 it is 1, for a = b = 0 it is 0 up to
/// p = ½ and 1 above. Where the quantile is smaller than the smallest normal number (a tiny, so that nearly all mass
/// lies beside 0) it is 0, and where it is within rounding of 1 it is 1. NaN only for NaN or a negative parameter.
///
/// Found by Halley's method on the logit of the probability as a function of the logit of x — nearly a straight line,
/// in both tails too — inside a bracket that bisection narrows when a step leaves it. Usually two or three rounds.
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    if p.is_nan() || !valid(a, b) {
        return f64::NAN;
    }
    if p <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 {
        return 1.0;
    }
    if a == 0.0 || b == 0.0 {
        let at_one = a > 0.0 || (b == 0.0 && p > 0.5);
        return if at_one { 1.0 } else { 0.0 };
    }
    let mut t = guess(p, a, b).clamp(-LOGIT_END, LOGIT_END);
    if t < -0.9 * LOGIT_END && beta_cdf(f64::MIN_POSITIVE, a, b) >= p {
        return 0.0;
    }
    let (mut low, mut high) = (-LOGIT_END, LOGIT_END);
    for _ in 0..MOST_ROUNDS {
        let point = Point::from_logit(t, a, b);
        let Tails { below, above } = point.tails(a, b);
        let miss = libm::log((below / p) * ((1.0 - p) / above));
        if miss < 0.0 {
            low = t;
        } else {
            high = t;
        }
        let weight = point.weight(a, b);
        let newton = -miss / (weight / below / above);
        let bend = 1.0 + 0.5 * newton * (point.lead() + weight / above - weight / below);
        let step = if bend > 0.5 { newton / bend } else { newton };
        if step.abs() <= LAST_STEP * t.abs().min(1.0) {
            t += step;
            break;
        }
        let next = t + step;
        t = if next > low && next < high {
            next
        } else {
            0.5 * low + 0.5 * high
        };
        if high - low <= 2.0 * f64::EPSILON * t.abs() {
            break;
        }
    }
    Point::from_logit(t, a, b).x()
}

/// A first guess of the logit.
fn guess(p: f64, a: f64, b: f64) -> f64 {
    if a > 1.0 && b > 1.0 {
        // Abramowitz and Stegun 26.5.22.
        let z = normal_quantile(p);
        let (u, v) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0));
        let h = 2.0 / (u + v);
        let lambda = (z * z - 3.0) / 6.0;
        let w = -z * libm::sqrt((h + lambda).max(0.0)) / h
            - (v - u) * (lambda + 5.0 / 6.0 - 2.0 / (3.0 * h));
        return libm::log(a / b) - 2.0 * w;
    }
    // Both ends as pure powers.
    let n = a + b;
    let at_zero = libm::exp(a * libm::log(a / n)) / a;
    let at_one = libm::exp(b * libm::log(b / n)) / b;
    let total = at_zero + at_one;
    if p * total < at_zero {
        let ln_x = libm::log(a * total * p) / a;
        ln_x - libm::log1p(-libm::exp(ln_x.min(-1e-9)))
    } else {
        let ln_y = libm::log(b * total * (1.0 - p)) / b;
        libm::log1p(-libm::exp(ln_y.min(-1e-9))) - ln_y
    }
}
