//! Marks onto a sheet, through plotters.
//!
//! Drawn with the primitives of plotters' backends rather than with its chart builder: the geometry is
//! ours and tested without a screen, and the builder's generics would be a third of the module's size.

use muctieu_chart::scene::{Dash, Mark, Point, Shape, Weight};
use plotters::prelude::DrawingBackend;
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBAColor, ShapeStyle, TextStyle};
use plotters_backend::{BackendCoord, BackendTextStyle, DrawingErrorKind};

use super::backend::{Pen, UNITS, anchor, units};
use super::palette::Palette;
use muctieu_chart::scene::Ink;

/// What a scene needs beyond a plotters backend. A backend for SVG would be another one.
pub trait Sheet: DrawingBackend {
    /// The next lines are dashed so, or solid.
    fn set_dash(&mut self, dash: Option<Dash>);

    /// Draws words with the ground shining through around their letters.
    fn draw_halo<S: BackendTextStyle>(
        &mut self,
        words: &str,
        style: &S,
        place: BackendCoord,
        ground: RGBAColor,
    ) -> Result<(), DrawingErrorKind<Self::ErrorType>>;
}

impl Sheet for Pen {
    fn set_dash(&mut self, dash: Option<Dash>) {
        self.dash(dash);
    }

    fn draw_halo<S: BackendTextStyle>(
        &mut self,
        words: &str,
        style: &S,
        place: BackendCoord,
        ground: RGBAColor,
    ) -> Result<(), DrawingErrorKind<Self::ErrorType>> {
        self.halo(words, style, place, ground)
    }
}

fn place(point: Point) -> BackendCoord {
    (units(point.x), units(point.y))
}

fn places(points: &[Point]) -> impl Iterator<Item = BackendCoord> + '_ {
    points.iter().map(|point| place(*point))
}

fn stroke(colour: RGBAColor, width: f64) -> ShapeStyle {
    ShapeStyle {
        color: colour,
        filled: false,
        stroke_width: units(width).unsigned_abs().max(1),
    }
}

/// Draws the marks in order, in the colours of the palette.
pub fn paint<S: Sheet>(
    sheet: &mut S,
    marks: &[Mark],
    palette: &Palette,
) -> Result<(), DrawingErrorKind<S::ErrorType>> {
    let ground = palette.colour(Ink::Paper);
    for mark in marks {
        let colour = palette.colour(mark.ink);
        match &mark.shape {
            Shape::Line {
                points,
                width,
                dash,
            } => {
                sheet.set_dash(*dash);
                sheet.draw_path(places(points), &stroke(colour, *width))?;
                sheet.set_dash(None);
            }
            Shape::Area { points } => {
                sheet.fill_polygon(places(points), &stroke(colour, 1.0).filled())?;
            }
            Shape::Rule { from, to, width } => {
                sheet.draw_line(place(*from), place(*to), &stroke(colour, *width))?;
            }
            Shape::Dot { at, radius, ring } => {
                let radius = units(*radius).unsigned_abs();
                if let Some(width) = ring {
                    // The inside covers the line under it: hollow means hollow.
                    sheet.draw_circle(place(*at), radius, &stroke(ground, 1.0).filled(), true)?;
                    sheet.draw_circle(place(*at), radius, &stroke(colour, *width), false)?;
                } else {
                    sheet.draw_circle(place(*at), radius, &stroke(colour, 1.0).filled(), true)?;
                }
            }
            Shape::Text {
                at,
                words,
                anchor: part,
                weight,
                size,
                halo,
            } => {
                let bold = match weight {
                    Weight::Regular => FontStyle::Normal,
                    Weight::Strong => FontStyle::Bold,
                };
                let style = TextStyle {
                    font: FontDesc::new(FontFamily::Name(&palette.family), size * UNITS, bold),
                    color: colour.to_backend_color(),
                    pos: anchor(*part),
                };
                if *halo {
                    sheet.draw_halo(words, &style, place(*at), ground)?;
                } else {
                    sheet.draw_text(words, &style, place(*at))?;
                }
            }
        }
    }
    sheet.present()
}
