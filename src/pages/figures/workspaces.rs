//! Which workspace is open, and the others that can be.

use leptos::prelude::*;
use muctieu_core::builtin;

use crate::dom::{memo, view};
use crate::i18n::td_string;
use crate::state::{AppState, use_state};

/// The choice of the workspace.
#[component]
pub fn Workspaces() -> impl IntoView {
    let state = use_state();
    let open = memo(move |_| state.record(|workspace| workspace.id.to_string()));
    // What is stored is looked up anew when another workspace is opened.
    let known = memo(move |_| {
        let open = open.get();
        let mut known = AppState::workspaces();
        if !known.contains(&open) {
            known.push(open);
        }
        known
    });
    view! {
        <div class="figures-workspaces">
            <p class="small muted" id="figures-workspaces">{move || td_string!(state.locale(), figures.workspace)}</p>
            <div class="segmented" role="group" aria-labelledby="figures-workspaces">
                <For each=move || known.get() key=Clone::clone let:id>
                    {
                        let (here, there, name) = (id.clone(), id.clone(), name_of(state, &id));
                        view! {
                            <button
                                type="button" data-action="switch-workspace" data-workspace=id
                                aria-pressed=move || if open.with(|open| *open == here) { "true" } else { "false" }
                                on:click=move |_| switch(state, &there)
                            >
                                {name}
                            </button>
                        }
                    }
                </For>
            </div>
        </div>
    }
}

/// Opens another workspace, and says so if it is gone.
fn switch(state: AppState, id: &str) {
    if state
        .workspace
        .with_untracked(|workspace| *workspace.id == *id)
    {
        return;
    }
    if !state.switch_to(id) {
        state.tell(
            td_string!(state.locale(), figures.workspace_gone).to_owned(),
            true,
        );
    }
}

/// What a workspace is called: as it is open, as it is built in, as it is stored, or by its id.
fn name_of(state: AppState, id: &str) -> impl Fn() -> String + use<> {
    let id = id.to_owned();
    let stored = AppState::stored_name(&id);
    move || {
        let lang = state.lang();
        let locale = state.locale();
        let open = state.record(|workspace| {
            (*workspace.id == *id).then(|| workspace.name.get(lang).to_owned())
        });
        open.or_else(|| stored.as_ref().map(|name| name.get(lang).to_owned()))
            .or_else(|| match id.as_str() {
                builtin::RESOLUTION => {
                    Some(td_string!(locale, figures.published_workspace).to_owned())
                }
                builtin::ILLUSTRATION => {
                    Some(td_string!(locale, figures.illustration_workspace).to_owned())
                }
                _ => None,
            })
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| id.clone())
    }
}
