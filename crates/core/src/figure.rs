//! A figure: what was reported, when, by whom, from which source, and what it said before it was corrected.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::PlanYear;
use crate::indicator::IndicatorId;
use crate::memory::Memory;

/// What a figure measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Cumulative since the year's start, to the end of its date.
    Cumulative,
    /// The level at its date.
    Level,
    /// A stated change of a level since the year's start, in points.
    Change,
    /// The year's value.
    Annual,
    /// The office's own estimate of the year's value ("ước thực hiện cả năm"), made at its date.
    Estimate,
    /// A place in a ranking, for its year.
    Rank,
}

impl Measure {
    /// Whether the figure speaks of the whole year rather than of its date.
    pub fn is_full_year(self) -> bool {
        matches!(self, Self::Annual | Self::Estimate | Self::Rank)
    }
}

/// Where a figure comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Published in the press: not official statistics.
    Press,
    /// Entered by a user.
    #[default]
    User,
    /// Generated for training.
    Illustration,
}

/// A figure's stable name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct FigureId(#[cfg_attr(feature = "schema", schemars(with = "String"))] pub Arc<str>);

/// What a figure said before a correction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Correction {
    /// The date that it bore.
    #[serde(with = "crate::calendar::iso")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("format" = "date")))]
    pub date: Date,
    /// The value that it had.
    pub value: f64,
    /// The source that it named.
    #[serde(default)]
    pub source: String,
    /// When it was replaced, as ISO 8601 of the user's clock; empty if unknown.
    #[serde(default)]
    pub replaced_at: String,
}

/// One reported figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Figure {
    /// Its stable name.
    pub id: FigureId,
    /// What it measures.
    pub indicator: IndicatorId,
    /// The plan year that it belongs to.
    pub year: i16,
    /// The date to the end of which it speaks.
    #[serde(with = "crate::calendar::iso")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("format" = "date")))]
    pub date: Date,
    /// What it measures.
    pub measure: Measure,
    /// The value, in the indicator's unit (a count for `flow-change`, a place for `rank-gain`).
    pub value: f64,
    /// The low and high end of an estimate given as a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<(f64, f64)>,
    /// Where it comes from.
    #[serde(default)]
    pub origin: Origin,
    /// The source, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// A remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Who entered it; empty if unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub entered_by: String,
    /// When it was entered, as ISO 8601 of the user's clock; empty if unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub entered_at: String,
    /// What it said before, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

impl Figure {
    /// This figure with what `before` said kept in its history.
    #[must_use]
    pub fn correcting(mut self, before: &Self, replaced_at: &str) -> Self {
        self.corrections.clone_from(&before.corrections);
        self.corrections.push(Correction {
            date: before.date,
            value: before.value,
            source: before.source.clone(),
            replaced_at: replaced_at.to_owned(),
        });
        self
    }

    /// Whether this figure stands before `other` in the list of its indicator, the last one being the one to go by:
    /// by date; then a user's own after the press's; then by the time of entry; then by name. The order depends on
    /// the figures alone, so that taking one out and putting it back changes nothing.
    pub fn comes_before(&self, other: &Self) -> bool {
        self.order(other).is_lt()
    }

    fn order(&self, other: &Self) -> Ordering {
        let own = |figure: &Self| figure.origin == Origin::User;
        self.date
            .cmp(&other.date)
            .then_with(|| own(self).cmp(&own(other)))
            .then_with(|| self.entered_at.cmp(&other.entered_at))
            .then_with(|| self.id.cmp(&other.id))
    }
}

/// The figures of one indicator, oldest first, and what has been computed from them.
#[derive(Debug, Default)]
struct List {
    figures: Vec<Figure>,
    memory: Memory,
}

impl Clone for List {
    /// A copy is made to be changed: it begins without memory.
    fn clone(&self) -> Self {
        Self {
            figures: self.figures.clone(),
            memory: Memory::default(),
        }
    }
}

impl PartialEq for List {
    fn eq(&self, other: &Self) -> bool {
        self.figures == other.figures
    }
}

