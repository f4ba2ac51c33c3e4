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

/// The words of a variable from `block` on, as many as there is room for, each as `read` has it. Four places go through
/// the rounds side by side.
#[inline]
pub(crate) fn many_words(
    seed: u64,
    variable: u64,
    block: u32,
    room: &mut [f64],
    read: impl Fn(u32) -> f64,
) {
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
            for (room, word) in room.iter_mut().zip([a[lane], b[lane], c[lane], d[lane]]) {
                *room = read(word);
            }
        }
    }
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
