//! What holds for regular histories and for those that only look like it: gaps, repeats, zeros, negatives, one point,
//! constants, numbers at the end of what a file may hold and beyond.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::indicator;
use jiff::civil::{Date, date};
use muctieu_core::assumption::Assumptions;
use muctieu_core::backtest::scores;
use muctieu_core::board::{Board, Row, question, row};
use muctieu_core::builtin;
use muctieu_core::calendar::plus_days;
use muctieu_core::edit::Edit;
use muctieu_core::figure::{Figure, FigureId, Measure, Origin};
use muctieu_core::forecast::{METHODS, Unusable, alternatives, method};
use muctieu_core::indicator::Kind;
use muctieu_core::lang::{Lang, Say};
use muctieu_core::lever::{LeverKind, Levers};
use muctieu_core::store;
use muctieu_core::workspace::Workspace;
use proptest::prelude::*;

/// A flow, a count, a change of a count, a level and a share done.
const KINDS: [&str; 5] = [
    "budget-revenue",
    "cooperatives",
    "social-order-crimes",
    "clean-water",
    "conscription",
];

/// What is wrong with a history.
#[derive(Clone, Copy, Debug)]
enum Fault {
    Nothing,
    Gap(usize),
    /// Several figures in a row are missing, a whole year of months perhaps.
    Hole(usize, usize),
    Twice(usize),
    /// The very same figure under several names.
    Repeated(usize, usize),
    Value(usize, f64),
    /// One value in a row of several places.
    Values(usize, usize, f64),
    Constant,
    /// The same figure on every date.
    Flat(f64),
    /// Cumulative figures that fall from month to month.
    Falling,
    Zeros,
    Only(usize),
    Scaled(f64),
}

fn fault() -> impl Strategy<Value = Fault> {
    let wild = prop_oneof![
        Just(0.0),
        Just(-5.0),
        Just(1e15),
        Just(-1e15),
        Just(f64::NAN),
        Just(f64::INFINITY),
        Just(f64::NEG_INFINITY),
        Just(f64::MAX),
        Just(1e-300),
    ];
    prop_oneof![
        4 => Just(Fault::Nothing),
        2 => (0..60usize).prop_map(Fault::Gap),
        1 => (0..60usize, 2..14usize).prop_map(|(at, count)| Fault::Hole(at, count)),
        2 => (0..60usize).prop_map(Fault::Twice),
        1 => (0..60usize, 1..4usize).prop_map(|(at, times)| Fault::Repeated(at, times)),
        4 => (0..60usize, wild.clone()).prop_map(|(at, value)| Fault::Value(at, value)),
        2 => (0..60usize, 2..26usize, wild.clone()).prop_map(|(at, count, value)| Fault::Values(at, count, value)),
        1 => prop_oneof![1 => wild, 2 => 0.0..100.0f64].prop_map(Fault::Flat),
        1 => Just(Fault::Falling),
        1 => Just(Fault::Constant),
        1 => Just(Fault::Zeros),
        1 => (0..60usize).prop_map(Fault::Only),
        2 => prop_oneof![Just(1e13), Just(1e-300), Just(1e290), Just(1e-12), Just(-1.0)].prop_map(Fault::Scaled),
    ]
}

