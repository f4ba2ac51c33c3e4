//! Draws kept from run to run.
//!
//! While a lever moves only thresholds change, and draws are nearly all of the work: the quick look of each frame counts
//! anew, and draws once.

use crate::batch::{BATCH, Draws, Room};
use crate::counts::Counts;
use crate::plan::{Block, Plan};
use crate::run::Results;

/// Draws of one seed, kept for the next run. What a run with them says is what [`crate::Run`] says, bit for bit.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    seed: u64,
    /// Batches of each column.
    batches: usize,
    groups: Vec<Group>,
}

/// The draws of variables that hang together in one way.
#[derive(Clone, Debug)]
struct Group {
    law: Block,
    keys: Vec<u64>,
    /// Those of each key, batch after batch.
    columns: Vec<Vec<Draws>>,
}

impl Kept {
    /// Runs a plan. Keeps 8 bytes a variable and sample, for the next one.
    pub fn run(&mut self, plan: &Plan, seed: u64, samples: u32) -> Results {
        self.prepare(plan, seed, (samples as usize).div_ceil(BATCH));
        let columns: Vec<&[Draws]> = plan
            .blocks()
            .iter()
            .zip(&self.groups)
            .flat_map(|(block, group)| {
                let keys = block.keys().iter().enumerate();
                keys.map(|(at, key)| group.column(at, *key))
            })
            .collect();
        let mut counts = Counts::new(plan);
        let mut left = samples as usize;
        for batch in 0..self.batches {
            let live = left.min(BATCH);
            if live == 0 {
                break;
            }
            for (variable, column) in columns.iter().enumerate() {
                if let Some(z) = column.get(batch) {
                    counts.take(plan, variable, z, live);
                }
            }
            counts.close(plan, live);
            left -= live;
        }
        counts.results(samples)
    }

    /// Has a group for each block of the plan, in their order, with all its columns.
    fn prepare(&mut self, plan: &Plan, seed: u64, batches: usize) {
        // Twice too many are thrown away: of many variables few samples are asked for.
        if self.seed != seed || self.batches < batches || self.batches > 2 * batches {
            *self = Self {
                seed,
                batches,
                groups: Vec::new(),
            };
        }
        let mut old = std::mem::take(&mut self.groups);
        for block in plan.blocks() {
            let law = law(block);
            let at = old.iter().position(|group| group.law == law);
            let mut group = at.map_or_else(|| Group::new(law), |at| old.swap_remove(at));
            group.complete(block, seed, self.batches);
            self.groups.push(group);
        }
    }
}

impl Group {
    fn new(law: Block) -> Self {
        Self {
            law,
            keys: Vec::new(),
            columns: Vec::new(),
        }
    }

    /// Where the key of a block's variable is. What is kept stands in the block's order with some more in between, so
    /// that it is at the variable's own place or soon after.
    fn place(&self, variable: usize, key: u64) -> Option<usize> {
        let (before, after) = self.keys.split_at(variable.min(self.keys.len()));
        let find = |keys: &[u64]| keys.iter().position(|known| *known == key);
        let later = find(after).map(|at| before.len() + at);
        later.or_else(|| find(before))
    }

    fn column(&self, variable: usize, key: u64) -> &[Draws] {
        self.place(variable, key)
            .and_then(|at| self.columns.get(at))
            .map_or(&[], Vec::as_slice)
    }

    /// Draws what is missing of a block. What the block no longer asks for stays, for a target that is certain now may
    /// be open again with the next move; but no more of it than is asked for.
    fn complete(&mut self, block: &Block, seed: u64, batches: usize) {
        let wanted = block.keys();
        if self.keys.len() > 2 * wanted.len() {
            self.keys.clear();
            self.columns.clear();
        }
        let missing: Vec<u64> = match block {
            // All or nothing: each column is made of the draws of several.
            Block::Dense { .. } if !self.keys.is_empty() => Vec::new(),
            _ => (0..)
                .zip(wanted)
                .filter(|(at, key)| self.place(*at, **key).is_none())
                .map(|(_, key)| *key)
                .collect(),
        };
        if missing.is_empty() {
            return;
        }
        let block = with_keys(block, missing);
        let before = self.columns.len();
        self.keys.extend(block.keys());
        self.columns
            .resize_with(self.keys.len(), || Vec::with_capacity(batches));
        let mut room = Room::new();
        let mut first = 0;
        for _ in 0..batches {
            room.draw(&block, seed, first, |at, z| {
                if let Some(column) = self.columns.get_mut(before + at) {
                    column.push(*z);
                }
            });
            #[allow(clippy::cast_possible_truncation, reason = "256")]
            let batch = BATCH as u32;
            first += batch;
        }
    }
}

