//! To which changes the difference between two scenarios is due: a waterfall that adds up.

use leptos::prelude::*;
use muctieu_core::analysis::{Answer, Attributed, Player, Quantity, Question, Unattributable};
use muctieu_core::finding;
use muctieu_core::indicator::Indicator;
use muctieu_core::lang::{Lang, Say};
use muctieu_core::number::{format_number, format_percent, format_signed};
use muctieu_core::scenario::ScenarioId;
use muctieu_core::workspace::Workspace;

use super::study;
use crate::dom::{effect, memo, view};
use crate::i18n::td_string;
use crate::state::AppState;
use crate::state::analyst::Analysis;
use crate::state::rooms::{Measure, Rooms};

/// The kinds and their names in the page.
const KINDS: [(&str, Measure); 4] = [
    ("probability", Measure::Probability),
    ("value", Measure::Value),
    ("number", Measure::Number),
    ("all", Measure::All),
];

/// A difference, or why there is none to share out.
type Found = Result<Attributed, Unattributable>;

/// The room.
pub fn panel(state: AppState) -> AnyView {
    let Rooms {
        before: before_picked,
        after: picked,
        measure: kind,
        difference_of: chosen,
        ..
    } = state.rooms;
    let found = RwSignal::new(None::<Found>);
    let analysis = Analysis::new(state);
    let known = move |id: &ScenarioId| {
        state
            .workspace
            .with(|workspace| workspace.scenario(id).is_some())
    };
    let before = memo(move |_| before_picked.get().filter(known));
    // The scenario that is on, or the first, until another is picked; the base may be picked, too.
    let after = memo(move |_| {
        let picked = picked.get().filter(|one| one.as_ref().is_none_or(known));
        picked.unwrap_or_else(|| {
            let first = || {
                state.workspace.with(|workspace| {
                    let first = workspace.scenarios.first();
                    first.map(|one| one.id.clone())
                })
            };
            state.active.get().or_else(first)
        })
    });
    let indicator = memo(move |_| {
        // Whichever of the two is not the base: the other way round it is still about the same target.
        let first = || study::subject(state, after.get().or_else(|| before.get()).as_ref());
        chosen
            .get()
            .filter(|id| study::is_known(state, id))
            .or_else(first)
    });
    effect(move |_| {
        study::track(state);
        let (before, after) = (before.get(), after.get());
        let id = indicator.get();
        let quantity = match (kind.get(), id) {
            (Measure::Number, _) => Quantity::NumberMet,
            (Measure::All, _) => Quantity::All,
            (Measure::Value, Some(id)) => Quantity::Value(id),
            (Measure::Probability, Some(id)) => Quantity::Probability(id),
            (_, None) => return,
        };
        analysis.ask_at_rest(
            move || Question::Attribution {
                before: study::changes_of(state, before.as_ref()),
                after: study::changes_of(state, after.as_ref()),
                quantity,
            },
            move |answer| {
                if let Answer::Attribution(answer) = answer {
                    let _ = found.try_set(Some(answer));
                }
            },
        );
    });
    let label_from = study::word(state, |locale| td_string!(locale, analysis.from));
    let label_to = study::word(state, |locale| td_string!(locale, analysis.to));
    let label_of = study::word(state, |locale| td_string!(locale, analysis.indicator));
    let of = study::indicators(
        state,
        "attribution",
        label_of,
        indicator.into(),
        move |id| {
            chosen.set(Some(id));
        },
    );
    let from = study::scenarios(state, "before", label_from, before.into(), move |id| {
        before_picked.set(id);
    });
    let to = study::scenarios(state, "after", label_to, after.into(), move |id| {
        picked.set(Some(id));
    });
    let needs = move || matches!(kind.get(), Measure::Value | Measure::Probability);
    view! {
        <div class="study">
            <section class="panel study-room" data-attribution="" aria-labelledby="waterfall-title">
                <div class="study-head">
                    {from}
                    {to}
                    {measure(state, kind)}
                    <div class="study-of" hidden=move || (!needs()).then_some("")>{of}</div>
                    {study::progress(state, analysis)}
                </div>
                {move || {
                    let lang = state.lang();
                    found.get().map(|found| match found {
                        Err(why) => view! { <p class="muted" id="waterfall-title">{why.say(lang)}</p> }.into_any(),
                        Ok(found) => state.workspace.with_untracked(|workspace| waterfall(state, workspace, &found, lang)),
                    })
                }}
            </section>
        </div>
    }
    .into_any()
}

