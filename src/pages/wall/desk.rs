//! What the parts of the wall share: which targets have which number, which levers are in play, which is chosen.

use leptos::prelude::*;
use muctieu_core::board::{span, worst_first};
use muctieu_core::finding::with_unit;
use muctieu_core::indicator::{IndicatorId, Kind};
use muctieu_core::lever::{LeverId, LeverKind, LeverSpan, lever_name, position_in_words};
use muctieu_core::number::{format_compact_trim, round_to};

use crate::components::lever::levers_now;
use crate::components::scenario_pick::next_name;
use crate::dom::{Memo, memo};
use crate::platform::document;
use crate::platform::timers::Alarm;
use crate::state::AppState;
use crate::state::focus::MOST;

/// How many targets have a number key.
pub const NUMBERED: usize = 9;
/// How many levers there is room for.
const LEVERS: usize = 6;
/// How long after the last press of a key its moves are one step, in milliseconds.
const REST: i32 = 600;

/// The wall's own state. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The application's state.
    pub state: AppState,
    /// The targets behind the number keys, in their order.
    pub order: Memo<Vec<IndicatorId>>,
    /// The levers in play.
    pub levers: Memo<Vec<LeverId>>,
    /// The lever that the arrow keys move.
    pub chosen: RwSignal<Option<LeverId>>,
    /// Whether the list of keys is on show.
    pub help: RwSignal<bool>,
    rest: Alarm,
}

impl Desk {
    /// The desk of a wall that opens.
    pub fn new(state: AppState) -> Self {
        let chosen = RwSignal::new(None);
        Self {
            state,
            order: order(state),
            levers: levers(state, chosen),
            chosen,
            help: RwSignal::new(false),
            rest: Alarm::new(),
        }
    }

    /// Puts a target in focus, in place of the one that has been there longest; one that is in focus leaves it to the
    /// other.
    pub fn pick(self, number: usize) {
        let Some(id) = self
            .order
            .with_untracked(|order| order.get(number).cloned())
        else {
            return;
        };
        self.state.focus.update(|focus| {
            if let Some(place) = focus.iter().position(|there| *there == id) {
                // Chosen again: it comes first.
                focus.swap(0, place);
                return;
            }
            focus.insert(0, id);
            focus.truncate(MOST);
        });
    }

    /// The lever that the arrow keys move: the chosen one, or the first. Tracks.
    pub fn at(self) -> Option<LeverId> {
        let chosen = self.chosen.get();
        self.levers.with(|levers| {
            chosen
                .filter(|chosen| levers.contains(chosen))
                .or_else(|| levers.first().cloned())
        })
    }

    /// Chooses the lever so many places further down, and moves the focus to it.
    pub fn choose(self, by: isize) {
        let at = untrack(|| self.at());
        let next = self.levers.with_untracked(|levers| {
            let now = levers.iter().position(|lever| Some(lever) == at.as_ref())?;
            let to = now.saturating_add_signed(by).min(levers.len() - 1);
            levers.get(to).cloned()
        });
        if let Some(next) = next {
            self.rest_now();
            document::focus(&slider_id(&next));
            self.chosen.set(Some(next));
        }
    }

    /// Moves the chosen lever by so many steps. A row of presses is one step of undo.
    pub fn step(self, by: f64) {
        let Some((lever, limits)) = untrack(|| self.at())
            .and_then(|lever| untrack(|| self.limits(&lever).map(|limits| (lever, limits))))
        else {
            return;
        };
        let now = untrack(|| self.position(&lever)).unwrap_or(limits.min);
        let value = limits.clamp(round_to(now + by * limits.step, limits.decimals.max(6)));
        self.chosen.set(Some(lever.clone()));
        self.put(&lever, &limits, value);
        self.rest.set(REST, move || self.state.end_gesture());
    }

    /// Ends a row of presses.
    pub fn rest_now(self) {
        if self.rest.stop() {
            self.state.end_gesture();
        }
    }

    /// Moves a lever; where no scenario is on, in a new one. On its base it is the same as never moved.
    pub fn put(self, lever: &LeverId, limits: &LeverSpan, value: f64) {
        let state = self.state;
        if state.active.with_untracked(Option::is_none) {
            state.new_scenario(next_name(state), Vec::new());
        }
        let near = |neutral: f64| (value - neutral).abs() < limits.step / 2.0;
        let back = limits.neutral.is_some_and(near);
        state.move_lever(lever.clone(), (!back).then_some(value));
    }

    /// Where a lever stands; none where nothing is set and nothing known. Tracks.
    pub fn position(self, lever: &LeverId) -> Option<f64> {
        let set = self.state.scenario();
        let set = set.and_then(|scenario| scenario.position(lever));
        set.or_else(|| self.limits(lever)?.neutral)
    }

