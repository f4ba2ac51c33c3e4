//! Plans and results as flat arrays of numbers, as they travel between the page and the worker.

use crate::histogram::{BINS, Histogram};
use crate::plan::{Block, Event, Plan, Side, Unsound, Whole};
use crate::run::Results;
use crate::tally::SideResults;

/// No whole.
const NONE: u32 = u32::MAX;

/// A plan as two arrays.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wire {
    /// Counts, keys, references.
    pub words: Vec<u32>,
    /// Real numbers.
    pub numbers: Vec<f64>,
}

#[allow(clippy::cast_possible_truncation, reason = "plans are far smaller")]
fn word(count: usize) -> u32 {
    count as u32
}

impl Plan {
    /// The plan as arrays.
    pub fn to_wire(&self) -> Wire {
        let mut wire = Wire::default();
        wire.words.push(u32::from(self.distributions()));
        wire.words.push(word(self.blocks().len()));
        for block in self.blocks() {
            match block {
                Block::Apart { .. } => wire.words.push(0),
                Block::Common {
                    key, share, own, ..
                } => {
                    wire.words.push(1);
                    wire.key(*key);
                    wire.numbers.extend([*share, *own]);
                }
                Block::Dense { factor, .. } => {
                    wire.words.push(2);
                    wire.numbers.extend(factor);
                }
            }
            wire.words.push(word(block.keys().len()));
            block.keys().iter().for_each(|key| wire.key(*key));
        }
        wire.words.push(word(self.sides().len()));
        for side in self.sides() {
            wire.words.push(side.fixed);
            wire.words.push(word(side.events.len()));
            for event in &side.events {
                wire.words.extend([
                    event.variable,
                    event.whole.unwrap_or(NONE),
                    u32::from(event.counts),
                ]);
                wire.numbers.extend([event.sign, event.threshold]);
            }
            wire.words.push(word(side.wholes.len()));
            for whole in &side.wholes {
                wire.words
                    .extend([whole.whole.unwrap_or(NONE), u32::from(whole.counts)]);
            }
        }
        wire
    }

    /// The plan in these arrays.
    pub fn from_wire(words: &[u32], numbers: &[f64]) -> Result<Self, Unsound> {
        let mut words = Reader(words);
        let mut numbers = Reader(numbers);
        let distributions = words.next()? != 0;
        let mut blocks = Vec::new();
        for _ in 0..words.next()? {
            blocks.push(read_block(&mut words, &mut numbers)?);
        }
        let mut sides = Vec::new();
        for _ in 0..words.next()? {
            sides.push(read_side(&mut words, &mut numbers)?);
        }
        if words.0.is_empty() && numbers.0.is_empty() {
            Self::new(blocks, sides, distributions)
        } else {
            Err(Unsound)
        }
    }
}

impl Results {
    /// The results as an array.
    pub fn to_wire(&self) -> Vec<u32> {
        let mut words = vec![self.samples];
        for side in &self.sides {
            words.extend(&side.events);
            words.extend(&side.wholes);
            words.extend(&side.number);
        }
        for histogram in &self.distributions {
            words.extend(&histogram.0);
        }
        words
    }

    /// The results of a plan in this array.
    pub fn from_wire(plan: &Plan, words: &[u32]) -> Result<Self, Unsound> {
        let mut words = Reader(words);
        let samples = words.next()?;
        let mut sides = Vec::new();
        for side in plan.sides() {
            sides.push(SideResults {
                events: words.take(side.events.len())?.to_vec(),
                wholes: words.take(side.wholes.len())?.to_vec(),
                number: words.take(side.most() + 1)?.to_vec(),
            });
        }
        let mut distributions = Vec::new();
        if plan.distributions() {
            for _ in 0..plan.variables() {
                distributions.push(Histogram(words.take(BINS)?.to_vec()));
            }
        }
        if words.0.is_empty() {
            Ok(Self {
                samples,
                sides,
                distributions,
            })
        } else {
            Err(Unsound)
        }
    }
}

impl Wire {
    fn key(&mut self, key: u64) {
        #[allow(clippy::cast_possible_truncation, reason = "the two halves")]
        self.words.extend([key as u32, (key >> 32) as u32]);
    }
}

