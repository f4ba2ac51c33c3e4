//! What has to be assumed where the figures do not say: how steady a flow is, how it falls over the year, how
//! the quarters weigh, how far a level may still move. Each is the user's to change, and is shown as assumed.

use serde::{Deserialize, Serialize};

use crate::lang::Lang;

/// How evenly a flow keeps to its profile: the concentration κ of the share done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Steadiness {
    /// κ = 200: close to its profile in every year.
    Even,
    /// κ = 50.
    #[default]
    Medium,
    /// κ = 12: large lots at irregular dates.
    Erratic,
    /// A κ of the user's own.
    Kappa(f64),
}

impl Steadiness {
    /// The named settings.
    pub const NAMED: [Self; 3] = [Self::Even, Self::Medium, Self::Erratic];

    /// κ, kept within 1 and 10⁶.
    pub fn kappa(self) -> f64 {
        match self {
            Self::Even => 200.0,
            Self::Kappa(kappa) if kappa.is_finite() => kappa.clamp(1.0, 1e6),
            Self::Medium | Self::Kappa(_) => 50.0,
            Self::Erratic => 12.0,
        }
    }

    /// Its name.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Even => lang.pick("đều", "even"),
            Self::Medium => lang.pick("vừa", "medium"),
            Self::Erratic => lang.pick("thất thường", "erratic"),
            Self::Kappa(_) => lang.pick("tự đặt", "your own"),
        }
    }
}

/// The spread of a remaining quarter's growth around the growth so far, in points, where the past does not tell.
pub const GROWTH_SIGMA: f64 = 1.5;
/// The yearly spread of a level on the logit scale, where its figures do not tell: about ±0.6 points around 97 %.
pub const LEVEL_SPREAD: f64 = 0.2;
/// The spread of an office's full-year estimate, as a share of what it still has to bring, where no range is given.
pub const ESTIMATE_SPREAD: f64 = 0.15;

/// The assumptions that a user has set for one indicator; what is empty follows the defaults.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Assumptions {
    /// The method chosen by hand, by its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// How even the flow is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub steadiness: Option<Steadiness>,
    /// A drawn profile: the share of the year's total that falls into each month, in twelve parts that sum to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<[f64; 12]>,
    /// The weights of the four quarters in the year's growth; they sum to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weights: Option<[f64; 4]>,
    /// The spread of a remaining quarter's growth, in points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sigma: Option<f64>,
    /// The yearly spread of a level on the logit scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spread: Option<f64>,
    /// Why, in the user's words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Assumptions {
    /// Whether nothing is set.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// The weights of the quarters: equal ones unless set.
    pub fn weights(&self) -> [f64; 4] {
        self.weights.unwrap_or([0.25; 4])
    }

    /// What is wrong with the values, if anything.
    pub fn fault(&self) -> Option<AssumptionFault> {
        let sums_to_one = |shares: &[f64]| {
            shares.iter().all(|share| (0.0..=1.0).contains(share))
                && (shares.iter().sum::<f64>() - 1.0).abs() < 1e-6
        };
        let positive = |value: Option<f64>| {
            value.is_none_or(|value| value.is_finite() && value > 0.0 && value < 1e6)
        };
        if self.profile.is_some_and(|shares| !sums_to_one(&shares)) {
            Some(AssumptionFault::Profile)
        } else if self.weights.is_some_and(|weights| !sums_to_one(&weights)) {
            Some(AssumptionFault::Weights)
        } else if !positive(self.sigma) || !positive(self.spread) {
            Some(AssumptionFault::Spread)
        } else if matches!(self.steadiness, Some(Steadiness::Kappa(kappa)) if !(1.0..=1e6).contains(&kappa))
        {
            Some(AssumptionFault::Kappa)
        } else {
            None
        }
    }
}

/// Why a set of assumptions is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AssumptionFault {
    /// The months do not sum to 100 %.
    #[error("the monthly profile does not sum to 1")]
    Profile,
    /// The quarters do not sum to 100 %.
    #[error("the quarterly weights do not sum to 1")]
    Weights,
    /// A spread that is not a positive number.
    #[error("a spread is not a positive number")]
    Spread,
    /// κ outside 1 to 10⁶.
    #[error("kappa is outside 1 to 1e6")]
    Kappa,
}

impl crate::lang::Say for AssumptionFault {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Profile => lang.pick(
                "Nhịp theo tháng phải cộng lại đủ 100%.",
                "The monthly profile must add up to 100%.",
            ),
            Self::Weights => lang.pick(
                "Tỷ trọng các quý phải cộng lại đủ 100%.",
                "The quarterly weights must add up to 100%.",
            ),
            Self::Spread => lang.pick(
                "Độ biến động phải là một số dương.",
                "The spread must be a positive number.",
            ),
            Self::Kappa => lang.pick(
                "κ phải nằm trong khoảng từ 1 đến 1.000.000.",
                "κ must lie between 1 and 1,000,000.",
            ),
        }
        .to_owned()
    }
}
