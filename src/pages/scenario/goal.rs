//! What would it take: targets and how surely they are to be met, levers with their limits and weights, and the least
//! effort that does it.

use std::collections::BTreeSet;

use leptos::prelude::*;
use muctieu_core::analysis::{Aim, Answer, Found, Handle, Proposal, Question, sources};
use muctieu_core::edit::Edit;
use muctieu_core::finding;
use muctieu_core::goal::Goal;
use muctieu_core::indicator::IndicatorId;
use muctieu_core::lang::Lang;
use muctieu_core::lever::{LeverId, LeverKind};
use muctieu_core::number::{
    float, format_compact_trim, format_number, format_percent, parse_number,
};
use muctieu_core::scenario::{Change, Scenario};
use muctieu_core::workspace::Workspace;

use super::study;
use crate::components::Icon;
use crate::components::lever::levers_now;
use crate::components::scenario_pick::next_name;
use crate::dom::{derived, effect, memo, view};
use crate::i18n::td_string;
use crate::state::AppState;
use crate::state::analyst::Analysis;

/// The probabilities on offer, in percent.
const LEVELS: [u8; 4] = [50, 80, 90, 95];
/// Weights of effort on offer: easy, ordinary, hard, very hard.
const WEIGHTS: [f64; 4] = [0.25, 1.0, 4.0, 16.0];
/// What a target is wished for at first.
const FIRST: Goal = Goal::Probability(0.8);

/// A lever on offer.
#[derive(Clone, Debug, PartialEq)]
struct Offered {
    on: bool,
    handle: Handle,
}

#[derive(Clone, Copy)]
struct Room {
    state: AppState,
    aims: RwSignal<Vec<Aim>>,
    levers: RwSignal<Vec<Offered>>,
    found: RwSignal<Option<Found>>,
    analysis: Analysis,
}

/// The room.
pub fn panel(state: AppState) -> AnyView {
    let first = state.focus.with_untracked(|focus| {
        let aim = |id: &IndicatorId| Aim {
            indicator: id.clone(),
            goal: FIRST,
        };
        focus.first().map(aim).into_iter().collect::<Vec<_>>()
    });
    let room = Room {
        state,
        aims: RwSignal::new(first),
        levers: RwSignal::new(Vec::new()),
        found: RwSignal::new(None),
        analysis: Analysis::new(state),
    };
    effect(move |_| {
        let aims = room.aims.get();
        state.base.track();
        untrack(|| room.offer(&aims));
    });
    // A proposal rests on the record as it was.
    effect(move |_| {
        study::track(state);
        state.active.track();
        room.analysis.cancel();
        room.found.set(None);
    });
    let ask = study::word(state, |locale| td_string!(locale, analysis.seek));
    let stop = study::word(state, |locale| td_string!(locale, analysis.stop));
    let running = move || room.analysis.progress.with(Option::is_some);
    let ready = move || {
        room.aims.with(|aims| !aims.is_empty())
            && room.levers.with(|levers| levers.iter().any(|one| one.on))
    };
    view! {
        <div class="study">
            <section class="panel study-room" data-seek="">
                {aims(room)}
                {levers(room)}
                <div class="cluster">
                    <button class="button primary" type="button" data-action="seek" disabled=move || !ready() || running() on:click=move |_| room.seek()>
                        <Icon name=Icon::Target />{ask}
                    </button>
                    <Show when=running>
                        <button class="button" type="button" data-action="stop" on:click=move |_| room.analysis.cancel()>{stop}</button>
                    </Show>
                    {study::progress(state, room.analysis)}
                </div>
                <div role="status">
                    {move || room.found.get().map(|found| answer(room, found))}
                </div>
            </section>
        </div>
    }
    .into_any()
}

impl Room {
    /// Offers the levers that reach the targets; what has been said of one stays.
    fn offer(self, aims: &[Aim]) {
        let before = self.levers.get_untracked();
        let workspace = self.state.workspace.get_untracked();
        let setting = self.state.setting();
        let mut names: BTreeSet<IndicatorId> = BTreeSet::new();
        for aim in aims {
            names.append(&mut sources(&workspace, &aim.indicator));
        }
        let mut all = Vec::new();
        let mut put = |lever: LeverId| {
            let said = before.iter().find(|one| one.handle.lever == lever);
            let offered = said.cloned().or_else(|| {
                let span = setting.span(&lever)?;
                Some(Offered {
                    on: lever.kind != LeverKind::Driver,
                    handle: Handle {
                        lever,
                        min: span.min,
                        max: span.max,
                        weight: 1.0,
                    },
                })
            });
            all.extend(offered);
        };
        for indicator in workspace
            .indicators
            .iter()
            .filter(|one| names.contains(&one.id))
        {
            for kind in levers_now(self.state, indicator) {
                // To move the target or to be late is no way to reach it.
                if !matches!(kind, LeverKind::Target | LeverKind::Delay) {
                    put(LeverId {
                        kind,
                        subject: indicator.id.clone(),
                    });
                }
            }
        }
        for driver in &workspace.drivers.drivers {
            if names.contains(&driver.id) && driver.base.is_some() && !driver.assumption {
                put(LeverId {
                    kind: LeverKind::Driver,
                    subject: driver.id.clone(),
                });
            }
        }
        self.found.set(None);
        self.levers.set(all);
    }

