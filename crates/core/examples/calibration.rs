//! How well the bands and probabilities hold: `cargo run --release -p muctieu-core --example calibration`.
//!
//! Synthetic flows come from the very process that the model supposes; published series do not ask the model. Each year
//! is forecast at the ends of its first three quarters, against a target within a tenth of what came. The last two
//! columns tell how often the earlier years chose the method, and how often the band held where they did.
#![allow(clippy::print_stdout)]

#[path = "../tests/common/calibration.rs"]
mod calibration;

use calibration::{Tally, by, by_with, known, of_published, of_synthetic, published};
use muctieu_core::assumption::Assumptions;
use muctieu_core::forecast::METHODS;
use muctieu_core::indicator::Kind;

/// Synthetic flows in each line.
const FLOWS: u32 = 400;

fn main() {
    println!(
        "{:<44} {:>6} {:>9} {:>7} {:>7} {:>8} {:>9} {:>9}",
        "Bands", "n", "in 80 %", "95 %", "Brier", "|error|", "evidence", "in 80 %"
    );
    for kappa in [12.0, 20.0, 50.0, 200.0] {
        println!("Synthetic flows, κ = {kappa}");
        tell(
            "  profile and κ known",
            &of_synthetic(FLOWS, 0, kappa, &known(kappa)),
        );
        for (past, method) in [(1, "same-period"), (2, "seasonal")] {
            tell(
                &format!("  {past} earlier, profile estimated, κ known"),
                &of_synthetic(FLOWS, past, kappa, &by_with(method, kappa)),
            );
        }
        for past in [3, 5, 9] {
            tell(
                &format!("  {past} earlier, both estimated, seasonal"),
                &of_synthetic(FLOWS, past, kappa, &by("seasonal")),
            );
            tell(
                &format!("  {past} earlier, both estimated, automatic"),
                &of_synthetic(FLOWS, past, kappa, &Assumptions::default()),
            );
        }
    }
    for series in published() {
        println!("{}, {} years", series.name, series.years.len());
        tell(
            "  automatic, 5 earlier years",
            &of_published(&series, 5, &Assumptions::default()),
        );
        let flows = METHODS.iter().filter(|method| method.serves(Kind::Flow));
        for method in
            flows.filter(|method| !matches!(method.id(), "final" | "estimate" | "supposed"))
        {
            tell(
                &format!("  {}", method.id()),
                &of_published(&series, 5, &by(method.id())),
            );
        }
    }
}

fn tell(what: &str, tally: &Tally) {
    let chosen = tally
        .coverage_by_evidence()
        .map_or_else(|| "–".to_owned(), |share| format!("{:.1}%", 100.0 * share));
    println!(
        "{what:<44} {:>6} {:>8.1}% {:>6.1}% {:>7.3} {:>7.1}% {:>8.1}% {chosen:>9}",
        tally.count,
        100.0 * tally.coverage(),
        100.0 * tally.coverage_95(),
        tally.mean(tally.brier),
        100.0 * tally.mean(tally.error),
        100.0 * tally.mean(f64::from(tally.by_evidence)),
    );
}
