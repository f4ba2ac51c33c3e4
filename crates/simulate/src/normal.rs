//! The standard normal quantile, and Normal draws by it.

use crate::philox::many_words;

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
        return centre(centred);
    }
    let tail = if centred < 0.0 { p } else { 1.0 - p };
    let z = far(tail);
    if centred < 0.0 { -z } else { z }
}

/// Around the middle: `centred` is p − ½.
#[inline]
fn centre(centred: f64) -> f64 {
    centred * ratio(&CENTRE, 0.180_625 - centred * centred)
}

/// The size of z where `tail` is left beyond it.
fn far(tail: f64) -> f64 {
    let r = (-libm::log(tail)).sqrt();
    if r <= 5.0 {
        ratio(&MIDDLE, r - 1.6)
    } else {
        ratio(&FAR, r - 5.0)
    }
}

/// The Normal draws of a variable for the samples from 4·`block` on.
///
/// A word w of 32 bits stands for the probability (w + ½)/2³², so that a draw is never infinite and the two tails are
/// mirror images. The grain, 2⁻³² in probability, is far below the standard error of any number of samples.
///
/// The square root is the standard library's, one instruction that rounds correctly everywhere and so gives the same
/// bits; libm computes it in WebAssembly, digit by digit, which also keeps its neighbours from sharing instructions.
///
/// In three passes without branches, so that two draws share an instruction where the machine has such: the middle's
/// formula for all, then the tails' for the few that lie there, side by side.
#[cfg_attr(
    all(feature = "simd", target_arch = "wasm32"),
    target_feature(enable = "simd128")
)]
pub fn fill(seed: u64, variable: u64, block: u32, draws: &mut [f64]) {
    let mut first = block;
    for draws in draws.chunks_mut(CHUNK) {
        let mut words = [0; CHUNK];
        many_words(seed, variable, first, &mut words);
        first = first.wrapping_add(BLOCKS);
        let mut centred = [0.0; CHUNK];
        for (centred, word) in centred.iter_mut().zip(words) {
            *centred = (f64::from(word) - HALF) * GRAIN;
        }
        let mut z = [0.0; CHUNK];
        for (z, centred) in z.iter_mut().zip(&centred) {
            *z = centre(*centred);
        }
        let (mut places, mut tails) = ([0_u8; CHUNK], [0.25; CHUNK]);
        let mut count = 0;
        for (at, centred) in (0..).zip(&centred) {
            let size = centred.abs();
            places[count % CHUNK] = at;
            tails[count % CHUNK] = 0.5 - size;
            count += usize::from(size > 0.425);
        }
        for pair in tails[..count.next_multiple_of(2).min(CHUNK)].chunks_exact_mut(2) {
            for tail in pair {
                *tail = ratio(&MIDDLE, (-log(*tail)).sqrt() - 1.6);
            }
        }
        for (place, size) in places[..count].iter().zip(&tails) {
            let place = usize::from(*place);
            z[place] = size.copysign(centred[place]);
        }
        draws.copy_from_slice(&z[..draws.len()]);
    }
}

/// Draws that are made at a time, and the blocks of four that they are.
const CHUNK: usize = 64;
const BLOCKS: u32 = 16;

/// The natural logarithm of a positive normal number: the steps of [`libm::log`], and so its bits, without its branches.
#[inline]
fn log(x: f64) -> f64 {
    // Where the reduced mantissa begins, √½, and where the exponent does.
    const START: u64 = 0x3fe6_a09e_0000_0000;
    const ONE: u64 = 0x3ff0_0000_0000_0000;
    // 2⁵², and 2⁵² + 1023: whole numbers written into the last bits of the first are read as themselves.
    const WHOLE: u64 = 0x4330_0000_0000_0000;
    const BIASED: f64 = 4_503_599_627_371_519.0;
    let shifted = x.to_bits().wrapping_add(ONE - START);
    let k = f64::from_bits((shifted >> 52) | WHOLE) - BIASED;
    let reduced = (shifted & 0x000f_ffff_ffff_ffff).wrapping_add(START);
    let f = f64::from_bits(reduced) - 1.0;
    let half = 0.5 * f * f;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let even = w * (LOG[1] + w * (LOG[3] + w * LOG[5]));
    let odd = z * (LOG[0] + w * (LOG[2] + w * (LOG[4] + w * LOG[6])));
    s * (half + (odd + even)) + k * LN_2[1] - half + f + k * LN_2[0]
}

