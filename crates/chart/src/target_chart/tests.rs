//! The chart as a whole: what must hold for any input and any size.

use std::sync::Arc;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::scene::{Anchor, Ink, Mark, Point, Rect, Shape, Weight};
use crate::time::{Period, after};
use crate::words::LINE;

pub(super) fn fan(date: Date, [p2_5, p10, p50, p90, p97_5]: [f64; 5]) -> Fan {
    Fan {
        date,
        p2_5,
        p10,
        p50,
        p90,
        p97_5,
    }
}

/// A flow in September: figures each quarter, a projection, a scenario, a target, two past years.
pub(super) fn chart() -> TargetChart {
    let number = Arc::new(|value: f64, decimals: usize| format!("{value:.decimals$}"));
    let period = Arc::new(|date: Date, period: Period| match period {
        Period::Month => format!("T{}", date.month()),
        Period::Quarter => format!("Q{}", (date.month() + 2) / 3),
        Period::Half => format!("H{}", (date.month() + 5) / 6),
        Period::Year => date.year().to_string(),
    });
    let start = date(2023, 12, 31);
    let (march, june, september) = (date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30));
    let end = date(2024, 12, 31);
    let figure = |date, value| Figure {
        date,
        value,
        provisional: false,
    };
    TargetChart {
        unit: "ha".to_owned(),
        whole: true,
        from_zero: true,
        floor: Some(0.0),
        actuals: vec![
            figure(start, 0.0),
            figure(march, 240.0),
            figure(june, 1600.0),
            figure(september, 2750.0),
            figure(end, 3700.0),
        ],
        expected: vec![(start, 0.0), (end, 3500.0)],
        projection: vec![
            Fan::certain(september, 2750.0),
            fan(date(2024, 10, 31), [2800.0, 2850.0, 3000.0, 3200.0, 3300.0]),
            fan(end, [3100.0, 3300.0, 3600.0, 3900.0, 4200.0]),
        ],
        scenario: vec![
            Fan::certain(september, 2750.0),
            fan(end, [3300.0, 3500.0, 3800.0, 4100.0, 4400.0]),
        ],
        assumed: vec![(september, 2750.0), (end, 3300.0)],
        target: Some(TargetLine {
            value: 3500.0,
            high: None,
            words: "Trồng mới 3.500 ha rừng trở lên".to_owned(),
        }),
        history: vec![
            Year {
                label: "2023".to_owned(),
                points: vec![(start, 0.0), (june, 1400.0), (end, 3450.0)],
            },
            Year {
                label: "2022".to_owned(),
                points: vec![(start, 0.0), (end, 3550.0)],
            },
        ],
        as_of: september,
        as_of_words: "Tính đến 30/9".to_owned(),
        names: Names {
            actual: "Thực hiện".to_owned(),
            later: "Thực tế".to_owned(),
            expected: "Kế hoạch".to_owned(),
            projection: "Dự báo".to_owned(),
            assumed: "Giả định đổi".to_owned(),
            scenario: "Kịch bản".to_owned(),
        },
        watermark: Some("SỐ LIỆU MINH HỌA".to_owned()),
        ..TargetChart::empty(date(2024, 1, 1), end, number, period)
    }
}

fn measure(words: &str, size: f64, weight: Weight) -> f64 {
    let share = if weight == Weight::Strong { 0.58 } else { 0.55 };
    words.chars().count() as f64 * size * share
}

fn view(width: f64) -> View {
    View {
        width,
        height: width * 0.5,
        font: 16.0,
    }
}

fn inside(scene: &Scene) -> Result<(), TestCaseError> {
    prop_assert!(scene.is_finite());
    let view = Rect {
        left: 0.0,
        top: 0.0,
        right: scene.width,
        bottom: scene.height,
    };
    prop_assert!(view.holds(&scene.plot));
    for mark in scene.still.iter().chain(&scene.live) {
        // The leaders of pushed names run beside the plot; all else of the data lies in it.
        let (points, bounds): (Vec<Point>, &Rect) = match &mark.shape {
            Shape::Line { points, .. } if points[0].x > scene.plot.right => (points.clone(), &view),
            Shape::Line { points, .. } | Shape::Area { points } => (points.clone(), &scene.plot),
            Shape::Dot { at, .. } => (vec![*at], &scene.plot),
            Shape::Rule { from, to, .. } => (vec![*from, *to], &view),
            Shape::Text { at, .. } => (vec![*at], &view),
        };
        for point in points {
            prop_assert!(bounds.contains(point, 1e-6), "{mark:?} leaves {bounds:?}");
        }
    }
    Ok(())
}

