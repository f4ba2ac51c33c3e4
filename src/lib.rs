//! The page: a client-side Leptos application over [`muctieu_core`].
//!
//! Arrows point one way: [`pages`] → [`components`] → [`charts`] and [`state`] → core. [`platform`] is the only
//! module that names browser types for storage, files, clocks and windows; a chart never reads a signal of the
//! workspace, and a screen never reads storage.

#![allow(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties: that is Leptos's way of passing them"
)]

pub mod app;
#[cfg(test)]
mod bits;
pub mod charts;
pub mod components;
pub mod dom;
pub mod later;
pub mod pages;
pub mod platform;
pub mod route;
mod screens;
pub mod state;

#[allow(
    missing_docs,
    unused_qualifications,
    clippy::all,
    clippy::pedantic,
    clippy::expect_used
)]
mod texts {
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}
pub use texts::i18n;

pub use app::start;
