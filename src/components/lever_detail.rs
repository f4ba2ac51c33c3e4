//! How a change works in time and how certain it is: from which day, over how many months, give or take.

use leptos::prelude::*;
use muctieu_core::edit::Edit;
use muctieu_core::indicator::Indicator;
use muctieu_core::lang::Say;
use muctieu_core::lever::{DELAY_MONTHS, LeverId, LeverKind};
use muctieu_core::number::{
    format_compact_trim, format_date, format_number, parse_date_in_year, parse_number,
};
use muctieu_core::scenario::{Change, Detail};

use crate::components::Icon;
use crate::dom::{derived, view};
use crate::i18n::td_string;
use crate::state::{AppState, use_state};

/// One detail of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Part {
    From,
    Months,
    Range,
}

/// The details that a lever knows.
fn parts(kind: LeverKind) -> &'static [Part] {
    match kind {
        LeverKind::Pace => &[Part::From, Part::Months],
        LeverKind::OneOff => &[Part::From, Part::Range],
        LeverKind::Delay => &[Part::Months],
        _ => &[],
    }
}

impl Part {
    /// What outside checks know it by.
    fn hook(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::Months => "months",
            Self::Range => "range",
        }
    }
}

/// The fields of a lever that is moved; nothing else has details.
#[component]
pub fn LeverDetail(
    /// Whose lever.
    indicator: Indicator,
    /// Which.
    kind: LeverKind,
) -> impl IntoView {
    let state = use_state();
    let lever = LeverId {
        kind,
        subject: indicator.id.clone(),
    };
    let change = state.change_of(&lever);
    let there = state.is_changed(&lever);
    let fields = move || {
        let indicator = indicator.clone();
        let lever = lever.clone();
        parts(kind)
            .iter()
            .map(|part| {
                let now =
                    derived(move || change.get().map(|change| change.detail).unwrap_or_default());
                field(state, &indicator, &lever, *part, now)
            })
            .collect_view()
    };
    let known = !parts(kind).is_empty();
    view! {
        <Show when=move || known && there.get()>
            <div class="lever-detail cluster">{fields.clone()()}</div>
        </Show>
    }
}

fn field(
    state: AppState,
    indicator: &Indicator,
    lever: &LeverId,
    part: Part,
    now: Signal<Detail>,
) -> AnyView {
    let kind = lever.kind;
    let decimals = indicator.decimals;
    let year = state
        .workspace
        .with_untracked(|workspace| workspace.plan_of(indicator).year());
    let fault = RwSignal::new(None::<String>);
    let label = derived(move || {
        let locale = state.locale();
        match (part, kind) {
            (Part::From, LeverKind::OneOff) => td_string!(locale, scenario.detail_on),
            (Part::From, _) => td_string!(locale, scenario.detail_from),
            (Part::Months, LeverKind::Delay) => td_string!(locale, scenario.detail_late),
            (Part::Months, _) => td_string!(locale, scenario.detail_ramp),
            (Part::Range, _) => td_string!(locale, scenario.detail_range),
        }
        .to_owned()
    });
    let shown = derived(move || {
        let (detail, lang) = (now.get(), state.lang());
        match part {
            Part::From => detail.from.map(|from| format_date(from, lang)),
            Part::Months => detail
                .months
                .or((kind == LeverKind::Delay).then_some(DELAY_MONTHS))
                .map(|months| format_compact_trim(months, 1, lang)),
            Part::Range => detail
                .range
                .map(|range| format_number(range, decimals, lang)),
        }
        .unwrap_or_default()
    });
    let hint = derived(move || {
        let locale = state.locale();
        match part {
            Part::From => td_string!(locale, scenario.detail_date_hint),
            Part::Months => td_string!(locale, scenario.detail_months_hint),
            Part::Range => td_string!(locale, scenario.detail_range_hint),
        }
        .to_owned()
    });
    let id = lever.clone();
    let take = move |text: String| {
        let (text, lang) = (text.trim().to_owned(), state.lang());
        let mut detail = now.get_untracked();
        let read = if text.is_empty() {
            set(&mut detail, part, Value::None);
            Ok(())
        } else if part == Part::From {
            parse_date_in_year(&text, year)
                .map(|date| set(&mut detail, part, Value::Day(date)))
                .map_err(|error| error.say(lang))
        } else {
            parse_number(&text, lang)
                .map(|parsed| set(&mut detail, part, Value::Number(parsed.value)))
                .map_err(|error| error.say(lang))
        };
        match read {
            Err(error) => fault.set(Some(error)),
            Ok(()) if !detail.fits() => {
                fault.set(Some(
                    td_string!(state.locale(), scenario.detail_outside).to_owned(),
                ));
            }
            Ok(()) => {
                fault.set(None);
                put(state, &id, detail);
            }
        }
    };
    let name = format!("{}:{lever}", part.hook());
    let fault_id = format!("fault-{name}").replace([':', '.'], "-");
    let described = fault_id.clone();
    view! {
        <label class="detail-field">
            <span class="small">{label}</span>
            <input
                class="input small num" type="text" autocomplete="off" size="9" data-lever-detail=name placeholder=hint
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-describedby=move || fault.with(Option::is_some).then(|| described.clone())
                prop:value=shown on:change=move |event| take(event_target_value(&event))
            />
            <Show when=move || fault.with(Option::is_some)>
                <span class="error" id=fault_id.clone() role="alert"><Icon name=Icon::Info /><span>{move || fault.get()}</span></span>
            </Show>
        </label>
    }
    .into_any()
}

/// What was typed.
enum Value {
    None,
    Day(jiff::civil::Date),
    Number(f64),
}

fn set(detail: &mut Detail, part: Part, value: Value) {
    match (part, value) {
        (Part::From, Value::Day(day)) => detail.from = Some(day),
        (Part::Months, Value::Number(months)) => detail.months = Some(months),
        (Part::Range, Value::Number(range)) => detail.range = Some(range),
        (Part::From, _) => detail.from = None,
        (Part::Months, _) => detail.months = None,
        (Part::Range, _) => detail.range = None,
    }
}

/// Gives the change of a lever its details: one step of undo.
fn put(state: AppState, lever: &LeverId, detail: Detail) {
    // A move that still waits for its frame comes first.
    state.end_gesture();
    let Some(scenario) = untrack(|| state.scenario()) else {
        return;
    };
    if let Some(change) = scenario.change(lever) {
        state.dispatch_or_tell(Edit::PutChange {
            scenario: scenario.id.clone(),
            change: Change {
                detail,
                ..change.clone()
            },
            place: None,
        });
    }
}
