//! How wide words are, without putting them into the page.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use muctieu_chart::scene::Weight;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// What a chart on a wall with every lever moved does not reach; a ruler in use for days may, with
/// every value that ever was a label.
const MOST_REMEMBERED: usize = 4000;

/// The widths of words in one size and weight. A chart uses three.
struct Face {
    size: f64,
    weight: Weight,
    widths: HashMap<String, f64>,
}

/// Measures words with a canvas that nobody sees, and remembers.
pub struct Ruler {
    context: Option<CanvasRenderingContext2d>,
    family: RefCell<String>,
    faces: RefCell<Vec<Face>>,
    remembered: Cell<usize>,
}

impl Ruler {
    /// A ruler for the page's typeface, which [`Ruler::set_family`] names.
    pub fn new() -> Self {
        let context = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.create_element("canvas").ok())
            .and_then(|element| element.dyn_into::<HtmlCanvasElement>().ok())
            .and_then(|canvas| {
                // A store of one pixel: it is for measuring, and for one pixel of colour.
                canvas.set_width(1);
                canvas.set_height(1);
                canvas.get_context("2d").ok().flatten()
            })
            .and_then(|context| context.dyn_into().ok());
        Self {
            context,
            family: RefCell::new("sans-serif".to_owned()),
            faces: RefCell::new(Vec::new()),
            remembered: Cell::new(0),
        }
    }

    /// The hidden context, for what else needs one.
    pub fn context(&self) -> Option<&CanvasRenderingContext2d> {
        self.context.as_ref()
    }

    /// Measures in another typeface from now on.
    pub fn set_family(&self, family: &str) {
        if *self.family.borrow() != family {
            family.clone_into(&mut self.family.borrow_mut());
            self.forget();
        }
    }

    /// Forgets all widths: after a font has arrived they are others.
    pub fn forget(&self) {
        self.faces.borrow_mut().clear();
        self.remembered.set(0);
    }

    /// The font as a canvas wants it named. The pen names it so too: what is measured is what is drawn.
    pub fn font(&self, size: f64, weight: Weight) -> String {
        let style = match weight {
            Weight::Regular => "normal",
            Weight::Strong => "bold",
        };
        format!("{style} {size}px {}", self.family.borrow())
    }

    /// The width of words in CSS pixels.
    pub fn width(&self, words: &str, size: f64, weight: Weight) -> f64 {
        if self.remembered.get() > MOST_REMEMBERED {
            self.forget();
        }
        let mut faces = self.faces.borrow_mut();
        let known = faces
            .iter()
            .position(|face| face.weight == weight && face.size.to_bits() == size.to_bits());
        let face = known.unwrap_or_else(|| {
            faces.push(Face {
                size,
                weight,
                widths: HashMap::new(),
            });
            faces.len() - 1
        });
        let Some(face) = faces.get_mut(face) else {
            return 0.0;
        };
        if let Some(width) = face.widths.get(words) {
            return *width;
        }
        let measured = self.context.as_ref().and_then(|context| {
            context.set_font(&self.font(size, weight));
            context.measure_text(words).ok()
        });
        // Without a canvas there is no chart either; a guess keeps the geometry in order.
        let width = measured.map_or_else(
            || words.chars().count() as f64 * size * 0.55,
            |metrics| metrics.width(),
        );
        face.widths.insert(words.to_owned(), width);
        self.remembered.set(self.remembered.get() + 1);
        width
    }
}

impl Default for Ruler {
    fn default() -> Self {
        Self::new()
    }
}