    /// The limits of a lever. Tracks.
    pub fn limits(self, lever: &LeverId) -> Option<LeverSpan> {
        limits(self.state, lever)
    }

    /// Whose lever it is, and what it is called. Tracks.
    pub fn name(self, lever: &LeverId) -> (String, String) {
        let lang = self.state.lang();
        self.state.record(|workspace| {
            let subject = lever.subject.as_str();
            if let Some(driver) = workspace.drivers.driver(subject) {
                return (driver.title.get(lang).to_owned(), String::new());
            }
            let indicator = workspace.indicator(subject);
            indicator.map_or_else(Default::default, |indicator| {
                let title = indicator.title.get(lang).to_owned();
                (title, lever_name(lever.kind, indicator, lang))
            })
        })
    }

    /// A position with its unit. Tracks.
    pub fn told(self, lever: &LeverId, value: f64) -> String {
        let lang = self.state.lang();
        self.state.record(|workspace| {
            let subject = lever.subject.as_str();
            if let Some(driver) = workspace.drivers.driver(subject) {
                let number = format_compact_trim(value, 6, lang);
                return with_unit(&number, driver.unit.get(lang));
            }
            let indicator = workspace.indicator(subject);
            indicator.map_or_else(String::new, |indicator| {
                position_in_words(lever.kind, value, indicator, lang)
            })
        })
    }
}

/// The id of a lever's slider.
pub fn slider_id(lever: &LeverId) -> String {
    format!("wall-{lever}").replace([':', '.'], "-")
}

fn limits(state: AppState, lever: &LeverId) -> Option<LeverSpan> {
    let subject = lever.subject.as_str();
    let driver = state.record(|workspace| {
        workspace
            .drivers
            .driver(subject)
            .map(muctieu_core::driver::Driver::span)
    });
    if lever.kind == LeverKind::Driver {
        return driver;
    }
    let base = state.base_row(subject).get();
    state.record(|workspace| {
        let indicator = workspace.indicator(subject)?;
        Some(span(lever.kind, indicator, base.as_deref()))
    })
}

/// The targets that the scenario touches, then the worst that can be judged. By the base, so that no number changes
/// hands while a lever moves.
fn order(state: AppState) -> Memo<Vec<IndicatorId>> {
    memo(move |_| {
        let mut order: Vec<IndicatorId> = Vec::new();
        let mut put = |id: &IndicatorId| {
            if order.len() < NUMBERED && !order.contains(id) {
                order.push(id.clone());
            }
        };
        let base = state.base.get();
        let scenario = state.scenario();
        state.record(|workspace| {
            for change in scenario
                .iter()
                .flat_map(muctieu_core::scenario::Scenario::live)
            {
                if workspace.indicator(change.lever.subject.as_str()).is_some() {
                    put(&change.lever.subject);
                }
            }
            let worst = worst_first(&base.rows);
            let open = |at: &&usize| base.rows[**at].probability.is_some();
            for at in worst.iter().filter(open).chain(&worst) {
                let whole = workspace.indicators.get(*at).map(|one| one.kind) == Some(Kind::AllOf);
                if !whole {
                    put(&base.rows[*at].id);
                }
            }
        });
        order
    })
}

/// The levers of the scenario, and the main one of each target in focus. One that is put back stays while it is chosen.
fn levers(state: AppState, chosen: RwSignal<Option<LeverId>>) -> Memo<Vec<LeverId>> {
    memo(move |before: Option<&Vec<LeverId>>| {
        let mut wanted: Vec<LeverId> = Vec::new();
        let mut put = |lever: LeverId| {
            if !wanted.contains(&lever) {
                wanted.push(lever);
            }
        };
        for id in state.focus.get() {
            let indicator = state.record(|workspace| workspace.indicator(id.as_str()).cloned());
            let main =
                indicator.and_then(|indicator| levers_now(state, &indicator).first().copied());
            if let Some(kind) = main {
                put(LeverId { kind, subject: id });
            }
        }
        for change in state
            .scenario()
            .iter()
            .flat_map(muctieu_core::scenario::Scenario::live)
        {
            put(change.lever.clone());
        }
        if let Some(chosen) = chosen.get() {
            put(chosen);
        }
        // Those that were there keep their places.
        let before = before.map(Vec::as_slice).unwrap_or_default();
        let mut levers: Vec<LeverId> = before
            .iter()
            .filter(|lever| wanted.contains(lever))
            .cloned()
            .collect();
        for lever in wanted {
            if !levers.contains(&lever) {
                levers.push(lever);
            }
        }
        levers.retain(|lever| limits(state, lever).is_some());
        levers.truncate(LEVERS);
        levers
    })
}
