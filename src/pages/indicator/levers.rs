//! The levers of this target under the scenario that is on, or the way to a scenario.

use leptos::prelude::*;
use muctieu_core::indicator::{Indicator, Kind};
use muctieu_core::lever::lever_name;

use crate::components::lever::levers_now;
use crate::components::scenario_pick::next_name;
use crate::components::target::Subject;
use crate::components::{Icon, Lever};
use crate::dom::{memo, view};
use crate::i18n::td_string;

/// The levers, or the button that makes a scenario.
#[component]
pub(super) fn LeverPanel(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let name = move || {
        state
            .scenario()
            .map_or_else(String::new, |scenario| scenario.name)
    };
    view! {
        <section class="panel levers-panel" aria-labelledby="levers" data-on=move || state.has_scenario().then_some("")>
            <div class="panel-head">
                <h2 id="levers">{move || td_string!(state.locale(), indicator.levers)}</h2>
                <Show when=move || state.has_scenario()>
                    <span class="chip scenario"><Icon name=Icon::Branch />{name}</span>
                </Show>
            </div>
            <Show
                when=move || state.has_scenario()
                fallback=move || view! { <NoScenario subject=subject /> }
            >
                <Levers subject=subject />
            </Show>
        </section>
    }
}

/// No scenario is on: what one is for, and the button.
#[component]
fn NoScenario(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    view! {
        <div class="stack">
            <p class="small">{move || td_string!(state.locale(), indicator.try_text)}</p>
            <button
                class="button" type="button" data-try-scenario=""
                on:click=move |_| {
                    state.new_scenario(next_name(state), Vec::new());
                }
            >
                <Icon name=Icon::Sliders />
                {move || td_string!(state.locale(), indicator.try_button)}
            </button>
        </div>
    }
}

/// The levers of the target, or of its parts.
#[component]
fn Levers(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let indicator = subject.indicator();
    let movable = move || -> Vec<Indicator> {
        if indicator.kind == Kind::AllOf {
            state.record(|workspace| workspace.parts(&indicator.id).cloned().collect())
        } else {
            vec![(*indicator).clone()]
        }
    };
    let levers = memo(move |_| {
        movable()
            .into_iter()
            .flat_map(|indicator| {
                levers_now(state, &indicator)
                    .into_iter()
                    .map(move |kind| (indicator.clone(), kind))
            })
            .collect::<Vec<_>>()
    });
    let parts = subject.indicator().kind == Kind::AllOf;
    view! {
        <Show
            when=move || !levers.with(Vec::is_empty)
            fallback=move || view! { <p class="small muted">{move || td_string!(state.locale(), indicator.no_levers)}</p> }
        >
            <div class="stack">
                <For
                    each=move || levers.get()
                    key=|(indicator, kind)| (indicator.id.clone(), *kind)
                    let((indicator, kind))
                >
                    {
                        let named = indicator.clone();
                        let name = move || {
                            let lever = lever_name(kind, &named, state.lang());
                            if parts { format!("{}: {lever}", named.title.get(state.lang())) } else { lever }
                        };
                        view! {
                            <div class="lever-block">
                                <p class="small strong">{name}</p>
                                <Lever indicator=indicator.clone() kind=kind />
                            </div>
                        }
                    }
                </For>
            </div>
        </Show>
    }
}
