//! Shapley values of a game whose coalitions are sets of bits.
//!
//! Source: Shapley (1953), A value for n-person games, Contributions to the Theory of Games 2; sampled over permutations
//! as in Castro, Gómez & Tejada (2009), Polynomial calculation of the Shapley value based on sampling, Computers &
//! Operations Research 36(5), each permutation with its reverse.

use crate::series::draws;

/// The most players whose coalitions are all looked at.
pub const MOST_EXACT: usize = 12;

/// The values from the worth of every coalition, `worth[set]`; `worth` holds 2^`players` numbers.
pub(super) fn exact(players: usize, worth: &[f64]) -> Vec<f64> {
    // |S|!·(n − |S| − 1)!/n! = 1/(n·C(n − 1, |S|)).
    let mut weights = Vec::with_capacity(players);
    let mut choices = 1.0;
    for size in 0..players {
        weights.push(1.0 / (players as f64 * choices));
        choices *= (players - 1 - size) as f64 / (size + 1) as f64;
    }
    let mut values: Vec<f64> = (0..players)
        .map(|player| {
            let bit = 1_usize << player;
            let without = (0..worth.len()).filter(|set| set & bit == 0);
            without
                .map(|set| weights[set.count_ones() as usize] * (worth[set | bit] - worth[set]))
                .sum()
        })
        .collect();
    if let (Some(none), Some(all)) = (worth.first(), worth.last()) {
        settle(&mut values, all - none);
    }
    values
}

/// Puts what rounding has left over on the greatest value, so that the values add up to the whole.
pub(super) fn settle(values: &mut [f64], whole: f64) {
    for _ in 0..2 {
        let rest = whole - values.iter().sum::<f64>();
        let mut greatest: Option<&mut f64> = None;
        for value in values.iter_mut() {
            if greatest
                .as_ref()
                .is_none_or(|most| value.abs() > most.abs())
            {
                greatest = Some(value);
            }
        }
        if let Some(value) = greatest {
            *value += rest;
        }
    }
}

/// The permutation of a number; every second is the one before it in reverse.
pub(super) fn permutation(players: usize, number: u32) -> Vec<usize> {
    let mut order: Vec<usize> = (0..players).collect();
    let key = draws::key("shapley");
    let (mut step, path) = (0, number / 2);
    for last in (1..players).rev() {
        let chance = draws::uniform(key, path, step) * (last + 1) as f64;
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and the number of players"
        )]
        let other = (chance as usize).min(last);
        order.swap(last, other);
        step += 1;
    }
    if !number.is_multiple_of(2) {
        order.reverse();
    }
    order
}

/// Mean and standard error of values that come in pairs of dependent samples.
#[derive(Clone, Debug, Default)]
pub(super) struct Paired {
    pairs: u32,
    half: Vec<f64>,
    sum: Vec<f64>,
    squares: Vec<f64>,
}

impl Paired {
    pub fn of(players: usize) -> Self {
        Self {
            pairs: 0,
            half: Vec::new(),
            sum: vec![0.0; players],
            squares: vec![0.0; players],
        }
    }

    pub fn add(&mut self, sample: Vec<f64>) {
        if self.half.is_empty() {
            self.half = sample;
            return;
        }
        let pairs = std::mem::take(&mut self.half).into_iter().zip(sample);
        for (at, (a, b)) in pairs.enumerate() {
            let mean = 0.5 * (a + b);
            self.sum[at] += mean;
            self.squares[at] += mean * mean;
        }
        self.pairs += 1;
    }

    pub fn means(&self) -> Vec<f64> {
        let n = f64::from(self.pairs.max(1));
        self.sum.iter().map(|sum| sum / n).collect()
    }

    pub fn errors(&self) -> Vec<f64> {
        let n = f64::from(self.pairs.max(2));
        let both = self.sum.iter().zip(&self.squares);
        both.map(|(sum, squares)| {
            let variance = (squares - sum * sum / n).max(0.0) / (n - 1.0);
            libm::sqrt(variance / n)
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glove_game_comes_out_as_in_the_books() {
        // One left glove, two right ones: a pair is worth 1. Shapley: 2/3, 1/6, 1/6.
        let worth: Vec<f64> = (0..8_u32)
            .map(|set| f64::from(u8::from(set & 1 == 1 && set > 1)))
            .collect();
        let values = exact(3, &worth);
        for (value, known) in values.iter().zip([2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0]) {
            assert!((value - known).abs() < 1e-15, "{values:?}");
        }
    }

    #[test]
    fn permutations_are_permutations_and_come_with_their_reverse() {
        for number in 0..40 {
            let mut order = permutation(9, number);
            let mut back = permutation(9, number ^ 1);
            back.reverse();
            assert_eq!(order, back);
            order.sort_unstable();
            assert_eq!(order, (0..9).collect::<Vec<_>>());
        }
        assert_ne!(permutation(9, 0), permutation(9, 2));
    }
}
