//! The page for a room: on the whole screen, in large type, only how many targets will be met, the two charts in focus,
//! the levers in play and the finding. Everything has a key; mouse and finger work as well.
//!
//! It lies over the screen that was open, which rests under it and is as it was when the wall is left.

mod chart;
mod desk;
mod help;
mod keys;
mod levers;
mod strip;

use leptos::html;
use leptos::prelude::*;
use muctieu_core::finding;
use muctieu_core::number::format_date;

use crate::components::Icon;
use crate::components::finding::finding_lines;
use crate::dom::{derived, effect, memo, view};
use crate::i18n::td_string;
use crate::platform::screen::Place;
use crate::platform::{document, screen, timers};
use crate::state::focus::MOST;
use crate::state::{AppState, use_state};

use desk::Desk;
pub use keys::listen;

/// The wall, while it is on.
#[component]
pub fn Wall() -> impl IntoView {
    let state = use_state();
    keep(state);
    move || state.wall.get().then(|| overlay(state))
}

/// Takes the screen and gives it back, with everything as it was.
fn keep(state: AppState) {
    let before = StoredValue::new_local(None::<Place>);
    effect(move |was: Option<bool>| {
        let on = state.wall.get();
        if on && was != Some(true) {
            before.set_value(Some(Place::now()));
            document::set_root("data-wall", "");
            screen::fill();
        } else if !on && was == Some(true) {
            document::unset_root("data-wall");
            screen::give_back();
            // The page under the wall answers again only after this frame.
            timers::later(0, move || {
                if let Some(place) = before.try_update_value(Option::take).flatten() {
                    place.restore();
                }
            });
        }
        // What is painted takes its sizes and inks from the style sheet.
        if was.is_some_and(|was| was != on) {
            state.theme_version.update(|version| *version += 1);
        }
        on
    });
    effect(move |_| {
        if state.wall.get() {
            state.base.track();
            state.focus.track();
            state.fill_focus();
        }
    });
    // The browser's own way out of the whole screen is a way out of the wall.
    screen::on_change(move || {
        match (screen::is_filled(), state.wall.get_untracked()) {
            (false, true) => state.wall.set(false),
            // Granted after the wall was left.
            (true, false) => screen::give_back(),
            _ => {}
        }
    });
}

fn overlay(state: AppState) -> AnyView {
    let desk = Desk::new(state);
    keys::open(desk);
    let root = NodeRef::<html::Div>::new();
    effect(move |_| {
        if let Some(root) = root.get() {
            let _ = root.focus();
        }
    });
    let label = derived(move || td_string!(state.locale(), wall.title).to_owned());
    let finding = derived(move || td_string!(state.locale(), wall.finding).to_owned());
    view! {
        <div class="wall" id="wall" role="dialog" aria-modal="true" aria-label=label tabindex="-1" node_ref=root data-wall-page="">
            {head(desk)}
            {strip::strip(desk)}
            <div class="wall-charts">
                {(0..MOST).map(|place| chart::chart(state, place)).collect_view()}
            </div>
            <div class="wall-foot">
                {levers::levers(desk)}
                <section class="wall-finding" aria-labelledby="wall-finding-title">
                    <h2 id="wall-finding-title">{finding}</h2>
                    {finding_lines(state)}
                </section>
            </div>
            {help::help(desk)}
        </div>
    }
    .into_any()
}

/// How many targets will be met, whose numbers these are, and the ways out.
fn head(desk: Desk) -> AnyView {
    let state = desk.state;
    let parts = memo(move |_| {
        let met = state.met_interval();
        let sentence = state
            .board
            .with(|board| finding::headline_of(board, met, state.lang()));
        // The number is what the room looks for.
        let met = finding::interval(met);
        match sentence.split_once(&met) {
            Some((before, after)) => (before.to_owned(), met, after.to_owned()),
            None => (sentence, String::new(), String::new()),
        }
    });
    let base = memo(move |_| {
        let base = finding::interval(state.base_interval());
        let now = parts.with(|parts| parts.1.clone());
        // Numbers out of different totals are not to be compared at a glance.
        let (of, all) = (
            state.base.with(|board| board.assessed),
            state.board.with(|board| board.assessed),
        );
        let base = if of == all {
            base
        } else {
            format!("{base}/{of}")
        };
        // "2–4 → 2–4" says less than "2–4".
        (state.has_scenario() && !now.is_empty() && base != now).then_some(base)
    });
    let from = move || base.get().map(|base| format!("{base} → "));
    let told = derived(move || {
        let date = format_date(state.as_of.get(), state.lang());
        let date = td_string!(state.locale(), overview.as_of, date = date).to_string();
        match state.scenario() {
            Some(scenario) => format!("{} · {date}", scenario.name),
            None => format!("{} · {date}", td_string!(state.locale(), scenario.base)),
        }
    });
    let mark = move || {
        state
            .is_illustration()
            .then(|| td_string!(state.locale(), shell.watermark))
    };
    // Whose numbers they are not is said here too: the banner of the page lies under the wall.
    let shared = move || {
        let visits = state.visiting.with(Option::is_some);
        visits.then(|| format!("{} · ", td_string!(state.locale(), wall.shared)))
    };
    let undo = derived(move || td_string!(state.locale(), wall.undo).to_owned());
    let redo = derived(move || td_string!(state.locale(), wall.redo).to_owned());
    let keys = derived(move || td_string!(state.locale(), wall.keys).to_owned());
    let leave = derived(move || td_string!(state.locale(), wall.leave).to_owned());
    let no_undo = move || state.history.with(|history| history.can_undo().is_none());
    let no_redo = move || state.history.with(|history| history.can_redo().is_none());
    view! {
        <div class="wall-head">
            <div>
                <h1 class="wall-headline" data-wall-headline="">
                    {move || parts.with(|parts| parts.0.clone())}
                    <span class="wall-base">{from}</span>
                    <b>{move || parts.with(|parts| parts.1.clone())}</b>
                    {move || parts.with(|parts| parts.2.clone())}
                </h1>
                <p class="wall-told"><b class="wall-mark">{mark}</b>" "{shared}<span class="is-scenario">{told}</span></p>
            </div>
            <div class="wall-tools">
                <button class="button quiet icon-only" type="button" data-action="wall-undo" aria-label=undo title=undo disabled=no_undo on:click=move |_| state.undo()>
                    <Icon name=Icon::Undo />
                </button>
                <button class="button quiet icon-only" type="button" data-action="wall-redo" aria-label=redo title=redo disabled=no_redo on:click=move |_| state.redo()>
                    <Icon name=Icon::Redo />
                </button>
                <button class="button quiet icon-only" type="button" data-action="wall-keys" aria-label=keys title=keys on:click=move |_| desk.help.update(|help| *help = !*help)>
                    <Icon name=Icon::Help />
                </button>
                <button class="button quiet icon-only" type="button" data-action="wall-leave" aria-label=leave title=leave on:click=move |_| state.wall.set(false)>
                    <Icon name=Icon::Close />
                </button>
            </div>
        </div>
    }
    .into_any()
}
