//! To which changes a difference between two scenarios is due: Shapley values, which always add up to the whole.
//!
//! A change's share is what it brings on average over all orders in which the changes could be made. What does not reach
//! the quantity gets nothing, and is not looked at. Up to [`MOST_EXACT`] changes every set of them is judged; beyond,
//! orders are drawn, and the shares have a standard error but add up all the same, because each order's do.
//!
//! Where targets hang together P(all) is counted in samples, every set by the same ones.

use serde::{Deserialize, Serialize};

use super::difference::{Player, differences};
use super::game::{Game, MOST, Set};
use super::shapley::{self, MOST_EXACT, Paired};
use super::{Machine, Progress, Quantity, Setting};
use crate::lang::{Lang, Say};
use crate::scenario::Change;
use crate::simulate::{Detail, Run, SEED, Simulation, Structure};

/// Orders that are drawn where there are too many changes to look at every set.
const ORDERS: u32 = 200;
/// Comparisons of a simulation over all sets.
const COMPARISONS: usize = 120_000_000;
/// The samples of a simulation, at least and at most.
const SAMPLES: (usize, usize) = (2_000, 100_000);
/// Samples behind each order that is drawn.
const ORDER_SAMPLES: u32 = 2_000;
/// Parts of a simulation, from which the standard error of a share is told.
const BATCHES: u32 = 10;
/// Sets of changes that are put before the simulation at once, times targets.
const MOST_EVENTS: usize = 400_000;

/// What a change brings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Portion {
    /// The change.
    pub player: Player,
    /// Its share of the difference.
    pub value: f64,
    /// The standard error of that share; 0 where it is exact.
    pub error: f64,
}

/// A difference and what it is made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attributed {
    /// What is compared.
    pub quantity: Quantity,
    /// Its value in the first scenario.
    pub from: f64,
    /// Its value in the second.
    pub to: f64,
    /// The changes, in their order; their values add up to `to − from`.
    pub portions: Vec<Portion>,
    /// The orders that were drawn; 0 where every set of changes was looked at.
    pub orders: u32,
    /// The samples behind each value; 0 where values are closed forms.
    pub samples: u32,
}

/// Why a difference cannot be shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Unattributable {
    /// One of the two scenarios does not tell the quantity.
    #[error("one of the two scenarios does not tell it")]
    Unknown,
    /// The scenarios differ in more changes than can be told apart.
    #[error("more than {MOST} changes")]
    TooMany,
}

impl Say for Unattributable {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Unknown => lang.pick(
                "Một trong hai kịch bản chưa đánh giá được chỉ tiêu này, nên không có chênh lệch để phân tích.",
                "One of the two scenarios cannot assess this target, so there is no difference to share out.",
            ),
            Self::TooMany => lang.pick(
                "Hai kịch bản khác nhau ở quá nhiều thay đổi để phân tích từng thay đổi.",
                "The two scenarios differ in too many changes to tell them apart.",
            ),
        }
        .to_owned()
    }
}

/// Players whose values are found together, and how far that is.
struct Part {
    players: Vec<usize>,
    /// The cell, where the part is one.
    cell: Option<usize>,
    worth: Vec<f64>,
    drawn: Paired,
    orders: u32,
}

/// A simulation of every set.
struct Counting {
    run: Run,
    simulation: Simulation,
    before: Vec<u32>,
    counted: u32,
    batches: Vec<Vec<f64>>,
}

/// The machine.
pub struct Attribution {
    game: Game,
    quantity: Quantity,
    place: Option<usize>,
    structure: Structure,
    parts: Vec<Part>,
    counting: Option<Counting>,
    ends: (f64, f64),
    values: Vec<f64>,
    errors: Vec<f64>,
    at: usize,
    orders: u32,
    samples: u32,
}

