//! A curve that never falls, through known points: a seasonal profile between the dates at which it is known.

use thiserror::Error;

/// Why points do not make a [`RisingCurve`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CurveError {
    /// There is no point.
    #[error("a curve needs at least one point")]
    NoPoint,
    /// A coordinate is NaN or infinite.
    #[error("point {0} is not finite")]
    NotFinite(usize),
    /// A point is not to the right of the one before.
    #[error("x of point {0} does not exceed the one before")]
    NotSorted(usize),
    /// A point is lower than the one before.
    #[error("y of point {0} falls below the one before")]
    Falling(usize),
}

/// A curve that never falls, straight between its points and constant beyond its first and last.
#[derive(Clone, Debug, PartialEq)]
pub struct RisingCurve {
    points: Vec<(f64, f64)>,
}

impl RisingCurve {
    /// The curve through `points` (x, y), sorted by x without repeats, whose y never fall.
    pub fn through(points: Vec<(f64, f64)>) -> Result<Self, CurveError> {
        if points.is_empty() {
            return Err(CurveError::NoPoint);
        }
        if let Some(at) = points
            .iter()
            .position(|(x, y)| !x.is_finite() || !y.is_finite())
        {
            return Err(CurveError::NotFinite(at));
        }
        for (at, pair) in points.windows(2).enumerate() {
            if pair[1].0 <= pair[0].0 {
                return Err(CurveError::NotSorted(at + 1));
            }
            if pair[1].1 < pair[0].1 {
                return Err(CurveError::Falling(at + 1));
            }
        }
        Ok(Self { points })
    }

    /// The points that the curve was made from.
    pub fn points(&self) -> &[(f64, f64)] {
        &self.points
    }

    /// The height at `x`; that of the first or last point beyond them, NaN only at NaN.
    pub fn at(&self, x: f64) -> f64 {
        let next = self.points.partition_point(|p| p.0 <= x);
        line_between(&self.points, next, x, |p| p)
    }

    /// The smallest x at which the curve reaches `y`: the first one for a `y` below it, None above its top and at NaN.
    pub fn first_reaching(&self, y: f64) -> Option<f64> {
        let next = self.points.partition_point(|p| p.1 < y);
        (next < self.points.len() && !y.is_nan())
            .then(|| line_between(&self.points, next, y, |(x, y)| (y, x)))
    }
}

/// The straight line between the points before and at `next`, their coordinates taken through `turn`.
fn line_between(
    points: &[(f64, f64)],
    next: usize,
    from: f64,
    turn: fn((f64, f64)) -> (f64, f64),
) -> f64 {
    if from.is_nan() {
        return f64::NAN;
    }
    let at = |index: usize| points.get(index).copied().map(turn);
    match (next.checked_sub(1).and_then(at), at(next)) {
        (Some(left), Some(right)) => {
            let share = (from - left.0) / (right.0 - left.0);
            (left.1 + share * (right.1 - left.1)).clamp(left.1, right.1)
        }
        (Some(end), None) | (None, Some(end)) => end.1,
        (None, None) => f64::NAN,
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "the curves are valid and their values exact"
)]
mod tests {
    use super::*;

    #[test]
    fn is_straight_between_points_and_constant_beyond() {
        let curve =
            RisingCurve::through(vec![(0.0, 0.0), (0.5, 0.2), (0.75, 0.2), (1.0, 1.0)]).unwrap();
        assert_eq!(curve.at(-3.0), 0.0);
        assert_eq!(curve.at(0.25), 0.1);
        assert_eq!(curve.at(0.6), 0.2);
        assert_eq!(curve.at(1.0), 1.0);
        assert_eq!(curve.at(9.0), 1.0);
        assert!(curve.at(f64::NAN).is_nan());
        assert_eq!(curve.first_reaching(0.2), Some(0.5));
        assert_eq!(curve.first_reaching(0.6), Some(0.875));
        assert_eq!(curve.first_reaching(-1.0), Some(0.0));
        assert_eq!(curve.first_reaching(1.1), None);
        assert_eq!(curve.first_reaching(f64::NAN), None);
    }

    #[test]
    fn refuses_what_is_no_rising_curve() {
        assert_eq!(RisingCurve::through(vec![]), Err(CurveError::NoPoint));
        assert_eq!(
            RisingCurve::through(vec![(0.0, f64::NAN)]),
            Err(CurveError::NotFinite(0))
        );
        assert_eq!(
            RisingCurve::through(vec![(0.0, 0.0), (0.0, 1.0)]),
            Err(CurveError::NotSorted(1))
        );
        assert_eq!(
            RisingCurve::through(vec![(0.0, 1.0), (1.0, 0.5)]),
            Err(CurveError::Falling(1))
        );
    }
}
