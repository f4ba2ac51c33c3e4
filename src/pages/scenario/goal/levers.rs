//! The levers that may be moved, each with its limits and how hard it is to move.

use leptos::prelude::*;
use muctieu_core::analysis::Handle;
use muctieu_core::lang::Say as _;
use muctieu_core::lever::LeverId;
use muctieu_core::number::{float, format_compact_trim, parse_number};

use super::super::study;
use super::Room;
use crate::components::Icon;
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;
use crate::state::AppState;
use crate::state::rooms::Offer;

/// Weights of effort on offer: easy, ordinary, hard, very hard.
const WEIGHTS: [f64; 4] = [0.25, 1.0, 4.0, 16.0];

/// The levers.
pub(super) fn levers(room: Room) -> AnyView {
    let state = room.state;
    let title = study::word(state, |locale| td_string!(locale, analysis.levers));
    let none = study::word(state, |locale| td_string!(locale, analysis.no_levers));
    let ids = memo(move |_| {
        let offers = state.rooms.offers.get();
        offers
            .into_iter()
            .map(|one| one.handle.lever)
            .collect::<Vec<_>>()
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
                            <For each=move || ids.get() key=ToString::to_string let:id>{lever_row(room, id)}</For>
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

fn lever_row(room: Room, id: LeverId) -> AnyView {
    let state = room.state;
    let with = {
        let id = id.clone();
        move |change: &dyn Fn(&mut Offer)| {
            room.found.set(None);
            state.rooms.offers.update(|offers| {
                if let Some(own) = offers.iter_mut().find(|one| one.handle.lever == id) {
                    change(own);
                }
            });
        }
    };
    let now = {
        let id = id.clone();
        derived(move || {
            state.rooms.offers.with(|offers| {
                let own = offers.iter().find(|one| one.handle.lever == id);
                own.cloned()
            })
        })
    };
    let name = {
        let id = id.clone();
        derived(move || {
            let lang = state.lang();
            state
                .workspace
                .with(|workspace| study::name_of(workspace, &id, None, lang))
        })
    };
    let on = move || now.with(|now| now.as_ref().is_some_and(|now| now.on));
    let toggle = {
        let with = with.clone();
        move |event: web_sys::Event| {
            let on = event_target_checked(&event);
            with(&|own| own.on = on);
        }
    };
    let fault = RwSignal::new(None::<(&'static str, String)>);
    let limit = |end: End| {
        let with = with.clone();
        let text = derived(move || {
            let value = now.get().map(|mut now| *end.of(&mut now.handle));
            value.map_or_else(String::new, |value| {
                format_compact_trim(value, 3, state.lang())
            })
        });
        let id = id.clone();
        let typed = move |event: web_sys::Event| {
            let Some(now) = now.get_untracked() else {
                return;
            };
            match end.read(state, &id, &event_target_value(&event), &now.handle) {
                Ok(value) => {
                    fault.set(None);
                    with(&|own| *end.of(&mut own.handle) = value);
                }
                Err(why) => fault.set(Some((end.hook(), why))),
            }
        };
        let label = derived(move || format!("{}: {}", name.get(), end.name(state)));
        let wrong =
            move || fault.with(|fault| fault.as_ref().is_some_and(|one| one.0 == end.hook()));
        view! {
            <input
                class="input small num" type="text" inputmode="decimal" autocomplete="off" size="7" data-limit=end.hook()
                aria-label=label prop:value=text on:change=typed aria-invalid=move || wrong().then_some("true")
            />
        }
        .into_any()
    };
    let least = limit(End::Least);
    let most = limit(End::Most);
    let weight = weights(room, name, now, move |weight| {
        with(&|own| own.handle.weight = weight);
    });
    view! {
        <tr role="row" data-offer=id.to_string()>
            <th role="rowheader" scope="row"><label class="check"><input type="checkbox" prop:checked=on on:change=toggle /><span>{name}</span></label></th>
            <td role="cell" data-head=move || End::Least.name(state)>{least}</td>
            <td role="cell" data-head=move || End::Most.name(state)>{most}</td>
            <td role="cell" data-head=move || td_string!(state.locale(), analysis.effort_weight)>{weight}</td>
        </tr>
        <Show when=move || fault.with(Option::is_some)>
            <tr role="row" class="study-fault"><td role="cell" colspan="4">
                <p class="error" role="alert"><Icon name=Icon::Info /><span>{move || fault.get().map(|fault| fault.1)}</span></p>
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

    fn of(self, handle: &mut Handle) -> &mut f64 {
        match self {
            Self::Least => &mut handle.min,
            Self::Most => &mut handle.max,
        }
    }

    /// What has been typed, if the lever goes there and the other end allows it; else why not.
    fn read(self, state: AppState, id: &LeverId, text: &str, now: &Handle) -> Result<f64, String> {
        let (lang, locale) = (state.lang(), state.locale());
        let number = text.trim().trim_start_matches('×').trim_end_matches('%');
        let value = parse_number(number.trim(), lang)
            .map_err(|why| why.say(lang))?
            .value;
        let told = |value: f64| format_compact_trim(value, 3, lang);
        let span = state.setting().span(id);
        if let Some(span) = span.filter(|span| !(span.min..=span.max).contains(&value)) {
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

fn weights(
    room: Room,
    name: Signal<String>,
    now: Signal<Option<Offer>>,
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
                let own = now.with(|now| now.as_ref().map(|now| now.handle.weight));
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
