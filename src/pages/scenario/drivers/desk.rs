//! What the parts of the room share: the drivers as they are, what is open, and the way to change them.

use std::sync::Arc;

use leptos::prelude::*;
use muctieu_core::driver::{Drivers, NodeId};
use muctieu_core::edit::Edit;
use muctieu_core::indicator::{Indicator, Kind};
use muctieu_core::lang::{Lang, Say};
use muctieu_core::workspace::Workspace;

use crate::dom::{Memo, memo, view};
use crate::state::AppState;

/// A text of the catalogue in the reader's language, as a signal.
macro_rules! word {
    ($state:expr, $key:ident) => {{
        let state = $state;
        crate::dom::derived(move || {
            crate::i18n::td_string!(state.locale(), scenario.$key).to_owned()
        })
    }};
}
pub(super) use word;

/// Which form of a list is open.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Open<T> {
    /// None.
    #[default]
    Closed,
    /// That of a new one.
    New,
    /// That of one that is there.
    Of(T),
}

/// A link is known by its ends.
pub(super) type Ends = (NodeId, NodeId);

/// What the parts share.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) state: AppState,
    /// The drivers, links and formulas.
    pub(super) drivers: Memo<Arc<Drivers>>,
    /// The node that is chosen in the picture.
    pub(super) chosen: RwSignal<Option<NodeId>>,
    /// The form of drivers.
    pub(super) driver: RwSignal<Open<NodeId>>,
    /// The form of links.
    pub(super) link: RwSignal<Open<Ends>>,
    /// The form of formulas, by their indicators.
    pub(super) formula: RwSignal<Open<NodeId>>,
}

impl Desk {
    pub(super) fn new(state: AppState) -> Self {
        Self {
            state,
            drivers: memo(move |_| state.record(|workspace| workspace.drivers.clone())),
            chosen: RwSignal::new(None),
            driver: RwSignal::new(Open::Closed),
            link: RwSignal::new(Open::Closed),
            formula: RwSignal::new(Open::Closed),
        }
    }

    /// Looks at the workspace; told again when the drivers or the base change, not with every move of a lever. Tracks.
    pub(super) fn read<T>(self, look: impl FnOnce(&Workspace, Lang) -> T) -> T {
        self.drivers.track();
        self.state.base.track();
        let lang = self.state.lang();
        self.state
            .workspace
            .with_untracked(|workspace| look(workspace, lang))
    }

    /// The title of a driver or an indicator. Tracks.
    pub(super) fn title(self, id: &NodeId) -> String {
        self.read(|workspace, lang| {
            let title = workspace
                .drivers
                .title_of(id.as_str(), &workspace.indicators);
            title.get(lang).to_owned()
        })
    }

    /// The unit of a driver or an indicator. Tracks.
    pub(super) fn unit(self, id: &NodeId) -> String {
        self.read(|workspace, lang| {
            let unit = workspace
                .drivers
                .unit_of(id.as_str(), &workspace.indicators);
            unit.map_or_else(String::new, |unit| unit.get(lang).to_owned())
        })
    }

    /// Chooses a node, and puts it into the forms: a driver into its own, an indicator into that of its formula.
    pub(super) fn choose(self, id: NodeId) {
        let is_driver = self
            .drivers
            .with_untracked(|drivers| drivers.driver(id.as_str()).is_some());
        let has_formula = self
            .drivers
            .with_untracked(|drivers| drivers.derived(id.as_str()).is_some());
        if is_driver {
            self.driver.set(Open::Of(id.clone()));
        } else if has_formula {
            self.formula.set(Open::Of(id.clone()));
        }
        if self.link.with_untracked(|open| *open == Open::Closed) && !has_formula && !is_driver {
            self.link.set(Open::New);
        }
        self.chosen.set(Some(id));
    }
}

/// Changes the drivers as one step of undo, and tells whether anything changed; or says why that is refused, and changes
/// nothing.
pub(super) fn change(state: AppState, change: impl FnOnce(&mut Drivers)) -> Result<bool, String> {
    // A move that still waits for its frame belongs to the drivers as they are.
    state.end_gesture();
    let before = state
        .workspace
        .with_untracked(|workspace| workspace.drivers.clone());
    let mut drivers = (*before).clone();
    change(&mut drivers);
    if drivers == *before {
        return Ok(false);
    }
    let drivers = Box::new(drivers);
    let lang = untrack(|| state.lang());
    state
        .dispatch(Edit::SetDrivers { drivers })
        .map(|()| true)
        .map_err(|error| error.say(lang))
}

/// What a form is told that does not belong to one of its fields.
pub(super) fn refusal(fault: RwSignal<Option<String>>) -> AnyView {
    view! {
        <div role="alert" data-refused="">
            {move || fault.get().map(|fault| view! { <p class="error"><span>{fault}</span></p> })}
        </div>
    }
    .into_any()
}

/// The indicators with a value of their own.
pub(super) fn valued(all: &[Indicator]) -> impl Iterator<Item = &Indicator> {
    all.iter().filter(|indicator| indicator.kind != Kind::AllOf)
}

/// A list of the indicators, and before them the drivers where those can be chosen.
pub(super) fn choice(
    desk: Desk,
    label: Signal<String>,
    hook: &'static str,
    with_drivers: bool,
    value: RwSignal<String>,
) -> AnyView {
    let state = desk.state;
    let all = memo(move |_| {
        desk.read(|workspace, lang| {
            let drivers = workspace.drivers.drivers.iter();
            let drivers = drivers
                .filter(|_| with_drivers)
                .map(|one| (one.id.to_string(), one.title.get(lang).to_owned()));
            let indicators = valued(&workspace.indicators)
                .map(|one| (one.id.to_string(), one.title.get(lang).to_owned()));
            drivers.chain(indicators).collect::<Vec<_>>()
        })
    });
    let none = word!(state, driver_choose);
    view! {
        <div class="field">
            <label>
                <span>{label}</span>
                <select class="input" data-field=hook on:change=move |event| value.set(event_target_value(&event))>
                    <option value="" prop:selected=move || value.with(String::is_empty)>{none}</option>
                    <For each=move || all.get() key=Clone::clone let((id, title))>
                        {
                            let own = id.clone();
                            view! { <option value=id prop:selected=move || value.with(|value| *value == own)>{title}</option> }
                        }
                    </For>
                </select>
            </label>
        </div>
    }
    .into_any()
}
