//! The probability that all parts of an indicator are met, where their values hang together.

use super::structure::factor_of;
use crate::indicator::{Indicator, Kind};
use crate::math::normal::{normal_cdf, normal_quantile};
use crate::target::Bound;
use crate::workspace::Workspace;

/// Points of the lattice: the error is a few 1e-5 for three parts, below what a percentage tells.
const POINTS: u32 = 2_000;
/// Richtmyer's generators are the fractions of the roots of primes.
const PRIMES: [f64; 12] = [
    2.0, 3.0, 5.0, 7.0, 11.0, 13.0, 17.0, 19.0, 23.0, 29.0, 31.0, 37.0,
];

/// P(all met) of the indicators at these places, whose probabilities are given, by the workspace's correlations; nothing
/// where they do not hang together, and the product of the probabilities is exact.
///
/// Correlations that cannot all hold are repaired among these alone; the simulation, which repairs all that hang together,
/// may then say a little else.
///
/// Source: Genz (1992), Numerical computation of multivariate normal probabilities, Journal of Computational and
/// Graphical Statistics 1: one condition after the other, averaged over a lattice folded in the middle of each side.
pub(crate) fn all_met(
    workspace: &Workspace,
    members: &[usize],
    probabilities: &[f64],
) -> Option<f64> {
    let all = &workspace.indicators;
    let own: Vec<&Indicator> = members.iter().filter_map(|at| all.get(*at)).collect();
    let fits = own.len() == probabilities.len() && (2..=PRIMES.len()).contains(&own.len());
    if !fits || own.iter().any(|part| part.kind == Kind::AllOf) {
        return None;
    }
    let mut factor = factor_of(workspace, members)?;
    // Each condition as "z below b": of "at least" the sign is turned.
    for (i, part) in own.iter().enumerate() {
        if matches!(part.bound(), Bound::AtLeast(_)) {
            for entry in &mut factor[i * (i + 1) / 2..(i + 1) * (i + 2) / 2] {
                *entry = -*entry;
            }
        }
    }
    Some(below(&factor, probabilities))
}

/// P(every z below its Φ⁻¹(p)), z = L·ε; the rows of L one after the other without the zeros.
fn below(factor: &[f64], probabilities: &[f64]) -> f64 {
    let bounds: Vec<f64> = probabilities.iter().map(|p| normal_quantile(*p)).collect();
    let mut sum = 0.0;
    let mut came = vec![0.0; bounds.len()];
    for point in 1..=POINTS {
        let mut product = 1.0;
        for (i, bound) in bounds.iter().enumerate() {
            let row = &factor[i * (i + 1) / 2..=i * (i + 3) / 2];
            let told: f64 = row.iter().zip(&came[..i]).map(|(l, e)| l * e).sum();
            let own = row[i];
            // ε·own ≤ bound − told; where the sign is turned, ε lies above.
            let edge = (bound - told) / own.abs();
            let share = normal_cdf(edge);
            product *= share;
            let at = f64::from(point) * libm::sqrt(PRIMES[i]);
            let at = libm::fabs(2.0 * (at - libm::floor(at)) - 1.0);
            let epsilon = normal_quantile((at * share).clamp(f64::MIN_POSITIVE, 1.0 - 1e-16));
            came[i] = if own < 0.0 { -epsilon } else { epsilon };
        }
        sum += product;
    }
    (sum / f64::from(POINTS)).clamp(0.0, 1.0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "the built-in workspace is there")]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::board::Board;
    use crate::builtin;
    use crate::simulate::{Detail, SEED, Simulation, Structure};

    #[test]
    fn three_medians_are_met_as_their_angles_say() {
        // P(three Normals below 0) = 1/8 + (asin r12 + asin r13 + asin r23) / 4π.
        let (a, b, c) = (0.5, 0.3, -0.2);
        let l22 = libm::sqrt(1.0 - a * a);
        let l32 = (c - a * b) / l22;
        let l33 = libm::sqrt(1.0 - b * b - l32 * l32);
        let found = below(&[1.0, a, l22, b, l32, l33], &[0.5; 3]);
        let angles = libm::asin(a) + libm::asin(b) + libm::asin(c);
        let exact = 0.125 + angles / (4.0 * core::f64::consts::PI);
        assert!((found - exact).abs() < 1e-4, "{found} and not {exact}");
    }

    #[test]
    fn independent_parts_multiply() {
        let found = below(&[1.0, 0.0, 1.0, 0.0, 0.0, 1.0], &[0.9, 0.5, 0.2]);
        assert!((found - 0.09).abs() < 1e-12);
    }

    #[test]
    fn the_list_says_of_tied_parts_what_the_simulation_counts() {
        let mut workspace = builtin::illustration().unwrap();
        let at = workspace
            .indicators
            .iter()
            .position(|indicator| indicator.kind == Kind::AllOf);
        let whole = workspace.indicators[at.unwrap()].id.clone();
        let group = workspace.parts(&whole).next().unwrap().group.clone();
        let plan = workspace.plan_of(workspace.indicator(whole.as_str()).unwrap());
        let boards = plan
            .month_ends()
            .map(|date| (date, Board::new(&workspace, date, None)));
        let open = |board: &Board| {
            board
                .row(whole.as_str())
                .unwrap()
                .probability
                .unwrap_or(0.0)
        };
        let (as_of, apart) = boards
            .max_by(|a, b| {
                open(&a.1)
                    .min(1.0 - open(&a.1))
                    .total_cmp(&open(&b.1).min(1.0 - open(&b.1)))
            })
            .unwrap();
        for rho in [0.7, -0.1] {
            Arc::make_mut(&mut workspace.correlation).set_group(&group, rho);
            let board = Board::new(&workspace, as_of, None);
            let told = board.row(whole.as_str()).unwrap().probability.unwrap();
            let before = apart.row(whole.as_str()).unwrap().probability.unwrap();
            let structure = Structure::new(&workspace);
            let simulation = Simulation::new(&structure, &workspace, &[&board], Detail::Rows);
            let results = simulation.run(SEED, 200_000);
            let subject = (at.unwrap(), &workspace.indicators[at.unwrap()]);
            let counted = simulation.row(0, &results, &board, subject).met.unwrap();
            assert!((told - before).abs() > 0.002, "ρ {rho}: {told}, {before}");
            assert!(
                (told - counted.p).abs() < 5.0 * counted.se + 2e-4,
                "ρ {rho}: {told}, {counted:?}"
            );
        }
    }
}
