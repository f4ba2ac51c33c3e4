//! The whole screen for the page, and where someone was before.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::*;

/// Asks for the whole screen; where that is refused the page stays in its window, and nothing is said.
pub fn fill() {
    let root = document().and_then(|document| document.document_element());
    if let Some(root) = root {
        ask(&root, "requestFullscreen");
    }
}

/// Gives the screen back, if the page has it.
pub fn give_back() {
    if let Some(document) = document().filter(|_| is_filled()) {
        ask(&document, "exitFullscreen");
    }
}

/// Whether the page has the whole screen.
pub fn is_filled() -> bool {
    document().is_some_and(|document| {
        let element = js_sys::Reflect::get(&document, &"fullscreenElement".into());
        element.is_ok_and(|element| element.is_object())
    })
}

/// Calls `work` whenever the page gets the screen or loses it, for the life of the page.
pub fn on_change(work: impl Fn() + 'static) {
    let callback = Closure::<dyn Fn(web_sys::Event)>::new(move |_: web_sys::Event| work());
    if let Some(document) = document() {
        let _ = document.add_event_listener_with_callback(
            "fullscreenchange",
            callback.as_ref().unchecked_ref(),
        );
    }
    callback.forget();
}

/// Calls a method that may be missing, and whose promise may be refused: both are answers, not faults.
fn ask(of: &JsValue, name: &str) {
    let method = js_sys::Reflect::get(of, &name.into())
        .ok()
        .and_then(|method| method.dyn_into::<js_sys::Function>().ok());
    let answer = method.and_then(|method| method.call0(of).ok());
    if let Some(promise) = answer.and_then(|answer| answer.dyn_into::<js_sys::Promise>().ok()) {
        QUIET.with(|quiet| {
            let _ = promise.catch(quiet);
        });
    }
}

thread_local! {
    /// Hears refusals, for the life of the page.
    static QUIET: Closure<dyn FnMut(JsValue)> = Closure::new(|_: JsValue| ());
}

/// Where someone was: which element had the focus, and how far the page was scrolled.
pub struct Place {
    focused: Option<web_sys::HtmlElement>,
    scrolled: f64,
}

impl Place {
    /// Where someone is now.
    pub fn now() -> Self {
        let focused = document()
            .and_then(|document| document.active_element())
            .and_then(|element| element.dyn_into().ok());
        let scrolled = web_sys::window().and_then(|window| window.scroll_y().ok());
        Self {
            focused,
            scrolled: scrolled.unwrap_or(0.0),
        }
    }

    /// Back there.
    pub fn restore(&self) {
        if let Some(element) = &self.focused {
            let _ = element.focus();
        }
        if let Some(window) = web_sys::window() {
            window.scroll_to_with_x_and_y(0.0, self.scrolled);
        }
    }
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}
