//! A quadratic program with few constraints: the least Σ w·u² with A·u ≥ b and u within limits.
//!
//! For given prices λ ≥ 0 of the constraints the best u is known, uᵢ = Σ λⱼ·Aⱼᵢ ÷ 2wᵢ brought within the limits, and the
//! dual is concave: one price after the other is set to where its own constraint just holds, until none moves. Source of
//! the method: Hildreth (1957), A quadratic programming procedure, Naval Research Logistics Quarterly 4(1).

use crate::math::root::brent;

/// Rounds over all prices.
const ROUNDS: u32 = 80;
/// A price beyond this is none: the levers are at their limits.
const DEAREST: f64 = 1e9;
/// What a constraint may miss by rounding.
const SLACK: f64 = 1e-9;
/// Halvings of the shortfall that all constraints share.
const HALVINGS: u32 = 24;

/// The program.
pub(super) struct Program {
    pub weights: Vec<f64>,
    /// The limits of each u.
    pub limits: Vec<(f64, f64)>,
    /// A, a row a constraint.
    pub rows: Vec<Vec<f64>>,
    /// b.
    pub least: Vec<f64>,
}

impl Program {
    /// The least effort; where the constraints cannot all hold, the least shortfall that all can share, and the least
    /// effort for it.
    pub fn solve(&self) -> Vec<f64> {
        let (u, missed) = self.relaxed(0.0);
        if missed <= SLACK {
            return u;
        }
        let (mut no, mut yes) = (0.0, missed);
        let mut best = u;
        for _ in 0..HALVINGS {
            let middle = 0.5 * (no + yes);
            let (u, missed) = self.relaxed(middle);
            if missed <= SLACK {
                yes = middle;
                best = u;
            } else {
                no = middle;
            }
        }
        best
    }

    /// The least effort that misses no constraint by more than `shortfall`, and by how much more it does all the same.
    fn relaxed(&self, shortfall: f64) -> (Vec<f64>, f64) {
        let mut prices = vec![0.0; self.rows.len()];
        for _ in 0..ROUNDS {
            let mut moved = 0.0_f64;
            for at in 0..prices.len() {
                let price = self.price(&mut prices, at, shortfall);
                moved = moved.max((price - prices[at]).abs() / (1.0 + price));
                prices[at] = price;
            }
            if moved < 1e-10 {
                break;
            }
        }
        let u = self.best(&prices);
        let missed = (0..self.rows.len()).map(|at| -self.gap(&u, at, shortfall));
        let missed = missed.fold(0.0, f64::max);
        (u, missed)
    }

    /// Where the price of one constraint makes it just hold, the others as they are.
    fn price(&self, prices: &mut [f64], at: usize, shortfall: f64) -> f64 {
        let before = prices[at];
        let mut gap = |price: f64| {
            prices[at] = price;
            self.gap(&self.best(prices), at, shortfall)
        };
        let found = if gap(0.0) >= 0.0 {
            0.0
        } else {
            let mut dear = before.max(1.0);
            while gap(dear) < 0.0 && dear < DEAREST {
                dear *= 8.0;
            }
            if gap(dear) < 0.0 {
                DEAREST
            } else {
                brent(&mut gap, 0.0, dear, 1e-12 * dear).unwrap_or(dear)
            }
        };
        prices[at] = before;
        found
    }

    fn best(&self, prices: &[f64]) -> Vec<f64> {
        let all = self.weights.iter().zip(&self.limits).enumerate();
        all.map(|(at, (weight, (low, high)))| {
            let pull: f64 = prices
                .iter()
                .zip(&self.rows)
                .map(|(price, row)| price * row[at])
                .sum();
            (pull / (2.0 * weight)).clamp(*low, *high)
        })
        .collect()
    }

    fn gap(&self, u: &[f64], at: usize, shortfall: f64) -> f64 {
        let sum: f64 = self.rows[at].iter().zip(u).map(|(a, u)| a * u).sum();
        sum - self.least[at] + shortfall
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_effort_is_where_lagrange_says() {
        // min u² + 2v² with u + v ≥ 1: u = 2/3, v = 1/3.
        let mut program = Program {
            weights: vec![1.0, 2.0],
            limits: vec![(-1.0, 1.0); 2],
            rows: vec![vec![1.0, 1.0]],
            least: vec![1.0],
        };
        let u = program.solve();
        assert!((u[0] - 2.0 / 3.0).abs() < 1e-9 && (u[1] - 1.0 / 3.0).abs() < 1e-9);
        // A limit moves the rest onto the other.
        program.limits[0] = (0.0, 0.5);
        let u = program.solve();
        assert!((u[0] - 0.5).abs() < 1e-9 && (u[1] - 0.5).abs() < 1e-9);
        // A second constraint that the first does not meet.
        program.rows.push(vec![0.0, 1.0]);
        program.least.push(0.8);
        let u = program.solve();
        assert!(
            (u[0] - 0.2).abs() < 1e-6 && (u[1] - 0.8).abs() < 1e-6,
            "{u:?}"
        );
    }

    #[test]
    fn what_cannot_be_is_missed_by_the_same_by_all() {
        // u ≥ 2 and −u ≥ 0 within ±1: the shortfall that both share is 1, at u = 1.
        let program = Program {
            weights: vec![1.0],
            limits: vec![(-3.0, 3.0)],
            rows: vec![vec![1.0], vec![-1.0]],
            least: vec![2.0, 0.0],
        };
        let u = program.solve();
        assert!((u[0] - 1.0).abs() < 1e-5, "{u:?}");
    }
}