    fn seek(self) {
        let state = self.state;
        let aims = self.aims.get_untracked();
        let levers = self.levers.get_untracked().into_iter();
        let handles: Vec<Handle> = levers.filter(|one| one.on).map(|one| one.handle).collect();
        let active = state.active.get_untracked();
        self.found.set(None);
        self.analysis.ask(
            move || Question::Seek {
                changes: study::changes_of(state, active.as_ref()),
                handles,
                aims,
            },
            move |answer| {
                if let Answer::Seek(found) = answer {
                    let _ = self.found.try_set(Some(found));
                }
            },
        );
    }

    /// Makes the proposal: one step of undo.
    fn apply(self, proposal: &Proposal) {
        let state = self.state;
        state.end_gesture();
        let active = state.active.get_untracked();
        let changes = proposal.applied(&study::changes_of(state, active.as_ref()));
        let now = active.and_then(|id| {
            state
                .workspace
                .with_untracked(|workspace| workspace.scenario(&id).cloned())
        });
        match now {
            Some(now) => {
                state.dispatch_or_tell(Edit::PutScenario {
                    scenario: Scenario { changes, ..now },
                    place: None,
                });
            }
            None => {
                state.new_scenario(next_name(state), changes);
            }
        }
        self.found.set(None);
    }
}

