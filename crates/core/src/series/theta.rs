//! The Theta method in state space: the standard one (STM, θ = 2) and the dynamic optimised one (DOTM).
//!
//! Least squares over the errors from the fourth on. For a given α the errors are linear in the starting level and in
//! 1 − 1/θ, so those are solved for and only α is searched.

use super::line::{Line, Shape, State};
use super::smoothing::solve;
use crate::math::simplex::minimise;

/// The limits of α.
const ALPHA: (f64, f64) = (0.1, 0.99);
/// The first errors hang on the start and are not counted.
const BURN: usize = 3;
/// The weight 1 − 1/θ of the standard method: θ = 2.
const STANDARD: f64 = 0.5;
/// The largest weight: θ = 10¹⁰.
const MOST_WEIGHT: f64 = 1.0 - 1e-10;
/// A starting level beyond so many times the largest value is an artefact of the errors that are not counted.
const FAR: f64 = 10.0;

/// The best line through `values`: of the standard method, or of the dynamic optimised one.
pub(super) fn fit(values: &[f64], dynamic: bool) -> Line {
    let mut loss = |point: &[f64; 3]| best(values, point[0], dynamic).sse;
    let (mut start, mut least) = (0.5, f64::INFINITY);
    for tenth in 1..=9u8 {
        let alpha = f64::from(tenth) / 10.0;
        let there = loss(&[alpha, 0.0, 0.0]);
        if there < least {
            (start, least) = (alpha, there);
        }
    }
    let alpha = minimise(&mut loss, [start, 0.0, 0.0], &[ALPHA])[0];
    best(values, alpha, dynamic).spread_over(if dynamic { 3 } else { 4 })
}

/// The best line for a given α.
fn best(values: &[f64], alpha: f64, dynamic: bool) -> Line {
    let shape = |weight| Shape::Theta {
        alpha,
        weight,
        dynamic,
    };
    let mut own = begin(values, 0.0, alpha, dynamic);
    let mut fade = own.decay;
    let [mut uu, mut uv, mut vv, mut eu, mut ev] = [0.0; 5];
    for (at, value) in values.iter().enumerate().skip(1) {
        if at >= BURN {
            let (e, u, v) = (value - own.level, fade, shape(0.0).drift(&own));
            uu += u * u;
            uv += u * v;
            vv += v * v;
            eu += e * u;
            ev += e * v;
        }
        shape(0.0).learn(&mut own, *value);
        fade *= 1.0 - alpha;
    }
    let mut weight = STANDARD;
    if dynamic {
        weight = solve(uu, uv, vv, eu, ev).1.clamp(0.0, MOST_WEIGHT);
    }
    let far = FAR
        * values
            .iter()
            .fold(0.0f64, |most, value| most.max(value.abs()));
    let level = if uu > 0.0 {
        ((eu - weight * uv) / uu).clamp(-far, far)
    } else {
        0.0
    };
    through(values, shape(weight), level)
}

/// The line of that shape through `values` from the starting level ℓ₀; smoothing has none of its own here.
pub(super) fn through(values: &[f64], shape: Shape, level: f64) -> Line {
    let (alpha, dynamic) = match shape {
        Shape::Theta { alpha, dynamic, .. } => (alpha, dynamic),
        Shape::Smoothing { alpha, .. } => (alpha, false),
    };
    let state = begin(values, level, alpha, dynamic);
    Line::through(shape, state, values.get(1..).unwrap_or(&[]), BURN - 1)
}

/// The state after the first value.
fn begin(values: &[f64], level: f64, alpha: f64, dynamic: bool) -> State {
    let first = values.first().copied().unwrap_or_default();
    let (height, slope) = if dynamic {
        (first, 0.0)
    } else {
        straight(values)
    };
    State {
        level: alpha * first + (1.0 - alpha) * level,
        trend: 0.0,
        count: 1.0,
        mean: first,
        height,
        slope,
        decay: 1.0 - alpha,
    }
}

/// The least-squares straight line through `values` at 1, 2, …: its height at 0 and its slope.
fn straight(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let weighted = (1u32..)
        .zip(values)
        .map(|(at, value)| f64::from(at) * value)
        .sum::<f64>()
        / n;
    let slope = if n > 1.0 {
        6.0 * (2.0 * weighted - (n + 1.0) * mean) / (n * n - 1.0)
    } else {
        0.0
    };
    (mean - (n + 1.0) * slope / 2.0, slope)
}

impl Line {
    /// A Theta line through `values` with α, θ and the starting level given.
    pub fn theta(values: &[f64], alpha: f64, theta: f64, level: f64, dynamic: bool) -> Self {
        let shape = Shape::Theta {
            alpha,
            weight: 1.0 - 1.0 / theta,
            dynamic,
        };
        through(values, shape, level)
    }
}
