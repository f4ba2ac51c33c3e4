//! The standard normal distribution, and the logistic scale.

use core::f64::consts::FRAC_1_SQRT_2;

pub use muctieu_simulate::normal::normal_quantile;

/// 1 / √(2π).
const INVERSE_SQRT_TWO_PI: f64 = 0.398_942_280_401_432_7;

/// The density of the standard normal distribution at `z`.
pub fn normal_pdf(z: f64) -> f64 {
    INVERSE_SQRT_TWO_PI * libm::exp(-0.5 * z * z)
}

/// The probability that a standard normal variable is at most `z` (DLMF 7.2.2), accurate also where it is tiny.
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

/// The probability that a standard normal variable is above `z`: 1 − Φ(z), accurate also where it is tiny.
pub fn normal_sf(z: f64) -> f64 {
    normal_cdf(-z)
}

/// The log odds ln(p / (1 − p)); −∞ at 0, +∞ at 1, NaN outside. Accurate around ½ too, where it is near 0.
pub fn logit(p: f64) -> f64 {
    if (0.25..=0.75).contains(&p) {
        libm::log1p((2.0 * p - 1.0) / (1.0 - p))
    } else {
        libm::log(p / (1.0 - p))
    }
}

/// The inverse of [`logit`]: 1 / (1 + e^−t), without overflow and accurate where it is tiny.
pub fn expit(t: f64) -> f64 {
    if t < 0.0 {
        let odds = libm::exp(t);
        odds / (1.0 + odds)
    } else {
        1.0 / (1.0 + libm::exp(-t))
    }
}

/// ln(1 + eᵗ), without overflow: −ln(1 − expit(t)).
pub fn softplus(t: f64) -> f64 {
    t.max(0.0) + libm::log1p(libm::exp(-t.abs()))
}
