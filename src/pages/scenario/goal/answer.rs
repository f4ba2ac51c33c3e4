//! What has been found: the proposal in words, to be made or not.

use leptos::prelude::*;
use muctieu_core::analysis::{Found, Proposal, Reached};
use muctieu_core::finding;
use muctieu_core::goal::Goal;
use muctieu_core::lang::Lang;
use muctieu_core::number::{format_number, format_percent};
use muctieu_core::scenario::Change;
use muctieu_core::workspace::Workspace;

use super::super::study;
use super::Room;
use crate::components::Icon;
use crate::dom::view;
use crate::i18n::td_string;
use crate::state::AppState;

/// What has been found, in words.
pub(super) fn answer(room: Room, found: Found) -> AnyView {
    let state = room.state;
    let locale = state.locale();
    match found {
        Found::Already => {
            view! { <p class="strong" data-found="already">{td_string!(locale, analysis.already)}</p> }
                .into_any()
        }
        Found::Proposal(found) => {
            let title = td_string!(locale, analysis.proposal).to_owned();
            proposal(room, found, title, "proposal")
        }
        Found::Infeasible(found) => {
            let title = td_string!(locale, analysis.infeasible).to_owned();
            proposal(room, found, title, "infeasible")
        }
    }
}

fn proposal(room: Room, found: Proposal, title: String, hook: &'static str) -> AnyView {
    let state = room.state;
    let (lang, locale) = (state.lang(), state.locale());
    // What one lever does alone is all of the effort.
    let several = found.moves.iter().filter(|one| one.effort > 0.0).count() > 1;
    let (moves, reached) = state.workspace.with_untracked(|workspace| {
        let moves: Vec<AnyView> = found
            .moves
            .iter()
            .filter(|one| one.to.is_some() || one.from.is_some())
            .map(|one| {
                let mut text = if let Some(to) = one.to {
                        let change = Change::new(one.lever.clone(), to);
                        workspace.change_in_words(&change, lang).unwrap_or_default()
                    } else { td_string!(
                        locale,
                        analysis.put_back,
                        name = study::name_of(workspace, &one.lever, None, lang)
                    ) };
                if let Some(from) = one.from.filter(|from| one.to != Some(*from)) {
                    let from = study::position_of(workspace, &one.lever, from, lang);
                    text += &td_string!(locale, analysis.was, from = from);
                }
                let mut more = Vec::new();
                if several && one.effort > 0.0 {
                    let percent = format_percent(100.0 * one.effort / found.effort, 0, lang);
                    more.push(td_string!(locale, analysis.effort_share, percent = percent));
                }
                if one.at_limit {
                    more.push(td_string!(locale, analysis.at_limit).to_owned());
                }
                let more = more.join("; ");
                view! { <li data-move=one.lever.to_string()><span>{text}</span>" "<span class="muted">{more}</span></li> }.into_any()
            })
            .collect();
        let reached: Vec<AnyView> = found
            .reached
            .iter()
            .map(|one| {
                let text = outcome(workspace, one, state, lang);
                let icon = if one.met { Icon::Check } else { Icon::Missed };
                let met = one.met.to_string();
                view! { <li data-met=met><Icon name=icon /><span>{text}</span></li> }.into_any()
            })
            .collect();
        (moves, reached)
    });
    let apply = td_string!(locale, analysis.apply);
    let dismiss = td_string!(locale, analysis.dismiss);
    let applied = found.clone();
    view! {
        <div class="study-proposal" data-found=hook>
            <h3>{title}</h3>
            <ul class="study-moves">{moves}</ul>
            {(several && hook == "proposal").then(|| view! { <p class="small muted">{td_string!(locale, analysis.effort_is)}</p> })}
            <h4>{td_string!(locale, analysis.then_reached)}</h4>
            <ul class="study-reached">{reached}</ul>
            <div class="cluster">
                <button class="button primary" type="button" data-action="apply" on:click=move |_| room.apply(&applied)>{apply}</button>
                <button class="button" type="button" data-action="dismiss" on:click=move |_| room.found.set(None)>{dismiss}</button>
            </div>
        </div>
    }
    .into_any()
}

fn outcome(workspace: &Workspace, one: &Reached, state: AppState, lang: Lang) -> String {
    let locale = state.locale();
    let Some(indicator) = workspace.indicator(one.aim.indicator.as_str()) else {
        return String::new();
    };
    let unknown = || muctieu_core::number::UNKNOWN.to_owned();
    let chance = one.probability.map_or_else(unknown, |p| {
        if (0.01..=0.99).contains(&p) {
            format_percent(p * 100.0, 1, lang)
        } else {
            finding::probability(p, lang)
        }
    });
    let value = one
        .value
        .map_or_else(unknown, |value| finding::amount(indicator, value, lang));
    let wish = match one.aim.goal {
        Goal::Median => td_string!(locale, analysis.wish_median).to_owned(),
        Goal::Probability(p) => td_string!(
            locale,
            analysis.wish_probability,
            p = format_percent(p * 100.0, 0, lang)
        ),
    };
    let mut text = td_string!(
        locale,
        analysis.reached,
        name = indicator.title.get(lang).to_owned(),
        value = value,
        p = chance,
        wish = wish
    );
    if let (false, Goal::Probability(wished), Some(p)) = (one.met, one.aim.goal, one.probability) {
        let short = format_number((wished - p) * 100.0, 1, lang);
        text += &td_string!(locale, analysis.short_by, points = short);
    }
    text
}