/// The coefficients of fdlibm's logarithm, and ln 2 in two parts.
#[allow(
    clippy::excessive_precision,
    reason = "the constants stand as published"
)]
const LOG: [f64; 7] = [
    6.666666666666735130e-01,
    3.999999999940941908e-01,
    2.857142874366239149e-01,
    2.222219843214978396e-01,
    1.818357216161805012e-01,
    1.531383769920937332e-01,
    1.479819860511658591e-01,
];
#[allow(
    clippy::excessive_precision,
    reason = "the constants stand as published"
)]
const LN_2: [f64; 2] = [6.93147180369123816490e-01, 1.90821492927058770002e-10];

/// 2⁻³².
const GRAIN: f64 = 1.0 / 4_294_967_296.0;
/// The middle of the words, 2³¹ − ½: every (w + ½)·2⁻³² − ½ is exact.
const HALF: f64 = 2_147_483_647.5;

#[inline]
fn ratio((over, under): &([f64; 8], [f64; 8]), r: f64) -> f64 {
    let polynomial = |c: &[f64; 8]| {
        let sum = ((c[7] * r + c[6]) * r + c[5]) * r + c[4];
        (((sum * r + c[3]) * r + c[2]) * r + c[1]) * r + c[0]
    };
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

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "the values are exact")]
mod tests {
    use super::*;
    use crate::philox::words;

    #[test]
    fn many_draws_have_the_bits_of_one_after_the_other() {
        // Not a whole number of chunks, and counters that wrap.
        let mut draws = vec![0.0; 100_004];
        let first = u32::MAX - 20;
        fill(5, 1 << 40, first, &mut draws);
        for (at, draw) in draws.iter().enumerate() {
            let block = first.wrapping_add(u32::try_from(at / 4).unwrap());
            let centred = (f64::from(words(5, 1 << 40, block)[at % 4]) - HALF) * GRAIN;
            let plain = if centred.abs() <= 0.425 {
                centre(centred)
            } else {
                far(0.5 - centred.abs()).copysign(centred)
            };
            assert_eq!(draw.to_bits(), plain.to_bits());
        }
    }

    #[test]
    fn no_word_lies_beyond_the_near_tail_and_logarithms_are_those_of_libm() {
        // The outermost word decides which of the two formulas for tails is needed.
        assert!((-log(0.5 * GRAIN)).sqrt() < 5.0);
        for at in 0..200_000 {
            let tail = (f64::from(at) * 3_200.0 + 0.5) * GRAIN;
            assert_eq!(log(tail).to_bits(), libm::log(tail).to_bits());
        }
    }

    #[test]
    fn draws_are_the_quantiles_of_their_words() {
        let mut draws = vec![0.0; 4000];
        fill(2024, 77, 9, &mut draws);
        for (at, draw) in draws.iter().enumerate() {
            let block = u32::try_from(at / 4).unwrap() + 9;
            let word = words(2024, 77, block)[at % 4];
            let p = (f64::from(word) + 0.5) * GRAIN;
            // 1 − p is not exact in the upper tail, ½ − |p − ½| is.
            assert!((*draw - normal_quantile(p)).abs() < 1e-9);
        }
    }

    #[test]
    fn draws_have_the_moments_of_the_normal_distribution() {
        let mut draws = vec![0.0; 400_000];
        fill(1, 2, 0, &mut draws);
        let n = draws.len() as f64;
        let moment = |k: i32| {
            draws
                .iter()
                .map(|z| (0..k).fold(1.0, |x, _| x * z))
                .sum::<f64>()
                / n
        };
        // Standard errors: √(1/n), √(2/n), √(15/n), √(96/n).
        assert!(moment(1).abs() < 4.0 / n.sqrt());
        assert!((moment(2) - 1.0).abs() < 4.0 * (2.0 / n).sqrt());
        assert!(moment(3).abs() < 4.0 * (15.0 / n).sqrt());
        assert!((moment(4) - 3.0).abs() < 4.0 * (96.0 / n).sqrt());
    }
}
