//! Numbers as people type and paste them, in both languages at once.

use thiserror::Error;

use super::format::format_number;
use super::quote;
use crate::lang::{Lang, Say};

/// The most characters that are read as a number.
const LONGEST: usize = 40;

/// The largest magnitude that is taken for a figure.
const LARGEST: f64 = 1e15;

/// A number that was read, with its precision as it was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parsed {
    /// The number; a trailing % changes nothing (98,5% is 98.5).
    pub value: f64,
    /// Digits after the point.
    pub decimals: u8,
}

/// Why a text is not taken for one number.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum NumberError {
    /// There is nothing but spaces.
    #[error("no number given")]
    Empty,
    /// More characters than any figure has.
    #[error("more than {LONGEST} characters")]
    TooLong,
    /// A number, but beyond 10¹⁵.
    #[error("magnitude beyond 1e15")]
    TooLarge,
    /// One separator before exactly three digits: thousands or decimals? The caller asks.
    #[error("either {} or {}", as_thousands.value, as_decimal.value)]
    Ambiguous {
        /// The number when the separator groups thousands.
        as_thousands: Parsed,
        /// The number when the separator is the decimal point.
        as_decimal: Parsed,
        /// Whether the separator groups thousands in the language of the page: the reading to offer first.
        usually_thousands: bool,
    },
    /// Anything else.
    #[error("not a number: {text:?}")]
    NotANumber {
        /// The start of what was typed.
        text: String,
    },
}

impl Say for NumberError {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Empty => lang
                .pick("Chưa nhập số.", "No number has been entered.")
                .to_owned(),
            Self::TooLong => lang
                .pick(
                    "Nội dung quá dài, không phải là một số.",
                    "The text is too long to be a number.",
                )
                .to_owned(),
            Self::TooLarge => lang
                .pick(
                    "Số quá lớn; hãy kiểm tra lại đơn vị tính.",
                    "The number is too large; please check its unit.",
                )
                .to_owned(),
            Self::Ambiguous {
                as_thousands,
                as_decimal,
                usually_thousands,
            } => {
                let write = |parsed: &Parsed| format_number(parsed.value, parsed.decimals, lang);
                let thousands = format!(
                    "{} ({})",
                    write(as_thousands),
                    lang.pick("dấu phân cách hàng nghìn", "a thousands separator")
                );
                let decimal = format!(
                    "{} ({})",
                    write(as_decimal),
                    lang.pick("dấu thập phân", "a decimal point")
                );
                let (first, second) = if *usually_thousands {
                    (thousands, decimal)
                } else {
                    (decimal, thousands)
                };
                match lang {
                    Lang::Vi => format!(
                        "Số này có thể hiểu là {first} hoặc {second}; hãy chọn một cách hiểu."
                    ),
                    Lang::En => format!("This could be {first} or {second}; please choose one."),
                }
            }
            Self::NotANumber { text } => match lang {
                Lang::Vi => format!("“{text}” không phải là số; hãy nhập như 1.010,5 hoặc 98,5%."),
                Lang::En => {
                    format!("“{text}” is not a number; please write it like 1,010.5 or 98.5%.")
                }
            },
        }
    }
}

/// Reads a number in Vietnamese (`1.010,5`) or English (`1,010.5`) form, whatever the language; thousands may be set
/// apart by single spaces as well; a sign may stand before and a % behind it.
///
/// `1.234` and `1,234` — one separator before exactly three last digits, with one to three before it that do not start
/// with 0 — could be two numbers in either language and are an error that names both. `lang` only says which is the
/// usual one.
pub fn parse_number(text: &str, lang: Lang) -> Result<Parsed, NumberError> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(NumberError::Empty);
    }
    if trimmed.chars().nth(LONGEST).is_some() {
        return Err(NumberError::TooLong);
    }
    let not_a_number = || NumberError::NotANumber {
        text: quote(trimmed),
    };
    let (negative, rest) = match trimmed.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, trimmed.strip_prefix('+').unwrap_or(trimmed)),
    };
    let body = rest.strip_suffix('%').unwrap_or(rest).trim();
    let (digits, separators) = taken_apart(body).ok_or_else(not_a_number)?;
    let number = |whole: usize| read(&digits, whole, negative);
    match meaning(&digits, &separators).ok_or_else(not_a_number)? {
        Meaning::Clear { whole } => number(whole),
        Meaning::Unclear { mark, whole } => Err(NumberError::Ambiguous {
            as_thousands: number(digits.len())?,
            as_decimal: number(whole)?,
            usually_thousands: mark == lang.pick('.', ','),
        }),
    }
}

