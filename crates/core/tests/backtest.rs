//! The evidence of the earlier years against the methods themselves, asked as they would have been then.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "common/calibration.rs"]
mod calibration;

use calibration::{ID, MONTHS, known, published, synthetic, workspace};
use jiff::civil::date;
use muctieu_core::assumption::Assumptions;
use muctieu_core::backtest::{By, LEAST_ORIGINS, LEAST_YEARS, Score, scores};
use muctieu_core::board::{Board, question, row};
use muctieu_core::dist::Dist;
use muctieu_core::edit::Edit;
use muctieu_core::figure::{Figure, FigureId};
use muctieu_core::forecast::{Question, concentration, method, predictive};
use muctieu_core::indicator::Indicator;
use muctieu_core::lang::{Lang, Say};
use muctieu_core::lever::Levers;
use muctieu_core::workspace::Workspace;

fn asked(workspace: &Workspace) -> Question<'_> {
    let indicator = workspace.indicator(ID).unwrap();
    question(workspace, indicator, date(2024, 9, 30), Levers::default())
}

fn score(workspace: &Workspace, method: &str) -> Score {
    *scores(&asked(workspace))
        .iter()
        .find(|score| score.method == method)
        .unwrap()
}

/// The mean error of Y ÷ s and the share within the 80 % band, asking the method itself at every figure of the earlier
/// years.
fn asking(workspace: &Workspace, id: &str) -> (usize, f64, f64) {
    let now = asked(workspace);
    let indicator = Indicator {
        baseline: None,
        ..now.indicator.clone()
    };
    let (mut count, mut error, mut within) = (0, 0.0, 0.0);
    for figure in now.figures.iter().filter(|figure| figure.year < 2024) {
        let plan = now.plan.shifted(figure.year - 2024);
        let then = Question {
            indicator: &indicator,
            plan,
            as_of: figure.date,
            memory: None,
            ..now
        };
        let total = now.total_of(figure.year).unwrap();
        let answer = method(id).unwrap().forecast(&then);
        let Ok(forecast) = answer.as_ref().map(AsRef::as_ref) else {
            continue;
        };
        if forecast.settled().is_some() {
            continue;
        }
        count += 1;
        error += (figure.value / forecast.share_at(figure.date).unwrap() / total - 1.0).abs();
        within += f64::from(u8::from((0.1..=0.9).contains(&forecast.year().sf(total))));
    }
    (count, error / count as f64, within / count as f64)
}

#[test]
fn the_scores_of_the_methods_with_a_profile_are_those_of_asking_them_then() {
    for number in 0..4 {
        let workspace = workspace(&synthetic(number, 6, 40.0), 900.0, None);
        for id in ["run-rate", "same-period", "seasonal"] {
            let score = score(&workspace, id);
            let (count, error, within) = asking(&workspace, id);
            assert_eq!(score.origins, count, "{id}");
            // Leap days are matched in the calendar of the plan year.
            assert!(
                (score.error / error - 1.0).abs() < 0.01,
                "{id}: {} {error}",
                score.error
            );
            assert!(
                (score.within_80 - within).abs() < 0.05,
                "{id}: {} {within}",
                score.within_80
            );
        }
    }
}

#[test]
fn the_scores_of_time_series_are_those_of_asking_them_then() {
    let series = &published()[0];
    let workspace = workspace(&series.years[..9], 5000.0, None);
    for id in [
        "theta",
        "dynamic-theta",
        "comb",
        "ses",
        "holt",
        "damped-holt",
        "seasonal-naive",
    ] {
        let score = score(&workspace, id);
        assert_eq!((score.origins, score.years), (9, 3), "{id}");
        let now = asked(&workspace);
        let mut error = 0.0;
        for back in 1..=3 {
            let plan = now.plan.shifted(-back);
            let total = now.total_of(plan.year()).unwrap();
            for quarter in 1..=3 {
                let as_of = plan.quarter_end(quarter);
                let then = Question {
                    plan,
                    as_of,
                    memory: None,
                    ..now
                };
                let median = method(id).unwrap().forecast(&then).unwrap().year().median();
                error += (median / total - 1.0).abs() / 9.0;
            }
        }
        // The median of the simulated paths is the point forecast to within their noise.
        assert!(
            (score.error - error).abs() < 0.003,
            "{id}: {} {error}",
            score.error
        );
        assert!(
            score.mase.is_some_and(|mase| mase > 0.0 && mase < 2.0),
            "{score:?}"
        );
    }
}

