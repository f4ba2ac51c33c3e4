//! Frames: work before the next paint, a call after it, and timers.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Calls `work` once before the next paint.
pub fn before_paint(work: impl FnOnce() + 'static) {
    let callback = Closure::once_into_js(move |_: f64| work());
    if let Some(window) = web_sys::window() {
        let _ = window.request_animation_frame(callback.unchecked_ref());
    }
}

/// Calls `work` in the first task after the current frame has been painted, when called from [`before_paint`]:
/// a message is delivered only after the frame's style, layout and paint.
pub fn after_paint(work: impl FnOnce() + 'static) {
    let Ok(channel) = web_sys::MessageChannel::new() else {
        return;
    };
    let port = channel.port1();
    let keep = channel.port1();
    let callback = Closure::once_into_js(move |_: web_sys::Event| {
        keep.close();
        work();
    });
    port.set_onmessage(Some(callback.unchecked_ref()));
    let _ = channel.port2().post_message(&wasm_bindgen::JsValue::NULL);
}

/// Calls `work` after so many milliseconds; the number cancels it.
pub fn later(milliseconds: i32, work: impl FnOnce() + 'static) -> i32 {
    TIMERS.with_borrow_mut(|timers| timers.start(milliseconds, Box::new(work)))
}

/// Cancels what [`later`] was to call.
pub fn cancel(timer: i32) {
    if let (Some(timer), Some(window)) = (
        TIMERS.with_borrow_mut(|timers| timers.take(timer)),
        web_sys::window(),
    ) {
        window.clear_timeout_with_handle(timer.handle);
    }
}

/// Work that waits for its time.
struct Timer {
    name: i32,
    handle: i32,
    work: Box<dyn FnOnce()>,
}

/// All that waits. The browser is given one function for all of it: one that is made for a timer and never called,
/// because the timer was cancelled, would never be let go, and a lever at work cancels one with every move.
#[derive(Default)]
struct Timers {
    last: i32,
    waiting: Vec<Timer>,
    ring: Option<Closure<dyn Fn(i32)>>,
}

thread_local! {
    static TIMERS: RefCell<Timers> = RefCell::default();
}

impl Timers {
    fn start(&mut self, milliseconds: i32, work: Box<dyn FnOnce()>) -> i32 {
        self.last = self.last.wrapping_add(1);
        let name = self.last;
        let ring = self.ring.get_or_insert_with(|| Closure::new(ring));
        let handle = web_sys::window().and_then(|window| {
            window
                .set_timeout_with_callback_and_timeout_and_arguments_1(
                    ring.as_ref().unchecked_ref(),
                    milliseconds,
                    &name.into(),
                )
                .ok()
        });
        if let Some(handle) = handle {
            self.waiting.push(Timer { name, handle, work });
        }
        name
    }

    fn take(&mut self, name: i32) -> Option<Timer> {
        let place = self.waiting.iter().position(|timer| timer.name == name)?;
        Some(self.waiting.swap_remove(place))
    }
}

/// The time of a timer has come.
fn ring(name: i32) {
    // The work may start timers of its own: nothing is borrowed meanwhile.
    if let Some(timer) = TIMERS.with_borrow_mut(|timers| timers.take(name)) {
        (timer.work)();
    }
}
