//! What moves what, as a picture: causes before effects, and the same as a list.

use leptos::prelude::*;
use muctieu_core::driver::{EdgeKind, Graph, Layout, Node, NodeKind, Place};
use muctieu_core::lang::Lang;
use muctieu_core::number::format_share;
use muctieu_core::workspace::Workspace;

use super::desk::{Desk, word};
use super::geometry::{COLUMN, ROW, head, line};
use crate::components::target::words::locale_of;
use crate::dom::{Memo, derived, memo, view};
use crate::i18n::td_string;

/// A graph with its places.
#[derive(Clone, PartialEq)]
struct Picture {
    graph: Graph,
    layout: Layout,
    /// Each edge in words.
    words: Vec<String>,
}

impl Picture {
    fn of(workspace: &Workspace, lang: Lang) -> Self {
        let graph = Graph::new(workspace);
        let locale = locale_of(lang);
        let words = graph.edges.iter().map(|edge| {
            let title = |at: usize| {
                let node = graph.nodes.get(at);
                node.map_or_else(String::new, |node| node.title.get(lang).to_owned())
            };
            let (from, to) = (title(edge.from), title(edge.to));
            match edge.kind {
                EdgeKind::Link(at) => {
                    let link = workspace.drivers.links.get(at);
                    let said = link
                        .map(|link| link.in_words(&workspace.drivers, &workspace.indicators, lang));
                    said.unwrap_or_default()
                }
                EdgeKind::Formula(_) => {
                    td_string!(locale, scenario.driver_by_formula, from = from, to = to)
                }
                EdgeKind::Quarter(weight) => {
                    let share = format_share(weight, 0, lang);
                    td_string!(
                        locale,
                        scenario.driver_by_quarter,
                        from = from,
                        to = to,
                        share = share
                    )
                }
            }
        });
        Self {
            words: words.collect(),
            layout: graph.layout(),
            graph,
        }
    }
}

/// The picture and its list.
pub(super) fn graph(desk: Desk) -> AnyView {
    let state = desk.state;
    let picture = memo(move |_| desk.read(Picture::of));
    let heading = word!(state, driver_graph);
    let twin = word!(state, driver_graph_list);
    let hint = word!(state, driver_graph_hint);
    let list = move || {
        let words = picture.with(|picture| picture.words.clone());
        let items = words.into_iter().map(|words| view! { <li>{words}</li> });
        items.collect_view()
    };
    view! {
        <section class="panel drivers-graph" aria-labelledby="graph-title">
            <h2 id="graph-title">{heading}</h2>
            <p class="small muted">{hint}</p>
            {legend(desk)}
            <div class="graph-scroll" tabindex="0" role="group" aria-labelledby="graph-title">
                {move || plane(desk, &picture.get())}
            </div>
            <details>
                <summary>{twin}</summary>
                <ul class="small" data-graph-list="">{list}</ul>
            </details>
        </section>
    }
    .into_any()
}

/// How the kinds of lines are told apart.
fn legend(desk: Desk) -> AnyView {
    let state = desk.state;
    let sample = |kind: &'static str, word: Signal<String>| {
        view! {
            <li>
                <svg class="graph-sample" viewBox="0 0 32 8" aria-hidden="true"><path class="edge" data-edge=kind d="M0 4H32" /></svg>
                <span>{word}</span>
            </li>
        }
    };
    view! {
        <ul class="graph-legend small">
            {sample("link", word!(state, driver_kind_link))}
            {sample("formula", word!(state, driver_kind_formula))}
            {sample("quarter", word!(state, driver_kind_quarter))}
        </ul>
    }
    .into_any()
}

fn plane(desk: Desk, picture: &Picture) -> AnyView {
    let Layout {
        places,
        layers,
        rows,
    } = &picture.layout;
    let count = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let (columns, rows) = (count(*layers), count(*rows));
    let place = |at: usize| places.get(at).copied().unwrap_or_default();
    let edges = picture.graph.edges.iter().map(|edge| {
        let (from, to) = (place(edge.from), place(edge.to));
        let kind = match edge.kind {
            EdgeKind::Link(_) => "link",
            EdgeKind::Formula(_) => "formula",
            EdgeKind::Quarter(_) => "quarter",
        };
        view! {
            <path class="edge" data-edge=kind d=line(from, to) />
            <path class="edge-head" data-edge=kind d=head(from, to) />
        }
    });
    let edges = edges.collect_view();
    let nodes = picture.graph.nodes.iter().enumerate();
    let nodes = nodes
        .map(|(at, found)| node(desk, found, place(at)))
        .collect_view();
    let size = format!("0 0 {} {}", columns * COLUMN, rows * ROW);
    view! {
        <div class="graph-plane" style:--columns=move || columns.to_string() style:--rows=move || rows.to_string()>
            <svg class="graph-edges" viewBox=size aria-hidden="true">{edges}</svg>
            {nodes}
        </div>
    }
}

/// Whether the scenario that is on touches a node.
fn touched(desk: Desk, node: &Node) -> Memo<bool> {
    let state = desk.state;
    let id = node.id.clone();
    let kind = node.kind;
    let (row, base) = (state.row(id.as_str()), state.base_row(id.as_str()));
    memo(move |_| match kind {
        NodeKind::Indicator => row.get() != base.get(),
        NodeKind::Driver => state
            .scenario()
            .is_some_and(|scenario| scenario.drivers().any(|(driver, _)| *driver == id)),
        NodeKind::Quarter(quarter) => state.scenario().is_some_and(|scenario| {
            let moved = scenario.by_indicator();
            let at = usize::from(quarter.clamp(1, 4) - 1);
            moved
                .get(&id)
                .is_some_and(|levers| levers.growth[at].is_some() || levers.weights[at].is_some())
        }),
    })
}

fn node(desk: Desk, node: &Node, place: Place) -> AnyView {
    let state = desk.state;
    let (kind, word) = match node.kind {
        NodeKind::Driver => ("driver", None),
        NodeKind::Indicator => ("indicator", None),
        NodeKind::Quarter(quarter) => ("quarter", Some(quarter)),
    };
    let touched = touched(desk, node);
    let id = node.id.clone();
    let hook = word.map_or_else(|| id.to_string(), |quarter| format!("{id}:{quarter}"));
    let named = node.title.clone();
    let title = derived(move || named.get(state.lang()).to_owned());
    let label = derived(move || {
        let title = title.get();
        if touched.get() {
            td_string!(state.locale(), scenario.driver_touched, name = title)
        } else {
            title
        }
    });
    let chosen = {
        let id = id.clone();
        move || {
            desk.chosen
                .with(|chosen| chosen.as_ref() == Some(&id))
                .to_string()
        }
    };
    let (column, row) = (place.layer, place.row);
    view! {
        <button
            type="button" class="graph-node" data-node=hook data-kind=kind data-touched=move || touched.get().then_some("")
            aria-label=label aria-pressed=chosen title=title
            style:--column=move || column.to_string() style:--row=move || row.to_string()
            on:click=move |_| desk.choose(id.clone())
        >
            <span>{title}</span>
        </button>
    }
}