/// A separator, and how many digits stand before it.
#[derive(Clone, Copy)]
struct Separator {
    mark: char,
    at: usize,
}

enum Meaning {
    /// So many digits stand before the decimal point.
    Clear { whole: usize },
    /// All digits before the point, or only the first `whole`.
    Unclear { mark: char, whole: usize },
}

/// The ASCII digits of a text and the marks between them, every space as ' '. None when anything else is in it.
fn taken_apart(body: &str) -> Option<(String, Vec<Separator>)> {
    let mut digits = String::with_capacity(body.len());
    let mut separators = Vec::new();
    for c in body.chars() {
        let mark = match c {
            '0'..='9' => {
                digits.push(c);
                continue;
            }
            '.' | ',' => c,
            // No-break, figure, thin and narrow no-break space.
            ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' => ' ',
            _ => return None,
        };
        separators.push(Separator {
            mark,
            at: digits.len(),
        });
    }
    (!digits.is_empty()).then_some((digits, separators))
}

/// What the separators mean, or None when they are not placed as in any number.
fn meaning(digits: &str, separators: &[Separator]) -> Option<Meaning> {
    let total = digits.len();
    let Some((last, before)) = separators.split_last() else {
        return Some(Meaning::Clear { whole: total });
    };
    let all_grouped = well_grouped(digits, separators, total);
    // The last mark is the decimal point when it is not a space and all before are groups of another mark.
    let has_fraction = last.mark != ' '
        && last.at < total
        && before.iter().all(|separator| separator.mark != last.mark)
        && (before.is_empty() || well_grouped(digits, before, last.at));
    match (all_grouped, has_fraction) {
        (true, true) => Some(Meaning::Unclear {
            mark: last.mark,
            whole: last.at,
        }),
        (true, false) => Some(Meaning::Clear { whole: total }),
        (false, true) => Some(Meaning::Clear { whole: last.at }),
        (false, false) => None,
    }
}

/// Whether the marks are all the same and cut the first `end` digits into one to three that do not start with 0 and then
/// threes.
fn well_grouped(digits: &str, separators: &[Separator], end: usize) -> bool {
    let Some(first) = separators.first() else {
        return false;
    };
    (1..=3).contains(&first.at)
        && !digits.starts_with('0')
        && separators
            .iter()
            .all(|separator| separator.mark == first.mark)
        && separators
            .windows(2)
            .all(|pair| pair[1].at - pair[0].at == 3)
        && separators.last().is_some_and(|last| last.at + 3 == end)
}

