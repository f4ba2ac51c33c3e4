//! The layer that stays: grid, axes, past years, expected path, as-of date; and the target, which is
//! placed first of all but painted over the bands.

use crate::place::Ground;
use crate::scene::{Anchor, Ink, Mark, Rect, Weight, at};
use crate::time::Period;

use super::ends;
use super::frame::Frame;
use super::input::TargetChart;

/// Everything but the target, from the back to the front.
pub(super) fn marks(chart: &TargetChart, frame: &Frame) -> Vec<Mark> {
    let mut marks = Vec::with_capacity(64);
    watermark(chart, frame, &mut marks);
    grid(chart, frame, &mut marks);
    for year in chart.history.iter().rev() {
        let points = frame.places(year.points.iter().copied());
        frame.line(&mut marks, Ink::History, &points, 1.0, None);
        if let [only] = points[..] {
            frame.dot(&mut marks, Ink::History, only, 2.5, Some(1.0));
        }
        if let (Some(&end), false) = (points.last(), ends::runs_through(chart, year)) {
            let small = frame.small();
            let beside = at(end.x + 5.0 * frame.unit, end.y);
            if frame.plot.contains(beside, 0.0) {
                marks.push(small.mark_over(Ink::Muted, year.label.clone(), beside, Anchor::Start));
            }
        }
    }
    let expected = frame.places(chart.expected.iter().copied());
    frame.line(&mut marks, Ink::Expected, &expected, 1.5, Some((2.0, 3.0)));
    as_of(chart, frame, &mut marks);
    marks
}

fn watermark(chart: &TargetChart, frame: &Frame, marks: &mut Vec<Mark>) {
    let Some(words) = chart.watermark.as_deref().filter(|words| !words.is_empty()) else {
        return;
    };
    let plot = frame.plot;
    // As large as fits across four fifths of the plot, and no more than a quarter of its height.
    let probe = frame.face(1.0, Weight::Strong);
    let share = (plot.width() * 0.8 / probe.width(words).max(1.0))
        .min(plot.height() * 0.25 / probe.size)
        .clamp(0.5, 6.0);
    let face = frame.face(share, Weight::Strong);
    let middle = at(
        f64::midpoint(plot.left, plot.right),
        f64::midpoint(plot.top, plot.bottom),
    );
    let words = face.cut(words, frame.view.width);
    marks.push(face.mark(Ink::Watermark, words, middle, Anchor::Middle));
}

fn grid(chart: &TargetChart, frame: &Frame, marks: &mut Vec<Mark>) {
    let (plot, small, unit) = (frame.plot, frame.small(), frame.unit);
    let (low, high) = frame.y.domain();
    let room = plot.left - 6.0 * unit;
    for value in frame.step.within(low, high) {
        let y = frame.y.px(value).clamp(plot.top, plot.bottom);
        marks.push(frame.rule(Ink::Grid, at(plot.left, y), at(plot.right, y), 1.0));
        let words = (chart.number)(value, frame.step.decimals());
        let words = small.cut(&words, room);
        marks.push(small.mark(
            Ink::Muted,
            words,
            at(plot.left - 6.0 * unit, y),
            Anchor::End,
        ));
    }

    let row = small.line();
    let below = at(0.0, plot.bottom + 5.0 * unit + row / 2.0);
    for tick in &frame.ticks {
        let words = (chart.period)(tick.date, frame.period);
        if small.width(&words) <= tick.to - tick.from {
            let middle = at(f64::midpoint(tick.from, tick.to), below.y);
            marks.push(small.mark(Ink::Muted, words, middle, Anchor::Middle));
        }
        // Quarters lead into the plot: reports speak of quarters, and the eye needs few lines.
        let opens = Period::Quarter.start_of(tick.date) == tick.date;
        if opens && tick.from > plot.left + 0.5 {
            marks.push(frame.rule(
                Ink::Grid,
                at(tick.from, plot.top),
                at(tick.from, plot.bottom),
                1.0,
            ));
        }
        let foot = at(tick.from, (plot.bottom + 4.0 * unit).min(frame.view.height));
        marks.push(frame.rule(Ink::Axis, at(tick.from, plot.bottom), foot, 1.0));
    }
    let foot = at(
        plot.right,
        (plot.bottom + 4.0 * unit).min(frame.view.height),
    );
    marks.push(frame.rule(Ink::Axis, at(plot.right, plot.bottom), foot, 1.0));

    // The base line is zero where zero is in view: bars of a flow stand on it.
    let base = if low < 0.0 && high > 0.0 {
        frame.y.px(0.0)
    } else {
        plot.bottom
    };
    marks.push(frame.rule(Ink::Axis, at(plot.left, base), at(plot.right, base), 1.0));

    let unit_words = small.cut(&chart.unit, frame.view.width);
    if !unit_words.is_empty() {
        let row = frame.head_rows - 1.0;
        marks.push(small.mark(
            Ink::Muted,
            unit_words,
            at(0.0, frame.head(row)),
            Anchor::Start,
        ));
    }
}

