//! The distribution of one variable, in narrow bins: memory does not grow with the samples.

/// Bins of a histogram. At 0.0045 standard deviations a bin is as wide as the standard error of the median of 80,000
/// samples; the quantile is interpolated within it.
pub(crate) const BINS: usize = 2_048;
/// Beyond this the last bins take everything: less than one sample in 230,000.
const END: f64 = 4.6;
/// Bins per unit.
const PER_UNIT: f64 = BINS as f64 / (2.0 * END);

/// How often each bin was hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Histogram(pub(crate) Vec<u32>);

impl Histogram {
    pub(crate) fn new() -> Self {
        Self(vec![0; BINS])
    }

    #[inline]
    pub(crate) fn add(&mut self, draws: &[f64]) {
        for z in draws {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "the cast saturates, which is what is wanted"
            )]
            let bin = ((z + END) * PER_UNIT) as usize;
            if let Some(count) = self.0.get_mut(bin.min(BINS - 1)) {
                *count += 1;
            }
        }
    }

    /// The z below which a share `p` of the samples lies; nothing without samples.
    pub fn quantile(&self, p: f64) -> Option<f64> {
        let all: f64 = self.0.iter().map(|count| f64::from(*count)).sum();
        let wanted = p.clamp(0.0, 1.0) * all;
        let mut below = 0.0;
        for (bin, count) in self.0.iter().enumerate() {
            let count = f64::from(*count);
            if count > 0.0 && below + count >= wanted {
                let within = (wanted - below) / count;
                return Some((bin as f64 + within) / PER_UNIT - END);
            }
            below += count;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normal::normal_quantile;

    #[test]
    fn quantiles_come_out_within_a_small_part_of_a_bin() {
        let mut histogram = Histogram::new();
        let n = 100_000;
        let draws: Vec<f64> = (0..n)
            .map(|at| normal_quantile((f64::from(at) + 0.5) / f64::from(n)))
            .collect();
        histogram.add(&draws);
        for p in [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99] {
            let found = histogram.quantile(p).unwrap();
            assert!((found - normal_quantile(p)).abs() < 5e-4, "{p}: {found}");
        }
    }

    #[test]
    fn what_lies_beyond_the_ends_is_kept_in_the_last_bins() {
        let mut histogram = Histogram::new();
        assert_eq!(histogram.quantile(0.5), None);
        histogram.add(&[-9.0, 9.0, f64::INFINITY]);
        assert_eq!(histogram.0[0], 1);
        assert_eq!(histogram.0[BINS - 1], 2);
    }
}