fn measure(state: AppState, kind: RwSignal<Measure>) -> AnyView {
    let label = study::word(state, |locale| td_string!(locale, analysis.measure));
    let named = move |of: Measure| {
        study::word(
            state,
            match of {
                Measure::Value => |locale| td_string!(locale, analysis.of_value),
                Measure::Probability => |locale| td_string!(locale, analysis.of_probability),
                Measure::Number => |locale| td_string!(locale, analysis.of_number),
                Measure::All => |locale| td_string!(locale, analysis.of_all),
            },
        )
    };
    let options = KINDS
        .into_iter()
        .map(|(name, of)| {
            let words = named(of);
            view! { <option value=name prop:selected=move || kind.get() == of>{words}</option> }
                .into_any()
        })
        .collect::<Vec<AnyView>>();
    let choose = move |event: web_sys::Event| {
        let name = event_target_value(&event);
        if let Some((_, of)) = KINDS.into_iter().find(|(own, _)| *own == name) {
            kind.set(of);
        }
    };
    view! {
        <label class="field study-choice">
            <span class="small strong">{label}</span>
            <select class="input small" data-study="measure" on:change=choose>{options}</select>
        </label>
    }
    .into_any()
}

/// How the numbers of a quantity are told.
struct Told<'a> {
    quantity: &'a Quantity,
    indicator: Option<&'a Indicator>,
    lang: Lang,
}

impl Told<'_> {
    fn amount(&self, value: f64) -> String {
        match (self.quantity, self.indicator) {
            (Quantity::Value(_), Some(indicator)) => finding::amount(indicator, value, self.lang),
            (Quantity::NumberMet, _) => format_number(value, 2, self.lang),
            _ => format_percent(value * 100.0, 1, self.lang),
        }
    }

    fn signed(&self, value: f64) -> String {
        match (self.quantity, self.indicator) {
            (Quantity::Value(_), Some(indicator)) => finding::with_unit(
                &format_signed(value, indicator.decimals, self.lang),
                indicator.unit.get(self.lang),
            ),
            (Quantity::NumberMet, _) => format_signed(value, 2, self.lang),
            _ => {
                let points = format_signed(value * 100.0, 1, self.lang);
                self.lang
                    .pick(format!("{points} điểm %"), format!("{points} points"))
            }
        }
    }
}

