//! Levers in words.

use super::LeverKind;
use crate::finding::with_unit;
use crate::indicator::{Bilingual, Indicator, Kind};
use crate::lang::Lang;
use crate::number::{format_compact_trim, format_number, format_signed};

/// What the lever is called beside its indicator's name.
pub fn lever_name(kind: LeverKind, indicator: &Indicator, lang: Lang) -> String {
    let roman = |quarter: u8| ["I", "II", "III", "IV"][usize::from(quarter.clamp(1, 4) - 1)];
    match kind {
        LeverKind::Growth(quarter) => {
            let vi = roman(quarter);
            return lang.pick(
                format!("Tăng trưởng quý {vi}"),
                format!("Growth in Q{quarter}"),
            );
        }
        LeverKind::Weight(quarter) => {
            let vi = roman(quarter);
            return lang.pick(
                format!("Tỷ trọng quý {vi}"),
                format!("Weight of Q{quarter}"),
            );
        }
        LeverKind::Pace => lang.pick("Nhịp độ phần còn lại", "Pace of the remainder"),
        LeverKind::OneOff => lang.pick("Khoản một lần", "One-off amount"),
        LeverKind::Delay => lang.pick("Phần chậm lại", "Part that comes late"),
        LeverKind::Level if matches!(indicator.kind, Kind::Level | Kind::Completion) => {
            lang.pick("Mức cuối năm", "Level at year end")
        }
        LeverKind::Level => lang.pick("Giá trị cả năm", "Value for the year"),
        LeverKind::Rank => lang.pick("Thứ bậc năm nay", "This year's rank"),
        LeverKind::Target => lang.pick("Chỉ tiêu điều chỉnh", "Changed target"),
        LeverKind::Kappa => lang.pick("Độ đều của tiến độ (κ)", "Steadiness (κ)"),
        LeverKind::Share => lang.pick(
            "Phần của năm thường đạt đến nay",
            "Share of the year normally reached by now",
        ),
        LeverKind::Sigma => lang.pick(
            "Độ lệch của mỗi quý còn lại (σ)",
            "Spread of each remaining quarter (σ)",
        ),
        LeverKind::Spread => lang.pick("Độ biến động cả năm", "Spread over a year"),
        LeverKind::Driver => lang.pick("Yếu tố tác động", "Driver"),
    }
    .to_owned()
}

/// The unit in which a lever's position is told; empty where it has none.
pub fn unit_of(indicator: &Indicator, kind: LeverKind) -> Bilingual {
    let both = |vi: &str, en: &str| Bilingual {
        vi: vi.to_owned(),
        en: en.to_owned(),
    };
    match kind {
        LeverKind::Pace | LeverKind::Rank | LeverKind::Kappa | LeverKind::Spread => {
            Bilingual::default()
        }
        LeverKind::Growth(_) | LeverKind::Delay | LeverKind::Share | LeverKind::Weight(_) => {
            both("%", "%")
        }
        LeverKind::Sigma => both("điểm", "points"),
        LeverKind::OneOff if indicator.kind == Kind::FlowChange => Bilingual::default(),
        LeverKind::OneOff | LeverKind::Level | LeverKind::Target | LeverKind::Driver => {
            indicator.unit.clone()
        }
    }
}

/// A position with its unit: "×1,25", "+120 tỷ đồng", "11,5%".
pub fn position_in_words(kind: LeverKind, value: f64, indicator: &Indicator, lang: Lang) -> String {
    let unit = unit_of(indicator, kind);
    let number = match kind {
        LeverKind::Pace => return format!("×{}", format_number(value, 2, lang)),
        LeverKind::OneOff => format_signed(value, indicator.decimals, lang),
        LeverKind::Rank | LeverKind::Kappa => format_number(value, 0, lang),
        LeverKind::Sigma | LeverKind::Spread | LeverKind::Growth(_) => {
            format_compact_trim(value, 2, lang)
        }
        _ => format_compact_trim(value, indicator.decimals.max(1), lang),
    };
    with_unit(&number, unit.get(lang))
}
