//! What other methods would say, and the choice of one by hand.

use leptos::prelude::*;
use muctieu_core::board::question;
use muctieu_core::finding;
use muctieu_core::forecast::{METHODS, Method, Unusable, alternatives, method};
use muctieu_core::lang::Say;

use crate::components::Icon;
use crate::components::lever::positions_now;
use crate::components::target::Subject;
use crate::components::target::words;
use crate::dom::{Memo, memo, view};
use crate::i18n::td_string;

/// What one method says.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Said {
    id: &'static str,
    answer: Result<Outlook, Unusable>,
}

/// The outlook of a method: median, the ends of the 80 % band, and the probability of meeting the target.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Outlook {
    median: f64,
    low: f64,
    high: f64,
    probability: f64,
}

/// The methods that serve this kind of target.
#[component]
pub(super) fn Methods(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let said = said(subject);
    let kind = subject.indicator().kind;
    let chosen = memo(move |_| subject.assumptions.with(|set| set.method.clone()));
    let used = memo(move |_| {
        subject
            .read(|row| row.forecast.as_ref().ok().map(|forecast| forecast.method()))
            .flatten()
    });
    // A method that was chosen and cannot answer any more is not silently replaced.
    let failing = move || {
        let id = chosen.get()?;
        let fault = said.with(|said| said.iter().find(|said| said.id == id)?.answer.err())?;
        Some(fault.say(state.lang()))
    };
    let serving = METHODS
        .iter()
        .copied()
        .filter(move |method| method.serves(kind))
        .collect::<Vec<_>>();
    view! {
        <section class="panel indicator-methods" aria-labelledby="methods">
            <div class="panel-head">
                <h2 id="methods">{move || td_string!(state.locale(), indicator.methods)}</h2>
                <button
                    class="button small" type="button" data-method="auto"
                    aria-pressed=move || if chosen.with(Option::is_none) { "true" } else { "false" }
                    on:click=move |_| {
                        subject.assume(|set| set.method = None);
                    }
                >
                    {move || td_string!(state.locale(), indicator.automatic)}
                </button>
            </div>
            <Show when=move || failing().is_some()>
                <p class="warning small" role="status">
                    <Icon name=Icon::Info />
                    <span>{move || td_string!(state.locale(), indicator.method_fails, why = failing().unwrap_or_default())}</span>
                </p>
            </Show>
            <div class="scroll-x">
                <table class="table methods-table" role="table">
                    <thead role="rowgroup">
                        <tr role="row">
                            <th scope="col" role="columnheader">{move || td_string!(state.locale(), indicator.method)}</th>
                            <th scope="col" role="columnheader" class="num">{move || td_string!(state.locale(), indicator.median)}</th>
                            <th scope="col" role="columnheader" class="num">{move || td_string!(state.locale(), indicator.band, percent = 80)}</th>
                            <th scope="col" role="columnheader" class="num">{move || td_string!(state.locale(), indicator.key_probability)}</th>
                            <th scope="col" role="columnheader"><span class="visually-hidden">{move || td_string!(state.locale(), indicator.choice)}</span></th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        {serving
                            .into_iter()
                            .map(|method| view! { <MethodRow subject=subject method=method said=said chosen=chosen used=used /> })
                            .collect_view()}
                        <SeriesRow subject=subject said=said />
                    </tbody>
                </table>
            </div>
            <Note subject=subject />
        </section>
    }
}

/// What every method says, under the scenario that is on.
fn said(subject: Subject) -> Memo<Vec<Said>> {
    let state = subject.state;
    let indicator = subject.indicator();
    memo(move |_| {
        // What the answer rests on is watched through the rows and the assumptions of this very target.
        subject.base.track();
        subject.now.track();
        subject.assumptions.track();
        let as_of = state.as_of.get();
        let levers = positions_now(state, &indicator);
        state.workspace.with_untracked(|workspace| {
            alternatives(&question(workspace, &indicator, as_of, levers))
                .into_iter()
                .map(|(method, answer)| Said {
                    id: method.id(),
                    answer: answer.map(|forecast| {
                        let year = forecast.year();
                        Outlook {
                            median: year.median(),
                            low: year.quantile(0.1),
                            high: year.quantile(0.9),
                            probability: year.probability(indicator.bound()),
                        }
                    }),
                })
                .collect()
        })
    })
}

