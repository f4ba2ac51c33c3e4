//! What a move does: whose probability it moves most, and how many targets are expected to be met.

use serde::{Deserialize, Serialize};

use crate::board::Board;
use crate::finding::probability;
use crate::indicator::IndicatorId;
use crate::lang::Lang;
use crate::number::format_number;
use crate::workspace::Workspace;

/// A probability before and after; none where it could not be assessed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shift {
    /// Whose.
    pub indicator: IndicatorId,
    /// Before the move.
    pub before: Option<f64>,
    /// After it.
    pub after: Option<f64>,
}

/// The effect of a move.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// The indicator whose probability it moves most, where it moves one.
    pub most: Option<Shift>,
    /// The expected number of targets met, before and after.
    pub met: [f64; 2],
}

impl Effect {
    /// The effect between two boards of one workspace on one date.
    pub fn between(workspace: &Workspace, before: &Board, after: &Board) -> Self {
        let mut most: Option<(f64, Shift)> = None;
        for indicator in workspace.indicators.iter() {
            let p = |board: &Board| board.row(indicator.id.as_str())?.probability;
            let (was, now) = (p(before), p(after));
            // What is assessed for the first time goes after what moves, and before what does not.
            let by = match (was, now) {
                (Some(was), Some(now)) => (now - was).abs(),
                (None, None) => 0.0,
                _ => 1e-9,
            };
            if by > 0.0 && most.as_ref().is_none_or(|(most, _)| by > *most) {
                let shift = Shift {
                    indicator: indicator.id.clone(),
                    before: was,
                    after: now,
                };
                most = Some((by, shift));
            }
        }
        Self {
            most: most.map(|(_, shift)| shift),
            met: [expected(workspace, before), expected(workspace, after)],
        }
    }

    /// The effect in words, without a stop: "P(Thu ngân sách) 54% → 81%; kỳ vọng đạt 3,1 → 3,4 chỉ tiêu".
    pub fn in_words(&self, workspace: &Workspace, lang: Lang) -> String {
        let [before, after] = self.met.map(|met| format_number(met, 1, lang));
        let met = if before == after {
            lang.pick(
                format!("kỳ vọng đạt {after} chỉ tiêu"),
                format!("{after} targets expected to be met"),
            )
        } else {
            lang.pick(
                format!("kỳ vọng đạt {before} → {after} chỉ tiêu"),
                format!("{before} → {after} targets expected to be met"),
            )
        };
        let told = |p: Option<f64>| {
            p.map_or_else(
                || lang.pick("chưa đánh giá", "not assessed").to_owned(),
                |p| probability(p, lang),
            )
        };
        match &self.most {
            Some(shift) => {
                let indicator = workspace.indicator(shift.indicator.as_str());
                let name = indicator.map_or(shift.indicator.as_str(), |indicator| {
                    indicator.title.get(lang)
                });
                let (was, now) = (told(shift.before), told(shift.after));
                if was == now {
                    return lang.pick(
                        format!("Xác suất hầu như không đổi; {met}"),
                        format!("The probabilities hardly move; {met}"),
                    );
                }
                format!("P({name}) {was} → {now}; {met}")
            }
            None => lang.pick(
                format!("Không đổi xác suất nào; {met}"),
                format!("No probability moves; {met}"),
            ),
        }
    }
}

/// The expected number of targets met: the sum of their probabilities, whatever goes together.
fn expected(workspace: &Workspace, board: &Board) -> f64 {
    let rows = workspace
        .targets()
        .filter_map(|indicator| board.row(indicator.id.as_str()));
    rows.filter_map(|row| row.probability).sum()
}
