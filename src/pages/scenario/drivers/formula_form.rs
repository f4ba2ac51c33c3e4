//! The form of a formula: what is typed is checked as it is typed, by column, name and unit.

use leptos::prelude::*;
use muctieu_core::driver::{Derived, Drivers, NodeId};
use muctieu_core::lang::Say;

use super::desk::{Desk, Open, change, choice, refusal, valued, word};
use super::driver_form::buttons;
use super::entry::{Entry, Look, field};
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;

/// Puts a formula in the place of the one of its indicator, or behind all.
fn put(drivers: &mut Drivers, derived: Derived) {
    let mut all = drivers.derived.iter_mut();
    match all.find(|one| one.indicator == derived.indicator) {
        Some(one) => *one = derived,
        None => drivers.derived.push(derived),
    }
}

/// The form; of an indicator that has a formula, or to give one to another.
#[expect(
    clippy::too_many_lines,
    reason = "one view, whose parts share what they read"
)]
pub(super) fn form(desk: Desk, id: Option<&NodeId>) -> AnyView {
    let state = desk.state;
    let known = desk.drivers.with_untracked(|drivers| {
        let derived = id.and_then(|id| drivers.derived(id.as_str()));
        derived.cloned()
    });
    let is_new = known.is_none();
    let of = RwSignal::new(
        known
            .as_ref()
            .map_or_else(String::new, |one| one.indicator.to_string()),
    );
    let formula = RwSignal::new(
        known
            .as_ref()
            .map_or_else(String::new, |one| one.formula.clone()),
    );
    let unit = Entry::text(known.as_ref().map_or("", |one| one.unit.as_str()));
    // Where the next name goes: where the field was left, counted as the browser counts.
    let caret = RwSignal::new(None::<u32>);
    let fault = RwSignal::new(None);
    let typed = move |unit: String| Derived {
        indicator: of.get().as_str().into(),
        formula: formula.get().trim().to_owned(),
        unit,
    };
    // What holds of it now: its words, or what is wrong.
    let checked = memo(move |_| {
        let derived = typed(unit.now());
        if derived.formula.is_empty() || derived.indicator.as_str().is_empty() {
            return None;
        }
        desk.read(|workspace, lang| {
            let mut drivers = (*workspace.drivers).clone();
            let words = derived.in_words(&drivers, &workspace.indicators, lang);
            put(&mut drivers, derived);
            Some(match drivers.check(&workspace.indicators) {
                Ok(()) => Ok(words),
                Err(why) => Err(why.say(lang)),
            })
        })
    });
    let close = move || desk.formula.set(Open::Closed);
    let submit = move || {
        fault.set(None);
        let derived = untrack(|| typed(unit.said()));
        if derived.indicator.as_str().is_empty() || derived.formula.is_empty() {
            let why = td_string!(state.locale(), scenario.driver_formula_needed);
            fault.set(Some(why.to_owned()));
            return;
        }
        let name = untrack(|| desk.title(&derived.indicator));
        match change(state, |drivers| put(drivers, derived)) {
            Ok(changed) => {
                close();
                if changed {
                    let locale = state.locale();
                    state.tell_undoable(td_string!(locale, scenario.driver_saved, name = name));
                }
            }
            Err(why) => fault.set(Some(why)),
        }
    };
    let told = move || {
        checked.get().map(|checked| match checked {
            Ok(words) => view! { <p class="small good">{words}</p> },
            Err(why) => view! { <p class="error"><span>{why}</span></p> },
        })
    };
    let invalid = move || checked.with(|checked| matches!(checked, Some(Err(_))).then_some("true"));
    let title = derived(move || {
        let locale = state.locale();
        let title = if is_new {
            td_string!(locale, scenario.driver_formula_add)
        } else {
            td_string!(locale, scenario.driver_formula_change)
        };
        title.to_owned()
    });
    let label = word!(state, driver_formula);
    let help = word!(state, driver_formula_help);
    let left = move |event: web_sys::FocusEvent| {
        let area = event_target::<web_sys::HtmlTextAreaElement>(&event);
        caret.set(area.selection_end().ok().flatten());
    };
    let insert = Callback::new(move |name: String| {
        let at = caret.get_untracked();
        let text = formula.get_untracked();
        let (text, end) = inserted(&text, &format!("[{name}]"), at);
        formula.set(text);
        caret.set(Some(end));
    });
    let subject = if is_new {
        choice(
            desk,
            word!(state, driver_formula_of),
            "indicator",
            false,
            of,
        )
    } else {
        let of = of.get_untracked();
        view! { <p class="strong">{move || desk.title(&of.as_str().into())}</p> }
    };
    view! {
        <form
            class="driver-fields panel" novalidate=true aria-label=title data-formula-form=""
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            {subject}
            <div class="field wide">
                <label>
                    <span>{label}</span>
                    <textarea
                        class="input formula-text" rows="3" spellcheck="false" data-field="formula" aria-invalid=invalid
                        prop:value=move || formula.get()
                        on:input=move |event| formula.set(event_target_value(&event)) on:blur=left
                    ></textarea>
                </label>
                <p class="hint">{help}</p>
                <div role="status" data-checked="">{told}</div>
            </div>
            {names(desk, insert)}
            {field(state, Look::new(word!(state, driver_formula_unit), "unit"), unit)}
            {buttons(desk, Callback::new(move |()| close()))}
            {refusal(fault)}
        </form>
    }
    .into_any()
}

