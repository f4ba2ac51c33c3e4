//! The numbers that matter: the last figure, the projection, the probability, and what is needed from now on.

use leptos::prelude::*;
use muctieu_core::finding;
use muctieu_core::indicator::Kind;
use muctieu_core::number::format_date;

use super::subject::Subject;
use super::words::{self, Told};
use crate::i18n::td_string;

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
    let told = Memo::new(move |_| told.get());
    let more = Memo::new(move |_| more.get());
    let base = Memo::new(move |_| base.get());
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

/// The numbers.
#[component]
pub(super) fn Keys(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let kind = subject.indicator().kind;
    let lang = move || state.lang();
    let word = move |pick: fn(crate::i18n::Locale) -> &'static str| {
        Signal::derive(move || pick(state.locale()).to_owned())
    };
    let moved = move |base: Option<String>, now: Option<String>| {
        (subject.is_moved() && base != now).then(|| base.unwrap_or_else(|| "—".to_owned()))
    };

    let actual = move || {
        let indicator = subject.indicator();
        let actual = subject.read(|row| row.actual).flatten()?;
        Some(words::figure(
            &indicator,
            actual.measure,
            actual.value,
            lang(),
        ))
    };
    let actual_more = move || {
        subject.read(|row| row.actual).flatten().map_or_else(
            || td_string!(state.locale(), indicator.no_figure_yet).to_owned(),
            |actual| {
                format!(
                    "{} · {}",
                    format_date(actual.date, lang()),
                    words::provenance(&actual, lang())
                )
            },
        )
    };

    let year = move |row: &muctieu_core::board::Row| {
        let indicator = subject.indicator();
        row.projected
            .map(|value| words::year_value(&indicator, value, lang()))
    };
    let band = move || {
        let indicator = subject.indicator();
        let settled = subject
            .read(|row| {
                row.forecast
                    .as_ref()
                    .is_ok_and(|forecast| forecast.settled().is_some())
            })
            .unwrap_or(false);
        match subject.read(|row| row.low.zip(row.high)).flatten() {
            _ if settled => td_string!(state.locale(), indicator.settled).to_owned(),
            Some((low, high)) if high > low => {
                let band = words::year_band(&indicator, low, high, lang());
                td_string!(state.locale(), indicator.band_80, band = band)
            }
            Some(_) => td_string!(state.locale(), indicator.no_band).to_owned(),
            None => td_string!(state.locale(), indicator.no_projection).to_owned(),
        }
    };

    let chance = move |p: Option<f64>| p.map(|p| finding::probability(p, lang()));
    let probability = move || chance(subject.read(|row| row.probability).flatten());
    let base_probability = move || chance(subject.read_base(|row| row.probability).flatten());

    let required = Memo::new(move |_| {
        let indicator = subject.indicator();
        let plan = subject.plan();
        subject
            .read(|row| words::required(&indicator, row, plan, lang()))
            .flatten()
    });
    let parts = move || {
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
    let unmoved = Signal::derive(|| None::<String>);

    view! {
        <dl class="keys">
            {if kind == Kind::AllOf {
                view! {
                    <Key
                        subject=subject ink="projection" name=word(|locale| td_string!(locale, indicator.key_parts))
                        told=Signal::derive(parts) base=unmoved
                        more=word(|locale| td_string!(locale, indicator.key_parts_more))
                    />
                }.into_any()
            } else {
                view! {
                    <Key
                        subject=subject ink="actual" name=word(|locale| td_string!(locale, indicator.key_actual))
                        told=Signal::derive(actual) more=Signal::derive(actual_more) base=unmoved
                    />
                    <Key
                        subject=subject ink="projection" name=word(|locale| td_string!(locale, indicator.key_projection))
                        told=Signal::derive(move || subject.read(year).flatten()) more=Signal::derive(band)
                        base=Signal::derive(move || {
                            let told = |told: Option<Told>| told.map(|told| told.whole());
                            moved(told(subject.read_base(year).flatten()), told(subject.read(year).flatten()))
                        })
                    />
                }.into_any()
            }}
            <Key
                subject=subject ink="probability" name=word(|locale| td_string!(locale, indicator.key_probability))
                told=Signal::derive(move || probability().map(|number| Told { number, unit: String::new() }))
                more=Signal::derive(move || match subject.read(|row| (row.probability, row.provisional)) {
                    Some((Some(_), true)) => td_string!(state.locale(), indicator.provisional),
                    Some((Some(_), false)) => td_string!(state.locale(), indicator.probability_of),
                    _ => td_string!(state.locale(), indicator.not_assessed),
                }.to_owned())
                base=Signal::derive(move || moved(base_probability(), probability()))
            />
            <Show when=move || required.with(Option::is_some)>
                <Key
                    subject=subject ink="target" name=word(|locale| td_string!(locale, indicator.key_required))
                    told=Signal::derive(move || required.get().map(|required| required.0))
                    more=Signal::derive(move || required.get().map_or_else(String::new, |required| required.1))
                    base=unmoved
                />
            </Show>
        </dl>
    }
}
