//! A number as decimal digits, rounded as people round.

/// The decimal digits of a finite number: those with which it is written shortest (`0.1`, not 0.1000000000000000055…).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    /// Below zero; never true when all digits are 0.
    pub negative: bool,
    /// Digits before the point, without leading zeros except a single one.
    pub whole: String,
    /// Digits after the point.
    pub fraction: String,
}

impl Decimal {
    /// `value` · 10^`shift` with exactly `decimals` digits after the point, halves rounded away from zero.
    /// None when it is not finite.
    pub fn rounded(value: f64, shift: usize, decimals: usize) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        let text = value.abs().to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let mut digits: Vec<u8> = whole
            .bytes()
            .chain(fraction.bytes())
            .map(|c| c - b'0')
            .collect();
        let mut point = whole.len() + shift;
        let end = point + decimals;
        let up = digits.get(end).is_some_and(|digit| *digit >= 5);
        digits.resize(end, 0);
        if up {
            let mut at = end;
            loop {
                if at == 0 {
                    digits.insert(0, 1);
                    point += 1;
                    break;
                }
                at -= 1;
                if digits[at] < 9 {
                    digits[at] += 1;
                    break;
                }
                digits[at] = 0;
            }
        }
        let negative = value < 0.0 && digits.iter().any(|digit| *digit > 0);
        let text = |digits: &[u8]| {
            digits
                .iter()
                .map(|digit| char::from(b'0' + digit))
                .collect::<String>()
        };
        let whole = text(&digits[..point]);
        let trimmed = whole.trim_start_matches('0');
        Some(Self {
            negative,
            whole: if trimmed.is_empty() {
                "0".to_owned()
            } else {
                trimmed.to_owned()
            },
            fraction: text(&digits[point..]),
        })
    }

    /// Without zeros at the end of the fraction.
    pub fn trimmed(mut self) -> Self {
        self.fraction
            .truncate(self.fraction.trim_end_matches('0').len());
        self
    }

    /// Whether every digit is 0.
    pub fn is_zero(&self) -> bool {
        self.whole == "0" && self.fraction.bytes().all(|c| c == b'0')
    }
}

/// `value` rounded to `decimals` digits after the point as [`super::format_number`] shows it: halves away from zero in the
/// shortest decimal form (1.005 to two digits is 1.01). Not finite stays as it is; −0 becomes 0.
pub fn round_to(value: f64, decimals: u8) -> f64 {
    Decimal::rounded(value, 0, usize::from(decimals)).map_or(value, |decimal| {
        let digits = format!("{}.{}", decimal.whole, decimal.fraction);
        let size = super::float(&digits).unwrap_or(value.abs());
        if decimal.negative { -size } else { size }
    })
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "rounded values are exact")]
mod tests {
    use super::*;

    #[test]
    fn rounds_halves_of_what_is_written_away_from_zero() {
        for (value, decimals, expected) in [
            (1.005, 2, 1.01),
            (2.5, 0, 3.0),
            (-2.5, 0, -3.0),
            (0.05, 1, 0.1),
            (9.995, 2, 10.0),
            (999.5, 0, 1000.0),
            (7.999, 2, 8.0),
            (7.994, 2, 7.99),
            (1e21, 2, 1e21),
            (1e-300, 3, 0.0),
            (0.1 + 0.2, 15, 0.3),
        ] {
            assert_eq!(round_to(value, decimals), expected, "{value}");
        }
        assert!(round_to(-0.04, 1).is_sign_positive());
        assert!(round_to(f64::NAN, 1).is_nan());
        assert_eq!(round_to(f64::INFINITY, 1), f64::INFINITY);
    }
}