impl List {
    /// The list of shared figures, to be changed: whatever was computed from it is forgotten.
    fn to_change(shared: &mut Arc<Self>) -> &mut Vec<Figure> {
        let list = Arc::make_mut(shared);
        list.memory = Memory::default();
        &mut list.figures
    }
}

/// All figures, by indicator and in the order of their dates. Cheap to clone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FigureBook {
    by_indicator: BTreeMap<IndicatorId, Arc<List>>,
}

impl FigureBook {
    /// The figures of one indicator, oldest first; those of one date as [`Figure::comes_before`] says.
    pub fn of(&self, indicator: &str) -> &[Figure] {
        self.by_indicator
            .get(indicator)
            .map_or(&[], |list| list.figures.as_slice())
    }

    /// Whether both share all their lists.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let mut both = self.by_indicator.iter().zip(&other.by_indicator);
        self.by_indicator.len() == other.by_indicator.len()
            && both.all(|((a, list), (b, same))| a == b && Arc::ptr_eq(list, same))
    }

    /// What has been computed from the figures of one indicator.
    pub fn memory_of(&self, indicator: &str) -> Option<&Memory> {
        self.by_indicator.get(indicator).map(|list| &list.memory)
    }

    /// Every figure, by indicator and date.
    pub fn iter(&self) -> impl Iterator<Item = &Figure> {
        self.by_indicator
            .values()
            .flat_map(|list| list.figures.iter())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_indicator
            .values()
            .map(|list| list.figures.len())
            .sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_indicator
            .values()
            .all(|list| list.figures.is_empty())
    }

    /// The figure of that name.
    pub fn find(&self, id: &FigureId) -> Option<&Figure> {
        self.iter().find(|figure| figure.id == *id)
    }

    /// Puts a figure in, in place of the one of its name; gives back the one that was there.
    pub fn put(&mut self, figure: Figure) -> Option<Figure> {
        let before = self.remove(&figure.id);
        let figures = List::to_change(
            self.by_indicator
                .entry(figure.indicator.clone())
                .or_default(),
        );
        let place = figures.partition_point(|other| other.order(&figure).is_lt());
        figures.insert(place, figure);
        before
    }

    /// Takes a figure out. An indicator without figures leaves no trace, so that undo gives back an equal book.
    pub fn remove(&mut self, id: &FigureId) -> Option<Figure> {
        let (owner, place) = self.by_indicator.iter().find_map(|(owner, list)| {
            let place = list.figures.iter().position(|figure| figure.id == *id)?;
            Some((owner.clone(), place))
        })?;
        let figures = List::to_change(self.by_indicator.get_mut(&owner)?);
        let figure = figures.remove(place);
        if figures.is_empty() {
            self.by_indicator.remove(&owner);
        }
        Some(figure)
    }
}

impl FromIterator<Figure> for FigureBook {
    /// Builds the book in one sort per indicator, whatever the order of the figures.
    fn from_iter<T: IntoIterator<Item = Figure>>(figures: T) -> Self {
        let mut lists: BTreeMap<IndicatorId, Vec<Figure>> = BTreeMap::new();
        for figure in figures {
            lists
                .entry(figure.indicator.clone())
                .or_default()
                .push(figure);
        }
        let sorted = |mut list: Vec<Figure>| {
            crate::order::sort_by(&mut list, Figure::order);
            Arc::new(List {
                figures: list,
                memory: Memory::default(),
            })
        };
        // Put in one by one: to collect them would sort them first.
        let mut by_indicator = BTreeMap::new();
        for (id, list) in lists {
            by_indicator.insert(id, sorted(list));
        }
        Self { by_indicator }
    }
}

/// Whether a figure speaks of a date within the year rather than of the whole year: the newest of these is the
/// default as-of date.
pub fn is_within_year(figure: &Figure, plan: PlanYear) -> bool {
    !figure.measure.is_full_year() && plan.contains(figure.date) && figure.date < plan.end
}
