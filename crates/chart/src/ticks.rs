//! Round numbers for an axis: steps of 1, 2, 2.5 or 5 times a power of ten.

use crate::scale::tame;

/// A step that people count in, kept as mantissa and exponent: `3 × 0.1` is not `0.3` in binary,
/// but `3 ÷ 10` is, and an axis must not show 0.30000000000000004.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    mantissa: f64,
    exponent: i32,
}

impl Step {
    /// The smallest nice step that is at least `rough`; at least 1 when only whole numbers make sense.
    pub fn at_least(rough: f64, whole: bool) -> Self {
        let rough = tame(rough).unwrap_or(1.0).abs();
        let rough = if rough < 1e-12 { 1e-12 } else { rough };
        let floor = libm::floor(libm::log10(rough));
        // The bounds above keep the exponent within −12…15.
        #[allow(clippy::cast_possible_truncation)]
        let mut exponent = floor as i32;
        let share = rough / libm::pow(10.0, floor);
        // The slack lets 2.0000000001, a rounding product, count as 2.
        let slack = 1.0 + 1e-9;
        let mantissa = match share {
            x if x <= slack => 1.0,
            x if x <= 2.0 * slack => 2.0,
            x if x <= 2.5 * slack => 2.5,
            x if x <= 5.0 * slack => 5.0,
            _ => {
                exponent += 1;
                1.0
            }
        };
        let step = Self { mantissa, exponent };
        match (whole, step.decimals()) {
            (true, 1..) if step.value() < 1.0 => Self {
                mantissa: 1.0,
                exponent: 0,
            },
            // 2.5 is the only nice step above 1 that is not whole.
            (true, 1..) => Self {
                mantissa: 5.0,
                exponent: 0,
            },
            _ => step,
        }
    }

    /// The step as a number.
    pub fn value(&self) -> f64 {
        self.times(1.0)
    }

    /// How many decimals a multiple of the step needs.
    pub fn decimals(&self) -> usize {
        let half = usize::from(self.mantissa > 2.2 && self.mantissa < 3.0);
        match self.exponent {
            0 => half,
            1.. => 0,
            below => usize::try_from(-below).unwrap_or(0) + half,
        }
    }

    /// The `count`-th multiple, exact to the last decimal shown.
    pub fn times(&self, count: f64) -> f64 {
        let power = libm::pow(10.0, f64::from(self.exponent.abs()));
        if self.exponent < 0 {
            count * self.mantissa / power
        } else {
            count * self.mantissa * power
        }
    }

    /// The interval widened outward to multiples of the step: an axis that ends on a tick also
    /// stands still while a lever moves the data a little.
    pub fn widen(&self, low: f64, high: f64) -> (f64, f64) {
        let step = self.value();
        let (low, high) = (tame(low).unwrap_or(0.0), tame(high).unwrap_or(0.0));
        (
            self.times(libm::floor(low / step + 1e-9)),
            self.times(libm::ceil(high / step - 1e-9)),
        )
    }

    /// The multiples within the interval, ends included.
    pub fn within(&self, low: f64, high: f64) -> Vec<f64> {
        let step = self.value();
        let (low, high) = (tame(low).unwrap_or(0.0), tame(high).unwrap_or(0.0));
        let first = libm::ceil(low / step - 1e-9);
        let last = libm::floor(high / step + 1e-9);
        let mut values = Vec::new();
        let mut count = first;
        // A caller that asks for more is asking for a hatched area, not for an axis.
        while count <= last && values.len() < 200 {
            // Adding zero turns the −0 of a step below zero into 0, which would print a sign.
            values.push(self.times(count) + 0.0);
            count += 1.0;
        }
        values
    }
}

/// The step that divides `low..high` into at most `parts` parts.
pub fn step(low: f64, high: f64, parts: usize, whole: bool) -> Step {
    let span = tame(high).unwrap_or(0.0) - tame(low).unwrap_or(0.0);
    Step::at_least(span / parts.max(1) as f64, whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn steps_are_numbers_that_people_count_in() {
        for (rough, nice) in [
            (0.7, 1.0),
            (1.0, 1.0),
            (1.2, 2.0),
            (2.2, 2.5),
            (3.0, 5.0),
            (7.0, 10.0),
            (0.021, 0.025),
            (1300.0, 2000.0),
        ] {
            assert_eq!(
                Step::at_least(rough, false).value().to_string(),
                nice.to_string()
            );
        }
    }

    #[test]
    fn whole_numbers_have_whole_steps() {
        assert!((Step::at_least(0.2, true).value() - 1.0).abs() < 1e-12);
        assert!((Step::at_least(2.2, true).value() - 5.0).abs() < 1e-12);
        assert!((Step::at_least(22.0, true).value() - 25.0).abs() < 1e-12);
    }

    #[test]
    fn decimals_are_as_many_as_the_step_needs() {
        for (rough, decimals) in [
            (0.021, 3),
            (0.1, 1),
            (0.25, 2),
            (2.5, 1),
            (25.0, 0),
            (40.0, 0),
        ] {
            assert_eq!(Step::at_least(rough, false).decimals(), decimals, "{rough}");
        }
    }

    #[test]
    fn ticks_print_without_binary_dust() {
        let ticks = step(-0.2, 0.4, 6, false).within(-0.2, 0.4);
        let words: Vec<String> = ticks.iter().map(ToString::to_string).collect();
        assert_eq!(words, ["-0.2", "-0.1", "0", "0.1", "0.2", "0.3", "0.4"]);
    }

    proptest! {
        #[test]
        fn there_are_never_more_ticks_than_asked_for(
            low in -1e12..1e12f64, span in 1e-6..1e12f64, parts in 1usize..20,
        ) {
            let step = step(low, low + span, parts, false);
            let ticks = step.within(low, low + span);
            prop_assert!(ticks.len() <= parts + 1);
            prop_assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]));
        }

        #[test]
        fn a_widened_interval_contains_the_first_one(low in -1e9..1e9f64, span in 1e-3..1e9f64) {
            let step = step(low, low + span, 6, false);
            let (wide_low, wide_high) = step.widen(low, low + span);
            let slack = 1e-6 * step.value();
            prop_assert!(wide_low <= low + slack && wide_high >= low + span - slack);
        }

        #[test]
        fn any_numbers_give_a_finite_step(low: f64, high: f64, parts: usize, whole: bool) {
            let step = step(low, high, parts, whole);
            prop_assert!(step.value().is_finite() && step.value() > 0.0);
            prop_assert!(step.within(low, high).len() <= 200);
        }
    }
}
