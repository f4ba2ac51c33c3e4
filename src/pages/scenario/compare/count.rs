//! How many targets are met: the distribution in each scenario, one below the other on the same axis.

use leptos::prelude::*;
use muctieu_core::analysis::expected_number;
use muctieu_core::board::Board;
use muctieu_core::finding;
use muctieu_core::number::{format_number, format_percent};
use muctieu_core::simulate::{Detail, SEED, Simulation, Structure};

use super::super::study;
use super::{Column, colour};
use crate::dom::view;
use crate::i18n::td_string;
use crate::state::AppState;

/// Samples where targets hang together; where they do not, the distribution is exact.
const SAMPLES: u32 = 5_000;

/// The distributions.
pub(super) fn counts(state: AppState, columns: &[Column]) -> AnyView {
    let (lang, locale) = (state.lang(), state.locale());
    let (all, means) = state.workspace.with_untracked(|workspace| {
        let boards: Vec<&Board> = columns.iter().map(|column| &*column.board).collect();
        let means: Vec<f64> = boards
            .iter()
            .map(|board| expected_number(workspace, board))
            .collect();
        let structure = Structure::new(workspace);
        if structure.is_independent() {
            let exact = boards.iter().map(|board| board.number_met().to_vec());
            return (exact.collect::<Vec<_>>(), means);
        }
        let simulation = Simulation::new(&structure, workspace, &boards, Detail::Joint);
        let results = simulation.run(SEED, SAMPLES);
        let counted = (0..boards.len()).map(|side| simulation.joint(side, &results).number_met());
        (counted.collect(), means)
    });
    // The axis holds what has a chance worth a pixel.
    let told = |p: f64| p >= 0.001;
    let seen = all.iter().flat_map(|shares| {
        let places = shares.iter().enumerate();
        places.filter(|(_, p)| told(**p)).map(|(k, _)| k)
    });
    let (low, high) = seen.fold((usize::MAX, 0), |(low, high), k| (low.min(k), high.max(k)));
    if low > high {
        return view! { <p class="muted">{td_string!(locale, analysis.none_assessed)}</p> }
            .into_any();
    }
    let most = all.iter().flatten().copied().fold(0.0, f64::max);
    let ticks = (low..=high)
        .map(|k| view! { <th scope="col" class="count-head">{k}</th> }.into_any())
        .collect::<Vec<AnyView>>();
    let rows = columns
        .iter()
        .zip(&all)
        .zip(means)
        .map(|((column, shares), mean)| {
            let cells = (low..=high)
                .map(|k| {
                    let p = shares.get(k).copied().unwrap_or(0.0);
                    // Less than half of a percent has a bar and no number; the space keeps bars on one line.
                    let percent = if p >= 0.005 {
                        format_percent(p * 100.0, 0, lang)
                    } else {
                        "\u{a0}".to_owned()
                    };
                    view! {
                        <td class="count-cell">
                            <span class="count-bar" aria-hidden="true" style:--at=study::property(p / most.max(1e-9))></span>
                            <span class="num">{percent}</span>
                        </td>
                    }
                    .into_any()
                })
                .collect::<Vec<AnyView>>();
            let interval = finding::interval(muctieu_core::math::counts::interval(shares, 0.8));
            let told = td_string!(
                locale,
                analysis.count_told,
                mean = format_number(mean, 1, lang),
                interval = interval
            );
            let name = column.name.clone();
            view! {
                <tr data-colour=colour(column)>
                    <th scope="row"><span class="compare-name">{name}</span><small class="muted">{told}</small></th>
                    {cells}
                </tr>
            }
            .into_any()
        })
        .collect::<Vec<AnyView>>();
    view! {
        <h3 id="count-title">{td_string!(locale, analysis.count_title)}</h3>
        <div class="compare-scroll" tabindex="0" role="region" aria-labelledby="count-title">
            <table class="table count-table" aria-labelledby="count-title">
                <thead><tr><th scope="col">{td_string!(locale, analysis.scenario)}</th>{ticks}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
