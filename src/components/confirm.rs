//! A button for what cannot be undone: pressed once it asks, and only the answer does it.

use leptos::html::Button;
use leptos::prelude::*;

use super::icon::Icon;
use crate::dom::{derived, effect, view};
use crate::i18n::td_string;
use crate::state::AppState;

/// The button. `hook` is its stable name, `words` what stands on it, `about` the name of what it is about; `act` is what is
/// done at last.
pub fn confirm(
    state: AppState,
    hook: &'static str,
    words: Signal<String>,
    about: Signal<String>,
    act: impl Fn() + Clone + Send + Sync + 'static,
) -> AnyView {
    let asked = RwSignal::new(None::<bool>);
    let (ask, keep) = (NodeRef::<Button>::new(), NodeRef::<Button>::new());
    // The focus goes along with what takes the other's place: to the harmless answer, and back.
    effect(move |_| {
        let next = match asked.get() {
            None => None,
            Some(true) => keep.get(),
            Some(false) => ask.get(),
        };
        if let Some(next) = next {
            let _ = next.focus();
        }
    });
    let label = derived(move || format!("{}: {}", words.get(), about.get()));
    let asks = derived(move || {
        let question = td_string!(state.locale(), figures.for_good);
        format!("{}: {question}", about.get())
    });
    let question = move || {
        let act = act.clone();
        view! {
            <span class="cluster" role="group" aria-label=asks>
                <span class="small strong">{move || td_string!(state.locale(), figures.for_good)}</span>
                <button class="button danger small" type="button" data-action=format!("confirm-{hook}") aria-label=label on:click=move |_| {
                    asked.set(Some(false));
                    act();
                }>
                    <Icon name=Icon::Trash />{words}
                </button>
                <button class="button small" type="button" data-action="keep" node_ref=keep on:click=move |_| asked.set(Some(false))>
                    {move || td_string!(state.locale(), figures.keep_it)}
                </button>
            </span>
        }
        .into_any()
    };
    view! {
        <Show
            when=move || asked.get() == Some(true)
            fallback=move || view! {
                <button class="button danger small" type="button" data-action=hook aria-label=label node_ref=ask on:click=move |_| asked.set(Some(true))>
                    <Icon name=Icon::Trash />{words}
                </button>
            }
        >
            {question()}
        </Show>
    }
    .into_any()
}
