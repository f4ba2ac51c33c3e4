//! The gate between the first screen and everything else.
//!
//! What only this module reaches is not in the file that the page starts with: `cargo xtask seal` puts it into a second
//! one, which comes when the first screen is there (see "Two files" in ARCHITECTURE.md). So nothing may call these
//! functions but [`Key`](crate::state::Key), which is had only when that file is there, and which does so by their
//! addresses.

use std::sync::Arc;

use leptos::prelude::*;
use muctieu_core::edit::{Edit, EditError};
use muctieu_core::indicator::Indicator;
use muctieu_core::minutes::How;
use muctieu_core::store::ReadError;

use crate::components::share::share_dialog;
use crate::components::{banners, visit};
use crate::dom::{Memo, view};
use crate::pages;
use crate::route::Route;
use crate::state::{AppState, Deed, SharedRow, StorageState};

/// Opens the workspace that was open last.
#[inline(never)]
pub fn open() -> Result<AppState, ReadError> {
    AppState::open_stored()
}

/// Draws a screen other than the first.
#[inline(never)]
pub fn screen(route: &Route) -> AnyView {
    match route {
        Route::Indicator(id) => {
            view! { <pages::indicator::IndicatorPage id=id.clone() /> }.into_any()
        }
        Route::Scenario => view! { <pages::scenario::ScenarioPage /> }.into_any(),
        Route::Figures => view! { <pages::figures::FiguresPage /> }.into_any(),
        Route::Text(id) => view! { <pages::text::TextPage indicator=id.clone() /> }.into_any(),
        Route::Help => view! { <pages::help::HelpPage /> }.into_any(),
        Route::Overview | Route::Unknown(_) => ().into_any(),
    }
}

/// Draws the lever in a row of the overview.
#[inline(never)]
pub fn row_lever(indicator: Arc<Indicator>, base: Memo<Option<SharedRow>>) -> AnyView {
    pages::overview::lever::row_lever(indicator, base)
}

/// Shows what an address shares, and tells whether it shares anything that can be shown.
#[inline(never)]
pub fn open_link(state: AppState, fragment: &str) -> bool {
    state.open_link(fragment)
}

/// Draws what can be opened over any screen.
#[inline(never)]
pub fn dialogs(state: AppState) -> AnyView {
    share_dialog(state)
}

/// Draws the page as it is shown to a room, and listens for its keys.
#[inline(never)]
pub fn wall(state: AppState) -> AnyView {
    pages::wall::listen(state);
    view! { <pages::wall::Wall /> }.into_any()
}

/// Says what was shared and is on show, or why it is not.
#[inline(never)]
pub fn visit_banners(state: AppState) -> AnyView {
    view! {
        {visit::fault(state)}
        {visit::banner(state)}
    }
    .into_any()
}

/// Says what is wrong with the storage, with the way out.
#[inline(never)]
pub fn storage_banner(state: AppState, storage: StorageState) -> AnyView {
    banners::storage_banner(state, storage)
}

/// Does a change of the workspace.
#[inline(never)]
pub fn apply(state: AppState, edit: Edit) -> Result<(), EditError> {
    state.apply_here(edit)
}

/// Says why a change was refused.
#[inline(never)]
pub fn tell_refusal(state: AppState, error: &EditError) {
    state.tell_refusal_here(error);
}

/// Writes a line of what has changed in the scenarios.
#[inline(never)]
pub fn log_as(state: AppState, how: How) {
    state.log_here(how);
}

/// Stores at once what waits to be stored.
#[inline(never)]
pub fn flush(state: AppState) {
    state.flush();
}

/// Brings the built-in figures back into a workspace that has none.
#[inline(never)]
pub fn restore(state: AppState) {
    pages::overview::head::restore(state);
}

/// Does something that may have waited for this file.
#[inline(never)]
pub fn act(state: AppState, deed: Deed) {
    state.act_here(deed);
}