fn words(mark: &Mark) -> Option<(Rect, &str)> {
    let Shape::Text {
        at,
        words,
        anchor,
        weight,
        size,
        ..
    } = &mark.shape
    else {
        return None;
    };
    if mark.ink == Ink::Watermark {
        return None;
    }
    let width = measure(words, *size, *weight);
    let left = match anchor {
        Anchor::Start => at.x,
        Anchor::Middle => at.x - width / 2.0,
        Anchor::End => at.x - width,
    };
    // A hair less than the line, in which words of one block touch.
    let half = size * LINE / 2.0 - 0.01;
    Some((
        Rect {
            left,
            top: at.y - half,
            right: left + width - 0.01,
            bottom: at.y + half,
        },
        words,
    ))
}

#[test]
fn words_never_lie_on_each_other_from_phone_to_wall() {
    for (width, font) in [
        (280.0, 14.0),
        (320.0, 16.0),
        (480.0, 16.0),
        (760.0, 16.0),
        (1200.0, 16.0),
        (1900.0, 24.0),
        (3840.0, 40.0),
    ] {
        let view = View {
            width,
            height: (width * 0.5_f64).clamp(220.0, 1400.0),
            font,
        };
        let scene = chart().lay_out(view, &measure).scene;
        let all: Vec<_> = scene
            .still
            .iter()
            .chain(&scene.live)
            .filter_map(words)
            .collect();
        for (place, (one, first)) in all.iter().enumerate() {
            assert!(
                one.left >= -0.5 && one.right <= width + 0.5,
                "{first} leaves the view of {width}"
            );
            for (other, second) in &all[place + 1..] {
                assert!(
                    !one.overlaps(other),
                    "{first:?} lies on {second:?} at {width}: {one:?} {other:?}"
                );
            }
        }
    }
}

#[test]
fn every_series_is_named_at_its_end_and_the_target_in_its_words() {
    let scene = chart().lay_out(view(900.0), &measure).scene;
    let all: Vec<&str> = scene
        .still
        .iter()
        .chain(&scene.live)
        .filter_map(words)
        .map(|(_, words)| words)
        .collect();
    for name in [
        "Thực hiện 2750",
        "Dự báo",
        "3600",
        "Giả định đổi",
        "3300",
        "Kịch bản",
        "3800",
        "Thực tế 3700",
        "Kế hoạch",
        "2023",
        "2022",
        "Trồng mới 3.500 ha rừng trở lên",
        "Tính đến 30/9",
        "ha",
    ] {
        assert!(all.contains(&name), "{name} is missing from {all:?}");
    }
}

#[test]
fn the_words_of_the_last_figure_keep_off_the_line_of_the_target() {
    // A rate by the quarter: little else is drawn near its figures.
    let mut chart = chart();
    (chart.expected, chart.history) = (Vec::new(), Vec::new());
    (chart.scenario, chart.assumed) = (Vec::new(), Vec::new());
    for target in (2600..3600).step_by(20) {
        chart.target.as_mut().unwrap().value = f64::from(target);
        let scene = chart.lay_out(view(800.0), &measure).scene;
        let line = scene.live.iter().find_map(|mark| match mark.shape {
            Shape::Rule { from, .. } if mark.ink == Ink::Target => Some(from.y),
            _ => None,
        });
        let told = scene.live.iter().filter_map(words);
        let places: Vec<Rect> = told
            .filter(|(_, words)| words.starts_with("Thực hiện"))
            .map(|(place, _)| place)
            .collect();
        assert_eq!(places.len(), 1, "{target}");
        let (line, place) = (line.unwrap(), places[0]);
        let clear = line <= place.top || line >= place.bottom;
        assert!(clear, "{target}: {line} in {place:?}");
    }
}

