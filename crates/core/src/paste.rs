//! Figures pasted as text: lines of a period and a number, or a table of months by years, as they come out of a
//! spreadsheet or a report. Everything is read, or nothing is: what is wrong is said line by line.

mod fault;
mod period;

pub use fault::{PasteFault, What, at_line};
pub use period::{Period, Step, read_period};

use jiff::civil::Date;

use crate::calendar::PlanYear;
use crate::figure::Measure;
use crate::lang::Lang;
use crate::number::{NumberError, parse_number};
use crate::order::sort_by_key;

/// The most lines that are read.
pub const MOST_LINES: usize = 2_000;

/// How a number with one separator before three digits is to be taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// Not said: such a number is asked about.
    #[default]
    Unsaid,
    /// The separator groups thousands.
    Thousands,
    /// The separator is the decimal mark.
    Decimal,
}

/// How the text is to be read.
#[derive(Clone, Copy, Debug)]
pub struct How {
    /// The plan year of the indicator; a period without a year is one of it.
    pub plan: PlanYear,
    /// What a number of a date, month or quarter measures.
    pub measure: Measure,
    /// What a number of a whole year measures.
    pub of_year: Measure,
    /// Whether numbers are those of single months or quarters, to be added up.
    pub per_period: bool,
    /// What an unclear separator means.
    pub mark: Mark,
    /// The language that numbers are usually written in.
    pub lang: Lang,
}

/// One figure that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The line that it stands in, from 1.
    pub line: usize,
    /// The plan year.
    pub year: i16,
    /// The date to the end of which it speaks.
    pub date: Date,
    /// What it measures.
    pub measure: Measure,
    /// Its value: cumulative where the measure is.
    pub value: f64,
    /// The source, if the line names one.
    pub source: String,
}

/// One number as it stands in the text.
struct Cell {
    line: usize,
    period: Period,
    value: f64,
    source: String,
}

/// Reads pasted text.
///
/// - Lines of a period, a number and perhaps a source, apart by tabs, semicolons, bars, or spaces.
/// - Or a table: years across the first line, periods down the first column. An empty cell is an unknown figure.
///
/// A first line without any digit is taken for a heading.
pub fn read(text: &str, how: &How) -> Result<Vec<Entry>, Vec<PasteFault>> {
    let lines: Vec<(usize, &str)> = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty())
        .collect();
    let one = |what| Err(vec![PasteFault { line: 1, what }]);
    let Some((&(_, first), rest)) = lines.split_first() else {
        return one(What::Nothing);
    };
    if lines.len() > MOST_LINES {
        return one(What::TooMany);
    }
    let mut faults = Vec::new();
    let mut cells = Vec::new();
    if let Some(years) = years_across(first) {
        for (line, text) in rest {
            row(*line, text, &years, how, &mut cells, &mut faults);
        }
    } else {
        let heading = !first.contains(|sign: char| sign.is_ascii_digit());
        let body = if heading { rest } else { lines.as_slice() };
        for (line, text) in body {
            match pair(*line, text, how) {
                Ok(cell) => cells.push(cell),
                Err(what) => faults.push(PasteFault { line: *line, what }),
            }
        }
    }
    if cells.is_empty() && faults.is_empty() {
        return one(What::Nothing);
    }
    let entries = together(cells, how, &mut faults);
    if faults.is_empty() {
        Ok(entries)
    } else {
        sort_by_key(&mut faults, |fault| fault.line);
        Err(faults)
    }
}

/// The cells of a line: apart by the first of tab, semicolon and bar that it has, else by spaces in one place.
fn cells(line: &str) -> Vec<&str> {
    let line = line.trim_end();
    for mark in ['\t', ';', '|'] {
        if line.contains(mark) {
            let inner = line.trim_matches(|sign| sign == '|' && mark == '|');
            return inner.split(mark).map(str::trim).collect();
        }
    }
    let line = line.trim();
    match line.rsplit_once("  ").or_else(|| line.rsplit_once(' ')) {
        Some((period, value)) => vec![period.trim(), value.trim()],
        None => vec![line],
    }
}

