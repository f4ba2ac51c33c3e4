//! A distribution known by draws from it.

use super::open;

/// The quantile of a sample: the i-th of n values (from 0) stands for p = (i + ½)/n, straight between them (Hazen;
/// Hyndman & Fan 1996, Sample quantiles in statistical packages, no. 5).
pub(super) fn quantile_of(sorted: &[f64], p: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    let place = (p * sorted.len() as f64 - 0.5).clamp(0.0, last as f64);
    // The last value at or before the place; few enough values for a search by halves.
    let (mut low, mut high) = (0, last);
    while low < high {
        let middle = (low + high).div_ceil(2);
        if middle as f64 <= place {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    let at = |index: usize| sorted.get(index).copied().unwrap_or_default();
    at(low) + (place - low as f64) * (at((low + 1).min(last)) - at(low))
}

/// P(value ≤ x), or with `upper` P(value ≥ x), of a sample: the inverse of [`quantile_of`]. What lies beyond every
/// value drawn is possible still, and equal values count on both sides.
pub(super) fn tail_of(sorted: &[f64], x: f64, upper: bool) -> f64 {
    let n = sorted.len();
    // The first value that is not below x (or above it): everything before lies on the other side.
    let next = sorted.partition_point(|value| if upper { *value < x } else { *value <= x });
    let at = |index: usize| sorted.get(index).copied().unwrap_or_default();
    let below = if n == 0 || next == 0 {
        0.0
    } else if next == n {
        n as f64
    } else {
        let (left, right) = (at(next - 1), at(next));
        let share = if right > left {
            (x - left) / (right - left)
        } else {
            0.5
        };
        next as f64 - 0.5 + share
    };
    let p = below / n.max(1) as f64;
    if n > 0 && at(0) >= at(n - 1) {
        // Every path agrees: the value is known.
        return f64::from(u8::from(if upper { at(0) >= x } else { at(0) <= x }));
    }
    open(if upper { 1.0 - p } else { p })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::Dist;

    #[test]
    fn quantiles_and_probabilities_of_a_sample_agree() {
        let sorted: Arc<[f64]> = (0..200u32).map(|i| f64::from(i * i)).collect();
        let sampled = |factor, whole| Dist::Sampled {
            sorted: sorted.clone(),
            base: 50.0,
            factor,
            whole,
        };
        for p in [0.004, 0.025, 0.1, 0.5, 0.9, 0.975, 0.996] {
            let x = sampled(0.7, false).quantile(p);
            assert!((sampled(0.7, false).cdf(x) - p).abs() < 1e-12, "{p}");
            assert!((sampled(0.7, false).sf(x) - (1.0 - p)).abs() < 1e-12, "{p}");
            assert!(sampled(0.8, false).quantile(p) >= x);
            assert!((sampled(0.7, true).quantile(p) - x.round()).abs() < 1e-12);
        }
        assert!((sampled(1.0, true).sf(900.2) - sampled(1.0, false).sf(900.5)).abs() < 1e-15);
        // Beyond every path: possible, and nearly impossible.
        assert!(sampled(1.0, false).sf(1e9) > 0.0 && sampled(1.0, false).sf(1e9) < 1e-9);
        assert!(sampled(1.0, false).cdf(1e9) < 1.0);
        // A remainder that does not come leaves what is known.
        assert!((sampled(0.0, false).median() - 50.0).abs() < 1e-12);
        assert!((sampled(0.0, false).sf(50.0) - 1.0).abs() < 1e-15);
        assert!(sampled(0.0, false).sf(50.1).abs() < 1e-15);
        let minus = Dist::Affine {
            of: Box::new(sampled(1.0, false)),
            mul: -0.5,
            add: 3.0,
        };
        let x = minus.quantile(0.2);
        assert!((minus.cdf(x) - 0.2).abs() < 1e-12);
    }

    #[test]
    fn equal_paths_are_a_known_value_and_ties_count_on_both_sides() {
        let of = |values: &[f64]| Dist::Sampled {
            sorted: values.into(),
            base: 0.0,
            factor: 1.0,
            whole: false,
        };
        let known = of(&[4.0, 4.0, 4.0]);
        assert!((known.sf(4.0) - 1.0).abs() < 1e-15 && (known.cdf(4.0) - 1.0).abs() < 1e-15);
        assert!(known.sf(4.1).abs() < 1e-15);
        let tied = of(&[0.0, 0.0, 0.0, 1.0]);
        assert!(tied.cdf(0.0) >= 0.6 && tied.sf(0.0) > 0.99);
        assert!(of(&[]).median().is_finite());
    }
}
