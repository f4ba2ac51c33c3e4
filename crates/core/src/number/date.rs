//! Dates as people write them: day before month, never the other way round.

use jiff::civil::Date;
use thiserror::Error;

use super::quote;
use crate::lang::{Lang, Say};

/// The most characters that are read as a date.
const LONGEST: usize = 40;

/// The years that can be meant.
const YEARS: core::ops::RangeInclusive<i16> = 1900..=2200;

/// The months as they are written in English.
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The months in full, as they may be typed.
const MONTHS_IN_FULL: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Why a text is not taken for a date.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DateError {
    /// There is nothing but spaces.
    #[error("no date given")]
    Empty,
    /// More characters than any date has.
    #[error("more than {LONGEST} characters")]
    TooLong,
    /// A day and a month, without a year where none is known.
    #[error("the year is missing")]
    NoYear,
    /// A year of one, two or three digits, or outside 1900–2200.
    #[error("year {0} is not between 1900 and 2200")]
    Year(i16),
    /// Written as a date, but not in the calendar.
    #[error("no such date: {day}/{month}/{year}")]
    NotInCalendar {
        /// The day as written.
        day: i16,
        /// The month as written.
        month: i16,
        /// The year as written, or as given.
        year: i16,
    },
    /// Anything else.
    #[error("not a date: {text:?}")]
    NotADate {
        /// The start of what was typed.
        text: String,
    },
}

impl Say for DateError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Empty, _) => lang
                .pick("Chưa nhập ngày.", "No date has been entered.")
                .to_owned(),
            (Self::TooLong, _) => lang
                .pick(
                    "Nội dung quá dài, không phải là ngày tháng.",
                    "The text is too long to be a date.",
                )
                .to_owned(),
            (Self::NoYear, _) => lang
                .pick(
                    "Thiếu năm; hãy nhập đủ ngày/tháng/năm, ví dụ 30/9/2024.",
                    "The year is missing; please write day, month and year, like 30/9/2024.",
                )
                .to_owned(),
            (Self::Year(year), Lang::Vi) => {
                format!("Năm {year} không hợp lệ; hãy nhập đủ bốn chữ số, từ 1900 đến 2200.")
            }
            (Self::Year(year), Lang::En) => {
                format!("{year} is not a valid year; please write four digits, from 1900 to 2200.")
            }
            (Self::NotInCalendar { day, month, year }, Lang::Vi) => {
                format!("Không có ngày {day}/{month}/{year}; hãy nhập theo thứ tự ngày/tháng/năm.")
            }
            (Self::NotInCalendar { day, month, year }, Lang::En) => {
                format!(
                    "There is no date {day}/{month}/{year}; please write the day before the month."
                )
            }
            (Self::NotADate { text }, Lang::Vi) => {
                format!("“{text}” không phải là ngày tháng; hãy nhập như 30/9/2024.")
            }
            (Self::NotADate { text }, Lang::En) => {
                format!("“{text}” is not a date; please write it like 30/9/2024 or 30 Sep 2024.")
            }
        }
    }
}

/// A date as it is written: vi `30/9/2024`, en `30 Sep 2024`.
pub fn format_date(date: Date, lang: Lang) -> String {
    let (day, year) = (format_day(date, lang), date.year());
    lang.pick(format!("{day}/{year}"), format!("{day} {year}"))
}

/// A day of a year that is known: vi `30/9`, en `30 Sep`.
pub fn format_day(date: Date, lang: Lang) -> String {
    let (day, month) = (date.day(), date.month());
    match lang {
        Lang::Vi => format!("{day}/{month}"),
        Lang::En => {
            let index = usize::try_from(month - 1).unwrap_or_default();
            format!("{day} {}", MONTHS.get(index).copied().unwrap_or_default())
        }
    }
}

/// Reads a date in any accepted form of either language: `30/9/2024`, `30-9-2024`, `30.9.2024`, `2024-09-30`,
/// `30 Sep 2024`, `30 tháng 9 năm 2024` (with or without `ngày`). The day always comes before the month.
pub fn parse_date(text: &str) -> Result<Date, DateError> {
    read(text, None)
}

/// Reads a date as [`parse_date`] does, and `30/9` or `30 Sep` too: the year is then `year`. A year that is written counts.
pub fn parse_date_in_year(text: &str, year: i16) -> Result<Date, DateError> {
    read(text, Some(year))
}