/// How the variables of a block hang together, whichever of them are asked for.
fn law(block: &Block) -> Block {
    match block {
        Block::Dense { .. } => block.clone(),
        _ => with_keys(block, Vec::new()),
    }
}

/// The same block of other variables.
fn with_keys(block: &Block, keys: Vec<u64>) -> Block {
    match block {
        Block::Apart { .. } => Block::Apart { keys },
        Block::Common {
            key, share, own, ..
        } => Block::Common {
            key: *key,
            share: *share,
            own: *own,
            keys,
        },
        Block::Dense { factor, .. } => Block::Dense {
            factor: factor.clone(),
            keys,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Event, Side};
    use crate::run::Run;

    fn blocks(apart: &[u64], common: &[u64]) -> Vec<Block> {
        vec![
            Block::Apart {
                keys: apart.to_vec(),
            },
            Block::Common {
                key: 5,
                share: 0.6,
                own: 0.8,
                keys: common.to_vec(),
            },
            Block::Dense {
                factor: vec![1.0, 0.5, 0.75_f64.sqrt()],
                keys: vec![90, 91],
            },
        ]
    }

    fn plan(blocks: Vec<Block>, threshold: f64, distributions: bool) -> Plan {
        let variables = blocks.iter().map(|block| block.keys().len()).sum::<usize>();
        let side = |threshold: f64| Side {
            fixed: 1,
            events: (0..variables)
                .map(|variable| Event {
                    variable: u32::try_from(variable).unwrap(),
                    sign: 1.0,
                    threshold,
                    whole: None,
                    counts: true,
                })
                .collect(),
            wholes: vec![],
        };
        Plan::new(blocks, vec![side(threshold), side(0.0)], distributions).unwrap()
    }

    fn run(plan: &Plan, seed: u64, samples: u32) -> Results {
        let mut run = Run::new(plan.clone(), seed, samples);
        while !run.step(samples) {}
        run.results()
    }

    #[test]
    fn runs_say_the_same_with_kept_draws_whatever_was_asked_before() {
        let mut kept = Kept::default();
        for (apart, common, seed, samples) in [
            (&[1, 2, 3][..], &[10, 11][..], 7, 2_000),
            (&[1, 2, 3], &[10, 11], 7, 2_000),
            // Fewer, others, in another order, none, and all again.
            (&[3, 1], &[11, 12], 7, 2_000),
            (&[4, 3, 2, 1], &[12, 10, 11], 7, 2_000),
            (&[], &[], 7, 2_000),
            (&[1, 2, 3], &[10, 11], 7, 300),
            (&[1, 2, 3], &[10, 11], 7, 5_001),
            (&[1, 2, 3], &[10, 11], 8, 5_001),
            (&[20, 21, 22, 23, 24, 25, 26, 27], &[10], 8, 1),
            (&[1], &[10], 8, 999),
        ] {
            for threshold in [-1.0, 0.3] {
                let plan = plan(blocks(apart, common), threshold, threshold > 0.0);
                assert_eq!(
                    kept.run(&plan, seed, samples),
                    run(&plan, seed, samples),
                    "{apart:?} {common:?} {seed} {samples}"
                );
            }
        }
    }

    #[test]
    fn a_law_that_changes_is_drawn_anew_and_the_old_one_is_not_kept() {
        let mut kept = Kept::default();
        let common = |share: f64| {
            let own = (1.0 - share * share).sqrt();
            let keys = vec![1, 2, 3];
            plan(
                vec![Block::Common {
                    key: 5,
                    share,
                    own,
                    keys,
                }],
                0.2,
                false,
            )
        };
        for share in [0.1, 0.9, 0.1] {
            let plan = common(share);
            assert_eq!(kept.run(&plan, 7, 1_000), run(&plan, 7, 1_000));
            assert_eq!(kept.groups.len(), 1);
            assert_eq!(kept.groups[0].columns.len(), 3);
        }
    }

    #[test]
    fn what_is_kept_is_bounded_by_what_is_asked_for() {
        let mut kept = Kept::default();
        for first in (0..200).step_by(2) {
            let keys = vec![first, first + 1];
            kept.run(&plan(vec![Block::Apart { keys }], 0.2, false), 7, 10);
            assert!(kept.groups[0].columns.len() <= 6);
        }
        for (samples, batches) in [(2_000, 8), (1_100, 8), (200, 1), (2_000, 8)] {
            let keys = vec![1, 2];
            let plan = plan(vec![Block::Apart { keys }], 0.2, false);
            assert_eq!(kept.run(&plan, 7, samples), run(&plan, 7, samples));
            assert_eq!(kept.groups[0].columns[0].len(), batches);
        }
    }
}
