//! Which targets are shown, in which order, and the way into what-if.

use leptos::prelude::*;
use muctieu_core::edit::Edit;
use muctieu_core::scenario::Scenario;
use muctieu_core::status::Status;

use super::lines::Wish;
use crate::components::StatusMark;
use crate::components::icon::Icon;
use crate::components::scenario_pick::next_name;
use crate::dom::{Memo, memo, view};
use crate::i18n::td_string;
use crate::route::Route;
use crate::state::{Order, use_state};

/// The toolbar.
#[component]
pub fn Toolbar(
    /// What the user wants to see.
    wish: RwSignal<Wish>,
    /// How many targets have each status now, in the order of [`Status::ALL`].
    tally: Memo<[usize; 7]>,
) -> impl IntoView {
    let state = use_state();
    view! {
        <div class="toolbar overview-tools">
            <div class="cluster filters" role="group" aria-label=move || td_string!(state.locale(), overview.filter)>
                {Status::ALL.into_iter().map(|status| view! { <StatusChip status=status wish=wish tally=tally /> }).collect_view()}
            </div>
            <div class="cluster tools">
                <Search wish=wish />
                <OrderPick />
                <WhatIf />
            </div>
        </div>
    }
}

/// A chip that shows only the targets of a status; with how many there are.
#[component]
fn StatusChip(status: Status, wish: RwSignal<Wish>, tally: Memo<[usize; 7]>) -> impl IntoView {
    let pressed = memo(move |_| wish.with(|wish| wish.statuses.contains(&status)));
    let count = memo(move |_| tally.with(|counts| counts[status.rank()]));
    let press = move |_| {
        wish.update(|wish| {
            if let Some(at) = wish.statuses.iter().position(|other| *other == status) {
                wish.statuses.remove(at);
            } else {
                wish.statuses.push(status);
            }
        });
    };
    view! {
        <button
            class="chip" type="button" data-filter=status.id()
            aria-pressed=move || if pressed.get() { "true" } else { "false" }
            hidden=move || count.get() == 0 && !pressed.get()
            on:click=press
        >
            <StatusMark status=Signal::stored(status) />
            <b>{count}</b>
        </button>
    }
}

/// The search field.
#[component]
fn Search(wish: RwSignal<Wish>) -> impl IntoView {
    let state = use_state();
    view! {
        <label class="search">
            <Icon name=Icon::Search />
            <input
                class="input" type="search" autocomplete="off" spellcheck="false" data-search=""
                aria-label=move || td_string!(state.locale(), overview.search)
                placeholder=move || td_string!(state.locale(), overview.search_hint)
                prop:value=move || wish.with(|wish| wish.words.clone())
                on:input=move |event| wish.update(|wish| wish.words = event_target_value(&event))
            />
        </label>
    }
}

/// Worst first, or as in the resolution.
#[component]
fn OrderPick() -> impl IntoView {
    let state = use_state();
    let order = memo(move |_| state.settings.with(|settings| settings.order));
    let pressed = move |wanted: Order| {
        move || {
            if order.get() == wanted {
                "true"
            } else {
                "false"
            }
        }
    };
    let choose =
        move |wanted: Order| move |_| state.settings.update(|settings| settings.order = wanted);
    view! {
        <div class="segmented" role="group" aria-label=move || td_string!(state.locale(), overview.order)>
            <button type="button" data-order="worst" aria-pressed=pressed(Order::Worst) on:click=choose(Order::Worst)>
                {move || td_string!(state.locale(), overview.order_worst)}
            </button>
            <button type="button" data-order="resolution" aria-pressed=pressed(Order::Resolution) on:click=choose(Order::Resolution)>
                {move || td_string!(state.locale(), overview.order_resolution)}
            </button>
        </div>
    }
}

/// The way into what-if; and, once in it, the way back and the way deeper.
#[component]
fn WhatIf() -> impl IntoView {
    let state = use_state();
    let under = memo(move |_| state.has_scenario());
    let moved = memo(move |_| {
        let id = state.active.get()?;
        state
            .workspace
            .with(|workspace| Some(!workspace.scenario(&id)?.changes.is_empty()))
    });
    let begin = move |_| {
        state.new_scenario(next_name(state), Vec::new());
    };
    let reset = move |_| {
        // A move that still waits for its frame comes before the reset, not after it.
        state.end_gesture();
        let Some(scenario) = untrack(|| state.scenario()) else {
            return;
        };
        state.dispatch_or_tell(Edit::PutScenario {
            scenario: Scenario {
                changes: Vec::new(),
                ..scenario
            },
            place: None,
        });
    };
    view! {
        <Show
            when=move || under.get()
            fallback=move || view! {
                <button class="button primary" type="button" data-try-scenario="" on:click=begin>
                    <Icon name=Icon::Sliders />
                    {move || td_string!(state.locale(), overview.try_scenario)}
                </button>
            }
        >
            <button class="button" type="button" data-reset-all="" disabled=move || moved.get() != Some(true) on:click=reset>
                <Icon name=Icon::Reset />
                {move || td_string!(state.locale(), overview.reset_all)}
            </button>
            <a class="button" href=Route::Scenario.href()>
                <Icon name=Icon::Sliders />
                {move || td_string!(state.locale(), overview.to_scenario)}
            </a>
        </Show>
    }
}
