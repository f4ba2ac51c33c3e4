//! A lever: one input of one indicator that a scenario may set, with its limits and its neutral position.
//!
//! A lever is what someone would do (a pace, an amount, a level); an assumption is how the world is taken to be (a
//! spread, a season). Both are moved alike, and [`LeverKind::is_assumption`] keeps them apart.

mod positions;
mod span;
mod words;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::calendar::PlanYear;
use crate::indicator::{Indicator, IndicatorId, Kind};

pub use positions::{DELAY_MONTHS, Levers};
pub use span::{LeverSpan, span_of};
pub use words::{lever_name, position_in_words, unit_of};

/// What a lever moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeverKind {
    /// The pace of the remainder of a flow, as a multiple: 1 is the base. May begin on a date and be reached by a ramp.
    Pace,
    /// A one-off amount before the year's end, in the indicator's unit: 0 is the base. May have a date and a range.
    OneOff,
    /// The part of a flow's remainder, in %, that comes some months late: 0 is the base.
    Delay,
    /// The growth of a remaining quarter (1–4), in %.
    Growth(u8),
    /// The level, share or value at the year's end.
    Level,
    /// The rank published for the year.
    Rank,
    /// The target itself, in the indicator's unit.
    Target,
    /// Assumption: how evenly a flow keeps to its profile, κ.
    Kappa,
    /// Assumption: the share of the year's total, in %, that is normally reached by the date of the newest figure.
    Share,
    /// Assumption: the weight of a quarter (1–4) in the year's growth, in %; the other three share what is left.
    Weight(u8),
    /// Assumption: the spread of a remaining quarter's growth, in points.
    Sigma,
    /// Assumption: the yearly spread of a level on the logit scale.
    Spread,
    /// A driver: something outside the targets that moves one or more of them. The subject is the driver.
    Driver,
}

/// The kinds without a number in their name, and what each is called in a [`LeverId`].
const PLAIN: [(&str, LeverKind); 11] = [
    ("pace", LeverKind::Pace),
    ("one-off", LeverKind::OneOff),
    ("delay", LeverKind::Delay),
    ("level", LeverKind::Level),
    ("rank", LeverKind::Rank),
    ("target", LeverKind::Target),
    ("kappa", LeverKind::Kappa),
    ("share", LeverKind::Share),
    ("sigma", LeverKind::Sigma),
    ("spread", LeverKind::Spread),
    ("driver", LeverKind::Driver),
];

impl LeverKind {
    /// Whether it is taken for granted rather than done. Drivers say themselves which they are.
    pub fn is_assumption(self) -> bool {
        matches!(
            self,
            Self::Kappa | Self::Share | Self::Weight(_) | Self::Sigma | Self::Spread
        )
    }
}

/// The stable name of a lever: `pace:budget-revenue`, `growth-4:grdp-growth`, `driver:population`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LeverId {
    /// What it moves.
    pub kind: LeverKind,
    /// Of which indicator; of a driver, its name. Names of drivers and indicators differ from each other.
    pub subject: IndicatorId,
}

impl fmt::Display for LeverId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            LeverKind::Growth(quarter) => write!(f, "growth-{quarter}:{}", self.subject),
            LeverKind::Weight(quarter) => write!(f, "weight-{quarter}:{}", self.subject),
            kind => {
                let found = PLAIN.iter().find(|(_, plain)| *plain == kind);
                write!(f, "{}:{}", found.map_or("", |(name, _)| name), self.subject)
            }
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
        let (kind, subject) = text.split_once(':').ok_or_else(refuse)?;
        let quarter = |of: &str| match of {
            "1" => Some(1),
            "2" => Some(2),
            "3" => Some(3),
            "4" => Some(4),
            _ => None,
        };
        let numbered = kind
            .strip_prefix("growth-")
            .and_then(quarter)
            .map(LeverKind::Growth)
            .or_else(|| {
                let of = kind.strip_prefix("weight-").and_then(quarter);
                of.map(LeverKind::Weight)
            });
        let plain = || PLAIN.iter().find(|(name, _)| *name == kind);
        let kind = numbered
            .or_else(|| plain().map(|(_, kind)| *kind))
            .ok_or_else(refuse)?;
        Ok(Self {
            kind,
            subject: subject.into(),
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
        schemars::json_schema!({ "type": "string", "pattern": "^(pace|one-off|delay|growth-[1-4]|level|rank|target|kappa|share|weight-[1-4]|sigma|spread|driver):.+$" })
    }
}

/// The levers that an indicator has, the main one first. `open_quarters` tells which quarters have no figure yet.
pub fn levers_of(indicator: &Indicator, open_quarters: [bool; 4]) -> Vec<LeverKind> {
    match indicator.kind {
        Kind::Flow | Kind::FlowCount | Kind::FlowChange => vec![
            LeverKind::Pace,
            LeverKind::OneOff,
            LeverKind::Delay,
            LeverKind::Target,
        ],
        Kind::Growth => (1..=4u8)
            .filter(|quarter| open_quarters[usize::from(quarter - 1)])
            .map(LeverKind::Growth)
            .chain([LeverKind::Target])
            .collect(),
        Kind::Level | Kind::Completion | Kind::LevelChange | Kind::Annual => {
            vec![LeverKind::Level, LeverKind::Target]
        }
        Kind::RankGain => vec![LeverKind::Rank, LeverKind::Target],
        Kind::AllOf => Vec::new(),
    }
}

/// The assumptions about an indicator that a scenario may set.
pub fn assumptions_of(indicator: &Indicator) -> Vec<LeverKind> {
    match indicator.kind {
        Kind::Flow | Kind::FlowCount | Kind::FlowChange => {
            vec![LeverKind::Share, LeverKind::Kappa]
        }
        Kind::Growth => vec![LeverKind::Weight(4), LeverKind::Sigma],
        Kind::Level | Kind::Completion => vec![LeverKind::Spread],
        Kind::LevelChange | Kind::Annual | Kind::RankGain | Kind::AllOf => Vec::new(),
    }
}

/// Which of the plan year's quarters have no figure up to `done` yet.
pub fn open_quarters(plan: PlanYear, done: Option<jiff::civil::Date>) -> [bool; 4] {
    [1, 2, 3, 4].map(|quarter| done.is_none_or(|done| plan.quarter_end(quarter) > done))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn every_lever_is_found_again_by_its_name() {
        let numbered =
            (1..=4).flat_map(|quarter| [LeverKind::Growth(quarter), LeverKind::Weight(quarter)]);
        for kind in PLAIN.iter().map(|(_, kind)| *kind).chain(numbered) {
            let id = LeverId {
                kind,
                subject: "a.b".into(),
            };
            assert_eq!(id.to_string().parse::<LeverId>().unwrap(), id);
        }
        for text in [
            "",
            "pace",
            "growth-5:x",
            "growth-:x",
            "weight-0:x",
            "colour:x",
        ] {
            assert!(text.parse::<LeverId>().is_err(), "{text}");
        }
    }
}
