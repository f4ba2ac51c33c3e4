//! The Monte Carlo kernel: counted draws, a Gaussian copula, and how often each target is met.
//!
//! A crate of its own because two programs hold it: the page, for the preview of a frame, and the worker, which holds
//! nothing else of ours. It is also what is compiled for speed where everything else is compiled for size.
//!
//! The one idea that makes it fast: a year's value is x = F⁻¹(Φ(z)), which rises with z. So "x is on the right side of
//! its target" is the same as "z is on the right side of Φ⁻¹ of the closed form's probability", and a quantile of x is x
//! of the quantile of z. The loop therefore never computes a distribution: it draws z, and compares.
//!
//! ```
//! use muctieu_simulate::{Block, Event, Plan, Run, Side};
//!
//! // Two targets with even chances whose values go together with a correlation of ½.
//! let block = Block::Common { key: 7, share: 0.5_f64.sqrt(), own: 0.5_f64.sqrt(), keys: vec![1, 2] };
//! let event = |variable| Event { variable, sign: 1.0, threshold: 0.0, whole: None, counts: true };
//! let side = Side { fixed: 0, events: vec![event(0), event(1)], wholes: vec![] };
//! let plan = Plan::new(vec![block], vec![side], false)?;
//! let mut run = Run::new(plan, 2024, 20_000);
//! while !run.step(4_096) {}
//! let both = f64::from(run.results().sides[0].number[2]) / 20_000.0;
//! // The orthant probability is 1/4 + asin(½)/2π = 1/3.
//! assert!((both - 1.0 / 3.0).abs() < 0.01);
//! # Ok::<(), muctieu_simulate::Unsound>(())
//! ```

mod batch;
mod counts;
mod histogram;
mod kept;
pub mod normal;
pub mod philox;
mod plan;
mod run;
mod tally;
mod wire;

pub use histogram::Histogram;
pub use kept::Kept;
pub use plan::{Block, Event, Plan, Side, Unsound, Whole};
pub use run::{Results, Run};
pub use tally::SideResults;
pub use wire::Wire;

/// The name of a variable as draws are keyed by it: FNV-1a, 64 bits (Fowler, Noll, Vo; RFC 9923).
pub fn key_of(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
