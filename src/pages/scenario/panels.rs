//! What can be asked of the scenarios: a room each, one shown at a time.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::{attribution, compare, drivers, goal, list, log, sensitivity};
use crate::dom::{derived, view};
use crate::i18n::{Locale, td_string};
use crate::platform::document;
use crate::state::AppState;

/// A room: its stable name, its title, and what is in it.
struct Room {
    id: &'static str,
    title: fn(Locale) -> &'static str,
    view: fn(AppState) -> AnyView,
}

/// The rooms in their order. A new one is a line here.
static ROOMS: &[Room] = &[
    Room {
        id: "scenarios",
        title: |locale| td_string!(locale, scenario.list),
        view: list::panel,
    },
    Room {
        id: "compare",
        title: |locale| td_string!(locale, analysis.tab_compare),
        view: compare::panel,
    },
    Room {
        id: "sensitivity",
        title: |locale| td_string!(locale, analysis.tab_sensitivity),
        view: sensitivity::panel,
    },
    Room {
        id: "attribution",
        title: |locale| td_string!(locale, analysis.tab_attribution),
        view: attribution::panel,
    },
    Room {
        id: "goal",
        title: |locale| td_string!(locale, analysis.tab_goal),
        view: goal::panel,
    },
    Room {
        id: "drivers",
        title: |locale| td_string!(locale, scenario.driver_title),
        view: drivers::panel,
    },
    Room {
        id: "log",
        title: |locale| td_string!(locale, log.title),
        view: log::panel,
    },
];

/// The rooms behind their tabs.
pub(super) fn panels(state: AppState) -> AnyView {
    let open = state.rooms.open;
    let label = derived(move || td_string!(state.locale(), scenario.rooms).to_owned());
    let tab = move |at: usize, room: &'static Room| {
        let title = derived(move || (room.title)(state.locale()).to_owned());
        let press = move |event: KeyboardEvent| {
            let last = ROOMS.len() - 1;
            let to = match event.key().as_str() {
                "ArrowRight" if at < last => at + 1,
                "ArrowRight" | "Home" => 0,
                "ArrowLeft" if at > 0 => at - 1,
                "ArrowLeft" | "End" => last,
                _ => return,
            };
            event.prevent_default();
            open.set(to);
            document::focus(&format!("tab-{}", ROOMS[to].id));
        };
        let choose = move |_| {
            open.set(at);
            document::focus(&format!("tab-{}", room.id));
        };
        view! {
            <button
                type="button" role="tab" id=format!("tab-{}", room.id) aria-controls="room" data-room=room.id
                aria-selected=move || (open.get() == at).to_string()
                tabindex=move || if open.get() == at { "0" } else { "-1" }
                on:click=choose on:keydown=press
            >
                {title}
            </button>
        }
        .into_any()
    };
    let tabs = ROOMS
        .iter()
        .enumerate()
        .map(|(at, room)| tab(at, room))
        .collect_view();
    view! {
        <section class="studio-rooms">
            <div class="tabs" role="tablist" aria-label=label>{tabs}</div>
            <div role="tabpanel" id="room" class="room" aria-labelledby=move || format!("tab-{}", ROOMS[open.get()].id)>
                {move || (ROOMS[open.get()].view)(state)}
            </div>
        </section>
    }
    .into_any()
}
