//! What a target hangs on: a tornado of its uncertain inputs, and what decides the probability of meeting all targets.

use leptos::prelude::*;
use muctieu_core::analysis::{
    Answer, Bar, End, InputKind, Matters, Question, Sensitivity, WEIGHT_OFF,
};
use muctieu_core::finding;
use muctieu_core::indicator::{Indicator, IndicatorId};
use muctieu_core::lang::Lang;
use muctieu_core::number::{format_number, format_signed};
use muctieu_core::simulate::Share;
use muctieu_core::workspace::Workspace;

use super::study;
use crate::components::Icon;
use crate::dom::{derived, effect, memo, view};
use crate::i18n::td_string;
use crate::pages::overview::with_error;
use crate::state::AppState;
use crate::state::analyst::Analysis;

/// Targets shown of those that decide.
const SHOWN: usize = 8;

/// The room.
pub fn panel(state: AppState) -> AnyView {
    view! {
        <div class="study">
            {tornado(state)}
            {decisive(state)}
        </div>
    }
    .into_any()
}

fn tornado(state: AppState) -> AnyView {
    let (chosen, by_chance) = (state.rooms.tornado_of, state.rooms.by_chance);
    let found = RwSignal::new(None::<Sensitivity>);
    let analysis = Analysis::new(state);
    let indicator = memo(move |_| {
        let first = || state.focus.with(|focus| focus.first().cloned());
        chosen
            .get()
            .filter(|id| study::is_known(state, id))
            .or_else(first)
    });
    effect(move |_| {
        study::track(state);
        let active = state.active.get();
        let Some(id) = indicator.get() else { return };
        analysis.ask_at_rest(
            move || Question::Sensitivity {
                changes: study::changes_of(state, active.as_ref()),
                indicator: id,
            },
            move |answer| {
                if let Answer::Sensitivity(answer) = answer {
                    let _ = found.try_set(Some(answer));
                }
            },
        );
    });
    let label = study::word(state, |locale| td_string!(locale, analysis.indicator));
    let switch = study::word(state, |locale| td_string!(locale, analysis.by));
    let value = study::word(state, |locale| td_string!(locale, analysis.value));
    let chance = study::word(state, |locale| td_string!(locale, analysis.probability));
    let pick = study::indicators(state, "sensitivity", label, indicator.into(), move |id| {
        chosen.set(Some(id));
    });
    view! {
        <section class="panel study-room" data-sensitivity="" aria-labelledby="tornado-title">
            <div class="study-head">
                {pick}
                <div class="segmented" role="group" aria-label=switch>
                    <button type="button" data-by="value" aria-pressed=move || (!by_chance.get()).to_string() on:click=move |_| by_chance.set(false)>{value}</button>
                    <button type="button" data-by="probability" aria-pressed=move || by_chance.get().to_string() on:click=move |_| by_chance.set(true)>{chance}</button>
                </div>
                {study::progress(state, analysis)}
            </div>
            {move || {
                let lang = state.lang();
                found.get().and_then(|found| {
                    state.workspace.with_untracked(|workspace| {
                        let indicator = workspace.indicator(found.indicator.as_str())?;
                        Some(table(state, workspace, indicator, &found, by_chance.get(), lang))
                    })
                })
            }}
        </section>
    }
    .into_any()
}

