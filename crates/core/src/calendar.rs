//! The plan year and the share of it that has passed.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The days over which a target is to be reached, both ends included: 1 January–31 December unless the
/// indicator says otherwise (some series run 15 December–14 December).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanYear {
    /// First day.
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("format" = "date")))]
    pub start: Date,
    /// Last day.
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
                day = this.checked_add(1.day()).map_or(this, Date::last_of_month);
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
        let end_of = |months: i32| {
            self.start
                .checked_add(months.months())
                .and_then(|day| day.checked_sub(1.day()))
        };
        let regular = end_of(12).is_ok_and(|end| end == self.end);
        let days = self.days();
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map(|month| match end_of(month) {
            _ if month == 12 => self.end,
            Ok(end) if regular => end,
            _ => plus_days(self.start, days * month / 12 - 1),
        })
    }

    /// The day that ends the `quarter`th quarter (1–4) counted from the year's start.
    pub fn quarter_end(self, quarter: u8) -> Date {
        if quarter >= 4 {
            return self.end;
        }
        self.start
            .checked_add((3 * i32::from(quarter)).months())
            .and_then(|day| day.checked_sub(1.day()))
            .unwrap_or(self.end)
    }
}

/// The same day and month, `years` later; 28 February for a 29 February that is not there.
pub fn same_day(date: Date, years: i16) -> Date {
    let year = date.year().saturating_add(years);
    Date::new(year, date.month(), date.day())
        .or_else(|_| Date::new(year, date.month(), 28))
        .unwrap_or(date)
}

/// Days from `from` to `to`; negative when `to` is earlier.
pub fn days_between(from: Date, to: Date) -> i32 {
    day_number(to) - day_number(from)
}

/// Days since 1 March of the year 0 of the proleptic Gregorian calendar. A forecast asks for thousands of these:
/// the plain arithmetic is many times faster than a calendar span.
///
/// Source: Hinnant (2013), chrono-compatible low-level date algorithms, `days_from_civil`.
fn day_number(date: Date) -> i32 {
    let month = i32::from(date.month());
    // Years and months counted from March, so that the leap day is a year's last.
    let year = i32::from(date.year()) - i32::from(month <= 2);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i32::from(date.day()) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year
}

/// The day `days` after `date`, or `date` itself past the calendar's ends.
pub fn plus_days(date: Date, days: i32) -> Date {
    date.checked_add(days.days()).unwrap_or(date)
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
    fn days_are_counted_as_the_calendar_does() {
        let mut day = date(1899, 12, 25);
        for _ in 0..60 {
            for ahead in [0, 1, 27, 59, 365, 366, 1461, 36_525] {
                let later = plus_days(day, ahead);
                assert_eq!(days_between(day, later), ahead, "{day} + {ahead}");
                assert_eq!(days_between(later, day), -ahead);
            }
            day = plus_days(day, 1871);
        }
        assert_eq!(same_day(date(2024, 2, 29), -1), date(2023, 2, 28));
        assert_eq!(same_day(date(2023, 2, 28), 1), date(2024, 2, 28));
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
