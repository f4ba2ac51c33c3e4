//! Sharing what is on show: a link of it, or a file in its place.

use leptos::prelude::*;
use muctieu_core::calendar::to_iso;
use muctieu_core::scenario::ScenarioId;
use muctieu_core::share::{Carry, ShareError, Shared, View, file};
use muctieu_core::workspace::WorkspaceKind;

use super::AppState;
use crate::route::Route;

/// What is on show, with this scenario (nothing for the base), to be shared. Tracks nothing.
pub fn shared(state: AppState, scenario: Option<&ScenarioId>, carry: Carry) -> Shared {
    let route = match state.route.get_untracked() {
        Route::Unknown(_) => Route::Overview,
        known => known,
    };
    let href = route.href();
    let focus = state.focus.get_untracked();
    let view = View {
        as_of: state.as_of.get_untracked(),
        route: href.trim_start_matches('#'),
        scenario,
        focus: &focus,
    };
    state
        .workspace
        .with_untracked(|workspace| Shared::of(workspace, &view, carry))
}

/// The name and the text of the file that is sent in a link's place.
pub fn share_file(shared: &Shared) -> Result<(String, String), ShareError> {
    let mark = match shared.kind {
        WorkspaceKind::Real => "",
        WorkspaceKind::Illustration => "minh-hoa-",
    };
    let name = format!(
        "muctieu-chia-se-{mark}{}-{}.json",
        shared.workspace,
        to_iso(shared.as_of)
    );
    Ok((name, file::write(shared)?))
}
