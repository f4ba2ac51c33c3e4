//! Goal seek over several levers: the least effort that reaches several goals.
//!
//! The effort is Σ w·((x − neutral) ÷ range)². The score z = Φ⁻¹(P) of a target is nearly straight in each lever, so the
//! goals are replaced by straight lines through where the levers stand, the program of those is solved, and so again from
//! there. What comes out is then brought onto whole reporting units, so that what is told is what was tested: the goals
//! hold, and with one unit less of any lever they do not.
//!
//! Where the goals cannot be reached within the limits, the shortfall of the worst is made as small as it can be, and
//! what binds is told.

mod handle;
mod program;
mod score;

use serde::{Deserialize, Serialize};

use super::{Machine, Progress, Setting, with};
use crate::board::Board;
use crate::goal::Goal;
use crate::indicator::IndicatorId;
use crate::lever::LeverId;
use crate::scenario::Change;
use handle::Held;
use program::Program;

/// Rounds of straight lines.
const ROUNDS: u32 = 14;
/// From this round on only half of a step is made: what has not settled by then swings.
const HALF_FROM: u32 = 6;
/// A step below this, in shares of a lever's range, is none.
const SETTLED: f64 = 1e-5;
/// How far past the goal the straight lines aim, so that rounding up to a whole unit seldom falls short.
const MARGIN: f64 = 1e-6;
/// Halvings on the way to the levers' best ends.
const HALVINGS: u32 = 24;
/// Passes over the levers that take away what is not needed.
const PASSES: u32 = 8;

/// A lever that may be moved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Handle {
    /// Which.
    pub lever: LeverId,
    /// The least position that is allowed.
    pub min: f64,
    /// The greatest position that is allowed.
    pub max: f64,
    /// How hard it is to move, more than 0: 1 for an ordinary one.
    pub weight: f64,
}

/// A target and what is wished for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Aim {
    /// Which.
    pub indicator: IndicatorId,
    /// What is wished for.
    pub goal: Goal,
}

/// What is proposed for a lever.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Move {
    /// Which.
    pub lever: LeverId,
    /// Where it stands in the scenario; nothing where it is not moved there.
    pub from: Option<f64>,
    /// Where it should stand; nothing to leave it where it is without a scenario.
    pub to: Option<f64>,
    /// Its part of the effort.
    pub effort: f64,
    /// Whether it is at the end of what is allowed.
    pub at_limit: bool,
}

/// What becomes of a target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reached {
    /// The target and the wish.
    pub aim: Aim,
    /// The median of its year.
    pub value: Option<f64>,
    /// Its probability.
    pub probability: Option<f64>,
    /// Whether the wish is met.
    pub met: bool,
}

/// What is proposed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// For each lever that was offered, in that order.
    pub moves: Vec<Move>,
    /// Σ w·((x − neutral) ÷ range)².
    pub effort: f64,
    /// For each target that was aimed at.
    pub reached: Vec<Reached>,
}

impl Proposal {
    /// The changes of a scenario with the proposal made.
    pub fn applied(&self, changes: &[Change]) -> Vec<Change> {
        let mut all = changes.to_vec();
        for one in &self.moves {
            all = with(&all, &one.lever, one.to);
        }
        all
    }
}

/// What has been found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Found {
    /// The goals are met without any of these levers.
    Already,
    /// The least effort that meets them.
    Proposal(Proposal),
    /// They cannot all be met within the limits; the proposal that makes the worst shortfall least.
    Infeasible(Proposal),
}

/// What comes next.
enum Phase {
    Begin,
    Lines(u32),
    Round,
    Reduce {
        pass: u32,
        order: Vec<usize>,
        changed: bool,
    },
    Done(Found),
}

/// The machine.
pub struct Seeking {
    setting: Setting,
    changes: Vec<Change>,
    held: Vec<Held>,
    aims: Vec<Aim>,
    /// Where each lever stands: (x − neutral) ÷ range, 0 where it is not used.
    u: Vec<f64>,
    /// Towards which end each lever helps.
    helps: Vec<f64>,
    /// In whole units from neutral, once they are rounded.
    units: Vec<i64>,
    phase: Phase,
    judged: u32,
}

