//! Links and formulas in words.

use super::{Derived, Driver, Drivers, Link};
use crate::formula::Formula;
use crate::indicator::Indicator;
use crate::lang::Lang;
use crate::number::{format_compact_trim, format_signed};
use crate::unit;

/// The most decimals of a coefficient.
const DECIMALS: u8 = 6;

impl Link {
    /// What the link says: "Mỗi 1 tỷ đồng … làm … thay đổi +0,02 điểm %".
    pub fn in_words(&self, drivers: &Drivers, indicators: &[Indicator], lang: Lang) -> String {
        let title = |id: &str| drivers.title_of(id, indicators).get(lang).to_owned();
        let unit = |id: &str| {
            let unit = drivers.unit_of(id, indicators);
            unit.map(|unit| unit.get(lang).to_owned())
                .unwrap_or_default()
        };
        let (from, to) = (self.from.as_str(), self.to.as_str());
        let (cause, effect) = (title(from), title(to));
        let Some(coefficient) = self.coefficient else {
            return lang.pick(
                format!("{cause} tác động đến {effect}; hệ số chưa biết."),
                format!("{cause} moves {effect}; the coefficient is not known."),
            );
        };
        let own = unit(to);
        // What is measured in % moves by points.
        let moved = if own == "%" {
            lang.pick("điểm %", "percentage points")
        } else {
            &own
        };
        let one = match unit(from).as_str() {
            "%" => lang.pick("điểm %", "percentage point").to_owned(),
            unit => unit.to_owned(),
        };
        if self.unit.trim().is_empty() {
            let by = signed(coefficient, lang);
            return lang.pick(
                format!("Cứ thêm 1 {one} {cause} thì {effect} thay đổi {by} {moved}."),
                format!("One {one} more of {cause} moves {effect} by {by} {moved}."),
            );
        }
        let (number, unit) = (signed(coefficient, lang), unit::in_words(&self.unit, lang));
        lang.pick(
            format!("Thay đổi của {effect} = {number} {unit} × thay đổi của {cause}."),
            format!("Change of {effect} = {number} {unit} × change of {cause}."),
        )
    }
}

/// A signed number without zeros at its end.
fn signed(value: f64, lang: Lang) -> String {
    let magnitude = format_compact_trim(value.abs(), DECIMALS, lang);
    let decimals = magnitude
        .rsplit_once(lang.pick(',', '.'))
        .map_or(0, |(_, decimals)| decimals.len());
    format_signed(value, u8::try_from(decimals).unwrap_or(DECIMALS), lang)
}

impl Driver {
    /// A value of it with its unit: "330.000 người".
    pub fn amount(&self, value: f64, lang: Lang) -> String {
        let number = format_compact_trim(value, DECIMALS, lang);
        match self.unit.get(lang) {
            "%" => format!("{number}%"),
            unit => format!("{number} {unit}").trim_end().to_owned(),
        }
    }

    /// What a scenario sets it to: "Dân số trung bình: 330.000 người (gốc 325.000 người)".
    pub fn in_words(&self, value: f64, lang: Lang) -> String {
        let base = match self.base {
            Some(base) => lang.pick("gốc ", "base ").to_owned() + &self.amount(base, lang),
            None => lang
                .pick("chưa biết giá trị gốc", "base not known")
                .to_owned(),
        };
        let set = self.amount(value, lang);
        format!("{}: {set} ({base})", self.title.get(lang))
    }
}

/// By how much links move an indicator, with its unit: "+0,20 điểm %".
pub fn moved_in_words(indicator: &Indicator, by: f64, lang: Lang) -> String {
    let number = format_signed(by, indicator.decimals.max(2), lang);
    match indicator.unit.get(lang) {
        "%" => format!("{number} {}", lang.pick("điểm %", "percentage points")),
        unit => format!("{number} {unit}").trim_end().to_owned(),
    }
}

impl Derived {
    /// The formula with titles for names: "GRDP bình quân = …"; as it was typed where it is none.
    pub fn in_words(&self, drivers: &Drivers, indicators: &[Indicator], lang: Lang) -> String {
        let title = |id: &str| drivers.title_of(id, indicators).get(lang).to_owned();
        let own = title(self.indicator.as_str());
        match Formula::parse(&self.formula) {
            Ok(formula) => format!("{own} = {}", formula.in_words(&title, lang)),
            Err(_) => format!("{own} = {}", self.formula),
        }
    }
}