/// A text with another put in at a place that is counted in UTF-16, and the place behind it; at the end without one.
fn inserted(text: &str, name: &str, at: Option<u32>) -> (String, u32) {
    let (mut count, mut place) = (0_u32, text.len());
    for (byte, letter) in text.char_indices() {
        if at.is_some_and(|at| count >= at) {
            place = byte;
            break;
        }
        count += u32::try_from(letter.len_utf16()).unwrap_or(1);
    }
    let (before, after) = text.split_at(place);
    // Names are of letters that count the same everywhere.
    let end = count + u32::try_from(name.len()).unwrap_or(0);
    (format!("{before}{name}{after}"), end)
}

/// The names that a formula may hold.
fn names(desk: Desk, insert: Callback<String>) -> AnyView {
    let state = desk.state;
    let all = memo(move |_| {
        desk.read(|workspace, lang| {
            let drivers = workspace.drivers.drivers.iter();
            let drivers = drivers.map(|one| (one.id.to_string(), one.title.get(lang).to_owned()));
            let indicators = valued(&workspace.indicators)
                .map(|one| (one.id.to_string(), one.title.get(lang).to_owned()));
            drivers.chain(indicators).collect::<Vec<_>>()
        })
    });
    let label = word!(state, driver_formula_insert);
    let chosen = RwSignal::new(String::new());
    view! {
        <div class="field">
            <label>
                <span>{label}</span>
                <select
                    class="input" data-field="name" prop:value=move || chosen.get()
                    on:change=move |event| {
                        let name = event_target_value(&event);
                        chosen.set(name.clone());
                        if !name.is_empty() {
                            insert.run(name);
                        }
                        chosen.set(String::new());
                    }
                >
                    <option value="">"…"</option>
                    <For each=move || all.get() key=Clone::clone let((id, title))>
                        <option value=id.clone()>{format!("{title} [{id}]")}</option>
                    </For>
                </select>
            </label>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::inserted;

    #[test]
    fn a_name_goes_where_the_field_was_left() {
        let name = "[a]";
        assert_eq!(inserted("× 2", name, Some(0)), ("[a]× 2".to_owned(), 3));
        assert_eq!(inserted("1 × ", name, Some(4)), ("1 × [a]".to_owned(), 7));
        assert_eq!(
            inserted("(1 + )", name, Some(5)),
            ("(1 + [a])".to_owned(), 8)
        );
        assert_eq!(inserted("1", name, None), ("1[a]".to_owned(), 4));
        assert_eq!(inserted("", name, Some(9)), ("[a]".to_owned(), 3));
    }
}