#[test]
fn nothing_of_the_plan_year_changes_a_score() {
    let years = synthetic(3, 6, 40.0);
    let mut other = years.clone();
    other[5] = MONTHS.iter().rev().map(|share| 7e4 * share).collect();
    let (before, after) = (
        workspace(&years, 900.0, None),
        workspace(&other, 900.0, None),
    );
    assert_eq!(scores(&asked(&before)), scores(&asked(&after)));
}

#[test]
fn evidence_is_the_same_on_every_date_of_the_year_and_under_every_lever() {
    let workspace = workspace(&synthetic(1, 7, 20.0), 900.0, None);
    let indicator = workspace.indicator(ID).unwrap();
    let choice = |month, pace| {
        let levers = Levers {
            pace: Some(pace),
            ..Levers::default()
        };
        let row = row(&workspace, indicator, date(2024, month, 28), levers);
        row.choice.unwrap()
    };
    let first = choice(4, 1.0);
    for month in 5..=11 {
        for pace in [0.5, 1.0, 2.0] {
            assert_eq!(choice(month, pace), first);
        }
    }
}

#[test]
fn a_flow_that_is_even_is_forecast_evenly_once_the_years_say_so() {
    // Months that come as they like: the mean of earlier years is noise, an even pace is not.
    let even = |year: u32| -> Vec<f64> {
        (0..12u32)
            .map(|month| {
                60.0 + 30.0 * f64::from((month * 7 + year * 5 + month * month * year) % 11)
            })
            .collect()
    };
    let mut chosen = 0;
    for first in 0..12 {
        let years: Vec<Vec<f64>> = (first..first + 5).map(even).collect();
        let workspace = workspace(&years, 900.0, None);
        let row = row(
            &workspace,
            workspace.indicator(ID).unwrap(),
            date(2024, 6, 30),
            Levers::default(),
        );
        let choice = row.choice.unwrap();
        assert_eq!(choice.method, row.forecast.unwrap().method());
        if let Some(duel) = choice.duel {
            chosen += 1;
            assert_eq!(choice.by, By::Evidence);
            assert!(duel.origins >= LEAST_ORIGINS && duel.years >= LEAST_YEARS);
            assert!(duel.error < duel.default_error);
            assert!(choice.say(Lang::En).contains(&duel.origins.to_string()));
            assert!(choice.say(Lang::Vi).contains("kiểm nghiệm"));
        }
    }
    assert!(chosen > 0);
}

#[test]
fn the_user_overrules_the_evidence_and_a_drawn_profile_is_not_put_to_the_vote() {
    let years = synthetic(1, 7, 20.0);
    let set = |assumptions| {
        let workspace = workspace(&years, 900.0, Some(assumptions));
        row(
            &workspace,
            workspace.indicator(ID).unwrap(),
            date(2024, 6, 30),
            Levers::default(),
        )
        .choice
        .unwrap()
    };
    let user = set(calibration::by("same-period"));
    assert_eq!((user.method, user.by), ("same-period", By::User));
    let drawn = set(Assumptions {
        steadiness: None,
        ..known(20.0)
    });
    assert_eq!((drawn.method, drawn.by), ("seasonal", By::Order));
    // A method that cannot answer is no choice.
    let unknown = set(calibration::by("level-walk"));
    assert_ne!(unknown.by, By::User);
}

#[test]
fn what_is_remembered_is_forgotten_when_a_figure_changes() {
    let mut changed = workspace(&synthetic(2, 7, 40.0), 900.0, None);
    let as_of = date(2024, 6, 30);
    let first = Board::new(&changed, as_of, None);
    let figure = changed
        .figures
        .iter()
        .find(|figure| figure.date == date(2022, 6, 30))
        .unwrap()
        .clone();
    let figure = Figure {
        value: figure.value * 1.04,
        ..figure
    };
    let edit = Edit::PutFigure {
        figure: Box::new(figure),
    };
    let undo = edit.apply(&mut changed).unwrap();
    let told = |workspace: &Workspace| {
        let row = Board::new(workspace, as_of, None).row(ID).unwrap().clone();
        (
            row.projected.map(f64::to_bits),
            row.choice,
            scores(&asked(workspace)).to_vec(),
        )
    };
    let mut fresh = changed.clone();
    fresh.figures = changed.figures.iter().cloned().collect();
    assert_eq!(told(&changed), told(&fresh));
    undo.apply(&mut changed).unwrap();
    assert_eq!(
        first.row(ID).unwrap().projected,
        Board::new(&changed, as_of, None).row(ID).unwrap().projected
    );
    // A book is equal to another whatever has been computed from either.
    let mut cold = changed.clone();
    cold.figures = changed.figures.iter().cloned().collect();
    assert_eq!(cold, changed);
    assert!(changed.figures.find(&FigureId("none".into())).is_none());
}

