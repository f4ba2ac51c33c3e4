//! Two canvases that follow their box, their screen and the pointer, and are drawn once a frame.
//!
//! Whatever happens only marks what has to be done; the work is done in the next animation frame, once,
//! and only on the layer whose marks have changed. All listeners hold the stage weakly: when its
//! component goes, it goes, and takes them along.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::Arc;

use jiff::civil::Date;
use muctieu_chart::scene::{Mark, Weight};
use muctieu_chart::target_chart::{Drawing, Move, Reading, TargetChart, View};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    EventTarget, HtmlCanvasElement, HtmlElement, MediaQueryList, ResizeObserver,
    ResizeObserverBoxOptions, ResizeObserverEntry, ResizeObserverOptions, ResizeObserverSize,
};

use super::backend::Pen;
use super::paint::paint;
use super::palette::Palette;
use super::ruler::Ruler;

/// The pixel ratios that a store is made for. Below one a screen is zoomed out and a store of fewer
/// pixels would blur; above three no eye sees the difference.
const RATIOS: (f64, f64) = (1.0, 3.0);

/// The most pixels of a store: what the strictest browsers allow a canvas, with room to spare.
const MOST_PIXELS: f64 = 16_000_000.0;

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
    /// A frame was drawn between these two times of the page's clock, in milliseconds.
    pub painted: Box<dyn Fn(f64, f64)>,
}

/// What the next frame has to do.
#[derive(Clone, Copy, Default)]
struct Due {
    palette: bool,
    layout: bool,
    still: bool,
    live: bool,
}

/// Sizes as the browser reports them.
#[derive(Clone, Copy, Default, PartialEq)]
struct Sizes {
    css: (f64, f64),
    store: (u32, u32),
}

/// What listens for as long as the stage stands.
#[derive(Default)]
struct Ears {
    frame: Option<Closure<dyn FnMut(f64)>>,
    observer: Option<(ResizeObserver, Closure<dyn FnMut(js_sys::Array)>)>,
    change: Option<Closure<dyn FnMut()>>,
    ratio: Option<MediaQueryList>,
    fonts: Option<(EventTarget, Closure<dyn FnMut()>)>,
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
    due: Cell<Due>,
    /// The frame asked for, if one is.
    asked: Cell<Option<i32>>,
    /// Where the pointer has come to since the last frame.
    pointer: Cell<Option<f64>>,
    seen: RefCell<Option<Seen>>,
    /// Where the crosshair was last: the keyboard goes on from there.
    last: Cell<Option<Date>>,
    ears: RefCell<Ears>,
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
        let stage = Rc::new(Self {
            plane,
            still: RefCell::new(Pen::new(still, Rc::clone(&ruler))?),
            live: RefCell::new(Pen::new(live, Rc::clone(&ruler))?),
            ruler,
            told,
            chart: RefCell::new(chart),
            drawing: RefCell::new(None),
            palette: RefCell::new(None),
            sizes: Cell::new(Sizes::default()),
            due: Cell::new(Due::default()),
            asked: Cell::new(None),
            pointer: Cell::new(None),
            seen: RefCell::new(None),
            last: Cell::new(None),
            ears: RefCell::new(Ears::default()),
        });
        stage.listen();
        Some(stage)
    }

    /// Shows another chart.
    pub fn set_chart(&self, chart: Arc<TargetChart>) {
        *self.chart.borrow_mut() = chart;
        self.ask(|due| due.layout = true);
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
        if self.asked.get().is_some() {
            return;
        }
        let ears = self.ears.borrow();
        if let (Some(frame), Some(window)) = (&ears.frame, web_sys::window()) {
            let asked = window.request_animation_frame(frame.as_ref().unchecked_ref());
            self.asked.set(asked.ok());
        }
    }

    /// Does what is due.
    fn frame(&self) {
        self.asked.set(None);
        let sizes = self.sizes.get();
        if sizes.css.0 < 1.0 || sizes.css.1 < 1.0 {
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
        let drawing = self.chart.borrow().lay_out(view, &measure);
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
        *self.drawing.borrow_mut() = Some(drawing);
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

    fn resized(&self, css: (f64, f64), exact: Option<(u32, u32)>) {
        let store = store(css, ratio(), exact);
        let sizes = Sizes { css, store };
        if self.sizes.get() != sizes {
            self.sizes.set(sizes);
            self.ask(|due| (due.layout, due.still, due.live) = (true, true, true));
        }
    }

    /// The screen's pixel ratio has changed: a move to another screen, or a zoom.
    fn ratio_changed(self: &Rc<Self>) {
        self.watch_ratio();
        self.resized(self.sizes.get().css, None);
    }

    fn fonts_changed(&self) {
        self.ruler.forget();
        self.ask(|due| (due.layout, due.still, due.live) = (true, true, true));
    }

    fn listen(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let frame = {
            let weak = weak.clone();
            Closure::new(move |_: f64| with(&weak, |stage| stage.frame()))
        };
        let change = {
            let weak = weak.clone();
            Closure::new(move || with(&weak, Self::ratio_changed))
        };
        {
            let mut ears = self.ears.borrow_mut();
            ears.frame = Some(frame);
            ears.change = Some(change);
            ears.fonts = listen_for_fonts(weak.clone());
            ears.observer = observe(&self.plane, weak);
        }
        self.watch_ratio();
        self.ask(|due| (due.palette, due.layout) = (true, true));
    }

    /// A query for the ratio of now: it changes once, when that is no longer the ratio.
    fn watch_ratio(&self) {
        let mut ears = self.ears.borrow_mut();
        ears.stop_watching_ratio();
        let query = web_sys::window().and_then(|window| {
            let query = format!("(resolution: {}dppx)", window.device_pixel_ratio());
            window.match_media(&query).ok().flatten()
        });
        if let (Some(query), Some(change)) = (&query, &ears.change) {
            let listener = change.as_ref().unchecked_ref();
            let _ = query.add_event_listener_with_callback("change", listener);
        }
        ears.ratio = query;
    }
}

impl Ears {
    fn stop_watching_ratio(&mut self) {
        if let (Some(query), Some(change)) = (self.ratio.take(), &self.change) {
            let listener = change.as_ref().unchecked_ref();
            let _ = query.remove_event_listener_with_callback("change", listener);
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let (Some(asked), Some(window)) = (self.asked.get(), web_sys::window()) {
            let _ = window.cancel_animation_frame(asked);
        }
        let ears = self.ears.get_mut();
        ears.stop_watching_ratio();
        if let Some((observer, _)) = &ears.observer {
            observer.disconnect();
        }
        if let Some((fonts, loaded)) = &ears.fonts {
            let listener = loaded.as_ref().unchecked_ref();
            let _ = fonts.remove_event_listener_with_callback("loadingdone", listener);
        }
    }
}

fn with(weak: &Weak<Stage>, act: impl FnOnce(&Rc<Stage>)) {
    if let Some(stage) = weak.upgrade() {
        act(&stage);
    }
}

fn now() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0.0, |clock| clock.now())
}

