//! The what-if studio: levers on one side, two charts in the middle, the whole board on the other; below, what can be
//! asked of the scenarios.
//!
//! Read it in this order: [`head`] says what comes of the scenario that is on; [`levers`] and [`assumptions`] move it,
//! [`change`] is its list of changes; [`board`] shows all targets small; [`panels`] holds the rooms below.

mod assumptions;
mod attribution;
mod board;
mod change;
mod compare;
mod correlation;
mod drivers;
mod goal;
mod head;
mod levers;
mod list;
mod log;
mod panels;
mod sensitivity;
mod study;

use leptos::prelude::*;

use crate::components::finding::finding_lines;
use crate::components::target::FocusChart;
use crate::dom::{effect, view};
use crate::i18n::td_string;
use crate::state::focus::MOST;
use crate::state::use_state;

/// The screen.
#[component]
pub fn ScenarioPage() -> impl IntoView {
    let state = use_state();
    effect(move |_| {
        state.base.track();
        state.focus.track();
        state.fill_focus();
    });
    view! {
        <div class="page scenario-page studio">
            {head::head(state)}
            <div class="studio-grid">
                <div class="studio-levers">
                    {levers::levers(state)}
                    {change::active(state)}
                    {assumptions::assumptions(state)}
                </div>
                <section class="studio-focus" aria-labelledby="focus-title">
                    <h2 class="visually-hidden" id="focus-title">{move || td_string!(state.locale(), scenario.focus_title)}</h2>
                    {(0..MOST).map(|place| view! { <FocusChart state=state place=place /> }).collect_view()}
                    {finding_lines(state)}
                </section>
                {board::board(state)}
            </div>
            {panels::panels(state)}
        </div>
    }
}
