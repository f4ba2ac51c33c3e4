//! The whole board, small: every target as a bar, those that changed their status called out.

use std::sync::Arc;

use leptos::prelude::*;
use muctieu_core::board::worst_first;
use muctieu_core::finding;
use muctieu_core::indicator::Indicator;
use muctieu_core::status::Status;

use crate::components::StatusMark;
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;
use crate::pages::overview::{Bullet, bar_of};
use crate::state::AppState;

/// The board.
pub(super) fn board(state: AppState) -> AnyView {
    // In the order of the base: a lever moves bars, not rows.
    let order = memo(move |_| {
        let base = state.base.get();
        state.workspace.with_untracked(|workspace| {
            let targets = worst_first(&base.rows).into_iter();
            targets
                .filter_map(|at| workspace.indicators.get(at))
                .filter(|one| one.part_of.is_none())
                .map(|one| one.id.clone())
                .collect::<Vec<_>>()
        })
    });
    let heading = derived(move || td_string!(state.locale(), scenario.board).to_owned());
    view! {
        <section class="panel studio-board" aria-labelledby="board-title">
            <h2 id="board-title">{heading}</h2>
            {turned(state)}
            <ul class="board-list">
                <For each=move || order.get() key=ToString::to_string let:id>
                    {
                        let found = state.workspace.with_untracked(|workspace| workspace.indicator(id.as_str()).cloned());
                        found.map(|indicator| line(state, Arc::new(indicator)))
                    }
                </For>
            </ul>
        </section>
    }
    .into_any()
}

/// The targets whose status the scenario changes, by name.
fn turned(state: AppState) -> AnyView {
    let all = state.at_rest(move || {
        let (base, now) = (state.base.get(), state.board.get());
        let lang = state.lang();
        state.workspace.with_untracked(|workspace| {
            let rows = base
                .rows
                .iter()
                .zip(&now.rows)
                .zip(workspace.indicators.iter());
            let differ = rows.filter(|((before, after), one)| {
                one.part_of.is_none() && before.status != after.status
            });
            differ
                .map(|((before, after), one)| {
                    let name = one.title.get(lang).to_owned();
                    let words =
                        format!("{} → {}", before.status.word(lang), after.status.word(lang));
                    (one.id.clone(), name, words, after.status)
                })
                .collect::<Vec<_>>()
        })
    });
    let any = move || all.with(|all| !all.is_empty());
    let heading = derived(move || {
        if any() {
            td_string!(state.locale(), scenario.turned)
        } else {
            td_string!(state.locale(), scenario.turned_none)
        }
        .to_owned()
    });
    let count = move || any().then(|| all.with(Vec::len).to_string());
    // It stays while a scenario is on, and as high as it is: the board below it holds still under a lever. More names
    // than it has room for are scrolled to.
    view! {
        <Show when=move || state.has_scenario()>
            <div class="turned" data-turned="">
                <p class="small" id="turned-title">{heading}" "<span class="muted num">{count}</span></p>
                <ul tabindex=move || any().then_some("0") aria-labelledby="turned-title">
                    <For each=move || all.get() key=Clone::clone let((id, name, words, status))>
                        <li data-turned-indicator=id.to_string() data-status=status.id()><b>{name}</b>" "<span>{words}</span></li>
                    </For>
                </ul>
            </div>
        </Show>
    }
    .into_any()
}

fn line(state: AppState, indicator: Arc<Indicator>) -> AnyView {
    let row = state.row(indicator.id.as_str());
    let base = state.base_row(indicator.id.as_str());
    let shown = bar_of(state, indicator.clone(), row, base);
    let status =
        derived(move || row.with(|row| row.as_ref().map_or(Status::NotAssessed, |row| row.status)));
    let changed = memo(move |_| {
        let before = base.with(|base| base.as_ref().map(|row| row.status));
        state.has_scenario() && before.is_some_and(|before| before != status.get())
    });
    let chance = derived(move || {
        let p = row.with(|row| row.as_ref().and_then(|row| row.probability));
        p.map_or_else(|| "–".to_owned(), |p| finding::probability(p, state.lang()))
    });
    let named = indicator.clone();
    let title = derived(move || named.title.get(state.lang()).to_owned());
    let said = indicator.clone();
    let label = derived(move || {
        row.with(|row| {
            let row = row.as_ref();
            row.map_or_else(String::new, |row| finding::about(&said, row, state.lang()))
        })
    });
    let show = derived(move || td_string!(state.locale(), scenario.focus_show).to_owned());
    let show_label = derived(move || format!("{}: {}", show.get(), title.get()));
    let focused = {
        let id = indicator.id.clone();
        move || state.focus.with(|focus| focus.contains(&id)).to_string()
    };
    let id = indicator.id.clone();
    let hook = id.to_string();
    let dot = move || {
        row.with(|row| {
            row.as_ref()
                .map_or(Status::NotAssessed, |row| row.status)
                .id()
        })
    };
    let is_whole = indicator.kind == muctieu_core::indicator::Kind::AllOf;
    let name = if is_whole {
        view! { <span class="board-name">{title}</span> }.into_any()
    } else {
        view! {
            <button
                type="button" class="link board-name" aria-label=show_label title=show aria-pressed=focused
                on:click=move |_| state.bring_forward(&id)
            >
                {title}
            </button>
        }
        .into_any()
    };
    view! {
        <li class="board-row" data-board=hook data-status=dot data-changed=move || changed.get().then_some("")>
            {name}
            <Bullet shown=shown scenario=derived(move || state.has_scenario()) label=label />
            <span class="num board-chance">{chance}</span>
            <StatusMark status=status bare=true />
        </li>
    }
    .into_any()
}
