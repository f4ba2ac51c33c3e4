//! Timers: work after a while, once, or after a while in which nobody has put it off.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Calls `work` after so many milliseconds.
pub fn later(milliseconds: i32, work: impl FnOnce() + 'static) {
    Alarm::new().set(milliseconds, work);
}

/// A timer that can be put off: it waits for one thing at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alarm(u32);

impl Alarm {
    /// An alarm that is not set.
    pub fn new() -> Self {
        TIMERS.with_borrow_mut(|timers| {
            timers.last = timers.last.wrapping_add(1);
            Self(timers.last)
        })
    }

    /// Calls `work` after so many milliseconds; what it was set for before is forgotten.
    pub fn set(self, milliseconds: i32, work: impl FnOnce() + 'static) {
        self.stop();
        TIMERS.with_borrow_mut(|timers| timers.start(self.0, milliseconds, Box::new(work)));
    }

    /// Forgets what it is set for; whether it was set.
    pub fn stop(self) -> bool {
        let timer = TIMERS.with_borrow_mut(|timers| timers.take(self.0));
        if let (Some(timer), Some(window)) = (&timer, web_sys::window()) {
            window.clear_timeout_with_handle(timer.handle);
        }
        timer.is_some()
    }

    /// Whether its time is still to come.
    pub fn is_set(self) -> bool {
        TIMERS.with_borrow(|timers| timers.place(self.0).is_some())
    }
}

impl Default for Alarm {
    fn default() -> Self {
        Self::new()
    }
}

/// Work that waits for its time.
struct Timer {
    alarm: u32,
    handle: i32,
    work: Box<dyn FnOnce()>,
}

/// All that waits. The browser is given one function for all of it: one that is made for a timer and never called,
/// because the timer was stopped, would never be let go, and a lever at work stops one with every move.
#[derive(Default)]
struct Timers {
    /// The newest alarm.
    last: u32,
    waiting: Vec<Timer>,
    ring: Option<Closure<dyn Fn(u32)>>,
}

thread_local! {
    static TIMERS: RefCell<Timers> = RefCell::default();
}

impl Timers {
    fn start(&mut self, alarm: u32, milliseconds: i32, work: Box<dyn FnOnce()>) {
        let ring = self.ring.get_or_insert_with(|| Closure::new(ring));
        let handle = web_sys::window().and_then(|window| {
            window
                .set_timeout_with_callback_and_timeout_and_arguments_1(
                    ring.as_ref().unchecked_ref(),
                    milliseconds,
                    &alarm.into(),
                )
                .ok()
        });
        if let Some(handle) = handle {
            self.waiting.push(Timer {
                alarm,
                handle,
                work,
            });
        }
    }

    fn place(&self, alarm: u32) -> Option<usize> {
        self.waiting.iter().position(|timer| timer.alarm == alarm)
    }

    fn take(&mut self, alarm: u32) -> Option<Timer> {
        let place = self.place(alarm)?;
        Some(self.waiting.swap_remove(place))
    }
}

/// The time of an alarm has come.
fn ring(alarm: u32) {
    // The work may set alarms of its own, this one too: nothing is borrowed meanwhile, and it is set no longer.
    if let Some(timer) = TIMERS.with_borrow_mut(|timers| timers.take(alarm)) {
        (timer.work)();
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use wasm_bindgen::JsValue;
    use wasm_bindgen_futures::JsFuture;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    async fn pause(milliseconds: i32) {
        let promise = js_sys::Promise::new(&mut |resolve, _| {
            later(milliseconds, move || {
                let _ = resolve.call0(&JsValue::NULL);
            });
        });
        let _ = JsFuture::from(promise).await;
    }

    #[wasm_bindgen_test]
    async fn an_alarm_that_is_put_off_rings_once_for_the_last_thing() {
        let heard = Rc::new(RefCell::new(Vec::new()));
        let alarm = Alarm::new();
        for name in 0..3 {
            let heard = heard.clone();
            alarm.set(1, move || {
                assert!(!alarm.is_set());
                heard.borrow_mut().push(name);
            });
        }
        assert!(alarm.is_set());
        pause(50).await;
        assert_eq!(*heard.borrow(), [2]);
        assert!(!alarm.stop());
    }

    #[wasm_bindgen_test]
    async fn a_stopped_alarm_does_not_ring_and_one_may_set_itself() {
        let heard = Rc::new(RefCell::new(Vec::new()));
        let (stopped, again) = (Alarm::new(), Alarm::new());
        let ring = heard.clone();
        stopped.set(1, move || ring.borrow_mut().push("stopped"));
        assert!(stopped.stop());
        assert!(!stopped.stop());
        let ring = heard.clone();
        again.set(1, move || {
            ring.borrow_mut().push("once");
            again.set(1, move || ring.borrow_mut().push("again"));
        });
        pause(50).await;
        assert_eq!(*heard.borrow(), ["once", "again"]);
    }
}
