//! The lever in a row of the overview. It is behind the gate (see `later`): without a scenario nobody needs it.

use std::sync::Arc;

use leptos::prelude::*;
use muctieu_core::indicator::{Indicator, Kind};
use muctieu_core::lever::lever_name;

use crate::components::Lever;
use crate::components::lever::levers_now;
use crate::dom::{Memo, memo, view};
use crate::i18n::td_string;
use crate::state::{SharedRow, use_state};

/// The main lever of a target, or why it has none.
pub fn row_lever(indicator: Arc<Indicator>, base: Memo<Option<SharedRow>>) -> AnyView {
    let state = use_state();
    let main = {
        let indicator = indicator.clone();
        memo(move |_| {
            base.track();
            // Which levers there are hangs on the base alone; the workspace changes with every move of one.
            untrack(|| levers_now(state, &indicator).first().copied())
        })
    };
    let by_parts = indicator.kind == Kind::AllOf;
    view! {
        {move || match main.get() {
            Some(kind) => {
                let named = indicator.clone();
                view! {
                    <span class="lever-name">{move || lever_name(kind, &named, state.lang())}</span>
                    <Lever indicator=(*indicator).clone() kind=kind compact=true />
                }
                .into_any()
            }
            None if by_parts => {
                view! { <span class="muted tiny">{move || td_string!(state.locale(), overview.parts_lever)}</span> }.into_any()
            }
            None => view! { <span class="muted tiny">{move || td_string!(state.locale(), overview.no_lever)}</span> }.into_any(),
        }}
    }
}
