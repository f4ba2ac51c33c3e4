//! Two canvases that follow their box, their screen and the pointer, and are drawn once a frame.
//!
//! Whatever happens only marks what has to be done; the work is done in the next animation frame, once,
//! and only on the layer whose marks have changed. All listeners hold the stage weakly: when its
//! component goes, it goes, and takes them along.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::Arc;

use jiff::civil::Date;
use muctieu_chart::scale::Scale;
use muctieu_chart::scene::{Mark, Rect, Weight};
use muctieu_chart::target_chart::{Drawing, Move, Reading, TargetChart, View};
use web_sys::{HtmlCanvasElement, HtmlElement};

use super::backend::Pen;
use super::frames::Frames;
use super::paint::paint;
use super::palette::Palette;
use super::ruler::Ruler;
use super::watch::{Change, Sizes, Watch};
use crate::platform::frames::in_frame;

/// What a reader sees at the crosshair.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// What the chart says.
    pub reading: Reading,
    /// The upper edge of the plot in CSS pixels.
    pub top: f64,
    /// Whether the crosshair lies in the right half, so that words beside it belong to its left.
    pub right: bool,
}

/// What a stage tells its component.
pub struct Told {
    /// The crosshair has come to another date, its values have changed, or it is gone.
    pub seen: Box<dyn Fn(Option<Seen>)>,
    /// The plot has come to lie there, with this vertical scale.
    pub laid_out: Box<dyn Fn(Rect, Scale)>,
    /// A frame was drawn between these two times of the page's clock, in milliseconds.
    pub painted: Box<dyn Fn(f64, f64)>,
}

/// What the next frame has to do.
#[derive(Clone, Copy, Default)]
// Four things that come due independently of each other.
#[allow(clippy::struct_excessive_bools)]
struct Due {
    palette: bool,
    layout: bool,
    still: bool,
    live: bool,
}

/// The canvases of a chart and what is on them.
pub struct Stage {
    plane: HtmlElement,
    ruler: Rc<Ruler>,
    still: RefCell<Pen>,
    live: RefCell<Pen>,
    told: Told,
    chart: RefCell<Arc<TargetChart>>,
    drawing: RefCell<Option<Drawing>>,
    palette: RefCell<Option<Palette>>,
    sizes: Cell<Sizes>,
    /// Whether the axes hold still, for a hand moves what is shown.
    holds: Cell<bool>,
    due: Cell<Due>,
    /// Where the pointer has come to since the last frame.
    pointer: Cell<Option<f64>>,
    seen: RefCell<Option<Seen>>,
    /// Where the crosshair was last: the keyboard goes on from there.
    last: Cell<Option<Date>>,
    frames: Frames,
    /// Only held: it lives as long as the stage does.
    _watch: Rc<Watch>,
}

impl Stage {
    /// Sets up the canvases in their box; `None` where the browser has no canvas.
    pub fn new(
        plane: HtmlElement,
        still: HtmlCanvasElement,
        live: HtmlCanvasElement,
        chart: Arc<TargetChart>,
        told: Told,
    ) -> Option<Rc<Self>> {
        let ruler = Rc::new(Ruler::new());
        let still = Pen::new(still, Rc::clone(&ruler))?;
        let live = Pen::new(live, Rc::clone(&ruler))?;
        let stage = Rc::new_cyclic(|weak: &Weak<Self>| {
            let (framed, changed) = (weak.clone(), weak.clone());
            Self {
                frames: Frames::new(move || {
                    if let Some(stage) = framed.upgrade() {
                        stage.frame();
                    }
                }),
                _watch: Watch::new(&plane, move |change| {
                    if let Some(stage) = changed.upgrade() {
                        stage.changed(change);
                    }
                }),
                plane,
                still: RefCell::new(still),
                live: RefCell::new(live),
                ruler,
                told,
                chart: RefCell::new(chart),
                drawing: RefCell::new(None),
                palette: RefCell::new(None),
                sizes: Cell::new(Sizes::default()),
                holds: Cell::new(false),
                due: Cell::new(Due::default()),
                pointer: Cell::new(None),
                seen: RefCell::new(None),
                last: Cell::new(None),
            }
        });
        Some(stage)
    }

