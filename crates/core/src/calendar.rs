//! The plan year, the share of it that has passed, and days.
//!
//! Days are counted here rather than by jiff's spans, and dates are read and written here rather than by its parser
//! and printer: those bring time zones, durations and a catalogue of errors into the page that no plan year needs.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The days over which a target is to be reached, both ends included: 1 January–31 December unless the
/// indicator says otherwise (some series run 15 December–14 December).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanYear {
    /// First day.
    #[serde(with = "iso")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("format" = "date")))]
    pub start: Date,
    /// Last day.
    #[serde(with = "iso")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("format" = "date")))]
    pub end: Date,
}

impl PlanYear {
    /// The calendar year `year`.
    pub fn calendar(year: i16) -> Self {
        let day = |month, day| Date::new(year, month, day).unwrap_or(Date::ZERO);
        Self {
            start: day(1, 1),
            end: day(12, 31),
        }
    }

    /// The year that the plan is named after: the one in which it ends.
    pub fn year(self) -> i16 {
        self.end.year()
    }

    /// The same span, `years` later (negative: earlier). A 29 February becomes the 28th.
    #[must_use]
    pub fn shifted(self, years: i16) -> Self {
        Self {
            start: same_day(self.start, years),
            end: same_day(self.end, years),
        }
    }

    /// Days from `start` to `end`, both included.
    pub fn days(self) -> i32 {
        days_between(self.start, self.end) + 1
    }

    /// Whether `date` is one of the year's days.
    pub fn contains(self, date: Date) -> bool {
        self.start <= date && date <= self.end
    }

    /// τ(t): the share of the year's days elapsed at the *end* of `date`, from 0 (before the year) to 1.
    pub fn elapsed(self, date: Date) -> f64 {
        let done = f64::from(days_between(self.start, date) + 1);
        (done / f64::from(self.days())).clamp(0.0, 1.0)
    }

    /// The months left after the end of `date`, in months of a twelfth of the year.
    pub fn months_left(self, date: Date) -> f64 {
        12.0 * (1.0 - self.elapsed(date))
    }

    /// The last days of the year's twelve months (of calendar months, the year's own end being the last).
    pub fn month_ends(self) -> impl Iterator<Item = Date> {
        let mut day = self.start.last_of_month();
        std::iter::from_fn(move || {
            (day <= self.end).then(|| {
                let this = day;
                day = plus_days(this, 1).last_of_month();
                this
            })
        })
        .filter(move |day| *day < self.end)
        .chain(std::iter::once(self.end))
    }

    /// The last days of the twelve months counted from the year's own first day, as its reports are dated: for a year
    /// from 15 December these are 14 January, 14 February … 14 December. A span that is not twelve months is cut into
    /// twelve nearly equal parts.
    pub fn reporting_ends(self) -> [Date; 12] {
        let regular = self.months_on(12) == self.end;
        let days = self.days();
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map(|month: i16| match month {
            12 => self.end,
            _ if regular => self.months_on(month),
            _ => plus_days(self.start, days * i32::from(month) / 12 - 1),
        })
    }

    /// The day before the one that lies so many months after the year's first day.
    fn months_on(self, months: i16) -> Date {
        let months = i16::from(self.start.month()) - 1 + months;
        let (year, month) = (self.start.year() + months / 12, months % 12 + 1);
        let first = on_or_before(year, i8::try_from(month).unwrap_or(12), self.start.day());
        plus_days(first, -1)
    }

    /// The day that ends the `quarter`th quarter (1–4) counted from the year's start.
    pub fn quarter_end(self, quarter: u8) -> Date {
        if quarter >= 4 {
            return self.end;
        }
        self.months_on(3 * i16::from(quarter))
    }
}

/// The same day and month, `years` later; a 29 February becomes the 28th.
pub fn same_day(date: Date, years: i16) -> Date {
    on_or_before(date.year().saturating_add(years), date.month(), date.day())
}

/// That day of that month, or the month's last where it is shorter; the calendar's first day past its ends.
fn on_or_before(year: i16, month: i8, day: i8) -> Date {
    let first = Date::new(year, month, 1).unwrap_or(Date::MIN);
    Date::new(year, month, day.min(first.days_in_month())).unwrap_or(first)
}

/// Days from `from` to `to`; negative when `to` is earlier.
pub fn days_between(from: Date, to: Date) -> i32 {
    day_number(to) - day_number(from)
}

/// The day `days` after `date`, or the calendar's end past it.
pub fn plus_days(date: Date, days: i32) -> Date {
    of_day_number(day_number(date).saturating_add(days))
}

/// Days since 1 March of year 0 of the proleptic Gregorian calendar, which puts the leap day at a year's end.
///
/// Source: Hinnant, chrono-Compatible Low-Level Date Algorithms, `days_from_civil`.
fn day_number(date: Date) -> i32 {
    let (month, day) = (i32::from(date.month()), i32::from(date.day()));
    let year = i32::from(date.year()) - i32::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
}

