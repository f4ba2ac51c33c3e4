//! The nearest correlation matrix to one that cannot be (Higham 2002, *Computing the nearest correlation matrix*).

use super::matrix::Matrix;

/// Above this size the nearest matrix would be felt: there it is shrunk towards independence instead (Higham, Strabić
/// and Šego 2016, *Restoring definiteness via shrinking*), which is further away and takes a factorisation a step.
const LARGEST: usize = 64;
/// The least pivot and eigenvalue of what is given back.
const LEAST: f64 = 1e-9;
/// When one round moves no entry by more than this, the nearest is found.
const SETTLED: f64 = 1e-7;
/// Rounds, at most: it converges linearly, and what is left is put right by shrinking.
const MOST_ROUNDS: usize = 100;
/// Halvings of the interval of shrinking.
const HALVINGS: usize = 14;

/// The factor of the nearest positive definite correlation matrix, and by how much its entries differ at most.
pub(super) fn factor(wanted: &Matrix) -> (Vec<f64>, f64) {
    if let Some(factor) = wanted.cholesky(LEAST) {
        return (factor, 0.0);
    }
    let near = if wanted.size() <= LARGEST {
        nearest(wanted)
    } else {
        wanted.clone()
    };
    let (factor, found) = shrink(&near);
    let moved = found.distance(wanted);
    (factor, moved)
}

/// Alternating projections with Dykstra's correction: onto the positive semidefinite matrices (negative eigenvalues
/// become zero) and onto those with ones on the diagonal.
fn nearest(wanted: &Matrix) -> Matrix {
    let n = wanted.size();
    let mut y = wanted.clone();
    let mut correction = wanted.with(wanted, |a, b| a - b);
    for _ in 0..MOST_ROUNDS {
        let r = y.with(&correction, |y, s| y - s);
        let x = semidefinite(&r);
        correction = x.with(&r, |x, r| x - r);
        let before = y;
        y = x;
        for i in 0..n {
            y.set_both(i, i, 1.0);
        }
        if y.distance(&before) <= SETTLED {
            break;
        }
    }
    y
}

/// The nearest positive semidefinite matrix: without what belongs to negative eigenvalues.
fn semidefinite(matrix: &Matrix) -> Matrix {
    let n = matrix.size();
    let (values, vectors) = matrix.clone().eigen();
    let mut found = matrix.clone();
    for (k, value) in values.iter().enumerate().filter(|(_, value)| **value < 0.0) {
        for i in 0..n {
            for j in 0..=i {
                let share = value * vectors.get(i, k) * vectors.get(j, k);
                found.set_both(i, j, found.get(i, j) - share);
            }
        }
    }
    found
}

/// As little towards independence as makes it positive definite.
fn shrink(matrix: &Matrix) -> (Vec<f64>, Matrix) {
    let at = |t: f64| {
        let shrunk = matrix.shrunk(t);
        shrunk.cholesky(LEAST).map(|factor| (factor, shrunk))
    };
    // What the projections leave is a hair; a matrix that they were not asked about may need much.
    let hair = (0..24).map(|power| 1e-8 * f64::from(1_u32 << power));
    if let Some(found) = hair.take_while(|t| *t < 1e-4).find_map(at) {
        return found;
    }
    let (mut low, mut high) = (0.0, 1.0);
    // Independence always works.
    let mut best = at(1.0);
    for _ in 0..HALVINGS {
        let middle = 0.5 * low + 0.5 * high;
        match at(middle) {
            Some(found) => {
                high = middle;
                best = Some(found);
            }
            None => low = middle,
        }
    }
    best.unwrap_or_else(|| (Vec::new(), matrix.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matrix_that_can_be_is_left_alone() {
        let mut matrix = Matrix::identity(3);
        matrix.set_both(0, 1, 0.5);
        assert_eq!(factor(&matrix).1.to_bits(), 0.0_f64.to_bits());
    }

    #[test]
    fn the_published_example_comes_out() {
        // Higham 2002, section 4: the nearest to [1 1 0; 1 1 1; 0 1 1].
        let mut matrix = Matrix::identity(3);
        matrix.set_both(0, 1, 1.0);
        matrix.set_both(1, 2, 1.0);
        let found = nearest(&matrix);
        assert!((found.get(0, 1) - 0.7607).abs() < 5e-5, "{found:?}");
        assert!((found.get(0, 2) - 0.1573).abs() < 5e-5, "{found:?}");
        let (factor, moved) = factor(&matrix);
        assert!((moved - 0.2393).abs() < 1e-3, "{moved}");
        // Its rows have length 1: the variances stay.
        for i in 0..3 {
            let row = &factor[i * (i + 1) / 2..(i + 1) * (i + 2) / 2];
            assert!((row.iter().map(|x| x * x).sum::<f64>() - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn what_goes_together_entirely_counts_as_it_stands() {
        let mut matrix = Matrix::identity(2);
        matrix.set_both(0, 1, -1.0);
        let (factor, moved) = factor(&matrix);
        assert!(moved < 1e-6);
        assert!((factor[1] + 1.0).abs() < 1e-6);
    }

    #[test]
    fn a_large_matrix_is_shrunk_until_it_can_be() {
        let n = LARGEST + 1;
        let mut matrix = Matrix::identity(n);
        for i in 0..n {
            for j in 0..i {
                matrix.set_both(i, j, -0.5);
            }
        }
        let (factor, moved) = factor(&matrix);
        assert_eq!(factor.len(), n * (n + 1) / 2);
        // No more than −1/(n − 1) can hold between all of them.
        assert!((moved - (0.5 - 1.0 / 64.0)).abs() < 1e-3, "{moved}");
    }
}
