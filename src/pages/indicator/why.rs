//! Why it stands there: the method, the reason for it, and the calculation with this target's numbers.

use leptos::prelude::*;
use muctieu_core::calendar::days_between;
use muctieu_core::forecast::method;
use muctieu_core::lang::Say;
use muctieu_core::number::format_date;

use super::chart::EnterFigure;
use super::moved::moved;
use crate::components::Icon;
use crate::components::target::Subject;
use crate::dom::{memo, view};
use crate::i18n::td_string;

/// A figure of more days before the as-of date is called old.
const OLD: i32 = 45;

/// Why.
#[component]
pub(super) fn Why(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let indicator = subject.indicator();
    let used = memo(move |_| {
        subject
            .read(|row| row.forecast.as_ref().ok().map(|forecast| forecast.method()))
            .flatten()
    });
    let name = move || {
        used.get()
            .and_then(method)
            .map_or("", |method| method.name(state.lang()))
    };
    let reason = memo(move |_| {
        subject
            .read(|row| match &row.forecast {
                Ok(forecast) => forecast.reason(state.lang()),
                Err(unusable) => unusable.say(state.lang()),
            })
            .unwrap_or_default()
    });
    let formula = memo(move |_| {
        subject
            .read(|row| {
                row.forecast.as_ref().map_or_else(
                    |_| Vec::new(),
                    |forecast| forecast.formula(&indicator, state.lang()),
                )
            })
            .unwrap_or_default()
    });
    // A figure that is weeks old still stands for its own date; that is said.
    let age = memo(move |_| {
        let actual = subject.read(|row| row.actual).flatten()?;
        let days = days_between(actual.date, state.as_of.get());
        (days > OLD && !actual.measure.is_full_year()).then(|| {
            td_string!(
                state.locale(),
                indicator.old_figure,
                date = format_date(actual.date, state.lang()),
                days = days
            )
        })
    });
    view! {
        <section class="panel indicator-why" aria-labelledby="why">
            <h2 id="why">{move || td_string!(state.locale(), indicator.why)}</h2>
            <Show when=move || used.with(Option::is_some)>
                <p class="why-method">
                    <span class="muted">{move || td_string!(state.locale(), indicator.method)}": "</span>
                    <b>{name}</b>
                </p>
            </Show>
            <p>{reason}</p>
            <Show when=move || age.with(Option::is_some)>
                <p class="warning small"><Icon name=Icon::Info /><span>{move || age.get()}</span></p>
            </Show>
            <Show
                when=move || used.with(Option::is_some)
                fallback=move || view! { <p class="cluster"><EnterFigure subject=subject /></p> }
            >
                <h3>{move || td_string!(state.locale(), indicator.calculation)}</h3>
                <ol class="formula-lines" data-formula="">
                    {move || formula.get().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
                </ol>
            </Show>
            {moved(subject)}
        </section>
    }
}
