//! What the reader sees: when an element comes into view, and when the page is about to be printed.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Watches an element; ends when it is dropped.
pub struct Watch {
    observer: web_sys::IntersectionObserver,
    /// The browser calls it for as long as the observer lives.
    _callback: Closure<dyn Fn(js_sys::Array, web_sys::IntersectionObserver)>,
}

impl Watch {
    /// Calls `work` whenever `element` comes into view, and again for as long as it stays there after `work` said that
    /// it has changed something (an element that never left the view would otherwise not be reported again).
    pub fn new(element: &web_sys::Element, work: impl Fn() -> bool + 'static) -> Option<Self> {
        let watched = element.clone();
        let callback = Closure::new(
            move |entries: js_sys::Array, observer: web_sys::IntersectionObserver| {
                let seen = entries
                    .iter()
                    .filter_map(|entry| entry.dyn_into::<web_sys::IntersectionObserverEntry>().ok())
                    .any(|entry| entry.is_intersecting());
                if seen && work() {
                    observer.unobserve(&watched);
                    observer.observe(&watched);
                }
            },
        );
        let observer =
            web_sys::IntersectionObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self {
            observer,
            _callback: callback,
        })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls work before the page is printed; ends when it is dropped.
pub struct BeforePrint(Closure<dyn Fn()>);

impl BeforePrint {
    /// Begins to listen.
    pub fn new(work: impl Fn() + 'static) -> Self {
        let callback = Closure::<dyn Fn()>::new(work);
        if let Some(window) = web_sys::window() {
            let _ = window
                .add_event_listener_with_callback("beforeprint", callback.as_ref().unchecked_ref());
        }
        Self(callback)
    }
}

impl Drop for BeforePrint {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            let _ = window.remove_event_listener_with_callback(
                "beforeprint",
                self.0.as_ref().unchecked_ref(),
            );
        }
    }
}
