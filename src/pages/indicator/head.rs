//! The head: which target, in whose words, how it stands, and its neighbours.

use leptos::prelude::*;
use muctieu_core::finding;
use muctieu_core::indicator::{Indicator, IndicatorId};

use crate::components::target::Subject;
use crate::components::{Icon, StatusMark};
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;
use crate::route::Route;

/// The head.
#[component]
pub(super) fn Head(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let indicator = subject.indicator();
    let name = {
        let indicator = indicator.clone();
        move || indicator.title.get(state.lang()).to_owned()
    };
    let whole = indicator.part_of.clone();
    view! {
        <header class="indicator-head">
            <div class="indicator-title">
                <h1>
                    <span class="indicator-item">
                        <span class="visually-hidden">{move || td_string!(state.locale(), indicator.item)}" "</span>
                        {indicator.item.clone()}
                    </span>
                    " "
                    {name}
                </h1>
                <StatusMark status=derived(move || subject.status()) tinted=true />
                <span class="chip target" lang="vi">
                    <Icon name=Icon::Target />
                    <span class="visually-hidden">{move || td_string!(state.locale(), indicator.target)}": "</span>
                    {indicator.target.words.clone()}
                </span>
                {whole.map(|whole| view! { <PartOf subject=subject whole=whole /> })}
                <Difference subject=subject />
            </div>
            <Neighbours subject=subject />
        </header>
    }
}

/// The link from a part to what it is a part of.
#[component]
fn PartOf(
    /// The part.
    subject: Subject,
    /// What it is a part of.
    whole: IndicatorId,
) -> impl IntoView {
    let state = subject.state;
    let href = Route::Indicator(whole.clone()).href();
    let name = move || {
        state.record(|workspace| {
            workspace
                .indicator(whole.as_str())
                .map_or_else(String::new, |whole| {
                    whole.title.get(state.lang()).to_owned()
                })
        })
    };
    view! {
        <span class="small">
            {move || td_string!(state.locale(), indicator.part_of)}" "
            <a href=href>{name}</a>
        </span>
    }
}

/// What the scenario changes, in a chip.
#[component]
fn Difference(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let indicator = subject.indicator();
    let difference = memo(move |_| {
        if !subject.is_moved() {
            return String::new();
        }
        subject.base.with(|base| {
            subject.now.with(|now| match (base, now) {
                (Some(base), Some(now)) => finding::difference(&indicator, base, now, state.lang()),
                _ => String::new(),
            })
        })
    });
    let name = move || {
        state
            .scenario()
            .map_or_else(String::new, |scenario| scenario.name)
    };
    view! {
        <Show when=move || state.has_scenario()>
            <span class="chip scenario" data-difference="">
                <Icon name=Icon::Branch />
                {name}
                <b>
                    {move || if subject.is_moved() {
                        difference.get()
                    } else {
                        td_string!(state.locale(), indicator.untouched).to_owned()
                    }}
                </b>
            </span>
        </Show>
    }
}

/// The links to the targets before and after, in the resolution's order.
#[component]
fn Neighbours(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let id = subject.indicator().id.clone();
    let neighbour = move |step: isize| {
        let id = id.clone();
        state.workspace.with_untracked(|workspace| {
            let all = &workspace.indicators;
            let at = all.iter().position(|other| other.id == id)?;
            all.get(at.checked_add_signed(step)?).cloned()
        })
    };
    let (before, after) = (neighbour(-1), neighbour(1));
    let link = move |to: Option<Indicator>, next: bool| {
        let icon = if next {
            Icon::ChevronRight
        } else {
            Icon::ChevronLeft
        };
        let Some(to) = to else {
            return view! { <span class="button small icon-only" aria-disabled="true"><Icon name=icon /></span> }
                .into_any();
        };
        let href = Route::Indicator(to.id.clone()).href();
        let name = move || {
            let title = to.title.get(state.lang()).to_owned();
            let words = if next {
                td_string!(state.locale(), indicator.next, name = title)
            } else {
                td_string!(state.locale(), indicator.previous, name = title)
            };
            format!("{words} ({})", to.item)
        };
        let title = name.clone();
        view! {
            <a
                class="button small icon-only" href=href rel=if next { "next" } else { "prev" }
                aria-label=name title=title
            >
                <Icon name=icon />
            </a>
        }
        .into_any()
    };
    view! {
        <nav class="indicator-nav" aria-label=move || td_string!(state.locale(), indicator.neighbours)>
            {link(before, false)}
            {link(after, true)}
        </nav>
    }
}
