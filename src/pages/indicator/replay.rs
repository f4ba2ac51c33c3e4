//! What did we know when? A row a date: the projection and band that would have been shown, an even pace beside it, and
//! what came.

use leptos::prelude::*;
use muctieu_chart::scale::Scale;
use muctieu_core::finding;
use muctieu_core::forecast::method;
use muctieu_core::indicator::Indicator;
use muctieu_core::lang::Lang;
use muctieu_core::number::{format_date, format_percent};
use muctieu_core::replay::{EVEN, Moment, Outcome, Replay, Said, replay};

use crate::components::target::Subject;
use crate::components::target::words;
use crate::dom::{memo, view};
use crate::i18n::{Locale, td_string};

/// The ends of the drawn axis, as shares of the least and greatest number that is drawn.
const MARGIN: f64 = 0.06;

/// What the rows are drawn and told with.
struct Ground<'a> {
    indicator: &'a Indicator,
    outcome: Option<Outcome>,
    scale: Scale,
    /// Whether an even pace has anything to say of this kind.
    even: bool,
    lang: Lang,
    locale: Locale,
}

/// The panel; nothing until a date of the year has something to say.
#[component]
pub(super) fn ReplayPanel(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let indicator = subject.indicator();
    let replayed = {
        let indicator = indicator.clone();
        memo(move |_| {
            // What it rests on is watched through the base row and the assumptions; no lever takes part.
            subject.base.track();
            subject.assumptions.track();
            state
                .workspace
                .with_untracked(|workspace| replay(workspace, &indicator))
        })
    };
    move || {
        replayed.with(|replayed| {
            let told = replayed
                .moments
                .iter()
                .any(|moment| moment.chosen.is_some());
            if !told {
                return ().into_any();
            }
            let ground = Ground {
                indicator: &indicator,
                outcome: replayed.outcome,
                scale: scale(replayed, &indicator),
                even: replayed.moments.iter().any(|moment| even(moment).is_some()),
                lang: state.lang(),
                locale: state.locale(),
            };
            panel(replayed, &ground)
        })
    }
}

fn panel(replayed: &Replay, ground: &Ground<'_>) -> AnyView {
    let locale = ground.locale;
    let rows = replayed.moments.iter().map(|moment| row(moment, ground));
    let head = |class: &'static str, text: &'static str| {
        view! { <th scope="col" role="columnheader" class=class>{text}</th> }.into_any()
    };
    let key = |class: &'static str, text: String| {
        view! { <span class="replay-key" data-mark=class>{text}</span> }.into_any()
    };
    let came = ground.outcome.map(|outcome| {
        let value = words::year_value(ground.indicator, outcome.value, ground.lang).whole();
        let text = if outcome.estimated {
            td_string!(locale, indicator.replay_came_estimated, value = value)
        } else {
            td_string!(locale, indicator.replay_came, value = value)
        };
        key("outcome", text)
    });
    view! {
        <section class="panel indicator-replay" aria-labelledby="replay" data-replay="">
            <h2 id="replay">{td_string!(locale, indicator.replay)}</h2>
            <p>{sentence(replayed, ground)}</p>
            <p class="replay-keys small" aria-hidden="true">
                {key("said", td_string!(locale, indicator.replay_band).to_owned())}
                {ground.even.then(|| key("even", td_string!(locale, indicator.replay_even).to_owned()))}
                {key("target", td_string!(locale, indicator.target).to_owned())}
                {came}
            </p>
            <div class="scroll-x">
                <table class="table replay-table" role="table">
                    <caption class="visually-hidden">{td_string!(locale, indicator.replay_caption)}</caption>
                    <thead role="rowgroup"><tr role="row">
                        {head("", td_string!(locale, indicator.date))}
                        {head("num", td_string!(locale, indicator.key_actual))}
                        {head("replay-bar-head", td_string!(locale, indicator.replay_said))}
                        {head("num", td_string!(locale, indicator.median))}
                        {head("num", td_string!(locale, indicator.key_probability))}
                        {ground.even.then(|| head("num", td_string!(locale, indicator.replay_even)))}
                        {head("", td_string!(locale, indicator.method))}
                    </tr></thead>
                    <tbody role="rowgroup">{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// One date.
fn row(moment: &Moment, ground: &Ground<'_>) -> AnyView {
    let (lang, indicator) = (ground.lang, ground.indicator);
    let value = |value: f64| words::year_number(indicator, value, lang);
    let unknown = || "—".to_owned();
    let figure = moment.figure.map_or_else(unknown, |figure| {
        muctieu_core::number::format_number(figure, words::figure_decimals(indicator), lang)
    });
    let chosen = moment.chosen;
    let band = chosen
        .and_then(|said| Some((said.low?, said.high?)))
        .filter(|(low, high)| high > low)
        .map(|(low, high)| words::year_band(indicator, low, high, lang));
    let even = even(moment);
    let name = chosen
        .and_then(|said| method(said.method))
        .map_or("—", |method| method.name(lang));
    let number = |text: String, label: &'static str| {
        view! { <td class="num" role="cell" data-label=label>{text}</td> }.into_any()
    };
    let locale = ground.locale;
    view! {
        <tr role="row" data-as-of=muctieu_core::calendar::to_iso(moment.as_of)
            data-projected=plain(chosen.map(|said| said.median))
            data-even=plain(even.map(|said| said.median))>
            <th scope="row" role="rowheader">{format_date(moment.as_of, lang)}</th>
            {number(figure, td_string!(locale, indicator.key_actual))}
            <td class="replay-cell wide" role="cell" data-label=td_string!(locale, indicator.replay_said)>
                {bar(chosen, even, ground)}
                <span class="small muted">{band}</span>
            </td>
            {number(chosen.map_or_else(unknown, |said| value(said.median)), td_string!(locale, indicator.median))}
            {number(chosen.map_or_else(unknown, |said| finding::probability(said.probability, lang)), td_string!(locale, indicator.key_probability))}
            {ground.even.then(|| number(even.map_or_else(unknown, |said| value(said.median)), td_string!(locale, indicator.replay_even)))}
            <td role="cell" data-label=td_string!(locale, indicator.method)>{name}</td>
        </tr>
    }
    .into_any()
}

/// What an even pace would have said: beside what the page said, or as what it said.
fn even(moment: &Moment) -> Option<Said> {
    let own = moment.chosen.filter(|said| said.method == EVEN);
    moment.even.or(own)
}

/// The band and median of a date, the even pace, the target and what came, on one scale for all rows.
fn bar(chosen: Option<Said>, even: Option<Said>, ground: &Ground<'_>) -> AnyView {
    let at = |value: f64| ground.scale.px(value).clamp(0.0, 100.0);
    let percent = |value: f64| format!("{value:.2}%");
    let tick = |class: &'static str, value: f64| {
        view! { <rect class=class x=percent(at(value)) /> }.into_any()
    };
    let band = chosen
        .and_then(|said| Some((said.low?, said.high?)))
        .map(|(low, high)| {
            let (low, high) = (at(low), at(high));
            view! { <rect class="band" x=percent(low) width=percent((high - low).max(0.4)) /> }
                .into_any()
        });
    view! {
        <svg class="replay-bar" aria-hidden="true">
            <rect class="track" width="100%" />
            {band}
            {tick("target", ground.indicator.target.value)}
            {ground.outcome.map(|outcome| tick("outcome", outcome.value))}
            {even.map(|said| tick("even", said.median))}
            {chosen.map(|said| tick("median", said.median))}
        </svg>
    }
    .into_any()
}

