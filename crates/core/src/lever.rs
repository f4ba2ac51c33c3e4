//! A lever: one thing that someone could do about one indicator, with its limits and its neutral position.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::calendar::PlanYear;
use crate::indicator::{Indicator, IndicatorId, Kind};
use crate::lang::Lang;

/// What a lever moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeverKind {
    /// The pace of the remainder of a flow, as a multiple: 1 is the base.
    Pace,
    /// A one-off amount before the year's end, in the indicator's unit: 0 is the base.
    OneOff,
    /// The growth of a remaining quarter (1–4), in %.
    Growth(u8),
    /// The level, share or value at the year's end.
    Level,
    /// The rank published for the year.
    Rank,
}

/// The stable name of a lever: `pace:budget-revenue`, `growth-4:grdp-growth`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LeverId {
    /// What it moves.
    pub kind: LeverKind,
    /// Of which indicator.
    pub indicator: IndicatorId,
}

impl fmt::Display for LeverId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            LeverKind::Pace => write!(f, "pace:{}", self.indicator),
            LeverKind::OneOff => write!(f, "one-off:{}", self.indicator),
            LeverKind::Growth(quarter) => write!(f, "growth-{quarter}:{}", self.indicator),
            LeverKind::Level => write!(f, "level:{}", self.indicator),
            LeverKind::Rank => write!(f, "rank:{}", self.indicator),
        }
    }
}

/// A text that is not the name of a lever.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not the name of a lever")]
pub struct NotALever(String);

impl FromStr for LeverId {
    type Err = NotALever;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || NotALever(text.chars().take(60).collect());
        let (kind, indicator) = text.split_once(':').ok_or_else(refuse)?;
        let kind = match kind {
            "pace" => LeverKind::Pace,
            "one-off" => LeverKind::OneOff,
            "growth-1" => LeverKind::Growth(1),
            "growth-2" => LeverKind::Growth(2),
            "growth-3" => LeverKind::Growth(3),
            "growth-4" => LeverKind::Growth(4),
            "level" => LeverKind::Level,
            "rank" => LeverKind::Rank,
            _ => return Err(refuse()),
        };
        Ok(Self {
            kind,
            indicator: indicator.into(),
        })
    }
}

impl Serialize for LeverId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for LeverId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for LeverId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "LeverId".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^(pace|one-off|growth-[1-4]|level|rank):.+$" })
    }
}

/// The limits of a lever, and where it stands when nobody has touched it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeverSpan {
    /// The least position.
    pub min: f64,
    /// The greatest position.
    pub max: f64,
    /// One step of an arrow key.
    pub step: f64,
    /// The position that changes nothing; none where nothing is known yet and the lever sets what is missing.
    pub neutral: Option<f64>,
    /// Decimals in which the position is told.
    pub decimals: u8,
}

impl LeverSpan {
    /// `value` brought within the limits.
    pub fn clamp(&self, value: f64) -> f64 {
        if value.is_finite() {
            value.clamp(self.min, self.max)
        } else {
            self.neutral.unwrap_or(self.min)
        }
    }
}

/// The positions of the levers of one indicator, as its forecast reads them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Levers {
    /// The pace of the remainder.
    pub pace: Option<f64>,
    /// The one-off amount.
    pub one_off: Option<f64>,
    /// The growth of each quarter.
    pub growth: [Option<f64>; 4],
    /// The level at the year's end.
    pub level: Option<f64>,
    /// The rank for the year.
    pub rank: Option<f64>,
}

impl Levers {
    /// Puts one lever into its position; one that is no number leaves it where it is.
    pub fn set(&mut self, kind: LeverKind, value: f64) {
        if !value.is_finite() {
            return;
        }
        match kind {
            LeverKind::Pace => self.pace = Some(value),
            LeverKind::OneOff => self.one_off = Some(value),
            LeverKind::Growth(quarter) => {
                if let Some(slot) = self.growth.get_mut(usize::from(quarter.saturating_sub(1))) {
                    *slot = Some(value);
                }
            }
            LeverKind::Level => self.level = Some(value),
            LeverKind::Rank => self.rank = Some(value),
        }
    }

    /// Puts one lever back.
    pub fn clear(&mut self, kind: LeverKind) {
        match kind {
            LeverKind::Pace => self.pace = None,
            LeverKind::OneOff => self.one_off = None,
            LeverKind::Growth(quarter) => {
                if let Some(slot) = self.growth.get_mut(usize::from(quarter.saturating_sub(1))) {
                    *slot = None;
                }
            }
            LeverKind::Level => self.level = None,
            LeverKind::Rank => self.rank = None,
        }
    }

    /// The pace of the remainder: 1 unless set.
    pub fn pace(&self) -> f64 {
        self.pace.unwrap_or(1.0)
    }

    /// The one-off amount: 0 unless set.
    pub fn one_off(&self) -> f64 {
        self.one_off.unwrap_or(0.0)
    }
}