    /// Shows another chart. If it comes from what was moved in this frame, it is to be seen in it, not in the next one:
    /// where things come to lie is told at once. Anything else has time until the next frame, when the browser knows
    /// all styles anyway.
    pub fn set_chart(&self, chart: Arc<TargetChart>) {
        *self.chart.borrow_mut() = chart;
        if !in_frame() {
            self.ask(|due| due.layout = true);
            return;
        }
        let mut due = self.due.get();
        due.layout = true;
        if self.is_shown() && self.palette.borrow().is_some() {
            due.layout = false;
            self.lay_out(&mut due);
            // The crosshair may have moved along.
            due.live |= self.due.get().live;
        }
        self.due.set(due);
        self.frames.at_its_end();
    }

    /// Holds the axes while a hand moves what is shown; let go, they come to fit again.
    pub fn hold(&self, holds: bool) {
        if self.holds.replace(holds) && !holds {
            self.ask(|due| due.layout = true);
        }
    }

    /// Whether there is a box to draw in.
    fn is_shown(&self) -> bool {
        let (width, height) = self.sizes.get().css;
        width >= 1.0 && height >= 1.0
    }

    /// Reads the colours and the typeface again: the theme has changed.
    pub fn refresh_palette(&self) {
        self.ask(|due| due.palette = true);
    }

    /// The pointer has come to a place, in CSS pixels from the left edge.
    pub fn point(&self, x: f64) {
        self.pointer.set(Some(x));
        self.ask(|_| ());
    }

    /// Moves the crosshair by a step; the first one shows it where it was last.
    pub fn step(&self, step: Move) {
        let stop = self.drawing.borrow().as_ref().map(|drawing| {
            let index = &drawing.index;
            match (self.seen.borrow().as_ref(), self.last.get()) {
                (Some(seen), _) => index.step(seen.reading.stop, step),
                (None, Some(date)) => index.step(index.nearest_date(date), step),
                (None, None) => index.step(index.as_of(), step),
            }
        });
        if let Some(stop) = stop {
            self.see(stop);
        }
    }

    /// Shows the crosshair where it was last, or at the as-of date.
    pub fn show(&self) {
        if self.seen.borrow().is_some() || self.pointer.get().is_some() {
            return;
        }
        let stop = self.drawing.borrow().as_ref().map(|drawing| {
            let index = &drawing.index;
            self.last
                .get()
                .map_or(index.as_of(), |date| index.nearest_date(date))
        });
        if let Some(stop) = stop {
            self.see(stop);
        }
    }

    /// Takes the crosshair away; whether there was one.
    pub fn hide(&self) -> bool {
        self.pointer.set(None);
        let was = self.seen.borrow_mut().take().is_some();
        if was {
            (self.told.seen)(None);
            self.ask(|due| due.live = true);
        }
        was
    }

    fn see(&self, stop: usize) {
        let seen = self.drawing.borrow().as_ref().map(|drawing| {
            let reading = drawing.index.read(&self.chart.borrow(), stop);
            let plot = drawing.scene.plot;
            Seen {
                right: reading.x > f64::midpoint(plot.left, plot.right),
                top: plot.top,
                reading,
            }
        });
        if *self.seen.borrow() == seen {
            return;
        }
        self.last.set(seen.as_ref().map(|seen| seen.reading.date));
        self.seen.borrow_mut().clone_from(&seen);
        // Told last, with nothing borrowed: whoever listens may call back.
        (self.told.seen)(seen);
        self.ask(|due| due.live = true);
    }

    /// Marks something as due, and asks for a frame unless one is asked for.
    fn ask(&self, mark: impl FnOnce(&mut Due)) {
        let mut due = self.due.get();
        mark(&mut due);
        self.due.set(due);
        self.frames.ask();
    }

