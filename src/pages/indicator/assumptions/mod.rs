//! What is assumed for this target, editable in place: how steady it is, how it falls over the year, how the quarters
//! weigh, how far it may still move. Everything follows at once, and can be undone.

mod draft;
mod shares;
mod spread;
mod steadiness;

use leptos::prelude::*;
use muctieu_core::assumption::{GROWTH_SIGMA, LEVEL_SPREAD};
use muctieu_core::indicator::Kind;

use crate::components::Icon;
use crate::components::target::Subject;
use crate::dom::{memo, view};
use crate::i18n::td_string;
use shares::{Shares, SharesEditor};
use spread::SpreadField;
use steadiness::SteadinessField;

/// The assumptions of the target; nothing where its kind has none.
#[component]
pub(super) fn AssumptionPanel(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let indicator = subject.indicator();
    let kind = indicator.kind;
    let levels =
        matches!(kind, Kind::Level | Kind::Completion | Kind::LevelChange) || indicator.is_share();
    let changed = memo(move |_| {
        subject.assumptions.with(|set| {
            set.steadiness.is_some()
                || set.profile.is_some()
                || set.weights.is_some()
                || set.sigma.is_some()
                || set.spread.is_some()
        })
    });
    let reset = move |_| {
        subject.assume(|set| {
            set.steadiness = None;
            set.profile = None;
            set.weights = None;
            set.sigma = None;
            set.spread = None;
        });
    };
    if !(kind.accumulates() || kind == Kind::Growth || levels) {
        return ().into_any();
    }
    view! {
        <section class="panel indicator-assumptions" aria-labelledby="assumptions">
            <div class="panel-head">
                <div>
                    <h2 id="assumptions">{move || td_string!(state.locale(), indicator.assumptions)}</h2>
                    <p class="small muted">{move || td_string!(state.locale(), indicator.assumptions_text)}</p>
                </div>
                <button
                    class="button small" type="button" data-assumption="reset"
                    disabled=move || !changed.get() on:click=reset
                >
                    <Icon name=Icon::Reset />
                    {move || td_string!(state.locale(), indicator.reset_all)}
                </button>
            </div>
            <div class="assumption-grid">
                {kind.accumulates().then(|| view! {
                    <SteadinessField subject=subject />
                    <SharesEditor subject=subject shares=Shares::Months />
                })}
                {(kind == Kind::Growth).then(|| view! {
                    <SharesEditor subject=subject shares=Shares::Quarters />
                    <SpreadField
                        subject=subject name="sigma" default=GROWTH_SIGMA
                        label=|locale| td_string!(locale, indicator.sigma) unit=|locale| td_string!(locale, indicator.sigma_unit)
                        hint=|locale| td_string!(locale, indicator.sigma_hint)
                        get=|set| set.sigma put=|set, value| set.sigma = value
                    />
                })}
                {levels.then(|| view! {
                    <SpreadField
                        subject=subject name="spread" default=LEVEL_SPREAD
                        label=|locale| td_string!(locale, indicator.spread) unit=|locale| td_string!(locale, indicator.spread_unit)
                        hint=|locale| td_string!(locale, indicator.spread_hint)
                        get=|set| set.spread put=|set, value| set.spread = value
                    />
                })}
            </div>
        </section>
    }
    .into_any()
}

/// Marks an assumption as the default or as set by the user.
#[component]
fn SetMark(
    /// The target.
    subject: Subject,
    /// Whether the user has set it.
    #[prop(into)]
    set: Signal<bool>,
) -> impl IntoView {
    let state = subject.state;
    view! {
        <span class="chip set-mark" data-set=move || set.get().then_some("")>
            {move || if set.get() {
                td_string!(state.locale(), indicator.set_by_user)
            } else {
                td_string!(state.locale(), indicator.is_default)
            }}
        </span>
    }
}