/// From the least to the greatest number that is drawn. A high end beyond all else is cut off: the first weeks of a year
/// know next to nothing, and would squeeze every later row.
fn scale(replayed: &Replay, indicator: &Indicator) -> Scale {
    let mut sure = vec![indicator.target.value];
    sure.extend(replayed.outcome.map(|outcome| outcome.value));
    let said = replayed
        .moments
        .iter()
        .flat_map(|moment| [moment.chosen, moment.even]);
    sure.extend(said.flatten().map(|said| said.median));
    let ends = |values: &[f64]| {
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        (
            least,
            values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        )
    };
    let (low, high) = ends(&sure);
    let room = (high - low).max(high.abs() * 0.1);
    let bands = replayed.moments.iter().filter_map(|moment| moment.chosen);
    let wide: Vec<f64> = bands
        .flat_map(|said| [said.low, said.high])
        .flatten()
        .map(|end| end.clamp(low - room, high + room))
        .chain([low, high])
        .collect();
    let (low, high) = ends(&wide);
    let margin = (high - low).max(1e-9) * MARGIN;
    Scale::new((low - margin, high + margin), (0.0, 100.0))
}

/// What the replay shows, in a sentence or two.
fn sentence(replayed: &Replay, ground: &Ground<'_>) -> String {
    let locale = ground.locale;
    let Some(outcome) = ground.outcome else {
        return td_string!(locale, indicator.replay_open).to_owned();
    };
    let mut text = replayed.held().map_or_else(String::new, |(held, all)| {
        td_string!(locale, indicator.replay_held, held = held, all = all)
    });
    let lang = ground.lang;
    let missed = |moment: &Moment| {
        let said = even(moment)?;
        let miss = said.median / outcome.value - 1.0;
        miss.is_finite()
            .then_some((moment.as_of, said.median, miss))
    };
    let worst = replayed
        .moments
        .iter()
        .filter_map(missed)
        .max_by(|a, b| a.2.abs().total_cmp(&b.2.abs()));
    if let Some((date, median, miss)) = worst.filter(|worst| worst.2.abs() >= 0.005) {
        let told = |value: f64| words::year_value(ground.indicator, value, lang).whole();
        let miss_told = format_percent(miss.abs() * 100.0, 0, lang);
        let (date, median) = (format_date(date, lang), told(median));
        text.push(' ');
        text.push_str(&if miss < 0.0 {
            td_string!(
                locale,
                indicator.replay_even_low,
                date = date,
                median = median,
                miss = miss_told
            )
        } else {
            td_string!(
                locale,
                indicator.replay_even_high,
                date = date,
                median = median,
                miss = miss_told
            )
        });
    }
    text.trim().to_owned()
}

/// A number for outside checks: a plain decimal, or empty.
fn plain(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| format!("{value}"))
}