#[test]
fn only_the_live_layer_changes_when_a_scenario_moves_within_the_axis() {
    let before = chart().lay_out(view(900.0), &measure).scene;
    let mut moved = chart();
    moved.scenario[1].p50 += 20.0;
    let after = moved.lay_out(view(900.0), &measure).scene;
    assert_eq!(before.still, after.still);
    assert_ne!(before.live, after.live);
}

#[test]
fn axes_that_are_held_grow_where_they_must_and_never_shrink() {
    let scenario = |factor: f64| {
        let mut chart = chart();
        for fan in &mut chart.scenario {
            for value in [
                &mut fan.p2_5,
                &mut fan.p10,
                &mut fan.p50,
                &mut fan.p90,
                &mut fan.p97_5,
            ] {
                *value *= factor;
            }
        }
        chart
    };
    let free = |factor| scenario(factor).lay_out(view(900.0), &measure);
    let held = |factor, before: &Drawing, width| {
        scenario(factor).lay_out_holding(view(width), &measure, Some(before.hold))
    };
    let (small, large) = (free(1.0), free(1.6));
    assert!(large.y.domain().1 > small.y.domain().1);
    // It grows to hold what is new, and stays so for what is smaller.
    let grown = held(1.6, &small, 900.0);
    assert!(grown.y.domain().1 >= large.y.domain().1);
    let back = held(1.0, &grown, 900.0);
    assert_eq!(back.y, grown.y);
    assert_eq!(back.scene.still, grown.scene.still);
    assert_ne!(back.scene.live, grown.scene.live);
    // What fits is laid out as before, and nothing is held for another width, or when the hand is gone.
    assert_eq!(held(1.0, &small, 900.0), small);
    assert_eq!(
        held(1.0, &large, 800.0),
        scenario(1.0).lay_out(view(800.0), &measure)
    );
    assert_eq!(free(1.0), small);
    // A hand that pushes it out in small steps moves it seldom.
    let steps = (10..=30).map(|tenths| f64::from(tenths) / 10.0);
    let mut axes = vec![small];
    for step in steps {
        let next = held(step, &axes[axes.len() - 1], 900.0);
        if next.y != axes[axes.len() - 1].y {
            axes.push(next);
        }
    }
    assert!((2..=7).contains(&axes.len()), "{}", axes.len());
}

#[test]
fn what_is_assumed_alone_is_a_thin_dotted_line_under_the_scenarios() {
    let lines = |chart: &TargetChart| {
        let scene = chart.lay_out(view(900.0), &measure).scene;
        let plot = scene.plot;
        let dashes: Vec<_> = scene
            .live
            .iter()
            .filter_map(|mark| match &mark.shape {
                Shape::Line {
                    dash,
                    width,
                    points,
                } if mark.ink == Ink::Scenario && points[0].x <= plot.right => {
                    Some((*width, *dash))
                }
                _ => None,
            })
            .collect();
        dashes
    };
    let with = lines(&chart());
    assert_eq!(with.len(), 2);
    assert!(with[0].0 < with[1].0 && with[0].1 != with[1].1);
    let without = TargetChart {
        assumed: Vec::new(),
        ..chart()
    };
    assert_eq!(lines(&without).len(), 1);
}

#[test]
fn figures_after_the_as_of_date_are_hollow() {
    let scene = chart().lay_out(view(900.0), &measure).scene;
    let hollow = scene.live.iter().filter(|mark| {
        mark.ink == Ink::Actual && matches!(mark.shape, Shape::Dot { ring: Some(_), .. })
    });
    assert_eq!(hollow.count(), 1);
}

#[test]
fn one_figure_a_year_is_drawn_as_an_interval() {
    let mut single = chart();
    single.projection = vec![fan(
        date(2024, 12, 31),
        [3000.0, 3200.0, 3500.0, 3800.0, 4000.0],
    )];
    let scene = single.lay_out(view(900.0), &measure).scene;
    assert!(
        scene
            .live
            .iter()
            .any(|mark| mark.ink == Ink::Band95 && matches!(mark.shape, Shape::Area { .. }))
    );
}

