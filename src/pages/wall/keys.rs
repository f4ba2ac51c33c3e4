//! The keys of the wall.

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::desk::{Desk, NUMBERED};
use crate::platform::windows;
use crate::state::AppState;

thread_local! {
    /// The desk of the wall that is open.
    static OPEN: Cell<Option<Desk>> = const { Cell::new(None) };
}

/// Lets the keys move this desk until it is gone.
pub(super) fn open(desk: Desk) {
    OPEN.set(Some(desk));
    on_cleanup(move || {
        desk.rest_now();
        OPEN.set(None);
    });
}

/// Hears the keys of the whole window: F opens the wall anywhere, unless it is turned off, and on it every key has its work.
pub fn listen(state: AppState) {
    windows::on_key(move |event| {
        let command = event.ctrl_key() || event.meta_key() || event.alt_key();
        if command || event.default_prevented() || takes_letters(&event) {
            return;
        }
        let heard = match (state.wall.get_untracked(), OPEN.get()) {
            (true, Some(desk)) => press(desk, &event),
            (true, None) => false,
            (false, _) => opens(state, &event.key()),
        };
        if heard {
            event.prevent_default();
        }
    });
}

fn opens(state: AppState, key: &str) -> bool {
    let wanted = state
        .settings
        .with_untracked(|settings| settings.letter_keys);
    let opens = wanted && matches!(key, "f" | "F");
    if opens {
        state.wall.set(true);
    }
    opens
}

/// Does what a key stands for; whether it stands for anything.
fn press(desk: Desk, event: &web_sys::KeyboardEvent) -> bool {
    let state = desk.state;
    let many = if event.shift_key() { 10.0 } else { 1.0 };
    let key = event.key();
    match key.as_str() {
        "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" if on_chart(event) => return false,
        "ArrowRight" => desk.step(many),
        "ArrowLeft" => desk.step(-many),
        "ArrowDown" => desk.choose(1),
        "ArrowUp" => desk.choose(-1),
        "z" | "Z" => {
            desk.rest_now();
            if event.shift_key() {
                state.redo();
            } else {
                state.undo();
            }
        }
        "?" => desk.help.update(|help| *help = !*help),
        "Escape" if desk.help.get_untracked() => desk.help.set(false),
        "Escape" | "f" | "F" => state.wall.set(false),
        digit => {
            let number = digit.parse::<usize>().ok();
            let Some(number) = number.filter(|number| (1..=NUMBERED).contains(number)) else {
                return false;
            };
            desk.pick(number - 1);
        }
    }
    true
}

/// Whether the key belongs to a chart, whose crosshair and handle have arrow keys of their own.
fn on_chart(event: &web_sys::KeyboardEvent) -> bool {
    let element = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    element.is_some_and(|element| {
        let inside = element.closest(".chart-plane, .drag-end");
        inside.is_ok_and(|inside| inside.is_some())
    })
}

/// Whether letters that are typed here mean something else.
fn takes_letters(event: &web_sys::KeyboardEvent) -> bool {
    let element = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok());
    windows::in_text(event)
        || element
            .is_some_and(|element| element.tag_name() == "SELECT" || element.is_content_editable())
}
