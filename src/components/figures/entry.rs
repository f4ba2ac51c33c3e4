//! What is typed into the form of a figure, and what it is taken for: a figure, a figure to be asked about, or
//! faults that name their fields. Nothing here knows a browser, and nothing is taken by halves.

mod fault;

use std::sync::Arc;

use muctieu_core::check::{self, Doubt};
use muctieu_core::figure::{Figure, FigureId, Measure, Origin};
use muctieu_core::indicator::{Indicator, Kind};
use muctieu_core::lang::Lang;
use muctieu_core::number::{NumberError, format_compact_trim, parse_date_in_year, parse_number};
use muctieu_core::workspace::Workspace;

pub use fault::{Fault, Faults, doubt_id};

/// The most characters of a source or a note.
const LONGEST_TEXT: usize = 500;
/// The most characters of a person's name.
const LONGEST_NAME: usize = 100;
/// More decimals than any figure is reported in.
const DECIMALS: u8 = 6;

/// A field of the form; its name is the hook `data-field`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The date to the end of which the figure speaks.
    Date,
    /// The plan year that it belongs to.
    Year,
    /// What it measures.
    Measure,
    /// The value.
    Value,
    /// The low end of an estimate.
    Low,
    /// The high end of an estimate.
    High,
    /// Where it comes from.
    Source,
    /// A remark.
    Note,
    /// Who enters it.
    By,
}

impl Field {
    /// The stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Year => "year",
            Self::Measure => "measure",
            Self::Value => "value",
            Self::Low => "low",
            Self::High => "high",
            Self::Source => "source",
            Self::Note => "note",
            Self::By => "by",
        }
    }
}

/// A number as it is typed, and what it was taken for where the user was asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    /// The text.
    pub text: String,
    /// The reading that the user chose for this text.
    pub chosen: Option<f64>,
}

impl From<String> for Typed {
    fn from(text: String) -> Self {
        Self { text, chosen: None }
    }
}

impl Typed {
    /// The text of a known value; whatever it looks like, it is that value.
    pub fn of(value: f64, lang: Lang) -> Self {
        Self {
            text: exact(value, lang),
            chosen: Some(value),
        }
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The number that it is.
    pub fn read(&self, lang: Lang) -> Result<f64, NumberError> {
        match self.chosen {
            Some(value) => Ok(value),
            None => parse_number(&self.text, lang).map(|parsed| parsed.value),
        }
    }
}

/// What is in the form.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The plan year.
    pub year: i16,
    /// The date as typed.
    pub date: String,
    /// What is measured.
    pub measure: Measure,
    /// The value as typed.
    pub value: Typed,
    /// The low end as typed, of an estimate.
    pub low: Typed,
    /// The high end as typed, of an estimate.
    pub high: Typed,
    /// The source.
    pub source: String,
    /// The note.
    pub note: String,
    /// Who enters it.
    pub by: String,
}

impl Draft {
    /// An empty form.
    pub fn empty(indicator: &Indicator, year: i16, by: String) -> Self {
        Self {
            year,
            date: String::new(),
            measure: measures(indicator.kind)
                .first()
                .copied()
                .unwrap_or(Measure::Cumulative),
            value: Typed::default(),
            low: Typed::default(),
            high: Typed::default(),
            source: String::new(),
            note: String::new(),
            by,
        }
    }

    /// The form of a figure that is to be corrected.
    pub fn of(figure: &Figure, by: String, lang: Lang) -> Self {
        let (low, high) = figure.range.map_or_else(Default::default, |(low, high)| {
            (Typed::of(low, lang), Typed::of(high, lang))
        });
        Self {
            year: figure.year,
            date: muctieu_core::number::format_date(figure.date, lang),
            measure: figure.measure,
            value: Typed::of(figure.value, lang),
            low,
            high,
            source: figure.source.clone(),
            note: figure.note.clone(),
            by,
        }
    }

    /// The number of a field, if it has one.
    pub fn typed_mut(&mut self, field: Field) -> Option<&mut Typed> {
        match field {
            Field::Value => Some(&mut self.value),
            Field::Low => Some(&mut self.low),
            Field::High => Some(&mut self.high),
            _ => None,
        }
    }
}

/// What the form amounts to.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// Nothing is taken.
    Refused(Faults),
    /// A figure that can be meant but may be wrong: the user is asked.
    Doubted(Vec<Doubt>),
    /// A figure.
    Clear(Box<Figure>),
}

/// What a new figure needs that is not typed.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// A name that no other figure has.
    pub id: String,
    /// The user's clock, as ISO 8601.
    pub now: String,
}

