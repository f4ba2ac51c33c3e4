//! The figures of one indicator as tables: this plan year's, and those of other years folded away.

use std::collections::BTreeMap;

use leptos::prelude::*;
use muctieu_core::check::{Doubt, contradictions};
use muctieu_core::edit::Edit;
use muctieu_core::figure::{Figure, FigureId, Origin};
use muctieu_core::indicator::Indicator;
use muctieu_core::lang::Say;
use muctieu_core::number::format_date;

use super::entry::doubt_id;
use super::history::Corrections;
use super::{measure_word, moment, origin_word, told};
use crate::components::Icon;
use crate::dom::{Memo, derived, memo, view};
use crate::i18n::td_string;
use crate::platform::document;
use crate::state::{AppState, use_state};

/// A figure with what contradicts it.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    figure: Figure,
    doubts: Vec<Doubt>,
}

impl Line {
    /// What tells a line from itself after a change.
    fn key(&self) -> String {
        format!("{self:?}")
    }
}

/// The tables of an indicator's figures.
#[component]
pub fn FigureTables(
    /// Whose figures.
    indicator: Indicator,
    /// The figure that is being corrected.
    editing: RwSignal<Option<FigureId>>,
) -> impl IntoView {
    let state = use_state();
    let year = state
        .workspace
        .with_untracked(|workspace| workspace.plan_of(&indicator).year());
    let lines = {
        let id = indicator.id.clone();
        memo(move |_| {
            state.record(|workspace| {
                let mut doubts: BTreeMap<FigureId, Vec<Doubt>> = BTreeMap::new();
                for (figure, doubt) in contradictions(workspace, id.as_str()) {
                    doubts.entry(figure).or_default().push(doubt);
                }
                let line = |figure: &Figure| Line {
                    figure: figure.clone(),
                    doubts: doubts.remove(&figure.id).unwrap_or_default(),
                };
                let figures = workspace.figures.of(id.as_str());
                figures.iter().rev().map(line).collect::<Vec<_>>()
            })
        })
    };
    let of_year = move |this: bool| {
        lines.with(|lines| {
            let wanted = |line: &&Line| (line.figure.year == year) == this;
            lines.iter().filter(wanted).cloned().collect::<Vec<_>>()
        })
    };
    let current = memo(move |_| of_year(true));
    let others = memo(move |_| of_year(false));
    let years = move || {
        others.with(|others| {
            let years = || others.iter().map(|line| line.figure.year);
            match (years().min(), years().max()) {
                (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
                (Some(only), _) => only.to_string(),
                _ => String::new(),
            }
        })
    };
    let indicator = StoredValue::new(indicator);
    view! {
        <Show
            when=move || !current.with(Vec::is_empty)
            fallback=move || view! {
                <p class="figure-none" data-figures-none="">
                    <Icon name=Icon::Info />
                    <span>{move || td_string!(state.locale(), figures.none_yet, year = year)}</span>
                </p>
            }
        >
            <Lines
                caption=derived(move || td_string!(state.locale(), figures.of_year, year = year, count = current.with(Vec::len)))
                lines=current indicator=indicator editing=editing
            />
        </Show>
        <Show when=move || !others.with(Vec::is_empty)>
            <details class="figure-others">
                <summary>{move || td_string!(state.locale(), figures.other_years, years = years(), count = others.with(Vec::len))}</summary>
                <Lines
                    caption=derived(move || td_string!(state.locale(), figures.other_years_caption).to_owned())
                    lines=others indicator=indicator editing=editing
                />
            </details>
        </Show>
    }
}

/// One table. Where it is narrow its rows become cards by `display`, so the roles are written out.
#[component]
fn Lines(
    /// What the table holds.
    caption: Signal<String>,
    /// Its lines, the newest first.
    lines: Memo<Vec<Line>>,
    /// Whose figures.
    indicator: StoredValue<Indicator>,
    /// The figure that is being corrected.
    editing: RwSignal<Option<FigureId>>,
) -> impl IntoView {
    let state = use_state();
    view! {
        <table class="table figure-table" role="table">
            <caption>{caption}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{move || td_string!(state.locale(), figures.date)}</th>
                    <th role="columnheader" scope="col" class="figure-value">{move || td_string!(state.locale(), figures.value)}</th>
                    <th role="columnheader" scope="col">{move || td_string!(state.locale(), figures.measure)}</th>
                    <th role="columnheader" scope="col">{move || td_string!(state.locale(), figures.source_note)}</th>
                    <th role="columnheader" scope="col">{move || td_string!(state.locale(), figures.entered)}</th>
                    <th role="columnheader" scope="col"><span class="visually-hidden">{move || td_string!(state.locale(), figures.actions)}</span></th>
                </tr>
            </thead>
            <tbody role="rowgroup">
                <For each=move || lines.get() key=Line::key let:line>
                    <Row line=line indicator=indicator editing=editing />
                </For>
            </tbody>
        </table>
    }
}

#[component]
fn Row(
    /// The figure and what contradicts it.
    line: Line,
    /// Its indicator.
    indicator: StoredValue<Indicator>,
    /// The figure that is being corrected.
    editing: RwSignal<Option<FigureId>>,
) -> impl IntoView {
    let state = use_state();
    let Line { figure, doubts } = line;
    let (id, date, measure, origin) = (
        figure.id.clone(),
        figure.date,
        figure.measure,
        figure.origin,
    );
    let unused = move || state.as_of.get() < date;
    let is_edited = {
        let id = id.clone();
        move || editing.with(|editing| editing.as_ref() == Some(&id))
    };
    let value = {
        let figure = figure.clone();
        move || indicator.with_value(|indicator| told(indicator, &figure, state.lang()))
    };
    let named = {
        let value = value.clone();
        move |action: &'static str| {
            format!("{action}: {}, {}", value(), format_date(date, state.lang()))
        }
    };
    let (edit_label, remove_label) = (
        {
            let named = named.clone();
            move || named(td_string!(state.locale(), figures.edit))
        },
        move || named(td_string!(state.locale(), figures.remove)),
    );
    let begin = {
        let id = id.clone();
        move |_| editing.set(Some(id.clone()))
    };
    let remove = {
        let (id, value) = (id.clone(), value.clone());
        move |_| remove(state, editing, &id, date, indicator, &value())
    };
    let warnings = doubts
        .into_iter()
        .map(|doubt| {
            let id = doubt_id(&doubt);
            view! {
                <p class="warning" data-doubt=id>
                    <Icon name=Icon::AtRisk /><span>{move || doubt.say(state.lang())}</span>
                </p>
            }
        })
        .collect_view();
    view! {
        <tr role="row" data-figure=id.0.to_string() data-date=muctieu_core::calendar::to_iso(date) data-unused=move || unused().then_some("") aria-current=move || is_edited().then_some("true")>
            <th role="rowheader" scope="row" class="figure-date">{move || format_date(date, state.lang())}</th>
            <td role="cell" class="figure-value"><b>{value}</b></td>
            <td role="cell" class="figure-measure">{move || measure_word(measure, state.locale())}</td>
            <td role="cell" class="figure-source">
                <p class="figure-origin" data-origin=origin_id(origin)>{move || origin_word(origin, state.locale())}</p>
                {(!figure.source.is_empty()).then(|| view! { <p>{figure.source.clone()}</p> })}
                {(!figure.note.is_empty()).then(|| view! { <p class="muted">{figure.note.clone()}</p> })}
                <Show when=unused>
                    <p class="figure-unused"><Icon name=Icon::Calendar /><span>{move || td_string!(state.locale(), figures.unused)}</span></p>
                </Show>
                {warnings}
                <Corrections figure=figure.clone() indicator=indicator.get_value() />
            </td>
            <td role="cell" class="figure-entered">{entered(state, &figure)}</td>
            <td role="cell" class="figure-actions">
                <button class="button quiet icon-only small" type="button" data-action="edit" aria-label=edit_label.clone() title=edit_label on:click=begin>
                    <Icon name=Icon::Pencil />
                </button>
                <button class="button quiet icon-only small" type="button" data-action="remove" aria-label=remove_label.clone() title=remove_label on:click=remove>
                    <Icon name=Icon::Trash />
                </button>
            </td>
        </tr>
    }
}

