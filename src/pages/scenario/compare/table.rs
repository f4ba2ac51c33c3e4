//! All targets in all scenarios, those that differ first.

use leptos::prelude::*;
use muctieu_core::board::Row;
use muctieu_core::finding;
use muctieu_core::indicator::Indicator;
use muctieu_core::lang::Lang;
use muctieu_core::number::UNKNOWN;
use muctieu_core::status::Status;

use super::{Column, colour};
use crate::components::StatusMark;
use crate::dom::{derived, view};
use crate::i18n::td_string;
use crate::state::AppState;

/// The table.
pub(super) fn table(state: AppState, columns: &[Column]) -> AnyView {
    let (lang, locale) = (state.lang(), state.locale());
    let mut order: Vec<(usize, f64)> = Vec::new();
    let rows = state.workspace.with_untracked(|workspace| {
        for (at, indicator) in workspace.indicators.iter().enumerate() {
            if indicator.part_of.is_none() {
                order.push((at, distance(columns, at)));
            }
        }
        muctieu_core::order::sort_by(&mut order, |a, b| b.1.total_cmp(&a.1));
        order
            .iter()
            .filter_map(|(at, _)| Some((*at, workspace.indicators.get(*at)?)))
            .map(|(at, indicator)| row(columns, at, indicator, lang))
            .collect::<Vec<AnyView>>()
    });
    let differ = order.iter().filter(|(_, distance)| *distance > 0.0).count();
    let heads = columns
        .iter()
        .map(|column| {
            let name = column.name.clone();
            view! { <th scope="col" class="compare-head" data-colour=colour(column)>{name}</th> }
                .into_any()
        })
        .collect::<Vec<AnyView>>();
    let caption = td_string!(locale, analysis.compare_caption, count = differ);
    view! {
        <div class="compare-scroll" tabindex="0" role="region" aria-label=caption.clone()>
            <table class="table compare-table">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{td_string!(locale, analysis.indicator)}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// How far the scenarios differ from the base in one target: first by probability, then by anything at all.
fn distance(columns: &[Column], at: usize) -> f64 {
    let Some(base) = columns.first().and_then(|column| column.board.rows.get(at)) else {
        return 0.0;
    };
    let others = columns
        .iter()
        .skip(1)
        .filter_map(|column| column.board.rows.get(at));
    others
        .map(|row| match (base.probability, row.probability) {
            _ if !differs(base, row) => 0.0,
            (Some(a), Some(b)) => 1e-6 + (a - b).abs(),
            _ => 2.0,
        })
        .fold(0.0, f64::max)
}

fn differs(base: &Row, row: &Row) -> bool {
    let bits = |value: Option<f64>| value.map(f64::to_bits);
    bits(base.probability) != bits(row.probability)
        || bits(base.projected) != bits(row.projected)
        || base.status != row.status
}

fn row(columns: &[Column], at: usize, indicator: &Indicator, lang: Lang) -> AnyView {
    let base = columns.first().and_then(|column| column.board.rows.get(at));
    let cells = columns
        .iter()
        .filter_map(|column| column.board.rows.get(at).map(|row| (column, row)))
        .map(|(column, row)| {
            let marked = base.is_some_and(|base| differs(base, row)).then_some("");
            let value = row.projected.map_or_else(
                || UNKNOWN.to_owned(),
                |value| finding::amount(indicator, value, lang),
            );
            let chance = row
                .probability
                .map_or_else(String::new, |p| finding::probability(p, lang));
            let status: Status = row.status;
            view! {
                <td class="compare-cell" data-colour=colour(column) data-differs=marked data-status=status.id()>
                    <b>{value}</b>
                    <span class="num">{chance}</span>
                    <StatusMark status=derived(move || status) />
                </td>
            }
            .into_any()
        })
        .collect::<Vec<AnyView>>();
    let title = format!("{} {}", indicator.item, indicator.title.get(lang));
    let words = finding::target_in_words(indicator, lang);
    view! {
        <tr data-compare-row=indicator.id.to_string()>
            <th scope="row">{title}<small class="is-target">{words}</small></th>
            {cells}
        </tr>
    }
    .into_any()
}
