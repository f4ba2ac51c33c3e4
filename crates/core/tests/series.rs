//! The time-series techniques against statsforecast and statsmodels (fixtures/series.py).
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use muctieu_core::series::{
    Fit, Line, Seasons, Shape, State, Technique, decompose, fit, is_seasonal,
};
use serde::Deserialize;

/// Relative, where every parameter is given.
const EXACT: f64 = 1e-8;
/// How much larger our least sum of squared errors may be than the reference's, whose limits of β differ a little.
const NO_WORSE: f64 = 1e-4;

#[derive(Deserialize)]
struct Fixture {
    made_with: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    period: usize,
    values: Vec<f64>,
    seasonal: bool,
    multiplicative: Vec<f64>,
    additive: Vec<f64>,
    ses: Smoothed,
    holt: Smoothed,
    damped: Smoothed,
    fixed_ses: Fixed,
    fixed_holt: Fixed,
    fixed_damped: Fixed,
    stm: ThetaFit,
    dotm: ThetaFit,
    fixed_theta: Vec<FixedTheta>,
}

#[derive(Deserialize)]
struct Smoothed {
    sse: f64,
    params: BTreeMap<String, f64>,
    forecast: Vec<f64>,
}

#[derive(Deserialize)]
struct Fixed {
    values: BTreeMap<String, f64>,
    sse: f64,
    forecast: Vec<f64>,
}

#[derive(Deserialize)]
struct ThetaFit {
    alpha: f64,
    theta: f64,
    sse: f64,
    forecast: Vec<f64>,
}

#[derive(Deserialize)]
struct FixedTheta {
    dynamic: bool,
    level: f64,
    alpha: f64,
    theta: f64,
    sse: f64,
    forecast: Vec<f64>,
}

fn fixture() -> Fixture {
    let fixture: Fixture = serde_json::from_str(include_str!("fixtures/series.json")).unwrap();
    assert!(fixture.cases.len() >= 4, "{}", fixture.made_with);
    fixture
}

fn near(place: &str, found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len(), "{place}");
    for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
        let off = (found - expected).abs() / expected.abs().max(1e-12);
        assert!(
            off <= tolerance,
            "{place} [{at}]: {found}, expected {expected}"
        );
    }
}

/// What a line says of the next `count` periods.
fn ahead(line: &Line, count: usize) -> Vec<f64> {
    let mut state = line.state;
    (0..count)
        .map(|_| {
            let value = line.shape.expects(&state);
            line.shape.learn(&mut state, value);
            value
        })
        .collect()
}

/// The sum of squared errors in the unit of the values.
fn sse(fit: &Fit) -> f64 {
    fit.lines[0].sse * fit.scale * fit.scale
}

#[test]
fn theta_of_air_passengers_is_the_published_one() {
    let case = &fixture().cases[0];
    let first = case.values[0];
    let line = Line::theta(&case.values, 0.5, 2.0, first / 2.0, false);
    let published = [441.9132, 443.2418, 444.5704, 445.8990, 447.2276];
    for (found, published) in ahead(&line, 5).into_iter().zip(published) {
        assert!((found - published).abs() < 5e-5, "{found} {published}");
    }
}

#[test]
fn theta_with_given_parameters_is_that_of_statsforecast() {
    for case in fixture().cases {
        for given in &case.fixed_theta {
            let line = Line::theta(
                &case.values,
                given.alpha,
                given.theta,
                given.level,
                given.dynamic,
            );
            let place = format!(
                "{} θ {} α {} dynamic {}",
                case.name, given.theta, given.alpha, given.dynamic
            );
            near(
                &place,
                &ahead(&line, given.forecast.len()),
                &given.forecast,
                EXACT,
            );
            near(&place, &[line.sse], &[given.sse], EXACT);
        }
    }
}

#[test]
fn smoothing_with_given_parameters_is_that_of_statsmodels() {
    for case in fixture().cases {
        for (name, fixed, trend, damped) in [
            ("SES", &case.fixed_ses, false, false),
            ("Holt", &case.fixed_holt, true, false),
            ("damped", &case.fixed_damped, true, true),
        ] {
            let given = |name: &str, on: bool, off: f64| if on { fixed.values[name] } else { off };
            let shape = Shape::Smoothing {
                alpha: given("smoothing_level", true, 0.0),
                beta: given("smoothing_trend", trend, 0.0),
                phi: given("damping_trend", damped, 1.0),
            };
            let state = State {
                level: given("initial_level", true, 0.0),
                trend: given("initial_trend", trend, 0.0),
                ..State::default()
            };
            let line = Line::through(shape, state, &case.values, 0);
            let place = format!("{} {name}", case.name);
            near(&place, &ahead(&line, 8), &fixed.forecast, EXACT);
            near(&place, &[line.sse], &[fixed.sse], EXACT);
        }
    }
}

#[test]
fn seasons_are_those_of_statsmodels() {
    for case in fixture().cases {
        assert_eq!(
            is_seasonal(&case.values, case.period),
            case.seasonal,
            "{}",
            case.name
        );
        let additive = decompose(&case.values, case.period, false).unwrap();
        let scale = case.values.iter().sum::<f64>() / case.values.len() as f64;
        for (found, expected) in additive.factors.iter().zip(&case.additive) {
            assert!((found - expected).abs() <= EXACT * scale, "{}", case.name);
        }
        let multiplied = decompose(&case.values, case.period, true).unwrap();
        if multiplied.multiplies {
            near(&case.name, &multiplied.factors, &case.multiplicative, EXACT);
        }
    }
}

#[test]
fn fitted_lines_have_no_larger_errors_than_those_of_statsmodels() {
    for case in fixture().cases {
        // A season would be taken off: the reference's lines are of the values as they are, so no season is looked for.
        for (technique, reference) in [
            (Technique::Ses, &case.ses),
            (Technique::Holt, &case.holt),
            (Technique::DampedHolt, &case.damped),
        ] {
            let ours = fit(technique, &case.values, case.period, Seasons::Ignore).unwrap();
            println!(
                "{} {technique:?}: {} against {} {:?}",
                case.name,
                sse(&ours),
                reference.sse,
                (&reference.params, ours.lines[0].shape)
            );
            assert!(
                sse(&ours) <= reference.sse * (1.0 + NO_WORSE),
                "{} {technique:?}",
                case.name
            );
            if sse(&ours) > reference.sse * (1.0 - 1e-7) {
                near(&case.name, &ours.ahead(8), &reference.forecast, 1e-4);
            }
        }
    }
}

#[test]
fn fitted_theta_has_no_larger_errors_than_that_of_statsforecast() {
    for case in fixture().cases {
        for (technique, reference) in [
            (Technique::Theta, &case.stm),
            (Technique::DynamicTheta, &case.dotm),
        ] {
            let ours = fit(technique, &case.values, case.period, Seasons::Multiply).unwrap();
            println!(
                "{} {technique:?}: {} {:?} against {} α {} θ {}",
                case.name,
                sse(&ours),
                ours.lines[0].shape,
                reference.sse,
                reference.alpha,
                reference.theta
            );
            assert!(
                sse(&ours) <= reference.sse * (1.0 + NO_WORSE),
                "{} {technique:?}",
                case.name
            );
            // Where the reference's search stopped near the same place, so do the forecasts.
            if sse(&ours) > reference.sse * (1.0 - 1e-4) {
                near(
                    &case.name,
                    &ours.ahead(case.period),
                    &reference.forecast,
                    2e-3,
                );
            }
        }
    }
}
