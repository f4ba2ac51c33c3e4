//! What moves this target from outside: links and a formula, a line each, with what they do under the scenario that is on.

use leptos::prelude::*;
use muctieu_core::driver::moved_in_words;

use crate::components::target::Subject;
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;

/// The lines; nothing where nothing moves it.
pub(super) fn moved(subject: Subject) -> AnyView {
    let state = subject.state;
    let indicator = subject.indicator();
    let lines = memo(move |_| {
        let (base, board, scenario) = (state.base.get(), state.board.get(), state.scenario());
        let (lang, locale) = (state.lang(), state.locale());
        state.record(|workspace| {
            let drivers = &*workspace.drivers;
            let indicators = &workspace.indicators;
            let mut lines = Vec::new();
            if let Some(derived) = drivers.derived(indicator.id.as_str()) {
                lines.push(derived.in_words(drivers, indicators, lang));
                let missing = board.missing(workspace, scenario.as_ref(), &indicator.id);
                let asked = missing.iter();
                lines.extend(asked.map(|one| one.in_words(drivers, indicators, lang)));
            }
            let effects = board.effects(workspace, &base, scenario.as_ref(), &indicator.id);
            for (at, by) in effects {
                let Some(link) = drivers.links.get(at) else {
                    continue;
                };
                let now = match by {
                    None => td_string!(locale, scenario.driver_effect_none).to_owned(),
                    Some(0.0) => td_string!(locale, scenario.driver_effect_zero).to_owned(),
                    Some(by) => {
                        let value = moved_in_words(&indicator, by, lang);
                        td_string!(locale, scenario.driver_now, value = value)
                    }
                };
                let words = link.in_words(drivers, indicators, lang);
                lines.push(format!("{words} {now}"));
            }
            lines
        })
    });
    let heading = derived(move || td_string!(state.locale(), scenario.driver_why).to_owned());
    let items = move || {
        let lines = lines.get().into_iter();
        lines.map(|line| view! { <li>{line}</li> }).collect_view()
    };
    view! {
        <Show when=move || !lines.with(Vec::is_empty)>
            <h3>{heading}</h3>
            <ul class="moved-by" data-moved-by="">{items}</ul>
        </Show>
    }
    .into_any()
}
