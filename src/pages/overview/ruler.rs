//! What the bar of a row measures, and on which track: pure, without a signal.
//!
//! The gold ticks of a table should form a line, so the target stands at the same place of (nearly) every track:
//! what falls short and what goes beyond is seen before a number is read.

use jiff::civil::Date;
use muctieu_chart::bars::{Bar, BarValues, TARGET_AT, Track};
use muctieu_core::board::{Actual, Row, question};
use muctieu_core::figure::Measure;
use muctieu_core::forecast::Question;
use muctieu_core::indicator::{Indicator, Kind};
use muctieu_core::lever::Levers;
use muctieu_core::target::Comparator;
use muctieu_core::workspace::Workspace;

/// Below this share of its target a level is drawn from zero; nearer to it, zero would hide what matters.
const NEAR: f64 = 0.7;

/// What the bar of an indicator measures, where it is not the indicator's own value.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Measured {
    /// The indicator's value.
    Value,
    /// A count: the target is a change in % on last year's count.
    CountAgainst(f64),
    /// The fall from this level.
    FallFrom(f64),
    /// Places gained on this rank.
    GainOn(f64),
    /// Nothing that figures could be placed by.
    Nothing,
}

/// The track of an indicator's bar and what is measured on it: the same for the base and every scenario, so that a
/// lever moves the bar and not the scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ruler {
    measured: Measured,
    track: Track,
    target: Option<f64>,
    target_high: Option<f64>,
    /// The resolution's own number.
    aim: f64,
    /// The percentage of the track up to which values are possible: a share ends at 100 %.
    pub ends_at: f64,
    /// Where the track starts, if not at zero.
    pub starts_from: Option<f64>,
}

impl Ruler {
    /// The ruler of an indicator on a date, from its base row.
    pub fn new(workspace: &Workspace, indicator: &Indicator, as_of: Date, base: &Row) -> Self {
        let question = question(workspace, indicator, as_of, Levers::default());
        let measured = measured(&question);
        let goal = &indicator.target;
        let (target, high) = match measured {
            Measured::CountAgainst(last) => (Some(last * (1.0 + goal.value / 100.0)), None),
            Measured::Nothing => (None, None),
            _ if indicator.kind == Kind::AllOf => {
                (base.parts_met.map(|(_, parts)| parts as f64), None)
            }
            _ => {
                let range = goal.comparator == Comparator::Range;
                (Some(goal.value), goal.value_high.filter(|_| range))
            }
        };
        let mut ruler = Self {
            measured,
            track: Track::from_zero(target.unwrap_or(1.0)),
            target,
            target_high: high,
            aim: goal.value,
            ends_at: 100.0,
            starts_from: None,
        };
        if let Measured::GainOn(_) = measured {
            // A place can be lost as well as gained: "as it was" is the middle.
            let reach = goal.value.abs().max(1.0) * 2.0;
            ruler.track = Track::new(-reach, reach);
        } else if indicator.is_share() {
            ruler.suit_share(indicator, base);
        }
        ruler
    }

    /// A share near its target is drawn on a track that starts near it, and that is said; none goes past 100 %.
    fn suit_share(&mut self, indicator: &Indicator, base: &Row) {
        let target = indicator.target.value;
        let seen = [
            base.actual.map(|actual| actual.value),
            base.low,
            base.high,
            base.projected,
        ];
        let (least, most) = seen
            .into_iter()
            .flatten()
            .fold((target, target), |(least, most), value| {
                (least.min(value), most.max(value))
            });
        // Work that is done bit by bit starts at nothing.
        let from_nothing = indicator.kind == Kind::Completion;
        if !from_nothing && base.actual.is_some() && least >= target * NEAR {
            let below = TARGET_AT / (100.0 - TARGET_AT);
            let step = nice_from(((target - least) / below).max(most - target).max(0.5));
            let start = target - below * step;
            if start > 0.0 {
                self.track = Track::new(start, target + step);
                self.starts_from = Some(start);
            }
        }
        self.ends_at = self.track.place(100.0).map_or(100.0, |place| place.at);
    }

    /// The bar of a row on this track. `base` is the row without the scenario, where one is on.
    pub fn bar(&self, row: &Row, base: Option<&Row>, as_of: Date) -> Bar {
        let share = row.forecast.as_ref().ok().and_then(|f| f.share_at(as_of));
        let median = |row: &Row| match row.parts_met {
            Some((met, _)) => row.probability.map(|_| met as f64),
            None => row.projected.and_then(|value| self.of_year(value)),
        };
        // A scenario may change the target itself.
        let moved = self.of_target(row.target) - self.of_target(self.aim);
        let values = BarValues {
            actual: row
                .actual
                .as_ref()
                .and_then(|actual| self.of_figure(actual)),
            median: median(row),
            band: row
                .low
                .zip(row.high)
                .filter(|(low, high)| high > low)
                .and_then(|(low, high)| self.of_year(low).zip(self.of_year(high))),
            target: self.target.map(|target| target + moved),
            target_high: self.target_high.map(|high| high + moved),
            expected_now: share
                .zip(self.target)
                .map(|(share, target)| share * (target + moved)),
            base: base.and_then(median),
        };
        Bar::new(&values, self.track)
    }

