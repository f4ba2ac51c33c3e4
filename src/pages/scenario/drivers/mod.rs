//! The room of drivers, links and formulas: what moves several targets at once, and what follows from other values.
//!
//! Read it in this order: [`desk`] is what the parts share and the way each change is made; [`entry`] a field and what is
//! wrong with it; [`ask`] what is missing, with the fields to fill it in; [`graph`] the picture; [`driver_list`] and
//! [`driver_form`], [`links`] and [`link_form`], [`formulas`] and [`formula_form`] the three lists; [`levers`] is what
//! the panels of levers and assumptions show of drivers.

mod ask;
mod desk;
mod driver_form;
mod driver_list;
mod entry;
mod formula_form;
mod formulas;
mod geometry;
mod graph;
pub(super) mod levers;
mod link_form;
mod links;

use leptos::prelude::*;

use crate::dom::view;
use crate::state::AppState;
use desk::{Desk, word};

/// The room.
pub(super) fn panel(state: AppState) -> AnyView {
    let desk = Desk::new(state);
    let lead = word!(state, driver_lead);
    view! {
        <div class="drivers" data-drivers="">
            <p class="muted">{lead}</p>
            {ask::ask(desk)}
            {graph::graph(desk)}
            <div class="drivers-lists">
                {driver_list::list(desk)}
                {links::list(desk)}
                {formulas::list(desk)}
            </div>
        </div>
    }
    .into_any()
}
