//! The top of the overview: the finding, on which date it holds, and how sure it is.

use leptos::prelude::*;
use muctieu_core::builtin;
use muctieu_core::edit::Edit;
use muctieu_core::finding;
use muctieu_core::number::format_date;
use muctieu_core::workspace::WorkspaceKind;

use super::distribution::Distribution;
use super::joint::JointNote;
use crate::components::icon::Icon;
use crate::dom::{Memo, effect, memo, view};
use crate::i18n::td_string;
use crate::platform::timers::Alarm;
use crate::route::Route;
use crate::state::{AppState, use_state};

/// How long the finding must have stood before it is read out: a screen reader that is told every frame of a drag
/// tells nothing.
const READ_AFTER: i32 = 900;

/// The finding, the date, the distribution.
#[component]
pub fn Head() -> impl IntoView {
    let state = use_state();
    let finding = memo(move |_| {
        let lang = state.lang();
        let met = state.met_interval();
        state.board.with(|board| {
            let sentence = finding::headline_of(board, met, lang);
            // The number is what the eye looks for.
            let met = finding::interval(met);
            match sentence.split_once(&met).filter(|_| board.assessed > 0) {
                Some((before, after)) => (before.to_owned(), met, after.to_owned()),
                None => (sentence, String::new(), String::new()),
            }
        })
    });
    view! {
        <div class="overview-head">
            <div>
                <h1 class="headline" data-headline="">
                    {move || finding.with(|parts| parts.0.clone())}
                    <b>{move || finding.with(|parts| parts.1.clone())}</b>
                    {move || finding.with(|parts| parts.2.clone())}
                </h1>
                <Spoken finding=finding />
                <AsOfNote />
                <JointNote />
            </div>
            <Distribution />
        </div>
    }
}

/// The finding for a screen reader: read out politely when it has come to rest.
#[component]
fn Spoken(finding: Memo<(String, String, String)>) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let alarm = Alarm::new();
    effect(move |before: Option<()>| {
        let sentence = finding.with(|(before, met, after)| format!("{before}{met}{after}"));
        alarm.stop();
        // What stands there when the screen opens is read as part of it.
        if before.is_some() {
            alarm.set(READ_AFTER, move || {
                said.try_set(sentence);
            });
        }
    });
    on_cleanup(move || {
        alarm.stop();
    });
    view! { <p class="visually-hidden" role="status" aria-live="polite" data-finding-said="">{said}</p> }
}

/// The date on which all is judged, what lies after it, and one step to the year's end and back.
#[component]
fn AsOfNote() -> impl IntoView {
    let state = use_state();
    // Dates and counts of the workspace, told anew only when they change.
    let dates = memo(move |_| {
        let as_of = state.as_of.get();
        state.base.track();
        state.workspace.with_untracked(|workspace| {
            (
                as_of,
                workspace.plan.end,
                workspace.default_as_of(),
                workspace.figures_after(as_of),
            )
        })
    });
    let later = move || {
        let (.., count) = dates.get();
        (count > 0).then(|| {
            format!(
                " · {}",
                td_string!(state.locale(), overview.later, count = count)
            )
        })
    };
    let at_end = move || dates.with(|(as_of, end, ..)| as_of >= end);
    let moved = move || dates.with(|(as_of, _, default, _)| as_of != default);
    view! {
        <p class="as-of-note">
            {move || td_string!(state.locale(), overview.as_of, date = format_date(dates.get().0, state.lang())).to_string()}
            {later}
            <Show when=move || !at_end()>
                <span class="no-print">" · "</span>
                <button class="link no-print" type="button" data-as-of-end="" on:click=move |_| state.move_as_of(dates.get_untracked().1)>
                    {move || td_string!(state.locale(), overview.to_end)}
                </button>
            </Show>
            <Show when=moved>
                <span class="no-print">" · "</span>
                <button class="link no-print" type="button" data-as-of-default="" on:click=move |_| state.move_as_of(dates.get_untracked().2)>
                    {move || td_string!(state.locale(), overview.to_default, date = format_date(dates.get().2, state.lang())).to_string()}
                </button>
            </Show>
        </p>
    }
}

/// Brings the built-in figures back.
pub fn restore(state: AppState) {
    let id = state
        .workspace
        .with_untracked(|workspace| workspace.id.to_string());
    if let Some(Ok(original)) = builtin::by_id(&id) {
        let figures = original.figures.iter().cloned().collect();
        if state.dispatch_or_tell(Edit::ReplaceFigures { figures }) {
            state.move_as_of(original.default_as_of());
        }
    }
}

/// Shown while there is not a single figure: what to do next.
#[component]
pub fn NoFigures() -> impl IntoView {
    let state = use_state();
    let built_in = memo(move |_| {
        state.base.track();
        state
            .workspace
            .with_untracked(|workspace| builtin::is_builtin(&workspace.id))
    });
    let restore = move |_| {
        if let Some(key) = untrack(|| state.key()) {
            key.restore(state);
        }
    };
    let training = move || state.record(|workspace| workspace.kind == WorkspaceKind::Illustration);
    view! {
        <section class="empty panel">
            <Icon name=Icon::Table />
            <h2>{move || td_string!(state.locale(), overview.empty_title)}</h2>
            <p>{move || td_string!(state.locale(), overview.empty_text)}</p>
            <div class="cluster">
                <a class="button primary" href=Route::Figures.href()>{move || td_string!(state.locale(), overview.empty_enter)}</a>
                <Show when=move || built_in.get() && state.key().is_some()>
                    <button class="button" type="button" data-restore="" on:click=restore>
                        {move || {
                            if training() {
                                td_string!(state.locale(), overview.empty_restore_training)
                            } else {
                                td_string!(state.locale(), overview.empty_restore)
                            }
                        }}
                    </button>
                </Show>
            </div>
        </section>
    }
}
