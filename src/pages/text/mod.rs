//! The screen of the resolution's text: laid out as the document that it is, every target's words marked in their
//! place with where it stands, and the faults of the received copy told.

mod document;
mod marks;
mod pieces;

use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;
use muctieu_core::indicator::{Indicator, IndicatorId};
use muctieu_core::number::format_date;
use muctieu_core::resolution::{ParagraphKind, Resolution};

use crate::components::Icon;
use crate::dom::{effect, memo, view};
use crate::i18n::td_string;
use crate::platform::{self, frames};
use crate::route::Route;
use crate::state::{AppState, use_state};
use document::document;
use pieces::{Mark, marks};

/// The name of the text in the document.
const TEXT: &str = "text-document";

/// What the text page shows of a workspace; anew only when another resolution is opened.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    resolution: Arc<Resolution>,
    marks: Arc<Vec<Mark>>,
    here: Option<Indicator>,
}

impl Shown {
    fn here(&self) -> Option<Range<usize>> {
        let passage = self.here.as_ref()?.passage?;
        Some(passage.start..passage.end)
    }

    /// The mark of the indicator that is shown.
    fn mark(&self) -> Option<usize> {
        let id = &self.here.as_ref()?.id;
        self.marks
            .iter()
            .position(|mark| mark.indicators.contains(id))
    }
}

/// The screen.
#[component]
pub fn TextPage(
    /// The indicator whose words are to be shown.
    indicator: Option<IndicatorId>,
) -> impl IntoView {
    let state = use_state();
    let shown = memo(move |_| {
        state.record(|workspace| Shown {
            resolution: workspace.resolution.clone(),
            marks: Arc::new(marks(&workspace.indicators)),
            here: indicator
                .as_ref()
                .and_then(|id| workspace.indicator(id.as_str()).cloned()),
        })
    });
    effect(move |_| {
        if let Some(mark) = shown.with(Shown::mark) {
            frames::before_paint(move || {
                let element = marks::mark_element(mark);
                platform::document::bring_into_view(&element, true);
                platform::document::focus(&element);
            });
        }
    });
    view! {
        <div class="page text">
            <header class="stack">
                <h1>{move || td_string!(state.locale(), text.title)}</h1>
                <p class="muted text-how">
                    {move || td_string!(state.locale(), text.how, date = format_date(state.as_of.get(), state.lang()))}
                    " "
                    {move || (state.lang() == muctieu_core::lang::Lang::En).then(|| td_string!(state.locale(), text.original))}
                </p>
            </header>
            {move || {
                let shown = shown.get();
                if shown.resolution.text.trim().is_empty() {
                    return view! {
                        <div class="empty"><Icon name=Icon::FileText /><p>{td_string!(state.locale(), text.none)}</p></div>
                    }
                    .into_any();
                }
                let note = here_note(state, &shown);
                view! {
                    {note}
                    <div class="text-layout">
                        {contents(state, &shown.resolution)}
                        <div class="stack">
                            {document(&shown.resolution, &shown.marks, shown.here().as_ref())}
                            {faults(state, &shown.resolution)}
                        </div>
                    </div>
                }
                .into_any()
            }}
        </div>
    }
}

/// Which target the address names, with the way to its page; nothing where it names none.
fn here_note(state: AppState, shown: &Shown) -> Option<AnyView> {
    let marked = shown.mark().is_some();
    shown.here.clone().map(|indicator| {
        let href = Route::Indicator(indicator.id.clone()).href();
        view! {
            <p class="text-here-note" data-text-here=indicator.id.to_string()>
                <Icon name=Icon::Target />
                <span>{move || td_string!(state.locale(), text.showing, title = indicator.title.get(state.lang()))}</span>
                {(!marked).then(|| view! { <span>{move || td_string!(state.locale(), text.not_marked)}</span> })}
                <a href=href>{move || td_string!(state.locale(), text.open_target)}</a>
            </p>
        }
    })
}

/// The table of contents. Its links move within the page and leave the address, which is the screen's, alone.
fn contents(state: AppState, resolution: &Resolution) -> AnyView {
    let go = |element: String| {
        move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            platform::document::bring_into_view(&element, false);
            platform::document::focus(&element);
        }
    };
    let line = |element: String, kind: &'static str, words: AnyView| {
        view! { <li data-level=kind><a href="#/nghi-quyet" on:click=go(element)>{words}</a></li> }
    };
    let top = line(
        TEXT.to_owned(),
        "top",
        (move || td_string!(state.locale(), text.top)).into_any(),
    );
    let lines = resolution
        .paragraphs()
        .filter_map(|paragraph| {
            let kind = match paragraph.kind {
                ParagraphKind::Chapter => "chapter",
                ParagraphKind::Section => "section",
                _ => return None,
            };
            let words = view! { <span lang="vi">{paragraph.text.to_owned()}</span> }.into_any();
            Some(line(
                document::heading_element(paragraph.start),
                kind,
                words,
            ))
        })
        .collect_view();
    view! {
        <nav class="text-contents" aria-label=move || td_string!(state.locale(), text.contents)>
            <p class="strong">{move || td_string!(state.locale(), text.contents)}</p>
            <ul>{top}{lines}</ul>
        </nav>
    }
}

/// The faults of the received copy and what is shown instead; nothing where there is none.
fn faults(state: AppState, resolution: &Resolution) -> Option<AnyView> {
    let faults = resolution.faults.clone();
    let count = faults.len();
    (count > 0).then(|| {
        view! {
            <details class="panel text-faults" data-faults=count.to_string()>
                <summary>{move || td_string!(state.locale(), text.faults, count = count)}</summary>
                <p class="muted small">{move || td_string!(state.locale(), text.faults_note)}</p>
                <ol>
                    {faults
                        .into_iter()
                        .enumerate()
                        .map(|(place, fault)| {
                            let element = marks::fault_element(place);
                            let told = move || td_string!(
                                state.locale(), text.fault,
                                place = fault.place.clone(), found = fault.found.clone(), shown = fault.shown.clone()
                            );
                            view! {
                                <li>
                                    <span>{told}</span>" "
                                    <a href="#/nghi-quyet" on:click=move |event| {
                                        event.prevent_default();
                                        platform::document::bring_into_view(&element, true);
                                        platform::document::focus(&element);
                                    }>{move || td_string!(state.locale(), text.go_fault)}</a>
                                </li>
                            }
                        })
                        .collect_view()}
                </ol>
            </details>
        }
    })
}
