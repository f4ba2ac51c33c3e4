//! The standard normal distribution, and the logistic scale.

use core::f64::consts::FRAC_1_SQRT_2;

/// 1 / √(2π).
const INVERSE_SQRT_TWO_PI: f64 = 0.398_942_280_401_432_7;

/// The density of the standard normal distribution at `z`.
pub fn normal_pdf(z: f64) -> f64 {
    INVERSE_SQRT_TWO_PI * libm::exp(-0.5 * z * z)
}

/// The probability that a standard normal variable is at most `z` (DLMF 7.2.2), accurate also where it is tiny.
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

/// The probability that a standard normal variable is above `z`: 1 − Φ(z), accurate also where it is tiny.
pub fn normal_sf(z: f64) -> f64 {
    normal_cdf(-z)
}

/// The z with Φ(z) = `p` (Wichura 1988, *Algorithm AS 241*, PPND16; relative error about 1e-16).
/// −∞ for p ≤ 0 and +∞ for p ≥ 1; NaN only for NaN.
pub fn normal_quantile(p: f64) -> f64 {
    if p.is_nan() {
        return f64::NAN;
    }
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    let centred = p - 0.5;
    if centred.abs() <= 0.425 {
        let r = 0.180_625 - centred * centred;
        return centred * ratio(&CENTRE, r);
    }
    let tail = if centred < 0.0 { p } else { 1.0 - p };
    let r = libm::sqrt(-libm::log(tail));
    let z = if r <= 5.0 {
        ratio(&MIDDLE, r - 1.6)
    } else {
        ratio(&FAR, r - 5.0)
    };
    if centred < 0.0 { -z } else { z }
}

/// The log odds ln(p / (1 − p)); −∞ at 0, +∞ at 1, NaN outside. Accurate around ½ too, where it is near 0.
pub fn logit(p: f64) -> f64 {
    if (0.25..=0.75).contains(&p) {
        libm::log1p((2.0 * p - 1.0) / (1.0 - p))
    } else {
        libm::log(p / (1.0 - p))
    }
}

/// The inverse of [`logit`]: 1 / (1 + e^−t), without overflow and accurate where it is tiny.
pub fn expit(t: f64) -> f64 {
    if t < 0.0 {
        let odds = libm::exp(t);
        odds / (1.0 + odds)
    } else {
        1.0 / (1.0 + libm::exp(-t))
    }
}

/// ln(1 + eᵗ), without overflow: −ln(1 − expit(t)).
pub fn softplus(t: f64) -> f64 {
    t.max(0.0) + libm::log1p(libm::exp(-t.abs()))
}

fn ratio((over, under): &([f64; 8], [f64; 8]), r: f64) -> f64 {
    let polynomial = |c: &[f64; 8]| c.iter().rev().fold(0.0, |sum, c| sum * r + c);
    polynomial(over) / polynomial(under)
}

/// AS 241: |p − ½| ≤ 0.425.
#[allow(
    clippy::excessive_precision,
    reason = "the constants stand as published"
)]
const CENTRE: ([f64; 8], [f64; 8]) = (
    [
        3.387_132_872_796_366_608,
        1.331_416_678_917_843_774_5e2,
        1.971_590_950_306_551_442_7e3,
        1.373_169_376_550_946_112_5e4,
        4.592_195_393_154_987_145_7e4,
        6.726_577_092_700_870_085_3e4,
        3.343_057_558_358_812_810_5e4,
        2.509_080_928_730_122_672_7e3,
    ],
    [
        1.0,
        4.231_333_070_160_091_125_2e1,
        6.871_870_074_920_579_083e2,
        5.394_196_021_424_751_107_7e3,
        2.121_379_430_158_659_586_7e4,
        3.930_789_580_009_271_061e4,
        2.872_908_573_572_194_267_4e4,
        5.226_495_278_852_854_561e3,
    ],
);

/// AS 241: √(−ln tail) ≤ 5.
#[allow(
    clippy::excessive_precision,
    reason = "the constants stand as published"
)]
const MIDDLE: ([f64; 8], [f64; 8]) = (
    [
        1.423_437_110_749_683_577_34,
        4.630_337_846_156_545_295_9,
        5.769_497_221_460_691_405_5,
        3.647_848_324_763_204_605_04,
        1.270_458_252_452_368_382_58,
        2.417_807_251_774_506_117_7e-1,
        2.272_384_498_926_918_458_33e-2,
        7.745_450_142_783_414_076_4e-4,
    ],
    [
        1.0,
        2.053_191_626_637_758_821_87,
        1.676_384_830_183_803_849_4,
        6.897_673_349_851_000_045_5e-1,
        1.481_039_764_274_800_745_9e-1,
        1.519_866_656_361_645_719_66e-2,
        5.475_938_084_995_344_946e-4,
        1.050_750_071_644_416_843_24e-9,
    ],
);

/// AS 241: further out.
#[allow(
    clippy::excessive_precision,
    reason = "the constants stand as published"
)]
const FAR: ([f64; 8], [f64; 8]) = (
    [
        6.657_904_643_501_103_777_2,
        5.463_784_911_164_114_369_9,
        1.784_826_539_917_291_335_8,
        2.965_605_718_285_048_912_3e-1,
        2.653_218_952_657_612_309_3e-2,
        1.242_660_947_388_078_438_6e-3,
        2.711_555_568_743_487_578_15e-5,
        2.010_334_399_292_288_132_65e-7,
    ],
    [
        1.0,
        5.998_322_065_558_879_376_9e-1,
        1.369_298_809_227_358_053_1e-1,
        1.487_536_129_085_061_485_25e-2,
        7.868_691_311_456_132_591e-4,
        1.846_318_317_510_054_681_8e-5,
        1.421_511_758_316_445_888_7e-7,
        2.044_263_103_389_939_785_64e-15,
    ],
);
