//! What a scenario changes, as the condition of a sentence: "quý IV tăng 11,5%", "the fourth quarter grows by 11.5%".

use super::{magnitude, unit_after};
use crate::indicator::{Indicator, Kind};
use crate::lang::Lang;
use crate::lever::{DELAY_MONTHS, LeverKind, unit_of};
use crate::number::{format_compact_trim, format_day, format_number};
use crate::scenario::Change;

/// A change of an indicator's lever as the condition of a sentence, without "if" and without a stop: it holds no comma,
/// so that several can be joined. The indicator itself is not named. A driver has no indicator: see
/// [`super::WhatIf`].
pub fn condition(change: &Change, indicator: &Indicator, lang: Lang) -> String {
    let (kind, value, detail) = (change.lever.kind, change.value, change.detail);
    let day = detail.from.map(|from| format_day(from, lang));
    match kind {
        LeverKind::Pace => pace(change, day.as_deref(), lang),
        LeverKind::OneOff => one_off(change, indicator, day.as_deref(), lang),
        LeverKind::Delay => {
            let part = format_compact_trim(value, 1, lang);
            let months = months(detail.months.unwrap_or(DELAY_MONTHS), lang);
            lang.pick(
                format!("{part}% phần còn lại chậm {months}"),
                format!("{part}% of the remainder comes {months} late"),
            )
        }
        LeverKind::Growth(quarter) => growth(quarter, value, lang),
        LeverKind::Level if matches!(indicator.kind, Kind::Level | Kind::Completion) => lang.pick(
            format!("mức cuối năm là {}", position(change, indicator, lang)),
            format!(
                "the level at the year's end is {}",
                position(change, indicator, lang)
            ),
        ),
        LeverKind::Level => lang.pick(
            format!("giá trị cả năm là {}", position(change, indicator, lang)),
            format!(
                "the value for the year is {}",
                position(change, indicator, lang)
            ),
        ),
        LeverKind::Rank => {
            let rank = format_number(value, 0, lang);
            lang.pick(
                format!("thứ bậc năm nay là {rank}"),
                format!("this year's rank is {rank}"),
            )
        }
        LeverKind::Target => lang.pick(
            format!("chỉ tiêu đổi thành {}", position(change, indicator, lang)),
            format!(
                "the target is changed to {}",
                position(change, indicator, lang)
            ),
        ),
        LeverKind::Kappa => {
            let kappa = format_number(value, 0, lang);
            lang.pick(
                format!("giả định độ đều của tiến độ là κ = {kappa}"),
                format!("the steadiness is assumed to be κ = {kappa}"),
            )
        }
        LeverKind::Share => {
            let share = format_compact_trim(value, 1, lang);
            lang.pick(
                format!("giả định đến nay thường đạt {share}% cả năm"),
                format!("{share}% of the year is assumed to be normally reached by now"),
            )
        }
        LeverKind::Weight(quarter) => {
            let (vi, en) = quarter_names(quarter);
            let weight = format_compact_trim(value, 1, lang);
            lang.pick(
                format!("giả định tỷ trọng {vi} là {weight}%"),
                format!("the weight of {en} is assumed to be {weight}%"),
            )
        }
        LeverKind::Sigma => {
            let sigma = format_compact_trim(value, 2, lang);
            let noun = if sigma == "1" { "point" } else { "points" };
            lang.pick(
                format!("giả định độ lệch của mỗi quý còn lại là {sigma} điểm"),
                format!("the spread of each remaining quarter is assumed to be {sigma} {noun}"),
            )
        }
        LeverKind::Spread => {
            let spread = format_compact_trim(value, 2, lang);
            lang.pick(
                format!("giả định độ biến động cả năm là {spread}"),
                format!("the spread over a year is assumed to be {spread}"),
            )
        }
        LeverKind::Driver => {
            let told = format_compact_trim(value, 6, lang);
            lang.pick(
                format!("yếu tố {} là {told}", change.lever.subject),
                format!("{} is {told}", change.lever.subject),
            )
        }
    }
}

