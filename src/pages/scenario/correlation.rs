//! Which values go together: one value a field, and pairs of which more is known. Every change can be undone.

use leptos::prelude::*;
use muctieu_core::correlation::Correlation;
use muctieu_core::indicator::{Indicator, IndicatorId, Kind};
use muctieu_core::lang::Say;
use muctieu_core::number::{float, format_compact_trim, parse_number};

use crate::components::Icon;
use crate::components::groups::group_name;
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;
use crate::pages::overview::repaired;
use crate::state::{AppState, use_state};

/// The greatest correlation of the slider; a number that is typed may go to the ends.
const SLIDER_END: f64 = 0.95;
const SLIDER_STEP: f64 = 0.05;

/// The panel.
#[component]
pub fn CorrelationPanel() -> impl IntoView {
    let state = use_state();
    let open = RwSignal::new(false);
    let count = memo(move |_| {
        state.record(|workspace| {
            let set = &workspace.correlation;
            set.groups.len() + set.pairs.len()
        })
    });
    let told = derived(move || match count.get() {
        0 => td_string!(state.locale(), scenario.corr_none).to_owned(),
        count => td_string!(state.locale(), scenario.corr_count, count = count).to_string(),
    });
    let note = memo(move |_| {
        let outcome = state.simulated.outcome.get();
        let repair = outcome.and_then(|outcome| outcome.repair);
        repair.map(|repair| repaired(state, repair.moved))
    });
    let title = derived(move || td_string!(state.locale(), scenario.corr_title).to_owned());
    let hint = derived(move || td_string!(state.locale(), scenario.corr_hint).to_owned());
    let body = move || open.get().then(|| body(state));
    view! {
        <details
            class="panel correlation" data-correlation=""
            on:toggle=move |event| open.set(event_target::<web_sys::Element>(&event).has_attribute("open"))
        >
            <summary><span>{title}" · "<span class="muted">{told}</span></span></summary>
            <div class="stack">
                <p class="small muted">{hint}</p>
                <p class="small" role="status" data-correlation-repaired="">{note}</p>
                {body}
            </div>
        </details>
    }
    .into_any()
}

/// What is seen when the panel is open.
fn body(state: AppState) -> AnyView {
    let groups = memo(move |_| {
        state.record(|workspace| {
            let mut groups: Vec<String> = Vec::new();
            for indicator in valued(&workspace.indicators) {
                if !groups.contains(&indicator.group) {
                    groups.push(indicator.group.clone());
                }
            }
            groups
        })
    });
    let pairs = memo(move |_| {
        state.record(|workspace| {
            let pairs = workspace.correlation.pairs.iter();
            pairs
                .map(|pair| (pair.a.clone(), pair.b.clone()))
                .collect::<Vec<_>>()
        })
    });
    let pairs_title = derived(move || td_string!(state.locale(), scenario.corr_pairs).to_owned());
    view! {
        <For each=move || groups.get() key=Clone::clone let:group>
            {group_field(state, group)}
        </For>
        <h3>{pairs_title}</h3>
        <For each=move || pairs.get() key=|(a, b)| format!("{a} {b}") let((a, b))>
            {pair_field(state, a, b)}
        </For>
        {new_pair(state)}
    }
    .into_any()
}

/// The indicators with a value of their own.
fn valued(all: &[Indicator]) -> impl Iterator<Item = &Indicator> {
    all.iter().filter(|indicator| indicator.kind != Kind::AllOf)
}

/// The value of a field.
fn group_field(state: AppState, group: String) -> AnyView {
    let name = group.clone();
    let label = derived(move || group_name(&name, state.locale()));
    let of = group.clone();
    let value = derived(move || state.record(|workspace| workspace.correlation.of_group(&of)));
    let hook = format!("group:{group}");
    let put = Callback::new(move |rho: Option<f64>| {
        let group = group.clone();
        state.move_correlation(move |set| set.set_group(&group, rho.unwrap_or(0.0)));
    });
    rho_row(state, hook, label, value, 0.0, put)
}

/// The value of a pair.
fn pair_field(state: AppState, a: IndicatorId, b: IndicatorId) -> AnyView {
    let (one, other) = (a.clone(), b.clone());
    let label = derived(move || {
        let name = |id: &IndicatorId| title(state, id);
        format!("{} – {}", name(&one), name(&other))
    });
    let hook = format!("pair:{a}:{b}");
    let (one, other) = (a.clone(), b.clone());
    let value = derived(move || {
        state.record(|workspace| {
            let mut pairs = workspace.correlation.pairs.iter();
            pairs
                .find(|pair| pair.is_of(&one, &other))
                .map_or(0.0, |pair| pair.rho)
        })
    });
    let put = Callback::new(move |rho: Option<f64>| {
        let (a, b) = (a.clone(), b.clone());
        state.move_correlation(move |set| set.set_pair(&a, &b, rho));
    });
    rho_row(state, hook, label, value, -SLIDER_END, put)
}