/// Figures by the month or quarter since some year, with what is wrong with them.
fn history() -> impl Strategy<Value = Workspace> {
    (
        (
            0..KINDS.len(),
            prop_oneof![Just(12usize), Just(4)],
            0..6i16,
            0..13usize,
        ),
        prop::collection::vec(0.2..3.0f64, 12),
        prop::collection::vec(0.7..1.3f64, 84),
        prop::collection::vec(fault(), 0..3),
        prop::option::of(0..METHODS.len()),
        0..30i32,
    )
        .prop_map(
            |((of, period, years, left), season, noise, faults, chosen, partial)| {
                let mut workspace = builtin::empty().unwrap();
                let target = indicator(&workspace, KINDS[of]).clone();
                let plan = workspace.plan_of(&target);
                let level = !target.kind.accumulates();
                let mut figures: Vec<Figure> = Vec::new();
                for back in (0..=years).rev() {
                    let plan = plan.shifted(-back);
                    let ends = plan.reporting_ends();
                    let mut sum = 0.0;
                    for (at, end) in ends.iter().enumerate() {
                        let n = figures.len();
                        sum += 10.0 * season[at] * noise[n % noise.len()];
                        let due = (at + 1) % (12 / period) == 0;
                        if due && !(back == 0 && at >= left) {
                            let value = if level {
                                60.0 + season[at] * noise[n % noise.len()] * 3.0
                            } else {
                                sum
                            };
                            figures.push(figure(KINDS[of], plan.year(), *end, level, value, n));
                        }
                    }
                }
                if let Some(last) = figures
                    .last()
                    .filter(|last| last.year == plan.year() && partial > 0)
                    .cloned()
                {
                    // A figure within an unfinished period.
                    let date = plus_days(last.date, partial).min(plan.end);
                    let n = figures.len();
                    figures.push(figure(
                        KINDS[of],
                        plan.year(),
                        date,
                        level,
                        last.value * 1.02,
                        n,
                    ));
                }
                for fault in faults {
                    spoil(&mut figures, fault);
                }
                workspace.figures = figures.into_iter().collect();
                if let Some(chosen) = chosen {
                    let assumptions = Assumptions {
                        method: Some(METHODS[chosen].id().to_owned()),
                        ..Assumptions::default()
                    };
                    let edit = Edit::Assume {
                        indicator: KINDS[of].into(),
                        assumptions: Some(Box::new(assumptions)),
                    };
                    edit.apply(&mut workspace).unwrap();
                }
                workspace
            },
        )
}

fn figure(of: &str, year: i16, date: Date, level: bool, value: f64, number: usize) -> Figure {
    Figure {
        id: FigureId(format!("f{number}").into()),
        indicator: of.into(),
        year,
        date,
        measure: if level {
            Measure::Level
        } else {
            Measure::Cumulative
        },
        value,
        range: None,
        origin: Origin::User,
        source: String::new(),
        note: String::new(),
        entered_by: String::new(),
        entered_at: String::new(),
        corrections: Vec::new(),
    }
}

fn spoil(figures: &mut Vec<Figure>, fault: Fault) {
    let count = figures.len().max(1);
    match fault {
        Fault::Gap(at) if !figures.is_empty() => {
            figures.remove(at % count);
        }
        Fault::Twice(at) if !figures.is_empty() => {
            let mut twice = figures[at % count].clone();
            twice.id = FigureId(format!("twice{at}").into());
            twice.value *= 1.01;
            figures.push(twice);
        }
        Fault::Hole(at, length) if !figures.is_empty() => {
            let from = at % count;
            figures.drain(from..(from + length).min(count));
        }
        Fault::Repeated(at, times) if !figures.is_empty() => {
            for time in 0..times {
                let mut again = figures[at % count].clone();
                again.id = FigureId(format!("again{at}-{time}").into());
                figures.push(again);
            }
        }
        Fault::Value(at, value) if !figures.is_empty() => figures[at % count].value = value,
        Fault::Values(at, length, value) => {
            let some = figures.iter_mut().skip(at % count).take(length);
            some.for_each(|figure| figure.value = value);
        }
        Fault::Flat(value) => figures.iter_mut().for_each(|figure| figure.value = value),
        Fault::Falling => figures.iter_mut().for_each(|figure| {
            figure.value = 100.0 - 7.0 * f64::from(figure.date.month());
        }),
        Fault::Constant => figures.iter_mut().for_each(|figure| {
            figure.value = f64::from(figure.date.month());
        }),
        Fault::Zeros => figures.iter_mut().for_each(|figure| figure.value = 0.0),
        Fault::Only(at) if !figures.is_empty() => {
            let only = figures.swap_remove(at % count);
            *figures = vec![only];
        }
        Fault::Scaled(by) => figures.iter_mut().for_each(|figure| figure.value *= by),
        _ => {}
    }
}

