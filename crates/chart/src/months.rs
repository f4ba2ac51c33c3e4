//! The months of a plan year as columns, in percent of their box.
//!
//! A column is as high as what comes in *per month*, so that its area is the amount: a stretch of ten days, or of three
//! months between two figures, is drawn as wide as it is long and does not pretend to be a month.

use jiff::civil::Date;

use crate::scale::{Scale, tame};
use crate::ticks::{Step, step};
use crate::time::{after as days_after, days};

/// How far bands may stretch the heights beyond the highest column, as a share of it.
const ROOM_FOR_BANDS: f64 = 0.75;

/// Twelve slots of equal width, one a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slots {
    /// The day before the first.
    before: Date,
    ends: [Date; 12],
}

impl Slots {
    /// The slots of a year that starts on a day and whose months end on these days, in order.
    pub fn new(start: Date, ends: [Date; 12]) -> Self {
        Self {
            before: days_after(start, -1),
            ends,
        }
    }

    /// How many months have passed at the end of a day, 0 to 12.
    fn passed(&self, date: Date) -> f64 {
        let mut start = self.before;
        for (month, end) in self.ends.into_iter().enumerate() {
            if date <= end {
                let length = days(start, end).max(1) as f64;
                let part = (days(start, date) as f64 / length).clamp(0.0, 1.0);
                return month as f64 + part;
            }
            start = end;
        }
        12.0
    }

    /// How many months lie after one day and up to the end of another; a little more than none at least.
    pub fn months(&self, after: Date, until: Date) -> f64 {
        (self.passed(until) - self.passed(after)).max(1e-3)
    }

    /// Where a stretch starts, and how wide it is, in percent of the year.
    pub fn across(&self, after: Date, until: Date) -> (f64, f64) {
        let start = self.passed(after);
        let width = (self.passed(until) - start).max(0.0);
        (start / 0.12, width / 0.12)
    }
}

/// A column in percent of the height, from the bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// Where it starts.
    pub from: f64,
    /// How high it is.
    pub height: f64,
    /// Where its free end lies: above where it starts, or below for less than nothing.
    pub end: f64,
    /// Whether it goes on beyond the box.
    pub beyond: bool,
}

/// The heights of columns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heights {
    scale: Scale,
    step: Step,
}

impl Heights {
    /// Heights in which all columns are seen whole, and bands as far as they do not press the columns down. Of about
    /// `parts` parts.
    pub fn of(
        columns: impl Iterator<Item = f64>,
        bands: impl Iterator<Item = (f64, f64)>,
        parts: usize,
        whole: bool,
    ) -> Self {
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for value in columns.filter_map(tame) {
            (low, high) = (low.min(value), high.max(value));
        }
        let room = (high - low) * ROOM_FOR_BANDS;
        let (least, most) = (low - room, high + room);
        for (from, to) in bands {
            if let (Some(from), Some(to)) = (tame(from), tame(to)) {
                (low, high) = (low.min(from.max(least)), high.max(to.min(most)));
            }
        }
        if high <= low {
            high = low + 1.0;
        }
        let step = step(low, high, parts, whole);
        Self {
            scale: Scale::new(step.widen(low, high), (0.0, 100.0)),
            step,
        }
    }

    /// The values to write beside the columns, the least first.
    pub fn ticks(&self) -> Vec<f64> {
        let (low, high) = self.scale.domain();
        self.step.within(low, high)
    }

    /// The decimals of these.
    pub fn decimals(&self) -> usize {
        self.step.decimals()
    }

    /// Where a value lies, held within the box.
    pub fn at(&self, value: f64) -> f64 {
        self.scale.px(value).clamp(0.0, 100.0)
    }

    /// The value at a height, within the box or beyond.
    pub fn value(&self, height: f64) -> f64 {
        self.scale.value(height)
    }

    /// The column of a value.
    pub fn column(&self, value: f64) -> Column {
        let (zero, end) = (self.at(0.0), self.at(value));
        let free = self.scale.px(value);
        Column {
            from: zero.min(end),
            height: (end - zero).abs(),
            end,
            beyond: !(-1e-9..=100.0 + 1e-9).contains(&free),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn slots() -> Slots {
        let ends = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
            .map(|month| date(2024, month, 1).last_of_month());
        Slots::new(date(2024, 1, 1), ends)
    }

    #[test]
    fn a_month_fills_its_slot_and_a_part_of_it_its_part() {
        let slots = slots();
        let (left, width) = slots.across(date(2024, 1, 31), date(2024, 2, 29));
        assert!((left - 100.0 / 12.0).abs() < 1e-9 && (width - 100.0 / 12.0).abs() < 1e-9);
        let (left, width) = slots.across(date(2024, 3, 21), date(2024, 3, 31));
        assert!((left - (2.0 + 21.0 / 31.0) / 0.12).abs() < 1e-9);
        assert!((width - 10.0 / 31.0 / 0.12).abs() < 1e-9);
        assert!((slots.months(date(2023, 12, 31), date(2024, 12, 31)) - 12.0).abs() < 1e-12);
    }

    #[test]
    fn columns_are_seen_whole_and_wild_bands_do_not_press_them_down() {
        let heights = Heights::of(
            [40.0, 90.0].into_iter(),
            [(10.0, 9000.0)].into_iter(),
            4,
            false,
        );
        let column = heights.column(90.0);
        // The band adds at most its room, and the last tick rounds up.
        assert!(!column.beyond && column.height > 40.0 && column.from.abs() < 1e-9);
        assert!((heights.at(9000.0) - 100.0).abs() < 1e-9);
        assert!(heights.column(9000.0).beyond);
    }

    #[test]
    fn less_than_nothing_hangs_below_the_line() {
        let heights = Heights::of([-20.0, 60.0].into_iter(), std::iter::empty(), 4, false);
        let column = heights.column(-20.0);
        assert!((column.end - column.from).abs() < 1e-9 && column.height > 0.0);
        assert!(heights.column(60.0).from >= column.height - 1e-9);
        assert!(heights.ticks().contains(&0.0));
    }

    proptest! {
        #[test]
        fn any_amounts_give_columns_within_the_box(
            values in prop::collection::vec(any::<f64>(), 0..14),
            bands in prop::collection::vec((any::<f64>(), any::<f64>()), 0..14),
            shown: f64,
            whole: bool,
        ) {
            let heights = Heights::of(values.iter().copied(), bands.into_iter(), 4, whole);
            for value in values.into_iter().chain([shown]) {
                let column = heights.column(value);
                prop_assert!(column.from >= 0.0 && column.height >= 0.0);
                prop_assert!(column.from + column.height <= 100.0 + 1e-9);
            }
            prop_assert!(heights.ticks().iter().all(|tick| tick.is_finite()));
        }

        #[test]
        fn a_hand_finds_the_value_it_has_drawn_to(high in 1.0..1e6f64, share in -0.5..1.5f64) {
            let heights = Heights::of(std::iter::once(high), std::iter::empty(), 4, false);
            let value = heights.value(share * 100.0);
            prop_assert!((heights.scale.px(value) - share * 100.0).abs() < 1e-6);
        }
    }
}
