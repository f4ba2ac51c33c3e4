//! Parts of a screen that may come a moment later: what is out of sight at first is made a few milliseconds at a time,
//! and what is pressed meanwhile is answered. Nothing in sight may move when such a part comes.

use std::cell::RefCell;
use std::collections::VecDeque;

use leptos::prelude::*;

use super::part::Part;
use crate::platform::{clock, timers};

/// How long parts are made before the page may answer and paint, in milliseconds.
const SLICE: f64 = 8.0;

/// The parts that wait, in their order.
#[derive(Default)]
struct Queue {
    /// Whether parts wait at all.
    open: bool,
    waiting: VecDeque<RwSignal<bool>>,
    at_work: bool,
}

thread_local! {
    static QUEUE: RefCell<Queue> = RefCell::default();
}

/// From now on parts wait for their turn. Until then they are made at once: a page that says it is ready is whole.
pub fn take_turns() {
    QUEUE.with_borrow_mut(|queue| queue.open = true);
}

/// Makes all parts that wait, and those that come of them, before the task ends: for paper.
pub fn hurry() {
    let waiting = QUEUE.with_borrow_mut(|queue| {
        queue.open = false;
        std::mem::take(&mut queue.waiting)
    });
    for here in waiting {
        // Whoever is gone by now is not missed.
        here.try_set(true);
    }
    timers::later(0, take_turns);
}

/// A part that is made at once if it is in sight, and when its turn comes if it is not, in the order of asking.
pub fn soon(in_sight: bool, part: impl FnOnce() -> AnyView + Send + 'static) -> AnyView {
    if in_sight {
        return part();
    }
    later(Box::new(part))
}

#[inline(never)]
fn later(part: Box<dyn FnOnce() -> AnyView + Send>) -> AnyView {
    if !QUEUE.with_borrow(|queue| queue.open) {
        return part();
    }
    let here = RwSignal::new(false);
    let begins = QUEUE.with_borrow_mut(|queue| {
        queue.waiting.push_back(here);
        !std::mem::replace(&mut queue.at_work, true)
    });
    if begins {
        timers::later(0, work);
    }
    let mut part = Some(part);
    Part::part(move || {
        let part = if here.get() { part.take() } else { None };
        // What the part reads while it is made is its own affair: it is made once.
        part.map_or_else(super::part::nothing, |part| untrack(part))
    })
}

/// Makes parts for the time of a slice, and the rest in tasks to come.
fn work() {
    leptos::task::spawn_local(async {
        let begin = clock::milliseconds();
        while clock::milliseconds() - begin < SLICE {
            let next = QUEUE.with_borrow_mut(|queue| {
                let next = queue.waiting.pop_front();
                queue.at_work = next.is_some();
                next
            });
            let Some(here) = next else { return };
            here.try_set(true);
            // The effect that makes the part has run when this comes back.
            leptos::task::tick().await;
        }
        timers::later(0, work);
    });
}

#[cfg(test)]
mod tests {
    use leptos::mount::mount_to;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::HtmlElement;

    use super::*;

    fn room() -> HtmlElement {
        let document = web_sys::window().and_then(|window| window.document());
        let room = document.and_then(|document| {
            let room = document.create_element("div").ok()?;
            document.body()?.append_child(&room).ok()?;
            Some(room.unchecked_into())
        });
        room.expect("a document")
    }

    /// Mounts parts that wait, each with one within it; what is on show at once.
    fn parts(count: usize) -> (HtmlElement, String) {
        let room = room();
        let view = move || {
            let part = |name: usize| {
                soon(false, move || {
                    let within = soon(false, move || format!("({name})").into_any());
                    (format!("{name} "), within).into_any()
                })
            };
            (0..count).map(part).collect_view()
        };
        mount_to(room.clone(), view).forget();
        let at_once = room.text_content().unwrap_or_default();
        (room, at_once)
    }

    async fn microtasks() {
        for _ in 0..20 {
            let _ = JsFuture::from(js_sys::Promise::resolve(&JsValue::NULL)).await;
        }
    }

    async fn a_while() {
        let promise = js_sys::Promise::new(&mut |resolve, _| {
            timers::later(200, move || {
                let _ = resolve.call0(&JsValue::NULL);
            });
        });
        let _ = JsFuture::from(promise).await;
    }

    #[wasm_bindgen_test]
    fn a_page_that_is_not_ready_makes_its_parts_at_once() {
        QUEUE.with_borrow_mut(|queue| queue.open = false);
        assert_eq!(parts(2).1, "0 (0)1 (1)");
    }

    #[wasm_bindgen_test]
    fn what_is_in_sight_is_made_at_once_always() {
        take_turns();
        let room = room();
        mount_to(room.clone(), || soon(true, || "seen".into_any())).forget();
        assert_eq!(room.text_content().as_deref(), Some("seen"));
    }

    #[wasm_bindgen_test]
    async fn a_ready_page_makes_them_later_and_all_of_them() {
        take_turns();
        let (room, at_once) = parts(30);
        assert_eq!(at_once, "");
        a_while().await;
        let all: Vec<String> = (0..30).map(|name| format!("{name} ({name})")).collect();
        assert_eq!(room.text_content(), Some(all.concat()));
    }

    #[wasm_bindgen_test]
    async fn for_paper_all_are_there_before_the_task_ends() {
        take_turns();
        let (room, at_once) = parts(3);
        assert_eq!(at_once, "");
        hurry();
        microtasks().await;
        assert_eq!(room.text_content().as_deref(), Some("0 (0)1 (1)2 (2)"));
        a_while().await;
        assert!(QUEUE.with_borrow(|queue| queue.open));
    }

    #[wasm_bindgen_test]
    async fn what_is_gone_before_its_turn_is_not_missed() {
        take_turns();
        let room = room();
        let shown = RwSignal::new(true);
        let view = move || move || shown.get().then(|| soon(false, || "gone".into_any()));
        mount_to(room.clone(), view).forget();
        shown.set(false);
        a_while().await;
        assert_eq!(room.text_content().as_deref(), Some(""));
    }
}