/// The kinds of lever that an indicator has, the main one first. `open_quarters` tells which quarters have no
/// figure yet.
pub fn levers_of(indicator: &Indicator, open_quarters: [bool; 4]) -> Vec<LeverKind> {
    match indicator.kind {
        Kind::Flow | Kind::FlowCount | Kind::FlowChange => vec![LeverKind::Pace, LeverKind::OneOff],
        Kind::Growth => (1..=4u8)
            .filter(|quarter| open_quarters[usize::from(quarter - 1)])
            .map(LeverKind::Growth)
            .collect(),
        Kind::Level | Kind::Completion | Kind::LevelChange | Kind::Annual => vec![LeverKind::Level],
        Kind::RankGain => vec![LeverKind::Rank],
        Kind::AllOf => Vec::new(),
    }
}

/// The limits of a lever. `base` is the base forecast of the year (or of the quarter, for growth), where there is one.
pub fn span_of(kind: LeverKind, indicator: &Indicator, base: Option<f64>) -> LeverSpan {
    let target = indicator.target.value;
    let decimals = indicator.decimals;
    let unit = 1.0 / crate::target::scale(decimals);
    match kind {
        LeverKind::Pace => LeverSpan {
            min: 0.5,
            max: 2.0,
            step: 0.01,
            neutral: Some(1.0),
            decimals: 2,
        },
        LeverKind::OneOff => {
            let reach = if indicator.kind == Kind::FlowChange {
                // The lever is a count, the projection a change in %.
                indicator.baseline.unwrap_or(100.0)
            } else {
                target
            };
            let max = nice_above(reach.abs() * 0.5).max(unit);
            LeverSpan {
                min: -max,
                max,
                step: nice_above(max / 200.0).max(unit),
                neutral: Some(0.0),
                decimals,
            }
        }
        LeverKind::Growth(_) => LeverSpan {
            min: -5.0,
            max: 25.0,
            step: 0.1,
            neutral: base,
            decimals: 2,
        },
        LeverKind::Rank => LeverSpan {
            min: 1.0,
            max: 63.0,
            step: 1.0,
            neutral: None,
            decimals: 0,
        },
        LeverKind::Level if indicator.is_share() => LeverSpan {
            min: 0.0,
            max: 100.0,
            step: 0.1,
            neutral: base,
            decimals: decimals.max(1),
        },
        LeverKind::Level => {
            let max = nice_above(target.abs().max(base.unwrap_or(0.0).abs()) * 2.0).max(unit);
            LeverSpan {
                min: 0.0,
                max,
                step: (max / 200.0).max(unit),
                neutral: base,
                decimals: decimals.max(1),
            }
        }
    }
}

/// The least of 1, 2, 5 times a power of ten that is not below `value`.
fn nice_above(value: f64) -> f64 {
    // Powers of ten from exact ones, so that a limit of 1,000 is not 999.999….
    let step = |power: u8| {
        if power < 6 {
            1.0 / crate::target::scale(6 - power)
        } else {
            crate::target::scale(power - 6)
        }
    };
    (0..=21)
        .flat_map(|power| [1.0, 2.0, 5.0].map(|factor| factor * step(power)))
        .find(|limit| *limit >= value)
        .unwrap_or(value)
}

/// What the lever is called beside its indicator's name.
pub fn lever_name(kind: LeverKind, indicator: &Indicator, lang: Lang) -> String {
    match kind {
        LeverKind::Pace => lang
            .pick("Nhịp độ phần còn lại", "Pace of the remainder")
            .to_owned(),
        LeverKind::OneOff => lang.pick("Khoản một lần", "One-off amount").to_owned(),
        LeverKind::Growth(quarter) => {
            let roman = ["I", "II", "III", "IV"][usize::from(quarter.clamp(1, 4) - 1)];
            lang.pick(
                format!("Tăng trưởng quý {roman}"),
                format!("Growth in Q{quarter}"),
            )
        }
        LeverKind::Level => match indicator.kind {
            Kind::Level | Kind::Completion => {
                lang.pick("Mức cuối năm", "Level at year end").to_owned()
            }
            _ => lang.pick("Giá trị cả năm", "Value for the year").to_owned(),
        },
        LeverKind::Rank => lang.pick("Thứ bậc năm nay", "This year's rank").to_owned(),
    }
}

/// Which of the plan year's quarters have no figure up to `done` yet.
pub fn open_quarters(plan: PlanYear, done: Option<jiff::civil::Date>) -> [bool; 4] {
    [1, 2, 3, 4].map(|quarter| done.is_none_or(|done| plan.quarter_end(quarter) > done))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_round_numbers_to_the_last_bit() {
        for (value, limit) in [(505.0, 1000.0), (1000.0, 1000.0), (0.03, 0.05), (1.2, 2.0)] {
            assert_eq!(nice_above(value).to_bits(), f64::to_bits(limit), "{value}");
        }
    }
}
