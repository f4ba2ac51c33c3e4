//! Exponential smoothing with additive errors: simple (SES), with trend (Holt) and with a damped trend.
//!
//! Fitted by least squares, which is maximum likelihood under Normal errors. For given weights the errors are linear
//! in the starting level and trend, so those two are solved for and only the weights are searched.

use super::line::{Line, Shape, State};
use crate::math::simplex::{MOST, minimise};

/// The limits of α, and of β as a share of α.
const WEIGHT: (f64, f64) = (1e-4, 0.9999);
/// The limits of the damping φ: below, the trend is gone at once; above, it is hardly damped (Hyndman et al. 2008).
const DAMPING: (f64, f64) = (0.8, 0.98);
/// Where the search may begin, α by β/α by φ: the least squares have several valleys, some of them along a bound.
const ALPHAS: [f64; 7] = [0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 0.999];
const BETAS: [f64; 5] = [0.001, 0.1, 0.3, 0.6, 0.999];
const PHIS: [f64; 3] = [0.82, 0.9, 0.97];

/// Which of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trend {
    None,
    Linear,
    Damped,
}

/// The best line of that kind through `values`.
pub(super) fn fit(values: &[f64], trend: Trend) -> Line {
    let bounds = [WEIGHT, WEIGHT, DAMPING];
    let searched = match trend {
        Trend::None => 1,
        Trend::Linear => 2,
        Trend::Damped => 3,
    };
    let mut loss = |point: &[f64; MOST]| start_and_loss(weights(point, trend), trend, values).1;
    let (mut start, mut least) = ([0.5, 0.1, 0.9], f64::INFINITY);
    for alpha in ALPHAS {
        for beta in &BETAS[..if searched > 1 { BETAS.len() } else { 1 }] {
            for phi in &PHIS[..if searched > 2 { PHIS.len() } else { 1 }] {
                let candidate = [alpha, *beta, *phi];
                let there = loss(&candidate);
                if there < least {
                    (start, least) = (candidate, there);
                }
            }
        }
    }
    let mut point = minimise(&mut loss, start, &bounds[..searched]);
    if searched > 1 {
        // A simplex that has run along a bound is flat: a fresh one goes on from there.
        point = minimise(&mut loss, point, &bounds[..searched]);
    }
    let (alpha, beta, phi) = weights(&point, trend);
    let (state, _) = start_and_loss((alpha, beta, phi), trend, values);
    let starts = if trend == Trend::None { 1 } else { 2 };
    Line::through(Shape::Smoothing { alpha, beta, phi }, state, values, 0)
        .spread_over(searched + starts)
}

/// α, β and φ of a point of the search.
fn weights(point: &[f64; MOST], trend: Trend) -> (f64, f64, f64) {
    let [alpha, share, phi] = *point;
    match trend {
        Trend::None => (alpha, 0.0, 1.0),
        Trend::Linear => (alpha, alpha * share, 1.0),
        Trend::Damped => (alpha, alpha * share, phi),
    }
}

/// The start that makes the squared errors least, and their sum.
///
/// An error is e − ℓ₀·u − b₀·v, where e is the error from a start at zero and −u, −v those of a series of zeros from
/// a start at (1, 0) and (0, 1). The search asks for this sum hundreds of times: the three are stepped together, by
/// the recursion of [`Shape::Smoothing`] written out.
fn start_and_loss(
    (alpha, beta, phi): (f64, f64, f64),
    trend: Trend,
    values: &[f64],
) -> (State, f64) {
    let (mut level, mut slope) = ([0.0, 1.0, 0.0], [0.0, 0.0, 1.0]);
    let [mut ee, mut eu, mut ev, mut uu, mut uv, mut vv] = [0.0; 6];
    for value in values {
        let mut next = [0.0; 3];
        for at in 0..3 {
            let expected = level[at] + phi * slope[at];
            let error = if at == 0 { value - expected } else { -expected };
            level[at] = expected + alpha * error;
            slope[at] = phi * slope[at] + beta * error;
            next[at] = error;
        }
        let [e, u, v] = [next[0], -next[1], -next[2]];
        ee += e * e;
        eu += e * u;
        uu += u * u;
        ev += e * v;
        uv += u * v;
        vv += v * v;
    }
    if trend == Trend::None {
        (uv, vv, ev) = (0.0, 0.0, 0.0);
    }
    let (level, trend) = solve(uu, uv, vv, eu, ev);
    let loss = ee - 2.0 * (level * eu + trend * ev)
        + level * level * uu
        + 2.0 * level * trend * uv
        + trend * trend * vv;
    let state = State {
        level,
        trend,
        ..State::default()
    };
    (state, loss.max(0.0))
}

/// The least-squares solution of two unknowns from their normal equations; a direction that the data say nothing
/// of stays at zero.
pub(super) fn solve(uu: f64, uv: f64, vv: f64, eu: f64, ev: f64) -> (f64, f64) {
    let det = uu * vv - uv * uv;
    if det > 1e-12 * uu * vv {
        ((eu * vv - ev * uv) / det, (ev * uu - eu * uv) / det)
    } else if uu > 0.0 {
        (eu / uu, 0.0)
    } else {
        (0.0, 0.0)
    }
}