    /// A figure on the track.
    fn of_figure(&self, figure: &Actual) -> Option<f64> {
        match self.measured {
            Measured::FallFrom(start) if figure.measure == Measure::Level => {
                Some(start - figure.value)
            }
            Measured::GainOn(before) => Some(before - figure.value),
            Measured::Nothing => None,
            _ => Some(figure.value),
        }
    }

    /// A target on the track, for how far one is moved.
    fn of_target(&self, value: f64) -> f64 {
        self.of_year(value).unwrap_or(0.0)
    }

    /// A value of the year on the track.
    fn of_year(&self, value: f64) -> Option<f64> {
        match self.measured {
            Measured::CountAgainst(last) => Some(last * (1.0 + value / 100.0)),
            Measured::Nothing => None,
            _ => Some(value),
        }
    }
}

fn measured(question: &Question<'_>) -> Measured {
    match question.indicator.kind {
        Kind::FlowChange => question
            .total_of(question.plan.year() - 1)
            .filter(|last| *last > 0.0)
            .map_or(Measured::Nothing, Measured::CountAgainst),
        Kind::LevelChange => {
            let start = question.known().iter().rev().find(|figure| {
                figure.date <= question.plan.start
                    && matches!(figure.measure, Measure::Level | Measure::Annual)
            });
            start.map_or(Measured::Value, |start| Measured::FallFrom(start.value))
        }
        Kind::RankGain => {
            let before = question.known().iter().rev().find(|figure| {
                figure.measure == Measure::Rank && figure.year == question.plan.year() - 1
            });
            Measured::GainOn(before.map_or(f64::NAN, |figure| figure.value))
        }
        _ => Measured::Value,
    }
}

/// The least of 1, 2, 5 times a power of ten that is not below `value`.
fn nice_from(value: f64) -> f64 {
    let mut decade = 0.1;
    while decade < 1e6 {
        for factor in [1.0, 2.0, 5.0] {
            if decade * factor >= value * (1.0 - 1e-9) {
                return decade * factor;
            }
        }
        decade *= 10.0;
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use muctieu_core::board::Board;
    use muctieu_core::builtin;

    fn bars(workspace: &Workspace, as_of: Date) -> Vec<(String, Ruler, Bar)> {
        let board = Board::new(workspace, as_of, None);
        workspace
            .targets()
            .filter_map(|target| {
                let row = board.row(target.id.as_str())?;
                let ruler = Ruler::new(workspace, target, as_of, row);
                Some((target.id.to_string(), ruler, ruler.bar(row, None, as_of)))
            })
            .collect()
    }

    #[test]
    fn every_target_but_an_unknown_one_stands_at_the_same_place() {
        let workspace = builtin::illustration().unwrap();
        for as_of in [workspace.default_as_of(), workspace.plan.end] {
            for (id, _, bar) in bars(&workspace, as_of) {
                let at = bar.target.map(|place| place.at);
                // What counts cases stands on last year's; all others on the table's line.
                assert!(
                    at.is_some_and(|at| (at - TARGET_AT).abs() < 1e-6),
                    "{id}: {at:?}"
                );
            }
        }
    }

    #[test]
    fn a_share_ends_at_a_hundred_and_says_where_it_starts() {
        let workspace = builtin::illustration().unwrap();
        let all = bars(&workspace, workspace.default_as_of());
        let (_, water, bar) = all.iter().find(|(id, ..)| id == "clean-water").unwrap();
        assert!(water.starts_from.is_some_and(|start| start > 80.0));
        assert!(bar.actual.is_some_and(|actual| actual.length > 5.0));
        // What is done bit by bit starts at nothing, and ends where its target is: at all of it.
        let (_, training, _) = all
            .iter()
            .find(|(id, ..)| id == "defence-education")
            .unwrap();
        assert_eq!(training.starts_from, None);
        assert!((training.ends_at - TARGET_AT).abs() < 1e-9);
    }

    #[test]
    fn without_last_years_count_no_target_is_drawn_for_a_change() {
        let mut workspace = builtin::empty().unwrap();
        for indicator in std::sync::Arc::make_mut(&mut workspace.indicators) {
            indicator.baseline = None;
        }
        let all = bars(&workspace, workspace.plan.start);
        let (_, _, bar) = all
            .iter()
            .find(|(id, ..)| id == "social-order-crimes")
            .unwrap();
        assert_eq!(bar.target, None);
        assert_eq!(bar.actual, None);
    }

    #[test]
    fn steps_are_round() {
        for (value, step) in [
            (0.5, 0.5),
            (0.51, 1.0),
            (7.4, 10.0),
            (12.0, 20.0),
            (2.0, 2.0),
        ] {
            assert!((nice_from(value) - step).abs() < 1e-9, "{value}");
        }
    }
}
