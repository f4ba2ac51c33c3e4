//! What several screens share.

pub mod icon;

pub use icon::Icon;
