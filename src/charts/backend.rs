//! A plotters backend on a canvas, crisp on any screen.
//!
//! `plotters_canvas::CanvasBackend` draws in whole pixels of the canvas' store and knows neither the
//! device pixel ratio nor a way to measure words but to put them into the page. [`Pen`] wraps it:
//!
//! - plotters sees a plane of [`UNITS`] units per CSS pixel, and the canvas' own transform maps it onto
//!   the store: lines keep a sixteenth of a pixel although plotters' coordinates are whole numbers, and
//!   strokes grow with the ratio by themselves;
//! - lines along an axis, and words, are placed on whole device pixels instead, so that hairlines stay
//!   hairlines at any ratio, fractions included, and letters are hinted at their true size;
//! - words are measured by the context's `measureText` and remembered.

use std::rc::Rc;

use muctieu_chart::scene::{Anchor, Dash, Weight};
use plotters::prelude::DrawingBackend;
use plotters::style::RGBAColor;
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontStyle,
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::ruler::Ruler;

/// How many units of plotters make a CSS pixel.
pub const UNITS: f64 = 16.0;

/// The width of the ground around letters that lie on lines, as a share of their size.
const HALO: f64 = 0.28;

type Failure = DrawingErrorKind<<CanvasBackend as DrawingBackend>::ErrorType>;

/// CSS pixels as units of plotters.
pub fn units(pixels: f64) -> i32 {
    // Scenes are finite and smaller than a wall of screens; the cast saturates beyond.
    #[allow(clippy::cast_possible_truncation)]
    let units = (pixels * UNITS).round() as i32;
    units
}

/// Which coordinates the canvas' transform expects at the moment.
#[derive(Clone, Copy, PartialEq)]
enum Plane {
    /// Units of plotters.
    Units,
    /// Pixels of the store.
    Store,
}

/// A canvas that plotters draws on.
pub struct Pen {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    inner: CanvasBackend,
    ruler: Rc<Ruler>,
    /// The size in CSS pixels.
    size: (f64, f64),
    /// Pixels of the store per CSS pixel, across and down.
    ratio: (f64, f64),
    plane: Plane,
    dashed: bool,
    /// The typeface and the alignment that the canvas has been told.
    font: String,
    align: &'static str,
}

impl Pen {
    /// A pen for a canvas; `None` where the browser gives no two-dimensional context.
    pub fn new(canvas: HtmlCanvasElement, ruler: Rc<Ruler>) -> Option<Self> {
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let inner = CanvasBackend::with_canvas_object(canvas.clone())?;
        Some(Self {
            canvas,
            context,
            inner,
            ruler,
            size: (1.0, 1.0),
            ratio: (1.0, 1.0),
            plane: Plane::Store,
            dashed: false,
            font: String::new(),
            align: "",
        })
    }

    /// Sets the size in CSS pixels and that of the store.
    pub fn resize(&mut self, size: (f64, f64), store: (u32, u32)) {
        // Setting either, even to what it was, throws the picture and its memory away.
        if (self.canvas.width(), self.canvas.height()) != store {
            self.canvas.set_width(store.0);
            self.canvas.set_height(store.1);
        }
        self.size = (size.0.max(1.0), size.1.max(1.0));
        self.ratio = (
            f64::from(store.0) / self.size.0,
            f64::from(store.1) / self.size.1,
        );
    }

    /// Takes the picture away and makes ready for the next.
    pub fn clear(&mut self) -> Result<(), Failure> {
        // A canvas whose store was made anew has also forgotten its transform.
        self.plane = Plane::Units;
        self.enter(Plane::Store)?;
        self.context.clear_rect(
            0.0,
            0.0,
            f64::from(self.canvas.width()),
            f64::from(self.canvas.height()),
        );
        self.context.set_line_join("round");
        self.context.set_text_baseline("middle");
        self.font.clear();
        self.align = "";
        self.dashed = true;
        self.dash(None);
        self.enter(Plane::Units)
    }

    /// The next lines are dashed so, or solid.
    pub fn dash(&mut self, dash: Option<Dash>) {
        if dash.is_none() && !self.dashed {
            return;
        }
        self.dashed = dash.is_some();
        let segments = js_sys::Array::new();
        if let Some((on, off)) = dash {
            segments.push(&JsValue::from_f64(on * UNITS));
            segments.push(&JsValue::from_f64(off * UNITS));
        }
        // It refuses only what is not a list of numbers.
        let _ = self.context.set_line_dash(&segments);
    }

    /// Draws words with the ground shining through around their letters.
    pub fn halo<S: BackendTextStyle>(
        &mut self,
        words: &str,
        style: &S,
        place: BackendCoord,
        ground: RGBAColor,
    ) -> Result<(), Failure> {
        self.dash(None);
        let (x, y, size) = self.letters(style, place)?;
        self.context.set_stroke_style_str(&css(ground));
        self.context.set_line_width(size * HALO);
        // It refuses nothing; words without an outline are still words.
        let _ = self.context.stroke_text(words, x, y);
        self.draw_text(words, style, place)
    }

