//! The screen of the figures: pick an indicator and work on its figures beside the list; what is waited for; which
//! workspace is open, and its way to and from files.

mod all;
mod entries;
mod files;
mod list;
mod search;
mod start;
mod waiting;
mod workspaces;

use leptos::prelude::*;
use muctieu_core::indicator::Indicator;

use crate::components::figures::FigureEditor;
use crate::components::{Icon, StatusMark};
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;
use crate::platform::{document, frames};
use crate::route::Route;
use crate::state::{AppState, use_state};
use entries::{Entries, entries};

/// The screen.
#[component]
pub fn FiguresPage() -> impl IntoView {
    let state = use_state();
    let entries = entries(state);
    let open = memo(move |_| {
        let id = state.figures_of.get()?;
        state.record(|workspace| workspace.indicator(id.as_str()).cloned())
    });
    let fault = RwSignal::new(None::<files::Fault>);
    let over = RwSignal::new(false);
    view! {
        <div
            class="page figures" data-over=move || over.get().then_some("")
            on:dragover=move |event| if files::holds_files(&event) {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |event| if event.related_target().is_none() { over.set(false) }
            on:drop=move |event| {
                over.set(false);
                if let Some(file) = files::dropped(&event) {
                    event.prevent_default();
                    files::take(state, file, fault);
                }
            }
        >
            <header class="page-head">
                <div class="stack">
                    <h1>{move || td_string!(state.locale(), figures.title)}</h1>
                    <p class="muted" data-figures-summary="">{move || summary(state, &entries.get())}</p>
                </div>
                <files::Files fault=fault />
            </header>
            <files::Refusal fault=fault />
            <workspaces::Workspaces />
            <div class="figures-layout" data-open=move || open.with(Option::is_some).then_some("")>
                <list::List entries=entries />
                <div class="figures-detail">
                    {move || match open.get() {
                        Some(indicator) => view! { <Detail indicator=indicator /> }.into_any(),
                        None => view! { <waiting::Waiting entries=entries /> }.into_any(),
                    }}
                </div>
            </div>
            <all::AllFigures />
            <start::Start />
            <div class="figures-drop" aria-hidden="true">
                <p><Icon name=Icon::Upload />{move || td_string!(state.locale(), figures.drop_here)}</p>
            </div>
        </div>
    }
}

/// One line about the whole workspace.
fn summary(state: AppState, entries: &Entries) -> String {
    let locale = state.locale();
    let figures = entries
        .iter()
        .map(|entry| entry.count + entry.others)
        .sum::<usize>();
    let waiting = entries.iter().filter(|entry| entry.is_missing()).count();
    let doubts = entries.iter().map(|entry| entry.doubts).sum::<usize>();
    let mut text = td_string!(
        locale,
        figures.summary,
        figures = figures,
        waiting = waiting
    );
    if doubts > 0 {
        text.push_str(&td_string!(locale, figures.summary_doubts, doubts = doubts));
    }
    text
}

/// Opens the figures of an indicator and brings them into view.
fn open(state: AppState, id: muctieu_core::indicator::IndicatorId) {
    state.figures_of.set(Some(id));
    frames::before_paint(|| document::focus(DETAIL));
}

/// The name of the open indicator's title in the document.
const DETAIL: &str = "figures-detail-title";

/// The open indicator: what it is, where it stands, and its figures.
#[component]
fn Detail(
    /// Which one.
    indicator: Indicator,
) -> impl IntoView {
    let state = use_state();
    let row = state.row(indicator.id.as_str());
    let status = derived(move || {
        row.with(|row| {
            row.as_ref()
                .map_or(muctieu_core::status::Status::NotAssessed, |row| row.status)
        })
    });
    let title = indicator.title.clone();
    let words = indicator.target.words.clone();
    let href = Route::Indicator(indicator.id.clone()).href();
    view! {
        <header class="figures-detail-head">
            <button class="button small figures-back" type="button" data-action="back" on:click=move |_| {
                state.figures_of.set(None);
                frames::before_paint(|| document::focus(list::SEARCH));
            }>
                <Icon name=Icon::ChevronLeft />{move || td_string!(state.locale(), figures.back)}
            </button>
            <h2 id=DETAIL tabindex="-1"><span class="muted">{indicator.item.clone()}". "</span>{move || title.get(state.lang()).to_owned()}</h2>
            <div class="cluster">
                <span class="chip target" lang="vi"><Icon name=Icon::Target />{words}</span>
                <StatusMark status=status tinted=true />
                <a href=href>{move || td_string!(state.locale(), figures.see_projection)}</a>
            </div>
        </header>
        <FigureEditor indicator=indicator />
    }
}
