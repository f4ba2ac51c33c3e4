//! The page: a client-side Leptos application over [`muctieu_core`].
//!
//! Arrows point one way: [`pages`] → [`components`] → [`charts`] and [`state`] → core. [`platform`] is the only
//! module that names browser types for storage, files, clocks and windows; a chart never reads a signal of the
//! workspace, and a screen never reads storage.

pub mod app;
pub mod components;
pub mod pages;
pub mod platform;
pub mod route;
pub mod state;

leptos_i18n::load_locales!();

pub use app::start;
