//! Frames: work before the next paint, a call after it, and timers.

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
    let callback = Closure::once_into_js(work);
    web_sys::window()
        .and_then(|window| {
            window
                .set_timeout_with_callback_and_timeout_and_arguments_0(
                    callback.unchecked_ref(),
                    milliseconds,
                )
                .ok()
        })
        .unwrap_or(0)
}

/// Cancels what [`later`] was to call.
pub fn cancel(timer: i32) {
    if let Some(window) = web_sys::window() {
        window.clear_timeout_with_handle(timer);
    }
}