impl Attribution {
    /// The difference in a quantity between the scenario of the changes `before` and that of the changes `after`.
    pub fn new(
        setting: Setting,
        before: &[Change],
        after: &[Change],
        quantity: Quantity,
    ) -> Result<Self, Unattributable> {
        let players = differences(before, after);
        if players.len() > MOST {
            return Err(Unattributable::TooMany);
        }
        let count = players.len();
        let structure = Structure::new(&setting.workspace);
        let place = quantity.indicator().map(|id| {
            let mut all = setting.workspace.indicators.iter();
            all.position(|indicator| indicator.id == *id)
                .ok_or(Unattributable::Unknown)
        });
        let place = place.transpose()?;
        let mut this = Self {
            game: Game::new(setting, before, players),
            quantity,
            place,
            structure,
            parts: Vec::new(),
            counting: None,
            ends: (0.0, 0.0),
            values: vec![0.0; count],
            errors: vec![0.0; count],
            at: 0,
            orders: 0,
            samples: 0,
        };
        this.parts = this.parts();
        this.ends = this.both_ends()?;
        Ok(this)
    }

    /// The result, once it has finished.
    pub fn result(&self) -> Attributed {
        let both = self.values.iter().zip(&self.errors);
        let portions = self.game.players.iter().zip(both);
        Attributed {
            quantity: self.quantity.clone(),
            from: self.ends.0,
            to: self.ends.1,
            portions: portions
                .map(|(player, (value, error))| Portion {
                    player: player.clone(),
                    value: *value,
                    error: *error,
                })
                .collect(),
            orders: self.orders,
            samples: self.samples,
        }
    }

    fn counts_samples(&self) -> bool {
        self.quantity == Quantity::All && !self.structure.is_independent()
    }

    fn parts(&self) -> Vec<Part> {
        let part = |set: Set, cell: Option<usize>| {
            let all = 0..self.game.players.len();
            let players: Vec<usize> = all.filter(|at| set & 1 << at != 0).collect();
            Part {
                drawn: Paired::of(players.len()),
                players,
                cell,
                worth: Vec::new(),
                orders: 0,
            }
        };
        let cells = self.game.cell_players();
        let parts: Vec<Part> = match self.place {
            Some(at) => vec![part(self.game.reaching(at), None)],
            None if self.quantity == Quantity::NumberMet => cells
                .into_iter()
                .enumerate()
                .map(|(cell, set)| part(set, Some(cell)))
                .collect(),
            None => vec![part(cells.into_iter().fold(0, |all, set| all | set), None)],
        };
        parts
            .into_iter()
            .filter(|part| !part.players.is_empty())
            .collect()
    }

    /// What the first and the second scenario tell. P(all) where targets hang together is told by the samples later.
    fn both_ends(&mut self) -> Result<(f64, f64), Unattributable> {
        let all = self.all();
        match (self.place, &self.quantity) {
            (Some(at), quantity) => {
                let value = matches!(quantity, Quantity::Value(_));
                let mut told = |set: Set| {
                    let row = self.game.row(at, set)?;
                    if value {
                        row.projected
                    } else {
                        row.probability
                    }
                };
                let ends = told(0).zip(told(all));
                ends.ok_or(Unattributable::Unknown)
            }
            (None, Quantity::NumberMet) => {
                let rest = self.game.number_untouched();
                let mut sum = |set: Set| {
                    let cells = self.game.cell_players().len();
                    let met: f64 = (0..cells).map(|cell| self.game.number_in(cell, set)).sum();
                    rest + met
                };
                Ok((sum(0), sum(all)))
            }
            (None, _) if self.counts_samples() => {
                if self.parts.is_empty() {
                    let p = self.count_sets(&[0], ORDER_SAMPLES);
                    return Ok((p[0], p[0]));
                }
                Ok((0.0, 0.0))
            }
            (None, _) => {
                let rest = self.game.untouched();
                let none_assessed = self.game.board(0).assessed == 0;
                if none_assessed && self.game.board(all).assessed == 0 {
                    return Err(Unattributable::Unknown);
                }
                Ok((rest * self.game.product(0), rest * self.game.product(all)))
            }
        }
    }

