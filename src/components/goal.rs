//! "Cần bao nhiêu?": the smallest move of a lever that meets the target, at the median or with a chosen probability.

use leptos::prelude::*;
use muctieu_core::finding;
use muctieu_core::goal::{Answer, Goal, seek};
use muctieu_core::indicator::Indicator;
use muctieu_core::lever::{LeverKind, LeverSpan};
use muctieu_core::number::float;

use super::lever::positions_now;
use crate::dom::{Memo, view};
use crate::i18n::td_string;
use crate::state::use_state;

/// The probabilities on offer, in percent.
const LEVELS: [u8; 4] = [50, 80, 90, 95];

/// The question and its answer.
#[component]
pub fn GoalSeek(
    /// The indicator.
    indicator: Indicator,
    /// The lever that may be moved.
    kind: LeverKind,
    /// The lever's limits.
    limits: Memo<LeverSpan>,
    /// How a position is told.
    told: impl Fn(f64) -> String + Clone + Send + Sync + 'static,
    /// Moves the lever.
    put: impl Fn(f64) + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let state = use_state();
    // "median", or a probability in percent.
    let wish = RwSignal::new("median".to_owned());
    let answer = RwSignal::new(None::<Answer>);
    let ask = {
        let indicator = indicator.clone();
        move |_| {
            let goal = float(&wish.get_untracked())
                .map_or(Goal::Median, |percent| Goal::Probability(percent / 100.0));
            let levers = positions_now(state, &indicator);
            let found = state.workspace.with_untracked(|workspace| {
                seek(
                    workspace,
                    &indicator,
                    state.as_of.get_untracked(),
                    levers,
                    kind,
                    &limits.get_untracked(),
                    goal,
                )
            });
            answer.set(Some(found));
        }
    };
    let sentence = {
        let told = told.clone();
        move || {
            let locale = state.locale();
            answer.get().map(|answer| match answer {
                Answer::Already => td_string!(locale, scenario.goal_already).to_owned(),
                // A pace is told of what is projected: elsewhere paces are told of what has come so far.
                Answer::Position(value) if kind == LeverKind::Pace => {
                    td_string!(locale, scenario.goal_pace, value = told(value))
                }
                Answer::Position(value) => {
                    td_string!(locale, scenario.goal_position, value = told(value))
                }
                Answer::Unreachable {
                    probability: Some(p),
                    best,
                } => td_string!(
                    locale,
                    scenario.goal_unreachable,
                    low = told(limits.get().min),
                    high = told(limits.get().max),
                    best = told(best),
                    p = finding::probability(p, state.lang())
                ),
                Answer::Unreachable {
                    probability: None, ..
                } => {
                    td_string!(
                        locale,
                        scenario.goal_none,
                        low = told(limits.get().min),
                        high = told(limits.get().max)
                    )
                }
            })
        }
    };
    let accept = move |value: f64| {
        put(value);
        state.end_gesture();
        answer.set(None);
    };
    let accept = StoredValue::new(accept);
    view! {
        <div class="cluster goal-seek" data-wish=move || wish.get()>
            <button class="button small" type="button" data-goal=format!("{}", muctieu_core::lever::LeverId { kind, subject: indicator.id.clone() }) on:click=ask>
                {move || td_string!(state.locale(), scenario.goal_ask)}
            </button>
            <select
                class="input small" aria-label=move || td_string!(state.locale(), scenario.goal_wish)
                on:change=move |event| {
                    wish.set(event_target_value(&event));
                    answer.set(None);
                }
            >
                <option value="median">{move || td_string!(state.locale(), scenario.goal_median)}</option>
                {LEVELS
                    .into_iter()
                    .map(|percent| view! { <option value=percent.to_string()>{move || td_string!(state.locale(), scenario.goal_level, percent = percent)}</option> })
                    .collect_view()}
            </select>
            <p class="goal-answer" role="status">{sentence}</p>
            {move || match answer.get() {
                Some(Answer::Position(value)) => Some(view! {
                    <button class="button small primary" type="button" data-goal-accept="" on:click=move |_| accept.with_value(|accept| accept(value))>
                        {move || td_string!(state.locale(), scenario.goal_accept)}
                    </button>
                }),
                _ => None,
            }}
        </div>
    }
}
