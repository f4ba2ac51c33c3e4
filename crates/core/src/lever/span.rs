//! The limits of a lever, and where it stands when nobody has touched it.

use super::LeverKind;
use crate::indicator::{Indicator, Kind};
use crate::target::scale;

/// The limits of a lever, its step, and its neutral position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeverSpan {
    /// The least position.
    pub min: f64,
    /// The greatest position.
    pub max: f64,
    /// One step of an arrow key.
    pub step: f64,
    /// The position that changes nothing; none where nothing is known yet and the lever sets what is missing.
    pub neutral: Option<f64>,
    /// Decimals in which the position is told.
    pub decimals: u8,
}

impl LeverSpan {
    /// `value` brought within the limits.
    pub fn clamp(&self, value: f64) -> f64 {
        if value.is_finite() {
            value.clamp(self.min, self.max)
        } else {
            self.neutral.unwrap_or(self.min)
        }
    }
}

/// The limits of a lever of an indicator. `base` is what holds without a scenario, in the lever's own unit, where
/// something does: see [`crate::board::span`]. A driver has limits of its own.
pub fn span_of(kind: LeverKind, indicator: &Indicator, base: Option<f64>) -> LeverSpan {
    let target = indicator.target.value;
    let decimals = indicator.decimals;
    let unit = 1.0 / scale(decimals);
    let span = |min: f64, max: f64, step: f64, decimals: u8, neutral: Option<f64>| LeverSpan {
        min,
        max,
        step,
        neutral,
        decimals,
    };
    match kind {
        LeverKind::Pace => span(0.5, 2.0, 0.01, 2, Some(1.0)),
        LeverKind::OneOff => {
            let reach = if indicator.kind == Kind::FlowChange {
                // The lever is a count, the projection a change in %.
                indicator.baseline.unwrap_or(100.0)
            } else {
                target
            };
            let max = nice_above(reach.abs() * 0.5).max(unit);
            let step = nice_above(max / 200.0).max(unit);
            // From nothing, so that none is 0 and not −0.
            let min = 0.0 - less(indicator.kind, base, max, step);
            span(min, max, step, decimals, Some(0.0))
        }
        LeverKind::Delay => span(0.0, 100.0, 5.0, 0, Some(0.0)),
        LeverKind::Growth(_) => span(-5.0, 25.0, 0.1, 2, base),
        LeverKind::Rank => span(1.0, 63.0, 1.0, 0, None),
        LeverKind::Level if indicator.is_share() => span(0.0, 100.0, 0.1, decimals.max(1), base),
        LeverKind::Level => {
            let max = nice_above(target.abs().max(base.unwrap_or(0.0).abs()) * 2.0).max(unit);
            let step = (max / 200.0).max(unit);
            span(0.0, max, step, decimals.max(1), base)
        }
        LeverKind::Target => {
            // Half as much again either way, and ten reporting units at least: "fewer than last year" is a target of 0.
            let reach = nice_above(target.abs() * 0.5).max(10.0 * unit);
            let (min, max) = if indicator.is_share() {
                (0.0, 100.0)
            } else {
                (target - reach, target + reach)
            };
            let step = nice_above(reach / 100.0).max(unit);
            span(min, max, step, decimals, Some(target))
        }
        LeverKind::Kappa => span(5.0, 400.0, 1.0, 0, base),
        LeverKind::Share => span(1.0, 99.0, 0.5, 1, base),
        LeverKind::Weight(_) => span(5.0, 60.0, 0.5, 1, base),
        LeverKind::Sigma => span(0.1, 5.0, 0.1, 2, base),
        LeverKind::Spread => span(0.02, 1.0, 0.02, 2, base),
        // Any number: the limits of a driver are its own.
        LeverKind::Driver => span(-1e15, 1e15, 1.0, 6, base),
    }
}

/// How much an amount may take away, in whole steps: nothing where nothing is known, and never more than there is. What
/// is known of a change in % says nothing of the count that the lever moves.
fn less(kind: Kind, base: Option<f64>, max: f64, step: f64) -> f64 {
    match base {
        None => 0.0,
        Some(_) if kind == Kind::FlowChange => max,
        Some(base) => ((base.max(0.0) / step).floor() * step).min(max),
    }
}

/// The least of 1, 2, 5 times a power of ten that is not below `value`.
fn nice_above(value: f64) -> f64 {
    // Powers of ten from exact ones, so that a limit of 1,000 is not 999.999….
    let step = |power: u8| {
        if power < 6 {
            1.0 / scale(6 - power)
        } else {
            scale(power - 6)
        }
    };
    (0..=21)
        .flat_map(|power| [1.0, 2.0, 5.0].map(|factor| factor * step(power)))
        .find(|limit| *limit >= value)
        .unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_round_numbers_to_the_last_bit() {
        for (value, limit) in [(505.0, 1000.0), (1000.0, 1000.0), (0.03, 0.05), (1.2, 2.0)] {
            assert_eq!(nice_above(value).to_bits(), f64::to_bits(limit), "{value}");
        }
    }
}
