//! What stands in the text itself: words of targets as links with their status, and corrected faults of the copy.

use std::sync::Arc;

use leptos::prelude::*;
use muctieu_core::indicator::{Bilingual, IndicatorId};
use muctieu_core::resolution::ScanFault;
use muctieu_core::status::Status;

use super::pieces::{Mark, Piece};
use crate::components::Icon;
use crate::components::status::icon_of;
use crate::dom::{Memo, memo, view};
use crate::i18n::td_string;
use crate::route::Route;
use crate::state::{AppState, use_state};

/// The name of a mark in the document.
pub fn mark_element(mark: usize) -> String {
    format!("text-mark-{mark}")
}

/// The name of a corrected fault in the document.
pub fn fault_element(fault: usize) -> String {
    format!("text-fault-{fault}")
}

/// Pieces of text with what is marked in them.
pub fn marked(pieces: Vec<Piece>, marks: &Arc<Vec<Mark>>, faults: &Arc<Vec<ScanFault>>) -> AnyView {
    let mut views: Vec<AnyView> = Vec::new();
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        let Some(place) = piece.mark else {
            views.push(plain(piece, faults));
            continue;
        };
        let mut own = vec![piece];
        while let Some(more) = pieces.next_if(|next| next.mark == Some(place)) {
            own.push(more);
        }
        let here = own.iter().any(|piece| piece.here);
        let words = own
            .into_iter()
            .map(|piece| {
                plain(
                    Piece {
                        here: false,
                        ..piece
                    },
                    faults,
                )
            })
            .collect_view()
            .into_any();
        if let Some(mark) = marks.get(place) {
            let ids = mark.indicators.clone();
            views.push(view! { <Words place=place ids=ids here=here words=words /> }.into_any());
        }
    }
    views.into_any()
}

/// A piece that is no target: plain, or a corrected fault.
fn plain(piece: Piece, faults: &Arc<Vec<ScanFault>>) -> AnyView {
    let here = piece.here.then_some("");
    match piece
        .fault
        .and_then(|place| faults.get(place).map(|fault| (place, fault)))
    {
        Some((place, fault)) => {
            let state = use_state();
            let found = fault.found.clone();
            view! {
                <span
                    class="text-fault" id=fault_element(place) tabindex="-1" data-here=here
                    title=move || td_string!(state.locale(), text.fault_tip, found = found.clone())
                >
                    {piece.text}
                </span>
            }
            .into_any()
        }
        None if piece.here => view! { <span data-here="">{piece.text}</span> }.into_any(),
        None => piece.text.into_any(),
    }
}

/// The words of one or several targets. One: words and icon are one link. Several: the words, then a link for each.
#[component]
fn Words(
    /// The place among the marks.
    place: usize,
    /// The targets.
    ids: Vec<IndicatorId>,
    /// Whether they are part of the passage that is shown.
    here: bool,
    /// The words.
    words: AnyView,
) -> impl IntoView {
    let state = use_state();
    let here = here.then_some("");
    let names = ids
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(" ");
    if let [id] = ids.as_slice() {
        let stand = Stand::of(state, id);
        let (label, tip) = (stand.clone(), stand.clone());
        return view! {
            <a
                class="text-words" id=mark_element(place) data-words=names data-here=here
                href=stand.href() title=move || tip.told(state)
            >
                <span class="text-room"><mark>{words}</mark></span>
                {stand.icon()}
                <span class="visually-hidden" lang=move || state.lang().tag()>" ("{move || label.told(state)}")"</span>
            </a>
        }
        .into_any();
    }
    let stands: Vec<Stand> = ids.iter().map(|id| Stand::of(state, id)).collect();
    let distinct = stands.windows(2).all(|pair| pair[0].item != pair[1].item);
    view! {
        <span class="text-words" id=mark_element(place) tabindex="-1" data-words=names data-here=here>
            <mark>{words}</mark>
            <span class="text-several">
            {stands
                .into_iter()
                .map(|stand| {
                    let (label, tip) = (stand.clone(), stand.clone());
                    view! {
                        <a class="text-one" href=stand.href() lang=move || state.lang().tag() title=move || tip.told(state)>
                            {stand.icon()}
                            {distinct.then(|| stand.item.clone())}
                            <span class="visually-hidden">" "{move || label.told(state)}</span>
                        </a>
                    }
                })
                .collect_view()}
            </span>
        </span>
    }
    .into_any()
}

/// Where a target stands, as its mark tells it.
#[derive(Clone)]
struct Stand {
    id: IndicatorId,
    item: String,
    title: Bilingual,
    status: Memo<Status>,
}

impl Stand {
    fn of(state: AppState, id: &IndicatorId) -> Self {
        let row = state.row(id.as_str());
        let (item, title) = state.workspace.with_untracked(|workspace| {
            workspace
                .indicator(id.as_str())
                .map(|indicator| (indicator.item.clone(), indicator.title.clone()))
                .unwrap_or_default()
        });
        Self {
            id: id.clone(),
            item,
            title,
            status: memo(move |_| {
                row.with(|row| row.as_ref().map_or(Status::NotAssessed, |row| row.status))
            }),
        }
    }

    fn href(&self) -> String {
        Route::Indicator(self.id.clone()).href()
    }

    fn told(&self, state: AppState) -> String {
        let lang = state.lang();
        td_string!(
            state.locale(),
            text.target_status,
            title = self.title.get(lang),
            status = self.status.get().word(lang)
        )
    }

    fn icon(&self) -> AnyView {
        let status = self.status;
        view! {
            <span class="text-status" data-status=move || status.get().id()>
                {move || view! { <Icon name=icon_of(status.get()) /> }}
            </span>
        }
    }
}
