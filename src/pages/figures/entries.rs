//! What the lists of the figures screen say about each indicator.

use std::sync::Arc;

use jiff::civil::Date;
use muctieu_core::check::contradictions;
use muctieu_core::figure::FigureId;
use muctieu_core::indicator::{Bilingual, Indicator, IndicatorId, Kind};
use muctieu_core::workspace::Workspace;

use super::search::plain;
use crate::dom::{Memo, memo};
use crate::state::AppState;

/// An indicator as the lists show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The indicator.
    pub id: IndicatorId,
    /// Its number in the resolution.
    pub item: String,
    /// Its title.
    pub title: Bilingual,
    /// Whether figures are entered for its parts instead.
    pub joined: bool,
    /// Whether it is a part of another.
    pub part: bool,
    /// Figures of the plan year.
    pub count: usize,
    /// Figures of other years.
    pub others: usize,
    /// The date of the newest figure of the plan year.
    pub newest: Option<Date>,
    /// Figures that contradict others.
    pub doubts: usize,
    /// What it is found by.
    words: String,
}

impl Entry {
    /// Whether a figure of the plan year is waited for.
    pub fn is_missing(&self) -> bool {
        !self.joined && self.count == 0
    }

    /// Whether it is found by a question that [`plain`] has made.
    pub fn is_found_by(&self, question: &str) -> bool {
        super::search::holds(&self.words, question)
    }
}

/// The entries of a workspace, in the resolution's order.
pub type Entries = Arc<Vec<Entry>>;

/// The entries, anew when the workspace changes.
pub fn entries(state: AppState) -> Memo<Entries> {
    memo(move |_| state.record(|workspace| Arc::new(of(workspace))))
}

fn of(workspace: &Workspace) -> Vec<Entry> {
    workspace
        .indicators
        .iter()
        .map(|indicator| {
            let year = workspace.plan_of(indicator).year();
            let figures = workspace.figures.of(indicator.id.as_str());
            let now = || figures.iter().filter(|figure| figure.year == year);
            Entry {
                id: indicator.id.clone(),
                item: indicator.item.clone(),
                title: indicator.title.clone(),
                joined: indicator.kind == Kind::AllOf,
                part: indicator.part_of.is_some(),
                count: now().count(),
                others: figures.len() - now().count(),
                newest: now().map(|figure| figure.date).max(),
                doubts: doubted(workspace, indicator),
                words: plain(&format!(
                    "{} {} {} {} {}",
                    indicator.item,
                    indicator.title.vi,
                    indicator.title.en,
                    indicator.target.words,
                    indicator.id
                )),
            }
        })
        .collect()
}

/// How many figures of an indicator contradict others, or cannot be right.
fn doubted(workspace: &Workspace, indicator: &Indicator) -> usize {
    let mut figures: Vec<FigureId> = contradictions(workspace, indicator.id.as_str())
        .into_iter()
        .map(|(figure, _)| figure)
        .collect();
    // Those of one figure stand beside each other.
    figures.dedup();
    figures.len()
}
