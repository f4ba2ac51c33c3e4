//! The head: which target, in whose words, how it stands, and the four numbers that matter.

use leptos::prelude::*;
use muctieu_core::finding;
use muctieu_core::indicator::{Indicator, IndicatorId, Kind};
use muctieu_core::number::format_date;

use super::subject::Subject;
use super::words::{self, Told};
use crate::components::{Icon, StatusMark};
use crate::i18n::td_string;
use crate::route::Route;

/// The head.
#[component]
pub(super) fn Head(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let indicator = subject.indicator();
    let name = {
        let indicator = indicator.clone();
        move || indicator.title.get(state.lang()).to_owned()
    };
    let whole = indicator.part_of.clone();
    view! {
        <header class="indicator-head">
            <div class="indicator-title">
                <h1>
                    <span class="indicator-item">
                        <span class="visually-hidden">{move || td_string!(state.locale(), indicator.item)}" "</span>
                        {indicator.item.clone()}
                    </span>
                    " "
                    {name}
                </h1>
                <StatusMark status=Signal::derive(move || subject.status()) tinted=true />
                <span class="chip target" lang="vi">
                    <Icon name=Icon::Target />
                    <span class="visually-hidden">{move || td_string!(state.locale(), indicator.target)}": "</span>
                    {indicator.target.words.clone()}
                </span>
                {whole.map(|whole| view! { <PartOf subject=subject whole=whole /> })}
                <Difference subject=subject />
            </div>
            <Neighbours subject=subject />
        </header>
        <Keys subject=subject />
    }
}

/// The link from a part to what it is a part of.
#[component]
fn PartOf(
    /// The part.
    subject: Subject,
    /// What it is a part of.
    whole: IndicatorId,
) -> impl IntoView {
    let state = subject.state;
    let href = Route::Indicator(whole.clone()).href();
    let name = move || {
        state.workspace.with(|workspace| {
            workspace
                .indicator(whole.as_str())
                .map_or_else(String::new, |whole| {
                    whole.title.get(state.lang()).to_owned()
                })
        })
    };
    view! {
        <span class="small">
            {move || td_string!(state.locale(), indicator.part_of)}" "
            <a href=href>{name}</a>
        </span>
    }
}

/// What the scenario changes, in a chip.
#[component]
fn Difference(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let indicator = subject.indicator();
    let difference = Memo::new(move |_| {
        if !subject.is_moved() {
            return String::new();
        }
        subject.base.with(|base| {
            subject.now.with(|now| match (base, now) {
                (Some(base), Some(now)) => finding::difference(&indicator, base, now, state.lang()),
                _ => String::new(),
            })
        })
    });
    let name = move || {
        state
            .scenario()
            .map_or_else(String::new, |scenario| scenario.name)
    };
    view! {
        <Show when=move || state.has_scenario()>
            <span class="chip scenario" data-difference="">
                <Icon name=Icon::Branch />
                {name}
                <b>
                    {move || if subject.is_moved() {
                        difference.get()
                    } else {
                        td_string!(state.locale(), indicator.untouched).to_owned()
                    }}
                </b>
            </span>
        </Show>
    }
}

/// The links to the targets before and after, in the resolution's order.
#[component]
fn Neighbours(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let id = subject.indicator().id.clone();
    let neighbour = move |step: isize| {
        let id = id.clone();
        state.workspace.with_untracked(|workspace| {
            let all = &workspace.indicators;
            let at = all.iter().position(|other| other.id == id)?;
            all.get(at.checked_add_signed(step)?).cloned()
        })
    };
    let (before, after) = (neighbour(-1), neighbour(1));
    let link = move |to: Option<Indicator>, next: bool| {
        let icon = if next {
            Icon::ChevronRight
        } else {
            Icon::ChevronLeft
        };
        let Some(to) = to else {
            return view! { <span class="button small icon-only" aria-disabled="true"><Icon name=icon /></span> }
                .into_any();
        };
        let href = Route::Indicator(to.id.clone()).href();
        let name = move || {
            let title = to.title.get(state.lang()).to_owned();
            let words = if next {
                td_string!(state.locale(), indicator.next, name = title)
            } else {
                td_string!(state.locale(), indicator.previous, name = title)
            };
            format!("{words} ({})", to.item)
        };
        let title = name.clone();
        view! {
            <a
                class="button small icon-only" href=href rel=if next { "next" } else { "prev" }
                aria-label=name title=title
            >
                <Icon name=icon />
            </a>
        }
        .into_any()
    };
    view! {
        <nav class="indicator-nav" aria-label=move || td_string!(state.locale(), indicator.neighbours)>
            {link(before, false)}
            {link(after, true)}
        </nav>
    }
}

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
fn Keys(
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