#[test]
fn the_standard_error_of_kappa_is_its_scatter() {
    use muctieu_core::forecast::Profile;
    for (years, kappa) in [(3u32, 50.0), (6, 50.0), (10, 200.0)] {
        let (mut logs, mut told) = (Vec::new(), 0.0);
        for number in 0..400 {
            let workspace = workspace(&synthetic(number, years + 1, kappa), 900.0, None);
            let past = Profile::of_past(&asked(&workspace));
            let found = concentration(&past).unwrap();
            assert_eq!(found.years, years as usize);
            logs.push(libm::log(found.kappa));
            told += found.error / (found.kappa + 1.0) / 400.0;
        }
        let mean = logs.iter().sum::<f64>() / 400.0;
        let sd = (logs
            .iter()
            .map(|log| (log - mean) * (log - mean))
            .sum::<f64>()
            / 399.0)
            .sqrt();
        // Of few years the scatter is skewed; the error is the first-order one.
        assert!(
            (told / sd - 1.0).abs() < 0.25,
            "{years} years: told {told}, scatter {sd}"
        );
    }
}

#[test]
fn a_reason_tells_kappa_with_its_error() {
    let workspace = workspace(
        &synthetic(5, 4, 50.0),
        900.0,
        Some(calibration::by("seasonal")),
    );
    let row = row(
        &workspace,
        workspace.indicator(ID).unwrap(),
        date(2024, 6, 30),
        Levers::default(),
    );
    let forecast = row.forecast.unwrap();
    let found = forecast.concentration().unwrap();
    assert_eq!(found.years, 3);
    for lang in [Lang::Vi, Lang::En] {
        let reason = forecast.reason(lang);
        assert!(
            reason.contains("κ = ") && reason.contains(" ± "),
            "{reason}"
        );
        // Both numbers are told, the one in force last.
        let used = predictive(found.kappa, 3, Some(found));
        assert!(used < 0.7 * found.kappa, "{used} of {}", found.kappa);
        let used = format!(": {used:.0}");
        let formula = forecast.formula(workspace.indicator(ID).unwrap(), lang);
        for text in [reason, formula.join("\n")] {
            assert!(text.contains(&used), "{text} has no {used}");
        }
    }
}

#[test]
fn an_assumed_kappa_is_told_with_the_margin_for_an_estimated_profile_and_only_then() {
    let row = |past: u32, set| {
        let workspace = workspace(&synthetic(5, past + 1, 50.0), 900.0, Some(set));
        let target = workspace.indicator(ID).unwrap();
        let row = row(&workspace, target, date(2024, 6, 30), Levers::default());
        let forecast = row.forecast.unwrap();
        (forecast.formula(target, Lang::En).join(" "), forecast)
    };
    // One year: κ′ + 1 = 51 ÷ 2; two: 51 ÷ 1.5.
    for (past, method, words) in [
        (1, "same-period", "1 earlier year: 25"),
        (2, "seasonal", "2 earlier years: 33"),
    ] {
        let (text, _) = row(past, calibration::by(method));
        assert!(text.contains(words), "{text}");
    }
    // A given profile keeps the closed form I(Y/T; κs, κ(1 − s)) to the bit.
    for set in [calibration::by("run-rate"), known(50.0)] {
        let (text, forecast) = row(1, set);
        assert!(!text.contains("margin"), "{text}");
        let share = forecast.share_at(date(2024, 6, 30)).unwrap();
        let Dist::FlowTotal { a, b, .. } = *forecast.year() else {
            panic!("{text}");
        };
        assert_eq!(
            (a.to_bits(), b.to_bits()),
            ((50.0 * share).to_bits(), (50.0 * (1.0 - share)).to_bits())
        );
    }
}
