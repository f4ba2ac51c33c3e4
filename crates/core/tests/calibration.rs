//! The bands hold what they say on flows from the very process that the model supposes.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "common/calibration.rs"]
mod calibration;

use calibration::{by, by_with, known, of_published, of_synthetic, published};
use muctieu_core::assumption::Assumptions;

#[test]
fn the_band_of_a_flow_with_a_known_profile_holds_four_years_in_five() {
    for kappa in [20.0, 50.0, 200.0] {
        let tally = of_synthetic(200, 0, kappa, &known(kappa));
        assert_eq!(tally.count, 600);
        let coverage = tally.coverage();
        assert!((0.76..=0.84).contains(&coverage), "κ {kappa}: {coverage}");
    }
}

#[test]
fn so_does_the_band_of_a_profile_and_a_kappa_taken_from_few_years() {
    for (past, kappa) in [(3, 20.0), (3, 50.0), (3, 200.0), (5, 50.0), (9, 50.0)] {
        let tally = of_synthetic(400, past, kappa, &by("seasonal"));
        let coverage = tally.coverage();
        assert!(
            (0.76..=0.84).contains(&coverage),
            "{past} years, κ {kappa}: {coverage}"
        );
        let wide = tally.coverage_95();
        assert!(
            (0.91..=0.97).contains(&wide),
            "{past} years, κ {kappa}: {wide} of 95 %"
        );
    }
}

#[test]
fn so_does_the_band_of_a_profile_of_one_or_two_years_under_an_assumed_kappa() {
    for kappa in [12.0, 50.0, 200.0] {
        for (past, method) in [(1, "same-period"), (2, "seasonal")] {
            let tally = of_synthetic(400, past, kappa, &by_with(method, kappa));
            let coverage = tally.coverage();
            assert!(
                (0.76..=0.84).contains(&coverage),
                "{past} years, κ {kappa}: {coverage}"
            );
            let wide = tally.coverage_95();
            assert!(
                (0.91..=0.97).contains(&wide),
                "{past} years, κ {kappa}: {wide} of 95 %"
            );
        }
    }
}

#[test]
fn so_does_the_band_of_what_the_earlier_years_have_chosen() {
    for (past, kappa) in [(5, 20.0), (5, 200.0), (9, 50.0)] {
        let tally = of_synthetic(150, past, kappa, &Assumptions::default());
        assert!(3 * tally.by_evidence > tally.count, "{past}, κ {kappa}");
        let coverage = tally.coverage();
        assert!(
            (0.76..=0.84).contains(&coverage),
            "{past} years, κ {kappa}: {coverage}"
        );
        // Fewer years, and three forecasts of each: the standard error is 3 %. The example has more of them.
        let chosen = tally.coverage_by_evidence().unwrap();
        assert!(
            (0.74..=0.86).contains(&chosen),
            "{past} years, κ {kappa}: {chosen}"
        );
    }
}

#[test]
fn published_series_are_forecast_better_with_their_season_than_without() {
    for series in published()
        .iter()
        .filter(|series| series.name != "USAccDeaths")
        .take(2)
    {
        let error = |method: &str| {
            let tally = of_published(series, 5, &by(method));
            assert!(tally.count > 10, "{method}");
            tally.mean(tally.error)
        };
        let even = error("run-rate");
        for method in ["seasonal", "theta", "dynamic-theta", "comb", "holt"] {
            assert!(error(method) < 0.5 * even, "{} {method}", series.name);
        }
    }
}
