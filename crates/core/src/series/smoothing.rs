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
/// From where the weights are searched: α, β/α and φ.
const STARTS: [[f64; MOST]; 5] = [
    [0.1, 0.1, 0.9],
    [0.5, 0.1, 0.97],
    [0.9, 0.1, 0.85],
    [0.5, 0.6, 0.9],
    [0.95, 0.95, 0.9],
];

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
    let mut loss = |point: &[f64; MOST]| start_and_loss(shape(point, trend), trend, values).1;
    let (mut start, mut least) = (STARTS[0], f64::INFINITY);
    for candidate in STARTS {
        let there = loss(&candidate);
        if there < least {
            (start, least) = (candidate, there);
        }
    }
    let mut point = minimise(&mut loss, start, &bounds[..searched]);
    if searched > 1 {
        // A simplex that has run along a bound is flat: a fresh one goes on from there.
        point = minimise(&mut loss, point, &bounds[..searched]);
    }
    let found = shape(&point, trend);
    let (state, _) = start_and_loss(found, trend, values);
    let starts = if trend == Trend::None { 1 } else { 2 };
    Line::through(found, state, values, 0).spread_over(searched + starts)
}

fn shape(point: &[f64; MOST], trend: Trend) -> Shape {
    let [alpha, share, phi] = *point;
    let (beta, phi) = match trend {
        Trend::None => (0.0, 1.0),
        Trend::Linear => (alpha * share, 1.0),
        Trend::Damped => (alpha * share, phi),
    };
    Shape::Smoothing { alpha, beta, phi }
}

/// The start that makes the squared errors least, and their sum.
///
/// An error is e − ℓ₀·u − b₀·v, where e is the error from a start at zero and −u, −v those of a series of zeros from
/// a start at (1, 0) and (0, 1).
fn start_and_loss(shape: Shape, trend: Trend, values: &[f64]) -> (State, f64) {
    let start = |level, trend| State {
        level,
        trend,
        ..State::default()
    };
    let (mut own, mut of_level, mut of_trend) = (start(0.0, 0.0), start(1.0, 0.0), start(0.0, 1.0));
    let [mut ee, mut eu, mut ev, mut uu, mut uv, mut vv] = [0.0; 6];
    for value in values {
        let (e, u) = (value - shape.expects(&own), shape.expects(&of_level));
        ee += e * e;
        eu += e * u;
        uu += u * u;
        shape.learn(&mut own, *value);
        shape.learn(&mut of_level, 0.0);
        if trend != Trend::None {
            let v = shape.expects(&of_trend);
            ev += e * v;
            uv += u * v;
            vv += v * v;
            shape.learn(&mut of_trend, 0.0);
        }
    }
    let (level, slope) = solve(uu, uv, vv, eu, ev);
    let loss = ee - 2.0 * (level * eu + slope * ev)
        + level * level * uu
        + 2.0 * level * slope * uv
        + slope * slope * vv;
    (start(level, slope), loss.max(0.0))
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
