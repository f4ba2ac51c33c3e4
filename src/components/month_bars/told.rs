//! The months in words: under the hand, beside the columns, and as a table.

use jiff::civil::Date;
use muctieu_core::calendar::plus_days;
use muctieu_core::finding::amount;
use muctieu_core::indicator::Indicator;
use muctieu_core::lang::Lang;
use muctieu_core::lever::{LeverKind, position_in_words};
use muctieu_core::months::Stretch;
use muctieu_core::number::{format_day, format_number};
use muctieu_core::scenario::Change;

use super::shown::{Ahead, Year};
use crate::components::target::words::locale_of;
use crate::i18n::td_string;

/// Months in English, short.
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A month by the day that ends it, as it stands under a column: "T10".
pub fn short(end: Date, lang: Lang) -> String {
    let month = i32::from(end.month());
    let name = usize::try_from(month - 1).unwrap_or(0).min(11);
    lang.pick(format!("T{month}"), MONTHS[name].to_owned())
}

/// A month in a sentence: "tháng 10".
fn month(end: Date, lang: Lang) -> String {
    let name = usize::try_from(i32::from(end.month()) - 1)
        .unwrap_or(0)
        .min(11);
    lang.pick(format!("tháng {}", end.month()), MONTHS[name].to_owned())
}

/// A stretch by its month, or by its days where it is none.
pub fn span(year: &Year, stretch: &Stretch, lang: Lang) -> String {
    if stretch.is_month(year.plan) {
        return month(stretch.until, lang);
    }
    let from = format_day(plus_days(stretch.after, 1), lang);
    let until = format_day(stretch.until, lang);
    if from == until {
        until
    } else {
        format!("{from}–{until}")
    }
}

/// What was reported of a stretch.
pub fn reported(indicator: &Indicator, year: &Year, stretch: &Stretch, lang: Lang) -> String {
    let name = span(year, stretch, lang);
    let value = amount(indicator, stretch.amount, lang);
    if stretch.is_month(year.plan) {
        td_string!(locale_of(lang), months.reported, name = name, value = value)
    } else {
        td_string!(locale_of(lang), months.spread, name = name, value = value)
    }
}

fn band(indicator: &Indicator, stretch: &Stretch, lang: Lang) -> Option<String> {
    let told = |value| format_number(value, indicator.decimals, lang);
    let (low, high) = stretch.band?;
    Some(format!("{} – {}", told(low), told(high)))
}

/// What is expected of a stretch.
pub fn expected(indicator: &Indicator, year: &Year, one: &Ahead, lang: Lang) -> String {
    let locale = locale_of(lang);
    let name = span(year, &one.now, lang);
    let value = amount(indicator, one.now.amount, lang);
    let mut text = if one.base.is_some() {
        td_string!(locale, months.supposed, name = name, value = value)
    } else {
        td_string!(locale, months.expected, name = name, value = value)
    };
    if let Some(band) = band(indicator, &one.now, lang) {
        text += &td_string!(locale, months.with_band, band = band);
    }
    if let Some(base) = &one.base {
        let base = amount(indicator, base.amount, lang);
        text += &td_string!(locale, months.with_base, value = base);
    }
    text
}

/// What a column is called as a slider.
pub fn slider(indicator: &Indicator, year: &Year, stretch: &Stretch, lang: Lang) -> String {
    td_string!(
        locale_of(lang),
        months.slider,
        name = indicator.title.get(lang).to_owned(),
        month = span(year, stretch, lang)
    )
}

/// Its value as a slider.
pub fn value(
    indicator: &Indicator,
    stretch: &Stretch,
    change: Option<&Change>,
    lang: Lang,
) -> String {
    let mut text = amount(indicator, stretch.amount, lang);
    let here = |change: &&Change| change.detail.from.is_some_and(|on| stretch.holds(on));
    if let Some(change) = change.filter(here) {
        let value = position_in_words(LeverKind::OneOff, change.value, indicator, lang);
        text += &td_string!(locale_of(lang), months.with_one_off, value = value);
    }
    text
}

/// What the hand can do, and what it would do to an amount that is there already.
pub fn tip(indicator: &Indicator, change: Option<&Change>, open: bool, lang: Lang) -> String {
    let locale = locale_of(lang);
    let Some(change) = change.filter(|_| open) else {
        return if open {
            td_string!(locale, months.tip)
        } else {
            td_string!(locale, months.closed)
        }
        .to_owned();
    };
    let value = position_in_words(LeverKind::OneOff, change.value, indicator, lang);
    if let Some(on) = change.detail.from {
        td_string!(
            locale,
            months.tip_dated,
            value = value,
            date = format_day(on, lang)
        )
    } else {
        td_string!(locale, months.tip_undated, value = value)
    }
}

/// How the columns are to be read.
pub fn notes(year: &Year, lang: Lang) -> Vec<String> {
    let locale = locale_of(lang);
    let mut notes = Vec::with_capacity(3);
    if !year.ahead.is_empty() {
        notes.push(td_string!(locale, months.note_median).to_owned());
    }
    if year.ahead.iter().any(|one| one.now.band.is_some()) {
        notes.push(td_string!(locale, months.note_band).to_owned());
    }
    if year.done.iter().any(|stretch| !stretch.is_month(year.plan)) {
        notes.push(td_string!(locale, months.note_spread).to_owned());
    }
    notes
}

/// The heads of the table.
pub fn heads(year: &Year, lang: Lang) -> Vec<String> {
    let locale = locale_of(lang);
    let mut heads = vec![
        td_string!(locale, months.col_span).to_owned(),
        td_string!(locale, months.col_reported).to_owned(),
        td_string!(locale, months.col_expected).to_owned(),
        td_string!(locale, indicator.band, percent = 80),
    ];
    if is_moved(year) {
        heads.push(td_string!(locale, months.col_base).to_owned());
    }
    heads
}

/// The rows of the table.
pub fn rows(indicator: &Indicator, year: &Year, lang: Lang) -> Vec<Vec<String>> {
    let moved = is_moved(year);
    let told = |value: f64| format_number(value, indicator.decimals, lang);
    let done = year.done.iter().map(|stretch| {
        let mut cells = vec![
            span(year, stretch, lang),
            told(stretch.amount),
            String::new(),
            String::new(),
        ];
        cells.extend(moved.then(String::new));
        cells
    });
    let ahead = year.ahead.iter().map(|one| {
        let mut cells = vec![
            span(year, &one.now, lang),
            String::new(),
            told(one.now.amount),
            band(indicator, &one.now, lang).unwrap_or_default(),
        ];
        cells.extend(moved.then(|| told(one.base.unwrap_or(one.now).amount)));
        cells
    });
    done.chain(ahead).collect()
}

fn is_moved(year: &Year) -> bool {
    year.ahead.iter().any(|one| one.base.is_some())
}