/// Reads the form. `before` is the figure that is corrected; with `confirmed`, doubts are answered.
pub fn read(
    draft: &Draft,
    indicator: &Indicator,
    workspace: &Workspace,
    before: Option<&Figure>,
    stamp: Stamp,
    confirmed: bool,
    lang: Lang,
) -> Reading {
    let mut faults = Vec::new();
    let date = parse_date_in_year(&draft.date, draft.year)
        .map_err(|error| faults.push((Field::Date, Fault::Date(error))));
    let value = draft
        .value
        .read(lang)
        .map_err(|error| faults.push((Field::Value, Fault::Number(error))));
    let range = read_range(draft, value.ok(), lang).map_err(|found| faults.extend(found));
    for (field, text, most) in [
        (Field::Source, &draft.source, LONGEST_TEXT),
        (Field::Note, &draft.note, LONGEST_TEXT),
        (Field::By, &draft.by, LONGEST_NAME),
    ] {
        if text.trim().chars().count() > most {
            faults.push((field, Fault::Long(most)));
        }
    }
    let (true, Ok(date), Ok(value), Ok(range)) = (faults.is_empty(), date, value, range) else {
        return Reading::Refused(faults);
    };
    let entered = Figure {
        id: FigureId(Arc::from(stamp.id)),
        indicator: indicator.id.clone(),
        year: draft.year,
        date,
        measure: draft.measure,
        value,
        range,
        origin: Origin::User,
        source: draft.source.trim().to_owned(),
        note: draft.note.trim().to_owned(),
        entered_by: draft.by.trim().to_owned(),
        entered_at: stamp.now.clone(),
        corrections: Vec::new(),
    };
    let figure = match before {
        Some(before) => corrected(entered, before, &stamp.now),
        None => entered,
    };
    let (refused, doubted): (Vec<_>, Vec<_>) = all_doubts(workspace, indicator, &figure)
        .into_iter()
        .partition(Doubt::refuses);
    if !refused.is_empty() {
        let field = |doubt: &Doubt| match doubt {
            Doubt::OutsideYear { .. } => Field::Date,
            _ => Field::Value,
        };
        let faults = refused
            .into_iter()
            .map(|doubt| (field(&doubt), Fault::Refused(doubt)));
        return Reading::Refused(faults.collect());
    }
    if doubted.is_empty() || confirmed {
        Reading::Clear(Box::new(figure))
    } else {
        Reading::Doubted(doubted)
    }
}

/// The core's doubts; and a date outside its year also for figures of a whole year, which would never be seen.
fn all_doubts(workspace: &Workspace, indicator: &Indicator, figure: &Figure) -> Vec<Doubt> {
    let mut doubts = check::doubts(workspace, figure);
    let plan = workspace.plan_of(indicator);
    let plan = plan.shifted(figure.year - plan.year());
    let told = |doubt: &Doubt| matches!(doubt, Doubt::OutsideYear { .. });
    if !plan.contains(figure.date) && !doubts.iter().any(told) {
        doubts.insert(0, Doubt::OutsideYear { plan });
    }
    doubts
}

/// The figure as corrected: of the same name, with what was said before kept. A better note alone leaves the figure
/// where it came from.
fn corrected(entered: Figure, before: &Figure, now: &str) -> Figure {
    let entered = Figure {
        id: before.id.clone(),
        ..entered
    };
    let says = |figure: &Figure| {
        (
            figure.date,
            figure.year,
            figure.measure,
            figure.value.to_bits(),
            figure
                .range
                .map(|(low, high)| (low.to_bits(), high.to_bits())),
        )
    };
    let same = says(&entered) == says(before);
    if same && entered.source == before.source {
        return Figure {
            note: entered.note,
            ..before.clone()
        };
    }
    let origin = if same { before.origin } else { entered.origin };
    Figure { origin, ..entered }.correcting(before, now)
}

fn read_range(draft: &Draft, value: Option<f64>, lang: Lang) -> Result<Option<(f64, f64)>, Faults> {
    let (low, high) = (&draft.low, &draft.high);
    if draft.measure != Measure::Estimate || (low.is_empty() && high.is_empty()) {
        return Ok(None);
    }
    if low.is_empty() || high.is_empty() {
        let field = if low.is_empty() {
            Field::Low
        } else {
            Field::High
        };
        return Err(vec![(field, Fault::HalfRange)]);
    }
    let mut faults = Vec::new();
    let mut number = |field: Field, typed: &Typed| {
        typed
            .read(lang)
            .map_err(|error| faults.push((field, Fault::Number(error))))
            .ok()
    };
    let ends = (number(Field::Low, low), number(Field::High, high));
    match ends {
        (Some(low), Some(high)) => {
            if low > high || value.is_some_and(|value| value < low || value > high) {
                Err(vec![(Field::Low, Fault::RangeOrder)])
            } else {
                Ok(Some((low, high)))
            }
        }
        _ => Err(faults),
    }
}

/// What a figure of an indicator can measure, the usual one first; nothing where it is made of parts.
pub fn measures(kind: Kind) -> &'static [Measure] {
    match kind {
        Kind::Flow | Kind::FlowCount | Kind::FlowChange | Kind::Growth => {
            &[Measure::Cumulative, Measure::Estimate, Measure::Annual]
        }
        Kind::Level | Kind::Completion => &[Measure::Level, Measure::Estimate, Measure::Annual],
        Kind::LevelChange => &[Measure::Change, Measure::Level, Measure::Estimate],
        Kind::Annual => &[Measure::Annual, Measure::Estimate],
        Kind::RankGain => &[Measure::Rank],
        Kind::AllOf => &[],
    }
}

/// A value with all the decimals that it has.
pub fn exact(value: f64, lang: Lang) -> String {
    format_compact_trim(value, DECIMALS, lang)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
