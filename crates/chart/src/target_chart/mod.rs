//! The large chart of one indicator: figures, expected path, projection, scenario, target, past years.
//!
//! [`TargetChart`] is what it shows; [`TargetChart::lay_out`] makes of it, for a size and a typeface, a
//! [`Drawing`]: a scene to paint and an index for the crosshair.

mod domain;
mod ends;
mod frame;
mod index;
mod input;
mod live;
mod still;

#[cfg(test)]
mod tests;

pub use frame::Hold;
pub use index::{Index, Move, Reading};
pub use input::{DateWords, Fan, Figure, Names, NumberWords, TargetChart, TargetLine, Year};

use crate::place::Ground;
use crate::scale::Scale;
use crate::scene::{Mark, Scene, Shape};
use crate::words::Measure;
use frame::Frame;

/// The room for a chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// The width in CSS pixels.
    pub width: f64,
    /// The height in CSS pixels.
    pub height: f64,
    /// The size of body text in CSS pixels: 16 on a desk, 24 or more on the wall. Lines and points
    /// grow with it.
    pub font: f64,
}

impl View {
    /// The view with sizes that can be drawn in: whatever a layout passes through on its way.
    fn sane(self) -> Self {
        let hold = |value: f64, low: f64, high: f64| {
            if value.is_finite() {
                value.clamp(low, high)
            } else {
                low
            }
        };
        let width = hold(self.width, 60.0, 16_000.0);
        let height = hold(self.height, 60.0, 16_000.0);
        // Letters larger than a ninth of the box leave no room for a plot.
        let largest = f64::min(width, height) / 9.0;
        Self {
            width,
            height,
            font: hold(self.font, 6.0, 120.0).min(largest),
        }
    }
}

/// A chart laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// What to paint.
    pub scene: Scene,
    /// What lies where, for a crosshair.
    pub index: Index,
    /// The vertical scale, for what is drawn by hand.
    pub y: Scale,
    /// Its axes, for the next one to hold.
    pub hold: Hold,
}

impl TargetChart {
    /// Lays the chart out.
    pub fn lay_out(&self, view: View, measure: Measure) -> Drawing {
        self.lay_out_holding(view, measure, None)
    }

    /// Lays the chart out with the axes of a drawing before, as far as they suffice: while a hand moves a lever.
    pub fn lay_out_holding(&self, view: View, measure: Measure, held: Option<Hold>) -> Drawing {
        let frame = Frame::new(self, view.sane(), measure, held);
        let mut ground = Ground::new(frame.plot);
        // The target's words settle first: they may not be pushed out by anything.
        let target = still::target(self, &frame, &mut ground);
        let mut scene = Scene {
            width: frame.view.width,
            height: frame.view.height,
            plot: frame.plot,
            still: still::marks(self, &frame),
            live: live::marks(self, &frame, &mut ground, target),
        };
        scene.live.extend(ends::marks(self, &frame));
        // Words cut to nothing are not marks.
        let says =
            |mark: &Mark| !matches!(&mark.shape, Shape::Text { words, .. } if words.is_empty());
        scene.still.retain(says);
        scene.live.retain(says);
        Drawing {
            scene,
            index: Index::new(self, &frame),
            y: frame.y,
            hold: frame.hold,
        }
    }
}