fn ratio() -> f64 {
    web_sys::window().map_or(1.0, |window| window.device_pixel_ratio())
}

/// The pixels of a store for a box: exactly those of the screen where the browser says how many there
/// are, which at fractional ratios depends on where the box lies.
pub(super) fn store(css: (f64, f64), ratio: f64, exact: Option<(u32, u32)>) -> (u32, u32) {
    let held = if ratio.is_finite() {
        ratio.clamp(RATIOS.0, RATIOS.1)
    } else {
        RATIOS.0
    };
    let most = (MOST_PIXELS / (css.0 * css.1).max(1.0)).sqrt();
    let fitting = held.min(most);
    match exact {
        Some(exact) if (fitting - ratio).abs() < 1e-9 => exact,
        _ => {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let pixels = |length: f64| (length * fitting).round().max(1.0) as u32;
            (pixels(css.0), pixels(css.1))
        }
    }
}

/// Draws again when fonts have arrived: words measured and drawn in the fallback are not theirs.
fn listen_for_fonts(weak: Weak<Stage>) -> Option<(EventTarget, Closure<dyn FnMut()>)> {
    let fonts: EventTarget = web_sys::window()?.document()?.fonts().into();
    let loaded = Closure::new(move || with(&weak, |stage| stage.fonts_changed()));
    let listener = loaded.as_ref().unchecked_ref();
    fonts
        .add_event_listener_with_callback("loadingdone", listener)
        .ok()?;
    Some((fonts, loaded))
}

type Observer = (ResizeObserver, Closure<dyn FnMut(js_sys::Array)>);

fn observe(plane: &HtmlElement, weak: Weak<Stage>) -> Option<Observer> {
    let resized = Closure::new(move |entries: js_sys::Array| {
        // Several entries for one box are several states of it: the last one holds.
        let last = entries.get(entries.length().saturating_sub(1));
        let Ok(entry) = last.dyn_into::<ResizeObserverEntry>() else {
            return;
        };
        let rect = entry.content_rect();
        let exact = exact_size(&entry);
        with(&weak, |stage| {
            stage.resized((rect.width(), rect.height()), exact)
        });
    });
    let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok()?;
    if knows_device_pixels() {
        let options = ResizeObserverOptions::new();
        options.set_box(ResizeObserverBoxOptions::DevicePixelContentBox);
        observer.observe_with_options(plane, &options);
    } else {
        observer.observe(plane);
    }
    Some((observer, resized))
}

const DEVICE_PIXELS: &str = "devicePixelContentBoxSize";

/// Whether this browser reports sizes in device pixels; asking one that does not would throw.
fn knows_device_pixels() -> bool {
    let prototype = js_sys::Reflect::get(&js_sys::global(), &"ResizeObserverEntry".into())
        .and_then(|class| js_sys::Reflect::get(&class, &"prototype".into()));
    prototype.is_ok_and(|prototype| {
        js_sys::Reflect::has(&prototype, &DEVICE_PIXELS.into()).unwrap_or(false)
    })
}

fn exact_size(entry: &ResizeObserverEntry) -> Option<(u32, u32)> {
    let sizes: JsValue = js_sys::Reflect::get(entry, &DEVICE_PIXELS.into()).ok()?;
    let size = js_sys::Reflect::get_u32(&sizes, 0).ok()?;
    let size: ResizeObserverSize = size.dyn_into().ok()?;
    let (width, height) = (size.inline_size(), size.block_size());
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let pixels = |length: f64| length.round().max(1.0) as u32;
    Some((pixels(width), pixels(height)))
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::store;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_store_has_the_pixels_of_the_screen_within_reason() {
        assert_eq!(store((400.0, 200.0), 1.0, None), (400, 200));
        assert_eq!(store((400.5, 200.0), 1.5, None), (601, 300));
        assert_eq!(store((400.5, 200.0), 1.5, Some((600, 300))), (600, 300));
        assert_eq!(store((400.0, 200.0), 0.5, Some((200, 100))), (400, 200));
        assert_eq!(store((400.0, 200.0), 4.0, Some((1600, 800))), (1200, 600));
        let (width, height) = store((3840.0, 2160.0), 3.0, None);
        assert!(u64::from(width) * u64::from(height) <= 16_010_000);
    }
}