/// What an input is called.
fn name(workspace: &Workspace, bar: &Bar, about: &IndicatorId, state: AppState) -> String {
    let (lang, locale) = (state.lang(), state.locale());
    let own = match bar.kind {
        InputKind::Remainder => td_string!(locale, analysis.remainder).to_owned(),
        InputKind::Weight(_) => {
            let name = study::name_of(workspace, &bar.lever, Some(&bar.lever.subject), lang);
            let off = format_number(WEIGHT_OFF, 0, lang);
            td_string!(locale, analysis.assumed_off, name = name, off = off)
        }
        InputKind::Steadiness => td_string!(locale, analysis.steadiness).to_owned(),
        _ => study::name_of(workspace, &bar.lever, Some(&bar.lever.subject), lang),
    };
    match workspace
        .indicator(bar.lever.subject.as_str())
        .filter(|one| one.id != *about)
    {
        Some(other) => format!("{}: {own}", other.title.get(lang)),
        None => own,
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "one view, whose parts share what they read"
)]
fn table(
    state: AppState,
    workspace: &Workspace,
    indicator: &Indicator,
    found: &Sensitivity,
    by_chance: bool,
    lang: Lang,
) -> AnyView {
    let locale = state.locale();
    let bars = if by_chance {
        found.by_probability()
    } else {
        found.by_value()
    };
    let of = |end: &End| {
        if by_chance {
            end.probability
        } else {
            end.value
        }
    };
    let middle = if by_chance {
        found.probability
    } else {
        found.value
    };
    let told = |value: f64| {
        if by_chance {
            finding::probability(value, lang)
        } else {
            finding::amount(indicator, value, lang)
        }
    };
    let title = indicator.title.get(lang).to_owned();
    let (Some(middle), Some(first)) = (middle, bars.first()) else {
        let text = td_string!(locale, analysis.no_inputs, name = title);
        return view! { <p class="muted" id="tornado-title">{text}</p> }.into_any();
    };
    let ends = bars.iter().flat_map(|bar| [of(&bar.low), of(&bar.high)]);
    let target = (!by_chance).then_some(indicator.target.value);
    let mut span = (middle, middle);
    for value in ends.flatten().chain(target) {
        span = (span.0.min(value), span.1.max(value));
    }
    let finding = td_string!(
        locale,
        analysis.tornado_finding,
        name = title,
        input = name(workspace, first, &indicator.id, state),
        low = told(of(&first.low).unwrap_or(middle)),
        high = told(of(&first.high).unwrap_or(middle))
    );
    let rows = bars
        .iter()
        .map(|bar| {
            let ends = (of(&bar.low), of(&bar.high));
            let at = |value: Option<f64>| study::share(value.unwrap_or(middle), span);
            let (low, high) = (at(ends.0), at(ends.1));
            let name = name(workspace, bar, &indicator.id, state);
            let button = |end: &End, side: &'static str| {
                let position = study::position_of(workspace, &bar.lever, end.position, lang);
                let outcome = of(end).map_or_else(String::new, told);
                // Where the lever is the value itself, it is told once.
                let is_value = !by_chance && bar.kind == InputKind::Level;
                let shown = (!is_value).then(|| position.clone());
                let label = td_string!(
                    locale,
                    analysis.set_to,
                    name = name.clone(),
                    position = position.clone(),
                    outcome = outcome.clone()
                );
                let (lever, value) = (bar.lever.clone(), end.position);
                view! {
                    <button
                        type="button" class="button small quiet tornado-end" data-end=side data-lever-set=bar.lever.to_string()
                        aria-label=label.clone() title=label
                        on:click=move |_| study::set(state, &lever, value)
                    >
                        <span class="muted">{shown}</span>" "<b>{outcome}</b>
                    </button>
                }
                .into_any()
            };
            view! {
                <tr role="row" data-input=bar.lever.to_string()>
                    <th role="rowheader" scope="row">{name.clone()}</th>
                    <td role="cell" class="tornado-low">{button(&bar.low, "low")}</td>
                    <td role="cell" class="tornado-bar" aria-hidden="true">
                        <div
                            class="tornado-track"
                            style:--from=study::property(low.min(high)) style:--to=study::property(low.max(high))
                            style:--middle=study::property(study::share(middle, span))
                        >
                            <span class="tornado-fill" data-turned=(low > high).then_some("")></span>
                            <span class="tornado-middle"></span>
                            {target.map(|target| view! { <span class="tornado-target" style:--at=study::property(study::share(target, span))></span> })}
                        </div>
                    </td>
                    <td role="cell" class="tornado-high">{button(&bar.high, "high")}</td>
                </tr>
            }
            .into_any()
        })
        .collect::<Vec<AnyView>>();
    let now = td_string!(locale, analysis.now, value = told(middle));
    let goal = target.map(|target| {
        let amount = finding::amount(indicator, target, lang);
        td_string!(locale, analysis.target_is, value = amount)
    });
    let low_head = td_string!(locale, analysis.tornado_low);
    let high_head = td_string!(locale, analysis.tornado_high);
    view! {
        <h3 id="tornado-title">{finding}</h3>
        <table class="table tornado" role="table" aria-labelledby="tornado-title">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{td_string!(locale, analysis.input)}</th>
                    <th role="columnheader" scope="col" class="tornado-low">{low_head}</th>
                    <th role="columnheader" scope="col" class="tornado-scale"><span>{now}</span>" "<span class="is-target">{goal}</span></th>
                    <th role="columnheader" scope="col" class="tornado-high">{high_head}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
        <p class="small muted">{td_string!(locale, analysis.tornado_note)}</p>
    }
    .into_any()
}

