//! The words and numbers of a row, made from the model's values: no signal, no element.

use muctieu_core::board::{Actual, Row};
use muctieu_core::figure::{Measure, Origin};
use muctieu_core::finding::{self, with_unit};
use muctieu_core::forecast::Settled;
use muctieu_core::indicator::{Indicator, Kind};
use muctieu_core::lang::{Lang, Say};
use muctieu_core::number::{
    format_compact_trim, format_date, format_number, format_range, format_signed,
};

use crate::i18n::{Locale, td_string};

/// The language, in the two forms in which it is needed.
#[derive(Clone, Copy)]
pub struct Tongue {
    /// For the model.
    pub lang: Lang,
    /// For the catalogue of texts.
    pub locale: Locale,
}

/// A value for the hooks: a plain decimal with a dot; empty where there is none.
pub fn plain_decimal(value: Option<f64>) -> String {
    // Adding a positive zero turns −0 into 0.
    value
        .filter(|value| value.is_finite())
        .map_or_else(String::new, |value| format!("{}", value + 0.0))
}

/// The name of a field of targets; a user's own is shown as it is.
pub fn group_name(group: &str, locale: Locale) -> String {
    match group {
        "economy" => td_string!(locale, overview.group_economy).to_owned(),
        "society" => td_string!(locale, overview.group_society).to_owned(),
        "governance" => td_string!(locale, overview.group_governance).to_owned(),
        "security" => td_string!(locale, overview.group_security).to_owned(),
        "party" => td_string!(locale, overview.group_party).to_owned(),
        own => own.to_owned(),
    }
}

/// The number of a figure: a percent sign where it is one, no other unit, since the target beside it names it.
pub fn last_value(indicator: &Indicator, actual: &Actual, tongue: Tongue) -> String {
    let Tongue { lang, locale } = tongue;
    let number = |decimals| format_number(actual.value, decimals, lang);
    match (indicator.kind, actual.measure) {
        (Kind::FlowChange, _) => td_string!(locale, overview.cases, count = number(0)).to_string(),
        (Kind::RankGain, _) => td_string!(locale, overview.rank, rank = number(0)).to_string(),
        (Kind::LevelChange, Measure::Level) => {
            let level = with_unit(&number(indicator.decimals), "%");
            td_string!(locale, overview.level, level = level).to_string()
        }
        _ => short(indicator, &number(indicator.decimals), lang),
    }
}

/// The date of a figure, and that it is an estimate where it is one.
pub fn last_date(actual: &Actual, tongue: Tongue) -> String {
    let Tongue { lang, locale } = tongue;
    let date = format_date(actual.date, lang);
    if actual.measure == Measure::Estimate {
        format!("{} {date}", td_string!(locale, overview.estimate))
    } else {
        date
    }
}

/// Where a figure comes from, unless a user entered it.
pub fn last_origin(actual: &Actual, tongue: Tongue) -> String {
    match actual.origin {
        Origin::Press => format!(" · {}", td_string!(tongue.locale, overview.press)),
        Origin::Illustration => format!(" · {}", td_string!(tongue.locale, overview.illustration)),
        Origin::User => String::new(),
    }
}

/// The median of the year, or how many parts go the right way; empty where nothing is projected.
pub fn projected(indicator: &Indicator, row: &Row, tongue: Tongue) -> String {
    if let (Some((met, parts)), Some(_)) = (row.parts_met, row.probability) {
        return format!("{met}/{parts}");
    }
    row.projected.map_or_else(String::new, |value| {
        short(
            indicator,
            &year_number(indicator, value, tongue.lang),
            tongue.lang,
        )
    })
}

/// What stands under the projection: its band, what it rests on, or why there is none.
pub fn projected_note(indicator: &Indicator, row: &Row, tongue: Tongue) -> String {
    let Tongue { lang, locale } = tongue;
    if row.probability.is_none() {
        return row.forecast.as_ref().err().map_or_else(String::new, |why| {
            // A note in a table ends without a stop.
            why.say(lang).trim_end_matches('.').to_owned()
        });
    }
    if row.parts_met.is_some() {
        return td_string!(locale, overview.parts).to_owned();
    }
    let settled = row
        .forecast
        .as_ref()
        .ok()
        .and_then(|forecast| forecast.settled());
    match settled {
        Some(Settled::ByEstimate) => td_string!(locale, overview.by_estimate).to_owned(),
        Some(Settled::ByFigure) => td_string!(locale, overview.by_figure).to_owned(),
        None => match (row.low, row.high) {
            (Some(low), Some(high)) if high > low => {
                let range = format_range(low, high, indicator.decimals, lang);
                short(indicator, &range, lang)
            }
            // A rank or a value that a scenario sets has no spread; a count may have none to speak of.
            _ if indicator.kind.accumulates() => String::new(),
            _ => td_string!(locale, overview.supposed).to_owned(),
        },
    }
}

