//! The line of a calculation that several methods end with.

use crate::dist::Dist;
use crate::lang::Lang;
use crate::number::format_number;

/// The projection of a level at the year's end with its 80 % band, at so many decimals.
pub(super) fn of_year_end(year: &Dist, decimals: u8, unit: &str, lang: Lang) -> String {
    let number = |p: f64| format_number(year.quantile(p), decimals, lang);
    let (median, low, high) = (number(0.5), number(0.1), number(0.9));
    lang.pick(
        format!("Dự báo cuối năm: trung vị {median} {unit}; khoảng 80%: {low} đến {high}"),
        format!("Year-end projection: median {median} {unit}; 80% band: {low} to {high}"),
    )
}
