//! What a figure said before it was corrected.

use leptos::prelude::*;
use muctieu_core::figure::Figure;
use muctieu_core::indicator::Indicator;
use muctieu_core::number::format_date;

use super::{amount, moment};
use crate::dom::view;
use crate::i18n::td_string;
use crate::state::{AppState, use_state};

/// The corrections of a figure, the newest first; nothing where there is none.
#[component]
pub fn Corrections(
    /// The figure.
    figure: Figure,
    /// Its indicator.
    indicator: Indicator,
) -> impl IntoView {
    let state = use_state();
    let count = figure.corrections.len();
    (count > 0).then(move || {
        view! {
            <details class="figure-history" data-corrections=count.to_string()>
                <summary>{move || td_string!(state.locale(), figures.corrected, count = count)}</summary>
                <ol>
                    {figure
                        .corrections
                        .iter()
                        .rev()
                        .map(|before| {
                            let line = line(state, &figure, &indicator, before.clone());
                            view! { <li>{line}</li> }
                        })
                        .collect_view()}
                </ol>
            </details>
        }
    })
}

/// "Trước đây: 1.640 tỷ đồng (30/9/2024), nguồn …; sửa lúc …".
fn line(
    state: AppState,
    figure: &Figure,
    indicator: &Indicator,
    before: muctieu_core::figure::Correction,
) -> impl Fn() -> String + use<> {
    let (measure, indicator) = (figure.measure, indicator.clone());
    move || {
        let (lang, locale) = (state.lang(), state.locale());
        let value = amount(&indicator, measure, before.value, lang);
        let date = format_date(before.date, lang);
        let mut text = td_string!(locale, figures.before, value = value, date = date);
        if !before.source.is_empty() {
            text.push_str(&td_string!(
                locale,
                figures.before_source,
                source = before.source.clone()
            ));
        }
        if !before.replaced_at.is_empty() {
            let moment = moment(&before.replaced_at, lang);
            text.push_str(&td_string!(locale, figures.replaced_at, moment = moment));
        }
        text
    }
}
