//! The form of a figure: a new one, or one that is corrected. What is typed stays until it is taken whole.

use leptos::prelude::*;
use muctieu_core::check::Doubt;
use muctieu_core::edit::Edit;
use muctieu_core::figure::{Figure, FigureId, Measure};
use muctieu_core::indicator::{Indicator, Kind};
use muctieu_core::lang::Say;
use muctieu_core::number::format_date;

use super::entry::{Draft, Fault, Field, Reading, Stamp, doubt_id, read};
use super::fields::{MeasureField, NumberField, TextField, YearField};
use super::told;
use crate::components::Icon;
use crate::dom::{effect, view};
use crate::i18n::td_string;
use crate::platform::{clock, document, frames};
use crate::state::{AppState, use_state};

/// What the parts of the form share.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) state: AppState,
    pub(super) indicator: StoredValue<Indicator>,
    editing: RwSignal<Option<FigureId>>,
    pub(super) draft: RwSignal<Draft>,
    pub(super) faults: RwSignal<Vec<(Field, Fault)>>,
    doubts: RwSignal<Vec<Doubt>>,
}

impl Form {
    fn new(indicator: Indicator, editing: RwSignal<Option<FigureId>>) -> Self {
        let state = use_state();
        let by = state
            .settings
            .with_untracked(|settings| settings.entered_by.clone());
        let year = state
            .workspace
            .with_untracked(|workspace| workspace.plan_of(&indicator).year());
        Self {
            state,
            draft: RwSignal::new(Draft::empty(&indicator, year, by)),
            indicator: StoredValue::new(indicator),
            editing,
            faults: RwSignal::new(Vec::new()),
            doubts: RwSignal::new(Vec::new()),
        }
    }

    /// The plan year of the indicator.
    pub(super) fn year(self) -> i16 {
        self.indicator.with_value(|indicator| {
            self.state
                .workspace
                .with_untracked(|workspace| workspace.plan_of(indicator).year())
        })
    }

    pub(super) fn kind(self) -> Kind {
        self.indicator.with_value(|indicator| indicator.kind)
    }

    /// The name of a field's element in the document.
    pub(super) fn element(self, field: Field) -> String {
        self.indicator
            .with_value(|indicator| format!("figure-{}-{}", indicator.id, field.id()))
    }

    /// Takes what is typed into a field; what was said about it no longer holds.
    pub(super) fn typed(self, field: Field, change: impl FnOnce(&mut Draft)) {
        self.draft.update(change);
        self.faults
            .update(|faults| faults.retain(|(of, _)| *of != field));
        self.doubts.update(Vec::clear);
    }

    /// Puts the figure that is to be corrected into the form, or empties it.
    fn fill(self) {
        let state = self.state;
        let by = state
            .settings
            .with_untracked(|settings| settings.entered_by.clone());
        let found = self.editing.with_untracked(|editing| {
            let id = editing.as_ref()?;
            state
                .workspace
                .with_untracked(|workspace| workspace.figures.find(id).cloned())
        });
        let lang = state.settings.with_untracked(|settings| settings.language);
        let draft = match &found {
            Some(figure) => Draft::of(figure, by, lang),
            None => self
                .indicator
                .with_value(|indicator| Draft::empty(indicator, self.year(), by)),
        };
        self.draft.set(draft);
        self.faults.set(Vec::new());
        self.doubts.set(Vec::new());
        if found.is_some() {
            self.focus(Field::Value);
        }
    }

    /// Moves the focus to a field once what is said about it is on the page.
    fn focus(self, field: Field) {
        let element = self.element(field);
        frames::before_paint(move || document::focus(&element));
    }

    /// Reads the form; takes the figure, asks about it, or says what is wrong. With `confirmed`, doubts are answered.
    pub(super) fn submit(self, confirmed: bool) {
        let state = self.state;
        let workspace = state.workspace.get_untracked();
        let before = self.editing.get_untracked();
        let before = match before.map(|id| workspace.figures.find(&id).cloned()) {
            Some(Some(figure)) => Some(figure),
            Some(None) => {
                // Gone since it was opened, in another tab perhaps: what was typed stays, as a new figure.
                self.editing.set(None);
                let error = muctieu_core::edit::EditError::NoFigure;
                state.tell(error.say(state.lang()), true);
                return;
            }
            None => None,
        };
        let stamp = Stamp {
            id: clock::fresh_name("f"),
            now: clock::now_iso(),
        };
        let lang = state.lang();
        let draft = self.draft.get_untracked();
        let reading = self.indicator.with_value(|indicator| {
            read(
                &draft,
                indicator,
                &workspace,
                before.as_ref(),
                stamp,
                confirmed,
                lang,
            )
        });
        match reading {
            Reading::Refused(faults) => {
                if let Some((field, _)) = faults.first() {
                    self.focus(*field);
                }
                self.doubts.set(Vec::new());
                self.faults.set(faults);
            }
            Reading::Doubted(doubts) => {
                self.faults.set(Vec::new());
                self.doubts.set(doubts);
                let confirm = self.element(Field::Value) + "-confirm";
                frames::before_paint(move || document::focus(&confirm));
            }
            Reading::Clear(figure) => self.take(*figure, before.as_ref()),
        }
    }