impl Seeking {
    /// From the changes of a scenario; those of the offered levers are given up, the others stay.
    pub fn new(setting: Setting, changes: &[Change], handles: &[Handle], aims: &[Aim]) -> Self {
        let held: Vec<Held> = handles
            .iter()
            .filter_map(|handle| Held::new(&setting, changes, handle))
            .collect();
        Self {
            u: held.iter().map(Held::first).collect(),
            helps: vec![0.0; held.len()],
            units: vec![0; held.len()],
            aims: aims.to_vec(),
            changes: changes.to_vec(),
            held,
            setting,
            phase: Phase::Begin,
            judged: 0,
        }
    }

    /// The result, once it has finished.
    pub fn result(&self) -> Option<&Found> {
        match &self.phase {
            Phase::Done(found) => Some(found),
            _ => None,
        }
    }

    fn board(&mut self, positions: &[Option<f64>]) -> Board {
        self.judged += 1;
        let mut changes = self.changes.clone();
        for (held, position) in self.held.iter().zip(positions) {
            changes = with(&changes, &held.lever, *position);
        }
        self.setting.board(changes)
    }

    fn at(&mut self, u: &[f64]) -> Vec<f64> {
        let all = self.held.iter().zip(u);
        let positions: Vec<Option<f64>> = all.map(|(held, u)| held.position(*u)).collect();
        let board = self.board(&positions);
        self.scores(&board)
    }

    fn scores(&self, board: &Board) -> Vec<f64> {
        let score = |aim| score::of(&self.setting.workspace, board, aim);
        self.aims.iter().map(score).collect()
    }

    fn in_units(&mut self, units: &[i64]) -> Board {
        let all = self.held.iter().zip(units);
        let positions: Vec<Option<f64>> = all.map(|(held, units)| held.counted(*units)).collect();
        self.board(&positions)
    }

    fn holds(&mut self, units: &[i64]) -> bool {
        let board = self.in_units(units);
        let met = |aim| score::is_met(&self.setting.workspace, &board, aim);
        self.aims.iter().all(met)
    }

    fn begin(&mut self) -> Phase {
        let none = vec![0; self.held.len()];
        if !self.holds(&none) {
            return Phase::Lines(0);
        }
        self.units = none;
        if self.held.iter().all(|held| held.now.is_none()) {
            return Phase::Done(Found::Already);
        }
        let proposal = self.proposal();
        Phase::Done(Found::Proposal(proposal))
    }

    /// A round: straight lines through where the levers stand, and the program of those.
    fn lines(&mut self, round: u32) -> Phase {
        let u = self.u.clone();
        let now = self.at(&u);
        let mut rows = vec![vec![0.0; u.len()]; self.aims.len()];
        for lever in 0..u.len() {
            let step = self.held[lever].probe(u[lever]);
            let mut other = u.clone();
            other[lever] += step;
            let there = self.at(&other);
            for (aim, row) in rows.iter_mut().enumerate() {
                let slope = (there[aim] - now[aim]) / step;
                row[lever] = if slope.is_finite() { slope } else { 0.0 };
            }
            let pull: f64 = rows.iter().map(|row| row[lever]).sum();
            if pull != 0.0 {
                self.helps[lever] = pull.signum();
            }
        }
        let reach = |row: &Vec<f64>| row.iter().zip(&u).map(|(a, u)| a * u).sum::<f64>();
        let lines = rows.iter().zip(&now);
        let program = Program {
            weights: self.held.iter().map(|held| held.weight).collect(),
            limits: self.held.iter().map(|held| held.limits).collect(),
            least: lines.map(|(row, now)| reach(row) - now + MARGIN).collect(),
            rows,
        };
        let mut next = program.solve();
        if round >= HALF_FROM {
            for (next, before) in next.iter_mut().zip(&u) {
                *next = 0.5 * (*next + before);
            }
        }
        let moved = next.iter().zip(&u).map(|(a, b)| (a - b).abs());
        let moved = moved.fold(0.0, f64::max);
        self.u = next;
        if moved < SETTLED || round + 1 >= ROUNDS {
            Phase::Round
        } else {
            Phase::Lines(round + 1)
        }
    }

