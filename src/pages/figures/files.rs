//! The workspace's way to and from files: export, import by choosing or dropping, and the reason of a refusal.

use leptos::prelude::*;
use leptos::task::spawn_local;
use muctieu_core::lang::{Lang, Say};
use muctieu_core::share::{ShareError, file as share_file};
use muctieu_core::store::{LARGEST, ReadError};
use wasm_bindgen::JsCast;

use crate::components::Icon;
use crate::components::banners::export;
use crate::dom::view;
use crate::i18n::td_string;
use crate::platform::{document, files};
use crate::route::Route;
use crate::state::{AppState, use_state};

/// Why a file was not taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The file's name.
    name: String,
    /// The reason; nothing where the browser could not read it.
    error: Option<ShareError>,
}

impl Fault {
    fn reason(&self, state: AppState, lang: Lang) -> String {
        match &self.error {
            Some(error) => error.say(lang),
            None => td_string!(state.locale(), figures.unreadable).to_owned(),
        }
    }
}

/// The buttons: export and import.
#[component]
pub fn Files(
    /// Where a refusal is told.
    fault: RwSignal<Option<Fault>>,
) -> impl IntoView {
    let state = use_state();
    let chosen = move |event: leptos::ev::Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let file = input.files().and_then(|files| files.get(0));
        if let Some(file) = file {
            take(state, file, fault);
        }
        // The same file can be chosen again after it was mended.
        input.set_value("");
    };
    view! {
        <div class="cluster figures-files">
            <button class="button" type="button" data-action="export" on:click=move |_| export(state)>
                <Icon name=Icon::Download />{move || td_string!(state.locale(), shell.export)}
            </button>
            <label class="button file-button">
                <Icon name=Icon::Upload />
                <span>{move || td_string!(state.locale(), figures.import)}</span>
                <input type="file" accept=".json,application/json" data-action="import" on:change=chosen />
            </label>
        </div>
    }
}

/// Why the last file was refused.
#[component]
pub fn Refusal(
    /// The refusal.
    fault: RwSignal<Option<Fault>>,
) -> impl IntoView {
    let state = use_state();
    move || {
        fault.get().map(|told| {
            let name = told.name.clone();
            view! {
                <div class="banner figures-refusal" data-tone="bad" role="alert" data-error="import">
                    <Icon name=Icon::AtRisk />
                    <p>
                        <b>{move || td_string!(state.locale(), figures.refused, name = name.clone())}</b>" "
                        {move || told.reason(state, state.lang())}" "
                        {move || td_string!(state.locale(), figures.nothing_changed)}
                    </p>
                    <button class="button small" type="button" on:click=move |_| fault.set(None)>
                        {move || td_string!(state.locale(), shell.understood)}
                    </button>
                </div>
            }
        })
    }
}

/// Whether a drag carries files.
pub fn holds_files(event: &web_sys::DragEvent) -> bool {
    event.data_transfer().is_some_and(|carried| {
        carried
            .types()
            .iter()
            .any(|kind| kind.as_string().as_deref() == Some("Files"))
    })
}

/// The first file of a drop.
pub fn dropped(event: &web_sys::DragEvent) -> Option<web_sys::File> {
    event.data_transfer()?.files()?.get(0)
}

/// Takes a workspace over from a file, or shows what was shared in one, or says why not.
pub fn take(state: AppState, file: web_sys::File, fault: RwSignal<Option<Fault>>) {
    let name = file.name();
    fault.set(None);
    spawn_local(async move {
        let read = if file.size() > LARGEST as f64 {
            Err(Some(ShareError::File(ReadError::TooLarge)))
        } else {
            files::read(file).await.map_err(|_| None)
        };
        let known = AppState::workspaces();
        let result = read.and_then(|text| taken(state, &text).map_err(Some));
        match result {
            Ok(Some(shown)) => document::go(&shown.href()),
            Ok(None) => {
                state.figures_of.set(None);
                tell(state, &known);
            }
            Err(error) => fault.set(Some(Fault { name, error })),
        }
    });
}

/// Imports a workspace; or shows what was shared, and gives the screen to see it on.
fn taken(state: AppState, text: &str) -> Result<Option<Route>, ShareError> {
    match share_file::read(text) {
        Some(shared) => state.visit(shared?).map(Some),
        None => state.import(text).map(|()| None).map_err(ShareError::File),
    }
}

/// Tells what came in. An import over a workspace that was there can be taken back; a new one stands beside the others.
fn tell(state: AppState, known: &[String]) {
    let (locale, lang) = (
        state
            .settings
            .with_untracked(|settings| match settings.language {
                Lang::Vi => crate::i18n::Locale::vi,
                Lang::En => crate::i18n::Locale::en,
            }),
        state.settings.with_untracked(|settings| settings.language),
    );
    let (id, name, indicators, figures, scenarios) = state.workspace.with_untracked(|workspace| {
        (
            workspace.id.to_string(),
            workspace.name.get(lang).to_owned(),
            workspace.targets().count(),
            workspace.figures.len(),
            workspace.scenarios.len(),
        )
    });
    let text = td_string!(
        locale,
        figures.imported,
        name = name,
        indicators = indicators,
        figures = figures,
        scenarios = scenarios
    );
    if known.contains(&id) {
        state.tell_undoable(text);
    } else {
        let beside = td_string!(locale, figures.imported_beside);
        state.tell(format!("{text} {beside}"), false);
    }
}
