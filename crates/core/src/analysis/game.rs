//! The coalitions of the changes in which two scenarios differ: how all stands when some of them are made and some not.
//!
//! Changes that reach no indicator in common do not meddle with each other. So they fall into *cells*, and how a cell's
//! indicators stand depends on its own changes alone: it is judged once for each set of them, not for each set of all.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::difference::Player;
use super::reach::sources;
use super::{Setting, quantity};
use crate::board::{Board, Row};
use crate::scenario::Change;

/// A set of players.
pub(super) type Set = u128;
/// The most players.
pub(super) const MOST: usize = 128;

/// Changes that hang together, and the indicators that they reach.
struct Cell {
    players: Set,
    /// The places of the indicators, parts included.
    places: Vec<usize>,
    /// Which of them are targets of their own, as places among `places`.
    targets: Vec<usize>,
    /// How they stand under the sets that have been asked for.
    known: BTreeMap<Set, Arc<[Arc<Row>]>>,
}

/// The game.
pub(super) struct Game {
    pub setting: Setting,
    pub players: Vec<Player>,
    /// What both scenarios have in common.
    same: Vec<Change>,
    cells: Vec<Cell>,
    /// How all stands where none of the changes is made.
    pub start: Board,
    /// Boards judged so far.
    pub judged: u32,
}

impl Game {
    pub fn new(setting: Setting, before: &[Change], players: Vec<Player>) -> Self {
        let start = setting.board(before.to_vec());
        let same = before.iter().filter(|change| {
            let of = |player: &Player| player.lever == change.lever;
            !change.off && !players.iter().any(of)
        });
        let mut game = Self {
            same: same.cloned().collect(),
            cells: Vec::new(),
            start,
            judged: 1,
            setting,
            players,
        };
        game.cells = game.cells();
        game
    }

    /// The players that reach an indicator.
    pub fn reaching(&self, at: usize) -> Set {
        let Some(indicator) = self.setting.workspace.indicators.get(at) else {
            return 0;
        };
        let sources = sources(&self.setting.workspace, &indicator.id);
        let reach = |player: &Player| sources.contains(&player.lever.subject);
        let players = self.players.iter().enumerate();
        players
            .filter(|(_, player)| reach(player))
            .fold(0, |set, (at, _)| set | 1 << at)
    }

    fn cells(&self) -> Vec<Cell> {
        let targets = quantity::targets(&self.setting.workspace);
        let count = self.setting.workspace.indicators.len();
        let mut cells: Vec<Cell> = Vec::new();
        for at in 0..count {
            let players = self.reaching(at);
            if players == 0 {
                continue;
            }
            let (mut joined, apart): (Vec<Cell>, Vec<Cell>) = std::mem::take(&mut cells)
                .into_iter()
                .partition(|cell| cell.players & players != 0);
            cells = apart;
            let mut cell = Cell {
                players,
                places: vec![at],
                targets: Vec::new(),
                known: BTreeMap::new(),
            };
            for other in joined.drain(..) {
                cell.players |= other.players;
                cell.places.extend(other.places);
            }
            cells.push(cell);
        }
        for cell in &mut cells {
            let places = cell.places.iter().enumerate();
            cell.targets = places
                .filter(|(_, at)| targets.contains(at))
                .map(|(own, _)| own)
                .collect();
        }
        cells
    }

    /// The players of each cell.
    pub fn cell_players(&self) -> Vec<Set> {
        self.cells.iter().map(|cell| cell.players).collect()
    }

    /// How the indicators of a cell stand under a set.
    fn rows(&mut self, cell: usize, set: Set) -> Arc<[Arc<Row>]> {
        let own = self.cells[cell].players;
        let set = set & own;
        if let Some(rows) = self.cells[cell].known.get(&set) {
            return rows.clone();
        }
        let mut changes = self.same.clone();
        for (at, player) in self.players.iter().enumerate() {
            if own & 1 << at != 0 {
                let side = if set & 1 << at == 0 {
                    &player.before
                } else {
                    &player.after
                };
                changes.extend(side.clone());
            }
        }
        let board = self.setting.board(changes);
        self.judged += 1;
        let cell = &mut self.cells[cell];
        let rows = cell.places.iter().map(|at| board.rows[*at].clone());
        let rows: Arc<[Arc<Row>]> = rows.collect();
        cell.known.insert(set, rows.clone());
        rows
    }

    /// How one indicator stands under a set.
    pub fn row(&mut self, at: usize, set: Set) -> Option<Arc<Row>> {
        let place = |cell: &Cell| cell.places.iter().position(|place| *place == at);
        for cell in 0..self.cells.len() {
            if let Some(own) = place(&self.cells[cell]) {
                return self.rows(cell, set).get(own).cloned();
            }
        }
        self.start.rows.get(at).cloned()
    }

    /// The expected number of a cell's targets that are met under a set.
    pub fn number_in(&mut self, cell: usize, set: Set) -> f64 {
        let rows = self.rows(cell, set);
        let targets = self.cells[cell].targets.iter();
        targets.filter_map(|own| rows[*own].probability).sum()
    }

    /// The board of a set, put together from the cells. It is for the simulation, and counts what can be assessed.
    pub fn board(&mut self, set: Set) -> Board {
        let mut board = self.start.clone();
        for cell in 0..self.cells.len() {
            let rows = self.rows(cell, set);
            for (at, row) in self.cells[cell].places.iter().zip(rows.iter()) {
                board.rows[*at] = row.clone();
            }
        }
        let targets = quantity::targets(&self.setting.workspace);
        let assessed = |at: &&usize| board.rows[**at].probability.is_some();
        board.assessed = targets.iter().filter(assessed).count();
        board
    }

    /// P(all assessed are met) under a set, the targets independent of each other.
    pub fn product(&mut self, set: Set) -> f64 {
        let mut product = 1.0;
        for cell in 0..self.cells.len() {
            let rows = self.rows(cell, set);
            for own in &self.cells[cell].targets {
                product *= rows[*own].probability.unwrap_or(1.0);
            }
        }
        product
    }

    /// P(all assessed are met) of the targets that no change reaches, independent of each other.
    pub fn untouched(&self) -> f64 {
        let reached = |at: usize| self.cells.iter().any(|cell| cell.places.contains(&at));
        let targets = quantity::targets(&self.setting.workspace).into_iter();
        targets
            .filter(|at| !reached(*at))
            .filter_map(|at| self.start.rows[at].probability)
            .product()
    }

    /// The expected number of targets met among those that no change reaches.
    pub fn number_untouched(&self) -> f64 {
        let reached = |at: usize| self.cells.iter().any(|cell| cell.places.contains(&at));
        let targets = quantity::targets(&self.setting.workspace).into_iter();
        targets
            .filter(|at| !reached(*at))
            .filter_map(|at| self.start.rows[at].probability)
            .sum()
    }
}