    /// Onto whole units, away from neutral; from there towards the best ends as far as it takes.
    fn round(&mut self) -> Phase {
        let all = self.held.iter().zip(&self.u);
        let first: Vec<i64> = all.map(|(held, u)| held.away(*u)).collect();
        if self.holds(&first) {
            self.units = first;
            return self.reduce_first();
        }
        let ends: Vec<i64> = self
            .held
            .iter()
            .zip(&self.helps)
            .zip(&first)
            .map(|((held, helps), first)| held.end(*helps).unwrap_or(*first))
            .collect();
        if !self.holds(&ends) {
            self.units = first;
            let proposal = self.proposal();
            return Phase::Done(Found::Infeasible(proposal));
        }
        let between = |t: f64| -> Vec<i64> {
            let both = first.iter().zip(&ends);
            both.map(|(a, b)| handle::between(*a, *b, t)).collect()
        };
        let (mut no, mut yes) = (0.0, 1.0);
        for _ in 0..HALVINGS {
            let middle = 0.5 * (no + yes);
            if self.holds(&between(middle)) {
                yes = middle;
            } else {
                no = middle;
            }
        }
        self.units = between(yes);
        self.reduce_first()
    }

    fn reduce_first(&self) -> Phase {
        Phase::Reduce {
            pass: 0,
            order: self.dearest_first(),
            changed: false,
        }
    }

    /// The used levers, the one whose last unit costs most first.
    fn dearest_first(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.held.len())
            .filter(|at| self.units[*at] != 0)
            .collect();
        let cost = |at: &usize| self.held[*at].last_unit(self.units[*at]);
        crate::order::sort_by(&mut order, |a, b| cost(a).total_cmp(&cost(b)));
        // Taken from the end.
        order
    }

    /// Takes from one lever what is not needed of it, the others as they are.
    fn reduce(&mut self, pass: u32, mut order: Vec<usize>, mut changed: bool) -> Phase {
        let Some(at) = order.pop() else {
            // What one lever gave up may have made room for another; a pass that changes nothing has tried them all.
            if changed && pass < PASSES {
                return Phase::Reduce {
                    pass: pass + 1,
                    order: self.dearest_first(),
                    changed: false,
                };
            }
            let proposal = self.proposal();
            return Phase::Done(Found::Proposal(proposal));
        };
        let mut units = self.units.clone();
        let (sign, mut met) = (units[at].signum(), units[at].abs());
        units[at] = sign * (met - 1);
        if self.holds(&units) {
            met -= 1;
            changed = true;
            let mut unmet = -1;
            while met - unmet > 1 {
                let middle = unmet + (met - unmet) / 2;
                units[at] = sign * middle;
                if self.holds(&units) {
                    met = middle;
                } else {
                    unmet = middle;
                }
            }
        }
        self.units[at] = sign * met;
        Phase::Reduce {
            pass,
            order,
            changed,
        }
    }

    fn proposal(&mut self) -> Proposal {
        let units = self.units.clone();
        let board = self.in_units(&units);
        let workspace = &self.setting.workspace;
        let moves: Vec<Move> = self
            .held
            .iter()
            .zip(&units)
            .map(|(held, units)| Move {
                lever: held.lever.clone(),
                from: held.now,
                to: held.counted(*units),
                effort: held.effort(*units),
                at_limit: held.is_at_limit(*units),
            })
            .collect();
        let reached = self.aims.iter().map(|aim| {
            let row = board.row(aim.indicator.as_str());
            Reached {
                aim: aim.clone(),
                value: row.and_then(|row| row.projected),
                probability: row.and_then(|row| row.probability),
                met: score::is_met(workspace, &board, aim),
            }
        });
        Proposal {
            effort: moves.iter().map(|one| one.effort).sum(),
            reached: reached.collect(),
            moves,
        }
    }
}

impl Machine for Seeking {
    fn step(&mut self, budget: u32) -> Progress {
        let until = self.judged.saturating_add(budget.max(1));
        loop {
            let phase = std::mem::replace(&mut self.phase, Phase::Begin);
            self.phase = match phase {
                Phase::Begin => self.begin(),
                Phase::Lines(round) => self.lines(round),
                Phase::Round => self.round(),
                Phase::Reduce {
                    pass,
                    order,
                    changed,
                } => self.reduce(pass, order, changed),
                Phase::Done(found) => Phase::Done(found),
            };
            let share = match &self.phase {
                Phase::Done(_) => return Progress::Done,
                Phase::Begin => 0.0,
                Phase::Lines(round) => 0.7 * f64::from(*round) / f64::from(ROUNDS),
                Phase::Round => 0.75,
                Phase::Reduce { pass, order, .. } => {
                    let left = order.len() as f64 / self.held.len().max(1) as f64;
                    0.8 + 0.1 * f64::from((*pass).min(1)) + 0.1 * (1.0 - left)
                }
            };
            if self.judged >= until {
                return Progress::Running(share.min(0.99));
            }
        }
    }
}
