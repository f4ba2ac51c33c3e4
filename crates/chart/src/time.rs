//! Dates on a horizontal axis.
//!
//! A figure of a date is the state at the *end* of that day, so that the last day of the year lies on
//! the right edge and the day before the first one, the state at the start, on the left edge.

use jiff::civil::Date;
use muctieu_core::calendar::{days_between, plus_days};

use crate::scale::Scale;

/// Days from `from` to `to`, negative when `to` is earlier.
pub fn days(from: Date, to: Date) -> i64 {
    i64::from(days_between(from, to))
}

/// The date `count` days after `date`, held within the calendar.
pub fn after(date: Date, count: i64) -> Date {
    let count = count.clamp(i64::from(i32::MIN) / 2, i64::from(i32::MAX) / 2);
    plus_days(date, i32::try_from(count).unwrap_or(0))
}

/// The last day of the calendar quarter in which `date` lies.
pub fn quarter_end(date: Date) -> Date {
    let month = (date.month() - 1) / 3 * 3 + 3;
    Date::new(date.year(), month, 1).map_or(date, Date::last_of_month)
}

/// The period that one label of the axis stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// One calendar month.
    Month,
    /// Three months from January, April, July or October.
    Quarter,
    /// Six months from January or July.
    Half,
    /// A calendar year.
    Year,
}

impl Period {
    /// From the shortest to the longest, the order in which an axis gives way to its width.
    pub const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::Half, Self::Year];

    fn months(self) -> i8 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Half => 6,
            Self::Year => 12,
        }
    }

    /// The first day of the period in which `date` lies.
    pub fn start_of(self, date: Date) -> Date {
        let month = (date.month() - 1) / self.months() * self.months() + 1;
        Date::new(date.year(), month, 1).unwrap_or(date)
    }

    /// The last day of the period in which `date` lies.
    pub fn end_of(self, date: Date) -> Date {
        let month = (date.month() - 1) / self.months() * self.months() + self.months();
        Date::new(date.year(), month, 1).map_or(date, Date::last_of_month)
    }
}

/// One period on the axis, cut to the plan year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tick {
    /// The first day of the calendar period, which names it.
    pub date: Date,
    /// Where it begins, in pixels.
    pub from: f64,
    /// Where it ends, in pixels.
    pub to: f64,
    /// Whether the whole period lies in the plan year. A year from 15 December begins with a part.
    pub whole: bool,
}

/// A scale from dates to pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeScale {
    start: Date,
    end: Date,
    scale: Scale,
}

impl TimeScale {
    /// A scale on which the morning of `start` is at `range.0` and the evening of `end` at `range.1`.
    /// Dates in the wrong order are put right.
    pub fn new(start: Date, end: Date, range: (f64, f64)) -> Self {
        let (start, end) = if end < start {
            (end, start)
        } else {
            (start, end)
        };
        let length = days(start, end) + 1;
        Self {
            start,
            end,
            scale: Scale::new((0.0, length as f64), range),
        }
    }

    /// The first and the last day.
    pub fn span(&self) -> (Date, Date) {
        (self.start, self.end)
    }

    /// The pixel of the end of a day: where its figure belongs.
    pub fn px(&self, date: Date) -> f64 {
        self.scale.px(days(self.start, date) as f64 + 1.0)
    }

    /// The pixel of the morning of a day.
    pub fn morning(&self, date: Date) -> f64 {
        self.scale.px(days(self.start, date) as f64)
    }

    /// The pixel of fractional days since the start.
    pub fn px_of_days(&self, days: f64) -> f64 {
        self.scale.px(days)
    }

    /// Fractional days since the start at a pixel.
    pub fn days_at(&self, px: f64) -> f64 {
        self.scale.value(px)
    }

    /// The day that a pixel lies in, held within the axis. An evening belongs to its day.
    pub fn date_at(&self, px: f64) -> Date {
        let length = days(self.start, self.end) + 1;
        let share = self.days_at(px);
        let share = if share.is_finite() { share } else { 0.0 };
        // The rounding keeps an evening, exact but for its last bits, from falling into the next day.
        let day = libm::ceil(share - 1e-6).clamp(1.0, length as f64);
        #[allow(clippy::cast_possible_truncation)]
        let day = day as i64;
        after(self.start, day - 1)
    }