fn title(state: AppState, id: &IndicatorId) -> String {
    state.record(|workspace| {
        let indicator = workspace.indicator(id.as_str());
        indicator.map_or_else(String::new, |indicator| {
            indicator.title.get(state.lang()).to_owned()
        })
    })
}

/// A slider, its numeric twin, and the button that takes the value back.
fn rho_row(
    state: AppState,
    hook: String,
    label: Signal<String>,
    value: Signal<f64>,
    low: f64,
    put: Callback<Option<f64>>,
) -> AnyView {
    let fault = RwSignal::new(None::<String>);
    let at = move |value: f64| ((value - low) / (SLIDER_END - low)).clamp(0.0, 1.0);
    let told = derived(move || format_compact_trim(value.get(), 2, state.lang()));
    let slid = move |event: web_sys::Event| {
        if let Some(value) = float(&event_target_value(&event)) {
            fault.set(None);
            put.run(Some(value));
        }
    };
    let typed = move |event: web_sys::Event| match parse_number(
        &event_target_value(&event),
        state.lang(),
    ) {
        Ok(parsed) if (-1.0..=1.0).contains(&parsed.value) => {
            fault.set(None);
            put.run(Some(parsed.value));
            state.end_gesture();
        }
        Ok(_) => fault.set(Some(
            td_string!(state.locale(), scenario.corr_outside).to_owned(),
        )),
        Err(error) => fault.set(Some(error.say(state.lang()))),
    };
    let reset = move |_| {
        fault.set(None);
        put.run(None);
        state.end_gesture();
    };
    let take_back = derived(move || td_string!(state.locale(), scenario.corr_reset).to_owned());
    let take_back_of = derived(move || format!("{}: {}", take_back.get(), label.get()));
    view! {
        <div class="field">
            <p class="label">{label}</p>
            <div class="lever-row">
                <input
                    class="lever" type="range" data-rho=hook.clone()
                    min=low max=SLIDER_END step=SLIDER_STEP
                    prop:value=move || value.get().to_string()
                    style:--at=move || format!("{:.4}", at(value.get()))
                    style:--base=move || format!("{:.4}", at(0.0))
                    aria-label=label aria-valuetext=told
                    on:input=slid on:change=move |_| state.end_gesture()
                />
                <input
                    class="input small num" type="text" inputmode="decimal" autocomplete="off" size="6"
                    data-rho-value=hook aria-label=label prop:value=told
                    aria-invalid=move || fault.with(Option::is_some).then_some("true")
                    on:change=typed
                />
                <button class="button quiet icon-only small" type="button" aria-label=take_back_of title=take_back on:click=reset>
                    <Icon name=Icon::Close />
                </button>
            </div>
            <div role="alert">{move || fault.get().map(|fault| view! { <p class="error"><Icon name=Icon::Info /><span>{fault}</span></p> })}</div>
        </div>
    }
    .into_any()
}

/// Two choices and a button that makes a pair of them.
fn new_pair(state: AppState) -> AnyView {
    let (a, b) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let usable = derived(move || {
        let (a, b) = (a.get(), b.get());
        let known = || {
            state.record(|workspace| {
                let (a, b) = (a.as_str().into(), b.as_str().into());
                workspace
                    .correlation
                    .pairs
                    .iter()
                    .any(|pair| pair.is_of(&a, &b))
            })
        };
        !a.is_empty() && !b.is_empty() && a != b && !known()
    });
    let add = move |_| {
        let (one, other) = (a.get_untracked(), b.get_untracked());
        state.move_correlation(move |set: &mut Correlation| {
            set.set_pair(&one.as_str().into(), &other.as_str().into(), Some(0.5));
        });
        state.end_gesture();
    };
    let add_text = derived(move || td_string!(state.locale(), scenario.corr_add).to_owned());
    view! {
        <div class="cluster">
            {choice(state, "a", a)}
            {choice(state, "b", b)}
            <button class="button small" type="button" data-action="add-pair" disabled=move || !usable.get() on:click=add>
                <Icon name=Icon::Plus />{add_text}
            </button>
        </div>
    }
    .into_any()
}

/// A list of the indicators.
fn choice(state: AppState, hook: &'static str, chosen: RwSignal<String>) -> AnyView {
    let all = memo(move |_| {
        let lang = state.lang();
        state.record(|workspace| {
            let all = valued(&workspace.indicators);
            all.map(|one| (one.id.to_string(), one.title.get(lang).to_owned()))
                .collect::<Vec<_>>()
        })
    });
    let label = derived(move || td_string!(state.locale(), scenario.corr_choose).to_owned());
    view! {
        <select
            class="input small" data-pair=hook aria-label=label
            on:change=move |event| chosen.set(event_target_value(&event))
        >
            <option value="">{label}</option>
            <For each=move || all.get() key=Clone::clone let((id, title))>
                <option value=id>{title}</option>
            </For>
        </select>
    }
    .into_any()
}
