//! What would it take: targets and how surely they are to be met, levers with their limits and weights, and the least
//! effort that does it.

mod aims;
mod answer;
mod levers;

use std::collections::BTreeSet;

use leptos::prelude::*;
use muctieu_core::analysis::{Aim, Answer, Found, Handle, Proposal, Question, sources};
use muctieu_core::edit::Edit;
use muctieu_core::indicator::IndicatorId;
use muctieu_core::lever::{LeverId, LeverKind};
use muctieu_core::scenario::Scenario;

use super::study;
use crate::components::Icon;
use crate::components::lever::levers_now;
use crate::components::scenario_pick::next_name;
use crate::dom::{effect, view};
use crate::i18n::td_string;
use crate::state::AppState;
use crate::state::analyst::Analysis;
use crate::state::rooms::Offer;
use aims::FIRST;

#[derive(Clone, Copy)]
struct Room {
    state: AppState,
    found: RwSignal<Option<Found>>,
    analysis: Analysis,
}

/// The room.
pub fn panel(state: AppState) -> AnyView {
    let room = Room {
        state,
        found: RwSignal::new(None),
        analysis: Analysis::new(state),
    };
    effect(move |_| {
        let aims = state.rooms.aims.get();
        state.base.track();
        untrack(|| match aims {
            Some(aims) => room.offer(&aims),
            None => room.begin(),
        });
    });
    // A proposal rests on the record as it was.
    effect(move |_| {
        study::track(state);
        state.active.track();
        room.forget();
    });
    let ask = study::word(state, |locale| td_string!(locale, analysis.seek));
    let stop = study::word(state, |locale| td_string!(locale, analysis.stop));
    let running = move || room.analysis.progress.with(Option::is_some);
    let ready = move || {
        !room.aims().is_empty()
            && state
                .rooms
                .offers
                .with(|offers| offers.iter().any(|one| one.on))
    };
    view! {
        <div class="study">
            <section class="panel study-room" data-seek="">
                {aims::aims(room)}
                {levers::levers(room)}
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
                    {move || room.found.get().map(|found| answer::answer(room, found))}
                </div>
            </section>
        </div>
    }
    .into_any()
}

impl Room {
    /// What was found, and what is being looked for, is of other wishes.
    fn forget(self) {
        self.analysis.cancel();
        self.found.set(None);
    }

    /// What is wished for. Tracks.
    fn aims(self) -> Vec<Aim> {
        self.state.rooms.aims.get().unwrap_or_default()
    }

    /// Until something is wished for: the target that is looked at.
    fn begin(self) {
        let first = self.state.focus.with(|focus| focus.first().cloned());
        if let Some(indicator) = first {
            let goal = FIRST;
            self.wish(|aims| aims.push(Aim { indicator, goal }));
        }
    }

    /// Changes what is wished for.
    fn wish(self, change: impl FnOnce(&mut Vec<Aim>)) {
        let aims = self.state.rooms.aims;
        aims.update(|aims| change(aims.get_or_insert_default()));
    }

    /// Offers the levers that reach the targets; what has been said of one stays.
    fn offer(self, aims: &[Aim]) {
        let before = self.state.rooms.offers.get_untracked();
        let workspace = self.state.workspace.get_untracked();
        let known = |aim: &Aim| workspace.indicator(aim.indicator.as_str()).is_some();
        if !aims.iter().all(known) {
            // Once more, without those that are gone.
            self.wish(|aims| aims.retain(known));
            return;
        }
        let mut names: BTreeSet<IndicatorId> = BTreeSet::new();
        for aim in aims {
            names.append(&mut sources(&workspace, &aim.indicator));
        }
        let mut all = Vec::new();
        let mut put = |lever: LeverId| {
            let said = before.iter().find(|one| one.lever == lever);
            all.push(said.cloned().unwrap_or_else(|| Offer {
                on: lever.kind != LeverKind::Driver,
                lever,
                limits: [None, None],
                weight: 1.0,
            }));
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
        self.forget();
        self.state.rooms.offers.set(all);
    }

    fn seek(self) {
        let state = self.state;
        let aims = untrack(|| self.aims());
        let setting = state.setting();
        let offers = state.rooms.offers.get_untracked().into_iter();
        let handles: Vec<Handle> = offers
            .filter(|one| one.on)
            .filter_map(|one| levers::handle(&one, &setting.span(&one.lever)?))
            .collect();
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
