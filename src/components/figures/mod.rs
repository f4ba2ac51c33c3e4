//! The figures of one indicator: seen, entered, corrected, removed, with where they come from and what they said
//! before.
//!
//! [`FigureEditor`] is the whole; [`entry`] turns what is typed into a figure and knows no browser.

mod bulk;
pub mod choice;
pub mod entry;
mod fields;
mod form;
mod history;
mod paste;
mod table;

use leptos::prelude::*;
use muctieu_core::figure::{Figure, FigureId, Measure, Origin};
use muctieu_core::finding::with_unit;
use muctieu_core::indicator::{Indicator, Kind};
use muctieu_core::lang::Lang;
use muctieu_core::number::{format_compact_trim, format_number};

use crate::dom::view;
use crate::i18n::{Locale, td_string};
use crate::route::Route;
use crate::state::{AppState, use_state};
use form::FigureForm;
use paste::PasteFigures;
use table::FigureTables;

/// The figures of an indicator and the form to enter them.
#[component]
pub fn FigureEditor(
    /// Whose figures.
    indicator: Indicator,
) -> impl IntoView {
    let state = use_state();
    let editing = RwSignal::new(None::<FigureId>);
    let title_id = format!("figures-of-{}", indicator.id);
    let form = (indicator.kind != Kind::AllOf).then(|| {
        view! {
            <FigureForm indicator=indicator.clone() editing=editing />
            <PasteFigures indicator=indicator.clone() />
        }
    });
    // What is made of parts has no figures of its own; a file may hold some nevertheless.
    let has_own = indicator.kind != Kind::AllOf
        || state
            .workspace
            .with_untracked(|workspace| !workspace.figures.of(indicator.id.as_str()).is_empty());
    let parts = (indicator.kind == Kind::AllOf).then(|| parts(state, &indicator));
    let id = indicator.id.to_string();
    let tables =
        has_own.then(move || view! { <FigureTables indicator=indicator editing=editing /> });
    view! {
        <section class="figure-editor" aria-labelledby=title_id.clone() data-figures-of=id>
            <h2 id=title_id.clone() tabindex="-1">{move || td_string!(state.locale(), figures.editor_title)}</h2>
            {parts}
            {form}
            {tables}
        </section>
    }
}

/// Where the figures of an indicator that is made of parts are: with its parts.
fn parts(state: AppState, indicator: &Indicator) -> AnyView {
    let parts = state.workspace.with_untracked(|workspace| {
        workspace
            .parts(&indicator.id)
            .map(|part| (part.id.clone(), part.title.clone()))
            .collect::<Vec<_>>()
    });
    view! {
        <div class="figure-parts">
            <p class="muted">{move || td_string!(state.locale(), figures.parts)}</p>
            <ul>
                {parts
                    .into_iter()
                    .map(|(id, title)| view! {
                        <li>
                            <a href=Route::Figures.href() data-part=id.to_string() on:click=move |_| state.figures_of.set(Some(id.clone()))>
                                {move || title.get(state.lang()).to_owned()}
                            </a>
                        </li>
                    })
                    .collect_view()}
            </ul>
        </div>
    }
}

/// What a figure measures, in words.
pub fn measure_word(measure: Measure, locale: Locale) -> &'static str {
    match measure {
        Measure::Cumulative => td_string!(locale, figures.cumulative),
        Measure::Level => td_string!(locale, figures.level),
        Measure::Change => td_string!(locale, figures.change),
        Measure::Annual => td_string!(locale, figures.annual),
        Measure::Estimate => td_string!(locale, figures.estimate),
        Measure::Rank => td_string!(locale, figures.rank),
    }
}

/// Where a figure comes from, in words.
pub fn origin_word(origin: Origin, locale: Locale) -> &'static str {
    match origin {
        Origin::Press => td_string!(locale, figures.press),
        Origin::User => td_string!(locale, figures.user),
        Origin::Illustration => td_string!(locale, figures.illustration),
    }
}

/// The unit of a figure, which is not always the indicator's: counts are held against last year's in per cent, and
/// a level whose change is the target is a percentage itself.
pub fn unit_of(indicator: &Indicator, measure: Measure, lang: Lang) -> String {
    match (indicator.kind, measure) {
        (Kind::FlowChange, _) | (_, Measure::Rank) => String::new(),
        (Kind::LevelChange, Measure::Level) => "%".to_owned(),
        _ => indicator.unit.get(lang).to_owned(),
    }
}

/// A value as it was reported: with the decimals of the indicator, or with its own if it has more.
pub fn amount(indicator: &Indicator, measure: Measure, value: f64, lang: Lang) -> String {
    let own = format_compact_trim(value, 6, Lang::En);
    let own = own.split_once('.').map_or(0, |(_, after)| after.len());
    let usual = match (indicator.kind, measure) {
        (Kind::FlowChange, _) | (_, Measure::Rank) => 0,
        _ => indicator.decimals,
    };
    let decimals = usual.max(u8::try_from(own).unwrap_or(6));
    let number = format_number(value, decimals, lang);
    if measure == Measure::Rank {
        lang.pick(format!("hạng {number}"), format!("rank {number}"))
    } else {
        with_unit(&number, &unit_of(indicator, measure, lang))
    }
}

/// The value of a figure, with its range if it has one.
pub fn told(indicator: &Indicator, figure: &Figure, lang: Lang) -> String {
    let value = amount(indicator, figure.measure, figure.value, lang);
    match figure.range {
        Some((low, high)) => {
            let range = muctieu_core::number::format_range(low, high, 6, lang);
            format!("{value} ({range})")
        }
        None => value,
    }
}

/// A moment of the user's clock as it is written, from ISO 8601; as it is where it is something else.
pub fn moment(iso: &str, lang: Lang) -> String {
    let date = iso.get(..10).and_then(muctieu_core::calendar::from_iso);
    match (date, iso.get(11..16)) {
        (Some(date), Some(time)) => {
            format!("{} {time}", muctieu_core::number::format_date(date, lang))
        }
        (Some(date), None) => muctieu_core::number::format_date(date, lang),
        _ => iso.to_owned(),
    }
}