fn as_of(chart: &TargetChart, frame: &Frame, marks: &mut Vec<Mark>) {
    let (start, end) = frame.time.span();
    if chart.as_of_words.is_empty() || chart.as_of < start || chart.as_of > end {
        return;
    }
    let plot = frame.plot;
    let x = frame.time.px(chart.as_of).clamp(plot.left, plot.right);
    marks.push(frame.rule(Ink::Today, at(x, plot.top), at(x, plot.bottom), 1.0));
    let small = frame.small();
    let words = small.cut(&chart.as_of_words, frame.view.width);
    let half = small.width(&words) / 2.0;
    let middle = x.min(frame.view.width - half).max(half);
    marks.push(small.mark(
        Ink::Today,
        words,
        at(middle, frame.head(0.0)),
        Anchor::Middle,
    ));
}

/// The target and its words. They look for a place on the ground before all others do.
pub(super) fn target(chart: &TargetChart, frame: &Frame, ground: &mut Ground) -> Vec<Mark> {
    let mut marks = Vec::new();
    let Some(target) = &chart.target else {
        return marks;
    };
    let plot = frame.plot;
    let Some(low) = frame.place(chart.plan_end, target.value) else {
        return marks;
    };
    let high = target
        .high
        .and_then(|high| frame.place(chart.plan_end, high));
    if let Some(high) = high {
        let left = |y: f64| [at(plot.left, y), at(plot.right, y)];
        frame.area(&mut marks, Ink::TargetBand, &left(low.y), &left(high.y));
    }
    for y in [Some(low.y), high.map(|high| high.y)].into_iter().flatten() {
        // Round-off may put the target of a bounded axis a hair outside.
        let y = y.clamp(plot.top, plot.bottom);
        let (left, right) = (at(plot.left, y), at(plot.right, y));
        marks.push(frame.rule(Ink::Target, left, right, 2.0));
        ground.draw(vec![left, right]);
    }

    let figures = chart
        .actuals
        .iter()
        .map(|figure| (figure.date, figure.value));
    ground.draw(frame.places(figures));
    ground.draw(frame.places(chart.expected.iter().copied()));
    ground.draw(frame.places(chart.projection.iter().map(|fan| (fan.date, fan.p50))));

    let face = frame.face(0.875, Weight::Strong);
    let gap = 4.0 * frame.unit;
    let lines = face.wrap(&target.words, plot.width() - 2.0 * gap, 2);
    if lines.is_empty() {
        return marks;
    }
    let width = lines
        .iter()
        .map(|line| face.width(line))
        .fold(0.0, f64::max);
    let height = face.line() * lines.len() as f64;
    let (upper, lower) = high.map_or((low.y, low.y), |high| {
        (high.y.min(low.y), high.y.max(low.y))
    });
    let place = |right: bool, above: bool| {
        let left = if right {
            plot.right - gap - width
        } else {
            plot.left + gap
        };
        let top = if above {
            upper - gap / 2.0 - height
        } else {
            lower + gap / 2.0
        };
        Rect {
            left,
            top,
            right: left + width,
            bottom: top + height,
        }
    };
    let candidates = [
        place(false, true),
        place(false, false),
        place(true, true),
        place(true, false),
    ];
    let mut found = ground
        .settle(&candidates)
        .map_or(candidates[1], |index| candidates[index]);
    // Even on a chart too small for them, the words of the target stay within it.
    let shift = (plot.top - found.top).max(0.0) - (found.bottom - plot.bottom).max(0.0);
    (found.top, found.bottom) = (found.top + shift, found.bottom + shift);
    for (number, line) in lines.into_iter().enumerate() {
        let y = found.top + face.line() * (number as f64 + 0.5);
        let middle = at(found.left, y);
        marks.push(face.mark_over(Ink::TargetText, line, middle, Anchor::Start));
    }
    marks
}
