//! Many figures at once, from pasted text: what would be put in, what that corrects, and what may be wrong with it.
//! Nothing here knows a browser, and nothing is taken by halves.

use std::sync::Arc;

use muctieu_core::check::{self, Doubt};
use muctieu_core::figure::{Figure, FigureId, Measure, Origin};
use muctieu_core::indicator::Indicator;
use muctieu_core::lang::{Lang, Say};
use muctieu_core::paste::{self, Entry, How, Mark};
use muctieu_core::workspace::Workspace;

use super::entry::measures;

/// One figure that would be put in.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The figure; a new one bears a name for the preview only.
    pub figure: Figure,
    /// What the figure that it corrects says.
    pub before: Option<f64>,
    /// What may be wrong with it.
    pub doubts: Vec<Doubt>,
}

/// What the pasted text amounts to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bulk {
    /// The figures that would be put in, oldest first.
    pub lines: Vec<Line>,
    /// How many are there already, as they stand.
    pub same: usize,
}

impl Bulk {
    /// Whether anything may be wrong.
    pub fn is_doubted(&self) -> bool {
        self.lines.iter().any(|line| !line.doubts.is_empty())
    }

    /// The figures as they are put in: new ones under names of their own.
    pub fn figures(self, mut name: impl FnMut() -> String) -> Vec<Figure> {
        let lines = self.lines.into_iter();
        let named = lines.map(|line| match line.before {
            Some(_) => line.figure,
            None => Figure {
                id: FigureId(Arc::from(name())),
                ..line.figure
            },
        });
        named.collect()
    }
}

/// What the user says about the text beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// Whether the numbers are those of single months or quarters.
    pub per_period: bool,
    /// What an unclear separator means.
    pub mark: Mark,
    /// The source of every figure that names none itself.
    pub source: String,
    /// Who pastes.
    pub by: String,
    /// The user's clock, as ISO 8601.
    pub now: String,
}

/// How text is read for an indicator; nothing where it has no figures of its own.
fn how(indicator: &Indicator, workspace: &Workspace, said: &Said, lang: Lang) -> Option<How> {
    let usual = measures(indicator.kind);
    let measure = *usual.first()?;
    let annual = usual.contains(&Measure::Annual);
    Some(How {
        plan: workspace.plan_of(indicator),
        measure,
        of_year: if annual { Measure::Annual } else { measure },
        per_period: said.per_period && indicator.kind.accumulates(),
        mark: said.mark,
        lang,
    })
}

/// Reads pasted text for an indicator; the sentences say what is wrong, line by line.
pub fn read(
    text: &str,
    indicator: &Indicator,
    workspace: &Workspace,
    said: &Said,
    lang: Lang,
) -> Result<Bulk, Vec<String>> {
    let Some(how) = how(indicator, workspace, said, lang) else {
        return Ok(Bulk::default());
    };
    let entries = paste::read(text, &how).map_err(|faults| {
        faults
            .iter()
            .map(|fault| fault.say(lang))
            .collect::<Vec<_>>()
    })?;
    let there = workspace.figures.of(indicator.id.as_str());
    let mut bulk = Bulk::default();
    let mut together = workspace.clone();
    let mut places = Vec::new();
    for (number, entry) in entries.into_iter().enumerate() {
        let at = |figure: &&Figure| {
            (figure.date, figure.year, figure.measure) == (entry.date, entry.year, entry.measure)
        };
        let before = there.iter().rev().find(at);
        if before.is_some_and(|before| before.value.to_bits() == entry.value.to_bits()) {
            bulk.same += 1;
            continue;
        }
        places.push(entry.line);
        let figure = figure(entry, number, indicator, said, before);
        together.figures.put(figure.clone());
        bulk.lines.push(Line {
            figure,
            before: before.map(|before| before.value),
            doubts: Vec::new(),
        });
    }
    let mut refused = Vec::new();
    for (line, place) in bulk.lines.iter_mut().zip(places) {
        line.doubts = check::doubts(&together, &line.figure);
        for doubt in line.doubts.iter().filter(|doubt| doubt.refuses()) {
            refused.push(paste::at_line(place, &doubt.say(lang), lang));
        }
    }
    if refused.is_empty() {
        Ok(bulk)
    } else {
        Err(refused)
    }
}

/// The figure of an entry; where one is there for its date and measure, that one corrected.
fn figure(
    entry: Entry,
    number: usize,
    indicator: &Indicator,
    said: &Said,
    before: Option<&Figure>,
) -> Figure {
    let source = if entry.source.is_empty() {
        said.source.trim().to_owned()
    } else {
        entry.source
    };
    let figure = Figure {
        id: before.map_or_else(
            || FigureId(Arc::from(format!("paste-{number}"))),
            |before| before.id.clone(),
        ),
        indicator: indicator.id.clone(),
        year: entry.year,
        date: entry.date,
        measure: entry.measure,
        value: entry.value,
        range: None,
        origin: Origin::User,
        source,
        note: String::new(),
        entered_by: said.by.trim().to_owned(),
        entered_at: said.now.clone(),
        corrections: Vec::new(),
    };
    match before {
        Some(before) => figure.correcting(before, &said.now),
        None => figure,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "the built-in workspace is there")]
mod tests {
    use super::*;
    use muctieu_core::builtin;

    fn pasted(text: &str, per_period: bool) -> Result<Bulk, Vec<String>> {
        let workspace = builtin::resolution().unwrap();
        let revenue = workspace.indicator("budget-revenue").unwrap();
        let said = Said {
            per_period,
            source: " Sở Tài chính ".to_owned(),
            ..Said::default()
        };
        read(text, revenue, &workspace, &said, Lang::Vi)
    }

    #[test]
    fn earlier_years_are_taken_in_by_the_month_and_bear_the_source() {
        let bulk = pasted("Tháng\t2021\t2022\n1\t50\t60\n2\t30\t20\n3\t70\t90", true).unwrap();
        let values: Vec<f64> = bulk.lines.iter().map(|line| line.figure.value).collect();
        assert_eq!(values, [50.0, 80.0, 150.0, 60.0, 80.0, 170.0]);
        assert!(
            bulk.lines
                .iter()
                .all(|line| line.figure.source == "Sở Tài chính")
        );
        assert!(!bulk.is_doubted());
        let names = ["a", "b", "c", "d", "e", "f"].map(str::to_owned);
        let mut names = names.into_iter();
        let figures = bulk.figures(|| names.next().unwrap());
        assert_eq!(&*figures[5].id.0, "f");
    }

    #[test]
    fn what_is_there_is_left_and_what_differs_corrects_it() {
        let bulk = pasted("22/1/2024\t40\n21/3/2024\t170", false).unwrap();
        assert_eq!((bulk.same, bulk.lines.len()), (1, 1));
        let line = &bulk.lines[0];
        assert_eq!(line.before, Some(164.0));
        assert_eq!(line.figure.corrections.len(), 1);
    }

    #[test]
    fn what_cannot_be_meant_is_refused_and_what_may_be_wrong_is_told() {
        let refused = pasted("3/2023\t-5", false).unwrap_err();
        assert!(refused[0].starts_with("Dòng 1: "), "{refused:?}");
        let falling = pasted("1/2022\t90\n2/2022\t80", false).unwrap();
        assert!(falling.is_doubted());
    }
}
