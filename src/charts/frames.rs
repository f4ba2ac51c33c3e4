//! At most one drawing per animation frame.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// So often does work within a frame stand back behind what else waits: an effect wakes others, which wake others.
const TURNS: u8 = 3;

/// Asks the browser for frames. What is to be done in one is given once: no closure per frame.
pub struct Frames {
    inner: Rc<Inner>,
    act: Closure<dyn FnMut(f64)>,
}

struct Inner {
    /// The frame asked for, if one is.
    asked: Cell<Option<i32>>,
    /// Whether the work is due at the end of this frame.
    late: Cell<bool>,
    act: Box<dyn Fn()>,
}

impl Frames {
    /// Frames in which `act` is done.
    pub fn new(act: impl Fn() + 'static) -> Self {
        let inner = Rc::new(Inner {
            asked: Cell::new(None),
            late: Cell::new(false),
            act: Box::new(act),
        });
        let framed = Rc::clone(&inner);
        let act = Closure::new(move |_: f64| {
            framed.asked.set(None);
            (framed.act)();
        });
        Self { inner, act }
    }

    /// Asks for a frame, unless one is asked for.
    pub fn ask(&self) {
        if let (None, Some(window)) = (self.inner.asked.get(), web_sys::window()) {
            let frame = window.request_animation_frame(self.act.as_ref().unchecked_ref());
            self.inner.asked.set(frame.ok());
        }
    }

    /// Does the work in this frame, when all has been written that waits to be. To set a canvas's font the browser
    /// lays the page out: whatever is written after that has it laid out a second time.
    pub fn at_its_end(&self) {
        if !self.inner.late.replace(true) {
            stand_back(Rc::downgrade(&self.inner), TURNS);
        }
    }
}

/// Does the work after so many turns of what waits.
fn stand_back(inner: Weak<Inner>, turns: u8) {
    let turn = Closure::once_into_js(move || match (turns.checked_sub(1), inner.upgrade()) {
        (Some(turns), Some(_)) => stand_back(inner, turns),
        (None, Some(inner)) => {
            inner.late.set(false);
            (inner.act)();
        }
        (_, None) => {}
    });
    if let Some(window) = web_sys::window() {
        window.queue_microtask(turn.unchecked_ref());
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        if let (Some(asked), Some(window)) = (self.inner.asked.get(), web_sys::window()) {
            let _ = window.cancel_animation_frame(asked);
        }
    }
}
