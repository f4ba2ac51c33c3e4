//! What is counted while samples come, on all sides of a plan.

use crate::batch::Draws;
use crate::histogram::Histogram;
use crate::plan::Plan;
use crate::run::Results;
use crate::tally::Tally;

/// The counts so far.
#[derive(Clone, Debug)]
pub(crate) struct Counts {
    tallies: Vec<Tally>,
    distributions: Vec<Histogram>,
}

impl Counts {
    pub(crate) fn new(plan: &Plan) -> Self {
        let variables = plan.variables();
        let tallies = plan.sides().iter().map(|side| Tally::new(side, variables));
        let histograms = if plan.distributions() { variables } else { 0 };
        Self {
            tallies: tallies.collect(),
            distributions: vec![Histogram::new(); histograms],
        }
    }

    /// Takes the z of a variable in the first `live` samples of a batch.
    #[inline]
    pub(crate) fn take(&mut self, plan: &Plan, variable: usize, z: &Draws, live: usize) {
        if let Some(histogram) = self.distributions.get_mut(variable) {
            histogram.add(&z[..live]);
        }
        for (side, tally) in plan.sides().iter().zip(&mut self.tallies) {
            tally.take(side, variable, z, live);
        }
    }

    /// Ends a batch of which `live` samples count.
    #[inline]
    pub(crate) fn close(&mut self, plan: &Plan, live: usize) {
        for (side, tally) in plan.sides().iter().zip(&mut self.tallies) {
            tally.close(side, live);
        }
    }

    /// What came out in so many samples.
    pub(crate) fn results(&self, samples: u32) -> Results {
        Results {
            samples,
            sides: self
                .tallies
                .iter()
                .map(|tally| tally.results.clone())
                .collect(),
            distributions: self.distributions.clone(),
        }
    }
}
