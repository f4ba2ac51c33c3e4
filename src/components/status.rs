//! A status as an icon, a word and a colour; never a colour alone.

use leptos::prelude::*;
use muctieu_core::status::Status;

use super::icon::Icon;
use crate::dom::{derived, memo, view};
use crate::state::use_state;

/// The icon of a status.
pub fn icon_of(status: Status) -> Icon {
    match status {
        Status::Missed => Icon::Missed,
        Status::OffTrack => Icon::OffTrack,
        Status::AtRisk => Icon::AtRisk,
        Status::OnTrack => Icon::OnTrack,
        Status::Achieved => Icon::Achieved,
        Status::Exceeded => Icon::Exceeded,
        Status::NotAssessed => Icon::NotAssessed,
    }
}

/// A status.
#[component]
pub fn StatusMark(
    /// The status.
    #[prop(into)]
    status: Signal<Status>,
    /// A pill with a tint.
    #[prop(optional)]
    tinted: bool,
    /// The icon alone, where the word has no room: the word is its name.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let state = use_state();
    // Whoever hands the status over may compute it anew at every move of a lever.
    let status = memo(move |_| status.get());
    let word = move || status.get().word(state.lang());
    let name = move || bare.then(word);
    view! {
        <span
            class="status" class:tinted=tinted data-status=move || status.get().id()
            role=bare.then_some("img") aria-label=name title=name
        >
            <Icon name=derived(move || icon_of(status.get())) changes=true />
            {(!bare).then(|| view! { <span>{word}</span> })}
        </span>
    }
}
