//! The size of a box, the pixels of the screen, and the fonts: what a chart must be drawn anew for.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    EventTarget, HtmlElement, MediaQueryList, ResizeObserver, ResizeObserverBoxOptions,
    ResizeObserverEntry, ResizeObserverOptions, ResizeObserverSize,
};

/// The pixel ratios that a store is made for. Below one a screen is zoomed out and a store of fewer
/// pixels would blur; above three no eye sees the difference.
const RATIOS: (f64, f64) = (1.0, 3.0);

/// The most pixels of a store: what the strictest browsers allow a canvas, with room to spare.
const MOST_PIXELS: f64 = 16_000_000.0;

/// The size of a box, in CSS pixels and in pixels of a canvas' store.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sizes {
    /// Width and height in CSS pixels.
    pub css: (f64, f64),
    /// Width and height of the store.
    pub store: (u32, u32),
}

/// What has changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// The box, or the pixels under it.
    Size(Sizes),
    /// Fonts have arrived: what was measured and drawn in the fallback is not theirs.
    Fonts,
}

/// The browser's observer of sizes, and what it calls.
type Observer = (ResizeObserver, Closure<dyn FnMut(js_sys::Array)>);

/// Watches a box until it is dropped.
pub struct Watch {
    heard: Box<dyn Fn(Change)>,
    sizes: Cell<Sizes>,
    observer: Option<Observer>,
    fonts: Option<(EventTarget, Closure<dyn FnMut()>)>,
    ratio: RefCell<Option<MediaQueryList>>,
    ratio_changed: Closure<dyn FnMut()>,
}

impl Watch {
    /// Watches a box. Nothing is heard before this has returned.
    pub fn new(plane: &HtmlElement, heard: impl Fn(Change) + 'static) -> Rc<Self> {
        let watch = Rc::new_cyclic(|weak: &Weak<Self>| {
            let act = |act: fn(&Self)| {
                let weak = weak.clone();
                move || {
                    if let Some(watch) = weak.upgrade() {
                        act(&watch);
                    }
                }
            };
            Self {
                heard: Box::new(heard),
                sizes: Cell::new(Sizes::default()),
                observer: observe(plane, weak.clone()),
                fonts: listen_for_fonts(Closure::new(act(|watch| (watch.heard)(Change::Fonts)))),
                ratio: RefCell::new(None),
                ratio_changed: Closure::new(act(|watch| {
                    watch.watch_ratio();
                    watch.resized(watch.sizes.get().css, None);
                })),
            }
        });
        watch.watch_ratio();
        watch
    }

    fn resized(&self, css: (f64, f64), exact: Option<(u32, u32)>) {
        let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
        let store = store(css, ratio, exact);
        let sizes = Sizes { css, store };
        if self.sizes.replace(sizes) != sizes {
            (self.heard)(Change::Size(sizes));
        }
    }

    /// A query for the ratio of now. It changes once, when that is no longer the ratio: by a move to
    /// another screen, or by a zoom.
    fn watch_ratio(&self) {
        self.stop_watching_ratio();
        let query = web_sys::window().and_then(|window| {
            let query = format!("(resolution: {}dppx)", window.device_pixel_ratio());
            window.match_media(&query).ok().flatten()
        });
        if let Some(query) = &query {
            let listener = self.ratio_changed.as_ref().unchecked_ref();
            let _ = query.add_event_listener_with_callback("change", listener);
        }
        *self.ratio.borrow_mut() = query;
    }

    fn stop_watching_ratio(&self) {
        if let Some(query) = self.ratio.borrow_mut().take() {
            let listener = self.ratio_changed.as_ref().unchecked_ref();
            let _ = query.remove_event_listener_with_callback("change", listener);
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stop_watching_ratio();
        if let Some((observer, _)) = &self.observer {
            observer.disconnect();
        }
        if let Some((fonts, loaded)) = &self.fonts {
            let listener = loaded.as_ref().unchecked_ref();
            let _ = fonts.remove_event_listener_with_callback("loadingdone", listener);
        }
    }
}

/// The pixels of a store for a box: exactly those of the screen where the browser says how many there
/// are, which at fractional ratios depends on where the box lies.
pub fn store(css: (f64, f64), ratio: f64, exact: Option<(u32, u32)>) -> (u32, u32) {
    let held = if ratio.is_finite() {
        ratio.clamp(RATIOS.0, RATIOS.1)
    } else {
        RATIOS.0
    };
    let most = (MOST_PIXELS / (css.0 * css.1).max(1.0)).sqrt();
    let fitting = held.min(most);
    // A screen that is emulated has a ratio of its own, and device pixels of the real one.
    let near = |pixels: u32, css: f64| (f64::from(pixels) - css * ratio).abs() <= 2.0;
    match exact {
        Some(exact)
            if (fitting - ratio).abs() < 1e-9 && near(exact.0, css.0) && near(exact.1, css.1) =>
        {
            exact
        }
        _ => (pixels(css.0 * fitting), pixels(css.1 * fitting)),
    }
}

fn pixels(length: f64) -> u32 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let pixels = length.round().max(1.0) as u32;
    pixels
}

fn listen_for_fonts(loaded: Closure<dyn FnMut()>) -> Option<(EventTarget, Closure<dyn FnMut()>)> {
    let fonts: EventTarget = web_sys::window()?.document()?.fonts().into();
    let listener = loaded.as_ref().unchecked_ref();
    fonts
        .add_event_listener_with_callback("loadingdone", listener)
        .ok()?;
    Some((fonts, loaded))
}

fn observe(plane: &HtmlElement, weak: Weak<Watch>) -> Option<Observer> {
    let resized = Closure::new(move |entries: js_sys::Array| {
        // Several entries for one box are several states of it: the last one holds.
        let last = entries.get(entries.length().saturating_sub(1));
        let entry = last.dyn_into::<ResizeObserverEntry>();
        if let (Ok(entry), Some(watch)) = (entry, weak.upgrade()) {
            let rect = entry.content_rect();
            watch.resized((rect.width(), rect.height()), exact_size(&entry));
        }
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
    let sizes = js_sys::Reflect::get(entry, &DEVICE_PIXELS.into()).ok()?;
    let size = js_sys::Reflect::get_u32(&sizes, 0).ok()?;
    let size: ResizeObserverSize = size.dyn_into().ok()?;
    Some((pixels(size.inline_size()), pixels(size.block_size())))
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
        assert_eq!(store((400.0, 200.0), 2.0, Some((400, 200))), (800, 400));
        assert_eq!(store((400.0, 200.0), 0.5, Some((200, 100))), (400, 200));
        assert_eq!(store((400.0, 200.0), 4.0, Some((1600, 800))), (1200, 600));
        let (width, height) = store((3840.0, 2160.0), 3.0, None);
        assert!(u64::from(width) * u64::from(height) <= 16_010_000);
    }
}
