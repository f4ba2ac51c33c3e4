//! What lies under a pointer, and the steps of the arrow keys.

use jiff::civil::Date;

use crate::scale::{Scale, tame};
use crate::scene::{Ink, Mark, Point, Rect, Shape, at};
use crate::time::{Period, TimeScale, after, days, quarter_end};

use super::frame::Frame;
use super::input::{Fan, TargetChart, fan_at, line_at};

/// The dates at which a crosshair stops, and the scales to draw it with.
#[derive(Clone, Debug, PartialEq)]
pub struct Index {
    stops: Vec<(Date, f64)>,
    first: usize,
    plot: Rect,
    time: TimeScale,
    y: Scale,
    unit: f64,
}

/// A step of the crosshair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// To the next date.
    Next,
    /// To the date before.
    Previous,
    /// To the end of the next quarter.
    NextQuarter,
    /// To the end of the quarter before.
    PreviousQuarter,
    /// To the first date.
    First,
    /// To the last date.
    Last,
}

/// What a chart says of one date.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Which stop of the index it is.
    pub stop: usize,
    /// The date.
    pub date: Date,
    /// Its pixel.
    pub x: f64,
    /// The figure reported for this very date, as its place in [`TargetChart::actuals`].
    pub figure: Option<usize>,
    /// Its value.
    pub actual: Option<f64>,
    /// The path that leads to the target.
    pub expected: Option<f64>,
    /// The projection.
    pub projection: Option<Fan>,
    /// The projection under the scenario.
    pub scenario: Option<Fan>,
    /// The median under what the scenario assumes, without what it does.
    pub assumed: Option<f64>,
    /// Past years, each in its place in [`TargetChart::history`].
    pub history: Vec<Option<f64>>,
}

impl Index {
    pub(super) fn new(chart: &TargetChart, frame: &Frame) -> Self {
        let (start, end) = frame.time.span();
        let mut dates: Vec<Date> = Vec::with_capacity(64);
        dates.extend(chart.actuals.iter().map(|figure| figure.date));
        dates.extend(chart.projection.iter().map(|fan| fan.date));
        dates.extend(chart.scenario.iter().map(|fan| fan.date));
        dates.extend(chart.assumed.iter().map(|point| point.0));
        // The ends of months (of years, where there are several) are dates that reports speak of, whether or not there
        // is a figure.
        let period = if frame.time.is_long() {
            Period::Year
        } else {
            Period::Month
        };
        dates.extend(
            frame
                .time
                .ticks(period)
                .iter()
                .map(|tick| period.end_of(tick.date)),
        );
        dates.extend([chart.as_of, end]);
        dates.retain(|date| *date >= start && *date <= end);
        muctieu_core::order::sort_by_key(&mut dates, |date| *date);
        dates.dedup();
        let rest = dates.iter().position(|date| *date >= chart.as_of);
        Self {
            first: rest.unwrap_or(dates.len() - 1),
            stops: dates
                .into_iter()
                .map(|date| (date, frame.time.px(date)))
                .collect(),
            plot: frame.plot,
            time: frame.time,
            y: frame.y,
            unit: frame.unit,
        }
    }

    /// How many stops there are; at least one, the last day of the year.
    pub fn len(&self) -> usize {
        self.stops.len()
    }

    /// Whether there are no stops: never.
    pub fn is_empty(&self) -> bool {
        self.stops.is_empty()
    }

    /// The stop at the as-of date, where the keyboard begins.
    pub fn as_of(&self) -> usize {
        self.first
    }

    /// The stop nearest to a pixel.
    pub fn nearest(&self, x: f64) -> usize {
        let next = self.stops.partition_point(|stop| stop.1 < x);
        match (next.checked_sub(1), self.stops.get(next)) {
            (Some(before), Some(stop)) if x - self.stops[before].1 > stop.1 - x => next,
            (Some(before), _) => before,
            (None, _) => 0,
        }
    }

    /// The stop nearest to a date: where a crosshair stays when the chart under it changes.
    pub fn nearest_date(&self, date: Date) -> usize {
        (0..self.stops.len())
            .min_by_key(|&stop| days(self.stops[stop].0, date).abs())
            .unwrap_or(0)
    }

    /// The stop that a step leads to. At the ends it stays where it is.
    pub fn step(&self, from: usize, step: Move) -> usize {
        let last = self.stops.len() - 1;
        let from = from.min(last);
        let date = self.stops[from].0;
        match step {
            Move::First => 0,
            Move::Last => last,
            Move::Next => (from + 1).min(last),
            Move::Previous => from.saturating_sub(1),
            Move::NextQuarter => {
                let end = quarter_end(after(date, 1));
                self.stops.partition_point(|stop| stop.0 < end).min(last)
            }
            Move::PreviousQuarter => {
                let start = Period::Quarter.start_of(date);
                self.stops
                    .partition_point(|stop| stop.0 < start)
                    .saturating_sub(1)
            }
        }
    }

    /// What the chart says at a stop.
    pub fn read(&self, chart: &TargetChart, stop: usize) -> Reading {
        let stop = stop.min(self.stops.len() - 1);
        let (date, x) = self.stops[stop];
        // Of two figures for one date the later one in the list is the correction.
        let figure = chart
            .actuals
            .iter()
            .rposition(|figure| figure.date == date && tame(figure.value).is_some());
        Reading {
            stop,
            date,
            x,
            figure,
            actual: figure.map(|figure| chart.actuals[figure].value),
            expected: line_at(&chart.expected, date),
            projection: fan_at(&chart.projection, date),
            scenario: fan_at(&chart.scenario, date),
            assumed: line_at(&chart.assumed, date),
            history: chart
                .history
                .iter()
                .map(|year| line_at(&year.points, date))
                .collect(),
        }
    }

    /// The crosshair of a reading: a hairline, and a dot on every series that has a value there.
    pub fn crosshair(&self, reading: &Reading) -> Vec<Mark> {
        let plot = &self.plot;
        let x = reading.x.clamp(plot.left, plot.right);
        let mut marks = Vec::with_capacity(8);
        marks.push(Mark {
            ink: Ink::Crosshair,
            shape: Shape::Rule {
                from: at(x, plot.top),
                to: at(x, plot.bottom),
                width: self.unit,
            },
        });
        let history = reading.history.iter().map(|value| (Ink::History, *value));
        let series = [
            (Ink::Expected, reading.expected),
            (Ink::Projection, reading.projection.map(|fan| fan.p50)),
            (Ink::Scenario, reading.assumed),
            (Ink::Scenario, reading.scenario.map(|fan| fan.p50)),
            (Ink::Actual, reading.actual),
        ];
        for (ink, value) in history.chain(series) {
            let Some(value) = value.and_then(tame) else {
                continue;
            };
            let place = Point {
                x,
                y: self.y.px(value),
            };
            if plot.contains(place, 0.01) {
                marks.push(Mark {
                    ink,
                    shape: Shape::Dot {
                        at: crate::clip::held(place, plot),
                        radius: if ink == Ink::History { 3.0 } else { 5.0 } * self.unit,
                        ring: Some(2.0 * self.unit),
                    },
                });
            }
        }
        marks
    }

    /// The date under a pixel, for a drag of the as-of date.
    pub fn date_at(&self, x: f64) -> Date {
        self.time.date_at(x)
    }

    /// The value at a pixel, for a drag of a level.
    pub fn value_at(&self, y: f64) -> f64 {
        self.y.value(y)
    }
}