/// Who entered a figure and when; nothing where neither is known.
fn entered(state: AppState, figure: &Figure) -> AnyView {
    let (by, at) = (figure.entered_by.clone(), figure.entered_at.clone());
    view! {
        {(!by.is_empty()).then(|| view! { <span>{by}</span> })}
        {(!at.is_empty()).then(|| view! { <small class="muted">{move || moment(&at, state.lang())}</small> })}
    }
}

/// Takes a figure out, tells it, and offers to take that back.
fn remove(
    state: AppState,
    editing: RwSignal<Option<FigureId>>,
    id: &FigureId,
    date: jiff::civil::Date,
    indicator: StoredValue<Indicator>,
    value: &str,
) {
    if !state.dispatch_or_tell(Edit::RemoveFigure { id: id.clone() }) {
        return;
    }
    if editing.with_untracked(|editing| editing.as_ref() == Some(id)) {
        editing.set(None);
    }
    let date = format_date(date, state.lang());
    state.tell_undoable(td_string!(
        state.locale(),
        figures.removed,
        value = value,
        date = date
    ));
    // The button that had the focus is gone.
    indicator.with_value(|indicator| document::focus(&format!("figures-of-{}", indicator.id)));
}

/// The stable name of an origin.
fn origin_id(origin: Origin) -> &'static str {
    match origin {
        Origin::Press => "press",
        Origin::User => "user",
        Origin::Illustration => "illustration",
    }
}
