//! Who is met in a sample, and how many.

use crate::batch::{BATCH, Draws};
use crate::plan::{Event, Side};

/// What came out on one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideResults {
    /// In how many samples each event happened.
    pub events: Vec<u32>,
    /// In how many samples each whole happened.
    pub wholes: Vec<u32>,
    /// In how many samples exactly k targets were met, from none to all.
    pub number: Vec<u32>,
}

/// Counts one side.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    /// The places of the events of each variable: those of v are `of[start[v]..start[v + 1]]`.
    start: Vec<usize>,
    of: Vec<usize>,
    /// Targets met in each sample of the batch.
    count: [u16; BATCH],
    /// Whether the parts so far are all met in each sample of the batch.
    whole: Vec<[u8; BATCH]>,
    pub(crate) results: SideResults,
}

impl Tally {
    pub(crate) fn new(side: &Side, variables: usize) -> Self {
        // Counted into place, in their order; an event of no variable is left out.
        let mut start = vec![0_usize; variables + 2];
        let of_variable = |at: &usize| side.events[*at].variable as usize;
        let events = || (0..side.events.len()).filter(|at| of_variable(at) < variables);
        for at in events() {
            start[of_variable(&at) + 2] += 1;
        }
        for variable in 2..start.len() {
            start[variable] += start[variable - 1];
        }
        let mut of = vec![0; start[variables + 1]];
        for at in events() {
            let place = &mut start[of_variable(&at) + 1];
            of[*place] = at;
            *place += 1;
        }
        start.pop();
        Self {
            start,
            of,
            count: [0; BATCH],
            whole: vec![[1; BATCH]; side.wholes.len()],
            results: SideResults {
                events: vec![0; side.events.len()],
                wholes: vec![0; side.wholes.len()],
                number: vec![0; side.most() + 1],
            },
        }
    }

    /// Takes the z of a variable in the first `live` samples of the batch.
    #[cfg_attr(
        all(feature = "simd", target_arch = "wasm32"),
        target_feature(enable = "simd128")
    )]
    pub(crate) fn take(&mut self, side: &Side, variable: usize, z: &Draws, live: usize) {
        let (Some(from), Some(to)) = (self.start.get(variable), self.start.get(variable + 1))
        else {
            return;
        };
        for at in &self.of[*from..*to] {
            let event = &side.events[*at];
            let met = judge(event, z);
            let happened: u32 = met[..live].iter().map(|met| u32::from(*met)).sum();
            self.results.events[*at] += happened;
            if event.counts {
                for (count, met) in self.count.iter_mut().zip(&met) {
                    *count += u16::from(*met);
                }
            }
            if let Some(whole) = event.whole {
                for (all, met) in self.whole[whole as usize].iter_mut().zip(&met) {
                    *all &= met;
                }
            }
        }
    }

    /// Ends a batch of which `live` samples count.
    #[cfg_attr(
        all(feature = "simd", target_arch = "wasm32"),
        target_feature(enable = "simd128")
    )]
    pub(crate) fn close(&mut self, side: &Side, live: usize) {
        for (at, whole) in side.wholes.iter().enumerate() {
            let all = self.whole[at];
            self.results.wholes[at] += all[..live].iter().map(|met| u32::from(*met)).sum::<u32>();
            if whole.counts {
                for (count, met) in self.count.iter_mut().zip(&all) {
                    *count += u16::from(*met);
                }
            }
            if let Some(other) = whole.whole {
                for (other, met) in self.whole[other as usize].iter_mut().zip(&all) {
                    *other &= met;
                }
            }
        }
        for count in &self.count[..live] {
            let number = side.fixed as usize + usize::from(*count);
            if let Some(samples) = self.results.number.get_mut(number) {
                *samples += 1;
            }
        }
        self.count = [0; BATCH];
        self.whole.fill([1; BATCH]);
    }
}

#[inline]
fn judge(event: &Event, z: &Draws) -> [u8; BATCH] {
    let mut met = [0; BATCH];
    for (met, z) in met.iter_mut().zip(z) {
        *met = u8::from(event.sign * z >= event.threshold);
    }
    met
}
