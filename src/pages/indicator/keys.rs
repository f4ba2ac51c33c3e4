//! The numbers that matter: the last figure, the projection, the probability, and what is needed from now on.

use leptos::prelude::*;
use muctieu_core::board::Row;
use muctieu_core::finding;
use muctieu_core::indicator::Kind;
use muctieu_core::number::format_date;

use crate::components::target::Subject;
use crate::components::target::words::{self, Told};
use crate::dom::{derived, memo, view};
use crate::i18n::{Locale, td_string};

/// One of the numbers: what it is, the number with its unit, and a line of detail.
#[component]
fn Key(
    /// What it is.
    #[prop(into)]
    name: Signal<String>,
    /// The number; none is shown as unknown.
    #[prop(into)]
    told: Signal<Option<Told>>,
    /// What belongs to it.
    #[prop(into)]
    more: Signal<String>,
    /// The value without the scenario, while it differs.
    #[prop(into)]
    base: Signal<Option<String>>,
    /// Which colour it has.
    ink: &'static str,
    /// The application's state.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let told = memo(move |_| told.get());
    let more = memo(move |_| more.get());
    let base = memo(move |_| base.get());
    view! {
        <div class="key" data-key=ink data-moved=move || base.with(Option::is_some).then_some("")>
            <dt>{name}</dt>
            <dd class="key-number" data-unknown=move || told.with(Option::is_none).then_some("")>
                <b>{move || told.with(|told| told.as_ref().map_or_else(|| "—".to_owned(), |told| told.number.clone()))}</b>
                " "
                <span>{move || told.with(|told| told.as_ref().map_or_else(String::new, |told| told.unit.clone()))}</span>
            </dd>
            <dd class="key-more">
                <span>{more}</span>
                <Show when=move || base.with(Option::is_some)>
                    <span class="key-base">
                        {move || td_string!(state.locale(), indicator.base_value, value = base.get().unwrap_or_default())}
                    </span>
                </Show>
            </dd>
        </div>
    }
}

/// The value without the scenario, where the scenario changes it.
fn base_of(subject: Subject, base: Option<String>, now: Option<&String>) -> Option<String> {
    (subject.is_moved() && base.as_ref() != now).then(|| base.unwrap_or_else(|| "—".to_owned()))
}

/// No base value to show.
fn unmoved() -> Signal<Option<String>> {
    derived(|| None)
}

/// A name from the catalogue.
fn word(subject: Subject, pick: fn(Locale) -> &'static str) -> Signal<String> {
    derived(move || pick(subject.state.locale()).to_owned())
}

/// The numbers.
#[component]
pub(super) fn Keys(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let whole = subject.indicator().kind == Kind::AllOf;
    view! {
        <dl class="keys">
            {if whole {
                view! { <Parts subject=subject /> }.into_any()
            } else {
                view! {
                    <LastFigure subject=subject />
                    <Projection subject=subject />
                }.into_any()
            }}
            <Probability subject=subject />
            <Required subject=subject />
        </dl>
    }
}

/// The last figure, its date and its source.
#[component]
fn LastFigure(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let told = move || {
        let actual = subject.read(|row| row.actual).flatten()?;
        let indicator = subject.indicator();
        Some(words::figure(
            &indicator,
            actual.measure,
            actual.value,
            state.lang(),
        ))
    };
    let more = move || {
        subject.read(|row| row.actual).flatten().map_or_else(
            || td_string!(state.locale(), indicator.no_figure_yet).to_owned(),
            |actual| {
                let date = format_date(actual.date, state.lang());
                format!("{date} · {}", words::provenance(&actual, state.lang()))
            },
        )
    };
    view! {
        <Key
            subject=subject ink="actual" name=word(subject, |locale| td_string!(locale, indicator.key_actual))
            told=derived(told) more=derived(more) base=unmoved()
        />
    }
}

/// The projection with its band.
#[component]
fn Projection(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let year = move |row: &Row| {
        let indicator = subject.indicator();
        row.projected
            .map(|value| words::year_value(&indicator, value, state.lang()))
    };
    let band = move || {
        let indicator = subject.indicator();
        let settled = subject.read(|row| {
            row.forecast
                .as_ref()
                .is_ok_and(|forecast| forecast.settled().is_some())
        });
        match subject.read(|row| row.low.zip(row.high)).flatten() {
            _ if settled == Some(true) => td_string!(state.locale(), indicator.settled).to_owned(),
            Some((low, high)) if high > low => {
                let band = words::year_band(&indicator, low, high, state.lang());
                td_string!(state.locale(), indicator.band_80, band = band)
            }
            Some(_) => td_string!(state.locale(), indicator.no_band).to_owned(),
            None => td_string!(state.locale(), indicator.no_projection).to_owned(),
        }
    };
    let base = move || {
        let told = |told: Option<Told>| told.map(|told| told.whole());
        let now = told(subject.read(year).flatten());
        base_of(
            subject,
            told(subject.read_base(year).flatten()),
            now.as_ref(),
        )
    };
    view! {
        <Key
            subject=subject ink="projection" name=word(subject, |locale| td_string!(locale, indicator.key_projection))
            told=derived(move || subject.read(year).flatten()) more=derived(band) base=derived(base)
        />
    }
}

/// The probability of meeting the target.
#[component]
fn Probability(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let told = move |row: &Row| {
        row.probability
            .map(|p| finding::probability(p, state.lang()))
    };
    let now = move || subject.read(told).flatten();
    let number = move || {
        now().map(|number| Told {
            number,
            unit: String::new(),
        })
    };
    let more = move || {
        let locale = state.locale();
        String::from(
            match subject.read(|row| (row.probability, row.provisional)) {
                Some((Some(_), true)) => td_string!(locale, indicator.provisional),
                Some((Some(_), false)) => td_string!(locale, indicator.probability_of),
                _ => td_string!(locale, indicator.not_assessed),
            },
        )
    };
    let base = move || base_of(subject, subject.read_base(told).flatten(), now().as_ref());
    view! {
        <Key
            subject=subject ink="probability" name=word(subject, |locale| td_string!(locale, indicator.key_probability))
            told=derived(number) more=derived(more) base=derived(base)
        />
    }
}

/// What the rest of the year must bring, where the kind has such a number.
#[component]
fn Required(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let required = memo(move |_| {
        let indicator = subject.indicator();
        let plan = subject.plan();
        subject
            .read(|row| words::required(&indicator, row, plan, subject.state.lang()))
            .flatten()
    });
    view! {
        <Show when=move || required.with(Option::is_some)>
            <Key
                subject=subject ink="target" name=word(subject, |locale| td_string!(locale, indicator.key_required))
                told=derived(move || required.get().map(|required| required.0))
                more=derived(move || required.get().map_or_else(String::new, |required| required.1))
                base=unmoved()
            />
        </Show>
    }
}

/// How many parts are heading the right way.
#[component]
fn Parts(
    /// The whole.
    subject: Subject,
) -> impl IntoView {
    let told = move || {
        // "0 of 3" would be a verdict where nothing is known.
        let (met, of) = subject
            .read(|row| {
                row.parts_met
                    .filter(|(met, _)| *met > 0 || row.probability.is_some())
            })
            .flatten()?;
        Some(Told {
            number: format!("{met}/{of}"),
            unit: String::new(),
        })
    };
    view! {
        <Key
            subject=subject ink="projection" name=word(subject, |locale| td_string!(locale, indicator.key_parts))
            told=derived(told) more=word(subject, |locale| td_string!(locale, indicator.key_parts_more)) base=unmoved()
        />
    }
}
