//! Lines of a calculation that several methods end with.

use crate::dist::Dist;
use crate::lang::Lang;
use crate::number::format_number;

/// What a scenario makes of the remainder of a flow; nothing where it leaves it alone. `amount` writes a number with its
/// unit.
pub(super) fn of_scenario(
    pace: f64,
    add: f64,
    amount: impl Fn(f64) -> String,
    lang: Lang,
) -> Option<String> {
    if (pace - 1.0).abs() <= 1e-12 && add.abs() <= 1e-12 {
        return None;
    }
    let (pace, add) = (format_number(pace, 2, lang), amount(add));
    Some(lang.pick(
        format!("Kịch bản: Y + {pace} × phần còn lại + {add}"),
        format!("Scenario: Y + {pace} × the remainder + {add}"),
    ))
}

/// The projection of a level at the year's end with its 80 % band, at so many decimals.
pub(super) fn of_year_end(year: &Dist, decimals: u8, unit: &str, lang: Lang) -> String {
    let number = |p: f64| format_number(year.quantile(p), decimals, lang);
    let (median, low, high) = (number(0.5), number(0.1), number(0.9));
    lang.pick(
        format!("Dự báo cuối năm: trung vị {median} {unit}; khoảng 80%: {low} đến {high}"),
        format!("Year-end projection: median {median} {unit}; 80% band: {low} to {high}"),
    )
}
