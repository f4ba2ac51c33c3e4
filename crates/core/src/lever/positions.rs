//! Where the levers of one indicator stand, as its forecast reads them.

use jiff::civil::Date;

use super::LeverKind;
use crate::assumption::{Assumptions, Steadiness};
use crate::scenario::Change;

/// The positions of the levers of one indicator, and how each works in time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Levers {
    /// The pace of the remainder.
    pub pace: Option<f64>,
    /// The first day of that pace; from the newest figure on where there is none.
    pub pace_from: Option<Date>,
    /// The months over which it is reached, 0 at once.
    pub pace_months: f64,
    /// The one-off amount.
    pub one_off: Option<f64>,
    /// The day on which it comes in; spread over the rest of the year where there is none.
    pub one_off_on: Option<Date>,
    /// Half of the 80 % range around it, 0 where it is certain.
    pub one_off_range: f64,
    /// The part of the remainder that comes late, in %.
    pub delay: Option<f64>,
    /// By how many months it comes late.
    pub delay_months: f64,
    /// The growth of each quarter.
    pub growth: [Option<f64>; 4],
    /// The level at the year's end.
    pub level: Option<f64>,
    /// The rank for the year.
    pub rank: Option<f64>,
    /// The target.
    pub target: Option<f64>,
    /// κ.
    pub kappa: Option<f64>,
    /// The share of the year that is normally reached by the newest figure's date, in %.
    pub share: Option<f64>,
    /// The weights of the quarters, in %.
    pub weights: [Option<f64>; 4],
    /// The spread of a remaining quarter's growth.
    pub sigma: Option<f64>,
    /// The yearly spread of a level.
    pub spread: Option<f64>,
    /// By how much the year's value is shifted by what moves elsewhere (links from drivers and other indicators).
    pub shift: f64,
}

/// By how many months a part comes late unless the scenario says so.
pub const DELAY_MONTHS: f64 = 2.0;

impl Levers {
    /// Puts one lever into its position; one that is no number leaves it where it is.
    pub fn set(&mut self, kind: LeverKind, value: f64) {
        if value.is_finite() {
            self.put(kind, Some(value));
        }
    }

    /// Whether someone has set what the year comes to, or a part of it, by hand.
    pub fn sets_the_year(&self) -> bool {
        let mut amounts = [self.pace, self.one_off, self.delay, self.level, self.rank]
            .into_iter()
            .chain(self.growth);
        amounts.any(|set| set.is_some())
    }

    /// Puts one lever back.
    pub fn clear(&mut self, kind: LeverKind) {
        self.put(kind, None);
    }

    /// Makes a change of a scenario, with its details. One that is switched off does nothing.
    pub fn apply(&mut self, change: &Change) {
        if change.off {
            return;
        }
        let (kind, detail) = (change.lever.kind, change.detail);
        self.set(kind, change.value);
        match kind {
            LeverKind::Pace => {
                self.pace_from = detail.from;
                self.pace_months = detail.months.unwrap_or(0.0).max(0.0);
            }
            LeverKind::OneOff => {
                self.one_off_on = detail.from;
                self.one_off_range = detail.range.unwrap_or(0.0).max(0.0);
            }
            LeverKind::Delay => self.delay_months = detail.months.unwrap_or(DELAY_MONTHS).max(0.0),
            _ => {}
        }
    }

    fn put(&mut self, kind: LeverKind, value: Option<f64>) {
        let slot = match kind {
            LeverKind::Pace => &mut self.pace,
            LeverKind::OneOff => &mut self.one_off,
            LeverKind::Delay => &mut self.delay,
            LeverKind::Growth(quarter) => &mut self.growth[place(quarter)],
            LeverKind::Level => &mut self.level,
            LeverKind::Rank => &mut self.rank,
            LeverKind::Target => &mut self.target,
            LeverKind::Kappa => &mut self.kappa,
            LeverKind::Share => &mut self.share,
            LeverKind::Weight(quarter) => &mut self.weights[place(quarter)],
            LeverKind::Sigma => &mut self.sigma,
            LeverKind::Spread => &mut self.spread,
            // A driver moves no indicator by itself: its links do, by `shift`.
            LeverKind::Driver => return,
        };
        *slot = value;
        if kind == LeverKind::Delay && self.delay_months <= 0.0 {
            self.delay_months = DELAY_MONTHS;
        }
    }

    /// The pace of the remainder: 1 unless set.
    pub fn pace(&self) -> f64 {
        self.pace.unwrap_or(1.0)
    }

    /// The one-off amount: 0 unless set.
    pub fn one_off(&self) -> f64 {
        self.one_off.unwrap_or(0.0)
    }

    /// What is assumed for the indicator once the scenario's own assumptions stand in place of the workspace's.
    pub fn assuming(&self, base: &Assumptions) -> Assumptions {
        let mut set = base.clone();
        if let Some(kappa) = self.kappa {
            set.steadiness = Some(Steadiness::Kappa(kappa.clamp(1.0, 1e6)));
        }
        set.sigma = self.sigma.map(positive).or(set.sigma);
        set.spread = self.spread.map(positive).or(set.spread);
        if self.weights.iter().any(Option::is_some) {
            set.weights = Some(weighed(base.weights(), self.weights));
        }
        set
    }

    /// Whether any of the workspace's assumptions is replaced.
    pub fn assumes(&self) -> bool {
        let set = [self.kappa, self.sigma, self.spread];
        set.iter().chain(&self.weights).any(Option::is_some)
    }
}

fn place(quarter: u8) -> usize {
    usize::from(quarter.clamp(1, 4) - 1)
}

/// A spread of 0 would make a certainty of an assumption.
fn positive(value: f64) -> f64 {
    value.clamp(1e-6, 1e5)
}

/// The weights with some set in %: what is left of the whole is shared by the others as before.
fn weighed(base: [f64; 4], set: [Option<f64>; 4]) -> [f64; 4] {
    let given = |at: usize| set[at].map(|percent| (percent / 100.0).clamp(0.0, 1.0));
    let taken: f64 = (0..4).filter_map(given).sum();
    let others: f64 = (0..4)
        .filter(|at| set[*at].is_none())
        .map(|at| base[at])
        .sum();
    let count = set.iter().filter(|set| set.is_none()).count();
    // Whole weights that exceed the year are brought back to it together.
    let whole = if count == 0 { taken } else { taken.max(1.0) };
    let left = (1.0 - taken).max(0.0);
    let mut weights = [0.25; 4];
    for (at, weight) in weights.iter_mut().enumerate() {
        *weight = match given(at) {
            Some(share) if whole > 0.0 => share / whole,
            Some(_) => 0.25,
            None if others > 0.0 => left * base[at] / others,
            None => left / count.max(1) as f64,
        };
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_always_make_a_whole_year() {
        let cases = [
            [None, None, None, Some(40.0)],
            [Some(10.0), None, None, Some(70.0)],
            [Some(90.0), Some(90.0), None, None],
            [Some(0.0); 4],
            [Some(20.0), Some(20.0), Some(20.0), Some(20.0)],
        ];
        for set in cases {
            for base in [[0.25; 4], [0.0, 0.0, 0.5, 0.5], [1.0, 0.0, 0.0, 0.0]] {
                let weights = weighed(base, set);
                let sum: f64 = weights.iter().sum();
                assert!((sum - 1.0).abs() < 1e-12, "{set:?} {base:?}: {weights:?}");
                assert!(weights.iter().all(|weight| (0.0..=1.0).contains(weight)));
            }
        }
        assert!((weighed([0.25; 4], cases[0])[0] - 0.2).abs() < 1e-12);
    }
}
