//! Symmetric matrices: Cholesky's factor, and eigenvalues by Jacobi's rotations.

/// A square matrix.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Matrix {
    n: usize,
    of: Vec<f64>,
}

impl Matrix {
    pub(super) fn identity(n: usize) -> Self {
        let mut matrix = Self {
            n,
            of: vec![0.0; n * n],
        };
        for i in 0..n {
            matrix.set(i, i, 1.0);
        }
        matrix
    }

    pub(super) fn size(&self) -> usize {
        self.n
    }

    pub(super) fn get(&self, i: usize, j: usize) -> f64 {
        self.of[i * self.n + j]
    }

    fn set(&mut self, i: usize, j: usize, value: f64) {
        self.of[i * self.n + j] = value;
    }

    /// Sets an entry and its mirror image.
    pub(super) fn set_both(&mut self, i: usize, j: usize, value: f64) {
        self.set(i, j, value);
        self.set(j, i, value);
    }

    /// Entry by entry with another of the same size.
    pub(super) fn with(&self, other: &Self, f: impl Fn(f64, f64) -> f64) -> Self {
        let both = self.of.iter().zip(&other.of);
        Self {
            n: self.n,
            of: both.map(|(a, b)| f(*a, *b)).collect(),
        }
    }

    /// The greatest difference of an entry.
    pub(super) fn distance(&self, other: &Self) -> f64 {
        let both = self.of.iter().zip(&other.of);
        both.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    }

    /// (1 − t)·self + t·1.
    pub(super) fn shrunk(&self, t: f64) -> Self {
        self.with(&Self::identity(self.n), |a, one| a + t * (one - a))
    }

    /// L with L·Lᵀ = self, its rows one after the other without the zeros above the diagonal; nothing where a pivot is
    /// below `least`.
    pub(super) fn cholesky(&self, least: f64) -> Option<Vec<f64>> {
        let mut factor: Vec<f64> = Vec::with_capacity(self.n * (self.n + 1) / 2);
        let start = |row: usize| row * (row + 1) / 2;
        for i in 0..self.n {
            for j in 0..=i {
                let (a, b) = (&factor[start(i)..start(i) + j], start(j));
                let product: f64 = a.iter().zip(&factor[b..b + j]).map(|(a, b)| a * b).sum();
                let rest = self.get(i, j) - product;
                if i > j {
                    factor.push(rest / factor[b + j]);
                } else if rest >= least {
                    factor.push(libm::sqrt(rest));
                } else {
                    return None;
                }
            }
        }
        Some(factor)
    }

    /// The eigenvalues, and the eigenvectors as columns (Golub and Van Loan, *Matrix Computations*, 8.5: cyclic Jacobi).
    pub(super) fn eigen(mut self) -> (Vec<f64>, Self) {
        let n = self.n;
        let mut vectors = Self::identity(n);
        for _ in 0..MOST_SWEEPS {
            let off: f64 = (0..n)
                .flat_map(|i| (0..i).map(move |j| (i, j)))
                .map(|(i, j)| self.get(i, j) * self.get(i, j))
                .sum();
            if off <= NEGLIGIBLE {
                break;
            }
            for p in 0..n {
                for q in p + 1..n {
                    self.rotate(&mut vectors, p, q);
                }
            }
        }
        ((0..n).map(|i| self.get(i, i)).collect(), vectors)
    }

    /// Makes the entry (p, q) zero.
    fn rotate(&mut self, vectors: &mut Self, p: usize, q: usize) {
        let entry = self.get(p, q);
        if entry.abs() < 1e-15 {
            return;
        }
        let tau = (self.get(q, q) - self.get(p, p)) / (2.0 * entry);
        let t = tau.signum() / (tau.abs() + libm::sqrt(1.0 + tau * tau));
        let c = 1.0 / libm::sqrt(1.0 + t * t);
        let s = t * c;
        for k in 0..self.n {
            let (a, b) = (self.get(k, p), self.get(k, q));
            self.set(k, p, c * a - s * b);
            self.set(k, q, s * a + c * b);
        }
        for k in 0..self.n {
            let (a, b) = (self.get(p, k), self.get(q, k));
            self.set(p, k, c * a - s * b);
            self.set(q, k, s * a + c * b);
            let (a, b) = (vectors.get(k, p), vectors.get(k, q));
            vectors.set(k, p, c * a - s * b);
            vectors.set(k, q, s * a + c * b);
        }
    }
}

/// Six or seven are usual.
const MOST_SWEEPS: usize = 30;
/// Off-diagonal squares that together are rounding.
const NEGLIGIBLE: f64 = 1e-22;

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Matrix {
        let mut matrix = Matrix::identity(4);
        for (i, j, rho) in [(0, 1, 0.5), (0, 2, -0.3), (1, 2, 0.1), (2, 3, 0.7)] {
            matrix.set_both(i, j, rho);
        }
        matrix
    }

    #[test]
    fn the_factor_times_its_mirror_image_is_the_matrix() {
        let factor = sample().cholesky(1e-9).unwrap();
        let l = |i: usize, j: usize| {
            if j > i {
                0.0
            } else {
                factor[i * (i + 1) / 2 + j]
            }
        };
        for i in 0..4 {
            for j in 0..4 {
                let product: f64 = (0..4).map(|k| l(i, k) * l(j, k)).sum();
                assert!((product - sample().get(i, j)).abs() < 1e-14);
            }
        }
        let mut impossible = sample();
        impossible.set_both(0, 1, 1.5);
        assert_eq!(impossible.cholesky(1e-9), None);
    }

    #[test]
    fn eigenvectors_are_turned_into_multiples_of_themselves() {
        let matrix = sample();
        let (values, vectors) = matrix.clone().eigen();
        for (k, value) in values.iter().enumerate() {
            for i in 0..4 {
                let product: f64 = (0..4).map(|j| matrix.get(i, j) * vectors.get(j, k)).sum();
                assert!((product - value * vectors.get(i, k)).abs() < 1e-10);
            }
        }
        assert!((values.iter().sum::<f64>() - 4.0).abs() < 1e-12);
    }
}
