//! The bands hold what they say on flows from the very process that the model supposes.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "common/calibration.rs"]
mod calibration;

use calibration::{by, known, of_published, of_synthetic, published};

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
fn a_profile_taken_from_few_years_makes_the_band_too_narrow_by_no_more_than_is_told() {
    // The mean of n years is itself uncertain, and κ from few years is: the model does not say so (see the example).
    for (past, least) in [(3, 0.60), (9, 0.70)] {
        let coverage = of_synthetic(150, past, 50.0, &by("seasonal")).coverage();
        assert!(
            (least..=0.84).contains(&coverage),
            "{past} years: {coverage}"
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
