//! What it would take to meet a target, in a sentence: the pace or the growth that the rest of the year must bring.

use super::{about, aim, is_paced, magnitude, mid, open_probability, told, unit_after};
use crate::board::Row;
use crate::calendar::PlanYear;
use crate::forecast::Required;
use crate::indicator::{Indicator, Kind};
use crate::lang::Lang;
use crate::lever::open_quarters;
use crate::number::{format_compact_trim, format_date};
use crate::target::{Bound, Comparator, Direction};

/// What it would take to meet the target from where it stands; where the kind has no such number, or nothing is left to
/// do, where it stands.
pub fn takes(indicator: &Indicator, row: &Row, plan: PlanYear, lang: Lang) -> String {
    let standing = || format!("{}.", about(indicator, row, lang));
    let open = row.probability.filter(|_| {
        row.required
            .is_some_and(|required| required.multiple > 0.0 || indicator.kind == Kind::Growth)
    });
    let (Some(required), Some(p), Some(median)) = (row.required, open, row.projected) else {
        return standing();
    };
    let need = if indicator.kind == Kind::Growth {
        growth(indicator, row, required, plan, lang)
    } else {
        amount(indicator, row, required, lang)
    };
    let (value, p) = (told(indicator, median, lang), open_probability(p, lang));
    let rest = if is_paced(indicator, row) {
        lang.pick(
            format!("nhịp hiện nay cho {value} (xác suất {p})"),
            format!("the present pace gives {value} (probability {p})"),
        )
    } else {
        lang.pick(
            format!("dự báo hiện nay là {value} (xác suất {p})"),
            format!("the present projection is {value} (probability {p})"),
        )
    };
    let (name, aim) = (mid(&indicator.title, lang), aim(indicator, lang));
    // "Muốn giảm số vụ … từ 5%": the name has said that it is to fall.
    let aim = match aim.strip_prefix("giảm ") {
        Some(rest) if name.starts_with("giảm ") => rest.to_owned(),
        _ => aim,
    };
    lang.pick(
        format!("Muốn {name} {aim}, {need}; {rest}."),
        format!("For {name}, {aim} {need}; {rest}."),
    )
}

/// What the remaining quarters must grow by.
fn growth(
    indicator: &Indicator,
    row: &Row,
    required: Required,
    plan: PlanYear,
    lang: Lang,
) -> String {
    let open = open_quarters(plan, row.actual.map(|actual| actual.date));
    let last = open.iter().filter(|open| **open).count() == 1;
    let above = indicator.target.comparator == Comparator::Above;
    let need = format_compact_trim(required.per_period, indicator.decimals, lang);
    lang.pick(
        format!(
            "{} phải tăng {}{need}%",
            if last {
                "quý còn lại"
            } else {
                "mỗi quý còn lại"
            },
            if above { "trên " } else { "" }
        ),
        format!(
            "takes {}{need}% growth in {}",
            if above { "more than " } else { "" },
            if last {
                "the remaining quarter"
            } else {
                "each remaining quarter"
            }
        ),
    )
}

/// What each month after the last figure must bring, or may bring at most. That date is said: it may lie months before the
/// date that all is judged on.
fn amount(indicator: &Indicator, row: &Row, required: Required, lang: Lang) -> String {
    let counted = indicator.kind == Kind::FlowChange;
    let decimals = if counted {
        1
    } else {
        indicator.decimals.max(1)
    };
    let number = magnitude(required.per_period, decimals, lang);
    let unit = if counted {
        lang.pick("trường hợp", "cases")
    } else {
        indicator.unit.get(lang)
    };
    let (told, times) = (
        unit_after(&number, required.per_period, unit, lang),
        format_compact_trim(required.multiple, 2, lang),
    );
    let month = match row.actual.map(|actual| format_date(actual.date, lang)) {
        Some(date) => lang.pick(
            format!("mỗi tháng sau {date}"),
            format!("each month after {date}"),
        ),
        None => lang.pick("mỗi tháng", "each month").to_owned(),
    };
    let falls = counted && indicator.direction == Direction::Down
        || matches!(indicator.bound(), Bound::AtMost(_));
    if falls {
        lang.pick(
            format!("{month} không được quá {told} (bằng {times} lần nhịp đến nay)"),
            format!("allows at most {told} in {month} ({times} times the pace so far)"),
        )
    } else {
        lang.pick(
            format!("{month} cần {told} (bằng {times} lần nhịp đến nay)"),
            format!("takes {told} in {month} ({times} times the pace so far)"),
        )
    }
}
