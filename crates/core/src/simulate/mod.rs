//! All targets at once, correlated: Monte Carlo over a Gaussian copula, z = L·ε, u = Φ(z), x = F⁻¹(u).
//!
//! The loop itself is the crate [`muctieu_simulate`], which knows neither indicators nor distributions. Here a
//! [`Structure`] says which variables hang together (from the workspace's [`crate::correlation::Correlation`], made
//! positive definite where it is not), a [`Simulation`] says what is judged by them (from one board, or from the base
//! and a scenario, judged by the same draws), and its results are read back as [`Joint`] and [`RowResult`].
//!
//! The draws of an indicator depend on the seed, its name and the sample's number alone. So another indicator changes
//! nothing about them, and a lever in motion compares like with like.
//!
//! Whether a target is met is asked of z and not of x: x rises with z, so "x ≥ T" is "z ≥ −Φ⁻¹(p)", where p is what the
//! closed form says. The direct way, which draws x by [`crate::dist::Dist::quantile`], gives the same (a test holds the
//! two against each other) but finds a Beta quantile by iteration for every draw.
//!
//! ```
//! use muctieu_core::board::Board;
//! use muctieu_core::builtin;
//! use muctieu_core::simulate::{Detail, SEED, Simulation, Structure};
//!
//! let mut workspace = builtin::illustration()?;
//! std::sync::Arc::make_mut(&mut workspace.correlation).set_group("economy", 0.4);
//! let board = Board::new(&workspace, workspace.default_as_of(), None);
//! let structure = Structure::new(&workspace);
//! let simulation = Simulation::new(&structure, &workspace, &[&board], Detail::Joint);
//! let joint = simulation.joint(0, &simulation.run(SEED, 20_000));
//! assert_eq!(joint.assessed(), board.assessed);
//! assert!(joint.at_least(1).p >= joint.all().p);
//! # Ok::<(), muctieu_core::store::ReadError>(())
//! ```

mod matrix;
mod nearest;
mod orthant;
mod results;
mod simulation;
mod structure;

pub(crate) use orthant::all_met;

pub use muctieu_simulate::{Kept, Plan, Results, Run, Unsound, Wire};
pub use results::{Joint, QUANTILES, Quantile, RowResult, Share};
pub use simulation::{Detail, Simulation};
pub use structure::{Repair, Structure};

/// The seed of the page: any number would do, but it must stay the same for the same scenario to give the same picture.
pub const SEED: u64 = 2_024;
/// Samples of a preview within a frame.
pub const PREVIEW: u32 = 2_000;
/// Samples of a whole run.
pub const WHOLE: u32 = 100_000;
