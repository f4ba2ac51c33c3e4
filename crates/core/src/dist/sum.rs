//! The sum of a value and an independent Normal one, by quadrature over the Normal.
//!
//! P(x + ε ≥ c) = ∫ φ(z) P(x ≥ c − sd·z) dz, by the Gauss–Hermite rule of 16 nodes for the weight φ, which is exact for
//! polynomials up to degree 31 (Abramowitz & Stegun 25.4.46, with the weight exp(−z²/2)).

use super::Dist;
use crate::math::root::brent;

/// The positive nodes and their weights; the rule is symmetric and the weights sum to 1.
const NODES: [(f64, f64); 8] = [
    (0.386_760_604_500_557_3, 0.286_568_521_238_012_4),
    (1.163_829_100_554_965, 0.158_338_372_750_949_5),
    (1.951_980_345_716_333_6, 0.047_284_752_354_014_02),
    (2.760_245_047_630_701_4, 0.007_266_937_601_184_744),
    (3.600_873_624_171_548, 0.000_525_984_926_573_91),
    (4.492_955_302_520_011, 1.530_003_216_248_731_3e-5),
    (5.472_225_705_949_343, 1.309_473_216_286_821_3e-7),
    (6.630_878_198_393_129, 1.497_814_723_161_838e-10),
];

/// P(x + ε ≥ c), or ≤ c.
pub(super) fn tail(of: &Dist, sd: f64, c: f64, upper: bool) -> f64 {
    let side = |z: f64| of.tail(c - sd * z, upper);
    let sum = NODES
        .iter()
        .map(|(z, weight)| weight * (side(*z) + side(-z)));
    sum.sum::<f64>().clamp(0.0, 1.0)
}

/// The value below which a share `p` lies.
pub(super) fn quantile(of: &Dist, sd: f64, p: f64) -> f64 {
    let middle = of.raw_quantile(p);
    if !middle.is_finite() {
        return middle;
    }
    // The outermost nodes are less than 7 standard deviations away.
    let reach = 7.0 * sd;
    let gap = |x: f64| tail(of, sd, x, false) - p;
    let low = of.raw_quantile(p.min(0.5) * 0.5).min(middle) - reach;
    let high = of.raw_quantile(0.5 + p.max(0.5) * 0.5).max(middle) + reach;
    brent(gap, low, high, 1e-9 * (high - low)).unwrap_or(middle)
}

#[cfg(test)]
mod tests {
    use super::super::Dist;

    #[test]
    fn a_normal_plus_a_normal_is_a_normal() {
        let own = Dist::Affine {
            of: Box::new(Dist::Normal { mean: 5.0, sd: 2.0 }),
            mul: 2.0,
            add: 1.0,
        };
        let sum = own.plus_normal(3.0);
        let known = Dist::Normal {
            mean: 11.0,
            sd: 5.0,
        };
        for p in [0.025, 0.1, 0.5, 0.9, 0.975] {
            assert!((sum.quantile(p) - known.quantile(p)).abs() < 1e-5, "{p}");
            let x = known.quantile(p);
            assert!((sum.cdf(x) - p).abs() < 1e-7 && (sum.sf(x) + p - 1.0).abs() < 1e-7);
        }
    }

    #[test]
    fn the_year_of_a_flow_widens_and_its_quantiles_and_probabilities_agree() {
        let flow = Dist::FlowTotal {
            done: 600.0,
            a: 30.0,
            b: 20.0,
            pace: 1.0,
            add: 100.0,
            whole: false,
        };
        let sum = flow.clone().plus_normal(60.0);
        let width = |dist: &Dist| dist.quantile(0.9) - dist.quantile(0.1);
        assert!(width(&sum) > width(&flow));
        for p in [0.1, 0.5, 0.9] {
            assert!((sum.cdf(sum.quantile(p)) - p).abs() < 1e-6, "{p}");
        }
    }
}
