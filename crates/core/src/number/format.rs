//! Numbers for people. Halves are rounded away from zero in the shortest decimal form of the value, so that 1.005 to two
//! digits is 1.01; a minus is the true sign U+2212; there is no "−0"; what is not finite is shown as "—", never as NaN.

use super::decimal::Decimal;
use crate::lang::Lang;

/// What stands where there is no number.
pub const UNKNOWN: &str = "—";

/// The true minus sign.
const MINUS: char = '\u{2212}';

/// A number with exactly `decimals` digits after the point: vi `1.010,5`, en `1,010.5`.
pub fn format_number(value: f64, decimals: u8, lang: Lang) -> String {
    written(Decimal::rounded(value, 0, usize::from(decimals)), "", lang)
}

/// A number with at most `decimals` digits after the point, without zeros at its end: vi `2,5`, `2`.
pub fn format_compact_trim(value: f64, decimals: u8, lang: Lang) -> String {
    let decimal = Decimal::rounded(value, 0, usize::from(decimals));
    written(decimal.map(Decimal::trimmed), "", lang)
}

/// A number that is in per cent already (98.5 is 98.5 %): vi `98,5%`, en `98.5%`.
pub fn format_percent(value: f64, decimals: u8, lang: Lang) -> String {
    percent(Decimal::rounded(value, 0, usize::from(decimals)), lang)
}

/// A share or probability (0.985 is 98.5 %) in per cent, its point moved in the digits and not by a product.
pub fn format_share(share: f64, decimals: u8, lang: Lang) -> String {
    percent(Decimal::rounded(share, 2, usize::from(decimals)), lang)
}

/// A difference, with its sign: `+7`, `−3,2`; nothing before a zero.
pub fn format_signed(value: f64, decimals: u8, lang: Lang) -> String {
    let decimal = Decimal::rounded(value, 0, usize::from(decimals));
    let plus = decimal
        .as_ref()
        .is_some_and(|d| !d.negative && !d.is_zero());
    written(decimal, if plus { "+" } else { "" }, lang)
}

/// A range, its ends without zeros at their end: vi `2-2,5`, en `2–2.5`; with a negative end "−1 đến 2", "−1 to 2".
pub fn format_range(lo: f64, hi: f64, decimals: u8, lang: Lang) -> String {
    let between = if lo < 0.0 || hi < 0.0 || !lo.is_finite() || !hi.is_finite() {
        lang.pick(" đến ", " to ")
    } else {
        lang.pick("-", "–")
    };
    let (lo, hi) = (
        format_compact_trim(lo, decimals, lang),
        format_compact_trim(hi, decimals, lang),
    );
    lo + between + &hi
}

fn percent(decimal: Option<Decimal>, lang: Lang) -> String {
    let known = decimal.is_some();
    let mut text = written(decimal, "", lang);
    if known {
        text.push('%');
    }
    text
}

fn written(decimal: Option<Decimal>, plus: &str, lang: Lang) -> String {
    let Some(decimal) = decimal else {
        return UNKNOWN.to_owned();
    };
    let (group, point) = lang.pick(('.', ','), (',', '.'));
    let mut text = String::with_capacity(decimal.whole.len() * 4 / 3 + decimal.fraction.len() + 4);
    text.push_str(plus);
    if decimal.negative {
        text.push(MINUS);
    }
    for (at, digit) in decimal.whole.chars().enumerate() {
        if at > 0 && (decimal.whole.len() - at).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    if !decimal.fraction.is_empty() {
        text.push(point);
        text.push_str(&decimal.fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use Lang::{En, Vi};

    #[test]
    fn writes_numbers_as_officials_do() {
        assert_eq!(format_number(1010.5, 1, Vi), "1.010,5");
        assert_eq!(format_number(1010.5, 1, En), "1,010.5");
        assert_eq!(format_number(1_234_567.0, 0, Vi), "1.234.567");
        assert_eq!(format_number(999.0, 0, Vi), "999");
        assert_eq!(format_number(999.95, 1, En), "1,000.0");
        assert_eq!(format_number(-1234.5, 2, Vi), "−1.234,50");
        assert_eq!(format_number(0.5, 0, Vi), "1");
        assert_eq!(format_number(1.005, 2, En), "1.01");
        assert_eq!(format_number(123_456.0, 0, En), "123,456");
    }

    #[test]
    fn never_writes_a_negative_zero_or_nan() {
        assert_eq!(format_number(-0.0, 0, Vi), "0");
        assert_eq!(format_number(-0.004, 2, Vi), "0,00");
        assert_eq!(format_signed(-0.04, 1, Vi), "0,0");
        assert_eq!(format_signed(0.04, 1, Vi), "0,0");
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(format_number(value, 1, Vi), "—");
            assert_eq!(format_percent(value, 1, Vi), "—");
            assert_eq!(format_share(value, 1, Vi), "—");
            assert_eq!(format_signed(value, 1, En), "—");
            assert_eq!(format_compact_trim(value, 1, En), "—");
            assert_eq!(format_range(value, 2.0, 1, En), "— to 2");
        }
    }

    #[test]
    fn writes_per_cent_signs_and_ranges() {
        assert_eq!(format_percent(98.5, 1, Vi), "98,5%");
        assert_eq!(format_percent(98.5, 1, En), "98.5%");
        assert_eq!(format_share(0.285, 0, Vi), "29%");
        assert_eq!(format_share(0.285, 1, Vi), "28,5%");
        assert_eq!(format_share(1.0, 0, En), "100%");
        assert_eq!(format_share(1e-9, 0, En), "0%");
        assert_eq!(format_share(12.5, 1, Vi), "1.250,0%");
        assert_eq!(format_signed(7.0, 0, Vi), "+7");
        assert_eq!(format_signed(-3.2, 1, Vi), "−3,2");
        assert_eq!(format_range(2.0, 2.5, 1, Vi), "2-2,5");
        assert_eq!(format_range(2.0, 2.5, 1, En), "2–2.5");
        assert_eq!(format_range(-1.0, 2.0, 1, Vi), "−1 đến 2");
        assert_eq!(format_compact_trim(2.50, 2, Vi), "2,5");
        assert_eq!(format_compact_trim(100.0, 2, Vi), "100");
        assert_eq!(format_compact_trim(1.999, 2, Vi), "2");
    }
}
