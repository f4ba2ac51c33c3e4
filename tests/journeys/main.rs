//! The journeys. Each file is one thing that people come to do.
//!
//! Run them by `cargo xtask test --only journeys`: it builds the page and sets up the browsers.

mod harness;
mod keyboard;
mod opening;
mod scenario;
mod settings;
mod steps;
mod storage;