/// The position of a lever with its unit.
fn position(change: &Change, indicator: &Indicator, lang: Lang) -> String {
    let number = format_compact_trim(change.value, indicator.decimals.max(1), lang);
    unit_after(
        &number,
        change.value,
        unit_of(indicator, change.lever.kind).get(lang),
        lang,
    )
}

fn pace(change: &Change, day: Option<&str>, lang: Lang) -> String {
    let times = format_compact_trim(change.value, 2, lang);
    // What is told as 1 is no change.
    let (up, down) = (change.value >= 1.005, change.value < 0.995);
    let mut text = match (up, down) {
        (true, _) => lang.pick(
            format!("nhịp độ phần còn lại tăng lên {times} lần"),
            format!("the pace of the remainder rises to {times} times the present one"),
        ),
        (_, true) => lang.pick(
            format!("nhịp độ phần còn lại giảm còn {times} lần"),
            format!("the pace of the remainder falls to {times} times the present one"),
        ),
        _ => lang
            .pick(
                "nhịp độ phần còn lại giữ nguyên",
                "the pace of the remainder stays as it is",
            )
            .to_owned(),
    };
    if let Some(day) = day {
        text += &lang.pick(format!(" từ ngày {day}"), format!(" from {day}"));
    }
    if let Some(ramp) = change.detail.months.filter(|months| *months > 0.0) {
        let ramp = months(ramp, lang);
        text += &lang.pick(format!(" (dần trong {ramp})"), format!(" (over {ramp})"));
    }
    text
}

fn one_off(change: &Change, indicator: &Indicator, day: Option<&str>, lang: Lang) -> String {
    let amount = magnitude(change.value, indicator.decimals, lang);
    let range = change.detail.range.filter(|range| *range > 0.0);
    let range = range.map_or_else(String::new, |range| {
        format!(" ± {}", magnitude(range, indicator.decimals, lang))
    });
    let less = change.value < 0.0;
    let number = format!("{amount}{range}");
    let on = day.map_or_else(String::new, |day| {
        lang.pick(format!(" vào ngày {day}"), format!(" on {day}"))
    });
    if indicator.kind == Kind::FlowChange {
        // Cases are counted here, though the target is a change in per cent.
        let one = amount == "1" && range.is_empty();
        let (there, noun) = if one {
            ("there is", "case")
        } else {
            ("there are", "cases")
        };
        return if less {
            lang.pick(
                format!("bớt đi {number} trường hợp{on}"),
                format!("{there} {number} fewer {noun}{on}"),
            )
        } else {
            lang.pick(
                format!("có thêm {number} trường hợp{on}"),
                format!("{there} {number} more {noun}{on}"),
            )
        };
    }
    let told = unit_after(&number, change.value, indicator.unit.get(lang), lang);
    if less {
        lang.pick(
            format!("hụt một lần {told}{on}"),
            format!("a one-off {told} is lost{on}"),
        )
    } else {
        lang.pick(
            format!("có thêm một lần {told}{on}"),
            format!("a one-off {told} comes in{on}"),
        )
    }
}

fn growth(quarter: u8, value: f64, lang: Lang) -> String {
    let (vi, en) = quarter_names(quarter);
    let told = magnitude(value, 2, lang);
    if told == "0" {
        return lang.pick(format!("{vi} không tăng"), format!("{en} does not grow"));
    }
    if value < 0.0 {
        lang.pick(
            format!("{vi} giảm {told}%"),
            format!("{en} shrinks by {told}%"),
        )
    } else {
        lang.pick(
            format!("{vi} tăng {told}%"),
            format!("{en} grows by {told}%"),
        )
    }
}

/// A quarter in both languages.
fn quarter_names(quarter: u8) -> (&'static str, &'static str) {
    const NAMES: [(&str, &str); 4] = [
        ("quý I", "the first quarter"),
        ("quý II", "the second quarter"),
        ("quý III", "the third quarter"),
        ("quý IV", "the fourth quarter"),
    ];
    NAMES[usize::from(quarter.clamp(1, 4) - 1)]
}

/// A number of months.
fn months(months: f64, lang: Lang) -> String {
    let told = format_compact_trim(months, 1, lang);
    let noun = if told == "1" { "month" } else { "months" };
    lang.pick(format!("{told} tháng"), format!("{told} {noun}"))
}
