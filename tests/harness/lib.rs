//! Opens the built page in real browsers and does what people do with it.
//!
//! A journey is a test around [`journey`]: it starts a fresh browser of the engine in `MUCTIEU_ENGINE`, serves
//! `MUCTIEU_DIST` from a sub-folder, and hands over a [`Page`]. When the journey ends, the console must be empty
//! and nobody but our own server may have been asked for anything.
//!
//! ```text
//! cargo xtask test --only journeys --engine firefox -- name_of_a_journey
//! ```

pub mod access;
pub mod browser;
pub mod console;
pub mod controls;
pub mod driver;
pub mod engine;
pub mod journey;
pub mod page;
pub mod settings;
mod shift;
pub mod simulator;
pub mod wait;

pub use engine::Engine;
pub use journey::journey;
pub use page::Page;
pub use thirtyfour::{By, Key, WebElement};

/// The result of a step.
pub type Result<T = ()> = anyhow::Result<T>;
