//! A run over a plan that can be done in slices.

use crate::batch::{BATCH, Room};
use crate::counts::Counts;
use crate::histogram::Histogram;
use crate::plan::Plan;
use crate::tally::SideResults;

/// What came out so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Results {
    /// Samples so far.
    pub samples: u32,
    /// What came out on each side.
    pub sides: Vec<SideResults>,
    /// The distribution of each variable, where the plan asks for it.
    pub distributions: Vec<Histogram>,
}

/// A run. The result of a sample depends on the plan, the seed and the sample's number alone, so that slices of any
/// size give the same.
#[derive(Clone, Debug)]
pub struct Run {
    plan: Plan,
    seed: u64,
    samples: u32,
    done: u32,
    room: Room,
    counts: Counts,
}

impl Run {
    /// A run of so many samples, none of them done yet.
    pub fn new(plan: Plan, seed: u64, samples: u32) -> Self {
        Self {
            counts: Counts::new(&plan),
            plan,
            seed,
            samples,
            done: 0,
            room: Room::new(),
        }
    }

    /// Does at least `count` more samples, or what is left. Gives true when all are done.
    pub fn step(&mut self, count: u32) -> bool {
        let until = self.done.saturating_add(count.max(1)).min(self.samples);
        while self.done < until {
            self.batch();
        }
        self.done >= self.samples
    }

    /// Samples so far.
    pub fn done(&self) -> u32 {
        self.done
    }

    /// Samples in all.
    pub fn samples(&self) -> u32 {
        self.samples
    }

    /// What came out so far.
    pub fn results(&self) -> Results {
        self.counts.results(self.done)
    }

