//! Forecasts of regular series: monthly or quarterly values in, a fitted model out. Pure numbers; what the values
//! are and how they make up a year's value is [`crate::forecast`]'s business.
//!
//! Every technique but the seasonal naive one works on the series without its season ([`Season`]), as the M
//! competitions do: a line ([`Line`]) is fitted and goes on, and the season is put back. All of them are linear in
//! the shocks to come, so that the spread of a value or of a sum has a closed form; the simulated paths
//! ([`draws`]) are needed where a flow may not fall, and agree with it elsewhere.
//!
//! Sources: Hyndman, Koehler, Ord & Snyder (2008), Forecasting with Exponential Smoothing, ch. 2–3 and 5 (innovations
//! form with additive errors); Assimakopoulos & Nikolopoulos (2000), International Journal of Forecasting 16(4), and
//! Fiorucci, Pellegrini, Louzada, Petropoulos & Koehler (2016), the same 32(4) (Theta in state space);
//! Makridakis & Hibon (2000), the same 16(4) (Comb; the test for a season).

pub mod draws;
mod fit;
mod fitted;
mod line;
mod season;
mod smoothing;
mod technique;
mod theta;

pub use fit::{fit, fit_all};
pub use fitted::Fit;
pub use line::{Line, Shape, State};
pub use season::{Season, decompose, is_seasonal};
pub use technique::{NoFit, Seasons, Technique};
