//! Findings in words, built from the numbers: exact, grammatical, never overclaiming.

mod aim;
mod condition;
mod takes;
mod target;
#[cfg(test)]
mod tests;
mod what_if;

use crate::board::{Board, Row};
use crate::forecast::Settled;
use crate::indicator::{Bilingual, Indicator, Kind};
use crate::lang::Lang;
use crate::letters::lower;
use crate::number::{format_compact_trim, format_number, format_percent, format_signed};
use crate::status::Status;

pub use aim::aim;
pub use condition::condition;
pub use takes::takes;
pub use target::{target_gloss, target_in_words};
pub use what_if::{WhatIf, scenario_finding};

/// The sentence above the overview: how many will be met, out of how many that can be assessed.
pub fn headline(board: &Board, lang: Lang) -> String {
    headline_of(board, board.met_interval(), lang)
}

/// The same with an interval that was found otherwise: by a simulation.
pub fn headline_of(board: &Board, met: (usize, usize), lang: Lang) -> String {
    let unknown = board.targets - board.assessed;
    if board.assessed == 0 {
        return lang.pick(
            format!("Chưa có số liệu để đánh giá {unknown} chỉ tiêu."),
            format!("There are no figures yet to assess any of the {unknown} targets."),
        );
    }
    let met = interval(met);
    let rest = match unknown {
        0 => String::new(),
        1 => lang.pick(
            "; 1 chưa đánh giá".to_owned(),
            "; 1 is not assessed".to_owned(),
        ),
        _ => lang.pick(
            format!("; {unknown} chưa đánh giá"),
            format!("; {unknown} are not assessed"),
        ),
    };
    lang.pick(
        format!(
            "Dự kiến đạt {met} trong {} chỉ tiêu đánh giá được{rest}.",
            board.assessed
        ),
        format!(
            "Expected to meet {met} of the {} targets that can be assessed{rest}.",
            board.assessed
        ),
    )
}

/// A number of targets given as an interval: "19–22", or one number where both ends are the same.
pub fn interval((low, high): (usize, usize)) -> String {
    if low == high {
        low.to_string()
    } else {
        format!("{low}–{high}")
    }
}

/// A value of an indicator with its unit.
pub fn amount(indicator: &Indicator, value: f64, lang: Lang) -> String {
    let number = format_number(value, indicator.decimals, lang);
    with_unit(&number, indicator.unit.get(lang))
}

/// A number with its unit, the percent sign close to it.
pub fn with_unit(number: &str, unit: &str) -> String {
    match unit {
        "" => number.to_owned(),
        "%" => format!("{number}%"),
        _ => format!("{number} {unit}"),
    }
}

/// A probability in words: whole percent, and never a certainty that a model cannot give.
pub fn probability(p: f64, lang: Lang) -> String {
    if p <= 0.0 || p >= 1.0 {
        format_percent(p.clamp(0.0, 1.0) * 100.0, 0, lang)
    } else if p < 0.01 {
        lang.pick("dưới 1%", "under 1%").to_owned()
    } else if p > 0.99 {
        lang.pick("trên 99%", "over 99%").to_owned()
    } else {
        format_percent(p * 100.0, 0, lang)
    }
}

/// The probability of what is still open: never "0%" or "100%", which a model cannot know.
pub fn open_probability(p: f64, lang: Lang) -> String {
    probability(p.clamp(1e-9, 1.0 - 1e-9), lang)
}

/// A title within a sentence: a small letter first, unless it begins with an acronym.
pub fn mid(title: &Bilingual, lang: Lang) -> String {
    let name = title.get(lang);
    let mut letters = name.chars();
    let (Some(first), second) = (letters.next(), letters.clone().next()) else {
        return String::new();
    };
    if second.is_some_and(|second| lower(second) != second) {
        return name.to_owned();
    }
    std::iter::once(lower(first)).chain(letters).collect()
}

/// A number without its sign, without zeros at its end.
fn magnitude(value: f64, decimals: u8, lang: Lang) -> String {
    format_compact_trim(value.abs(), decimals, lang)
}

/// A number with its unit; in English one thing is told in the singular.
fn unit_after(number: &str, value: f64, unit: &str, lang: Lang) -> String {
    let one = lang == Lang::En && number == "1" && (value.abs() - 1.0).abs() < 0.5;
    let unit = match unit.strip_suffix('s') {
        Some(single) if one && !single.ends_with('s') => single,
        _ => unit,
    };
    with_unit(number, unit)
}

