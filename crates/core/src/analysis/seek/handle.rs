//! A lever on offer: where it stands, how far it may go, and what that costs.

use super::Handle;
use crate::analysis::Setting;
use crate::lever::{LeverId, LeverKind};
use crate::scenario::Change;
use crate::target::{Direction, scale};

/// The step of a probe, as a share of the range.
const PROBE: f64 = 1e-3;
/// Steps beyond this are not counted.
const MOST: f64 = 9_007_199_254_740_992.0;

/// A lever that is moved.
pub(super) struct Held {
    pub lever: LeverId,
    /// Where it stands in the scenario.
    pub now: Option<f64>,
    pub weight: f64,
    /// The limits of u.
    pub limits: (f64, f64),
    neutral: f64,
    /// Whether the lever does nothing in its neutral position; else its mere touch says something.
    known: bool,
    range: f64,
    /// Reporting units in one.
    scale: f64,
    /// The limits in whole units from neutral.
    most: (i64, i64),
}

impl Held {
    /// Nothing where there is no such lever, or its limits are none.
    pub fn new(setting: &Setting, changes: &[Change], handle: &Handle) -> Option<Self> {
        let span = setting.span(&handle.lever)?;
        let (min, max) = (handle.min.max(span.min), handle.max.min(span.max));
        let range = span.max - span.min;
        let sound = min <= max && range > 0.0 && handle.weight > 0.0 && handle.weight.is_finite();
        if !sound {
            return None;
        }
        let down = setting
            .subject(&handle.lever)
            .is_some_and(|one| one.direction == Direction::Down);
        // Where nothing is known the least ambitious end stands for it. Of ranks the first is the best.
        let modest = if down || handle.lever.kind == LeverKind::Rank {
            max
        } else {
            min
        };
        let neutral = span.neutral.unwrap_or(modest);
        let scale = scale(span.decimals);
        let live = changes.iter().filter(|change| !change.off);
        let now = live
            .clone()
            .find(|change| change.lever == handle.lever)
            .map(|change| change.value);
        let (above, below) = ((neutral * scale).floor(), (neutral * scale).ceil());
        let upper = whole((max * scale + 1e-6).floor() - above).max(0);
        let lower = whole((min * scale - 1e-6).ceil() - below).min(0);
        Some(Self {
            lever: handle.lever.clone(),
            now,
            weight: handle.weight,
            limits: (
                ((min - neutral) / range).min(0.0),
                ((max - neutral) / range).max(0.0),
            ),
            neutral,
            known: span.neutral.is_some(),
            range,
            scale,
            most: (lower, upper),
        })
    }

    /// Where the search begins.
    pub fn first(&self) -> f64 {
        if self.known {
            0.0
        } else {
            0.5 * (self.limits.0 + self.limits.1)
        }
    }

    /// The position of u; nothing where the lever is not used.
    pub fn position(&self, u: f64) -> Option<f64> {
        (u.abs() > 1e-12).then_some(self.neutral + u * self.range)
    }

    /// A small step that stays within the limits.
    pub fn probe(&self, u: f64) -> f64 {
        let step = PROBE.max(1.0 / (self.scale * self.range));
        if u + step <= self.limits.1 {
            step
        } else {
            -step
        }
    }

    /// The position so many whole units from neutral; nothing at none.
    pub fn counted(&self, units: i64) -> Option<f64> {
        let first = match units {
            0 => return None,
            1.. => (self.neutral * self.scale).floor(),
            _ => (self.neutral * self.scale).ceil(),
        };
        Some((first + units as f64) / self.scale)
    }

    /// The whole units of u, away from neutral and within the limits.
    pub fn away(&self, u: f64) -> i64 {
        let Some(position) = self.position(u) else {
            return 0;
        };
        let at = position * self.scale;
        let (above, below) = (
            (self.neutral * self.scale).floor(),
            (self.neutral * self.scale).ceil(),
        );
        let units = if u > 0.0 {
            whole((at - 1e-6).ceil() - above)
        } else {
            whole((at + 1e-6).floor() - below)
        };
        units.clamp(self.most.0, self.most.1)
    }

    /// The end towards which the lever helps.
    pub fn end(&self, helps: f64) -> Option<i64> {
        if helps > 0.0 {
            Some(self.most.1)
        } else if helps < 0.0 {
            Some(self.most.0)
        } else {
            None
        }
    }

    /// Whether nothing more is allowed on this side.
    pub fn is_at_limit(&self, units: i64) -> bool {
        units != 0 && (units == self.most.0 || units == self.most.1)
    }

    /// w·((x − neutral) ÷ range)².
    pub fn effort(&self, units: i64) -> f64 {
        let share = self
            .counted(units)
            .map_or(0.0, |position| (position - self.neutral) / self.range);
        self.weight * share * share
    }

    /// What the last unit costs.
    pub fn last_unit(&self, units: i64) -> f64 {
        self.effort(units) - self.effort(units - units.signum())
    }
}

/// From one number of units towards another, by a share of the way, rounded towards the other.
pub(super) fn between(from: i64, to: i64, share: f64) -> i64 {
    let way = (to - from) as f64 * share;
    let step = if way >= 0.0 { way.ceil() } else { way.floor() };
    from + whole(step)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "clamped to ±2^53 before the cast"
)]
fn whole(value: f64) -> i64 {
    value.clamp(-MOST, MOST) as i64
}
