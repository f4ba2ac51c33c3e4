//! Many figures pasted at once, this year's or earlier ones: what is read shows at once, and is taken whole.

use leptos::prelude::*;
use muctieu_core::edit::Edit;
use muctieu_core::indicator::Indicator;
use muctieu_core::lang::Say;
use muctieu_core::number::format_date;
use muctieu_core::paste::Mark;

use super::bulk::{Bulk, Line, Said, read};
use super::{amount, measure_word};
use crate::components::Icon;
use crate::dom::{Memo, derived, memo, view};
use crate::i18n::td_string;
use crate::platform::clock;
use crate::state::{AppState, use_state};

/// So many lines of the preview, and so many faults, are shown.
const SHOWN: usize = 60;

/// What the parts of the panel share.
#[derive(Clone, Copy)]
struct Paste {
    state: AppState,
    indicator: StoredValue<Indicator>,
    text: RwSignal<String>,
    said: RwSignal<Said>,
    read: Memo<Option<Result<Bulk, Vec<String>>>>,
}

impl Paste {
    fn new(indicator: Indicator) -> Self {
        let state = use_state();
        let indicator = StoredValue::new(indicator);
        let (text, said) = (RwSignal::new(String::new()), RwSignal::new(Said::default()));
        let read = memo(move |_| {
            let text = text.get();
            if text.trim().is_empty() {
                return None;
            }
            let lang = state.lang();
            Some(state.record(|workspace| {
                indicator.with_value(|indicator| {
                    said.with(|said| read(&text, indicator, workspace, said, lang))
                })
            }))
        });
        Self {
            state,
            indicator,
            text,
            said,
            read,
        }
    }

    /// Puts what was read into the workspace as one step of undo.
    fn take(self) {
        let state = self.state;
        self.said.update_untracked(|said| {
            said.now = clock::now_iso();
            said.by = state
                .settings
                .with_untracked(|settings| settings.entered_by.clone());
        });
        self.said.notify();
        let Some(Ok(bulk)) = self.read.get_untracked() else {
            return;
        };
        let put = bulk.figures(|| clock::fresh_name("f"));
        let count = put.len();
        let remove = Vec::new();
        if state.dispatch_or_tell(Edit::ChangeFigures { put, remove }) {
            self.text.set(String::new());
            state.tell_undoable(td_string!(
                state.locale(),
                figures.paste_done,
                count = count
            ));
        }
    }

    fn mark(self, name: &str) {
        let mark = match name {
            "thousands" => Mark::Thousands,
            "decimal" => Mark::Decimal,
            _ => Mark::Unsaid,
        };
        self.said.update(|said| said.mark = mark);
    }
}

/// The panel, folded away until it is wanted.
#[component]
pub fn PasteFigures(
    /// Whose figures.
    indicator: Indicator,
) -> impl IntoView {
    let name = format!("paste-{}", indicator.id);
    let paste = Paste::new(indicator);
    let state = paste.state;
    let label = derived(move || td_string!(state.locale(), figures.paste_title).to_owned());
    view! {
        <details class="paste" data-paste="">
            <summary><Icon name=Icon::Table />{label}</summary>
            <div class="stack paste-body">
                {fields(paste, &name)}
                <div role="status">{outcome(paste)}</div>
            </div>
        </details>
    }
}

/// The text and what is to be said about it.
fn fields(paste: Paste, name: &str) -> AnyView {
    let state = paste.state;
    let (text, hint, source, mark) = (
        name.to_owned(),
        format!("{name}-hint"),
        format!("{name}-source"),
        format!("{name}-mark"),
    );
    let described = hint.clone();
    let periods = paste
        .indicator
        .with_value(|indicator| indicator.kind.accumulates());
    let word = move |of: fn(crate::i18n::Locale) -> &'static str| {
        derived(move || of(state.locale()).to_owned())
    };
    let of_periods = periods.then(|| {
        view! {
            <label class="check">
                <input type="checkbox" data-paste-periods="" on:change=move |event| paste.said.update(|said| said.per_period = event_target_checked(&event)) />
                <span>{word(|locale| td_string!(locale, figures.paste_periods))}</span>
            </label>
        }
        .into_any()
    });
    view! {
        <div class="field">
            <label for=text.clone()>{word(|locale| td_string!(locale, figures.paste_text))}</label>
            <textarea
                id=text class="input num" rows="6" spellcheck="false" data-paste-text="" aria-describedby=described
                prop:value=paste.text on:input=move |event| paste.text.set(event_target_value(&event))
            ></textarea>
            <p class="hint" id=hint>{word(|locale| td_string!(locale, figures.paste_hint))}</p>
        </div>
        {of_periods}
        <div class="cluster paste-said">
            <div class="field">
                <label for=mark.clone()>{word(|locale| td_string!(locale, figures.paste_mark))}</label>
                <select id=mark class="input" data-paste-mark="" on:change=move |event| paste.mark(&event_target_value(&event))>
                    <option value="">{word(|locale| td_string!(locale, figures.paste_mark_ask))}</option>
                    <option value="thousands">{word(|locale| td_string!(locale, figures.paste_mark_thousands))}</option>
                    <option value="decimal">{word(|locale| td_string!(locale, figures.paste_mark_decimal))}</option>
                </select>
            </div>
            <div class="field">
                <label for=source.clone()>{word(|locale| td_string!(locale, figures.paste_source))}</label>
                <input id=source class="input" type="text" maxlength="500" autocomplete="off" data-paste-source=""
                    on:change=move |event| paste.said.update(|said| said.source = event_target_value(&event)) />
            </div>
        </div>
    }
    .into_any()
}