/// One method.
#[component]
fn MethodRow(
    /// The target.
    subject: Subject,
    /// The method.
    method: &'static dyn Method,
    /// What all of them say.
    said: Memo<Vec<Said>>,
    /// The one that the user has chosen.
    chosen: Memo<Option<String>>,
    /// The one that is used.
    used: Memo<Option<&'static str>>,
) -> impl IntoView {
    let state = subject.state;
    let id = method.id();
    let answer = memo(move |_| {
        said.with(|said| {
            said.iter()
                .find(|said| said.id == id)
                .map_or(Err(Unusable::OtherKind), |said| said.answer)
        })
    });
    let usable = memo(move |_| answer.with(Result::is_ok));
    let is_chosen = memo(move |_| chosen.with(|chosen| chosen.as_deref() == Some(id)));
    let told = move |tell: fn(
        &muctieu_core::indicator::Indicator,
        Outlook,
        muctieu_core::lang::Lang,
    ) -> String| {
        move || {
            answer.get().map_or_else(
                |_| String::new(),
                |outlook| tell(&subject.indicator(), outlook, state.lang()),
            )
        }
    };
    // A final figure that is not there, and a supposition that nobody has made, are no other ways of seeing it; time
    // series that cannot answer share one line.
    let idle = matches!(id, "final" | "supposed") || method.technique().is_some();
    let row = move || {
        view! {
            <tr role="row" data-used=move || (used.get() == Some(id)).then_some("") data-usable=move || usable.get().then_some("")>
                <th scope="row" role="rowheader">
                    {move || method.name(state.lang())}
                    <Show when=move || used.get() == Some(id)>
                        " "<span class="method-used"><Icon name=Icon::Check />{move || td_string!(state.locale(), indicator.in_use)}</span>
                    </Show>
                </th>
                <Show
                    when=move || usable.get()
                    fallback=move || view! {
                        <td colspan="4" class="muted" role="cell">{move || answer.get().err().map(|why| why.say(state.lang()))}</td>
                    }
                >
                    <td class="num" role="cell" data-label=move || td_string!(state.locale(), indicator.median)>{told(|indicator, said, lang| words::year_value(indicator, said.median, lang).whole())}</td>
                    <td class="num" role="cell" data-label=move || td_string!(state.locale(), indicator.band, percent = 80)>
                        {told(|indicator, said, lang| if said.high > said.low {
                            words::year_band(indicator, said.low, said.high, lang)
                        } else {
                            "—".to_owned()
                        })}
                    </td>
                    <td class="num" role="cell" data-label=move || td_string!(state.locale(), indicator.key_probability)>{told(|_, said, lang| finding::probability(said.probability, lang))}</td>
                    <td role="cell">
                        <button
                            class="button small" type="button" data-method=id
                            aria-pressed=move || if is_chosen.get() { "true" } else { "false" }
                            aria-label=move || format!("{}: {}", td_string!(state.locale(), indicator.use_method), method.name(state.lang()))
                            on:click=move |_| {
                                subject.assume(|set| set.method = Some(id.to_owned()));
                            }
                        >
                            {move || td_string!(state.locale(), indicator.use_method)}
                        </button>
                    </td>
                </Show>
            </tr>
        }
    };
    view! { <Show when=move || usable.get() || !idle>{row}</Show> }
}

/// The time series where none of them can answer: one line with the reason that they share.
#[component]
fn SeriesRow(
    /// The target.
    subject: Subject,
    /// What all methods say.
    said: Memo<Vec<Said>>,
) -> impl IntoView {
    let state = subject.state;
    let failing = memo(move |_| {
        said.with(|said| {
            let mut series = said
                .iter()
                .filter(|said| method(said.id).is_some_and(|method| method.technique().is_some()));
            let why = series.clone().next()?.answer.err()?;
            let count = series.clone().count();
            series
                .all(|said| said.answer.is_err())
                .then_some((why, count))
        })
    });
    move || {
        failing.get().map(|(why, count)| {
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">{td_string!(state.locale(), indicator.series_methods, count = count)}</th>
                    <td colspan="4" class="muted" role="cell">{why.say(state.lang())}</td>
                </tr>
            }
        })
    }
}

/// Why a method or an assumption was chosen, in the user's words.
#[component]
fn Note(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let note = memo(move |_| subject.assumptions.with(|set| set.note.clone()));
    view! {
        <div class="field assumption-note">
            <label for="assumption-note">{move || td_string!(state.locale(), indicator.note)}</label>
            <textarea
                id="assumption-note" class="input" rows="2" maxlength="500" data-assumption="note"
                aria-describedby="assumption-note-hint"
                prop:value=move || note.get()
                on:change=move |event| {
                    let text = event_target_value(&event).trim().chars().take(500).collect::<String>();
                    subject.assume(|set| set.note = text);
                }
            ></textarea>
            <p class="hint" id="assumption-note-hint">{move || td_string!(state.locale(), indicator.note_hint)}</p>
        </div>
    }
}
