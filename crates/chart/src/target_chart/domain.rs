//! The vertical interval that a chart shows.

use crate::scale::tame;
use crate::ticks::{self, Step};

use super::input::{Fan, TargetChart};

/// How much the 80 % band, and then the tails beyond it, may stretch what must be seen. The total of a
/// flow is its figure divided by an uncertain share: over the first weeks of a year its fan may reach ten
/// times the target and, shown whole, would press everything else to the floor. What is cut off runs out
/// of the plot, visibly. The bands of levels have no such tails and are shown whole.
const ROOM_FOR_80: f64 = 0.6;
const ROOM_FOR_95: f64 = 0.4;
const ROOM_FOR_LEVELS: f64 = 3.0;

/// How far a median, or a past year, may stretch the interval of figures and target.
const ROOM_FOR_MEDIAN: f64 = 8.0;
const ROOM_FOR_HISTORY: f64 = 1.0;

/// An interval that grows.
#[derive(Clone, Copy, Default)]
struct Span(Option<(f64, f64)>);

impl Span {
    fn take(&mut self, value: f64) {
        if let Some(value) = tame(value) {
            let (low, high) = self.0.unwrap_or((value, value));
            self.0 = Some((low.min(value), high.max(value)));
        }
    }

    /// Grows towards the values, by at most `room` times its own length or the size of its values,
    /// whichever is more.
    fn reach(&mut self, values: impl Iterator<Item = f64>, room: f64) {
        let mut wanted = Self::default();
        values.for_each(|value| wanted.take(value));
        let Some((wanted_low, wanted_high)) = wanted.0 else {
            return;
        };
        let Some((low, high)) = self.0 else {
            *self = wanted;
            return;
        };
        let length = (high - low).max(low.abs()).max(high.abs());
        let most = if length > 0.0 { length } else { 1.0 } * room;
        self.0 = Some((
            wanted_low.clamp(low - most, low),
            wanted_high.clamp(high, high + most),
        ));
    }
}

/// What is shown up the axis: from where to where, and the step of its ticks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Interval {
    pub low: f64,
    pub high: f64,
    pub step: Step,
}

/// The interval to show, with about `parts` ticks: all of what was `held`, where something was. On a side where that is
/// left, the axis gets a quarter more than is asked for: a hand that goes on pushes it a few times and not with every
/// step. The other side stays where it is.
pub(super) fn holding(chart: &TargetChart, parts: usize, held: Option<Interval>) -> Interval {
    let wanted = of(chart, parts);
    let Some(held) = held else { return wanted };
    let (low, high) = seen(chart);
    if held.low <= low && high <= held.high {
        return held;
    }
    let quarter = (high.max(held.high) - low.min(held.low)) / 4.0;
    let low = if low < held.low {
        above_floor(chart, wanted.low - quarter).min(low)
    } else {
        held.low
    };
    let high = if high > held.high {
        below_ceiling(chart, wanted.high + quarter).max(high)
    } else {
        held.high
    };
    Interval {
        low,
        high,
        step: ticks::step(low, high, parts, chart.whole),
    }
}

fn above_floor(chart: &TargetChart, value: f64) -> f64 {
    chart
        .floor
        .and_then(tame)
        .map_or(value, |floor| value.max(floor))
}

fn below_ceiling(chart: &TargetChart, value: f64) -> f64 {
    chart
        .ceiling
        .and_then(tame)
        .map_or(value, |ceiling| value.min(ceiling))
}

/// What must be seen, without room around it.
fn seen(chart: &TargetChart) -> (f64, f64) {
    let mut span = Span::default();
    if chart.from_zero {
        span.take(0.0);
    }
    chart
        .actuals
        .iter()
        .for_each(|figure| span.take(figure.value));
    chart.expected.iter().for_each(|point| span.take(point.1));
    if let Some(target) = &chart.target {
        span.take(target.value);
        target.high.into_iter().for_each(|high| span.take(high));
    }
    let fans = || chart.projection.iter().chain(&chart.scenario);
    let medians = fans().map(|fan| fan.p50);
    let assumed = chart.assumed.iter().map(|point| point.1);
    span.reach(medians.chain(assumed), ROOM_FOR_MEDIAN);
    span.reach(
        chart
            .history
            .iter()
            .flat_map(|year| year.points.iter().map(|point| point.1)),
        ROOM_FOR_HISTORY,
    );
    let (room_for_80, room_for_95) = if chart.from_zero {
        (ROOM_FOR_80, ROOM_FOR_95)
    } else {
        (ROOM_FOR_LEVELS, ROOM_FOR_LEVELS)
    };
    span.reach(fans().flat_map(|fan| [fan.p10, fan.p90]), room_for_80);
    span.reach(
        fans().flat_map(|fan: &Fan| [fan.p2_5, fan.p97_5]),
        room_for_95,
    );

    span.0.unwrap_or((0.0, 1.0))
}

