//! What a target asks for, as it follows "the probability of …": "đạt trên 8%", "exceeding 8%".

use super::{magnitude, unit_after};
use crate::indicator::{Indicator, Kind};
use crate::lang::Lang;
use crate::target::{Comparator, Direction};

/// What an indicator's target asks for, as it follows "xác suất" and "the probability of". A range is told by its near
/// end, from which it is met.
pub fn aim(indicator: &Indicator, lang: Lang) -> String {
    let target = &indicator.target;
    let down = indicator.direction == Direction::Down;
    let value = match (target.comparator, target.value_high) {
        (Comparator::Range, Some(high)) if down => high,
        _ => target.value,
    };
    let told = |value: f64| {
        let number = magnitude(value, indicator.decimals.max(2), lang);
        unit_after(&number, value, indicator.unit.get(lang), lang)
    };
    match indicator.kind {
        Kind::AllOf => lang.pick(
            "đạt đủ các tiêu chí".to_owned(),
            "meeting every criterion".to_owned(),
        ),
        Kind::FlowChange if down && value <= 0.0 => fall(indicator, &told(value), value, lang),
        Kind::RankGain if !down => {
            let (places, noun) = (
                magnitude(value, 0, lang),
                if value.abs() < 1.5 { "place" } else { "places" },
            );
            match target.comparator {
                Comparator::Above => lang.pick(
                    format!("tăng trên {places} bậc"),
                    format!("gaining more than {places} {noun}"),
                ),
                _ => lang.pick(
                    format!("tăng từ {places} bậc trở lên"),
                    format!("gaining at least {places} {noun}"),
                ),
            }
        }
        _ => {
            let sign = if value < 0.0 { "−" } else { "" };
            let told = format!("{sign}{}", told(value));
            let at_least = lang.pick(
                format!("đạt từ {told} trở lên"),
                format!("reaching at least {told}"),
            );
            let at_most = lang.pick(
                format!("không quá {told}"),
                format!("staying at {told} or less"),
            );
            match target.comparator {
                Comparator::Above => {
                    lang.pick(format!("đạt trên {told}"), format!("exceeding {told}"))
                }
                Comparator::Reach if down => {
                    lang.pick(format!("giảm còn {told}"), format!("coming down to {told}"))
                }
                Comparator::Reach => lang.pick(format!("đạt {told}"), format!("reaching {told}")),
                Comparator::Below => lang.pick(
                    format!("ở mức dưới {told}"),
                    format!("staying below {told}"),
                ),
                // Of a range its nearer end is enough.
                Comparator::AtLeast => at_least,
                Comparator::Range if !down => at_least,
                Comparator::AtMost | Comparator::Range => at_most,
            }
        }
    }
}

/// A count that is to fall.
fn fall(indicator: &Indicator, told: &str, value: f64, lang: Lang) -> String {
    let strict = indicator.target.comparator == Comparator::Below;
    match (value < 0.0, strict) {
        (true, false) => lang.pick(
            format!("giảm từ {told} trở lên"),
            format!("falling by {told} or more"),
        ),
        (true, true) => lang.pick(
            format!("giảm trên {told}"),
            format!("falling by more than {told}"),
        ),
        (false, true) => lang.pick(
            "giảm so với năm trước".to_owned(),
            "falling below last year".to_owned(),
        ),
        (false, false) => lang.pick(
            "không tăng so với năm trước".to_owned(),
            "not rising above last year".to_owned(),
        ),
    }
}
