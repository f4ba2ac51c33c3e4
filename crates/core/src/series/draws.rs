//! Counted random numbers: a draw depends on the seed, the indicator's name, the path and the step alone, so that
//! another indicator changes none of them and a lever compares like with like.
//!
//! Source: Steele, Lea & Flood (2014), Fast splittable pseudorandom number generators (`SplitMix64`), OOPSLA.

use crate::math::normal::normal_quantile;

/// The seed of all simulated paths.
const SEED: u64 = 20_241_231;

/// The key of an indicator's draws.
pub fn key(name: &str) -> u64 {
    // FNV-1a, so that the key of a name never changes.
    name.bytes()
        .fold(SEED ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
}

fn mixed(mut z: u64) -> u64 {
    z = z.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A number strictly between 0 and 1.
pub fn uniform(key: u64, path: u32, step: u32) -> f64 {
    let counted = mixed(mixed(key ^ u64::from(path)).wrapping_add(u64::from(step)));
    ((counted >> 11) as f64 + 0.5) * (1.0 / 9_007_199_254_740_992.0)
}

/// A standard Normal number. Paths come in pairs of opposite sign, so that their mean is the centre.
pub fn normal(key: u64, path: u32, step: u32) -> f64 {
    let z = normal_quantile(uniform(key, path / 2, step));
    if path.is_multiple_of(2) { z } else { -z }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_standard_normal_and_differ_by_name_path_and_step() {
        let key = key("budget-revenue");
        let draws: Vec<f64> = (0..20_000).map(|path| normal(key, path, 3)).collect();
        let mean = draws.iter().sum::<f64>() / 20_000.0;
        let variance = draws.iter().map(|z| z * z).sum::<f64>() / 20_000.0;
        assert!(
            mean.abs() < 1e-12 && (variance - 1.0).abs() < 0.03,
            "{mean} {variance}"
        );
        let other = super::key("budget-revenues");
        for (a, b) in [
            ((key, 0, 0), (key, 2, 0)),
            ((key, 0, 0), (key, 0, 1)),
            ((key, 0, 0), (other, 0, 0)),
        ] {
            assert!((uniform(a.0, a.1, a.2) - uniform(b.0, b.1, b.2)).abs() > 1e-9);
        }
        let product: f64 = (0..10_000)
            .map(|path| normal(key, 2 * path, 0) * normal(key, 2 * path, 1))
            .sum();
        assert!((product / 10_000.0).abs() < 0.03, "{product}");
    }
}