    /// Does what is due.
    fn frame(&self) {
        if !self.is_shown() {
            // Hidden. What is due stays due until there is a box.
            return;
        }
        let begin = now();
        let mut due = self.due.replace(Due::default());
        if due.palette || self.palette.borrow().is_none() {
            let palette = Palette::of(&self.plane, self.ruler.context());
            self.ruler.set_family(&palette.family);
            *self.palette.borrow_mut() = Some(palette);
            (due.layout, due.still, due.live) = (true, true, true);
        }
        if due.layout {
            self.lay_out(&mut due);
        }
        if let Some(x) = self.pointer.take() {
            let stop = self
                .drawing
                .borrow()
                .as_ref()
                .map(|drawing| drawing.index.nearest(x));
            if let Some(stop) = stop {
                self.see(stop);
            }
        }
        // The crosshair may have moved just now: no need to wait another frame for it.
        due.live |= self.due.get().live;
        self.due.set(Due {
            live: false,
            ..self.due.get()
        });

        let (drawing, palette) = (self.drawing.borrow(), self.palette.borrow());
        if let (Some(drawing), Some(palette)) = (&*drawing, &*palette) {
            if due.still {
                self.draw(&self.still, &[&drawing.scene.still], palette);
            }
            if due.live {
                let seen = self.seen.borrow();
                let crosshair = seen
                    .as_ref()
                    .map(|seen| drawing.index.crosshair(&seen.reading))
                    .unwrap_or_default();
                self.draw(&self.live, &[&drawing.scene.live, &crosshair], palette);
            }
        }
        drop((drawing, palette));
        if due.still || due.live {
            (self.told.painted)(begin, now());
        }
    }

    fn lay_out(&self, due: &mut Due) {
        let sizes = self.sizes.get();
        let view = View {
            width: sizes.css.0,
            height: sizes.css.1,
            font: self
                .palette
                .borrow()
                .as_ref()
                .map_or(16.0, |palette| palette.font),
        };
        let measure =
            |words: &str, size: f64, weight: Weight| self.ruler.width(words, size, weight);
        let held = self.drawing.borrow().as_ref().map(|before| before.hold);
        let held = held.filter(|_| self.holds.get());
        let drawing = self.chart.borrow().lay_out_holding(view, &measure, held);
        {
            let before = self.drawing.borrow();
            let before = before.as_ref().map(|before| &before.scene);
            due.still |= before.is_none_or(|before| before.still != drawing.scene.still);
            due.live |= before.is_none_or(|before| before.live != drawing.scene.live);
        }
        let stop = self
            .seen
            .borrow()
            .as_ref()
            .map(|seen| drawing.index.nearest_date(seen.reading.date));
        let (plot, y) = (drawing.scene.plot, drawing.y);
        *self.drawing.borrow_mut() = Some(drawing);
        (self.told.laid_out)(plot, y);
        if let Some(stop) = stop {
            self.see(stop);
        }
    }

    fn draw(&self, pen: &RefCell<Pen>, layers: &[&[Mark]], palette: &Palette) {
        let sizes = self.sizes.get();
        let mut pen = pen.borrow_mut();
        pen.resize(sizes.css, sizes.store);
        let drawn = pen.clear().and_then(|()| {
            layers
                .iter()
                .try_for_each(|marks| paint(&mut *pen, marks, palette))
        });
        if let Err(error) = drawn {
            // A chart that could not be drawn leaves its table; there is nothing to ask the reader.
            leptos::logging::warn!("chart: {error}");
        }
    }

    fn changed(&self, change: Change) {
        match change {
            Change::Size(sizes) => self.sizes.set(sizes),
            Change::Fonts => self.ruler.forget(),
        }
        self.ask(|due| (due.layout, due.still, due.live) = (true, true, true));
    }
}

fn now() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0.0, |clock| clock.now())
}
