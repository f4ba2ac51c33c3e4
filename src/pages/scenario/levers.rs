//! The levers of the active scenario, by field, each beside what it does to its target.

use leptos::prelude::*;
use muctieu_core::finding;
use muctieu_core::indicator::{Indicator, IndicatorId};
use muctieu_core::lever::lever_name;
use muctieu_core::status::Status;

use crate::components::groups::{group_name, matches};
use crate::components::lever::levers_now;
use crate::components::{Icon, Lever, StatusMark};
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;
use crate::route::Route;
use crate::state::{SharedRow, use_state};

/// The panel.
#[component]
pub fn Levers() -> impl IntoView {
    let state = use_state();
    let wanted = RwSignal::new(String::new());
    let shown = memo(move |_| {
        let text = wanted.get();
        state.workspace.with(|workspace| {
            let movable = workspace
                .indicators
                .iter()
                .filter(|indicator| indicator.kind != muctieu_core::indicator::Kind::AllOf);
            movable
                .filter(|indicator| matches(indicator, &text))
                .map(|indicator| indicator.id.clone())
                .collect::<Vec<_>>()
        })
    });
    view! {
        <section class="stack levers" aria-labelledby="levers-title">
            <div class="spread">
                <h2 id="levers-title">{move || td_string!(state.locale(), scenario.levers)}</h2>
                <input
                    class="input small" type="search"
                    placeholder=move || td_string!(state.locale(), scenario.search)
                    aria-label=move || td_string!(state.locale(), scenario.search)
                    on:input=move |event| wanted.set(event_target_value(&event))
                />
            </div>
            <Show
                when=move || state.has_scenario()
                fallback=move || view! {
                    <div class="empty">
                        <Icon name=Icon::Sliders />
                        <h3>{move || td_string!(state.locale(), scenario.off_title)}</h3>
                        <p>{move || td_string!(state.locale(), scenario.off_text)}</p>
                    </div>
                }
            >
                <For each=move || shown.get() key=ToString::to_string let:id>
                    <LeverBlock id=id />
                </For>
                <Show when=move || shown.with(Vec::is_empty)>
                    <p class="muted">{move || td_string!(state.locale(), scenario.nothing_found)}</p>
                </Show>
            </Show>
        </section>
    }
}

/// The levers of one indicator.
#[component]
fn LeverBlock(
    /// Which.
    id: IndicatorId,
) -> impl IntoView {
    let state = use_state();
    let indicator = memo(move |_| {
        state
            .workspace
            .with(|workspace| workspace.indicator(id.as_str()).cloned())
    });
    // The block is made anew only when the indicator itself changes.
    move || {
        indicator
            .get()
            .map(|indicator| view! { <Block indicator=indicator /> })
    }
}

#[component]
fn Block(
    /// Whose levers.
    indicator: Indicator,
) -> impl IntoView {
    let state = use_state();
    let row = state.row(indicator.id.as_str());
    let base = state.base_row(indicator.id.as_str());
    let kinds = {
        let indicator = indicator.clone();
        memo(move |_| levers_now(state, &indicator))
    };
    let status =
        derived(move || row.with(|row| row.as_ref().map_or(Status::NotAssessed, |row| row.status)));
    let projected = {
        let indicator = indicator.clone();
        move || outcome(&indicator, row.get().as_ref(), state.lang())
    };
    let difference = {
        let indicator = indicator.clone();
        move || match (base.get(), row.get()) {
            (Some(base), Some(row)) => finding::difference(&indicator, &base, &row, state.lang()),
            _ => String::new(),
        }
    };
    let title = {
        let indicator = indicator.clone();
        move || indicator.title.get(state.lang()).to_owned()
    };
    let group = {
        let group = indicator.group.clone();
        move || group_name(&group, state.locale())
    };
    let words = indicator.target.words.clone();
    let stored = StoredValue::new(indicator.clone());
    let href = Route::Indicator(indicator.id.clone()).href();
    view! {
        <article class="panel lever-block" data-levers-of=indicator.id.to_string()>
            <div class="spread">
                <div>
                    <h3><a href=href>{title}</a></h3>
                    <p class="small muted">{indicator.item.clone()}" · "{group}</p>
                </div>
                <StatusMark status=status />
            </div>
            <div class="cluster">
                <span class="chip target" lang="vi">{words}</span>
                <span role="status">{projected} " " <b class="is-scenario">{difference}</b></span>
            </div>
            <Show
                when=move || kinds.with(|kinds| !kinds.is_empty())
                fallback=move || view! { <p class="small muted">{move || td_string!(state.locale(), scenario.settled)}</p> }
            >
                <For each=move || kinds.get() key=|kind| format!("{kind:?}") let:kind>
                    <div class="field">
                        <p class="label">{move || stored.with_value(|indicator| lever_name(kind, indicator, state.lang()))}</p>
                        <Lever indicator=stored.get_value() kind=kind />
                    </div>
                </For>
            </Show>
        </article>
    }
}

/// Where an indicator stands, in a few words.
fn outcome(
    indicator: &Indicator,
    row: Option<&SharedRow>,
    lang: muctieu_core::lang::Lang,
) -> String {
    match row.and_then(|row| Some((row.projected?, row.probability?))) {
        Some((projected, p)) => {
            let value = finding::amount(indicator, projected, lang);
            let p = finding::probability(p, lang);
            lang.pick(
                format!("Dự báo {value}, xác suất đạt {p}"),
                format!("Projected {value}, probability {p}"),
            )
        }
        None => lang.pick("Chưa đánh giá", "Not assessed").to_owned(),
    }
}
