//! The model of Mục Tiêu: targets, figures, projection, what-if. No browser type, no clock, no randomness
//! but the counted kind: the same inputs give the same outputs, bit for bit, natively and in WebAssembly.
//!
//! A tour: a [`workspace::Workspace`] holds a [`resolution::Resolution`], its [`indicator::Indicator`]s with their
//! [`target::Target`]s, the reported [`figure::Figure`]s and the [`scenario::Scenario`]s. [`board::Board`] judges
//! all of it on a date: each indicator's [`forecast::Forecast`] comes from one of [`forecast::METHODS`]. Every
//! change is an [`edit::Edit`], kept by a [`history::History`]; [`goal`] turns a wish into a lever position.
//! [`store`] reads and writes the file form.

pub mod assumption;
pub mod board;
pub mod builtin;
pub mod calendar;
pub mod check;
pub mod dist;
pub mod edit;
pub mod figure;
pub mod finding;
pub mod forecast;
pub mod goal;
pub mod history;
pub mod illustration;
pub mod indicator;
pub mod lang;
pub mod lever;
pub mod math;
pub mod number;
pub mod resolution;
pub mod scenario;
pub mod status;
pub mod store;
pub mod target;
pub mod workspace;