/// What decides the probability of meeting all targets.
fn decisive(state: AppState) -> AnyView {
    let found = RwSignal::new(None::<Matters>);
    let all = RwSignal::new(false);
    let analysis = Analysis::new(state);
    effect(move |_| {
        study::track(state);
        let active = state.active.get();
        analysis.ask_at_rest(
            move || Question::Importance {
                changes: study::changes_of(state, active.as_ref()),
            },
            move |answer| {
                if let Answer::Importance(answer) = answer {
                    let _ = found.try_set(Some(answer));
                }
            },
        );
    });
    let title = study::word(state, |locale| td_string!(locale, analysis.decisive));
    view! {
        <section class="panel study-room" data-decisive="" aria-labelledby="decisive-title">
            <h3 id="decisive-title">{title}</h3>
            {move || found.get().map(|found| matters(state, &found, all))}
            {study::progress(state, analysis)}
        </section>
    }
    .into_any()
}

fn matters(state: AppState, found: &Matters, all: RwSignal<bool>) -> AnyView {
    let (lang, locale) = (state.lang(), state.locale());
    if found.assessed == 0 {
        return view! { <p class="muted">{td_string!(locale, analysis.none_assessed)}</p> }
            .into_any();
    }
    let share = |p: f64, se: f64| with_error(Share { p, se }, lang);
    let sentence = td_string!(
        locale,
        analysis.decisive_now,
        count = found.assessed,
        p = share(found.all, found.error),
        number = format_number(found.expected, 1, lang)
    );
    let shown = if all.get() {
        found.matters.len()
    } else {
        SHOWN
    };
    let widest = found.matters.iter().map(|one| one.gain).fold(0.0, f64::max);
    let rows = found
        .matters
        .iter()
        .take(shown)
        .map(|one| {
            let title = state.workspace.with_untracked(|workspace| {
                let indicator = workspace.indicator(one.indicator.as_str());
                indicator.map_or_else(String::new, |one| one.title.get(lang).to_owned())
            });
            let gain = if one.gain > 0.0 {
                let points = format_signed(one.gain * 100.0, 2, lang);
                let error = format_number(one.error * 100.0, 2, lang);
                td_string!(locale, analysis.points_error, points = points, error = error)
            } else {
                "≈ 0".to_owned()
            };
            view! {
                <tr data-matter=one.indicator.to_string()>
                    <th scope="row">{title}</th>
                    <td class="num">
                        <span class="matter-bar" aria-hidden="true" style:--at=study::property(study::share(one.gain, (0.0, widest.max(1e-9))))></span>
                        {gain}
                    </td>
                    <td class="num">{format_signed(one.number, 2, lang)}</td>
                </tr>
            }
            .into_any()
        })
        .collect::<Vec<AnyView>>();
    let rest = found.matters.len().saturating_sub(SHOWN);
    let more = derived(move || {
        let locale = state.locale();
        if all.get() {
            td_string!(locale, analysis.fewer).to_owned()
        } else {
            td_string!(locale, analysis.more, count = rest)
        }
    });
    let button = (rest > 0).then(|| {
        view! {
            <button type="button" class="button small quiet" aria-expanded=move || all.get().to_string() on:click=move |_| all.update(|all| *all = !*all)>
                <Icon name=Icon::ChevronDown />{more}
            </button>
        }
    });
    let hopeless = (widest <= 0.0).then(|| td_string!(locale, analysis.decisive_zero));
    let note = td_string!(
        locale,
        analysis.decisive_note,
        samples = format_number(f64::from(found.samples), 0, lang)
    );
    view! {
        <p>{sentence}" "{hopeless}</p>
        <div class="scroll-x">
            <table class="table matters">
                <thead>
                    <tr>
                        <th scope="col">{td_string!(locale, analysis.if_certain)}</th>
                        <th scope="col" class="num">{td_string!(locale, analysis.gain_all)}</th>
                        <th scope="col" class="num">{td_string!(locale, analysis.gain_number)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {button}
        <p class="small muted">{note}</p>
    }
    .into_any()
}
