//! Counted random numbers: Philox 4×32-10 (Salmon, Moraes, Dror, Shaw 2011, *Parallel random numbers: as easy as
//! 1, 2, 3*). The number at a place is a function of the place: no state, no order, nothing to seed twice.

/// Multipliers and key increments as published.
const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
const INCREMENTS: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const ROUNDS: usize = 10;

/// The four words at a place.
#[inline]
pub fn philox(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let [mut a, mut b, mut c, mut d] = counter;
    let [mut k, mut l] = key;
    for _ in 0..ROUNDS {
        let first = u64::from(MULTIPLIERS[0]) * u64::from(a);
        let second = u64::from(MULTIPLIERS[1]) * u64::from(c);
        (a, b, c, d) = (
            high(second) ^ b ^ k,
            low(second),
            high(first) ^ d ^ l,
            low(first),
        );
        k = k.wrapping_add(INCREMENTS[0]);
        l = l.wrapping_add(INCREMENTS[1]);
    }
    [a, b, c, d]
}

/// The four words of a variable for the samples 4·`block` … 4·`block` + 3.
#[inline]
pub fn words(seed: u64, variable: u64, block: u32) -> [u32; 4] {
    philox(
        [block, 0, low(variable), high(variable)],
        [low(seed), high(seed)],
    )
}

/// The words of a variable from `block` on, as many as there is room for in sixteens. Four places go through the rounds
/// side by side.
#[cfg(not(all(feature = "simd", target_arch = "wasm32")))]
#[inline]
pub(crate) fn many_words(seed: u64, variable: u64, block: u32, room: &mut [u32]) {
    let mut first = block;
    for room in room.chunks_exact_mut(4 * LANES) {
        let mut a = [0; LANES];
        for (counter, lane) in a.iter_mut().zip(0..) {
            *counter = first.wrapping_add(lane);
        }
        first = first.wrapping_add(4);
        let mut b = [0; LANES];
        let mut c = [low(variable); LANES];
        let mut d = [high(variable); LANES];
        let (mut k, mut l) = (low(seed), high(seed));
        for _ in 0..ROUNDS {
            for lane in 0..LANES {
                let first = u64::from(MULTIPLIERS[0]) * u64::from(a[lane]);
                let second = u64::from(MULTIPLIERS[1]) * u64::from(c[lane]);
                a[lane] = high(second) ^ b[lane] ^ k;
                b[lane] = low(second);
                c[lane] = high(first) ^ d[lane] ^ l;
                d[lane] = low(first);
            }
            k = k.wrapping_add(INCREMENTS[0]);
            l = l.wrapping_add(INCREMENTS[1]);
        }
        for (lane, room) in room.chunks_exact_mut(4).enumerate() {
            room.copy_from_slice(&[a[lane], b[lane], c[lane], d[lane]]);
        }
    }
}

/// The same in 128-bit instructions, which the compiler does not find by itself in WebAssembly: a product of 32 bits by
/// 32 has one of its own there, two at a time.
#[cfg(all(feature = "simd", target_arch = "wasm32"))]
#[target_feature(enable = "simd128")]
pub(crate) fn many_words(seed: u64, variable: u64, block: u32, room: &mut [u32]) {
    use core::arch::wasm32::{
        i32x4_add, i32x4_shuffle, u32x4, u32x4_extract_lane, u32x4_splat, v128, v128_xor,
    };
    // A factor that is known beforehand is widened beforehand, and then the instruction is lost: as far as the compiler
    // knows these change from round to round.
    let nothing = u32x4_splat(core::hint::black_box(0));
    let [mut by_a, mut by_c] = MULTIPLIERS.map(|multiplier| u32x4_splat(multiplier));
    let [more_k, more_l] = INCREMENTS.map(|increment| u32x4_splat(increment));
    let mut counters = u32x4(
        block,
        block.wrapping_add(1),
        block.wrapping_add(2),
        block.wrapping_add(3),
    );
    for room in room.chunks_exact_mut(4 * LANES) {
        let (mut a, mut b) = (counters, u32x4_splat(0));
        counters = i32x4_add(counters, u32x4_splat(4));
        let (mut c, mut d) = (u32x4_splat(low(variable)), u32x4_splat(high(variable)));
        let (mut k, mut l) = (u32x4_splat(low(seed)), u32x4_splat(high(seed)));
        for _ in 0..ROUNDS {
            let [high_a, low_a] = product(by_a, a);
            let [high_c, low_c] = product(by_c, c);
            (a, b) = (v128_xor(v128_xor(high_c, b), k), low_c);
            (c, d) = (v128_xor(v128_xor(high_a, d), l), low_a);
            k = i32x4_add(k, more_k);
            l = i32x4_add(l, more_l);
            by_a = v128_xor(by_a, nothing);
            by_c = v128_xor(by_c, nothing);
        }
        // Lane by lane: the words of a place lie together.
        let (ab, ab_more) = (
            i32x4_shuffle::<0, 4, 1, 5>(a, b),
            i32x4_shuffle::<2, 6, 3, 7>(a, b),
        );
        let (cd, cd_more) = (
            i32x4_shuffle::<0, 4, 1, 5>(c, d),
            i32x4_shuffle::<2, 6, 3, 7>(c, d),
        );
        let places: [v128; LANES] = [
            i32x4_shuffle::<0, 1, 4, 5>(ab, cd),
            i32x4_shuffle::<2, 3, 6, 7>(ab, cd),
            i32x4_shuffle::<0, 1, 4, 5>(ab_more, cd_more),
            i32x4_shuffle::<2, 3, 6, 7>(ab_more, cd_more),
        ];
        for (room, place) in room.chunks_exact_mut(4).zip(places) {
            room.copy_from_slice(&[
                u32x4_extract_lane::<0>(place),
                u32x4_extract_lane::<1>(place),
                u32x4_extract_lane::<2>(place),
                u32x4_extract_lane::<3>(place),
            ]);
        }
    }
}

/// The upper and the lower halves of four products.
#[cfg(all(feature = "simd", target_arch = "wasm32"))]
#[inline]
#[target_feature(enable = "simd128")]
fn product(
    a: core::arch::wasm32::v128,
    b: core::arch::wasm32::v128,
) -> [core::arch::wasm32::v128; 2] {
    use core::arch::wasm32::{i32x4_shuffle, u64x2_extmul_high_u32x4, u64x2_extmul_low_u32x4};
    let (first, last) = (u64x2_extmul_low_u32x4(a, b), u64x2_extmul_high_u32x4(a, b));
    [
        i32x4_shuffle::<1, 3, 5, 7>(first, last),
        i32x4_shuffle::<0, 2, 4, 6>(first, last),
    ]
}

/// Places that are computed side by side.
const LANES: usize = 4;

#[allow(clippy::cast_possible_truncation, reason = "that is what it is for")]
fn low(word: u64) -> u32 {
    word as u32
}

fn high(word: u64) -> u32 {
    low(word >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_vectors_come_out() {
        // kat_vectors of Random123, the authors' own library: philox4x32 with 10 rounds.
        let known = [
            (
                [0; 4],
                [0; 2],
                [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8],
            ),
            (
                [u32::MAX; 4],
                [u32::MAX; 2],
                [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd],
            ),
            (
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
                [0xa409_3822, 0x299f_31d0],
                [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1],
            ),
        ];
        for (counter, key, expected) in known {
            assert_eq!(philox(counter, key), expected);
        }
    }
}
