//! The journeys. Each file is one thing that people come to do.
//!
//! Run them by `cargo xtask test --only journeys`: it builds the page and sets up the browsers.

mod as_of;
mod drawing;
mod drivers;
mod figures;
mod halves;
mod harness;
mod hooks;
mod indicator;
mod keyboard;
mod meeting;
mod opening;
mod overview;
mod past_years;
mod rooms;
mod scenario;
mod settings;
mod share;
mod simulation;
mod steps;
mod storage;
mod studio;
