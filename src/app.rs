//! The root: state, frame, and what listens to the whole window.

use std::cell::Cell;
use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use muctieu_core::lang::Lang;
use muctieu_core::store::ReadError;

use crate::components::banners::Banners;
use crate::components::header::Header;
use crate::components::notices::Notices;
use crate::components::trouble::Trouble;
use crate::dom::{effect, hurry, memo, take_turns, view};
use crate::i18n::td_string;
use crate::platform::visibility::BeforePrint;
use crate::platform::{clock, document, timers, windows};
use crate::route::Route;
use crate::screens::keep_screen;
use crate::state::{AppState, Deed, Key, Rest, Theme, use_state};

/// Mounts the application in place of the frame that index.html holds.
///
/// Who opens the overview for the first time needs the first file only. Who has something stored, or opens another
/// screen, needs both; until they are there the frame stands, with what it says of a page that does not start.
pub fn start() {
    console_error_panic_hook::set_once();
    if AppState::is_new() && Route::parse(&document::fragment()).is_first() {
        mount(AppState::open_new(), Rest::Away);
    } else {
        // Leptos has nothing that runs such work before it is mounted.
        wasm_bindgen_futures::spawn_local(async {
            if let Some(key) = Key::fetch().await {
                mount(key.open(), Rest::Here(key));
            }
        });
    }
}

fn mount(state: Result<AppState, ReadError>, rest: Rest) {
    document::remove_stand_ins();
    match state {
        Ok(state) => {
            if let Rest::Here(key) = rest {
                key.open_link(state, &document::fragment());
            }
            state.rest.set(rest);
            mount_to_body(move || {
                provide_context(state);
                view! { <App /> }
            });
            if rest == Rest::Away {
                state.expect_rest();
            }
        }
        Err(error) => mount_to_body(move || view! { <Trouble error=error.clone() /> }),
    }
    // After the effects of mounting; not in a frame, which a tab in the background does not get.
    timers::later(0, || {
        clock::mark("muctieu:ready");
        take_turns();
    });
}

/// The application.
#[component]
fn App() -> impl IntoView {
    let state = use_state();
    state.feed();
    state.simulate();
    keep_document(state);
    listen(state);
    let main = NodeRef::<html::Main>::new();
    keep_screen(state, main);
    view! {
        <div
            class="shell" inert=move || state.wall.get().then_some("") data-scenario-on=move || state.has_scenario().then_some("")
        >
            <a class="skip-link" href="#main" on:click=move |event| {
                // The fragment is the route: the link moves the focus and leaves the address alone.
                event.prevent_default();
                document::focus("main");
            }>
                {move || td_string!(state.locale(), shell.skip)}
            </a>
            <Header />
            <Banners />
            <main class="shell-main" id="main" tabindex="-1" node_ref=main></main>
            <footer class="shell-footer">
                <p>{move || td_string!(state.locale(), shell.footer)}</p>
            </footer>
            <Notices />
            {move || state.key().map(|key| key.dialogs(state))}
        </div>
        {move || state.key().map(|key| key.wall(state))}
    }
}

/// Keeps the hooks on `<html>` and `<body>`, the title, and the stored settings in step with the state.
fn keep_document(state: AppState) {
    let system_dark = RwSignal::new(document::prefers_dark());
    windows::on_system_theme(move || system_dark.set(document::prefers_dark()));
    effect(move |_| {
        let dark = match state.settings.with(|settings| settings.theme) {
            Theme::System => system_dark.get(),
            Theme::Light => false,
            Theme::Dark => true,
        };
        document::set_root("data-theme", if dark { "dark" } else { "light" });
        state.theme_version.update(|version| *version += 1);
    });
    effect(move |_| document::set_root("lang", state.lang().tag()));
    // For who waits for a drag to end.
    effect(move |_| {
        if state.dragging.get() {
            document::set_root("data-dragging", "");
        } else {
            document::unset_root("data-dragging");
        }
    });
    effect(move |_| {
        state
            .storage
            .with(|storage| document::set_body("data-storage", storage.id()));
    });
    // Set only when it changes: the browser tells its window even of the same one.
    let title = memo(move |_| title(state));
    effect(move |_| document::set_title(&title.get()));
    effect(move |_| {
        state.as_of.track();
        state.active.track();
        state.remember_place();
    });
    effect(move |before: Option<()>| {
        state.settings.track();
        // Nothing to store before something has been chosen.
        if before.is_some() {
            state.save_settings();
        }
    });
}

/// The document's title: the screen, then the product.
fn title(state: AppState) -> String {
    let locale = state.locale();
    let lang: Lang = state.lang();
    let screen = match state.route.get() {
        Route::Overview => td_string!(locale, shell.nav_overview).to_string(),
        Route::Indicator(id) => state.record(|workspace| {
            workspace.indicator(id.as_str()).map_or_else(
                || id.to_string(),
                |indicator| indicator.title.get(lang).to_owned(),
            )
        }),
        Route::Scenario => td_string!(locale, shell.nav_scenario).to_string(),
        Route::Figures => td_string!(locale, shell.nav_figures).to_string(),
        Route::Text(_) => td_string!(locale, shell.nav_text).to_string(),
        Route::Help => td_string!(locale, shell.help).to_string(),
        Route::Unknown(_) => td_string!(locale, shell.unknown_title).to_string(),
    };
    let mark = if state.is_illustration() {
        td_string!(locale, shell.watermark)
    } else {
        ""
    };
    if mark.is_empty() {
        format!("{screen} – Mục Tiêu")
    } else {
        format!("{mark} – {screen} – Mục Tiêu")
    }
}

/// Where a reader of another screen begins. The focus first: it scrolls to what it goes to.
fn arrive() {
    document::focus("main");
    document::scroll_to_top();
}

/// Listens to the window: the address, other tabs, keys of the whole page, leaving.
fn listen(state: AppState) {
    windows::on_fragment(move || {
        let fragment = document::fragment();
        // An ordinary address asks for nothing more.
        if fragment.contains('?') {
            match state.rest.get_untracked() {
                Rest::Here(key) if key.open_link(state, &fragment) => {
                    arrive();
                    return;
                }
                Rest::Here(_) => {}
                _ => state.act(Deed::OpenLink(fragment.clone())),
            }
        }
        let route = Route::parse(&fragment);
        if state.route.get_untracked() != route {
            state.route.set(route);
            arrive();
        }
    });
    windows::on_storage(move |_| state.look_at_storage());
    windows::on_leaving(move || {
        // Without the rest nothing has been changed.
        if let Rest::Here(key) = state.rest.get_untracked() {
            key.flush(state);
        }
    });
    windows::on_any_input(move || state.end_replay());
    // Before what a screen does for paper: that is made at once.
    std::mem::forget(BeforePrint::new(hurry));
    let typed = Rc::new(Cell::new(false));
    let typing = typed.clone();
    windows::on_typing(move |now| typing.set(now));
    windows::on_hand(move |target| state.grasp(target), move || state.let_go());
    windows::on_key(move |event| {
        let command = event.ctrl_key() || event.meta_key();
        if !command || event.alt_key() || (typed.get() && windows::in_text(&event)) {
            return;
        }
        match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
            ("z", false) => state.undo(),
            ("z", true) | ("y", false) => state.redo(),
            _ => return,
        }
        event.prevent_default();
    });
}
