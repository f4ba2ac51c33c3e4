//! The techniques by name, what may be made of a season, and why nothing can be fitted.

/// A way of forecasting a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Technique {
    /// Simple exponential smoothing.
    Ses,
    /// Holt's linear trend.
    Holt,
    /// Holt with a damped trend.
    DampedHolt,
    /// The standard Theta method, θ = 2.
    Theta,
    /// The dynamic optimised Theta method.
    DynamicTheta,
    /// The mean of SES, Holt and damped Holt.
    Comb,
    /// Each period as the same one of the year before.
    SeasonalNaive,
}

/// Why nothing can be fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFit {
    /// Fewer than two years of values.
    Short,
    /// A value is no number.
    NotFinite,
    /// The values do not vary around the fit, which says nothing of how far the next ones may.
    Constant,
}

impl Technique {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Theta,
        Self::DynamicTheta,
        Self::Comb,
        Self::DampedHolt,
        Self::Holt,
        Self::Ses,
        Self::SeasonalNaive,
    ];

    /// Its stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Ses => "ses",
            Self::Holt => "holt",
            Self::DampedHolt => "damped-holt",
            Self::Theta => "theta",
            Self::DynamicTheta => "dynamic-theta",
            Self::Comb => "comb",
            Self::SeasonalNaive => "seasonal-naive",
        }
    }
}

/// What may be made of a season.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seasons {
    /// Where there is one it multiplies if every value is positive, else it adds.
    Multiply,
    /// Where there is one it adds.
    Add,
    /// None is looked for.
    Ignore,
}
