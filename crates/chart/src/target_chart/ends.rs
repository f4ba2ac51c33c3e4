//! The names of the series, at their ends, right of the plot: no legend to look up.

use crate::clip;
use crate::place::{Wish, spread};
use crate::scene::{Anchor, Ink, Mark, Shape, Weight, at};
use crate::time::days;
use crate::words::{Measure, Type};

use super::frame::Frame;
use super::input::{Fan, TargetChart, Year};

/// The gap between the plot and the words, in which a leader joins what was pushed apart.
const GAP: f64 = 12.0;

/// The room between a name with its value and the next.
const GROUP: f64 = 3.0;

/// How many days before the year's end a series may stop and still be named there.
const NEAR_END: i64 = 31;

/// The rank of past years.
const PAST: u8 = 2;

/// A name, with its value under it where there is one.
struct End {
    ink: Ink,
    name: String,
    value: Option<String>,
    /// The value where the series ends.
    height: f64,
    /// What gives way first: the highest.
    rank: u8,
}

fn all(chart: &TargetChart) -> Vec<End> {
    let mut ends = Vec::with_capacity(4 + chart.history.len());
    let fan = |fans: &[Fan], ink, name: &str, rank| {
        fans.last().map(|fan| End {
            ink,
            name: name.to_owned(),
            value: Some(chart.value_words(fan.p50)),
            height: fan.p50,
            rank,
        })
    };
    ends.extend(fan(
        &chart.projection,
        Ink::Projection,
        &chart.names.projection,
        0,
    ));
    ends.extend(fan(
        &chart.scenario,
        Ink::Scenario,
        &chart.names.scenario,
        0,
    ));
    if let Some(&(_, height)) = chart.assumed.last() {
        ends.push(End {
            ink: Ink::Scenario,
            name: chart.names.assumed.clone(),
            value: Some(chart.value_words(height)),
            height,
            rank: 1,
        });
    }
    // What the year came to: a hollow dot that would else be nameless. A figure of a month before tells no such thing.
    let last = chart.actuals.last();
    if let Some(figure) = last.filter(|last| last.date > chart.as_of && last.date == chart.plan_end)
    {
        let value = chart.value_words(figure.value);
        ends.push(End {
            ink: Ink::Actual,
            name: format!("{} {value}", chart.names.later),
            value: None,
            height: figure.value,
            rank: 1,
        });
    }
    if let Some(&(_, height)) = chart.expected.last() {
        let name = chart.names.expected.clone();
        ends.push(End {
            ink: Ink::Expected,
            name,
            value: None,
            height,
            rank: 1,
        });
    }
    for year in chart
        .history
        .iter()
        .filter(|year| runs_through(chart, year))
    {
        if let Some(&(_, height)) = year.points.last() {
            let name = year.label.clone();
            ends.push(End {
                ink: Ink::History,
                name,
                value: None,
                height,
                rank: PAST,
            });
        }
    }
    ends.retain(|end| !end.name.is_empty() || end.value.is_some());
    ends
}

/// Whether a past year is known to near its end, so that its name stands at the right. The name of one that
/// breaks off stands where it does.
pub(super) fn runs_through(chart: &TargetChart, year: &Year) -> bool {
    year.points
        .last()
        .is_some_and(|last| days(last.0, chart.plan_end) <= NEAR_END)
}

fn faces<'a>(end: &End, font: f64, measure: Measure<'a>) -> (Type<'a>, Type<'a>) {
    let plain = end.value.is_none();
    let weight = if plain {
        Weight::Regular
    } else {
        Weight::Strong
    };
    let size = if plain { font * 0.8125 } else { font * 0.875 };
    (
        Type {
            measure,
            size,
            weight,
        },
        Type {
            measure,
            size: font * 0.875,
            weight: Weight::Regular,
        },
    )
}

/// The room that the names want right of the plot.
pub(super) fn width(chart: &TargetChart, unit: f64, font: f64, measure: Measure) -> f64 {
    let widest = all(chart)
        .iter()
        .map(|end| {
            let (name, value) = faces(end, font, measure);
            let value = end.value.as_deref().map_or(0.0, |words| value.width(words));
            name.width(&end.name).max(value)
        })
        .fold(0.0, f64::max);
    if widest > 0.0 {
        (GAP + 2.0) * unit + widest
    } else {
        // Half a dot, so that the last one is whole.
        8.0 * unit
    }
}

/// The places of names. Past years but the newest two give way, the oldest first, while they push a more
/// important name away from the end of its series: what they are called, the crosshair says as well.
fn settle(wishes: &mut [Wish], height: f64) -> Vec<Option<f64>> {
    loop {
        let places = spread(wishes, 0.0, height);
        let pushed = wishes.iter().zip(&places).any(|(wish, place)| {
            wish.rank < PAST && place.is_some_and(|place| (place - wish.middle).abs() > wish.size)
        });
        let past = |wish: &Wish| wish.rank == PAST && wish.middle.is_finite();
        let many = wishes.iter().filter(|wish| past(wish)).count() > 2;
        match wishes.iter().rposition(past) {
            // A place that is no number is no wish.
            Some(oldest) if pushed && many => wishes[oldest].middle = f64::NAN,
            _ => return places,
        }
    }
}

/// The names, pushed apart, each joined to the end of its series.
pub(super) fn marks(chart: &TargetChart, frame: &Frame) -> Vec<Mark> {
    let plot = frame.plot;
    let left = plot.right + GAP * frame.unit;
    let room = frame.view.width - left;
    if room <= 0.0 {
        return Vec::new();
    }
    let ends = all(chart);
    let measure = frame.small().measure;
    let mut wishes: Vec<Wish> = ends
        .iter()
        .map(|end| {
            let (name, value) = faces(end, frame.view.font, measure);
            Wish {
                middle: frame.y.px(end.height).clamp(plot.top, plot.bottom),
                size: name.line()
                    + if end.value.is_some() {
                        value.line()
                    } else {
                        0.0
                    },
                rank: end.rank,
            }
        })
        .collect();
    let places = settle(&mut wishes, frame.view.height);

    let mut marks = Vec::with_capacity(ends.len() * 3);
    for ((end, wish), place) in ends.into_iter().zip(&wishes).zip(places) {
        let Some(middle) = place else { continue };
        let (name, value) = faces(&end, frame.view.font, measure);
        let ink = if end.ink == Ink::History || end.ink == Ink::Expected {
            Ink::Muted
        } else {
            end.ink
        };
        if (middle - wish.middle).abs() > 3.0 * frame.unit {
            let from = clip::held(at(plot.right, wish.middle), &plot);
            marks.push(Mark {
                ink: end.ink,
                shape: Shape::Line {
                    points: vec![
                        at(from.x + 3.0 * frame.unit, from.y),
                        at(left - 2.0 * frame.unit, middle),
                    ],
                    width: frame.unit,
                    dash: None,
                },
            });
        }
        let mut y = middle - (wish.size - GROUP * frame.unit) / 2.0;
        for (face, words) in [(name, Some(end.name)), (value, end.value)] {
            let Some(words) = words else { continue };
            let words = face.cut(&words, room);
            if !words.is_empty() {
                marks.push(face.mark(ink, words, at(left, y + face.line() / 2.0), Anchor::Start));
            }
            y += face.line();
        }
    }
    marks
}
