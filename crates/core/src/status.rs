//! Where a target stands: a word from the language of official reports.

use serde::{Deserialize, Serialize};

use crate::lang::Lang;

/// The status of one target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The year is closed and the target was not reached.
    Missed,
    /// Unlikely to be met.
    OffTrack,
    /// May be missed.
    AtRisk,
    /// Likely to be met.
    OnTrack,
    /// Met for good.
    Achieved,
    /// Met for good, and more.
    Exceeded,
    /// Nothing to judge by.
    NotAssessed,
}

impl Status {
    /// All of them, the worst first, "not assessed" last.
    pub const ALL: [Self; 7] = [
        Self::Missed,
        Self::OffTrack,
        Self::AtRisk,
        Self::OnTrack,
        Self::Achieved,
        Self::Exceeded,
        Self::NotAssessed,
    ];

    /// The stable name: `on-track`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::OffTrack => "off-track",
            Self::AtRisk => "at-risk",
            Self::OnTrack => "on-track",
            Self::Achieved => "achieved",
            Self::Exceeded => "exceeded",
            Self::NotAssessed => "not-assessed",
        }
    }

    /// The word for the user, as officials use it.
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Missed => lang.pick("Không đạt", "Missed"),
            Self::OffTrack => lang.pick("Khó đạt", "Off track"),
            Self::AtRisk => lang.pick("Có nguy cơ", "At risk"),
            Self::OnTrack => lang.pick("Đúng tiến độ", "On track"),
            Self::Achieved => lang.pick("Đạt", "Achieved"),
            Self::Exceeded => lang.pick("Vượt", "Exceeded"),
            Self::NotAssessed => lang.pick("Chưa đánh giá", "Not assessed"),
        }
    }

    /// Its place in a list with the worst first.
    pub fn rank(self) -> usize {
        Self::ALL
            .iter()
            .position(|status| *status == self)
            .unwrap_or(Self::ALL.len())
    }
}

/// From which probability a target is on track, and at risk.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Thresholds {
    /// On track from here (0.8).
    pub on_track: f64,
    /// At risk from here (0.4); off track below.
    pub at_risk: f64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            on_track: 0.8,
            at_risk: 0.4,
        }
    }
}

impl Thresholds {
    /// The status of a target that is met with probability `p` and is still open.
    pub fn status(&self, p: f64) -> Status {
        if p >= self.on_track {
            Status::OnTrack
        } else if p >= self.at_risk {
            Status::AtRisk
        } else {
            Status::OffTrack
        }
    }
}
