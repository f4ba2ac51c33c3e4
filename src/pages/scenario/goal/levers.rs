//! The levers that may be moved, each with its limits and how hard it is to move.

use leptos::prelude::*;
use muctieu_core::analysis::Handle;
use muctieu_core::lang::Say as _;
use muctieu_core::lever::{LeverId, LeverSpan};
use muctieu_core::number::{float, format_compact_trim, parse_number};

use super::super::study;
use super::Room;
use crate::components::Icon;
use crate::dom::{Memo, derived, memo, view};
use crate::i18n::td_string;
use crate::state::AppState;
use crate::state::rooms::Offer;

/// Weights of effort on offer: easy, ordinary, hard, very hard.
const WEIGHTS: [f64; 4] = [0.25, 1.0, 4.0, 16.0];
/// Decimals of a limit, at most: no lever stands between.
const DECIMALS: u8 = 6;

/// The levers.
pub(super) fn levers(room: Room) -> AnyView {
    let state = room.state;
    let title = study::word(state, |locale| td_string!(locale, analysis.levers));
    let none = study::word(state, |locale| td_string!(locale, analysis.no_levers));
    let ids = memo(move |_| {
        let offers = state.rooms.offers.get();
        offers.into_iter().map(|one| one.lever).collect::<Vec<_>>()
    });
    view! {
        <fieldset class="study-set">
            <legend>{title}</legend>
            <Show when=move || ids.with(Vec::is_empty)><p class="muted">{none}</p></Show>
            <Show when=move || !ids.with(Vec::is_empty)>
                <div class="scroll-x">
                    <table class="table study-levers" role="table">
                        <thead role="rowgroup"><tr role="row">{head(room)}</tr></thead>
                        <tbody role="rowgroup">
                            <For each=move || ids.get() key=ToString::to_string let:id>{lever_row(room, &id)}</For>
                        </tbody>
                    </table>
                </div>
            </Show>
        </fieldset>
    }
    .into_any()
}

fn head(room: Room) -> AnyView {
    let state = room.state;
    let words = [
        study::word(state, |locale| td_string!(locale, analysis.lever)),
        study::word(state, |locale| td_string!(locale, analysis.least)),
        study::word(state, |locale| td_string!(locale, analysis.most)),
        study::word(state, |locale| td_string!(locale, analysis.effort_weight)),
    ];
    let cell = |words: Signal<String>| {
        view! { <th role="columnheader" scope="col">{words}</th> }.into_any()
    };
    words.map(cell).into_iter().collect_view().into_any()
}

/// A lever on offer, as its row shows it.
#[derive(Clone, Copy)]
struct Row {
    room: Room,
    id: StoredValue<LeverId>,
    offer: Memo<Option<Offer>>,
    span: Memo<Option<LeverSpan>>,
    name: Signal<String>,
    /// What was typed for each end and cannot be: it stays in its field, with the reason below, until it can be or is
    /// typed anew.
    refused: [RwSignal<Option<String>>; 2],
}

impl Row {
    fn new(room: Room, id: &LeverId) -> Self {
        let state = room.state;
        let (own, lever, named) = (id.clone(), id.clone(), id.clone());
        Self {
            room,
            id: StoredValue::new(id.clone()),
            offer: memo(move |_| {
                state.rooms.offers.with(|offers| {
                    let own = offers.iter().find(|one| one.lever == own);
                    own.cloned()
                })
            }),
            span: memo(move |_| {
                state.base.track();
                untrack(|| state.setting().span(&lever))
            }),
            name: derived(move || {
                let lang = state.lang();
                state.record(|workspace| study::name_of(workspace, &named, None, lang))
            }),
            refused: [RwSignal::new(None), RwSignal::new(None)],
        }
    }