    fn all(&self) -> Set {
        let players = 0..self.game.players.len();
        players.fold(0, |set, at| set | 1 << at)
    }

    /// What a set is worth in a part.
    fn worth(&mut self, cell: Option<usize>, set: Set) -> f64 {
        match (self.place, cell) {
            (Some(at), _) => {
                let value = matches!(self.quantity, Quantity::Value(_));
                let row = self.game.row(at, set);
                let told = row.and_then(|row| {
                    if value {
                        row.projected
                    } else {
                        row.probability
                    }
                });
                // A set under which nothing is known tells nothing new.
                told.unwrap_or(self.ends.0)
            }
            (None, Some(cell)) => self.game.number_in(cell, set),
            (None, None) => self.game.untouched() * self.game.product(set),
        }
    }

    /// P(all) under some sets, by the same samples.
    fn count_sets(&mut self, sets: &[Set], samples: u32) -> Vec<f64> {
        let simulation = self.simulation(sets);
        let results = simulation.run(SEED, samples);
        (0..sets.len())
            .map(|side| simulation.joint(side, &results).all().p)
            .collect()
    }

    fn simulation(&mut self, sets: &[Set]) -> Simulation {
        let boards: Vec<_> = sets.iter().map(|set| self.game.board(*set)).collect();
        let boards: Vec<_> = boards.iter().collect();
        let workspace = &self.game.setting.workspace;
        Simulation::new(&self.structure, workspace, &boards, Detail::Joint)
    }

    /// The set of all players whose bits are set in a number of one part.
    fn set_of(players: &[usize], number: usize) -> Set {
        let bits = players.iter().enumerate();
        bits.filter(|(bit, _)| number & 1 << bit != 0)
            .fold(0, |set, (_, at)| set | 1 << at)
    }

    fn is_exact(&self, part: &Part) -> bool {
        let count = part.players.len();
        let targets = self.game.start.targets.max(1);
        count <= MOST_EXACT
            && (!self.counts_samples() || (1_usize << count).saturating_mul(targets) <= MOST_EVENTS)
    }

    /// One step of a part. Gives true when the part is done.
    fn work(&mut self, at: usize) -> bool {
        let part = &self.parts[at];
        let (players, cell) = (part.players.clone(), part.cell);
        if !self.is_exact(part) {
            return self.draw(at, &players, cell);
        }
        let next = part.worth.len();
        let sets = 1 << players.len();
        if next < sets {
            // Before samples are counted, too: the sets are judged one by one, and the simulation finds them judged.
            let worth = self.worth(cell, Self::set_of(&players, next));
            self.parts[at].worth.push(worth);
            if next + 1 < sets || self.counts_samples() {
                return false;
            }
        }
        if self.counts_samples() {
            return self.count(&players);
        }
        let values = shapley::exact(players.len(), &self.parts[at].worth);
        for (player, value) in players.into_iter().zip(values) {
            self.values[player] = value;
        }
        true
    }

    /// One order.
    fn draw(&mut self, at: usize, players: &[usize], cell: Option<usize>) -> bool {
        let order = shapley::permutation(players.len(), self.parts[at].orders);
        let mut sets: Vec<Set> = vec![0];
        for player in &order {
            let before = sets.last().copied().unwrap_or(0);
            sets.push(before | 1 << players[*player]);
        }
        let worth: Vec<f64> = if self.counts_samples() {
            self.samples = ORDER_SAMPLES;
            self.count_sets(&sets, ORDER_SAMPLES)
        } else {
            sets.iter().map(|set| self.worth(cell, *set)).collect()
        };
        let mut brought = vec![0.0; players.len()];
        for (place, player) in order.iter().enumerate() {
            brought[*player] = worth[place + 1] - worth[place];
        }
        let (Some(first), Some(last)) = (worth.first(), worth.last()) else {
            return true;
        };
        if self.counts_samples() {
            self.ends = (*first, *last);
        }
        let whole = last - first;
        let part = &mut self.parts[at];
        part.drawn.add(brought);
        part.orders += 1;
        if part.orders < ORDERS {
            return false;
        }
        self.orders = ORDERS;
        let (mut means, errors) = (part.drawn.means(), part.drawn.errors());
        shapley::settle(&mut means, whole);
        for ((player, value), error) in players.iter().zip(means).zip(errors) {
            self.values[*player] = value;
            self.errors[*player] = error;
        }
        true
    }

