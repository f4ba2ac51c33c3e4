//! The targets that are to be met, and how surely.

use leptos::prelude::*;
use muctieu_core::analysis::Aim;
use muctieu_core::goal::Goal;
use muctieu_core::indicator::IndicatorId;
use muctieu_core::number::float;

use super::super::study;
use super::Room;
use crate::components::Icon;
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;

/// The probabilities on offer, in percent.
const LEVELS: [u8; 4] = [50, 80, 90, 95];
/// What a target is wished for at first.
pub(super) const FIRST: Goal = Goal::Probability(0.8);

/// The targets.
pub(super) fn aims(room: Room) -> AnyView {
    let state = room.state;
    let title = study::word(state, |locale| td_string!(locale, analysis.aims));
    let add = study::word(state, |locale| td_string!(locale, analysis.add_aim));
    let none = derived(|| None::<IndicatorId>);
    let ids = memo(move |_| {
        room.aims()
            .into_iter()
            .map(|aim| aim.indicator)
            .collect::<Vec<_>>()
    });
    let pick = study::indicators(state, "aim", add, none, move |id| {
        room.wish(|aims| {
            if !aims.iter().any(|aim| aim.indicator == id) {
                aims.push(Aim {
                    indicator: id,
                    goal: FIRST,
                });
            }
        });
    });
    view! {
        <fieldset class="study-set">
            <legend>{title}</legend>
            <ul class="study-list">
                <For each=move || ids.get() key=ToString::to_string let:id>{aim_row(room, id)}</For>
            </ul>
            {pick}
        </fieldset>
    }
    .into_any()
}

fn aim_row(room: Room, id: IndicatorId) -> AnyView {
    let state = room.state;
    let title = {
        let id = id.clone();
        derived(move || {
            state.record(|workspace| {
                let indicator = workspace.indicator(id.as_str());
                indicator.map_or_else(String::new, |one| one.title.get(state.lang()).to_owned())
            })
        })
    };
    let goal = {
        let id = id.clone();
        move || {
            let mut aims = room.aims().into_iter();
            let own = aims.find(|aim| aim.indicator == id);
            own.map(|aim| aim.goal)
        }
    };
    let median = study::word(state, |locale| td_string!(locale, scenario.goal_median));
    let wish = study::word(state, |locale| td_string!(locale, scenario.goal_wish));
    let label = derived(move || format!("{}: {}", title.get(), wish.get()));
    let remove = study::word(state, |locale| td_string!(locale, analysis.remove));
    let remove_label = derived(move || format!("{}: {}", remove.get(), title.get()));
    let options = LEVELS
        .into_iter()
        .map(|percent| {
            let words =
                derived(move || td_string!(state.locale(), scenario.goal_level, percent = percent));
            let own = goal.clone();
            let selected = move || own() == Some(Goal::Probability(f64::from(percent) / 100.0));
            view! { <option value=percent.to_string() prop:selected=selected>{words}</option> }
                .into_any()
        })
        .collect::<Vec<AnyView>>();
    let choose = {
        let id = id.clone();
        move |event: web_sys::Event| {
            let wished = float(&event_target_value(&event))
                .map_or(Goal::Median, |percent| Goal::Probability(percent / 100.0));
            room.wish(|aims| {
                if let Some(aim) = aims.iter_mut().find(|aim| aim.indicator == id) {
                    aim.goal = wished;
                }
            });
        }
    };
    let hook = id.to_string();
    let drop = move |_| {
        room.wish(|aims| aims.retain(|aim| aim.indicator != id));
    };
    view! {
        <li class="study-aim" data-aim=hook>
            <span class="strong">{title}</span>
            <select class="input small" aria-label=label on:change=choose>
                <option value="median" prop:selected=move || goal() == Some(Goal::Median)>{median}</option>
                {options}
            </select>
            <button class="button quiet icon-only small" type="button" aria-label=remove_label title=remove on:click=drop>
                <Icon name=Icon::Close />
            </button>
        </li>
    }
    .into_any()
}