/// The targets.
fn aims(room: Room) -> AnyView {
    let state = room.state;
    let title = study::word(state, |locale| td_string!(locale, analysis.aims));
    let add = study::word(state, |locale| td_string!(locale, analysis.add_aim));
    let none = derived(|| None::<IndicatorId>);
    let ids = memo(move |_| {
        let aims = room.aims.get();
        aims.into_iter()
            .map(|aim| aim.indicator)
            .collect::<Vec<_>>()
    });
    let pick = study::indicators(state, "aim", add, none, move |id| {
        room.aims.update(|aims| {
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
            state.workspace.with(|workspace| {
                let indicator = workspace.indicator(id.as_str());
                indicator.map_or_else(String::new, |one| one.title.get(state.lang()).to_owned())
            })
        })
    };
    let goal = {
        let id = id.clone();
        move || {
            room.aims.with(|aims| {
                let own = aims.iter().find(|aim| aim.indicator == id);
                own.map(|aim| aim.goal)
            })
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
            room.aims.update(|aims| {
                if let Some(aim) = aims.iter_mut().find(|aim| aim.indicator == id) {
                    aim.goal = wished;
                }
            });
        }
    };
    let hook = id.to_string();
    let drop = move |_| {
        room.aims
            .update(|aims| aims.retain(|aim| aim.indicator != id));
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

/// The levers.
fn levers(room: Room) -> AnyView {
    let state = room.state;
    let title = study::word(state, |locale| td_string!(locale, analysis.levers));
    let none = study::word(state, |locale| td_string!(locale, analysis.no_levers));
    let ids = memo(move |_| {
        let levers = room.levers.get();
        levers
            .into_iter()
            .map(|one| one.handle.lever)
            .collect::<Vec<_>>()
    });
    view! {
        <fieldset class="study-set">
            <legend>{title}</legend>
            <Show when=move || ids.with(Vec::is_empty)><p class="muted">{none}</p></Show>
            <Show when=move || !ids.with(Vec::is_empty)>
                <div class="scroll-x">
                    <table class="table study-levers">
                        <thead><tr>{head(room)}</tr></thead>
                        <tbody>
                            <For each=move || ids.get() key=ToString::to_string let:id>{lever_row(room, id)}</For>
                        </tbody>
                    </table>
                </div>
            </Show>
        </fieldset>
    }
    .into_any()
}

fn head(room: Room) -> AnyView {
    let state = room.state;
    let words = [
        study::word(state, |locale| td_string!(locale, analysis.lever)),
        study::word(state, |locale| td_string!(locale, analysis.least)),
        study::word(state, |locale| td_string!(locale, analysis.most)),
        study::word(state, |locale| td_string!(locale, analysis.effort_weight)),
    ];
    let cell = |words: Signal<String>| view! { <th scope="col">{words}</th> }.into_any();
    words.map(cell).into_iter().collect_view().into_any()
}

fn lever_row(room: Room, id: LeverId) -> AnyView {
    let state = room.state;
    let with = {
        let id = id.clone();
        move |change: &dyn Fn(&mut Offered)| {
            room.found.set(None);
            room.levers.update(|levers| {
                if let Some(own) = levers.iter_mut().find(|one| one.handle.lever == id) {
                    change(own);
                }
            });
        }
    };
    let now = {
        let id = id.clone();
        derived(move || {
            room.levers.with(|levers| {
                let own = levers.iter().find(|one| one.handle.lever == id);
                own.cloned()
            })
        })
    };
    let name = {
        let id = id.clone();
        derived(move || {
            let lang = state.lang();
            state
                .workspace
                .with(|workspace| study::name_of(workspace, &id, None, lang))
        })
    };
    let on = move || now.with(|now| now.as_ref().is_some_and(|now| now.on));
    let toggle = {
        let with = with.clone();
        move |event: web_sys::Event| {
            let on = event_target_checked(&event);
            with(&|own| own.on = on);
        }
    };
    let limit = |of: fn(&mut Handle) -> &mut f64, label: Signal<String>, hook: &'static str| {
        let with = with.clone();
        let text = derived(move || {
            let mut handle = now.get().map(|now| now.handle);
            let value = handle.as_mut().map(|handle| *of(handle));
            value.map_or_else(String::new, |value| {
                format_compact_trim(value, 3, state.lang())
            })
        });
        let typed = move |event: web_sys::Event| {
            let text = event_target_value(&event);
            if let Ok(parsed) =
                parse_number(text.trim().trim_start_matches('×').trim(), state.lang())
            {
                with(&|own| *of(&mut own.handle) = parsed.value);
            } else {
                // What is no number leaves the limit as it was, and is not left standing.
                with(&|_| {});
            }
        };
        let label = derived(move || format!("{}: {}", name.get(), label.get()));
        view! {
            <input
                class="input small num" type="text" inputmode="decimal" autocomplete="off" size="7" data-limit=hook
                aria-label=label prop:value=text on:change=typed
            />
        }
        .into_any()
    };
    let least = study::word(state, |locale| td_string!(locale, analysis.least));
    let most = study::word(state, |locale| td_string!(locale, analysis.most));
    let least = limit(|handle| &mut handle.min, least, "min");
    let most = limit(|handle| &mut handle.max, most, "max");
    let weight = weights(room, name, now, move |weight| {
        with(&|own| own.handle.weight = weight);
    });
    view! {
        <tr data-offer=id.to_string()>
            <th scope="row"><label class="check"><input type="checkbox" prop:checked=on on:change=toggle /><span>{name}</span></label></th>
            <td>{least}</td>
            <td>{most}</td>
            <td>{weight}</td>
        </tr>
    }
    .into_any()
}

fn weights(
    room: Room,
    name: Signal<String>,
    now: Signal<Option<Offered>>,
    put: impl Fn(f64) + Send + Sync + 'static,
) -> AnyView {
    let state = room.state;
    let words = [
        study::word(state, |locale| td_string!(locale, analysis.easy)),
        study::word(state, |locale| td_string!(locale, analysis.ordinary)),
        study::word(state, |locale| td_string!(locale, analysis.hard)),
        study::word(state, |locale| td_string!(locale, analysis.very_hard)),
    ];
    let title = study::word(state, |locale| td_string!(locale, analysis.effort_weight));
    let label = derived(move || format!("{}: {}", name.get(), title.get()));
    let options = WEIGHTS
        .into_iter()
        .zip(words)
        .map(|(weight, words)| {
            let selected = move || {
                let own = now.with(|now| now.as_ref().map(|now| now.handle.weight));
                own.is_some_and(|own| (own - weight).abs() < 1e-9)
            };
            view! { <option value=weight.to_string() prop:selected=selected>{words}</option> }
                .into_any()
        })
        .collect::<Vec<AnyView>>();
    let choose = move |event: web_sys::Event| {
        if let Some(weight) = float(&event_target_value(&event)).filter(|weight| *weight > 0.0) {
            put(weight);
        }
    };
    view! { <select class="input small" data-weight="" aria-label=label on:change=choose>{options}</select> }
        .into_any()
}

/// What has been found, in words.
fn answer(room: Room, found: Found) -> AnyView {
    let state = room.state;
    let locale = state.locale();
    match found {
        Found::Already => {
            view! { <p class="strong" data-found="already">{td_string!(locale, analysis.already)}</p> }
                .into_any()
        }
        Found::Proposal(found) => {
            let title = td_string!(
                locale,
                analysis.proposal,
                effort = format_number(found.effort, 3, state.lang())
            );
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
                if found.effort > 0.0 && one.effort > 0.0 {
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

fn outcome(
    workspace: &Workspace,
    one: &muctieu_core::analysis::Reached,
    state: AppState,
    lang: Lang,
) -> String {
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
