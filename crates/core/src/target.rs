//! A target: a comparator and one or two values, judged at the precision in which the indicator is reported.

use serde::{Deserialize, Serialize};

use crate::number::round_to;

/// How a value is held against the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Comparator {
    /// Strictly more ("trên 8%": 8 does not meet it).
    Above,
    /// This or more ("từ 3.485 ha trở lên").
    AtLeast,
    /// A number to be reached, in the indicator's direction ("1.010 tỷ đồng").
    Reach,
    /// Strictly less ("dưới 15,8%").
    Below,
    /// This or less.
    AtMost,
    /// From `value` to `value_high`: met from the nearer end, exceeded past the farther ("giảm 2-2,5%").
    Range,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// More is better.
    #[default]
    Up,
    /// Less is better.
    Down,
}

/// What the resolution sets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Target {
    /// How to compare.
    pub comparator: Comparator,
    /// The value, in the indicator's unit.
    pub value: f64,
    /// The far end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_high: Option<f64>,
    /// The target in the resolution's own words.
    #[serde(default)]
    pub words: String,
}

/// A value held against a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Not met.
    NotMet,
    /// Met.
    Met,
    /// Better than the least reported value that meets it.
    Exceeded,
}

/// The nearest value that meets a target, and the side on which the better ones lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// Met by this value and every larger one.
    AtLeast(f64),
    /// Met by this value and every smaller one.
    AtMost(f64),
}

impl Bound {
    /// The value of the bound.
    pub fn value(self) -> f64 {
        match self {
            Self::AtLeast(value) | Self::AtMost(value) => value,
        }
    }

    /// Whether `value` is on the right side.
    pub fn admits(self, value: f64) -> bool {
        match self {
            Self::AtLeast(bound) => value >= bound,
            Self::AtMost(bound) => value <= bound,
        }
    }
}

impl Target {
    /// Judges a reported `value` after rounding it to `decimals` places.
    ///
    /// "Exceeded" means: better than the least reported value that meets the target. For "above 35" told in
    /// whole numbers, 36 meets it and 37 exceeds it; for a range it means past the far end.
    pub fn judge(&self, value: f64, decimals: u8, direction: Direction) -> Verdict {
        // Whole numbers of reporting units compare exactly where decimal fractions do not.
        let unit = 1.0 / scale(decimals);
        let value = round_to(value, decimals);
        let least = self.least_met(decimals, direction);
        if !least.admits(value + nudge(unit, least)) {
            return Verdict::NotMet;
        }
        let far = match (self.comparator, self.value_high, direction) {
            (Comparator::Range, Some(high), Direction::Up) => high,
            (Comparator::Range, Some(_), Direction::Down) => self.value,
            _ => least.value(),
        };
        let past = match least {
            Bound::AtLeast(_) => value > far + unit * 0.25,
            Bound::AtMost(_) => value < far - unit * 0.25,
        };
        if past {
            Verdict::Exceeded
        } else {
            Verdict::Met
        }
    }

    /// The bound for a *projected*, unrounded value: the target's own number, strict or not, since a
    /// projection has no reporting precision and equality has no probability. Kinds whose value is rounded
    /// before it is judged (counts, shares up to 100 %) use [`Target::rounded_bound`].
    pub fn bound(&self, direction: Direction) -> Bound {
        let near = match (self.comparator, self.value_high, direction) {
            (Comparator::Range, Some(high), Direction::Down) => high,
            _ => self.value,
        };
        if self.wants_more(direction) {
            Bound::AtLeast(near)
        } else {
            Bound::AtMost(near)
        }
    }

    /// The bound for a projected value that is rounded to `decimals` before it is judged: half a reporting
    /// unit before the least reported value that meets the target.
    pub fn rounded_bound(&self, decimals: u8, direction: Direction) -> Bound {
        let half = 0.5 / scale(decimals);
        match self.least_met(decimals, direction) {
            Bound::AtLeast(value) => Bound::AtLeast(value - half),
            Bound::AtMost(value) => Bound::AtMost(value + half),
        }
    }