/// What was read, or what is wrong with it.
fn outcome(paste: Paste) -> impl Fn() -> AnyView + Send + Sync + 'static {
    move || {
        paste.read.with(|read| match read {
            None => ().into_any(),
            Some(Err(faults)) => wrong(faults),
            Some(Ok(bulk)) => preview(paste, bulk),
        })
    }
}

fn wrong(faults: &[String]) -> AnyView {
    let shown = faults
        .iter()
        .take(SHOWN)
        .map(|fault| view! { <li>{fault.clone()}</li> }.into_any());
    view! { <ul class="error paste-faults" data-error="paste">{shown.collect_view()}</ul> }
        .into_any()
}

fn preview(paste: Paste, bulk: &Bulk) -> AnyView {
    let state = paste.state;
    let locale = state.locale();
    let same = (bulk.same > 0)
        .then(|| td_string!(locale, figures.paste_same, count = bulk.same))
        .map(|text| view! { <p class="muted small">{text}</p> }.into_any());
    if bulk.lines.is_empty() {
        return same.into_any();
    }
    let count = bulk.lines.len();
    let button = if bulk.is_doubted() {
        td_string!(locale, figures.paste_take_anyway, count = count)
    } else {
        td_string!(locale, figures.paste_take, count = count)
    };
    let rows = paste.indicator.with_value(|indicator| {
        let lines = bulk.lines.iter().take(SHOWN);
        lines.map(|line| row(indicator, line, state)).collect_view()
    });
    let more = count.saturating_sub(SHOWN);
    let more = (more > 0).then(|| {
        view! { <p class="muted small">{td_string!(locale, figures.paste_more, count = more)}</p> }.into_any()
    });
    view! {
        <div class="scroll-x">
            <table class="table paste-preview">
                <caption class="visually-hidden">{td_string!(locale, figures.paste_preview)}</caption>
                <thead><tr>
                    <th scope="col">{td_string!(locale, figures.date)}</th>
                    <th scope="col">{td_string!(locale, figures.measure)}</th>
                    <th scope="col" class="num">{td_string!(locale, figures.value)}</th>
                    <th scope="col">{td_string!(locale, figures.source_note)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {more}
        {same}
        <p class="cluster">
            <button class="button primary" type="button" data-action="paste" on:click=move |_| paste.take()>{button}</button>
        </p>
    }
    .into_any()
}

fn row(indicator: &Indicator, line: &Line, state: AppState) -> AnyView {
    let (lang, locale) = (state.lang(), state.locale());
    let told = |value: f64| amount(indicator, line.figure.measure, value, lang);
    let before = line
        .before
        .map(|before| td_string!(locale, figures.paste_corrects, value = told(before)));
    let remarks = before
        .into_iter()
        .chain(line.doubts.iter().map(|doubt| doubt.say(lang)));
    let remarks = remarks.map(|remark| {
        view! { <p class="warning small"><Icon name=Icon::Info /><span>{remark}</span></p> }
            .into_any()
    });
    view! {
        <tr>
            <td>{format_date(line.figure.date, lang)}</td>
            <td>{measure_word(line.figure.measure, locale)}</td>
            <td class="num">{told(line.figure.value)}</td>
            <td>{line.figure.source.clone()}{remarks.collect_view()}</td>
        </tr>
    }
    .into_any()
}
