//! At most one drawing per animation frame.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Asks the browser for frames. What is to be done in one is given once: no closure per frame.
pub struct Frames {
    /// The frame asked for, if one is.
    asked: Rc<Cell<Option<i32>>>,
    act: Closure<dyn FnMut(f64)>,
}

impl Frames {
    /// Frames in which `act` is done.
    pub fn new(act: impl Fn() + 'static) -> Self {
        let asked = Rc::new(Cell::new(None));
        let came = Rc::clone(&asked);
        let act = Closure::new(move |_: f64| {
            came.set(None);
            act();
        });
        Self { asked, act }
    }

    /// Asks for a frame, unless one is asked for.
    pub fn ask(&self) {
        if let (None, Some(window)) = (self.asked.get(), web_sys::window()) {
            let frame = window.request_animation_frame(self.act.as_ref().unchecked_ref());
            self.asked.set(frame.ok());
        }
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        if let (Some(asked), Some(window)) = (self.asked.get(), web_sys::window()) {
            let _ = window.cancel_animation_frame(asked);
        }
    }
}
