//! The layer that moves: projection, scenario, figures.

use crate::place::Ground;
use crate::scene::{Anchor, Dash, Ink, Mark, Point, Rect, at};
use crate::time;

use super::frame::Frame;
use super::input::{Fan, TargetChart};

/// The dashes of a projected median, and of a scenario's: told apart without their colours.
const PROJECTED: Dash = (7.0, 4.0);
const SUPPOSED: Dash = (3.0, 3.0);

/// The dots of the median under changed assumptions alone: the scenario's hue, thinner and sparser than its own line.
const ASSUMED: Dash = (1.0, 4.0);

/// How far inside the plot the upright interval of a one-day fan stands, that of the scenario, and the dot of what is
/// assumed.
const ASIDE: (f64, f64, f64) = (8.0, 24.0, 40.0);

/// The live marks. `target` lies between bands and lines: under a band its gold would turn brown.
pub(super) fn marks(
    chart: &TargetChart,
    frame: &Frame,
    ground: &mut Ground,
    target: Vec<Mark>,
) -> Vec<Mark> {
    let mut marks = Vec::with_capacity(48);
    let base = Fans::new(frame, &chart.projection, ASIDE.0);
    let scenario = Fans::new(frame, &chart.scenario, ASIDE.1);
    base.band(&mut marks, (0, 4), 3.0, Ink::Band95);
    base.band(&mut marks, (1, 3), 6.0, Ink::Band80);
    scenario.band(&mut marks, (1, 3), 6.0, Ink::ScenarioBand);
    marks.extend(target);
    base.median(&mut marks, Ink::Projection, PROJECTED);
    assumed(chart, frame, &mut marks);
    scenario.median(&mut marks, Ink::Scenario, SUPPOSED);
    figures(chart, frame, &mut marks);
    figure_words(chart, frame, &mut marks, ground);
    marks
}

/// A projection to draw.
struct Fans<'a> {
    frame: &'a Frame<'a>,
    entries: &'a [Fan],
    /// How far inside the plot a single one stands, in pixels.
    aside: f64,
}

impl<'a> Fans<'a> {
    fn new(frame: &'a Frame<'a>, fans: &'a [Fan], aside: f64) -> Self {
        let aside = aside * frame.unit;
        Self {
            frame,
            entries: fans,
            aside,
        }
    }

    fn quantile(&self, which: usize) -> Vec<Point> {
        let fans = self.entries.iter();
        let mut points = self
            .frame
            .places(fans.map(|fan| (fan.date, fan.quantiles()[which])));
        if let [only] = &mut points[..] {
            only.x = only.x.min(self.frame.plot.right - self.aside);
        }
        points
    }

    /// A band between two quantiles. A fan of one day has no area: an upright bar of `half` pixels to
    /// either side stands for its interval.
    fn band(&self, marks: &mut Vec<Mark>, (low, high): (usize, usize), half: f64, ink: Ink) {
        let (low, high) = (self.quantile(low), self.quantile(high));
        if let ([low], [high]) = (&low[..], &high[..]) {
            let half = half * self.frame.unit;
            let side = |x: f64| [at(x, low.y), at(x, high.y)];
            self.frame
                .area(marks, ink, &side(low.x - half), &side(low.x + half));
        } else {
            self.frame.area(marks, ink, &low, &high);
        }
    }

    fn median(&self, marks: &mut Vec<Mark>, ink: Ink, dash: Dash) {
        let points = self.quantile(2);
        self.frame.line(marks, ink, &points, 2.0, Some(dash));
        if let Some(&end) = points.last() {
            self.frame.dot(marks, ink, end, 4.0, Some(2.0));
        }
    }
}

/// The median under changed assumptions alone: a line between the base's and the scenario's.
fn assumed(chart: &TargetChart, frame: &Frame, marks: &mut Vec<Mark>) {
    let mut points = frame.places(chart.assumed.iter().copied());
    if let [only] = &mut points[..] {
        only.x = only.x.min(frame.plot.right - ASIDE.2 * frame.unit);
    }
    frame.line(marks, Ink::Scenario, &points, 1.5, Some(ASSUMED));
    if let Some(&end) = points.last() {
        frame.dot(marks, Ink::Scenario, end, 2.5, Some(1.0));
    }
}

fn figures(chart: &TargetChart, frame: &Frame, marks: &mut Vec<Mark>) {
    let known = chart
        .actuals
        .iter()
        .filter(|figure| figure.date <= chart.as_of);
    let line = frame.places(known.clone().map(|figure| (figure.date, figure.value)));
    frame.line(marks, Ink::Actual, &line, 2.5, None);
    // What was not known on the as-of date steps back: thin, and hollow.
    let later = chart
        .actuals
        .iter()
        .filter(|figure| figure.date > chart.as_of);
    let after = frame.places(
        chart
            .last_figure()
            .into_iter()
            .chain(later)
            .map(|figure| (figure.date, figure.value)),
    );
    frame.line(marks, Ink::Actual, &after, 1.0, Some((1.0, 3.0)));

    // Daily figures are a line; dots on them would be a caterpillar.
    let crowded = chart.actuals.len() as f64 * 9.0 * frame.unit > frame.plot.width();
    let start = time::after(chart.plan_start, -1);
    let last = chart.last_figure().map(|figure| figure.date);
    for figure in &chart.actuals {
        // The state at the start of the year is where the line begins, not a figure of this year.
        if figure.date <= start || (crowded && Some(figure.date) != last) {
            continue;
        }
        if let Some(place) = frame.place(figure.date, figure.value) {
            let hollow = figure.provisional || figure.date > chart.as_of;
            let radius = if Some(figure.date) == last { 4.5 } else { 3.0 };
            frame.dot(marks, Ink::Actual, place, radius, hollow.then_some(1.5));
        }
    }
}

/// The name and the value of the last figure, beside it.
fn figure_words(chart: &TargetChart, frame: &Frame, marks: &mut Vec<Mark>, ground: &mut Ground) {
    let Some(figure) = chart.last_figure() else {
        return;
    };
    let Some(place) = frame.place(figure.date, figure.value) else {
        return;
    };
    if !frame.plot.contains(place, 1.0) {
        return;
    }
    let face = frame.strong();
    let words = format!("{} {}", chart.names.actual, chart.value_words(figure.value));
    let words = face.cut(words.trim(), frame.plot.width());
    let (width, height) = (face.width(&words), face.line());
    let gap = 7.0 * frame.unit;
    let candidate = |left: f64, top: f64| {
        // Slid along, not out of the plot.
        let left = left.min(frame.plot.right - width).max(frame.plot.left);
        Rect {
            left,
            top,
            right: left + width,
            bottom: top + height,
        }
    };
    let (above, below) = (place.y - gap - height, place.y + gap);
    // Before the figure lies what is known, and beside a rising line, above it, there is room.
    let candidates = [
        candidate(place.x - width, above),
        candidate(place.x - width - gap, place.y - height / 2.0),
        candidate(place.x - width, below),
        candidate(place.x + gap, below),
        candidate(place.x - width / 2.0, above - height),
        candidate(place.x + gap, above),
        candidate(place.x - width / 2.0, below + height),
    ];
    if let Some(found) = ground.settle(&candidates).map(|index| candidates[index]) {
        let middle = at(found.left, f64::midpoint(found.top, found.bottom));
        marks.push(face.mark_over(Ink::Actual, words, middle, Anchor::Start));
    }
}