fn numbers(row: &Row) -> Vec<f64> {
    let required = row.required;
    [
        row.projected,
        row.low,
        row.high,
        row.probability,
        required.map(|required| required.multiple),
        required.map(|required| required.per_period),
        row.expected_now,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A file may hold what no figure is: JSON has no name for it, and a writer may put the name all the same.
#[test]
fn a_file_with_a_figure_that_is_no_number_is_refused_whole() {
    let file = store::write(&months(2, 6, usual)).unwrap();
    assert!(store::read(&file).is_ok());
    let value = "\"value\":80.0";
    assert!(file.contains(value), "{file}");
    for wrong in [
        "NaN",
        "Infinity",
        "-Infinity",
        "null",
        "\"NaN\"",
        "\"80\"",
        "1e999",
        "-1e999",
        "1e16",
        "[80]",
        "true",
        "",
    ] {
        let spoilt = file.replacen(value, &format!("\"value\":{wrong}"), 1);
        let why = store::read(&spoilt).unwrap_err();
        for lang in [Lang::Vi, Lang::En] {
            assert!(!why.say(lang).is_empty(), "{wrong}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_history_gives_numbers_or_a_sentence(
        workspace in history(), month in 1..13i8, pace in prop_oneof![Just(0.0), Just(0.5), Just(2.0), Just(1e15), Just(f64::NAN)],
        add in prop_oneof![Just(0.0), Just(-1e15), Just(1e15), Just(25.0)]
    ) {
        let as_of = date(2024, month, 28);
        let mut moved = Levers::default();
        for (kind, value) in [(LeverKind::Pace, pace), (LeverKind::OneOff, add), (LeverKind::Level, pace)] {
            moved.set(kind, value);
        }
        for of in KINDS {
            let target = indicator(&workspace, of);
            for levers in [Levers::default(), moved] {
                let row = row(&workspace, target, as_of, levers);
                prop_assert!(numbers(&row).iter().all(|number| number.is_finite()), "{row:?}");
                for (method, answer) in alternatives(&question(&workspace, target, as_of, levers)) {
                    match answer {
                        Ok(forecast) => {
                            let year = forecast.year();
                            let mut last = f64::NEG_INFINITY;
                            for p in [0.0, 0.01, 0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975, 0.99, 1.0] {
                                let value = year.quantile(p);
                                prop_assert!(value.is_finite() && value >= last, "{} {year:?} at {p}", method.id());
                                last = value;
                            }
                            let p = year.probability(target.bound());
                            prop_assert!((0.0..=1.0).contains(&p) , "{} {p} {year:?}", method.id());
                            for day in target.plan.unwrap_or(workspace.plan).reporting_ends() {
                                if let Some(dist) = forecast.at(day) {
                                    prop_assert!(dist.quantile(0.1) <= dist.quantile(0.9), "{} {day} {dist:?}", method.id());
                                }
                            }
                            for lang in [Lang::Vi, Lang::En] {
                                let text = forecast.reason(lang) + &forecast.formula(target, lang).join(" ");
                                prop_assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
                            }
                        }
                        Err(why) => prop_assert!(!why.say(Lang::Vi).is_empty() && !why.say(Lang::En).is_empty()),
                    }
                }
            }
            for score in scores(&question(&workspace, target, as_of, Levers::default())).iter() {
                prop_assert!(score.error.is_finite() && score.error >= 0.0, "{score:?}");
                prop_assert!(score.mase.is_none_or(|mase| mase >= 0.0), "{score:?}");
                prop_assert!((0.0..=1.0).contains(&score.within_80) && score.within_80 <= score.within_95, "{score:?}");
                prop_assert!(score.origins >= score.years && score.years > 0);
            }
        }
    }

    #[test]
    fn more_pace_never_lowers_what_any_method_says_of_a_flow(
        workspace in history(), month in 1..13i8, slow in 0.0..3.0f64, more in 0.0..3.0f64, p in 0.01..0.99f64
    ) {
        let as_of = date(2024, month, 28);
        for of in &KINDS[..3] {
            let target = indicator(&workspace, of);
            let at = |pace| {
                let levers = Levers { pace: Some(pace), ..Levers::default() };
                alternatives(&question(&workspace, target, as_of, levers))
            };
            for ((method, slow), (_, fast)) in at(slow).into_iter().zip(at(slow + more)) {
                prop_assert_eq!(slow.is_ok(), fast.is_ok());
                if let (Ok(slow), Ok(fast)) = (slow, fast) {
                    let (a, b) = (slow.year().quantile(p), fast.year().quantile(p));
                    prop_assert!(b >= a, "{}: {a} {b}", method.id());
                }
            }
        }
    }

    #[test]
    fn a_board_is_the_same_whether_or_not_anything_is_remembered(workspace in history(), month in 1..13i8) {
        let told = |workspace: &Workspace| {
            let board = Board::new(workspace, date(2024, month, 28), None);
            let rows = board.rows.iter().map(|row| (numbers(row).iter().map(|n| n.to_bits()).collect::<Vec<_>>(), row.choice));
            rows.collect::<Vec<_>>()
        };
        let warm = told(&workspace);
        prop_assert_eq!(&warm, &told(&workspace));
        let mut cold = workspace.clone();
        cold.figures = workspace.figures.iter().cloned().collect();
        prop_assert_eq!(&warm, &told(&cold));
    }
}

/// Monthly figures of a flow since `years` ago up to the `left`th month of the plan year.
fn months(years: i16, left: usize, value: impl Fn(i16, usize) -> f64) -> Workspace {
    let mut workspace = builtin::empty().unwrap();
    let mut figures = Vec::new();
    for back in (0..=years).rev() {
        let plan = workspace.plan.shifted(-back);
        let mut sum = 0.0;
        for (at, end) in plan.reporting_ends().into_iter().enumerate() {
            sum += value(back, at);
            if back > 0 || at < left {
                let n = figures.len();
                figures.push(figure("budget-revenue", plan.year(), end, false, sum, n));
            }
        }
    }
    workspace.figures = figures.into_iter().collect();
    workspace
}

fn usual(back: i16, at: usize) -> f64 {
    50.0 + 10.0
        * f64::from(u8::try_from((at * 5 + usize::from(back.unsigned_abs()) * 3) % 7).unwrap())
}

fn says(workspace: &Workspace, as_of: Date, id: &str) -> Result<(f64, String), Unusable> {
    let target = indicator(workspace, "budget-revenue");
    let answer =
        method(id)
            .unwrap()
            .forecast(&question(workspace, target, as_of, Levers::default()))?;
    Ok((answer.year().median(), answer.reason(Lang::En)))
}

#[test]
fn what_is_missing_for_a_time_series_is_named() {
    let as_of = date(2024, 6, 30);
    for series in METHODS.iter().filter(|method| method.technique().is_some()) {
        let why = |workspace: &Workspace| says(workspace, as_of, series.id()).err();
        assert_eq!(why(&months(3, 6, usual)), None, "{}", series.id());
        assert_eq!(why(&months(1, 6, usual)), Some(Unusable::ShortHistory));
        assert_eq!(why(&months(0, 6, usual)), Some(Unusable::ShortHistory));
        assert_eq!(why(&months(3, 0, usual)), Some(Unusable::NoFigure));
        assert_eq!(why(&months(3, 6, |_, _| 0.0)), Some(Unusable::NoSpread));
        assert_eq!(why(&months(3, 6, |_, _| 5.0)), Some(Unusable::NoSpread));
        assert_eq!(
            why(&months(3, 6, |back, at| if (back, at) == (1, 4) {
                -3.0
            } else {
                usual(back, at)
            })),
            Some(Unusable::Falls)
        );
        assert_eq!(
            why(&months(3, 6, |back, at| if (back, at) == (1, 4) {
                f64::NAN
            } else {
                usual(back, at)
            })),
            Some(Unusable::OutOfRange)
        );
        // A month of this year is missing; and one of last year.
        for missing in [date(2024, 4, 30), date(2023, 7, 31)] {
            let mut workspace = months(3, 6, usual);
            workspace.figures = workspace
                .figures
                .iter()
                .filter(|figure| figure.date != missing)
                .cloned()
                .collect();
            let found = why(&workspace);
            // Quarters will do where the months have a gap.
            assert_eq!(found, None, "{}: {missing}", series.id());
            let quarter_end = date(missing.year(), 6, 30);
            workspace.figures = workspace
                .figures
                .iter()
                .filter(|figure| figure.date != quarter_end)
                .cloned()
                .collect();
            if missing.year() == 2023 {
                assert_eq!(why(&workspace), Some(Unusable::Gaps), "{}", series.id());
            }
        }
        assert!(!series.serves(Kind::Growth) && series.serves(Kind::FlowCount));
    }
}

#[test]
fn a_figure_within_a_month_is_a_floor_and_the_model_goes_on_from_the_month_before() {
    let mut workspace = months(3, 2, usual);
    let whole = says(&workspace, date(2024, 2, 29), "theta").unwrap();
    assert!(!whole.1.contains("within a period"), "{}", whole.1);
    let sum = workspace.figures.iter().last().unwrap().value;
    workspace.figures.put(figure(
        "budget-revenue",
        2024,
        date(2024, 3, 21),
        false,
        sum + 30.0,
        999,
    ));
    let (median, reason) = says(&workspace, date(2024, 3, 21), "theta").unwrap();
    assert!(
        reason.contains("21") && reason.contains("complete periods only"),
        "{reason}"
    );
    assert!(
        (median / whole.0 - 1.0).abs() < 1e-12,
        "{median} {}",
        whole.0
    );
    // More than was expected of the whole year is in already: the year is not below it.
    workspace.figures.put(figure(
        "budget-revenue",
        2024,
        date(2024, 3, 21),
        false,
        5.0 * whole.0,
        999,
    ));
    assert!(says(&workspace, date(2024, 3, 21), "theta").unwrap().0 >= 5.0 * whole.0);
}

#[test]
fn the_band_of_a_simulated_flow_widens_towards_the_end_and_ends_on_the_year() {
    let workspace = months(4, 5, usual);
    let target = indicator(&workspace, "budget-revenue");
    for series in METHODS.iter().filter(|method| method.technique().is_some()) {
        let asked = question(&workspace, target, date(2024, 5, 31), Levers::default());
        let forecast = series.forecast(&asked).unwrap();
        let mut before = (0.0, 0.0);
        for day in workspace.plan.reporting_ends().into_iter().skip(5) {
            let dist = forecast.at(day).unwrap();
            let (middle, width) = (dist.median(), dist.quantile(0.9) - dist.quantile(0.1));
            assert!(
                middle > before.0 && width > before.1,
                "{} {day}",
                series.id()
            );
            before = (middle, width);
        }
        assert_eq!(&forecast.at(workspace.plan.end).unwrap(), forecast.year());
        let half = forecast.at(date(2024, 6, 15)).unwrap().median();
        assert!(
            half > forecast.at(date(2024, 5, 31)).unwrap().median()
                && half < forecast.at(date(2024, 6, 30)).unwrap().median()
        );
        // The share of the year rises to all of it, and what is reported lies on it.
        assert!((forecast.share_at(workspace.plan.end).unwrap() - 1.0).abs() < 1e-12);
        assert!(
            forecast.share_at(date(2024, 3, 31)).unwrap()
                < forecast.share_at(date(2024, 8, 31)).unwrap()
        );
    }
}

#[test]
fn adding_another_indicator_changes_no_path() {
    let mut workspace = months(4, 5, usual);
    let before = says(&workspace, date(2024, 5, 31), "theta").unwrap();
    workspace.figures.put(figure(
        "cooperatives",
        2024,
        date(2024, 5, 31),
        false,
        3.0,
        1_000,
    ));
    assert_eq!(
        says(&workspace, date(2024, 5, 31), "theta").unwrap(),
        before
    );
}