    /// Puts the figure into the workspace, tells it, and empties the form for the next.
    fn take(self, figure: Figure, before: Option<&Figure>) {
        let state = self.state;
        let by = self
            .draft
            .with_untracked(|draft| draft.by.trim().to_owned());
        let lang = state.lang();
        let value = self
            .indicator
            .with_value(|indicator| told(indicator, &figure, lang));
        let date = format_date(figure.date, lang);
        if before != Some(&figure) {
            let edit = Edit::PutFigure {
                figure: Box::new(figure),
            };
            if !state.dispatch_or_tell(edit) {
                return;
            }
            state.tell_undoable(td_string!(
                state.locale(),
                figures.saved,
                value = value,
                date = date
            ));
        }
        if state
            .settings
            .with_untracked(|settings| settings.entered_by != by)
        {
            state.settings.update(|settings| settings.entered_by = by);
        }
        self.editing.set(None);
        let (year, measure) = self
            .draft
            .with_untracked(|draft| (draft.year, draft.measure));
        self.fill();
        // The next figure is often of the same kind.
        if before.is_none() {
            self.draft.update(|draft| {
                draft.year = year;
                draft.measure = measure;
            });
        }
        self.focus(Field::Date);
    }
}

/// The form.
#[component]
pub fn FigureForm(
    /// Whose figure.
    indicator: Indicator,
    /// The figure that is being corrected; none for a new one.
    editing: RwSignal<Option<FigureId>>,
) -> impl IntoView {
    let state = use_state();
    let form = Form::new(indicator, editing);
    effect(move |before: Option<Option<FigureId>>| {
        let now = editing.get();
        if before.is_some_and(|before| before != now) {
            form.fill();
        }
        now
    });
    let correcting = move || editing.with(Option::is_some);
    let cancel = move || editing.set(None);
    let title = move || {
        if correcting() {
            td_string!(state.locale(), figures.form_correct)
        } else {
            td_string!(state.locale(), figures.form_new)
        }
    };
    view! {
        <form
            class="figure-form" novalidate=true aria-label=title data-correcting=move || correcting().then_some("")
            on:submit=move |event| {
                event.prevent_default();
                form.submit(false);
            }
            on:keydown=move |event| {
                if event.key() == "Escape" && correcting() {
                    event.stop_propagation();
                    cancel();
                }
            }
        >
            <h3>{title}</h3>
            <div class="figure-fields">
                <TextField form=form field=Field::Date />
                <MeasureField form=form />
                <NumberField form=form field=Field::Value />
                <YearField form=form />
                <Show when=move || form.draft.with(|draft| draft.measure == Measure::Estimate)>
                    <NumberField form=form field=Field::Low />
                    <NumberField form=form field=Field::High />
                </Show>
                <TextField form=form field=Field::Source />
                <TextField form=form field=Field::Note />
                <TextField form=form field=Field::By />
            </div>
            {hint(form)}
            <Doubts form=form />
            <div class="cluster figure-form-actions">
                <button class="button primary" type="submit" data-action="save">
                    <Icon name=Icon::Check />
                    {move || if correcting() { td_string!(state.locale(), figures.save_correction) } else { td_string!(state.locale(), figures.save) }}
                </button>
                <Show when=correcting>
                    <button class="button" type="button" data-action="cancel" on:click=move |_| cancel()>
                        {move || td_string!(state.locale(), figures.cancel)}
                    </button>
                </Show>
            </div>
        </form>
    }
}

/// What a newcomer has to know about figures of this kind; nothing for most.
fn hint(form: Form) -> impl Fn() -> Option<AnyView> + use<> {
    let state = form.state;
    let kind = form.kind();
    move || {
        let locale = state.locale();
        let text = match kind {
            Kind::FlowChange => td_string!(locale, figures.hint_count),
            Kind::RankGain => td_string!(locale, figures.hint_rank),
            Kind::Growth => td_string!(locale, figures.hint_growth),
            Kind::LevelChange => td_string!(locale, figures.hint_change),
            _ => return None,
        };
        Some(view! { <p class="hint muted small">{text}</p> })
    }
}

/// What may be wrong with the figure, and the button that says it is meant.
#[component]
fn Doubts(
    /// The form.
    form: Form,
) -> impl IntoView {
    let state = form.state;
    let confirm = form.element(Field::Value) + "-confirm";
    view! {
        <div class="figure-doubts" role="alert">
            <For each=move || form.doubts.get() key=|doubt| format!("{doubt:?}") let:doubt>
                {
                    let id = doubt_id(&doubt);
                    view! {
                        <p class="warning" data-error=id>
                            <Icon name=Icon::AtRisk /><span>{move || doubt.say(state.lang())}</span>
                        </p>
                    }
                }
            </For>
            <Show when=move || !form.doubts.with(Vec::is_empty)>
                <button class="button" type="button" id=confirm.clone() data-action="confirm" on:click=move |_| form.submit(true)>
                    {move || td_string!(state.locale(), figures.confirm)}
                </button>
            </Show>
        </div>
    }
}
