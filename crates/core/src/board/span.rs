//! The limits of a lever on a board: those of its kind around what holds without a scenario.

use super::Row;
use crate::indicator::{Indicator, Kind};
use crate::lever::{LeverKind, LeverSpan, span_of};

/// The limits of a lever, given where its indicator stands without a scenario.
pub fn span(kind: LeverKind, indicator: &Indicator, base: Option<&Row>) -> LeverSpan {
    let neutral = base.and_then(|row| match kind {
        // A remaining quarter starts from the growth so far.
        LeverKind::Growth(_) => row
            .actual
            .filter(|_| indicator.kind == Kind::Growth)
            .map(|actual| actual.value),
        LeverKind::Kappa
        | LeverKind::Share
        | LeverKind::Weight(_)
        | LeverKind::Sigma
        | LeverKind::Spread => row.forecast.as_ref().ok()?.assumed(kind),
        _ => row.projected,
    });
    span_of(kind, indicator, neutral)
}
