//! The least value of a function of one to three bounded variables.

/// The most variables.
pub const MOST: usize = 3;
/// Rounds after which a search gives its best.
const MOST_ROUNDS: usize = 400;
/// The first simplex reaches over this share of each variable's range.
const FIRST_STEP: f64 = 0.1;
/// A simplex narrower than this share of the range, and this flat, has arrived.
const NARROW: f64 = 1e-7;
const FLAT: f64 = 1e-12;

/// A point and the function's value there.
type Vertex = ([f64; MOST], f64);

/// Where `f` is least within `bounds`, one pair a variable, searched from `start`: Nelder & Mead (1965), A simplex
/// method for function minimization, Computer Journal 7(4), with each trial point brought within the bounds. No
/// randomness: the same inputs give the same bits. Where the function is NaN it counts as infinite. More than
/// [`MOST`] variables are left as they start.
pub fn minimise(
    f: &mut dyn FnMut(&[f64; MOST]) -> f64,
    start: [f64; MOST],
    bounds: &[(f64, f64)],
) -> [f64; MOST] {
    let n = bounds.len().min(MOST);
    let mut at = |mut point: [f64; MOST]| -> Vertex {
        for (x, (low, high)) in point.iter_mut().zip(bounds) {
            *x = x.clamp(*low, *high);
        }
        let value = f(&point);
        (point, if value.is_nan() { f64::INFINITY } else { value })
    };
    let mut simplex = [at(start); MOST + 1];
    for (axis, (low, high)) in bounds.iter().enumerate().take(n) {
        let mut point = simplex[0].0;
        let step = FIRST_STEP * (high - low);
        // Away from the bound that the start may lie on.
        point[axis] += if point[axis] + step <= *high {
            step
        } else {
            -step
        };
        simplex[axis + 1] = at(point);
    }
    for _ in 0..MOST_ROUNDS {
        sort(&mut simplex[..=n]);
        let (best, worst) = (simplex[0], simplex[n]);
        let narrow = bounds
            .iter()
            .enumerate()
            .take(n)
            .all(|(axis, (low, high))| {
                (worst.0[axis] - best.0[axis]).abs() <= NARROW * (high - low)
            });
        if narrow && worst.1 - best.1 <= FLAT * best.1.abs() {
            break;
        }
        let mut centre = [0.0; MOST];
        for vertex in &simplex[..n] {
            for (sum, x) in centre.iter_mut().zip(vertex.0) {
                *sum += x / n as f64;
            }
        }
        let mut towards = |factor: f64| {
            let mut point = centre;
            for (x, far) in point.iter_mut().zip(worst.0) {
                *x += factor * (far - *x);
            }
            at(point)
        };
        let reflected = towards(-1.0);
        simplex[n] = if reflected.1 < best.1 {
            let expanded = towards(-2.0);
            if expanded.1 < reflected.1 {
                expanded
            } else {
                reflected
            }
        } else if reflected.1 < simplex[n - 1].1 {
            reflected
        } else {
            let outside = reflected.1 < worst.1;
            let contracted = towards(if outside { -0.5 } else { 0.5 });
            if contracted.1 < worst.1.min(reflected.1) {
                contracted
            } else {
                for vertex in &mut simplex[1..=n] {
                    let mut point = vertex.0;
                    for (x, best) in point.iter_mut().zip(best.0) {
                        *x = 0.5 * *x + 0.5 * best;
                    }
                    *vertex = at(point);
                }
                simplex[n]
            }
        };
    }
    sort(&mut simplex[..=n]);
    simplex[0].0
}

/// Puts a handful of vertices in order, the least first.
fn sort(vertices: &mut [Vertex]) {
    for end in 1..vertices.len() {
        let mut place = end;
        while place > 0 && vertices[place].1 < vertices[place - 1].1 {
            vertices.swap(place, place - 1);
            place -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_bottom_of_a_curved_valley() {
        let bounds = [(-2.0, 2.0), (-1.0, 3.0)];
        let mut banana = |p: &[f64; MOST]| {
            let (a, b) = (1.0 - p[0], p[1] - p[0] * p[0]);
            a * a + 100.0 * b * b
        };
        let found = minimise(&mut banana, [-1.2, 1.0, 0.0], &bounds);
        assert!(
            (found[0] - 1.0).abs() < 1e-5 && (found[1] - 1.0).abs() < 1e-5,
            "{found:?}"
        );
    }

    #[test]
    fn stays_within_the_bounds_and_survives_what_is_no_number() {
        let found = minimise(
            &mut |p| p[0] + p[1] + p[2],
            [0.5; 3],
            &[(0.0, 1.0), (-3.0, 1.0), (0.2, 0.9)],
        );
        assert!(
            (found[0]).abs() < 1e-6
                && (found[1] + 3.0).abs() < 1e-5
                && (found[2] - 0.2).abs() < 1e-6,
            "{found:?}"
        );
        let found = minimise(&mut |_| f64::NAN, [0.5, 0.0, 0.0], &[(0.0, 1.0)]);
        assert!((0.0..=1.0).contains(&found[0]));
        let found = minimise(&mut |p| (p[0] - 0.3).abs(), [0.9, 0.0, 0.0], &[(0.0, 1.0)]);
        assert!((found[0] - 0.3).abs() < 1e-6);
    }
}