    /// The periods of the axis in order, the first and last cut to the plan year.
    pub fn ticks(&self, period: Period) -> Vec<Tick> {
        let mut ticks = Vec::new();
        let mut date = period.start_of(self.start);
        // A plan year has twelve months; the bound keeps a mistaken span of centuries from hanging.
        while date <= self.end && ticks.len() < 400 {
            let end = period.end_of(date);
            ticks.push(Tick {
                date,
                from: self.morning(date.max(self.start)),
                to: self.px(end.min(self.end)),
                whole: date >= self.start && end <= self.end,
            });
            let next = after(end, 1);
            if next <= date {
                break;
            }
            date = next;
        }
        ticks
    }

    /// Whether it spans several years, of which there is one figure each.
    pub fn is_long(&self) -> bool {
        days(self.start, self.end) > 2 * 366
    }

    /// The shortest period whose labels, as measured by `width`, all fit their places with a gap of
    /// `gap` pixels, and its ticks. Parts of a period too short for their label do not count.
    pub fn fitting(&self, gap: f64, width: impl Fn(Period, Date) -> f64) -> (Period, Vec<Tick>) {
        let long = self.is_long();
        for period in Period::ALL {
            if long && period != Period::Year {
                continue;
            }
            let ticks = self.ticks(period);
            if ticks
                .iter()
                .filter(|tick| tick.whole)
                .all(|tick| width(period, tick.date) + gap <= tick.to - tick.from)
            {
                return (period, ticks);
            }
        }
        (Period::Year, self.ticks(Period::Year))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn year() -> TimeScale {
        TimeScale::new(date(2024, 1, 1), date(2024, 12, 31), (0.0, 366.0))
    }

    #[test]
    fn a_figure_lies_at_the_end_of_its_day() {
        let scale = year();
        assert!((scale.px(date(2023, 12, 31)) - 0.0).abs() < 1e-9);
        assert!((scale.px(date(2024, 1, 31)) - 31.0).abs() < 1e-9);
        assert!((scale.px(date(2024, 12, 31)) - 366.0).abs() < 1e-9);
    }

    #[test]
    fn months_follow_each_other_without_gaps() {
        let ticks = year().ticks(Period::Month);
        assert_eq!(ticks.len(), 12);
        assert!(
            ticks
                .windows(2)
                .all(|pair| (pair[0].to - pair[1].from).abs() < 1e-9)
        );
        assert!(ticks.iter().all(|tick| tick.whole));
    }

    #[test]
    fn a_year_from_mid_december_begins_and_ends_with_a_part() {
        let scale = TimeScale::new(date(2023, 12, 15), date(2024, 12, 14), (0.0, 366.0));
        let ticks = scale.ticks(Period::Month);
        assert_eq!(ticks.len(), 13);
        assert!(!ticks[0].whole && !ticks[12].whole && ticks[1].whole);
        assert_eq!(ticks[1].date, date(2024, 1, 1));
    }

    #[test]
    fn labels_give_way_to_quarters_when_months_are_too_narrow() {
        let scale = TimeScale::new(date(2024, 1, 1), date(2024, 12, 31), (0.0, 240.0));
        let (period, ticks) = scale.fitting(4.0, |_, _| 24.0);
        assert_eq!((period, ticks.len()), (Period::Quarter, 4));
        let (period, _) = year().fitting(4.0, |_, _| 24.0);
        assert_eq!(period, Period::Month);
    }

    #[test]
    fn a_quarter_ends_with_its_third_month() {
        assert_eq!(quarter_end(date(2024, 2, 10)), date(2024, 3, 31));
        assert_eq!(quarter_end(date(2024, 12, 31)), date(2024, 12, 31));
    }

    proptest! {
        #[test]
        fn a_date_survives_the_way_to_pixels_and_back(
            day in 0i64..366, left in -100.0..100.0f64, width in 40.0..4000.0f64,
        ) {
            let scale = TimeScale::new(date(2024, 1, 1), date(2024, 12, 31), (left, left + width));
            let then = after(date(2024, 1, 1), day);
            prop_assert_eq!(scale.date_at(scale.px(then)), then);
            let fraction = scale.days_at(scale.px_of_days(day as f64 + 0.25));
            prop_assert!((fraction - day as f64 - 0.25).abs() < 1e-6);
        }

        #[test]
        fn any_pixel_is_a_day_of_the_year(px: f64) {
            let day = year().date_at(px);
            prop_assert!(day >= date(2024, 1, 1) && day <= date(2024, 12, 31));
        }
    }
}
