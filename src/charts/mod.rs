//! Charts on the page: scenes of `muctieu-chart` painted on canvases by plotters.
//!
//! - [`backend`]: a plotters backend around that of `plotters-canvas` which knows the device pixel
//!   ratio and measures words without a layout;
//! - [`ruler`]: the widths of words, cached; [`palette`]: the colours of the theme;
//! - [`paint`]: marks of a scene, drawn through any plotters backend that can dash and halo;
//! - [`stage`]: two canvases that follow their box, the screen and the pointer, drawn once a frame by
//!   [`frames`] when [`watch`] or the component says so;
//! - [`view`]: the component; [`readout`] what its crosshair says; [`table`] the table beside a chart.
//!
//! No chart reads the workspace: a page gives it a [`muctieu_chart::target_chart::TargetChart`].

pub mod backend;
pub mod frames;
pub mod paint;
pub mod palette;
pub mod readout;
pub mod ruler;
pub mod stage;
pub mod table;
pub mod view;
pub mod watch;

#[cfg(all(test, target_arch = "wasm32"))]
mod tests;

pub use readout::{Readout, ReadoutRow, ReadoutWords};
pub use table::ChartTable;
pub use view::TargetChartView;