    /// Makes ready for words at a place, always level, with their middle there, and in the ruler's typeface; where they go and how large they are, in pixels of the store. What the canvas
    /// knows already it is not told again: to read the name of a typeface takes it longer than to draw with it.
    fn letters<S: BackendTextStyle>(
        &mut self,
        style: &S,
        place: BackendCoord,
    ) -> Result<(f64, f64, f64), Failure> {
        let (x, y) = self.store_place(place);
        let size = style.size() / UNITS * self.ratio.1;
        self.enter(Plane::Store)?;
        let font = self.ruler.font(size, weight(style.style()));
        if self.font != font {
            self.context.set_font(&font);
            self.font = font;
        }
        let align = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "center",
            HPos::Right => "end",
        };
        if self.align != align {
            self.context.set_text_align(align);
            self.align = align;
        }
        Ok((f64::from(x), f64::from(y), size))
    }

    fn enter(&mut self, plane: Plane) -> Result<(), Failure> {
        if self.plane != plane {
            let (across, down) = match plane {
                Plane::Units => (self.ratio.0 / UNITS, self.ratio.1 / UNITS),
                Plane::Store => (1.0, 1.0),
            };
            // It refuses nothing but what is not a number, and leaves the transform as it was then.
            let _ = self.context.set_transform(across, 0.0, 0.0, down, 0.0, 0.0);
            self.plane = plane;
        }
        self.inner.ensure_prepared()
    }

    /// A stroke's width in whole pixels of the store, at least one.
    fn store_thickness(width: u32, ratio: f64) -> i32 {
        #[allow(clippy::cast_possible_truncation)]
        let pixels = (f64::from(width) / UNITS * ratio).round() as i32;
        pixels.max(1)
    }

    /// The pixel of the store nearest to a place.
    fn store_place(&self, place: BackendCoord) -> BackendCoord {
        let whole = |units: i32, ratio: f64| {
            #[allow(clippy::cast_possible_truncation)]
            let pixel = (f64::from(units) / UNITS * ratio).round() as i32;
            pixel
        };
        (whole(place.0, self.ratio.0), whole(place.1, self.ratio.1))
    }
}

impl DrawingBackend for Pen {
    type ErrorType = <CanvasBackend as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        (
            units(self.size.0).unsigned_abs(),
            units(self.size.1).unsigned_abs(),
        )
    }

    fn ensure_prepared(&mut self) -> Result<(), Failure> {
        self.enter(Plane::Units)
    }

    fn present(&mut self) -> Result<(), Failure> {
        self.inner.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Result<(), Failure> {
        self.enter(Plane::Units)?;
        self.inner.draw_pixel(point, color)
    }

    /// A line along an axis covers whole pixels of the store, at least one; any other is smooth.
    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Result<(), Failure> {
        if from.0 != to.0 && from.1 != to.1 {
            return self.draw_path([from, to], style);
        }
        let ratio = if from.0 == to.0 {
            self.ratio.0
        } else {
            self.ratio.1
        };
        let thickness = Self::store_thickness(style.stroke_width(), ratio);
        let (one, other) = (self.store_place(from), self.store_place(to));
        let (left, top) = (one.0.min(other.0), one.1.min(other.1));
        let (right, bottom) = (one.0.max(other.0), one.1.max(other.1));
        let before = thickness / 2;
        let (upper_left, lower_right) = if from.0 == to.0 {
            ((left - before, top), (left - before + thickness, bottom))
        } else {
            ((left, top - before), (right, top - before + thickness))
        };
        self.enter(Plane::Store)?;
        self.inner.draw_rect(upper_left, lower_right, style, true)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), Failure> {
        self.enter(Plane::Units)?;
        self.inner.draw_rect(upper_left, bottom_right, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), Failure> {
        self.enter(Plane::Units)?;
        self.inner.draw_path(path, style)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Result<(), Failure> {
        self.enter(Plane::Units)?;
        self.inner.draw_circle(center, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), Failure> {
        self.enter(Plane::Units)?;
        self.inner.fill_polygon(path, style)
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        pos: BackendCoord,
    ) -> Result<(), Failure> {
        let (x, y, _) = self.letters(style, pos)?;
        let BackendColor {
            alpha,
            rgb: (red, green, blue),
        } = style.color();
        self.context
            .set_fill_style_str(&css(RGBAColor(red, green, blue, alpha)));
        // It refuses nothing.
        let _ = self.context.fill_text(text, x, y);
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), Failure> {
        let size = style.size() / UNITS;
        let width = self.ruler.width(text, size, weight(style.style()));
        Ok((units(width).unsigned_abs(), units(size).unsigned_abs()))
    }
}

/// The weight that plotters' bold stands for: the typeface is loaded in 600, which a browser takes
/// for bold as nothing heavier is there.
fn weight(style: FontStyle) -> Weight {
    match style {
        FontStyle::Bold => Weight::Strong,
        _ => Weight::Regular,
    }
}

fn css(RGBAColor(red, green, blue, alpha): RGBAColor) -> String {
    format!("rgba({red},{green},{blue},{alpha})")
}

/// The anchor of words for plotters: vertically always in their middle.
pub fn anchor(anchor: Anchor) -> Pos {
    let across = match anchor {
        Anchor::Start => HPos::Left,
        Anchor::Middle => HPos::Center,
        Anchor::End => HPos::Right,
    };
    Pos::new(across, VPos::Center)
}
