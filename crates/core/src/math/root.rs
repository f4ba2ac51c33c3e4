//! Finding where a function of one variable crosses zero, or where a condition begins to hold.

/// Rounds after which a search gives its best: bisection alone needs about 1,100 for the widest bracket there is.
const MOST_ROUNDS: u32 = 2_000;

/// A zero of `f` in [`lo`, `hi`], within `tol` and rounding (Brent 1973, *Algorithms for Minimization without
/// Derivatives*, ch. 4). None when `f` has the same sign at both ends, is NaN on the way, or the bracket is not finite.
pub fn brent(mut f: impl FnMut(f64) -> f64, lo: f64, hi: f64, tol: f64) -> Option<f64> {
    if !lo.is_finite() || !hi.is_finite() {
        return None;
    }
    // b is the best guess, a the one before, c the end on the other side of the zero.
    let (mut a, mut b) = (lo, hi);
    let (mut fa, mut fb) = (f(a), f(b));
    if fa == 0.0 {
        return Some(a);
    }
    if fb == 0.0 {
        return Some(b);
    }
    if fa.is_nan() || fb.is_nan() || (fa > 0.0) == (fb > 0.0) {
        return None;
    }
    let (mut c, mut fc) = (a, fa);
    let mut step = b - a;
    let mut before = step;
    for _ in 0..MOST_ROUNDS {
        if fc.abs() < fb.abs() {
            (a, b, c) = (b, c, b);
            (fa, fb, fc) = (fb, fc, fb);
        }
        let tolerance = 2.0 * f64::EPSILON * b.abs() + 0.5 * tol.max(0.0);
        let half = 0.5 * c - 0.5 * b;
        if half.abs() <= tolerance || fb == 0.0 {
            return Some(b);
        }
        match interpolated_step((a, fa), (b, fb), (c, fc), half) {
            Some(short)
                if before.abs() >= tolerance
                    && fa.abs() > fb.abs()
                    && short.abs()
                        < (0.75 * (2.0 * half).abs() - 0.5 * tolerance).min(0.5 * before.abs()) =>
            {
                before = step;
                step = short;
            }
            _ => {
                step = half;
                before = half;
            }
        }
        (a, fa) = (b, fb);
        b += if step.abs() > tolerance {
            step
        } else {
            tolerance.copysign(half)
        };
        fb = f(b);
        if fb.is_nan() {
            return None;
        }
        if (fb > 0.0) == (fc > 0.0) {
            (c, fc) = (a, fa);
            step = b - a;
            before = step;
        }
    }
    Some(b)
}

/// The step from `b` to the zero of the parabola in f through three points, or of the line through two,
/// when it leads towards `c`.
fn interpolated_step(a: (f64, f64), b: (f64, f64), c: (f64, f64), half: f64) -> Option<f64> {
    let s = b.1 / a.1;
    let (p, q) = if a.0.to_bits() == c.0.to_bits() {
        (2.0 * half * s, 1.0 - s)
    } else {
        let (q, r) = (a.1 / c.1, b.1 / c.1);
        (
            s * (2.0 * half * q * (q - r) - (b.0 - a.0) * (r - 1.0)),
            (q - 1.0) * (r - 1.0) * (s - 1.0),
        )
    };
    let step = -p / q;
    (step.is_finite() && (step > 0.0) == (half > 0.0)).then_some(step)
}

/// The smallest x in [`lo`, `hi`] for which `holds` is true, when it is false below some point and true from there
/// on. The answer is a point at which it was seen to hold, at most `tol` (or one rounding) above the smallest one.
/// None when it does not hold at `hi`, or the bracket is not finite or empty.
pub fn smallest_where(
    mut holds: impl FnMut(f64) -> bool,
    lo: f64,
    hi: f64,
    tol: f64,
) -> Option<f64> {
    if !lo.is_finite() || !hi.is_finite() || lo > hi {
        return None;
    }
    if holds(lo) {
        return Some(lo);
    }
    if !holds(hi) {
        return None;
    }
    let (mut no, mut yes) = (lo, hi);
    for _ in 0..MOST_ROUNDS {
        let middle = 0.5 * no + 0.5 * yes;
        if yes - no <= tol || middle <= no || middle >= yes {
            break;
        }
        if holds(middle) {
            yes = middle;
        } else {
            no = middle;
        }
    }
    Some(yes)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a search that must succeed")]
mod tests {
    use super::*;

    #[test]
    fn brent_finds_known_zeros_in_few_calls() {
        let mut calls = 0;
        let root = brent(
            |x| {
                calls += 1;
                x * x * x - 2.0 * x - 5.0
            },
            2.0,
            3.0,
            1e-14,
        );
        assert!((root.unwrap() - 2.094_551_481_542_326_6).abs() < 1e-13);
        assert!(calls < 14, "{calls}");
        let root = brent(|x| libm::exp(x) - 1e6, -100.0, 700.0, 1e-12).unwrap();
        assert!((root - libm::log(1e6)).abs() < 1e-11);
        // A flat zero of high order, and a jump.
        let mut calls = 0;
        let flat = brent(
            |x| {
                calls += 1;
                libm::pow(x - 1.0, 9.0)
            },
            -3.0,
            7.0,
            1e-9,
        );
        assert!((flat.unwrap() - 1.0).abs() < 1e-2);
        assert!(calls < 300, "{calls}");
        let jump = brent(|x| if x < 0.3 { -1.0 } else { 1.0 }, 0.0, 1.0, 1e-12).unwrap();
        assert!((jump - 0.3).abs() < 1e-11);
    }

    #[test]
    fn brent_refuses_what_has_no_bracket() {
        assert_eq!(brent(|x| x * x + 1.0, -1.0, 1.0, 1e-9), None);
        assert_eq!(brent(|_| f64::NAN, -1.0, 1.0, 1e-9), None);
        assert_eq!(brent(|x| x, f64::NEG_INFINITY, 1.0, 1e-9), None);
        assert_eq!(brent(|x| x, 0.0, 1.0, 1e-9), Some(0.0));
        assert_eq!(brent(|x| x - 1.0, 0.0, 1.0, 1e-9), Some(1.0));
    }

    #[test]
    fn smallest_where_gives_a_point_that_holds() {
        let x = smallest_where(|x| x * x >= 2.0, 0.0, 10.0, 1e-9).unwrap();
        assert!(x * x >= 2.0 && x - core::f64::consts::SQRT_2 <= 1e-9);
        let exact = smallest_where(|x| x >= 0.1, 0.0, 1.0, 0.0).unwrap();
        assert_eq!(exact.to_bits(), 0.1f64.to_bits());
        assert_eq!(smallest_where(|x| x > 5.0, 0.0, 5.0, 1e-9), None);
        assert_eq!(smallest_where(|_| true, 1.5, 2.0, 1e-9), Some(1.5));
        assert_eq!(smallest_where(|_| true, 2.0, 1.0, 1e-9), None);
    }
}