/// The pace that the rest of the year must keep.
pub fn pace(indicator: &Indicator, row: &Row, tongue: Tongue) -> String {
    let Tongue { lang, locale } = tongue;
    row.required
        .map_or_else(String::new, |required| match indicator.kind {
            Kind::Growth => with_unit(
                &format_number(required.per_period, indicator.decimals, lang),
                "%",
            ),
            _ if required.multiple <= 0.0 => td_string!(locale, overview.reached).to_owned(),
            _ => format!("×{}", format_number(required.multiple, 2, lang)),
        })
}

/// What the pace is per: month or remaining quarter.
pub fn pace_note(indicator: &Indicator, row: &Row, quarters: usize, tongue: Tongue) -> String {
    let Tongue { lang, locale } = tongue;
    let Some(required) = row.required else {
        return String::new();
    };
    match indicator.kind {
        Kind::Growth if quarters == 1 => td_string!(locale, overview.last_quarter).to_owned(),
        Kind::Growth => td_string!(locale, overview.each_quarter).to_owned(),
        Kind::Flow | Kind::FlowCount if required.per_period > 0.0 => {
            let decimals = u8::from(required.per_period < 10.0);
            td_string!(
                locale,
                overview.per_month,
                amount = format_compact_trim(required.per_period, decimals, lang)
            )
            .to_string()
        }
        _ => String::new(),
    }
}

/// What a scenario changes about a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// `up`, `down` or `same`: which way the number goes.
    pub dir: &'static str,
    /// Whether it is told in points of probability, and not in the indicator's unit.
    pub points: bool,
    /// For the eye, in a narrow column.
    pub short: String,
    /// In words.
    pub full: String,
}

impl Difference {
    /// The difference between two rows, if there is one to tell.
    pub fn between(indicator: &Indicator, base: &Row, now: &Row, tongue: Tongue) -> Option<Self> {
        let full = finding::difference(indicator, base, now, tongue.lang);
        if full.is_empty() {
            return None;
        }
        let points = base
            .probability
            .zip(now.probability)
            .map(|(before, after)| (after - before) * 100.0);
        let moved = base
            .projected
            .zip(now.projected)
            .map(|(before, after)| after - before);
        let by = points
            .filter(|points| points.abs() >= 0.5)
            .or(moved)
            .unwrap_or(0.0);
        let dir = match by {
            by if by > 0.0 => "up",
            by if by < 0.0 => "down",
            _ => "same",
        };
        let short = match points {
            None => td_string!(tongue.locale, overview.supposed).to_owned(),
            Some(points) if points.abs() >= 0.5 => td_string!(
                tongue.locale,
                overview.points,
                points = format_signed(points, 0, tongue.lang)
            )
            .to_string(),
            Some(_) => format_signed(by, indicator.decimals, tongue.lang),
        };
        Some(Self {
            dir,
            points: points.is_none_or(|points| points.abs() >= 0.5),
            short,
            full,
        })
    }
}

/// A value of the year: changes and gains with their sign.
fn year_number(indicator: &Indicator, value: f64, lang: Lang) -> String {
    match indicator.kind {
        Kind::FlowChange | Kind::RankGain => format_signed(value, indicator.decimals, lang),
        _ => format_number(value, indicator.decimals, lang),
    }
}

/// A number with its unit where that is a percent sign or places.
fn short(indicator: &Indicator, number: &str, lang: Lang) -> String {
    let unit = indicator.unit.get(lang);
    match indicator.kind {
        Kind::RankGain => with_unit(number, unit),
        _ if unit == "%" => with_unit(number, unit),
        _ => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hooks_are_plain_decimals() {
        assert_eq!(plain_decimal(Some(1010.5)), "1010.5");
        assert_eq!(plain_decimal(Some(-0.0)), "0");
        assert_eq!(plain_decimal(Some(1e21)), "1000000000000000000000");
        assert_eq!(plain_decimal(Some(f64::NAN)), "");
        assert_eq!(plain_decimal(None), "");
    }
}