#[test]
fn a_crosshair_reads_every_series_at_its_date() {
    let chart = chart();
    let drawing = chart.lay_out(view(900.0), &measure);
    let index = &drawing.index;
    let september = index.nearest_date(date(2024, 9, 30));
    assert_eq!(september, index.as_of());
    let reading = index.read(&chart, september);
    assert_eq!((reading.actual, reading.figure), (Some(2750.0), Some(3)));
    assert_eq!(reading.projection.map(|fan| fan.p50), Some(2750.0));
    assert_eq!(index.nearest(reading.x + 0.4), september);
    let november = index.read(&chart, index.nearest_date(date(2024, 11, 30)));
    assert!(november.actual.is_none());
    assert!(
        november
            .projection
            .is_some_and(|fan| fan.p50 > 3000.0 && fan.p50 < 3600.0)
    );
    // 61 of the 92 days from 2750 to 3300.
    assert!(
        november
            .assumed
            .is_some_and(|value| (value - 2750.0 - 550.0 * 61.0 / 92.0).abs() < 1e-9)
    );
    assert_eq!(november.history.len(), 2);
    assert!(!index.crosshair(&november).is_empty());
}

#[test]
fn keys_step_by_date_by_quarter_and_to_the_ends() {
    let drawing = chart().lay_out(view(900.0), &measure);
    let index = &drawing.index;
    let date_of = |stop: usize| index.read(&chart(), stop).date;
    let start = index.as_of();
    assert_eq!(date_of(index.step(start, Move::Next)), date(2024, 10, 31));
    assert_eq!(
        date_of(index.step(start, Move::Previous)),
        date(2024, 8, 31)
    );
    assert_eq!(
        date_of(index.step(start, Move::NextQuarter)),
        date(2024, 12, 31)
    );
    assert_eq!(
        date_of(index.step(start, Move::PreviousQuarter)),
        date(2024, 6, 30)
    );
    assert_eq!(index.step(start, Move::First), 0);
    assert_eq!(index.step(0, Move::Previous), 0);
    assert_eq!(index.step(0, Move::PreviousQuarter), 0);
    assert_eq!(index.step(index.len(), Move::Next), index.len() - 1);
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => -1e6..1e6f64,
        2 => any::<f64>(),
        1 => Just(0.0),
        1 => Just(f64::MAX),
        1 => Just(f64::NAN),
    ]
}

fn day() -> impl Strategy<Value = Date> {
    (-400i64..800).prop_map(|day| after(date(2024, 1, 1), day))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_input_in_any_size_gives_finite_marks_inside_their_boxes(
        (width, height, font) in (prop_oneof![280.0..3840.0f64, any::<f64>()], 0.0..2000.0f64, 4.0..60.0f64),
        actuals in prop::collection::vec((day(), number(), any::<bool>()), 0..15),
        fans in prop::collection::vec((day(), prop::array::uniform5(number())), 0..6),
        expected in prop::collection::vec((day(), number()), 0..4),
        target in prop::option::of((number(), prop::option::of(number()))),
        (as_of, from_zero, whole) in (day(), any::<bool>(), any::<bool>()),
        (start, end) in (day(), day()),
        (floor, ceiling) in (prop::option::of(number()), prop::option::of(number())),
    ) {
        let base = chart();
        let chart = TargetChart {
            plan_start: start,
            plan_end: end,
            from_zero,
            whole,
            floor,
            ceiling,
            actuals: actuals
                .into_iter()
                .map(|(date, value, provisional)| Figure { date, value, provisional })
                .collect(),
            projection: fans.into_iter().map(|(date, quantiles)| fan(date, quantiles)).collect(),
            history: vec![Year { label: "2023".to_owned(), points: expected.clone() }],
            assumed: expected.clone(),
            expected,
            target: target.map(|(value, high)| TargetLine { value, high, words: "đạt chỉ tiêu".to_owned() }),
            as_of,
            ..base
        };
        let drawing = chart.lay_out(View { width, height, font }, &measure);
        inside(&drawing.scene)?;
        let index = &drawing.index;
        for stop in 0..index.len() {
            let reading = index.read(&chart, stop);
            prop_assert_eq!(index.nearest(reading.x), stop);
            prop_assert_eq!(index.nearest_date(reading.date), stop);
            let crosshair = index.crosshair(&reading);
            inside(&Scene { still: Vec::new(), live: crosshair, ..drawing.scene.clone() })?;
        }
    }
}
