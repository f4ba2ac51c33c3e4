//! The log of a meeting's moves: what was changed in a scenario, when, and what it did; each with the scenario as it
//! was then, to return to, and all of it as minutes to take away.
//!
//! The core knows no clock: the moment comes as a value. An [`Entry`] holds values and not sentences, so that it reads
//! in whichever language the page is in.
//!
//! ```
//! use muctieu_core::board::Board;
//! use muctieu_core::builtin;
//! use muctieu_core::lang::Lang;
//! use muctieu_core::minutes::{Effect, Entry, How, Moment};
//! use muctieu_core::scenario::{Change, Scenario, ScenarioId};
//!
//! let workspace = builtin::resolution()?;
//! let as_of = workspace.default_as_of();
//! let before = Scenario::new(ScenarioId("s".into()), "Quý IV".into());
//! let mut after = before.clone();
//! after.set(&"growth-4:grdp-growth".parse()?, Some(11.5));
//!
//! let base = Board::new(&workspace, as_of, None);
//! let effect = Effect::between(&workspace, &base, &base.under(&workspace, as_of, &after));
//! let at = Moment::new("2026-11-28T09:05:00+07:00").expect("a moment");
//! let entry = Entry::new("m1".into(), at, How::Made, Some(&before), Some(&after), as_of, effect)
//!     .expect("something has changed");
//! assert_eq!(entry.at.clock(), "09:05");
//! assert_eq!(
//!     entry.in_words(&workspace, Lang::En),
//!     "Added: GRDP growth: growth in Q4 11.5%"
//! );
//! assert!(entry.effect.in_words(&workspace, Lang::Vi).starts_with(
//!     "P(Tốc độ tăng trưởng kinh tế (GRDP)) dưới 1% → 51%; kỳ vọng đạt "
//! ));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod book;
mod effect;
mod entry;
mod markdown;
mod moment;
mod moves;
#[cfg(test)]
mod tests;

pub use book::{Log, MOST};
pub use effect::{Effect, Shift};
pub use entry::{Entry, How, LONGEST_BOOKMARK};
pub use markdown::{Sheet, markdown};
pub use moment::Moment;
pub use moves::{Move, moves};
