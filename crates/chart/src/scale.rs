//! A straight line between data and pixels, and back.

/// The largest magnitude that a chart places. Beyond it differences drown in rounding and sums may
/// overflow, so that larger values are drawn as this one: the words beside them still say the truth.
pub const LARGEST: f64 = 1e15;

/// The value as a chart may place it: `None` for what is not a number, else held within ±[`LARGEST`].
pub fn tame(value: f64) -> Option<f64> {
    // An infinity is a value too large to place; only NaN has no place at all.
    (!value.is_nan()).then(|| value.clamp(-LARGEST, LARGEST))
}

/// A linear scale from a data interval to a pixel interval. The pixel interval may run backwards,
/// as the vertical one does: on a screen, up is smaller.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// A scale that puts `domain.0` at `range.0` and `domain.1` at `range.1`.
    ///
    /// An empty or backward domain is widened to one unit around its middle, so that a scale
    /// always has a width to divide by.
    pub fn new(domain: (f64, f64), range: (f64, f64)) -> Self {
        let (mut low, mut high) = (tame(domain.0).unwrap_or(0.0), tame(domain.1).unwrap_or(0.0));
        let smallest = f64::max(low.abs(), high.abs()).max(1.0) * 1e-12;
        if high - low <= smallest {
            let middle = f64::midpoint(low, high);
            let half = f64::max(0.5, middle.abs() * 1e-6);
            (low, high) = (middle - half, middle + half);
        }
        Self {
            low,
            high,
            from: range.0,
            to: range.1,
        }
    }

    /// The data interval.
    pub fn domain(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    /// The pixel of a value. Values outside the domain land outside the range: clip them.
    pub fn px(&self, value: f64) -> f64 {
        let value = tame(value).unwrap_or(self.low);
        let share = (value - self.low) / (self.high - self.low);
        self.from + share * (self.to - self.from)
    }

    /// The value at a pixel, the inverse of [`Scale::px`].
    pub fn value(&self, px: f64) -> f64 {
        let length = self.to - self.from;
        if length == 0.0 {
            return self.low;
        }
        self.low + (px - self.from) / length * (self.high - self.low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_ends_of_the_domain_are_the_ends_of_the_range() {
        let scale = Scale::new((0.0, 200.0), (300.0, 20.0));
        assert!((scale.px(0.0) - 300.0).abs() < 1e-12);
        assert!((scale.px(200.0) - 20.0).abs() < 1e-12);
        assert!((scale.px(100.0) - 160.0).abs() < 1e-12);
    }

    #[test]
    fn an_empty_domain_gets_a_width() {
        let scale = Scale::new((7.0, 7.0), (0.0, 100.0));
        assert!((scale.px(7.0) - 50.0).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn a_value_survives_the_way_to_pixels_and_back(
            low in -1e6..1e6f64, span in 1e-3..1e6f64, share in -0.5..1.5f64,
            from in -500.0..500.0f64, length in 1.0..4000.0f64, backward: bool,
        ) {
            let range = if backward { (from + length, from) } else { (from, from + length) };
            let scale = Scale::new((low, low + span), range);
            let value = low + share * span;
            prop_assert!((scale.value(scale.px(value)) - value).abs() <= 1e-6 * (1.0 + span));
        }

        #[test]
        fn any_numbers_give_a_finite_pixel(low: f64, high: f64, value: f64) {
            let scale = Scale::new((low, high), (0.0, 100.0));
            prop_assert!(scale.px(value).is_finite());
        }
    }
}