/// A change in which two scenarios differ, in words.
fn words(workspace: &Workspace, player: &Player, state: AppState) -> String {
    let (lang, locale) = (state.lang(), state.locale());
    let told = |change| workspace.change_in_words(change, lang).unwrap_or_default();
    match (&player.before, &player.after) {
        (Some(before), Some(after)) => {
            let before = study::position_of(workspace, &player.lever, before.value, lang);
            td_string!(
                locale,
                analysis.changed,
                change = told(after),
                before = before
            )
        }
        (None, Some(after)) => told(after),
        (Some(before), None) => td_string!(locale, analysis.taken_back, change = told(before)),
        (None, None) => String::new(),
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "one view, whose parts share what they read"
)]
fn waterfall(state: AppState, workspace: &Workspace, found: &Attributed, lang: Lang) -> AnyView {
    let locale = state.locale();
    let indicator = found
        .quantity
        .indicator()
        .and_then(|id| workspace.indicator(id.as_str()));
    let told = Told {
        quantity: &found.quantity,
        indicator,
        lang,
    };
    if found.portions.is_empty() {
        return view! { <p class="muted" id="waterfall-title">{td_string!(locale, analysis.same)}</p> }
            .into_any();
    }
    let mut at = found.from;
    let mut steps = Vec::new();
    let mut span = (found.from.min(found.to), found.from.max(found.to));
    for portion in &found.portions {
        let next = at + portion.value;
        steps.push((at, next));
        span = (span.0.min(next), span.1.max(next));
        at = next;
    }
    // Room on both sides, so that an end that only just differs is seen.
    let room = (span.1 - span.0).max(1e-12) * 0.06;
    let from_nothing = matches!(found.quantity, Quantity::Probability(_) | Quantity::All);
    // A probability is told from 0 on; of other numbers only what differs has room.
    let span = if from_nothing {
        (0.0, span.1 + room)
    } else {
        (span.0 - room, span.1 + room)
    };
    let bar = |from: f64, to: f64, role: &'static str| {
        let (a, b) = (study::share(from, span), study::share(to, span));
        view! {
            <div
                class="waterfall-track" data-role=role
                style:--from=study::property(a.min(b)) style:--to=study::property(a.max(b)) style:--end=study::property(b)
            >
                <span></span>
            </div>
        }
        .into_any()
    };
    let end = |words: String, value: f64, role: &'static str| {
        view! {
            <tr role="row" class="waterfall-end">
                <th role="rowheader" scope="row">{words}</th>
                <td role="cell" class="num"></td>
                <td role="cell" class="num"><b>{told.amount(value)}</b></td>
                <td role="cell" class="waterfall-bar" aria-hidden="true">{bar(span.0, value, role)}</td>
            </tr>
        }
        .into_any()
    };
    let whole = told.signed(found.to - found.from);
    let mut rows = vec![end(
        td_string!(locale, analysis.start).to_owned(),
        found.from,
        "start",
    )];
    for (portion, (from, to)) in found.portions.iter().zip(steps) {
        let role = if portion.value < 0.0 { "less" } else { "more" };
        let mut share = told.signed(portion.value);
        if portion.error > 0.0 {
            let error = match found.quantity {
                Quantity::Value(_) => told.amount(portion.error),
                Quantity::NumberMet => format_number(portion.error, 3, lang),
                _ => format_number(portion.error * 100.0, 2, lang),
            };
            share.push_str(" (±\u{a0}");
            share.push_str(&error);
            share.push(')');
        }
        rows.push(
            view! {
                <tr role="row" data-portion=portion.player.lever.to_string()>
                    <th role="rowheader" scope="row">{words(workspace, &portion.player, state)}</th>
                    <td role="cell" class="num" data-value=portion.value.to_string()>{share}</td>
                    <td role="cell" class="num muted">{told.amount(to)}</td>
                    <td role="cell" class="waterfall-bar" aria-hidden="true">{bar(from, to, role)}</td>
                </tr>
            }
            .into_any(),
        );
    }
    rows.push(end(
        td_string!(locale, analysis.end).to_owned(),
        found.to,
        "end",
    ));
    let title = if let Some(indicator) = indicator {
        td_string!(
            locale,
            analysis.difference_of,
            name = indicator.title.get(lang).to_owned(),
            from = told.amount(found.from),
            to = told.amount(found.to),
            whole = whole.clone()
        )
    } else {
        let name = match found.quantity {
            Quantity::All => td_string!(locale, analysis.of_all),
            _ => td_string!(locale, analysis.of_number),
        };
        td_string!(
            locale,
            analysis.difference_of,
            name = name.to_owned(),
            from = told.amount(found.from),
            to = told.amount(found.to),
            whole = whole.clone()
        )
    };
    let mut note = td_string!(locale, analysis.adds_up, whole = whole);
    note.push(' ');
    note += &if found.orders > 0 {
        td_string!(locale, analysis.by_orders, orders = found.orders)
    } else {
        td_string!(locale, analysis.by_all).to_owned()
    };
    if found.samples > 0 {
        note.push(' ');
        let samples = format_number(f64::from(found.samples), 0, lang);
        note += &td_string!(locale, analysis.by_samples, samples = samples);
    }
    view! {
        <h3 id="waterfall-title">{title}</h3>
        <table class="table waterfall" role="table" aria-labelledby="waterfall-title">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{td_string!(locale, analysis.change)}</th>
                    <th role="columnheader" scope="col" class="num">{td_string!(locale, analysis.brings)}</th>
                    <th role="columnheader" scope="col" class="num">{td_string!(locale, analysis.then)}</th>
                    <th role="columnheader" scope="col" class="waterfall-bar"><span class="visually-hidden">{td_string!(locale, analysis.picture)}</span></th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
        <p class="small muted" data-adds-up="">{note}</p>
    }
    .into_any()
}