    /// Changes the offer. What was found is of another.
    fn change(self, change: impl FnOnce(&mut Offer)) {
        self.room.forget();
        let id = self.id.get_value();
        self.room.state.rooms.offers.update(|offers| {
            if let Some(own) = offers.iter_mut().find(|one| one.lever == id) {
                change(own);
            }
        });
    }

    /// The offer as it is searched, and how far the lever goes. Tracks.
    fn now(self) -> Option<(Handle, LeverSpan)> {
        let span = self.span.get()?;
        Some((handle(&self.offer.get()?, &span)?, span))
    }

    /// Takes what was typed for an end, or keeps it as refused.
    fn take(self, end: End, text: String) {
        let Some((now, span)) = untrack(|| self.now()) else {
            return;
        };
        match end.read(self.room.state, &text, &now, &span) {
            Ok(value) => {
                self.refused[end.at()].set(None);
                self.change(|own| own.limits[end.at()] = Some(value));
            }
            Err(_) => self.refused[end.at()].set(Some(text)),
        }
    }

    /// Why what was typed for an end cannot be; nothing where it can. Tracks.
    fn why(self, end: End) -> Option<String> {
        let text = self.refused[end.at()].get()?;
        let (now, span) = self.now()?;
        end.read(self.room.state, &text, &now, &span).err()
    }

    /// The field of an end.
    fn limit(self, end: End) -> AnyView {
        let state = self.room.state;
        let text = derived(move || {
            let refused = self.refused[end.at()].get();
            let now = || self.now().map(|(now, _)| end.of(&now));
            let told = |value| format_compact_trim(value, DECIMALS, state.lang());
            refused.or_else(|| now().map(told)).unwrap_or_default()
        });
        let typed = move |event: web_sys::Event| {
            self.take(end, event_target_value(&event));
            // It may be what the other end was waiting for.
            if let Some(text) = self.refused[end.other().at()].get_untracked() {
                self.take(end.other(), text);
            }
        };
        let label = derived(move || format!("{}: {}", self.name.get(), end.name(state)));
        let wrong = move || self.why(end).is_some();
        let reason = self.reason();
        view! {
            <input
                class="input small num" type="text" inputmode="decimal" autocomplete="off" size="7" data-limit=end.hook()
                aria-label=label prop:value=text on:change=typed aria-invalid=move || wrong().then_some("true")
                aria-describedby=move || wrong().then(|| reason.clone())
            />
        }
        .into_any()
    }

    /// The name of the reason in the document.
    fn reason(self) -> String {
        let id = self.id.with_value(ToString::to_string);
        format!("limits-of-{id}").replace([':', '.'], "-")
    }
}

fn lever_row(room: Room, id: &LeverId) -> AnyView {
    let state = room.state;
    let row = Row::new(room, id);
    let on = move || {
        row.offer
            .with(|offer| offer.as_ref().is_some_and(|offer| offer.on))
    };
    let toggle = move |event: web_sys::Event| {
        let on = event_target_checked(&event);
        row.change(|own| own.on = on);
    };
    let reasons = move || {
        let all = [End::Least, End::Most].into_iter();
        all.filter_map(|end| row.why(end))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let weight = weights(room, row.name, row.offer, move |weight| {
        row.change(|own| own.weight = weight);
    });
    view! {
        <tr role="row" data-offer=id.to_string()>
            <th role="rowheader" scope="row"><label class="check"><input type="checkbox" prop:checked=on on:change=toggle /><span>{row.name}</span></label></th>
            <td role="cell" data-head=move || End::Least.name(state)>{row.limit(End::Least)}</td>
            <td role="cell" data-head=move || End::Most.name(state)>{row.limit(End::Most)}</td>
            <td role="cell" data-head=move || td_string!(state.locale(), analysis.effort_weight)>{weight}</td>
        </tr>
        <Show when=move || !reasons().is_empty()>
            <tr role="row" class="study-fault"><td role="cell" colspan="4">
                <p class="error" id=row.reason() role="alert"><Icon name=Icon::Info /><span>{reasons}</span></p>
            </td></tr>
        </Show>
    }
    .into_any()
}

/// An end of what is allowed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Least,
    Most,
}

