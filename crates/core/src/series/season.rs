//! The season of a series: whether there is one, and what it adds to or multiplies each month or quarter by.

/// Φ⁻¹(0.95): the season is tested at 90 %, both sides.
const Z95: f64 = 1.644_853_626_951_472_7;
/// A multiplicative factor below this says that the season does not multiply.
const LEAST_FACTOR: f64 = 0.01;

/// What each period of the year adds or multiplies by.
#[derive(Clone, Debug, PartialEq)]
pub struct Season {
    /// A number a period of the year, the first value's period first. They sum to 0, or their mean is 1.
    pub factors: Vec<f64>,
    /// Whether they multiply.
    pub multiplies: bool,
}

impl Season {
    /// The value without its season; `at` counts from the series' first value.
    pub fn off(&self, at: usize, value: f64) -> f64 {
        let factor = self.factors[at % self.factors.len()];
        if self.multiplies {
            value / factor
        } else {
            value - factor
        }
    }

    /// The value with its season put back.
    pub fn on(&self, at: usize, value: f64) -> f64 {
        let factor = self.factors[at % self.factors.len()];
        if self.multiplies {
            value * factor
        } else {
            value + factor
        }
    }
}

/// Whether the autocorrelation at a year's distance is beyond chance at 90 %, given the nearer ones
/// (Makridakis & Hibon 2000; limits by Bartlett's formula). Two years of values are needed.
pub fn is_seasonal(values: &[f64], period: usize) -> bool {
    let n = values.len();
    if period < 4 || n < 2 * period {
        return false;
    }
    let mean = values.iter().sum::<f64>() / n as f64;
    let product = |lag: usize| {
        let pairs = values.iter().zip(&values[lag..]);
        pairs.map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>()
    };
    let all = product(0);
    let nearer: f64 = (1..period)
        .map(|lag| {
            let r = product(lag) / all;
            r * r
        })
        .sum();
    // Of a constant series this is NaN, and no.
    (product(period) / all).abs() > Z95 * ((1.0 + 2.0 * nearer) / n as f64).sqrt()
}

/// Classical decomposition: the mean by period of what a centred moving average over a year leaves, multiplicative
/// where every value is positive and no factor is nearly 0 (and the caller allows it), else additive. None with less
/// than two years.
pub fn decompose(values: &[f64], period: usize, may_multiply: bool) -> Option<Season> {
    let positive = values.iter().all(|value| *value > 0.0);
    let multiplied = (may_multiply && positive)
        .then(|| factors(values, period, true))
        .flatten()
        .filter(|factors| factors.iter().all(|factor| *factor >= LEAST_FACTOR));
    let multiplies = multiplied.is_some();
    Some(Season {
        factors: multiplied.or_else(|| factors(values, period, false))?,
        multiplies,
    })
}

fn factors(values: &[f64], period: usize, multiplies: bool) -> Option<Vec<f64>> {
    let n = values.len();
    if period < 2 || n < 2 * period {
        return None;
    }
    let half = period / 2;
    let even = period.is_multiple_of(2);
    let mut sums = vec![(0.0, 0.0); period];
    for at in half..n - half {
        let window = &values[at - half..=at + half];
        let mut sum: f64 = window.iter().sum();
        if even {
            sum -= 0.5 * (window[0] + window[period]);
        }
        let trend = sum / period as f64;
        let rest = if multiplies {
            values[at] / trend
        } else {
            values[at] - trend
        };
        let (total, count) = &mut sums[at % period];
        *total += rest;
        *count += 1.0;
    }
    let mut factors: Vec<f64> = sums.iter().map(|(total, count)| total / count).collect();
    let mean = factors.iter().sum::<f64>() / period as f64;
    for factor in &mut factors {
        *factor = if multiplies {
            *factor / mean
        } else {
            *factor - mean
        };
    }
    factors
        .iter()
        .all(|factor| factor.is_finite())
        .then_some(factors)
}