struct Reader<'a, T>(&'a [T]);

impl<'a, T: Copy> Reader<'a, T> {
    fn take(&mut self, count: usize) -> Result<&'a [T], Unsound> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Unsound)?;
        self.0 = rest;
        Ok(taken)
    }

    fn next(&mut self) -> Result<T, Unsound> {
        self.take(1)?.first().copied().ok_or(Unsound)
    }
}

impl Reader<'_, u32> {
    fn key(&mut self) -> Result<u64, Unsound> {
        let low = u64::from(self.next()?);
        Ok(low | u64::from(self.next()?) << 32)
    }

    fn keys(&mut self) -> Result<Vec<u64>, Unsound> {
        (0..self.next()?).map(|_| self.key()).collect()
    }

    fn whole(&mut self) -> Result<Option<u32>, Unsound> {
        Ok(Some(self.next()?).filter(|whole| *whole != NONE))
    }
}

fn read_block(words: &mut Reader<u32>, numbers: &mut Reader<f64>) -> Result<Block, Unsound> {
    match words.next()? {
        0 => Ok(Block::Apart {
            keys: words.keys()?,
        }),
        1 => Ok(Block::Common {
            key: words.key()?,
            share: numbers.next()?,
            own: numbers.next()?,
            keys: words.keys()?,
        }),
        2 => {
            let keys = words.keys()?;
            let factor = numbers.take(keys.len() * (keys.len() + 1) / 2)?.to_vec();
            Ok(Block::Dense { factor, keys })
        }
        _ => Err(Unsound),
    }
}

fn read_side(words: &mut Reader<u32>, numbers: &mut Reader<f64>) -> Result<Side, Unsound> {
    let fixed = words.next()?;
    let mut events = Vec::new();
    for _ in 0..words.next()? {
        events.push(Event {
            variable: words.next()?,
            whole: words.whole()?,
            counts: words.next()? != 0,
            sign: numbers.next()?,
            threshold: numbers.next()?,
        });
    }
    let mut wholes = Vec::new();
    for _ in 0..words.next()? {
        wholes.push(Whole {
            whole: words.whole()?,
            counts: words.next()? != 0,
        });
    }
    Ok(Side {
        fixed,
        events,
        wholes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::Run;

    fn plan() -> Plan {
        let blocks = vec![
            Block::Apart {
                keys: vec![u64::MAX, 3],
            },
            Block::Common {
                key: 1 << 40,
                share: 0.6,
                own: 0.8,
                keys: vec![4, 5],
            },
            Block::Dense {
                factor: vec![1.0, 0.5, 0.75_f64.sqrt()],
                keys: vec![6, 7],
            },
        ];
        let side = Side {
            fixed: 2,
            events: (0..6)
                .map(|variable| Event {
                    variable,
                    sign: -1.0,
                    threshold: 0.25,
                    whole: (variable > 3).then_some(0),
                    counts: variable <= 3,
                })
                .collect(),
            wholes: vec![Whole {
                whole: None,
                counts: true,
            }],
        };
        Plan::new(blocks, vec![side.clone(), side], true).unwrap()
    }

    #[test]
    fn a_plan_arrives_as_it_was_sent() {
        let wire = plan().to_wire();
        assert_eq!(Plan::from_wire(&wire.words, &wire.numbers), Ok(plan()));
    }

    #[test]
    fn results_arrive_as_they_were_sent() {
        let mut run = Run::new(plan(), 1, 500);
        run.step(500);
        let results = run.results();
        assert_eq!(Results::from_wire(&plan(), &results.to_wire()), Ok(results));
    }

    #[test]
    fn what_was_cut_or_garbled_is_refused() {
        let wire = plan().to_wire();
        for end in 0..wire.words.len() {
            assert!(Plan::from_wire(&wire.words[..end], &wire.numbers).is_err());
        }
        for end in 0..wire.numbers.len() {
            assert!(Plan::from_wire(&wire.words, &wire.numbers[..end]).is_err());
        }
        assert!(Plan::from_wire(&[0, u32::MAX, 0, u32::MAX], &[]).is_err());
        assert!(Results::from_wire(&plan(), &[1, 2, 3]).is_err());
    }
}
