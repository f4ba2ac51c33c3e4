//! The z of a batch of samples, block by block, variable by variable.

use crate::normal::fill;
use crate::plan::Block;

/// Samples in a batch: the draws of thirty variables stay in the nearest caches.
pub(crate) const BATCH: usize = 256;
/// Samples that a row of L is multiplied with at a time: their sums stay in registers.
const LANES: usize = 8;

/// The z of one variable.
pub(crate) type Draws = [f64; BATCH];

/// Room for the draws of a block.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    z: Draws,
    common: Draws,
    dense: Vec<f64>,
}

impl Room {
    pub(crate) fn new() -> Self {
        Self {
            z: [0.0; BATCH],
            common: [0.0; BATCH],
            dense: Vec::new(),
        }
    }

    /// Draws the variables of a block for the batch that begins with sample `first`, and hands each to `take`.
    #[cfg_attr(
        all(feature = "simd", target_arch = "wasm32"),
        target_feature(enable = "simd128")
    )]
    pub(crate) fn draw(
        &mut self,
        block: &Block,
        seed: u64,
        first: u32,
        mut take: impl FnMut(usize, &Draws),
    ) {
        let counter = first / 4;
        match block {
            Block::Apart { keys } => {
                for (at, key) in keys.iter().enumerate() {
                    fill(seed, *key, counter, &mut self.z);
                    take(at, &self.z);
                }
            }
            Block::Common {
                key,
                share,
                own,
                keys,
            } => {
                fill(seed, *key, counter, &mut self.common);
                for (at, key) in keys.iter().enumerate() {
                    fill(seed, *key, counter, &mut self.z);
                    for (z, common) in self.z.iter_mut().zip(&self.common) {
                        *z = share * common + own * *z;
                    }
                    take(at, &self.z);
                }
            }
            Block::Dense { factor, keys } => {
                let count = keys.len();
                self.dense.resize(count * BATCH, 0.0);
                for (at, key) in keys.iter().enumerate() {
                    fill(seed, *key, counter, &mut self.z);
                    // The draws of all variables for the same few samples lie side by side.
                    let rows = self.dense.chunks_exact_mut(count * LANES);
                    for (row, z) in rows.zip(self.z.chunks_exact(LANES)) {
                        row[at * LANES..(at + 1) * LANES].copy_from_slice(z);
                    }
                }
                let mut start = 0;
                for at in 0..count {
                    let row = &factor[start..=start + at];
                    start += at + 1;
                    let samples = self.dense.chunks_exact(count * LANES);
                    for (z, draws) in self.z.chunks_exact_mut(LANES).zip(samples) {
                        z.copy_from_slice(&product(row, draws));
                    }
                    take(at, &self.z);
                }
            }
        }
    }
}

/// A row of L times the draws of a few samples.
#[inline]
fn product(row: &[f64], draws: &[f64]) -> [f64; LANES] {
    let mut sums = [0.0; LANES];
    for (weight, draws) in row.iter().zip(draws.chunks_exact(LANES)) {
        for (sum, draw) in sums.iter_mut().zip(draws) {
            *sum += weight * draw;
        }
    }
    sums
}