/// The interval to show, with about `parts` ticks.
fn of(chart: &TargetChart, parts: usize) -> Interval {
    let (low, high) = seen(chart);
    let length = if high > low {
        high - low
    } else {
        (high.abs() * 0.1).max(1.0)
    };
    let within = |value: f64| below_ceiling(chart, above_floor(chart, value));
    // Zero is where heights are compared from: no room below it unless values lie there.
    let stands_on_zero = chart.from_zero && low >= 0.0;
    let padded_low = if stands_on_zero {
        0.0
    } else {
        low - length * 0.06
    };
    // More room above than below: the words of the target lie on its line.
    let padded_high = high + length * 0.09;
    // What is shown is never cut by a bound: a level of 104 % is an error to be seen.
    let (padded_low, padded_high) = (within(padded_low).min(low), within(padded_high).max(high));
    let step = ticks::step(padded_low, padded_high, parts, chart.whole);
    if chart.ceiling.is_some_and(|ceiling| padded_high >= ceiling)
        || chart.floor.is_some_and(|floor| padded_low <= floor)
    {
        return Interval {
            low: padded_low,
            high: padded_high,
            step,
        };
    }
    let quarter = Step::at_least(step.value() / 4.0, false);
    let (wide_low, wide_high) = quarter.widen(padded_low, padded_high);
    Interval {
        low: if stands_on_zero { 0.0 } else { wide_low },
        high: wide_high,
        step,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{chart, fan};
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_flow_stands_on_zero_and_its_target_is_in_view() {
        let Interval { low, high, .. } = of(&chart(), 5);
        assert!(low.abs() < 1e-12);
        assert!(high >= 3500.0);
    }

    #[test]
    fn a_target_far_away_stays_in_view() {
        let mut chart = chart();
        if let Some(target) = &mut chart.target {
            target.value = 1e7;
        }
        assert!(of(&chart, 5).high >= 1e7);
    }

    #[test]
    fn a_wild_tail_does_not_press_the_rest_to_the_floor() {
        let mut chart = chart();
        chart.projection = vec![fan(date(2024, 12, 31), [2000.0, 3000.0, 3600.0, 9e5, 9e6])];
        assert!(of(&chart, 5).high < 3.0 * 3700.0);
    }

    #[test]
    fn the_band_of_a_level_is_shown_whole_however_close_it_is_to_its_target() {
        let mut chart = chart();
        chart.from_zero = false;
        chart.actuals.clear();
        chart.expected.clear();
        chart.scenario.clear();
        chart.history.clear();
        chart
            .target
            .iter_mut()
            .for_each(|target| target.value = 2.0);
        chart.projection = vec![fan(date(2024, 12, 31), [0.4, 0.9, 2.1, 3.3, 3.9])];
        let Interval { low, high, .. } = of(&chart, 5);
        assert!(low <= 0.4 && high >= 3.9);
    }

    /// A level with its figures at 94 and 97, whose scenario ends there.
    fn level(end: f64, ceiling: Option<f64>) -> TargetChart {
        let mut chart = chart();
        chart.from_zero = false;
        (chart.floor, chart.ceiling) = (None, ceiling);
        for (figure, value) in chart
            .actuals
            .iter_mut()
            .zip([94.0, 97.0].into_iter().cycle())
        {
            figure.value = value;
        }
        chart
            .target
            .iter_mut()
            .for_each(|target| target.value = 98.0);
        chart.expected.clear();
        chart.projection.clear();
        chart.assumed.clear();
        chart.history.clear();
        chart.scenario = vec![fan(
            date(2024, 12, 31),
            [end - 0.4, end - 0.2, end, end + 0.2, end + 0.4],
        )];
        chart
    }

    #[test]
    fn a_hand_that_pushes_one_end_leaves_the_other_alone() {
        for ceiling in [None, Some(100.0)] {
            let held = of(&level(98.0, ceiling), 5);
            let up = holding(&level(99.9, ceiling), 5, Some(held));
            assert!(up.high >= 99.9 && (up.low - held.low).abs() < 1e-12);
            let down = holding(&level(90.0, ceiling), 5, Some(held));
            assert!(down.low <= 89.6 && (down.high - held.high).abs() < 1e-12);
            // A step further goes into the room that it was given.
            assert_eq!(holding(&level(89.9, ceiling), 5, Some(down)), down);
        }
    }

    #[test]
    fn a_share_does_not_go_past_a_hundred_unless_a_figure_does() {
        let mut chart = chart();
        chart.from_zero = false;
        chart.ceiling = Some(100.0);
        chart
            .actuals
            .iter_mut()
            .for_each(|figure| figure.value = 98.0);
        chart.target = None;
        chart.expected.clear();
        chart.projection.clear();
        chart.scenario.clear();
        chart.assumed.clear();
        chart.history.clear();
        assert!(of(&chart, 5).high <= 100.0);
        chart.actuals[0].value = 104.0;
        assert!((of(&chart, 5).high - 104.0).abs() < 1e-9);
    }
}