/// The years of a table's first line, if it is one: at least one, and nothing else beside the corner.
fn years_across(line: &str) -> Option<Vec<i16>> {
    let cells = if line.contains(['\t', ';', '|']) {
        cells(line)
    } else {
        line.split_whitespace().collect()
    };
    let (corner, across) = cells.split_first()?;
    if corner.contains(|sign: char| sign.is_ascii_digit()) {
        return None;
    }
    let year = |cell: &&str| {
        let digits = cell.trim_start_matches(|sign: char| !sign.is_ascii_digit());
        digits
            .parse::<i16>()
            .ok()
            .filter(|year| (1900..=2200).contains(year))
    };
    let years: Option<Vec<i16>> = across.iter().map(year).collect();
    years.filter(|years| !years.is_empty())
}

/// One line of a table.
fn row(
    line: usize,
    text: &str,
    years: &[i16],
    how: &How,
    found: &mut Vec<Cell>,
    faults: &mut Vec<PasteFault>,
) {
    let cells = if text.contains(['\t', ';', '|']) {
        cells(text)
    } else {
        text.split_whitespace().collect()
    };
    let Some((period, values)) = cells.split_first() else {
        return;
    };
    for (year, value) in years
        .iter()
        .zip(values)
        .filter(|(_, value)| !is_blank(value))
    {
        let cell = read_period(period, *year, how.plan)
            .map_err(What::from)
            .and_then(|period| Ok((period, number(value, how)?)));
        match cell {
            Ok((period, value)) => found.push(Cell {
                line,
                period,
                value,
                source: String::new(),
            }),
            Err(what) => {
                faults.push(PasteFault { line, what });
                return;
            }
        }
    }
}

/// What spreadsheets and reports put where a figure is not known.
fn is_blank(cell: &str) -> bool {
    matches!(cell, "" | "-" | "–" | "—" | "…" | "..." | ".")
}

/// A line of a period, a number and perhaps a source.
fn pair(line: usize, text: &str, how: &How) -> Result<Cell, What> {
    let cells = cells(text);
    let period = read_period(
        cells.first().copied().unwrap_or_default(),
        how.plan.year(),
        how.plan,
    )?;
    let value = cells
        .get(1)
        .filter(|cell| !cell.is_empty())
        .ok_or(What::NoValue)?;
    Ok(Cell {
        line,
        period,
        value: number(value, how)?,
        source: cells
            .get(2..)
            .unwrap_or_default()
            .join(" ")
            .chars()
            .take(500)
            .collect(),
    })
}

fn number(text: &str, how: &How) -> Result<f64, NumberError> {
    match (parse_number(text, how.lang), how.mark) {
        (Err(NumberError::Ambiguous { as_thousands, .. }), Mark::Thousands) => {
            Ok(as_thousands.value)
        }
        (Err(NumberError::Ambiguous { as_decimal, .. }), Mark::Decimal) => Ok(as_decimal.value),
        (read, _) => read.map(|parsed| parsed.value),
    }
}

/// The figures that the numbers amount to; single periods are added up within their year.
fn together(mut cells: Vec<Cell>, how: &How, faults: &mut Vec<PasteFault>) -> Vec<Entry> {
    sort_by_key(&mut cells, |cell| {
        (cell.period.end, cell.period.step == Step::Year, cell.line)
    });
    let mut entries: Vec<Entry> = Vec::with_capacity(cells.len());
    // The sum so far of a year, and how many periods are in it.
    let mut sum = (0_i16, 0_u8, 0.0);
    for cell in cells {
        let mut fault = |what| {
            faults.push(PasteFault {
                line: cell.line,
                what,
            });
        };
        let Period { year, end, step } = cell.period;
        let measure = if step == Step::Year {
            how.of_year
        } else {
            how.measure
        };
        let mut value = cell.value;
        if how.per_period && step != Step::Year {
            if sum.0 != year {
                sum = (year, 0, 0.0);
            }
            let (Step::Month(place) | Step::Quarter(place)) = step else {
                fault(What::NotAPeriod);
                continue;
            };
            if place <= sum.1 {
                fault(What::Twice);
                continue;
            }
            if place != sum.1 + 1 {
                fault(What::Gap);
                continue;
            }
            sum = (year, place, sum.2 + value);
            value = sum.2;
        } else if entries
            .iter()
            .rev()
            .any(|other| (other.date, other.measure, other.year) == (end, measure, year))
        {
            fault(What::Twice);
            continue;
        }
        entries.push(Entry {
            line: cell.line,
            year,
            date: end,
            measure,
            value,
            source: cell.source,
        });
    }
    entries
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "what is read here can be read")]
mod tests;