impl End {
    fn hook(self) -> &'static str {
        match self {
            Self::Least => "min",
            Self::Most => "max",
        }
    }

    fn name(self, state: AppState) -> &'static str {
        match self {
            Self::Least => td_string!(state.locale(), analysis.least),
            Self::Most => td_string!(state.locale(), analysis.most),
        }
    }

    fn at(self) -> usize {
        usize::from(self == Self::Most)
    }

    fn other(self) -> Self {
        match self {
            Self::Least => Self::Most,
            Self::Most => Self::Least,
        }
    }

    fn of(self, handle: &Handle) -> f64 {
        match self {
            Self::Least => handle.min,
            Self::Most => handle.max,
        }
    }

    /// What has been typed, if the lever goes there and the other end allows it; else why not.
    fn read(
        self,
        state: AppState,
        text: &str,
        now: &Handle,
        span: &LeverSpan,
    ) -> Result<f64, String> {
        let (lang, locale) = (state.lang(), state.locale());
        let number = text.trim().trim_start_matches('×').trim_end_matches('%');
        let value = parse_number(number.trim(), lang)
            .map_err(|why| why.say(lang))?
            .value;
        let told = |value: f64| format_compact_trim(value, DECIMALS, lang);
        if !(span.min..=span.max).contains(&value) {
            let (low, high) = (told(span.min), told(span.max));
            return Err(td_string!(locale, scenario.outside, low = low, high = high));
        }
        match self {
            Self::Least if value > now.max => Err(td_string!(
                locale,
                analysis.least_above,
                most = told(now.max)
            )),
            Self::Most if value < now.min => Err(td_string!(
                locale,
                analysis.most_below,
                least = told(now.min)
            )),
            _ => Ok(value),
        }
    }
}

/// An offer as it is searched: where nobody has said a limit, or the lever does not go so far any more, it is the lever's
/// own. Nothing where no position is left.
pub(super) fn handle(offer: &Offer, span: &LeverSpan) -> Option<Handle> {
    let [min, max] = offer.limits;
    let (min, max) = (
        min.unwrap_or(span.min).max(span.min),
        max.unwrap_or(span.max).min(span.max),
    );
    (min <= max).then(|| Handle {
        lever: offer.lever.clone(),
        min,
        max,
        weight: offer.weight,
    })
}

fn weights(
    room: Room,
    name: Signal<String>,
    now: Memo<Option<Offer>>,
    put: impl Fn(f64) + Send + Sync + 'static,
) -> AnyView {
    let state = room.state;
    let words = [
        study::word(state, |locale| td_string!(locale, analysis.easy)),
        study::word(state, |locale| td_string!(locale, analysis.ordinary)),
        study::word(state, |locale| td_string!(locale, analysis.hard)),
        study::word(state, |locale| td_string!(locale, analysis.very_hard)),
    ];
    let title = study::word(state, |locale| td_string!(locale, analysis.effort_weight));
    let label = derived(move || format!("{}: {}", name.get(), title.get()));
    let options = WEIGHTS
        .into_iter()
        .zip(words)
        .map(|(weight, words)| {
            let selected = move || {
                let own = now.with(|now| now.as_ref().map(|now| now.weight));
                own.is_some_and(|own| (own - weight).abs() < 1e-9)
            };
            view! { <option value=weight.to_string() prop:selected=selected>{words}</option> }
                .into_any()
        })
        .collect::<Vec<AnyView>>();
    let choose = move |event: web_sys::Event| {
        if let Some(weight) = float(&event_target_value(&event)).filter(|weight| *weight > 0.0) {
            put(weight);
        }
    };
    view! { <select class="input small" data-weight="" aria-label=label on:change=choose>{options}</select> }
        .into_any()
}
