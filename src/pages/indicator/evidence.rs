//! How well each method would have done in the earlier years, and what follows from that for the choice.

use std::sync::Arc;

use leptos::prelude::*;
use muctieu_core::backtest::{Choice, Score, scores};
use muctieu_core::board::question;
use muctieu_core::forecast::method;
use muctieu_core::lang::{Lang, Say};
use muctieu_core::lever::Levers;
use muctieu_core::number::{format_number, format_share};
use muctieu_core::order::sort_by;

use crate::components::target::Subject;
use crate::dom::{memo, view};
use crate::i18n::td_string;

/// What the earlier years say.
#[derive(Clone, Debug, PartialEq)]
struct Evidence {
    scores: Arc<Vec<Score>>,
    choice: Option<Choice>,
}

/// The panel.
#[component]
pub(super) fn EvidencePanel(
    /// The target.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let indicator = subject.indicator();
    let evidence = memo(move |_| {
        // What it rests on is watched through the base row, read below, and the assumptions; no lever takes part.
        subject.assumptions.track();
        let as_of = state.as_of.get();
        state.workspace.with_untracked(|workspace| {
            let question = question(workspace, &indicator, as_of, Levers::default());
            Evidence {
                scores: scores(&question),
                choice: subject.read_base(|row| row.choice).flatten(),
            }
        })
    });
    move || evidence.with(|evidence| panel(subject, evidence))
}

fn panel(subject: Subject, evidence: &Evidence) -> AnyView {
    let (locale, lang) = (subject.state.locale(), subject.state.lang());
    let choice = evidence
        .choice
        .map(|choice| view! { <p data-choice="">{choice.say(lang)}</p> }.into_any());
    let judged = !evidence.scores.is_empty();
    let text = if judged {
        td_string!(locale, indicator.evidence_text)
    } else {
        td_string!(locale, indicator.evidence_none)
    };
    view! {
        <section class="panel indicator-evidence" aria-labelledby="evidence" data-evidence="">
            <h2 id="evidence">{td_string!(locale, indicator.evidence)}</h2>
            {choice}
            <p class="muted small">{text}</p>
            {judged.then(|| table(subject, evidence))}
        </section>
    }
    .into_any()
}

/// A row a method, the smallest error first.
fn table(subject: Subject, evidence: &Evidence) -> AnyView {
    let (locale, lang) = (subject.state.locale(), subject.state.lang());
    let mut scores: Vec<&Score> = evidence.scores.iter().collect();
    sort_by(&mut scores, |a, b| a.error.total_cmp(&b.error));
    let chosen = evidence.choice.map(|choice| choice.method);
    let heads = [
        td_string!(locale, indicator.evidence_count),
        td_string!(locale, indicator.evidence_error),
        td_string!(locale, indicator.evidence_mase),
        td_string!(locale, indicator.evidence_80),
        td_string!(locale, indicator.evidence_95),
    ];
    let rows = scores.into_iter().map(|score| {
        let name = method(score.method).map_or("", |method| method.name(lang));
        let cells = heads.into_iter().zip(cells(score, lang)).map(|(label, text)| {
            view! { <td class="num" role="cell" data-label=label>{text}</td> }.into_any()
        });
        view! {
            <tr role="row" data-score=score.method data-used=(chosen == Some(score.method)).then_some("")>
                <th scope="row" role="rowheader">{name}</th>
                {cells.collect_view()}
            </tr>
        }
        .into_any()
    });
    let columns = heads.into_iter().map(|head| {
        view! { <th scope="col" role="columnheader" class="num">{head}</th> }.into_any()
    });
    view! {
        <div class="scroll-x">
            <table class="table methods-table evidence-table" role="table">
                <thead role="rowgroup"><tr role="row">
                    <th scope="col" role="columnheader">{td_string!(locale, indicator.method)}</th>
                    {columns.collect_view()}
                </tr></thead>
                <tbody role="rowgroup">{rows.collect_view()}</tbody>
            </table>
        </div>
        <p class="hint">{td_string!(locale, indicator.evidence_hint)}</p>
    }
    .into_any()
}

fn cells(score: &Score, lang: Lang) -> [String; 5] {
    [
        td_string!(
            crate::components::target::words::locale_of(lang),
            indicator.evidence_origins,
            count = score.origins,
            years = score.years
        ),
        format_share(score.error, 1, lang),
        score
            .mase
            .map_or_else(|| "—".to_owned(), |mase| format_number(mase, 2, lang)),
        format_share(score.within_80, 0, lang),
        format_share(score.within_95, 0, lang),
    ]
}