    /// The least ambitious reported value that meets the target.
    pub fn least_met(&self, decimals: u8, direction: Direction) -> Bound {
        let unit = 1.0 / scale(decimals);
        match (self.comparator, self.bound(direction)) {
            (Comparator::Above, Bound::AtLeast(value)) => {
                Bound::AtLeast(round_to(value + unit, decimals))
            }
            (Comparator::Below, Bound::AtMost(value)) => {
                Bound::AtMost(round_to(value - unit, decimals))
            }
            (_, bound) => bound,
        }
    }

    fn wants_more(&self, direction: Direction) -> bool {
        match self.comparator {
            Comparator::Above | Comparator::AtLeast => true,
            Comparator::Below | Comparator::AtMost => false,
            Comparator::Reach | Comparator::Range => direction == Direction::Up,
        }
    }
}

/// A quarter of a unit in the bound's favour, so that binary fractions cannot decide.
fn nudge(unit: f64, bound: Bound) -> f64 {
    match bound {
        Bound::AtLeast(_) => unit * 0.25,
        Bound::AtMost(_) => -unit * 0.25,
    }
}

/// 10 to the power of `decimals`, exactly.
pub(crate) fn scale(decimals: u8) -> f64 {
    (0..decimals.min(15)).fold(1.0, |scale, _| scale * 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(comparator: Comparator, value: f64, value_high: Option<f64>) -> Target {
        Target {
            comparator,
            value,
            value_high,
            words: String::new(),
        }
    }

    #[test]
    fn above_eight_is_not_met_by_eight_nor_by_what_is_shown_as_eight() {
        let growth = target(Comparator::Above, 8.0, None);
        for value in [7.99, 7.999, 8.0, 8.004] {
            assert_eq!(
                growth.judge(value, 2, Direction::Up),
                Verdict::NotMet,
                "{value}"
            );
        }
        assert_eq!(growth.judge(8.01, 2, Direction::Up), Verdict::Met);
        assert_eq!(growth.judge(8.02, 2, Direction::Up), Verdict::Exceeded);
    }

    #[test]
    fn a_range_is_met_from_its_near_end_and_exceeded_past_its_far_end() {
        let poverty = target(Comparator::Range, 2.0, Some(2.5));
        assert_eq!(poverty.judge(1.99, 2, Direction::Up), Verdict::NotMet);
        assert_eq!(poverty.judge(2.0, 2, Direction::Up), Verdict::Met);
        assert_eq!(poverty.judge(2.5, 2, Direction::Up), Verdict::Met);
        assert_eq!(poverty.judge(2.51, 2, Direction::Up), Verdict::Exceeded);
    }

    #[test]
    fn less_is_better_where_the_target_says_so() {
        let crimes = target(Comparator::AtMost, -5.0, None);
        assert_eq!(crimes.judge(-4.9, 1, Direction::Down), Verdict::NotMet);
        assert_eq!(crimes.judge(-5.0, 1, Direction::Down), Verdict::Met);
        assert_eq!(crimes.judge(-7.0, 1, Direction::Down), Verdict::Exceeded);
        let malnutrition = target(Comparator::Below, 15.8, None);
        assert_eq!(
            malnutrition.judge(15.8, 1, Direction::Down),
            Verdict::NotMet
        );
        assert_eq!(malnutrition.judge(15.7, 1, Direction::Down), Verdict::Met);
        assert_eq!(
            malnutrition.rounded_bound(1, Direction::Down),
            Bound::AtMost(15.7 + 0.05)
        );
    }

    #[test]
    fn a_count_above_thirty_five_needs_thirty_six() {
        let cooperatives = target(Comparator::Above, 35.0, None);
        assert_eq!(cooperatives.judge(36.0, 0, Direction::Up), Verdict::Met);
        assert_eq!(
            cooperatives.rounded_bound(0, Direction::Up),
            Bound::AtLeast(35.5)
        );
    }
}
