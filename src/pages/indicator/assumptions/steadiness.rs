//! How steadily a flow keeps to its profile: by default, one of three names, or a κ of the user's own.

use leptos::prelude::*;
use muctieu_core::assumption::{AssumptionFault, Steadiness};
use muctieu_core::lang::Say;
use muctieu_core::number::format_compact_trim;

use super::SetMark;
use super::spread::read;
use crate::components::Icon;
use crate::components::target::Subject;
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;

/// The choice.
#[component]
pub(super) fn SteadinessField(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let value = memo(move |_| subject.assumptions.with(|set| set.steadiness));
    let fault = RwSignal::new(None::<String>);
    let put = move |steadiness: Option<Steadiness>| {
        fault.set(None);
        subject.assume(|set| set.steadiness = steadiness);
    };
    let typed = move |text: String| {
        let lang = state.lang();
        match read(&text, lang) {
            Ok(None) => put(None),
            Ok(Some(kappa)) if (1.0..=1e6).contains(&kappa) => {
                put(Some(Steadiness::Kappa(kappa)));
            }
            Ok(Some(_)) => fault.set(Some(AssumptionFault::Kappa.say(lang))),
            Err(error) => fault.set(Some(error)),
        }
    };
    let own = move || match value.get() {
        Some(Steadiness::Kappa(kappa)) => format_compact_trim(kappa, 2, state.lang()),
        _ => String::new(),
    };
    let pressed = move |choice: Option<Steadiness>| {
        move || {
            if value.get() == choice {
                "true"
            } else {
                "false"
            }
        }
    };
    let id = |choice: Steadiness| match choice {
        Steadiness::Even => "even",
        Steadiness::Medium => "medium",
        Steadiness::Erratic | Steadiness::Kappa(_) => "erratic",
    };
    view! {
        <fieldset class="field assumption">
            <legend class="assumption-head">
                <span>{move || td_string!(state.locale(), indicator.steadiness)}</span>
                <SetMark subject=subject set=derived(move || value.with(Option::is_some)) />
            </legend>
            <div class="segmented steadiness" role="group" aria-label=move || td_string!(state.locale(), indicator.steadiness)>
                <button type="button" data-steadiness="default" aria-pressed=pressed(None) on:click=move |_| put(None)>
                    {move || td_string!(state.locale(), indicator.is_default)}
                </button>
                {Steadiness::NAMED
                    .into_iter()
                    .map(|choice| view! {
                        <button
                            type="button" data-steadiness=id(choice) aria-pressed=pressed(Some(choice))
                            on:click=move |_| put(Some(choice))
                        >
                            {move || choice.name(state.lang())}
                            <small>{format!("κ {}", choice.kappa())}</small>
                        </button>
                    })
                    .collect_view()}
            </div>
            <div class="with-unit">
                <label class="unit" for="assumption-kappa">{move || td_string!(state.locale(), indicator.own_kappa)}</label>
                <input
                    id="assumption-kappa" class="input num assumption-number" type="text" inputmode="decimal" autocomplete="off"
                    size="8" data-assumption="kappa" aria-describedby="kappa-hint kappa-fault"
                    aria-invalid=move || fault.with(Option::is_some).then_some("true")
                    prop:value=own
                    on:change=move |event| typed(event_target_value(&event))
                />
            </div>
            <p class="hint" id="kappa-hint">{move || td_string!(state.locale(), indicator.steadiness_hint)}</p>
            <div id="kappa-fault" role="alert">
                <Show when=move || fault.with(Option::is_some)>
                    <p class="error"><Icon name=Icon::Info /><span>{move || fault.get()}</span></p>
                </Show>
            </div>
        </fieldset>
    }
}
