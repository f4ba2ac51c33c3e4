//! What was shared and is on show: the banner that says so and asks, and the one that says why a link was refused.

mod ask;

use leptos::prelude::*;
use muctieu_core::lang::{Lang, Say};
use muctieu_core::share::{Keep, ShareError};

use super::icon::Icon;
use super::share::list;
use crate::dom::{derived, memo, view};
use crate::i18n::{Locale, td_string};
use crate::state::{AppState, Visit};
use ask::Ask;

/// Why the last link was refused.
pub fn fault(state: AppState) -> AnyView {
    let told = memo(move |_| state.link_fault.get());
    let title = word(state, |locale| td_string!(locale, share.refused));
    let rest = word(state, |locale| td_string!(locale, share.unchanged));
    let close = word(state, |locale| td_string!(locale, shell.understood));
    let why = derived(move || {
        let lang = state.lang();
        told.with(|told| told.as_ref().map(|error: &ShareError| error.say(lang)))
    });
    view! {
        <Show when=move || told.with(Option::is_some)>
            <div class="banner" data-tone="bad" role="alert" data-link-fault="">
                <Icon name=Icon::AtRisk />
                <p><b>{title}</b>" "{why}" "{rest}</p>
                <button class="button small" type="button" data-action="dismiss-fault" on:click=move |_| state.link_fault.set(None)>
                    {close}
                </button>
            </div>
        </Show>
    }
}

fn word(state: AppState, of: fn(Locale) -> &'static str) -> Signal<String> {
    derived(move || of(state.locale()).to_owned())
}

/// A visit, while there is one.
pub fn banner(state: AppState) -> AnyView {
    view! {
        {move || state.visiting.get().map(|visit| visiting(state, visit))}
    }
}

fn visiting(state: AppState, visit: Visit) -> AnyView {
    let visit = StoredValue::new(visit);
    let ask = RwSignal::new(None::<Ask>);
    let title = derived(move || {
        let locale = state.locale();
        match visit.with_value(|visit| visit.shared.scenario_name()) {
            Some(name) => td_string!(locale, share.visiting, name = name),
            None => td_string!(locale, share.visiting_base).to_owned(),
        }
    });
    let label = word(state, |locale| td_string!(locale, share.visit_label));
    view! {
        <section class="banner visit" data-tone="info" data-visit="" aria-label=label>
            <Icon name=Icon::Eye />
            <div class="visit-words">
                <p role="status"><b>{title}</b></p>
                {differences(state, visit)}
                {details(state, visit)}
            </div>
            {actions(state, visit, ask)}
        </section>
        {ask::dialog_of(state, ask)}
    }
}

/// Where the reader's own figures differ, and what that means for the numbers on show.
fn differences(state: AppState, visit: StoredValue<Visit>) -> AnyView {
    let lines = derived(move || {
        let (locale, lang) = (state.locale(), state.lang());
        visit.with_value(|visit| {
            let mut lines = visit
                .own
                .as_ref()
                .map(|own| visit.shared.differs(own, lang))
                .unwrap_or_default();
            if !lines.is_empty() {
                let follows = if visit.shared.figures().is_some() {
                    td_string!(locale, share.differs_theirs)
                } else {
                    td_string!(locale, share.differs_own)
                };
                lines.push(follows.to_owned());
            }
            lines.join(" ")
        })
    });
    let any = move || lines.with(|lines| !lines.is_empty());
    view! {
        <Show when=any>
            <p class="visit-differs" data-visit-differs=""><Icon name=Icon::AtRisk /><span>{lines}</span></p>
        </Show>
    }
}

/// What is inside, and the changes of the scenario one by one.
fn details(state: AppState, visit: StoredValue<Visit>) -> AnyView {
    let of = move |lines: fn(&Visit, Lang) -> Vec<String>| {
        derived(move || visit.with_value(|visit| lines(visit, state.lang())))
    };
    let holds = of(|visit, lang| visit.shared.holds(&visit.shown, lang));
    let changes = of(|visit, lang| visit.shared.changes(&visit.shown, lang));
    let summary = word(state, |locale| td_string!(locale, share.inside));
    let title = word(state, |locale| td_string!(locale, share.changes));
    view! {
        <details data-visit-holds="">
            <summary>{summary}</summary>
            <ul class="share-lines">{list(holds)}</ul>
            <Show when=move || changes.with(|changes| !changes.is_empty())>
                <p class="strong">{title}</p>
                <ul class="share-lines">{list(changes)}</ul>
            </Show>
        </details>
    }
}

fn actions(state: AppState, visit: StoredValue<Visit>, ask: RwSignal<Option<Ask>>) -> AnyView {
    let keep = word(state, |locale| td_string!(locale, share.keep));
    let figures = word(state, |locale| td_string!(locale, share.keep_figures));
    let leave = word(state, |locale| td_string!(locale, share.leave));
    let (scenario, all) = visit.with_value(|visit| {
        (
            // Without the workspace that it rests on it can be kept only as a whole.
            visit.scenario.is_some() && visit.own.is_some(),
            visit.shared.figures().is_some(),
        )
    });
    view! {
        <div class="cluster visit-actions">
            {scenario.then(|| view! {
                <button class="button small primary" type="button" data-action="keep-scenario" on:click=move |_| kept(state, Keep::Scenario)>
                    {keep}
                </button>
            })}
            {all.then(|| view! {
                <button class="button small" type="button" data-action="keep-figures" on:click=move |_| ask.set(Some(Ask::Keep))>
                    {figures}
                </button>
            })}
            <button class="button small" type="button" data-action="leave-visit" on:click=move |_| {
                if state.has_tried_facts() {
                    ask.set(Some(Ask::Leave));
                } else {
                    left(state);
                }
            }>
                {leave}
            </button>
        </div>
    }
}

/// Ends the visit, and says so.
fn left(state: AppState) {
    state.leave();
    state.tell(td_string!(state.locale(), share.left).to_owned(), false);
}

/// Keeps what is on show, and says so, or why not.
fn kept(state: AppState, what: Keep) {
    match state.keep(what) {
        Ok(()) => {
            let text = match what {
                Keep::Scenario => td_string!(state.locale(), share.kept),
                Keep::Everything => td_string!(state.locale(), share.kept_figures),
            };
            state.tell_undoable(text.to_owned());
        }
        Err(error) => state.tell(error.say(state.lang()), true),
    }
}