    #[cfg_attr(
        all(feature = "simd", target_arch = "wasm32"),
        target_feature(enable = "simd128")
    )]
    fn batch(&mut self) {
        // Whole batches begin at multiples of their size, whatever the slices are; only the last one may be cut.
        let live = ((self.samples - self.done) as usize).min(BATCH);
        let mut before = 0;
        for block in self.plan.blocks() {
            let (plan, counts) = (&self.plan, &mut self.counts);
            self.room.draw(block, self.seed, self.done, |at, z| {
                counts.take(plan, before + at, z, live);
            });
            before += block.keys().len();
        }
        self.counts.close(&self.plan, live);
        #[allow(clippy::cast_possible_truncation, reason = "at most a batch")]
        let live = live as u32;
        self.done += live;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normal::normal_quantile;
    use crate::plan::{Block, Event, Side, Whole};

    fn event(variable: u32, p: f64) -> Event {
        Event {
            variable,
            sign: 1.0,
            threshold: -normal_quantile(p),
            whole: None,
            counts: true,
        }
    }

    fn run(blocks: Vec<Block>, side: Side, samples: u32) -> Results {
        let mut run = Run::new(Plan::new(blocks, vec![side], true).unwrap(), 2024, samples);
        while !run.step(1_000) {}
        run.results()
    }

    fn apart(keys: Vec<u64>) -> Vec<Block> {
        vec![Block::Apart { keys }]
    }

    #[test]
    fn slices_of_any_size_give_the_same() {
        let side = Side {
            fixed: 1,
            events: vec![event(0, 0.3), event(1, 0.9)],
            wholes: vec![],
        };
        let plan = Plan::new(apart(vec![1, 2]), vec![side], true).unwrap();
        let by = |slice: u32| {
            let mut run = Run::new(plan.clone(), 7, 10_001);
            while !run.step(slice) {}
            run.results()
        };
        assert_eq!(by(1), by(10_001));
        assert_eq!(by(777), by(4_096));
        assert_eq!(by(1).sides[0].number.iter().sum::<u32>(), 10_001);
    }

    #[test]
    fn a_variable_more_leaves_the_draws_of_the_others_alone() {
        let side = |events: &[(u32, f64)]| Side {
            events: events.iter().map(|(v, p)| event(*v, *p)).collect(),
            ..Side::default()
        };
        let two = run(apart(vec![1, 2]), side(&[(0, 0.3), (1, 0.9)]), 5_000);
        let three = run(
            apart(vec![1, 9, 2]),
            side(&[(0, 0.3), (2, 0.9), (1, 0.5)]),
            5_000,
        );
        assert_eq!(two.sides[0].events, three.sides[0].events[..2]);
        let common = |keys: Vec<u64>| {
            vec![Block::Common {
                key: 5,
                share: 0.6,
                own: 0.8,
                keys,
            }]
        };
        let two = run(common(vec![1, 2]), side(&[(0, 0.3), (1, 0.9)]), 5_000);
        let three = run(common(vec![1, 9, 2]), side(&[(0, 0.3), (2, 0.9)]), 5_000);
        assert_eq!(two.sides[0], three.sides[0]);
    }

    #[test]
    fn a_common_factor_and_its_matrix_say_the_same() {
        // L of three variables with the correlation 0.36 between any two.
        let rho: f64 = 0.36;
        let (b, c) = (
            (1.0 - rho * rho).sqrt(),
            (rho - rho * rho) / (1.0 - rho * rho).sqrt(),
        );
        let factor = vec![1.0, rho, b, rho, c, (1.0 - rho * rho - c * c).sqrt()];
        let side = || Side {
            events: (0..3).map(|v| event(v, 0.4)).collect(),
            ..Side::default()
        };
        let keys = vec![1, 2, 3];
        let dense = Block::Dense {
            factor,
            keys: keys.clone(),
        };
        let common = Block::Common {
            key: 5,
            share: rho.sqrt(),
            own: (1.0 - rho).sqrt(),
            keys,
        };
        let n = 200_000;
        let (one, other) = (run(vec![dense], side(), n), run(vec![common], side(), n));
        for k in 0..4 {
            let p = |results: &Results| f64::from(results.sides[0].number[k]) / f64::from(n);
            let (p, q) = (p(&one), p(&other));
            let se = (2.0 * p * (1.0 - p) / f64::from(n)).sqrt();
            assert!((p - q).abs() < 4.0 * se, "{k}: {p} and {q}");
        }
    }

    #[test]
    fn a_whole_is_met_when_all_its_parts_are() {
        let part = |variable, p, whole| Event {
            whole: Some(whole),
            counts: false,
            ..event(variable, p)
        };
        // 0 and 1 make the inner whole, the inner whole and 2 the outer one.
        let side = Side {
            fixed: 0,
            events: vec![part(0, 0.5, 0), part(1, 0.5, 0), part(2, 0.5, 1)],
            wholes: vec![
                Whole {
                    whole: Some(1),
                    counts: false,
                },
                Whole {
                    whole: None,
                    counts: true,
                },
            ],
        };
        let n = 100_000;
        let results = run(apart(vec![1, 2, 3]), side, n);
        let share = |count: u32| f64::from(count) / f64::from(n);
        assert!((share(results.sides[0].wholes[0]) - 0.25).abs() < 0.006);
        assert!((share(results.sides[0].wholes[1]) - 0.125).abs() < 0.005);
        assert_eq!(results.sides[0].number[1], results.sides[0].wholes[1]);
        assert_eq!(results.sides[0].number.len(), 2);
    }

    #[test]
    fn a_plan_whose_parts_do_not_fit_is_refused() {
        let side = Side {
            events: vec![event(2, 0.5)],
            ..Side::default()
        };
        assert!(Plan::new(apart(vec![1, 2]), vec![side], false).is_err());
        let dense = Block::Dense {
            factor: vec![1.0],
            keys: vec![1, 2],
        };
        assert!(Plan::new(vec![dense], vec![], false).is_err());
        let side = Side {
            wholes: vec![Whole {
                whole: Some(0),
                counts: true,
            }],
            ..Side::default()
        };
        assert!(Plan::new(vec![], vec![side], false).is_err());
    }
}
