//! Starting over: without figures, or with those that the workspace came with; being rid of an imported workspace; and what
//! could not be read at a start.

use leptos::prelude::*;
use muctieu_core::builtin;
use muctieu_core::edit::Edit;
use muctieu_core::figure::Figure;
use muctieu_core::workspace::{Workspace, WorkspaceKind};

use crate::components::Icon;
use crate::components::confirm::confirm;
use crate::dom::{derived, memo, view};
use crate::i18n::td_string;
use crate::platform::files;
use crate::state::{AppState, use_state};

/// The figures that a workspace came with, if they fit its indicators.
fn origin_of(workspace: &Workspace) -> Option<Vec<Figure>> {
    let origin = match workspace.kind {
        WorkspaceKind::Real => builtin::resolution(),
        WorkspaceKind::Illustration => builtin::illustration(),
    };
    let figures: Vec<Figure> = origin.ok()?.figures.iter().cloned().collect();
    figures
        .iter()
        .all(|figure| workspace.indicator(figure.indicator.as_str()).is_some())
        .then_some(figures)
}

/// The section.
#[component]
pub fn Start() -> impl IntoView {
    let state = use_state();
    let id = memo(move |_| state.record(|workspace| (workspace.id.to_string(), workspace.kind)));
    let can_restore = memo(move |_| {
        id.track();
        state
            .workspace
            .with_untracked(|workspace| origin_of(workspace).is_some())
    });
    let count = memo(move |_| state.record(|workspace| workspace.figures.len()));
    let illustration = memo(move |_| state.is_illustration());
    let empty = move |_| {
        let before = count.get_untracked();
        if state.dispatch_or_tell(Edit::ReplaceFigures {
            figures: Vec::new(),
        }) {
            state.tell_undoable(td_string!(state.locale(), figures.emptied, count = before));
        }
    };
    let restore = move |_| {
        let Some(figures) = state.workspace.with_untracked(origin_of) else {
            return;
        };
        let now = figures.len();
        if state.dispatch_or_tell(Edit::ReplaceFigures { figures }) {
            state.tell_undoable(td_string!(state.locale(), figures.restored, count = now));
        }
    };
    view! {
        <section class="figures-start" aria-labelledby="figures-start">
            <h2 id="figures-start">{move || td_string!(state.locale(), figures.start_title)}</h2>
            <div class="cards">
                <div class="panel stack">
                    <h3>{move || td_string!(state.locale(), figures.start_empty)}</h3>
                    <p class="muted small">{move || match count.get() {
                        0 => td_string!(state.locale(), figures.start_empty_now).to_owned(),
                        count => td_string!(state.locale(), figures.start_empty_note, count = count),
                    }}</p>
                    <p>
                        <button class="button danger" type="button" data-action="start-empty" disabled=move || count.get() == 0 on:click=empty>
                            <Icon name=Icon::Trash />{move || td_string!(state.locale(), figures.start_empty)}
                        </button>
                    </p>
                </div>
                <Show when=move || can_restore.get()>
                    <div class="panel stack">
                        <h3>{move || restore_word(state, illustration.get())}</h3>
                        <p class="muted small">{move || if illustration.get() {
                            td_string!(state.locale(), figures.restore_illustration_note)
                        } else {
                            td_string!(state.locale(), figures.restore_note)
                        }}</p>
                        <p>
                            <button class="button" type="button" data-action="restore" on:click=restore>
                                <Icon name=Icon::Reset />{move || restore_word(state, illustration.get())}
                            </button>
                        </p>
                    </div>
                </Show>
                <Show when=move || state.is_own_workspace()>
                    <div class="panel stack">
                        <h3>{move || td_string!(state.locale(), figures.delete_workspace)}</h3>
                        <p class="muted small">{move || td_string!(state.locale(), figures.delete_workspace_note)}</p>
                        // Another workspace is another question.
                        {move || {
                            id.track();
                            delete(state)
                        }}
                    </div>
                </Show>
                <Aside />
            </div>
        </section>
    }
}

fn restore_word(state: AppState, illustration: bool) -> &'static str {
    if illustration {
        td_string!(state.locale(), figures.restore_illustration)
    } else {
        td_string!(state.locale(), figures.restore)
    }
}

/// The way to be rid of an imported workspace.
fn delete(state: AppState) -> AnyView {
    let words = derived(move || td_string!(state.locale(), figures.delete).to_owned());
    let about = derived(move || {
        let name = |lang| state.record(|one| one.name.get(lang).to_owned());
        name(state.lang())
    });
    confirm(state, "delete-workspace", words, about, move || {
        let lang = state.lang();
        let name = state
            .workspace
            .with_untracked(|workspace| workspace.name.get(lang).to_owned());
        if state.delete_workspace() {
            let told = td_string!(state.locale(), figures.deleted, name = name);
            state.tell(told, false);
        }
    })
}

/// The records that were set aside, to be downloaded as they lie; nothing where there is none.
#[component]
fn Aside() -> impl IntoView {
    let state = use_state();
    let gone = RwSignal::new(0_u32);
    let names = memo(move |_| {
        state.storage.track();
        gone.track();
        state.set_aside()
    });
    let delete = derived(move || td_string!(state.locale(), figures.delete).to_owned());
    view! {
        <Show when=move || !names.with(Vec::is_empty)>
            <div class="panel stack" data-set-aside=move || names.with(Vec::len).to_string()>
                <h3>{move || td_string!(state.locale(), figures.aside_title)}</h3>
                <p class="muted small">{move || td_string!(state.locale(), figures.aside_note)}</p>
                <ul class="stack">
                    <For each=move || names.get() key=Clone::clone let:name>
                        {
                            let (key, own) = (name.clone(), name.clone());
                            let told = name.trim_start_matches("muctieu:aside:").to_owned();
                            let about = told.clone();
                            let about = derived(move || about.clone());
                            view! {
                                <li class="cluster spread">
                                    <span class="small aside-name">{told}</span>
                                    <button class="button small" type="button" data-action="download-aside-record" on:click=move |_| download(state, &key)>
                                        <Icon name=Icon::Download />{move || td_string!(state.locale(), figures.aside_download)}
                                    </button>
                                    {confirm(state, "delete-aside-record", delete, about, move || {
                                        state.delete_aside(&own);
                                        gone.update(|gone| *gone += 1);
                                    })}
                                </li>
                            }
                        }
                    </For>
                </ul>
            </div>
        </Show>
    }
}

fn download(state: AppState, key: &str) {
    let saved = AppState::text_aside(key)
        .is_some_and(|text| files::save("muctieu-de-rieng.txt", "text/plain", &text).is_ok());
    if !saved {
        state.tell(
            td_string!(state.locale(), shell.export_failed).to_owned(),
            true,
        );
    }
}
