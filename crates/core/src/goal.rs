//! Goal seek with one lever: "how much does it take?"

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::board::{Row, row};
use crate::indicator::Indicator;
use crate::lever::{LeverKind, LeverSpan, Levers};
use crate::target::{Verdict, scale};
use crate::workspace::Workspace;

/// What is wished for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Goal {
    /// The median meets the target.
    Median,
    /// The target is met with at least this probability.
    Probability(f64),
}

/// What it takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer {
    /// The goal is met without moving the lever.
    Already,
    /// The position nearest to neutral that meets the goal; a step less does not.
    Position(f64),
    /// No position within the lever's limits does; the best of them, and the probability there.
    Unreachable {
        /// The position with the highest probability.
        best: f64,
        /// That probability, if there is one.
        probability: Option<f64>,
    },
}

/// Finds the smallest move of one lever that meets the goal, the indicator's other levers staying where they are.
///
/// The answer is a whole number of the lever's reporting units, so that what is told is what was tested. The
/// probability is monotone in every lever, so a bisection over the units finds it.
pub fn seek(
    workspace: &Workspace,
    indicator: &Indicator,
    as_of: Date,
    levers: Levers,
    kind: LeverKind,
    span: &LeverSpan,
    goal: Goal,
) -> Answer {
    let scale = scale(span.decimals);
    let at = |steps: i64| (steps as f64) / scale;
    let probe = |steps: i64| {
        let mut set = levers;
        set.set(kind, at(steps));
        row(workspace, indicator, as_of, set)
    };
    let reaches = |row: &Row| match goal {
        Goal::Median => row
            .projected
            .is_some_and(|median| indicator.judge(median) != Verdict::NotMet),
        Goal::Probability(p) => row.probability.is_some_and(|probability| probability >= p),
    };
    let meets = |steps: i64| reaches(&probe(steps));
    let steps_of = |value: f64| whole(value * scale);
    let (low, high) = (steps_of(span.min), steps_of(span.max));
    let mut untouched = levers;
    untouched.clear(kind);
    if reaches(&row(workspace, indicator, as_of, untouched)) {
        return Answer::Already;
    }
    let neutral = span
        .neutral
        .map(|neutral| steps_of(neutral).clamp(low, high));
    // Where nothing is known the lever's mere touch may do, or rounding its neutral position to a whole unit.
    if let Some(neutral) = neutral.filter(|neutral| meets(*neutral)) {
        return Answer::Position(at(neutral));
    }
    let (low_meets, high_meets) = (meets(low), meets(high));
    if low_meets && high_meets {
        // Everywhere but where nothing is set: the least ambitious end.
        let p = |steps: i64| probe(steps).probability;
        let least = if p(low) <= p(high) { low } else { high };
        return Answer::Position(at(least));
    }
    if high_meets || low_meets {
        let (unmet, met) = if high_meets { (low, high) } else { (high, low) };
        Answer::Position(at(first_meeting(neutral.unwrap_or(unmet), met, &meets)))
    } else {
        let p = |steps: i64| probe(steps).probability;
        let (low_p, high_p) = (p(low), p(high));
        let (best, probability) = if high_p >= low_p {
            (high, high_p)
        } else {
            (low, low_p)
        };
        Answer::Unreachable {
            best: at(best),
            probability,
        }
    }
}

/// The position of a lever at which the year's median comes nearest to `value`, the indicator's other levers staying
/// where they are: what a hand means that draws the end of the projection to a height. None where the lever moves no
/// median. The median rises with every lever that has this use (pace, amount, growth, level).
pub fn place(
    workspace: &Workspace,
    indicator: &Indicator,
    as_of: Date,
    levers: Levers,
    kind: LeverKind,
    span: &LeverSpan,
    value: f64,
) -> Option<f64> {
    let scale = scale(span.decimals);
    let median = |steps: i64| {
        let mut set = levers;
        set.set(kind, (steps as f64) / scale);
        row(workspace, indicator, as_of, set).projected
    };
    let (mut low, mut high) = (whole(span.min * scale), whole(span.max * scale));
    let (least, most) = (median(low)?, median(high)?);
    if least >= most {
        return None;
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if median(middle)? <= value {
            low = middle;
        } else {
            high = middle;
        }
    }
    let (under, over) = (median(low)?, median(high)?);
    let near = if value - under <= over - value {
        low
    } else {
        high
    };
    Some((near as f64) / scale)
}

/// The number of steps nearest to `from` that meets the goal, when `from` does not and `to` does.
fn first_meeting(from: i64, to: i64, meets: &impl Fn(i64) -> bool) -> i64 {
    let (mut unmet, mut met) = (from, to);
    while (met - unmet).abs() > 1 {
        let middle = unmet + (met - unmet) / 2;
        if meets(middle) {
            met = middle;
        } else {
            unmet = middle;
        }
    }
    met
}

/// The nearest whole number, within those that a double tells apart.
#[expect(
    clippy::cast_possible_truncation,
    reason = "clamped to ±2^53 before the cast"
)]
fn whole(value: f64) -> i64 {
    const END: f64 = 9_007_199_254_740_992.0;
    value.round().clamp(-END, END) as i64
}
