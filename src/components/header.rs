//! The frame's head: brand, the resolution's title, undo and redo, language, theme; screens, date, scenario.

use leptos::prelude::*;
use muctieu_core::lang::Lang;

use super::as_of::AsOf;
use super::icon::Icon;
use super::scenario_pick::ScenarioPick;
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;
use crate::route::Route;
use crate::state::{Theme, use_state};

/// The head of the page.
#[component]
pub fn Header() -> impl IntoView {
    let state = use_state();
    view! {
        <header class="shell-header">
            <a class="brand" href="#/">
                <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
                    <rect width="32" height="32" rx="7" fill="#A4161A" />
                    <path d="M24.6 13.2A9.5 9.5 0 1 1 18.6 6.9" fill="none" stroke="#FFF" stroke-width="2.6" stroke-linecap="round" />
                    <path d="M11 15.5l5 5L26.5 8" fill="none" stroke="#F0BE45" stroke-width="3.4" stroke-linecap="round" stroke-linejoin="round" />
                </svg>
                <span class="brand-name">"Mục Tiêu"</span>
            </a>
            <p class="doc-title">{move || state.record(|workspace| title(state.lang(), workspace))}</p>
            <div class="shell-tools">
                <UndoRedo />
                <LanguageButton />
                <ThemeButton />
                <HelpLink />
            </div>
        </header>
        <div class="shell-bar">
            <Navigation />
            <div class="shell-when">
                <AsOf />
                <ScenarioPick />
            </div>
        </div>
    }
}

/// The resolution's title, its first part strong, and whose it is.
fn title(lang: Lang, workspace: &muctieu_core::workspace::Workspace) -> AnyView {
    let resolution = &workspace.resolution;
    let whole = resolution.title.get(lang);
    let about = lang.pick(" về nhiệm vụ", " on the tasks");
    let (strong, rest) = whole
        .find(about)
        .map_or((whole, ""), |at| whole.split_at(at));
    let place = resolution
        .body
        .get(lang)
        .trim_start_matches("Tỉnh ủy ")
        .trim_end_matches(" Provincial Party Committee");
    let rest = if place.is_empty() {
        rest.to_owned()
    } else {
        format!("{rest} – {place}")
    };
    view! { <b>{strong.to_owned()}</b> {rest} }
}

/// The two buttons of the undo history, with what they would do in their tips.
#[component]
fn UndoRedo() -> impl IntoView {
    let state = use_state();
    // Every move of a lever adds to the history; what can be taken back is called the same.
    let undo_name = memo(move |_| {
        state
            .history
            .with(|history| history.can_undo().map(|edit| edit.name(state.lang())))
    });
    let redo_name = memo(move |_| {
        state
            .history
            .with(|history| history.can_redo().map(|edit| edit.name(state.lang())))
    });
    let label = |word: &str, what: Option<&str>, keys: &str| match what {
        Some(what) => format!("{word}: {what} ({keys})"),
        None => format!("{word} ({keys})"),
    };
    let undo_label = move || {
        label(
            td_string!(state.locale(), shell.undo),
            undo_name.get(),
            "Ctrl+Z",
        )
    };
    let redo_label = move || {
        label(
            td_string!(state.locale(), shell.redo),
            redo_name.get(),
            "Ctrl+Shift+Z",
        )
    };
    view! {
        <button
            class="button quiet icon-only" type="button" data-action="undo"
            disabled=move || undo_name.get().is_none() aria-label=undo_label title=undo_label
            on:click=move |_| state.undo()
        >
            <Icon name=Icon::Undo />
        </button>
        <button
            class="button quiet icon-only" type="button" data-action="redo"
            disabled=move || redo_name.get().is_none() aria-label=redo_label title=redo_label
            on:click=move |_| state.redo()
        >
            <Icon name=Icon::Redo />
        </button>
    }
}

#[component]
fn LanguageButton() -> impl IntoView {
    let state = use_state();
    let other = move || state.lang().pick(Lang::En, Lang::Vi);
    view! {
        <button
            class="button quiet" type="button" data-action="language" lang=move || other().tag()
            // A name holds what is seen, for those who speak to their browser.
            aria-label=move || other().pick("VI – Chuyển sang tiếng Việt", "EN – Switch to English")
            title=move || other().pick("Chuyển sang tiếng Việt", "Switch to English")
            on:click=move |_| state.settings.update(|settings| settings.language = settings.language.pick(Lang::En, Lang::Vi))
        >
            {move || other().pick("VI", "EN")}
        </button>
    }
}

#[component]
fn ThemeButton() -> impl IntoView {
    let state = use_state();
    let theme = move || state.settings.with(|settings| settings.theme);
    let label = move || {
        let locale = state.locale();
        match theme() {
            Theme::System => td_string!(locale, shell.theme_system),
            Theme::Light => td_string!(locale, shell.theme_light),
            Theme::Dark => td_string!(locale, shell.theme_dark),
        }
    };
    let icon = derived(move || match theme() {
        Theme::System => Icon::Monitor,
        Theme::Light => Icon::Sun,
        Theme::Dark => Icon::Moon,
    });
    let next = move |_| {
        state.settings.update(|settings| {
            settings.theme = match settings.theme {
                Theme::System => Theme::Light,
                Theme::Light => Theme::Dark,
                Theme::Dark => Theme::System,
            };
        });
    };
    view! {
        <button class="button quiet icon-only" type="button" data-action="theme" aria-label=label title=label on:click=next>
            <Icon name=icon />
        </button>
    }
}

#[component]
fn HelpLink() -> impl IntoView {
    let state = use_state();
    let word = move || td_string!(state.locale(), shell.help);
    view! {
        <a class="button quiet icon-only" href=Route::Help.href() aria-label=word title=word>
            <Icon name=Icon::Help />
        </a>
    }
}

#[component]
fn Navigation() -> impl IntoView {
    let state = use_state();
    let screens = [
        (Route::Overview, Icon::Target),
        (Route::Scenario, Icon::Sliders),
        (Route::Figures, Icon::Table),
        (Route::Text(None), Icon::FileText),
    ];
    let word = move |route: &Route| match route {
        Route::Scenario => td_string!(state.locale(), shell.nav_scenario),
        Route::Figures => td_string!(state.locale(), shell.nav_figures),
        Route::Text(_) => td_string!(state.locale(), shell.nav_text),
        _ => td_string!(state.locale(), shell.nav_overview),
    };
    let is_current = |route: &Route, now: &Route| match (route, now) {
        (Route::Overview, Route::Indicator(_)) | (Route::Text(_), Route::Text(_)) => true,
        _ => route == now,
    };
    view! {
        <nav class="shell-nav" aria-label=move || td_string!(state.locale(), shell.navigation)>
            {screens
                .into_iter()
                .map(|(route, icon)| {
                    let here = route.clone();
                    let href = route.href();
                    view! {
                        <a href=href aria-current=move || state.route.with(|now| is_current(&here, now)).then_some("page")>
                            <Icon name=icon />
                            <span>{move || word(&route)}</span>
                        </a>
                    }
                })
                .collect_view()}
        </nav>
    }
}
