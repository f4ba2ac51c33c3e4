//! An indicator: one measurable target of the resolution, and how its figures are to be read.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::calendar::PlanYear;
use crate::lang::Lang;
use crate::target::{Bound, Direction, Target, Verdict};

/// The stable name of an indicator, as in links and exports: `budget-revenue`, `traffic-accidents.deaths`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct IndicatorId(#[cfg_attr(feature = "schema", schemars(with = "String"))] Arc<str>);

impl IndicatorId {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for IndicatorId {
    fn from(name: &str) -> Self {
        Self(name.into())
    }
}

impl Borrow<str> for IndicatorId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IndicatorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Bilingual {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// The text in `lang`, or in the other language where this one is empty.
    pub fn get(&self, lang: Lang) -> &str {
        let (wanted, other) = match lang {
            Lang::Vi => (&self.vi, &self.en),
            Lang::En => (&self.en, &self.vi),
        };
        if wanted.is_empty() { other } else { wanted }
    }
}

/// How an indicator's figures make up the year's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// An amount that accumulates over the year (revenue, hectares planted).
    Flow,
    /// A whole number that accumulates over the year (co-operatives founded).
    FlowCount,
    /// Growth on the same period last year, reported cumulatively by quarter (GRDP).
    Growth,
    /// A level at a date (insurance coverage).
    Level,
    /// The fall of a level over the year, in points (poverty reduction).
    LevelChange,
    /// One figure for the year (graduation).
    Annual,
    /// Places gained in a ranking that is published after the year.
    RankGain,
    /// The share done of what was assigned.
    Completion,
    /// A count that accumulates, told as its change in % on last year.
    FlowChange,
    /// Met when every one of its parts is.
    #[serde(rename = "all-of")]
    AllOf,
}

impl Kind {
    /// Whether figures are cumulative amounts over the year.
    pub fn accumulates(self) -> bool {
        matches!(self, Self::Flow | Self::FlowCount | Self::FlowChange)
    }

    /// Whether figures are whole numbers.
    pub fn counts(self) -> bool {
        matches!(self, Self::FlowCount | Self::FlowChange)
    }

    /// Whether the projected value is rounded to the reporting precision before it is judged.
    ///
    /// Counts come in whole units (and so does a change in % of a count: "down" means at least one less), and a share nears 100 % without reaching it. For amounts and growth the
    /// closed forms are kept as they stand: half a unit of 1,010 is far below the model's own error.
    fn is_rounded(self) -> bool {
        matches!(
            self,
            Self::FlowCount
                | Self::Level
                | Self::LevelChange
                | Self::Completion
                | Self::Annual
                | Self::RankGain
                | Self::FlowChange
        )
    }
}

/// Where in the resolution's text an indicator's target stands, in bytes of the corrected text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Passage {
    /// First byte of the sentence.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// First byte of the target's own words.
    pub words_start: usize,
    /// One past their last byte.
    pub words_end: usize,
}

/// One measurable target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Indicator {
    /// Its stable name.
    pub id: IndicatorId,
    /// Its number in the resolution: `6a`.
    pub item: String,
    /// The field that it belongs to: `economy`, `society`, `governance`, `security`, `party`, or a user's own.
    pub group: String,
    /// What is measured.
    pub title: Bilingual,
    /// The unit.
    pub unit: Bilingual,
    /// How figures make up the year's value.
    pub kind: Kind,
    /// Which way is better.
    #[serde(default)]
    pub direction: Direction,
    /// What is to be reached.
    pub target: Target,
    /// Last year's value, where the resolution's target is a change on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<f64>,
    /// Decimals in which the indicator is reported.
    #[serde(default)]
    pub decimals: u8,
    /// The indicator that this one is a part of (`all-of`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<IndicatorId>,
    /// Where its target stands in the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passage: Option<Passage>,
    /// Its own plan year, where it differs from the workspace's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanYear>,
}

impl Indicator {
    /// The same indicator with another number for its target; a range keeps its width.
    #[must_use]
    pub fn aiming_at(&self, value: f64) -> Self {
        let mut aimed = self.clone();
        let width = self.target.value_high.map(|high| high - self.target.value);
        aimed.target.value = value;
        aimed.target.value_high = width.map(|width| value + width);
        aimed
    }

    /// Judges a value of the year at the indicator's reporting precision.
    pub fn judge(&self, value: f64) -> Verdict {
        self.target.judge(value, self.decimals, self.direction)
    }

    /// The bound that a projected value of the year is held against.
    pub fn bound(&self) -> Bound {
        if self.kind.is_rounded() {
            self.target.rounded_bound(self.decimals, self.direction)
        } else {
            self.target.bound(self.direction)
        }
    }

    /// Whether the unit is a percentage of a whole, so that values lie between 0 and 100.
    pub fn is_share(&self) -> bool {
        self.unit.vi == "%" && matches!(self.kind, Kind::Level | Kind::Completion | Kind::Annual)
    }
}