fn read(text: &str, given: Option<i16>) -> Result<Date, DateError> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(DateError::Empty);
    }
    if trimmed.chars().nth(LONGEST).is_some() {
        return Err(DateError::TooLong);
    }
    let (day, month, year) = fields(trimmed).ok_or_else(|| DateError::NotADate {
        text: quote(trimmed),
    })?;
    let year = year.or(given).ok_or(DateError::NoYear)?;
    if !YEARS.contains(&year) {
        return Err(DateError::Year(year));
    }
    let calendar = || {
        let (day, month) = (i8::try_from(day).ok()?, i8::try_from(month).ok()?);
        Date::new(year, month, day).ok()
    };
    calendar().ok_or(DateError::NotInCalendar { day, month, year })
}

/// Day, month and, where it is written, year.
fn fields(text: &str) -> Option<(i16, i16, Option<i16>)> {
    for separator in ['/', '-', '.'] {
        if text.contains(separator) {
            let parts: Vec<&str> = text.split(separator).map(str::trim).collect();
            return match parts.as_slice() {
                [year, month, day] if separator == '-' && year.len() == 4 => {
                    Some((number(day, 2)?, number(month, 2)?, Some(number(year, 4)?)))
                }
                [day, month, year] => {
                    Some((number(day, 2)?, number(month, 2)?, Some(number(year, 4)?)))
                }
                [day, month] => Some((number(day, 2)?, number(month, 2)?, None)),
                _ => None,
            };
        }
    }
    let lower = crate::letters::lowercase(text);
    let words: Vec<&str> = lower.split_whitespace().collect();
    match words.as_slice() {
        ["ngày", day, "tháng", month, "năm", year] | [day, "tháng", month, "năm", year] => {
            Some((number(day, 2)?, number(month, 2)?, Some(number(year, 4)?)))
        }
        ["ngày", day, "tháng", month] | [day, "tháng", month] => {
            Some((number(day, 2)?, number(month, 2)?, None))
        }
        [day, name, year] => Some((number(day, 2)?, month_named(name)?, Some(number(year, 4)?))),
        [day, name] => Some((number(day, 2)?, month_named(name)?, None)),
        _ => None,
    }
}

/// A number of one to `longest` ASCII digits.
fn number(text: &str, longest: usize) -> Option<i16> {
    let plain = text.len() <= longest && text.bytes().all(|c| c.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// The month with an English name, in full or by its first three letters ("Sept" too), in lower case.
fn month_named(name: &str) -> Option<i16> {
    let at = MONTHS_IN_FULL.iter().position(|full| {
        *full == name
            || (name.len() == 3 && full.starts_with(name))
            || (name == "sept" && *full == "september")
    })?;
    i16::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn reads_and_writes_dates() {
        let day = date(2024, 9, 30);
        assert_eq!(format_date(day, Lang::Vi), "30/9/2024");
        assert_eq!(format_date(day, Lang::En), "30 Sep 2024");
        for text in [
            "30/9/2024",
            "30/09/2024",
            "30-9-2024",
            "30.9.2024",
            "2024-09-30",
            "2024-9-30",
            "30 Sep 2024",
            "30 sept 2024",
            "30 September 2024",
            "30 tháng 9 năm 2024",
            "Ngày 30 tháng 09 năm 2024",
            "  30 / 9 / 2024 ",
        ] {
            assert_eq!(parse_date(text), Ok(day), "{text}");
            assert_eq!(parse_date_in_year(text, 2023), Ok(day), "{text}");
        }
        for text in ["30/9", "30-9", "30.9", "30 Sep", "30 tháng 9"] {
            assert_eq!(parse_date_in_year(text, 2024), Ok(day), "{text}");
            assert_eq!(parse_date(text), Err(DateError::NoYear), "{text}");
        }
        assert_eq!(parse_date("29/2/2024"), Ok(date(2024, 2, 29)));
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "hôm nay",
            "30",
            "2024",
            "30/9/2024/1",
            "30/9-2024",
            "Sep 2024 30",
            "3O/9/2024",
            "30//2024",
            "130/9/2024",
            "/",
        ] {
            assert_eq!(
                parse_date(text),
                Err(DateError::NotADate {
                    text: text.to_owned()
                }),
                "{text}"
            );
        }
        assert_eq!(parse_date(" "), Err(DateError::Empty));
        assert_eq!(parse_date(&"3".repeat(41)), Err(DateError::TooLong));
        assert_eq!(parse_date("30/9/24"), Err(DateError::Year(24)));
        assert_eq!(parse_date_in_year("30/9", 24), Err(DateError::Year(24)));
        let error = DateError::NotInCalendar {
            day: 9,
            month: 30,
            year: 2024,
        };
        assert_eq!(parse_date("9/30/2024"), Err(error.clone()));
        assert_eq!(
            error.say(Lang::Vi),
            "Không có ngày 9/30/2024; hãy nhập theo thứ tự ngày/tháng/năm."
        );
        assert!(parse_date("29/2/2023").is_err());
        assert!(parse_date("0/1/2024").is_err());
    }
}
