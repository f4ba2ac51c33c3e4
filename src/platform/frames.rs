//! Frames: work before the next paint, and a call after it.

use std::cell::Cell;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Calls `work` once before the next paint.
pub fn before_paint(work: impl FnOnce() + 'static) {
    let callback = Closure::once_into_js(move |_: f64| work());
    if let Some(window) = web_sys::window() {
        let _ = window.request_animation_frame(callback.unchecked_ref());
    }
}

thread_local! {
    static IN_FRAME: Cell<bool> = const { Cell::new(false) };
}

/// Calls `work` once before the next paint, and `painted`, with what came of it, in the first task after that.
pub fn frame<T: 'static>(work: impl FnOnce() -> T + 'static, painted: impl FnOnce(T) + 'static) {
    before_paint(move || {
        IN_FRAME.set(true);
        let made = work();
        after_paint(move || {
            IN_FRAME.set(false);
            painted(made);
        });
    });
}

/// Whether the work of a [`frame`] goes on, or what it has woken: what is drawn now is seen in this frame.
pub fn in_frame() -> bool {
    IN_FRAME.get()
}

/// Calls `work` in the first task after the current frame has been painted, when called within one: a message is
/// delivered only after the frame's style, layout and paint.
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
