//! Logarithms of the Gamma function, arranged so that nothing cancels where the Beta functions need them.

/// ½·ln 2π.
const HALF_LN_TWO_PI: f64 = 0.918_938_533_204_672_8;

/// 1 − γ (Euler's constant).
const ONE_MINUS_EULER: f64 = 0.422_784_335_098_467_14;

/// Above this, Stirling's series with the seven terms below is exact to the last bit.
const STIRLING_FROM: f64 = 10.0;

/// B₂ₖ / (2k(2k−1)), the coefficients of Stirling's series (DLMF 5.11.1).
const STIRLING: [f64; 7] = [
    1.0 / 12.0,
    -1.0 / 360.0,
    1.0 / 1260.0,
    -1.0 / 1680.0,
    1.0 / 1188.0,
    -691.0 / 360_360.0,
    1.0 / 156.0,
];

/// (−1)ᵏ(ζ(k) − 1)/k for k = 2, 3, … (DLMF 5.7.3).
#[rustfmt::skip]
const ZETA: [f64; 28] = [
    0.322_467_033_424_113_2,
    -0.067_352_301_053_198_1,
    0.020_580_808_427_784_546,
    -0.007_385_551_028_673_986,
    0.002_890_510_330_741_523_4,
    -0.001_192_753_911_703_261,
    0.000_509_669_524_743_042_5,
    -0.000_223_154_758_453_579_39,
    9.945_751_278_180_853e-5,
    -4.492_623_673_813_314e-5,
    2.050_721_277_567_069e-5,
    -9.439_488_275_268_397e-6,
    4.374_866_789_907_488e-6,
    -2.039_215_753_801_366e-6,
    9.551_412_130_407_42e-7,
    -4.492_469_198_764_566e-7,
    2.120_718_480_555_466_5e-7,
    -1.004_322_482_396_809_9e-7,
    4.769_810_169_363_980_4e-8,
    -2.271_109_460_894_316_4e-8,
    1.083_865_921_489_695_5e-8,
    -5.183_475_041_970_047e-9,
    2.483_674_543_802_478_5e-9,
    -1.192_140_140_586_091_2e-9,
    5.731_367_241_678_862e-10,
    -2.759_522_885_124_233_4e-10,
    1.330_476_437_424_449e-10,
    -6.422_964_563_838_1e-11,
];

/// ln Γ(1 + z) for z ≥ 0, with full *relative* accuracy as z → 0 (DLMF 5.7.3).
pub fn ln_gamma_1p(z: f64) -> f64 {
    if z > 0.5 {
        return libm::lgamma(1.0 + z);
    }
    let series = ZETA.iter().rev().fold(0.0, |sum, c| sum * z + c);
    z * (ONE_MINUS_EULER + z * series) - libm::log1p(z)
}

/// Stirling's error δ(z) = ln Γ(z + 1) − (z + ½)·ln z + z − ½·ln 2π for z > 0
/// (Loader 2000, *Fast and accurate computation of binomial probabilities*), absolute error about 1e-15.
pub fn stirling_error(z: f64) -> f64 {
    if z >= STIRLING_FROM {
        let inverse = 1.0 / z;
        let square = inverse * inverse;
        return inverse * STIRLING.iter().rev().fold(0.0, |sum, c| sum * square + c);
    }
    ln_gamma_1p(z) - (z + 0.5) * libm::log(z) + z - HALF_LN_TWO_PI
}

/// ln Γ(b + a) − ln Γ(b) for a ≥ 0, b > 0, with full *relative* accuracy as a → 0
/// (the `ALGDIV` of `DiDonato` and Morris 1992, TOMS 708, by recurrence and Stirling's series).
pub fn ln_gamma_step(b: f64, a: f64) -> f64 {
    // Γ(b+a)/Γ(b) = Π (b+i)/(b+i+a) · Γ(b+m+a)/Γ(b+m); the product is gathered as 1 + growth.
    let mut base = b;
    let mut growth = 0.0;
    while base < STIRLING_FROM {
        let factor = a / base;
        growth += factor + growth * factor;
        base += 1.0;
    }
    let ratio = libm::log1p(a / base);
    let end = base + a;
    let mut corrections = 0.0;
    let (inverse, mut power) = (1.0 / base, 1.0 / base);
    for (k, c) in STIRLING.iter().enumerate() {
        // end^-(2k+1) − base^-(2k+1), without subtracting neighbours.
        corrections += c * power * libm::expm1(-(2.0 * k as f64 + 1.0) * ratio);
        power *= inverse * inverse;
    }
    (base - 0.5) * ratio - a + a * libm::log(end) + corrections - libm::log1p(growth)
}

/// φ(t) = (1 + t)·ln(1 + t) − t for t ≥ −1, without cancellation near 0:
/// the deviance of one cell, as `bd0` in Loader 2000. `ratio` is 1 + t, given apart because it is the exact one near −1.
pub fn deviance(t: f64, ratio: f64) -> f64 {
    if !(-0.4..=0.6).contains(&t) {
        return if ratio > 0.0 {
            ratio * libm::log(ratio) - t
        } else {
            -t
        };
    }
    let v = t / (2.0 + t);
    let square = v * v;
    let mut sum = t * v;
    let mut term = 2.0 * ratio * v;
    let mut odd = 1.0;
    loop {
        term *= square;
        odd += 2.0;
        let next = sum + term / odd;
        if next.to_bits() == sum.to_bits() {
            return sum;
        }
        sum = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ln_gamma_near_one_keeps_its_relative_accuracy() {
        let gamma = 0.577_215_664_901_532_9;
        for z in [1e-300, 1e-20, 1e-12] {
            assert!((ln_gamma_1p(z) / (-gamma * z) - 1.0).abs() < 2e-12);
        }
        assert!((ln_gamma_1p(0.5) - libm::lgamma(1.5)).abs() < 1e-15);
        assert!((ln_gamma_1p(0.499_999) - libm::lgamma(1.499_999)).abs() < 1e-15);
    }

    #[test]
    fn steps_agree_with_differences() {
        for b in [0.3, 1.0, 7.5, 10.0, 250.0] {
            for a in [1e-3, 0.2, 1.0, 5.0] {
                let plain = libm::lgamma(b + a) - libm::lgamma(b);
                assert!(
                    (ln_gamma_step(b, a) - plain).abs() < 2e-13 * (1.0 + libm::lgamma(b + a).abs())
                );
            }
        }
    }

    #[test]
    fn stirling_error_is_continuous_where_the_method_changes() {
        let below = stirling_error(STIRLING_FROM - 1e-12);
        assert!((below - stirling_error(STIRLING_FROM)).abs() < 2e-14);
        assert!((stirling_error(1.0) - 0.081_061_466_795_327_26).abs() < 1e-15);
    }
}