/// The day of that number. Source: the same, `civil_from_days`.
fn of_day_number(number: i32) -> Date {
    let era = number.div_euclid(146_097);
    let day_of_era = number.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = era * 400 + year_of_era + i32::from(month <= 2);
    let end = if number < 0 { Date::MIN } else { Date::MAX };
    match (i16::try_from(year), i8::try_from(month), i8::try_from(day)) {
        (Ok(year), Ok(month), Ok(day)) => Date::new(year, month, day).unwrap_or(end),
        _ => end,
    }
}

/// A date as files and hooks have it: `2024-09-30`.
pub fn to_iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// The date of such a text.
pub fn from_iso(text: &str) -> Option<Date> {
    let well_formed = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !well_formed {
        return None;
    }
    Date::new(
        text[..4].parse().ok()?,
        text[5..7].parse().ok()?,
        text[8..].parse().ok()?,
    )
    .ok()
}

/// Dates in files, for `#[serde(with = "…")]`.
pub mod iso {
    use jiff::civil::Date;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    /// Writes a date.
    pub fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&super::to_iso(*date))
    }

    /// Reads a date.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = String::deserialize(deserializer)?;
        super::from_iso(&text)
            .ok_or_else(|| D::Error::custom("a date is not of the form YYYY-MM-DD"))
    }
}

/// Dates in files that may be missing.
pub mod iso_or_none {
    use jiff::civil::Date;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    /// Writes a date, or nothing.
    #[allow(clippy::ref_option, reason = "serde hands references")]
    pub fn serialize<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        match date {
            Some(date) => super::iso::serialize(date, serializer),
            None => serializer.serialize_none(),
        }
    }

    /// Reads a date, or nothing.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Date>, D::Error> {
        let Some(text) = Option::<String>::deserialize(deserializer)? else {
            return Ok(None);
        };
        let date = super::from_iso(&text);
        date.map(Some)
            .ok_or_else(|| D::Error::custom("a date is not of the form YYYY-MM-DD"))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_share_of_a_leap_year_counts_the_day_itself() {
        let plan = PlanYear::calendar(2024);
        assert_eq!(plan.days(), 366);
        assert!((plan.elapsed(date(2024, 3, 21)) - 81.0 / 366.0).abs() < 1e-15);
        assert!(plan.elapsed(date(2023, 12, 31)).abs() < 1e-15);
        assert!((plan.elapsed(date(2024, 12, 31)) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn twelve_months_end_a_calendar_year_and_thirteen_a_december_year() {
        assert_eq!(PlanYear::calendar(2024).month_ends().count(), 12);
        let police = PlanYear {
            start: date(2023, 12, 15),
            end: date(2024, 12, 14),
        };
        let ends: Vec<_> = police.month_ends().collect();
        assert_eq!(ends.first(), Some(&date(2023, 12, 31)));
        assert_eq!(ends.last(), Some(&date(2024, 12, 14)));
        assert_eq!(police.year(), 2024);
    }

    #[test]
    fn days_are_counted_as_the_calendar_library_counts_them() {
        let mut day = date(1899, 12, 25);
        for _ in 0..80_000 {
            let next = day.tomorrow().unwrap();
            assert_eq!(plus_days(day, 1), next);
            assert_eq!(days_between(day, next), 1);
            assert_eq!(from_iso(&to_iso(day)), Some(day));
            assert_eq!(to_iso(day), day.to_string());
            day = next;
        }
        assert_eq!(plus_days(date(2024, 2, 29), -366), date(2023, 2, 28));
        assert_eq!(same_day(date(2024, 2, 29), -1), date(2023, 2, 28));
        for wrong in [
            "",
            "2024-9-30",
            "2024-02-30",
            "2024/09/30",
            "+024-09-30",
            "２０24-09-30",
        ] {
            assert_eq!(from_iso(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_year_is_reported_twelve_times_whatever_its_first_day() {
        let calendar = PlanYear::calendar(2024);
        assert!(
            calendar
                .reporting_ends()
                .into_iter()
                .eq(calendar.month_ends())
        );
        let police = PlanYear {
            start: date(2023, 12, 15),
            end: date(2024, 12, 14),
        };
        let ends = police.reporting_ends();
        assert_eq!((ends[0], ends[1]), (date(2024, 1, 14), date(2024, 2, 14)));
        assert_eq!(ends[11], date(2024, 12, 14));
        let short = PlanYear {
            start: date(2024, 2, 1),
            end: date(2024, 2, 29),
        };
        let ends = short.reporting_ends();
        assert!(ends.is_sorted() && ends[0] >= short.start && ends[11] == short.end);
    }

    #[test]
    fn quarters_end_where_officials_end_them() {
        let plan = PlanYear::calendar(2024);
        assert_eq!(plan.quarter_end(1), date(2024, 3, 31));
        assert_eq!(plan.quarter_end(3), date(2024, 9, 30));
        assert_eq!(plan.quarter_end(4), date(2024, 12, 31));
    }
}