    /// One part of the simulation of every set.
    fn count(&mut self, players: &[usize]) -> bool {
        let sides = 1_usize << players.len();
        let mut counting = if let Some(counting) = self.counting.take() {
            counting
        } else {
            let sets: Vec<Set> = (0..sides).map(|set| Self::set_of(players, set)).collect();
            let simulation = self.simulation(&sets);
            let wanted = COMPARISONS / (sides * self.game.start.targets.max(1));
            let samples = u32::try_from(wanted.clamp(SAMPLES.0, SAMPLES.1)).unwrap_or(2_000);
            Counting {
                run: Run::new(simulation.plan().clone(), SEED, samples),
                simulation,
                before: vec![0; sides],
                counted: 0,
                batches: Vec::new(),
            }
        };
        let wanted = counting.run.samples().div_ceil(BATCHES);
        let done = counting.run.step(wanted);
        let results = counting.run.results();
        let joint = |side: usize| counting.simulation.joint(side, &results).all().p;
        let shares: Vec<f64> = (0..sides).map(joint).collect();
        let n = f64::from(results.samples);
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number of samples"
        )]
        let met: Vec<u32> = shares.iter().map(|p| libm::round(p * n) as u32).collect();
        let new = f64::from(results.samples.saturating_sub(counting.counted).max(1));
        let both = met.iter().zip(&counting.before);
        let batch: Vec<f64> = both
            .map(|(now, before)| f64::from(now.saturating_sub(*before)) / new)
            .collect();
        counting.batches.push(shapley::exact(players.len(), &batch));
        counting.before = met;
        counting.counted = results.samples;
        if !done {
            self.counting = Some(counting);
            return false;
        }
        self.samples = results.samples;
        self.ends = (shares[0], shares[sides - 1]);
        let batches = counting.batches.len().max(2) as f64;
        let values = shapley::exact(players.len(), &shares);
        for (own, (player, value)) in players.iter().zip(values).enumerate() {
            let squares = counting.batches.iter().map(|batch| {
                let off = batch[own] - value;
                off * off
            });
            let variance = squares.sum::<f64>() / (batches - 1.0);
            self.values[*player] = value;
            self.errors[*player] = libm::sqrt(variance / batches);
        }
        true
    }

    fn share_of(&self, part: &Part) -> f64 {
        if self.is_exact(part) {
            match &self.counting {
                Some(counting) => {
                    f64::from(counting.counted) / f64::from(counting.run.samples().max(1))
                }
                None => part.worth.len() as f64 / (1_usize << part.players.len()) as f64,
            }
        } else {
            f64::from(part.orders) / f64::from(ORDERS)
        }
    }
}

impl Machine for Attribution {
    fn step(&mut self, budget: u32) -> Progress {
        let until = self.game.judged.saturating_add(budget.max(1));
        let mut looked: u32 = 0;
        while self.at < self.parts.len() {
            if self.work(self.at) {
                self.at += 1;
            }
            // What is known already costs little, but not nothing; a batch of samples costs much.
            looked += 1;
            let much = self.counting.is_some() && budget < u32::MAX;
            if self.game.judged >= until || looked / 16 >= budget || much {
                break;
            }
        }
        match self.parts.get(self.at) {
            None => Progress::Done,
            Some(part) => {
                let done = self.at as f64 + self.share_of(part);
                Progress::Running(done / self.parts.len() as f64)
            }
        }
    }
}
