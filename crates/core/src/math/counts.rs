//! How many of several independent events happen.

/// The distribution of the number of successes in independent trials with the given probabilities: entry k is
/// P(exactly k), for k = 0 … n (Poisson binomial, by the exact recursion over the trials, which only adds positive
/// terms). Probabilities are taken into [0, 1]; a NaN counts as 0.
pub fn poisson_binomial(probs: &[f64]) -> Vec<f64> {
    let mut dist = Vec::with_capacity(probs.len() + 1);
    dist.push(1.0);
    for &p in probs {
        let p = if p.is_nan() { 0.0 } else { p.clamp(0.0, 1.0) };
        dist.push(0.0);
        for k in (0..dist.len()).rev() {
            let before = if k > 0 { dist[k - 1] } else { 0.0 };
            dist[k] = dist[k] * (1.0 - p) + before * p;
        }
    }
    dist
}

/// P(at least `k`) in a distribution over 0, 1, 2, …
pub fn at_least(dist: &[f64], k: usize) -> f64 {
    // From the end: the smallest terms first.
    dist.iter().skip(k).rev().sum::<f64>().min(1.0)
}

/// The central interval (lo, hi) that holds at least `mass` of a distribution over 0, 1, 2, …: from the
/// (1 − mass)/2 quantile to the (1 + mass)/2 quantile, where a quantile is the smallest k with P(≤ k) ≥ level.
/// (0, 0) for an empty distribution.
pub fn interval(dist: &[f64], mass: f64) -> (usize, usize) {
    let mass = if mass.is_nan() {
        0.0
    } else {
        mass.clamp(0.0, 1.0)
    };
    let tail = 0.5 * (1.0 - mass);
    (quantile(dist, tail), quantile(dist, 1.0 - tail))
}

/// The smallest k with P(≤ k) ≥ `level`, forgiving the rounding of the sum; impossible counts are never given.
pub fn quantile(dist: &[f64], level: f64) -> usize {
    let slack = 1e-12;
    let mut sum = 0.0;
    let mut last = 0;
    for (k, &p) in dist.iter().enumerate() {
        if p > 0.0 {
            sum += p;
            last = k;
            if sum >= level - slack {
                return k;
            }
        }
    }
    last
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "the values are exact")]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_binomial_and_with_counting() {
        let dist = poisson_binomial(&[0.5; 4]);
        assert_eq!(dist, [0.0625, 0.25, 0.375, 0.25, 0.0625]);
        let probs = [0.1, 0.35, 0.8, 0.99];
        let mut counted = [0.0; 5];
        for set in 0u32..16 {
            let mut p = 1.0;
            for (i, q) in probs.iter().enumerate() {
                p *= if set >> i & 1 == 1 { *q } else { 1.0 - q };
            }
            counted[set.count_ones() as usize] += p;
        }
        for (found, expected) in poisson_binomial(&probs).iter().zip(counted) {
            assert!((found - expected).abs() < 1e-15);
        }
        assert_eq!(poisson_binomial(&[]), [1.0]);
        assert_eq!(poisson_binomial(&[1.0, 0.0, 1.0]), [0.0, 0.0, 1.0, 0.0]);
    }

    #[test]
    fn intervals_are_central() {
        let dist = poisson_binomial(&[0.5; 4]);
        assert_eq!(interval(&dist, 0.5), (1, 3));
        assert_eq!(interval(&dist, 0.875), (0, 3));
        assert_eq!(interval(&dist, 1.0), (0, 4));
        assert_eq!(interval(&dist, 0.0), (2, 2));
        let certain = poisson_binomial(&[1.0; 3]);
        assert_eq!(interval(&certain, 0.8), (3, 3));
        assert_eq!(interval(&certain, 1.0), (3, 3));
        assert_eq!(interval(&[], 0.8), (0, 0));
        assert_eq!(at_least(&dist, 3), 0.3125);
        assert_eq!(at_least(&dist, 9), 0.0);
    }
}
