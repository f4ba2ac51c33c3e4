//! Events of the window: address, storage of other tabs, keys, leaving, the system's theme.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Calls `work` at every event of that name, for the life of the page.
fn listen<E: JsCast + 'static>(name: &str, work: impl Fn(E) + 'static) {
    let callback = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        if let Ok(event) = event.dyn_into::<E>() {
            work(event);
        }
    });
    if let Some(window) = web_sys::window() {
        let _ = window.add_event_listener_with_callback(name, callback.as_ref().unchecked_ref());
    }
    callback.forget();
}

/// The address's fragment has changed.
pub fn on_fragment(work: impl Fn() + 'static) {
    listen("hashchange", move |_: web_sys::Event| work());
}

/// Another tab has changed what is stored under a name; no name means everything.
pub fn on_storage(work: impl Fn(Option<String>) + 'static) {
    listen("storage", move |event: web_sys::StorageEvent| {
        work(event.key());
    });
}

/// A key was pressed anywhere.
pub fn on_key(work: impl Fn(web_sys::KeyboardEvent) + 'static) {
    listen("keydown", work);
}

/// Whether a key belongs to a text field, which has an undo of its own for what was typed into it.
pub fn in_text(event: &web_sys::KeyboardEvent) -> bool {
    let Some(element) = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
    else {
        return false;
    };
    let typed = element.get_attribute("type").unwrap_or_default();
    match element.tag_name().as_str() {
        "TEXTAREA" => true,
        "INPUT" => !matches!(
            typed.as_str(),
            "range" | "checkbox" | "radio" | "button" | "file"
        ),
        _ => false,
    }
}

/// Something was pressed, turned or typed anywhere: the user takes over.
pub fn on_any_input(work: impl Fn() + Clone + 'static) {
    for name in ["pointerdown", "wheel", "keydown", "input"] {
        let work = work.clone();
        listen(name, move |_: web_sys::Event| work());
    }
}

/// A hand takes hold of something, or lets go: the main button, the first finger.
pub fn on_hand(
    grasp: impl Fn(Option<web_sys::EventTarget>) + 'static,
    let_go: impl Fn() + Clone + 'static,
) {
    listen("pointerdown", move |event: web_sys::PointerEvent| {
        if event.is_primary() && event.button() == 0 {
            grasp(event.target());
        }
    });
    for name in ["pointerup", "pointercancel"] {
        let let_go = let_go.clone();
        listen(name, move |event: web_sys::PointerEvent| {
            if event.is_primary() {
                let_go();
            }
        });
    }
}

/// Something was typed or moved in a field (true), or another field got the focus (false).
pub fn on_typing(work: impl Fn(bool) + Clone + 'static) {
    let fresh = work.clone();
    listen("input", move |_: web_sys::Event| work(true));
    listen("focusin", move |_: web_sys::Event| fresh(false));
}

/// The page is about to be hidden or left: the last moment to write.
pub fn on_leaving(work: impl Fn() + Clone + 'static) {
    let hidden = work.clone();
    listen("pagehide", move |_: web_sys::Event| work());
    listen("visibilitychange", move |_: web_sys::Event| hidden());
}

/// The system's theme has changed.
pub fn on_system_theme(work: impl Fn() + 'static) {
    let callback = Closure::<dyn Fn(web_sys::Event)>::new(move |_: web_sys::Event| work());
    if let Some(list) = web_sys::window()
        .and_then(|window| window.match_media(super::document::DARK).ok().flatten())
    {
        let _ = list.add_event_listener_with_callback("change", callback.as_ref().unchecked_ref());
    }
    callback.forget();
}
