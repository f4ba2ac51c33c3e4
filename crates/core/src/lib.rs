//! The model of Mục Tiêu: targets, figures, projection, what-if. No browser type, no clock, no randomness
//! but the counted kind: the same inputs give the same outputs, bit for bit, natively and in WebAssembly.

pub mod lang;
pub mod math;
pub mod number;