/// The number of which the first `whole` digits stand before the point.
fn read(digits: &str, whole: usize, negative: bool) -> Result<Parsed, NumberError> {
    let (before, after) = digits.split_at(whole);
    // Digits alone always parse; the longest are rounded correctly.
    let size = super::float(&format!("{before}.{after}")).unwrap_or(f64::INFINITY);
    if size > LARGEST {
        return Err(NumberError::TooLarge);
    }
    Ok(Parsed {
        value: if negative && size > 0.0 { -size } else { size },
        decimals: u8::try_from(after.len()).unwrap_or(u8::MAX),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "what the cases say is read")]
mod tests {
    use super::*;
    use Lang::{En, Vi};

    fn clear(text: &str) -> (f64, u8) {
        let read = [Vi, En].map(|lang| parse_number(text, lang).unwrap());
        assert_eq!(read[0], read[1], "{text}");
        (read[0].value, read[0].decimals)
    }

    #[test]
    fn reads_both_forms() {
        for (text, value, decimals) in [
            ("1.234,5", 1234.5, 1),
            ("1,234.5", 1234.5, 1),
            ("1.234,567", 1234.567, 3),
            ("1.234.567", 1_234_567.0, 0),
            ("1,234,567", 1_234_567.0, 0),
            ("1.234.567,89", 1_234_567.89, 2),
            ("0.234", 0.234, 3),
            ("0,234", 0.234, 3),
            ("00.234", 0.234, 3),
            (",5", 0.5, 1),
            ("12.34", 12.34, 2),
            ("1234.5", 1234.5, 1),
            ("1234.567", 1234.567, 3),
            ("1.2345", 1.2345, 4),
            ("007", 7.0, 0),
            ("1 010,5", 1010.5, 1),
            ("1\u{a0}010\u{a0}000", 1_010_000.0, 0),
            ("1\u{202f}234.567", 1234.567, 3),
            ("1\u{2009}234", 1234.0, 0),
            ("−3,2", -3.2, 1),
            ("- 3.2", -3.2, 1),
            ("+7", 7.0, 0),
            (" 98,5% ", 98.5, 1),
            ("98.5 %", 98.5, 1),
            ("-0", 0.0, 0),
            ("1000000000000000", 1e15, 0),
        ] {
            assert_eq!(clear(text), (value, decimals), "{text}");
        }
        assert!(parse_number("-0", Vi).unwrap().value.is_sign_positive());
    }

    #[test]
    fn asks_where_a_text_could_be_two_numbers() {
        for (text, thousands, decimal) in [
            ("1.234", 1234.0, 1.234),
            ("1,234", 1234.0, 1.234),
            ("-12.500%", -12500.0, -12.5),
            ("100,000", 1e5, 100.0),
        ] {
            for lang in [Vi, En] {
                let usually = text.contains('.') == (lang == Vi);
                assert_eq!(
                    parse_number(text, lang),
                    Err(NumberError::Ambiguous {
                        as_thousands: Parsed {
                            value: thousands,
                            decimals: 0
                        },
                        as_decimal: Parsed {
                            value: decimal,
                            decimals: 3
                        },
                        usually_thousands: usually,
                    }),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in [
            "abc",
            "1.23.456",
            "1.2,3",
            "12 34",
            "1  234",
            "1.234.56",
            "1,234,5",
            "0.234.567",
            "0 234",
            "1.234,567,890",
            "5.",
            "5,",
            "1.234.",
            "--5",
            "5-",
            "1e5",
            "NaN",
            "inf",
            "５",
            "٣",
            "%",
            "-",
            "+",
            ".",
            "1.234 567",
            "5%%",
            "1234,567.8",
            "1 tỷ",
        ] {
            for lang in [Vi, En] {
                assert_eq!(
                    parse_number(text, lang),
                    Err(NumberError::NotANumber {
                        text: text.to_owned()
                    }),
                    "{text}"
                );
            }
        }
        assert_eq!(parse_number(" \u{a0}\t", Vi), Err(NumberError::Empty));
        assert_eq!(
            parse_number(&"9".repeat(400), Vi),
            Err(NumberError::TooLong)
        );
        assert_eq!(
            parse_number("1000000000000001", Vi),
            Err(NumberError::TooLarge)
        );
        assert_eq!(
            parse_number(&"9".repeat(40), Vi),
            Err(NumberError::TooLarge)
        );
        let long = parse_number("Ủy ban nhân dân tỉnh Bắc Kạn", Vi).unwrap_err();
        assert_eq!(
            long,
            NumberError::NotANumber {
                text: "Ủy ban nhân dân tỉnh Bắc…".to_owned()
            }
        );
    }

    #[test]
    fn says_both_readings_the_usual_one_first() {
        let error = parse_number("1.234", Vi).unwrap_err();
        assert_eq!(
            error.say(Vi),
            "Số này có thể hiểu là 1.234 (dấu phân cách hàng nghìn) hoặc 1,234 (dấu thập phân); hãy chọn một cách hiểu."
        );
        let error = parse_number("1.234", En).unwrap_err();
        assert_eq!(
            error.say(En),
            "This could be 1.234 (a decimal point) or 1,234 (a thousands separator); please choose one."
        );
        assert_eq!(error.to_string(), "either 1234 or 1.234");
    }
}
