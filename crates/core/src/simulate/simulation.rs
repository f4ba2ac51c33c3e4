//! What is judged by the draws: from boards to a plan.

use muctieu_simulate::{Block, Event, Kept, Plan, Results, Run, Side, Whole};

use super::structure::Structure;
use crate::board::{Board, Row};
use crate::dist::Dist;
use crate::indicator::{Indicator, Kind};
use crate::math::normal::normal_quantile;
use crate::target::Bound;
use crate::workspace::Workspace;

/// How much is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// How many targets are met.
    Joint,
    /// The distribution of every indicator, too.
    Rows,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Not assessed.
    Unknown,
    /// Settled: met or not.
    Fixed(bool),
    /// An event of the plan.
    Event(u32),
    /// A whole of the plan.
    Whole(u32),
}

/// A plan for the kernel, and how its results are to be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulation {
    plan: Plan,
    /// How many targets each board assesses, those that are missed for certain included.
    pub(super) assessed: Vec<usize>,
    /// What became of each row, a list a board.
    pub(super) places: Vec<Vec<Place>>,
    /// The variable of each indicator that has one.
    pub(super) variables: Vec<Option<u32>>,
}

impl Simulation {
    /// What it takes to judge these boards of one workspace, all by the same draws.
    pub fn new(
        structure: &Structure,
        workspace: &Workspace,
        boards: &[&Board],
        detail: Detail,
    ) -> Self {
        let all = &workspace.indicators;
        let wanted = |at: usize| {
            boards.iter().any(|board| {
                board.rows.get(at).is_some_and(|row| {
                    let open = row.probability.is_some_and(|p| p > 0.0 && p < 1.0);
                    open || (detail == Detail::Rows && year(row).is_some())
                })
            })
        };
        let (blocks, variables) = blocks(structure, all.len(), wanted);
        let (mut sides, mut places) = (Vec::new(), Vec::new());
        for board in boards {
            let (side, of) = side(all, board, &variables);
            sides.push(side);
            places.push(of);
        }
        Self {
            // The parts fit together by construction; if they did not, an empty plan says nothing and breaks nothing.
            plan: Plan::new(blocks, sides, detail == Detail::Rows).unwrap_or_default(),
            assessed: boards.iter().map(|board| board.assessed).collect(),
            places,
            variables,
        }
    }

    /// The plan, to be run here or elsewhere.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Runs it here.
    pub fn run(&self, seed: u64, samples: u32) -> Results {
        let mut run = Run::new(self.plan.clone(), seed, samples);
        while !run.step(samples) {}
        run.results()
    }

    /// Runs it here with the draws kept from the run before, and says the same as [`Simulation::run`]. For what is run
    /// again and again with other chances.
    pub fn run_with(&self, kept: &mut Kept, seed: u64, samples: u32) -> Results {
        kept.run(&self.plan, seed, samples)
    }
}

/// The distribution of a row's year, where it is no single number.
pub(super) fn year(row: &Row) -> Option<&Dist> {
    let forecast = row.forecast.as_ref().ok()?;
    Some(forecast.year()).filter(|year| !matches!(year, Dist::Point(_)))
}

/// The blocks of what is wanted, and the variable of each indicator. In a block of any matrix all stay, for L goes with
/// all of them.
fn blocks(
    structure: &Structure,
    count: usize,
    wanted: impl Fn(usize) -> bool,
) -> (Vec<Block>, Vec<Option<u32>>) {
    let mut variables = vec![None; count];
    let mut next = 0;
    let mut name = |at: usize| {
        if let Some(variable) = variables.get_mut(at) {
            *variable = Some(next);
        }
        next += 1;
    };
    let mut blocks = Vec::new();
    let mut keys = Vec::new();
    for (at, key) in structure.apart.iter().filter(|(at, _)| wanted(*at)) {
        keys.push(*key);
        name(*at);
    }
    blocks.push(Block::Apart { keys });
    for tied in &structure.tied {
        if !tied.members.iter().any(|at| wanted(*at)) {
            continue;
        }
        let mut block = tied.block.clone();
        if let Block::Common { keys, .. } = &mut block {
            let kept = tied.members.iter().zip(tied.block.keys());
            *keys = kept
                .filter(|(at, _)| wanted(**at))
                .map(|(_, key)| *key)
                .collect();
            tied.members
                .iter()
                .filter(|at| wanted(**at))
                .for_each(|at| name(*at));
        } else {
            tied.members.iter().for_each(|at| name(*at));
        }
        blocks.push(block);
    }
    (blocks, variables)
}

/// How a board judges.
fn side(all: &[Indicator], board: &Board, variables: &[Option<u32>]) -> (Side, Vec<Place>) {
    let mut side = Side::default();
    let mut places = vec![Place::Unknown; all.len()];
    let live = |at: usize| board.rows.get(at).and_then(|row| row.probability);
    // From the end: an indicator's parts follow it, and the kernel wants them before it.
    for (at, indicator) in all.iter().enumerate().rev() {
        places[at] = match live(at) {
            None => Place::Unknown,
            Some(p) if p <= 0.0 || p >= 1.0 => Place::Fixed(p >= 1.0),
            Some(_) if indicator.kind == Kind::AllOf => {
                side.wholes.push(Whole {
                    whole: None,
                    counts: indicator.part_of.is_none(),
                });
                Place::Whole(last(side.wholes.len()))
            }
            Some(p) => match variables[at] {
                None => Place::Unknown,
                Some(variable) => {
                    side.events.push(Event {
                        variable,
                        sign: match indicator.bound() {
                            Bound::AtLeast(_) => 1.0,
                            Bound::AtMost(_) => -1.0,
                        },
                        threshold: -normal_quantile(p),
                        whole: None,
                        counts: indicator.part_of.is_none(),
                    });
                    Place::Event(last(side.events.len()))
                }
            },
        };
        if places[at] == Place::Fixed(true) && indicator.part_of.is_none() {
            side.fixed += 1;
        }
    }
    link(all, &places, &mut side);
    (side, places)
}

/// Tells the parts what they are parts of.
fn link(all: &[Indicator], places: &[Place], side: &mut Side) {
    let wholes: Vec<(&str, u32)> = all
        .iter()
        .zip(places)
        .filter_map(|(indicator, place)| match place {
            Place::Whole(whole) => Some((indicator.id.as_str(), *whole)),
            _ => None,
        })
        .collect();
    if wholes.is_empty() {
        return;
    }
    for (indicator, place) in all.iter().zip(places) {
        let Some(whole) = indicator.part_of.as_ref().and_then(|id| {
            let found = wholes.iter().find(|(whole, _)| *whole == id.as_str());
            found.map(|(_, whole)| *whole)
        }) else {
            continue;
        };
        match place {
            Place::Event(event) => side.events[*event as usize].whole = Some(whole),
            // A part that stands before its whole is none: the board does not see it either.
            Place::Whole(part) if *part < whole => {
                side.wholes[*part as usize].whole = Some(whole);
            }
            _ => {}
        }
    }
}

#[allow(clippy::cast_possible_truncation, reason = "a file holds 5,000")]
fn last(count: usize) -> u32 {
    count.saturating_sub(1) as u32
}
