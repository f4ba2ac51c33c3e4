//! Every figure of the workspace in one table, found by words, shown in chunks.

use leptos::prelude::*;
use muctieu_core::figure::Figure;
use muctieu_core::indicator::{Bilingual, IndicatorId};
use muctieu_core::number::format_date;
use muctieu_core::order::sort_by_key;
use wasm_bindgen::JsCast;

use super::search::{holds, plain};
use crate::components::Icon;
use crate::components::figures::{measure_word, origin_word, told};
use crate::dom::{memo, view};
use crate::i18n::td_string;
use crate::state::{AppState, use_state};

/// Rows that are shown at first, and with each step.
const CHUNK: usize = 100;

/// The figures that are found, and how many there are in all.
#[derive(Clone, Debug, Default, PartialEq)]
struct Found {
    figures: Vec<Figure>,
    total: usize,
}

/// The table, folded away until it is asked for.
#[component]
pub fn AllFigures() -> impl IntoView {
    let state = use_state();
    let count = memo(move |_| state.record(|workspace| workspace.figures.len()));
    let open = RwSignal::new(false);
    let toggle = move |event: leptos::ev::Event| {
        let details = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        open.set(details.is_some_and(|details| details.has_attribute("open")));
    };
    view! {
        <details class="panel figures-all" data-all-figures="" on:toggle=toggle>
            <summary>{move || td_string!(state.locale(), figures.all, count = count.get())}</summary>
            <Show when=move || open.get()>
                <Table />
            </Show>
        </details>
    }
}

#[component]
fn Table() -> impl IntoView {
    let state = use_state();
    let question = RwSignal::new(String::new());
    let most = RwSignal::new(CHUNK);
    let found = memo(move |_| {
        let question = plain(&question.get());
        find(state, &question, most.get())
    });
    view! {
        <div class="stack">
            <div class="cluster spread">
                <div class="figures-search">
                    <Icon name=Icon::Search />
                    <input
                        class="input" type="search" autocomplete="off" data-all-search=""
                        aria-label=move || td_string!(state.locale(), figures.all_search)
                        placeholder=move || td_string!(state.locale(), figures.all_search)
                        on:input=move |event| {
                            most.set(CHUNK);
                            question.set(event_target_value(&event));
                        }
                    />
                </div>
                <p class="muted small" role="status">{move || found.with(|found| {
                    td_string!(state.locale(), figures.all_shown, shown = found.figures.len(), total = found.total)
                })}</p>
            </div>
            <div class="scroll-x" tabindex="0" role="region" aria-label=move || td_string!(state.locale(), figures.all, count = found.with(|found| found.total))>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{move || td_string!(state.locale(), figures.date)}</th>
                            <th scope="col">{move || td_string!(state.locale(), figures.indicator)}</th>
                            <th scope="col" class="num">{move || td_string!(state.locale(), figures.value)}</th>
                            <th scope="col">{move || td_string!(state.locale(), figures.measure)}</th>
                            <th scope="col">{move || td_string!(state.locale(), figures.source)}</th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || found.with(|found| found.figures.clone()) key=|figure| format!("{figure:?}") let:figure>
                            <Row figure=figure />
                        </For>
                    </tbody>
                </table>
            </div>
            <Show when=move || found.with(|found| found.figures.len() < found.total)>
                <p>
                    <button class="button" type="button" data-action="more" on:click=move |_| most.update(|most| *most += CHUNK)>
                        <Icon name=Icon::ChevronDown />{move || td_string!(state.locale(), figures.all_more)}
                    </button>
                </p>
            </Show>
        </div>
    }
}

#[component]
fn Row(
    /// The figure.
    figure: Figure,
) -> impl IntoView {
    let state = use_state();
    let indicator = state
        .workspace
        .with_untracked(|workspace| workspace.indicator(figure.indicator.as_str()).cloned());
    indicator.map(|indicator| {
        let (item, title): (String, Bilingual) = (indicator.item.clone(), indicator.title.clone());
        let id: IndicatorId = indicator.id.clone();
        let (date, measure, origin) = (figure.date, figure.measure, figure.origin);
        let (name, source) = (figure.id.0.to_string(), figure.source.clone());
        view! {
            <tr data-figure-row=name>
                <td class="nowrap">{move || format_date(date, state.lang())}</td>
                <th scope="row">
                    <button class="link" type="button" on:click=move |_| super::open(state, id.clone())>
                        {item}". "{move || title.get(state.lang()).to_owned()}
                    </button>
                </th>
                <td class="num">{move || told(&indicator, &figure, state.lang())}</td>
                <td>{move || measure_word(measure, state.locale())}</td>
                <td class="figures-all-source"><span class="muted">{move || origin_word(origin, state.locale())}</span>" "{source}</td>
            </tr>
        }
    })
}

/// The newest figures whose indicator, source or date holds the words, at most so many.
fn find(state: AppState, question: &str, most: usize) -> Found {
    state.record(|workspace| {
        let mut figures: Vec<&Figure> = Vec::new();
        for indicator in workspace.indicators.iter() {
            let own = workspace.figures.of(indicator.id.as_str());
            if question.is_empty() {
                figures.extend(own);
                continue;
            }
            let title = plain(&format!(
                "{} {} {}",
                indicator.item, indicator.title.vi, indicator.title.en
            ));
            figures.extend(own.iter().filter(|figure| {
                let date = format_date(figure.date, muctieu_core::lang::Lang::Vi);
                holds(
                    &format!(
                        "{title} {date} {} {}",
                        plain(&figure.source),
                        plain(&figure.note)
                    ),
                    question,
                )
            }));
        }
        sort_by_key(&mut figures, |figure| std::cmp::Reverse(figure.date));
        Found {
            total: figures.len(),
            figures: figures.into_iter().take(most).cloned().collect(),
        }
    })
}
