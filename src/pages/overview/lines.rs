//! Which targets are listed, and in which order: pure, without a signal.

use std::sync::Arc;

use muctieu_core::board::{Board, Row, worst_first};
use muctieu_core::indicator::Indicator;
use muctieu_core::letters::plain;
use muctieu_core::status::Status;

use crate::state::Order;

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// The field of the targets that follow.
    Heading(Arc<Indicator>),
    /// A target.
    Target(Arc<Indicator>),
}

impl Line {
    /// What tells a line from others: an indicator that was replaced by another of its name is a new line.
    pub fn key(&self) -> (bool, usize) {
        match self {
            Self::Heading(first) => (true, Arc::as_ptr(first) as usize),
            Self::Target(indicator) => (false, Arc::as_ptr(indicator) as usize),
        }
    }
}

/// What the user wants to see.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wish {
    /// Only these statuses; all where none is chosen.
    pub statuses: Vec<Status>,
    /// Only what contains these words.
    pub words: String,
}

/// A target and the text by which it is found, without marks and capitals.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The indicator.
    pub indicator: Arc<Indicator>,
    text: String,
}

impl Entry {
    /// An indicator with all that it can be found by.
    pub fn new(indicator: &Indicator) -> Self {
        let Indicator {
            item,
            title,
            target,
            id,
            ..
        } = indicator;
        Self {
            text: plain(&format!(
                "{item} {} {} {} {id}",
                title.vi, title.en, target.words
            )),
            indicator: Arc::new(indicator.clone()),
        }
    }
}

/// The lines of a list. The order follows `base`, so that no line jumps while a lever moves; what is left out follows
/// `board`, which is what the user sees when choosing.
pub fn lines(
    entries: &[Entry],
    base: &Board,
    board: &Board,
    order: Order,
    wish: &Wish,
) -> Vec<Line> {
    let words = plain(&wish.words);
    let words: Vec<&str> = words.split_whitespace().collect();
    let wanted = |entry: &&Entry| {
        let status = || board.row(entry.indicator.id.as_str()).map(|row| row.status);
        words.iter().all(|word| entry.text.contains(word))
            && (wish.statuses.is_empty() || status().is_some_and(|s| wish.statuses.contains(&s)))
    };
    let kept: Vec<&Entry> = entries.iter().filter(wanted).collect();
    match order {
        Order::Worst => {
            let rows: Vec<Arc<Row>> = kept
                .iter()
                .filter_map(|entry| base.row(entry.indicator.id.as_str()).cloned())
                .collect();
            worst_first(&rows)
                .into_iter()
                .filter_map(|at| kept.get(at))
                .map(|entry| Line::Target(entry.indicator.clone()))
                .collect()
        }
        Order::Resolution => {
            let mut lines = Vec::with_capacity(kept.len() + 8);
            let mut group = None;
            for entry in kept {
                if group != Some(&entry.indicator.group) {
                    group = Some(&entry.indicator.group);
                    lines.push(Line::Heading(entry.indicator.clone()));
                }
                lines.push(Line::Target(entry.indicator.clone()));
            }
            lines
        }
    }
}

/// How many targets have each status, in the order of [`Status::ALL`].
pub fn tally(entries: &[Entry], board: &Board) -> [usize; 7] {
    let mut counts = [0; 7];
    for entry in entries {
        if let Some(row) = board.row(entry.indicator.id.as_str()) {
            counts[row.status.rank()] += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use muctieu_core::builtin;

    fn found(words: &str, order: Order) -> Vec<Line> {
        let workspace = builtin::illustration().unwrap();
        let entries: Vec<Entry> = workspace.targets().map(Entry::new).collect();
        let board = Board::new(&workspace, workspace.default_as_of(), None);
        let wish = Wish {
            words: words.to_owned(),
            ..Wish::default()
        };
        lines(&entries, &board, &board, order, &wish)
    }

    #[test]
    fn marks_and_capitals_do_not_matter_when_searching() {
        assert_eq!(plain("Đảng viên mới kết nạp"), "dang vien moi ket nap");
        // The same word with marks of their own, as some keyboards write it.
        assert_eq!(plain("ho\u{323}c"), "hoc");
        assert_eq!(found("trong rung", Order::Worst).len(), 1);
        assert_eq!(found("RỪNG trồng", Order::Worst).len(), 1);
        assert_eq!(found("xyz", Order::Worst).len(), 0);
    }

    #[test]
    fn the_resolutions_order_has_a_heading_a_field() {
        let lines = found("", Order::Resolution);
        let headings = lines.iter().filter(|line| matches!(line, Line::Heading(_)));
        assert_eq!(headings.count(), 5);
        assert_eq!(lines.len(), 31 + 5);
        assert_eq!(found("", Order::Worst).len(), 31);
    }

    #[test]
    fn every_target_is_counted_once() {
        let workspace = builtin::resolution().unwrap();
        let entries: Vec<Entry> = workspace.targets().map(Entry::new).collect();
        let board = Board::new(&workspace, workspace.default_as_of(), None);
        assert_eq!(tally(&entries, &board).iter().sum::<usize>(), 31);
    }
}
