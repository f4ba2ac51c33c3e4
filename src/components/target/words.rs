//! Values of one target in words: its figures, its year's value, where a figure comes from, what is needed.

use muctieu_core::board::{Actual, Row};
use muctieu_core::calendar::PlanYear;
use muctieu_core::figure::{Measure, Origin};
use muctieu_core::finding::with_unit;
use muctieu_core::indicator::{Indicator, Kind};
use muctieu_core::lang::Lang;
use muctieu_core::lever::open_quarters;
use muctieu_core::number::{format_compact_trim, format_number, format_range, format_signed};
use muctieu_core::target::{Bound, Direction};

use crate::i18n::{Locale, td_string};

/// The catalogue of a language.
pub fn locale_of(lang: Lang) -> Locale {
    match lang {
        Lang::Vi => Locale::vi,
        Lang::En => Locale::en,
    }
}

/// A value with its unit apart, so that the unit can be smaller.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The number.
    pub number: String,
    /// The unit; empty where the number says all.
    pub unit: String,
}

impl Told {
    fn of(number: String, unit: &str) -> Self {
        if unit == "%" {
            Self {
                number: number + "%",
                unit: String::new(),
            }
        } else {
            Self {
                number,
                unit: unit.to_owned(),
            }
        }
    }

    /// Both as one.
    pub fn whole(&self) -> String {
        with_unit(&self.number, &self.unit)
    }
}

/// The unit of a figure, which for some kinds is not that of the target.
pub fn figure_unit(indicator: &Indicator, measure: Measure, lang: Lang) -> String {
    match (indicator.kind, measure) {
        (Kind::FlowChange, _) => td_string!(locale_of(lang), indicator.count_unit).to_owned(),
        (Kind::RankGain, _) => String::new(),
        (Kind::LevelChange, Measure::Level) => "%".to_owned(),
        _ => indicator.unit.get(lang).to_owned(),
    }
}

/// The decimals of a figure.
pub fn figure_decimals(indicator: &Indicator) -> u8 {
    match indicator.kind {
        Kind::FlowChange | Kind::RankGain => 0,
        _ => indicator.decimals,
    }
}

/// A figure.
pub fn figure(indicator: &Indicator, measure: Measure, value: f64, lang: Lang) -> Told {
    if measure == Measure::Rank {
        let rank = format_number(value, 0, lang);
        let number = td_string!(locale_of(lang), indicator.rank, rank = rank);
        return Told::of(number, "");
    }
    Told::of(
        format_number(value, figure_decimals(indicator), lang),
        &figure_unit(indicator, measure, lang),
    )
}

/// The number of a year's value: changes and gains with their sign.
pub fn year_number(indicator: &Indicator, value: f64, lang: Lang) -> String {
    match indicator.kind {
        Kind::FlowChange | Kind::RankGain => format_signed(value, indicator.decimals, lang),
        _ => format_number(value, indicator.decimals, lang),
    }
}

/// A year's value.
pub fn year_value(indicator: &Indicator, value: f64, lang: Lang) -> Told {
    Told::of(
        year_number(indicator, value, lang),
        indicator.unit.get(lang),
    )
}

/// An interval of the year's value.
pub fn year_band(indicator: &Indicator, low: f64, high: f64, lang: Lang) -> String {
    let decimals = indicator.decimals;
    let signed = matches!(indicator.kind, Kind::FlowChange | Kind::RankGain);
    let band = if signed || low < 0.0 || high < 0.0 {
        let between = lang.pick(" đến ", " to ");
        year_number(indicator, low, lang) + between + &year_number(indicator, high, lang)
    } else if decimals == 0 {
        format_range(low, high, 0, lang)
    } else {
        format!(
            "{}–{}",
            format_number(low, decimals, lang),
            format_number(high, decimals, lang)
        )
    };
    let unit = if indicator.unit.get(lang) == "%" {
        "%"
    } else {
        ""
    };
    band + unit
}

/// What a figure measures and where it comes from, in a few words: "lũy kế, báo chí".
pub fn provenance(actual: &Actual, lang: Lang) -> String {
    let locale = locale_of(lang);
    let measure = match actual.measure {
        Measure::Cumulative => td_string!(locale, indicator.measure_cumulative),
        Measure::Level => td_string!(locale, indicator.measure_level),
        Measure::Change => td_string!(locale, indicator.measure_change),
        Measure::Annual => td_string!(locale, indicator.measure_annual),
        Measure::Estimate => td_string!(locale, indicator.measure_estimate),
        Measure::Rank => td_string!(locale, indicator.measure_rank),
    };
    let origin = match actual.origin {
        Origin::Press => td_string!(locale, indicator.origin_press),
        Origin::User => td_string!(locale, indicator.origin_user),
        Origin::Illustration => td_string!(locale, indicator.origin_illustration),
    };
    format!("{measure} · {origin}")
}

/// What the rest of the year must bring: the amount, and the same as a multiple of the pace so far.
pub fn required(
    indicator: &Indicator,
    row: &Row,
    plan: PlanYear,
    lang: Lang,
) -> Option<(Told, String)> {
    let locale = locale_of(lang);
    let required = row.required?;
    let times = format_number(required.multiple, 2, lang);
    if indicator.kind == Kind::Growth {
        let need = format_number(required.per_period, indicator.decimals, lang);
        let open = open_quarters(plan, row.actual.map(|actual| actual.date));
        let words = match open.iter().filter(|open| **open).count() {
            1 => td_string!(locale, indicator.required_last_quarter),
            _ => td_string!(locale, indicator.required_quarters),
        };
        return Some((Told::of(need, "%"), words.to_owned()));
    }
    let falls = indicator.kind == Kind::FlowChange && indicator.direction == Direction::Down
        || matches!(indicator.bound(), Bound::AtMost(_));
    if required.multiple <= 0.0 {
        let words = if falls {
            td_string!(locale, indicator.required_too_late)
        } else {
            td_string!(locale, indicator.required_done)
        };
        return Some((Told::of("0".to_owned(), ""), words.to_owned()));
    }
    let unit = figure_unit(indicator, Measure::Cumulative, lang);
    let number = format_number(required.per_period, figure_decimals(indicator).max(1), lang);
    let told = Told::of(
        number,
        &td_string!(locale, indicator.per_month, unit = unit),
    );
    let words = if falls {
        td_string!(locale, indicator.required_at_most, times = times)
    } else {
        td_string!(locale, indicator.required_pace, times = times)
    };
    Some((told, words))
}

/// A share as a percentage that can be typed back: at most two decimals.
pub fn share_number(share: f64, lang: Lang) -> String {
    format_compact_trim(share * 100.0, 2, lang)
}
