//! Where the plot lies in the view, and the scales that fill it.

use crate::clip;
use crate::scale::{Scale, tame};
use crate::scene::{Dash, Ink, Mark, Point, Rect, Shape, Weight, at};
use crate::ticks::Step;
use crate::time::{Period, Tick, TimeScale, days};
use crate::words::{LINE, Measure, Type};

use super::domain::Interval;
use super::input::TargetChart;
use super::{View, domain, ends};

/// The share of the width that words beside the plot may take.
const MOST_BESIDE: f64 = 0.36;

/// A chart's scales, sizes and typefaces for one view.
pub(super) struct Frame<'a> {
    pub view: View,
    pub plot: Rect,
    pub time: TimeScale,
    pub y: Scale,
    pub step: Step,
    pub hold: Hold,
    pub period: Period,
    pub ticks: Vec<Tick>,
    /// How the words of the as-of date stand above the plot: on a row of their own, or beside the unit.
    pub head_rows: f64,
    /// One at 16 px: what lines and points grow by.
    pub unit: f64,
    measure: Measure<'a>,
}

/// The axes of a drawing, to be held by the next one: what moves under a hand is seen to move only against axes that do
/// not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hold {
    view: View,
    interval: Interval,
    /// The room for the words beside the plot.
    beside: f64,
}

impl<'a> Frame<'a> {
    /// A frame for the chart; one that is held grows where it must, and never shrinks. Of another view nothing can be
    /// held.
    pub fn new(chart: &TargetChart, view: View, measure: Measure<'a>, held: Option<Hold>) -> Self {
        let held = held.filter(|held| held.view == view);
        let unit = view.font / 16.0;
        let small = Type {
            measure,
            size: view.font * 0.8125,
            weight: Weight::Regular,
        };
        let row = small.line();

        // The interval does not depend on the width, only the number of its ticks on the height.
        let rough_height = view.height - 3.0 * row;
        let parts = (rough_height / (row * 2.2)).clamp(2.0, 8.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let parts = parts as usize;
        let interval = domain::holding(chart, parts, held.map(|held| held.interval));
        let Interval { low, high, step } = interval;

        let most = view.width * MOST_BESIDE;
        let left = step
            .within(low, high)
            .iter()
            .map(|&value| small.width(&(chart.number)(value, step.decimals())))
            .fold(0.0, f64::max)
            .min(most)
            + 8.0 * unit;
        let words = ends::width(chart, unit, view.font, measure).min(most);
        let right = held.map_or(words, |held| held.beside.max(words));
        let across = (
            left.min(view.width / 3.0),
            (view.width - right).max(view.width / 2.0),
        );

        let time = TimeScale::new(chart.plan_start, chart.plan_end, across);
        let (period, ticks) = time.fitting(10.0 * unit, |period, date| {
            small.width(&(chart.period)(date, period))
        });

        let head_rows = head_rows(chart, &small, &time, view.width);
        let top = (head_rows * row + 4.0 * unit).min(view.height * 0.3);
        let bottom = (view.height - row - 8.0 * unit).max(view.height * 0.6);
        let plot = Rect {
            left: across.0,
            top,
            right: across.1,
            bottom,
        };
        Self {
            view,
            plot,
            time,
            y: Scale::new((low, high), (bottom, top)),
            step,
            hold: Hold {
                view,
                interval,
                beside: right,
            },
            period,
            ticks,
            head_rows,
            unit,
            measure,
        }
    }

    /// The typeface of ticks and of what is said in passing.
    pub fn small(&self) -> Type<'a> {
        self.face(0.8125, Weight::Regular)
    }

    /// The typeface of the names of series.
    pub fn strong(&self) -> Type<'a> {
        self.face(0.875, Weight::Strong)
    }

    /// A typeface as a share of the size of body text.
    pub fn face(&self, share: f64, weight: Weight) -> Type<'a> {
        Type {
            measure: self.measure,
            size: self.view.font * share,
            weight,
        }
    }

    /// The height of the `row`-th row of words above the plot, counted upwards from it.
    pub fn head(&self, row: f64) -> f64 {
        let line = self.view.font * 0.8125 * LINE;
        (self.plot.top - 4.0 * self.unit - (row + 0.5) * line).max(line / 2.0)
    }

    /// The place of a value at a date.
    pub fn place(&self, date: jiff::civil::Date, value: f64) -> Option<Point> {
        let value = tame(value)?;
        // Dates centuries away are cut off like all others, but their pixels stay numbers.
        let day = days(self.time.span().0, date) as f64 + 1.0;
        Some(at(
            self.time.px_of_days(day.clamp(-1e6, 1e6)),
            self.y.px(value),
        ))
    }

    /// The places of a line's points.
    pub fn places(&self, points: impl IntoIterator<Item = (jiff::civil::Date, f64)>) -> Vec<Point> {
        points
            .into_iter()
            .filter_map(|(date, value)| self.place(date, value))
            .collect()
    }

    /// A line, cut at the edges of the plot.
    pub fn line(
        &self,
        marks: &mut Vec<Mark>,
        ink: Ink,
        points: &[Point],
        width: f64,
        dash: Option<Dash>,
    ) {
        let width = width * self.unit;
        let dash = dash.map(|(on, off)| (on * self.unit, off * self.unit));
        marks.extend(
            clip::line(points, &self.plot)
                .into_iter()
                .map(|points| Mark {
                    ink,
                    shape: Shape::Line {
                        points,
                        width,
                        dash,
                    },
                }),
        );
    }

    /// An area between a lower and an upper line, cut at the edges of the plot.
    pub fn area(&self, marks: &mut Vec<Mark>, ink: Ink, low: &[Point], high: &[Point]) {
        let around: Vec<Point> = low.iter().chain(high.iter().rev()).copied().collect();
        let points = clip::area(&around, &self.plot);
        if !points.is_empty() {
            marks.push(Mark {
                ink,
                shape: Shape::Area { points },
            });
        }
    }

    /// A dot, if its middle lies in the plot.
    pub fn dot(&self, marks: &mut Vec<Mark>, ink: Ink, at: Point, radius: f64, ring: Option<f64>) {
        if self.plot.contains(at, 0.01) {
            let ring = ring.map(|width| width * self.unit);
            let at = clip::held(at, &self.plot);
            let radius = radius * self.unit;
            marks.push(Mark {
                ink,
                shape: Shape::Dot { at, radius, ring },
            });
        }
    }

    /// A rule along an axis. Its ends must lie in the view.
    pub fn rule(&self, ink: Ink, from: Point, to: Point, width: f64) -> Mark {
        let width = width * self.unit;
        Mark {
            ink,
            shape: Shape::Rule { from, to, width },
        }
    }
}

/// One row above the plot holds the unit at the left and the as-of date at its hairline; where they
/// would meet, the date gets a row of its own.
fn head_rows(chart: &TargetChart, small: &Type, time: &TimeScale, width: f64) -> f64 {
    if chart.as_of_words.is_empty() {
        return 1.0;
    }
    let words = small.width(&chart.as_of_words);
    let left = (time.px(chart.as_of) - words / 2.0).min(width - words);
    if left < small.width(&chart.unit) + small.size {
        2.0
    } else {
        1.0
    }
}
