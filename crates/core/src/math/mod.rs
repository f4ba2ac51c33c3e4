//! Special functions, root finding and small exact distributions: pure `f64`, the same bits on every platform.

pub mod beta;
mod beta_quantile;
pub mod counts;
pub mod gamma;
pub mod interpolate;
pub mod normal;
pub mod order;
pub mod root;
pub mod simplex;