/// Whether what is projected goes on from the pace of the figures, and not from an office's estimate.
fn is_paced(indicator: &Indicator, row: &Row) -> bool {
    let paced = matches!(
        indicator.kind,
        Kind::Flow | Kind::FlowCount | Kind::FlowChange | Kind::Growth
    );
    let by_estimate = |method: &str| method == "estimate" || method == "formula";
    let method = row.forecast.as_ref().ok().map(|forecast| forecast.method());
    paced && method.is_some_and(|method| !by_estimate(method))
}

/// The finding about one indicator, as the title of its chart.
pub fn about(indicator: &Indicator, row: &Row, lang: Lang) -> String {
    let name = indicator.title.get(lang);
    let (Ok(forecast), Some(median)) = (&row.forecast, row.projected) else {
        return match (row.parts_met, row.probability) {
            (Some((met, parts)), Some(p)) => {
                let p = probability(p, lang);
                lang.pick(format!("{name}: {met}/{parts} tiêu chí theo hướng đạt, xác suất đạt cả {parts} là {p}"), format!("{name}: {met} of {parts} criteria heading the right way, probability of all {parts} {p}"))
            }
            _ => lang.pick(
                format!("{name}: chưa đánh giá được"),
                format!("{name}: not assessed yet"),
            ),
        };
    };
    let value = told(indicator, median, lang);
    match (row.status, forecast.settled()) {
        (Status::Exceeded | Status::Achieved | Status::Missed, Some(by)) => {
            let word = crate::letters::lowercase(row.status.word(lang));
            let by = match by {
                Settled::ByFigure => "",
                Settled::ByEstimate => lang.pick(" (theo ước thực hiện)", " (by the estimate)"),
            };
            lang.pick(
                format!("{name}: cả năm {value}, {word} chỉ tiêu{by}"),
                format!("{name}: {value} for the year, target {word}{by}"),
            )
        }
        (Status::Exceeded | Status::Achieved, None) => {
            let word = crate::letters::lowercase(row.status.word(lang));
            let now = row
                .actual
                .map_or(value, |actual| told(indicator, actual.value, lang));
            lang.pick(
                format!("{name}: đã {word} chỉ tiêu với {now}"),
                format!("{name}: target already {word} with {now}"),
            )
        }
        _ => {
            let p = probability(row.probability.unwrap_or(0.0), lang);
            lang.pick(
                format!("{name}: dự báo cả năm {value}, xác suất đạt {p}"),
                format!(
                    "{name}: {value} projected for the year, {p} probability of meeting the target"
                ),
            )
        }
    }
}

/// A value of the year as it is told: changes and gains with their sign.
fn told(indicator: &Indicator, value: f64, lang: Lang) -> String {
    match indicator.kind {
        Kind::FlowChange | Kind::RankGain => with_unit(
            &format_signed(value, indicator.decimals, lang),
            indicator.unit.get(lang),
        ),
        _ => amount(indicator, value, lang),
    }
}

/// The difference that a scenario makes to one indicator, in a few words; empty where it makes none.
pub fn difference(indicator: &Indicator, base: &Row, now: &Row, lang: Lang) -> String {
    match (base.probability, now.probability) {
        (Some(before), Some(after)) => {
            let points = (after - before) * 100.0;
            if points.abs() >= 0.5 {
                let noun = if points.abs() < 1.5 {
                    "point"
                } else {
                    "points"
                };
                let points = format_signed(points, 0, lang);
                return lang.pick(
                    format!("{points} điểm xác suất"),
                    format!("{points} {noun} of probability"),
                );
            }
        }
        (None, Some(after)) => {
            let p = probability(after, lang);
            return lang.pick(
                format!("giả định: xác suất {p}"),
                format!("supposed: probability {p}"),
            );
        }
        _ => return String::new(),
    }
    match (base.projected, now.projected) {
        (Some(before), Some(after))
            if (after - before).abs() >= 0.5 / crate::target::scale(indicator.decimals) =>
        {
            with_unit(
                &format_signed(after - before, indicator.decimals, lang),
                indicator.unit.get(lang),
            )
        }
        _ => String::new(),
    }
}
