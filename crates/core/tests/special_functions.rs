//! The special functions against references made with mpmath and scipy (fixtures/special.py), and their laws.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot read its fixture fails"
)]

use muctieu_core::math::beta::{beta_cdf, beta_pdf, beta_quantile, beta_sf};
use muctieu_core::math::normal::{expit, logit, normal_cdf, normal_quantile, normal_sf};
use proptest::prelude::*;
use serde::Deserialize;

const TOLERANCE: f64 = 1e-12;

#[derive(Deserialize)]
struct Fixture {
    beta: Vec<Row<5>>,
    beta_quantile: Vec<Row<4>>,
    normal_cdf: Vec<Row<2>>,
    normal_quantile: Vec<Row<2>>,
    logit: Vec<Row<2>>,
}

/// Numbers kept as text, which `str::parse` reads to the last bit and `serde_json` does not without `float_roundtrip`.
#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "Vec<String>")]
struct Row<const N: usize>([f64; N]);

impl<const N: usize> TryFrom<Vec<String>> for Row<N> {
    type Error = String;

    fn try_from(texts: Vec<String>) -> Result<Self, String> {
        let numbers: Result<Vec<f64>, _> = texts.iter().map(|text| text.parse()).collect();
        let numbers = numbers.map_err(|error| format!("{texts:?}: {error}"))?;
        numbers
            .try_into()
            .map(Self)
            .map_err(|row| format!("{} numbers", row.len()))
    }
}

fn fixture() -> Fixture {
    serde_json::from_str(include_str!("fixtures/special.json")).unwrap()
}

fn relative(found: f64, expected: f64) -> f64 {
    if found.to_bits() == expected.to_bits() {
        0.0
    } else {
        (found - expected).abs() / expected.abs()
    }
}

/// Compares every row, prints the worst (seen with `--nocapture`) and fails with it.
fn worst(name: &str, errors: impl Iterator<Item = (f64, String)>) {
    let (error, row) = errors.fold((0.0, String::new()), |worst, row| {
        if row.0 <= worst.0 { worst } else { row }
    });
    println!("{name}: largest error {error:.2e} at {row}");
    assert!(error <= TOLERANCE, "{name}: {error:e} at {row}");
}

#[test]
fn beta_tails_match_the_reference_relatively() {
    let rows = fixture().beta;
    assert!(rows.len() > 500);
    worst(
        "beta_cdf",
        rows.iter().map(|&Row([a, b, x, below, _])| {
            (relative(beta_cdf(x, a, b), below), format!("{a} {b} {x}"))
        }),
    );
    worst(
        "beta_sf",
        rows.iter().map(|&Row([a, b, x, _, above])| {
            (relative(beta_sf(x, a, b), above), format!("{a} {b} {x}"))
        }),
    );
}

#[test]
fn beta_quantiles_match_the_reference() {
    worst(
        "beta_quantile",
        fixture().beta_quantile.iter().map(|&Row([a, b, p, x])| {
            (relative(beta_quantile(p, a, b), x), format!("{a} {b} {p}"))
        }),
    );
}

#[test]
fn normal_and_logit_match_the_reference() {
    let fixture = fixture();
    worst(
        "normal_cdf",
        fixture
            .normal_cdf
            .iter()
            .map(|&Row([z, p])| (relative(normal_cdf(z), p), format!("{z}"))),
    );
    worst(
        "normal_quantile",
        fixture
            .normal_quantile
            .iter()
            .map(|&Row([p, z])| (relative(normal_quantile(p), z), format!("{p}"))),
    );
    worst(
        "logit",
        fixture
            .logit
            .iter()
            .map(|&Row([p, t])| (relative(logit(p), t), format!("{p}"))),
    );
    worst(
        "expit",
        fixture
            .logit
            .iter()
            .map(|&Row([p, t])| (relative(expit(t), p), format!("{t}"))),
    );
}

/// Where the quantile is not within rounding of 1, it leads back to the probability, to what rounding x costs.
#[test]
fn beta_quantiles_lead_back() {
    let mut errors = Vec::new();
    for kappa in [0.01, 1.0, 12.0, 50.0, 200.0, 1e4, 1e6] {
        for share in [1e-9, 1e-6, 1e-3, 0.05, 0.25, 0.5, 0.8, 0.99, 1.0 - 1e-6] {
            let (a, b) = (kappa * share, kappa * (1.0 - share));
            for p in [1e-100, 1e-9, 1e-3, 0.025, 0.3, 0.5, 0.9, 0.999, 1.0 - 1e-9] {
                let x = beta_quantile(p, a, b);
                if x == 0.0 {
                    assert!(beta_cdf(f64::MIN_POSITIVE, a, b) >= p);
                    continue;
                }
                let rounding = 2.0 * f64::EPSILON * x * beta_pdf(x, a, b) * (1.0 - libm::log(x));
                let error = (beta_cdf(x, a, b) - p).abs();
                if x < 1.0 - 1e-12 {
                    errors.push(((error - rounding).max(0.0) / p, format!("{a} {b} {p}")));
                } else {
                    assert!(beta_cdf(1.0 - 2e-12, a, b) <= p);
                }
            }
        }
    }
    worst("beta_quantile and back", errors.into_iter());
}

#[test]
fn closed_forms_hold() {
    for x in [1e-9, 0.2, 0.5, 0.93] {
        assert!(relative(beta_cdf(x, 1.0, 1.0), x) < 1e-14);
        assert!(relative(beta_cdf(x, 3.0, 1.0), x * x * x) < 1e-14);
        assert!(relative(beta_sf(x, 1.0, 2.0), (1.0 - x) * (1.0 - x)) < 1e-14);
        let arcsine = libm::asin(libm::sqrt(x)) * 2.0 / core::f64::consts::PI;
        assert!(relative(beta_cdf(x, 0.5, 0.5), arcsine) < 1e-14);
    }
    for n in [0.2, 1.0, 30.0, 5e5, 1e8] {
        assert!((beta_cdf(0.5, n, n) - 0.5).abs() < 1e-13);
        assert!((beta_quantile(0.5, n, n) - 0.5).abs() < 1e-13);
    }
}

#[test]
fn ends_and_point_masses_are_defined() {
    let cases = [
        (-0.5, 2.0, 3.0, 0.0),
        (0.0, 2.0, 3.0, 0.0),
        (1.0, 2.0, 3.0, 1.0),
        (7.0, 2.0, 3.0, 1.0),
        (0.0, 0.0, 3.0, 1.0),
        (-0.1, 0.0, 3.0, 0.0),
        (0.99, 2.0, 0.0, 0.0),
        (1.0, 2.0, 0.0, 1.0),
        (0.4, 0.0, 0.0, 0.5),
    ];
    for (x, a, b, expected) in cases {
        assert!(
            (beta_cdf(x, a, b) - expected).abs() < f64::MIN_POSITIVE,
            "{x} {a} {b}"
        );
        assert!(
            (beta_sf(x, a, b) - (1.0 - expected)).abs() < f64::MIN_POSITIVE,
            "{x} {a} {b}"
        );
    }
    assert!(beta_quantile(0.3, 0.0, 2.0) < f64::MIN_POSITIVE);
    assert!(beta_quantile(0.3, 2.0, 0.0) >= 1.0);
    assert!(beta_quantile(0.0, 2.0, 2.0) < f64::MIN_POSITIVE);
    assert!(beta_quantile(1.0, 2.0, 2.0) >= 1.0);
    assert!(beta_cdf(0.5, -1.0, 2.0).is_nan());
    assert!(beta_cdf(f64::NAN, 1.0, 2.0).is_nan());
    assert!(beta_quantile(0.5, f64::NAN, 2.0).is_nan());
}

/// Parameters over the whole range that can be met, evenly in their logarithms.
fn parameter() -> impl Strategy<Value = f64> {
    (-9.0..6.0f64).prop_map(|exponent| libm::pow(10.0, exponent))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn beta_tails_are_probabilities_that_add_up(x in 0.0..1.0f64, a in parameter(), b in parameter()) {
        let (below, above) = (beta_cdf(x, a, b), beta_sf(x, a, b));
        prop_assert!((0.0..=1.0).contains(&below) && (0.0..=1.0).contains(&above));
        prop_assert!((below + above - 1.0).abs() < 1e-14);
    }

    #[test]
    fn beta_is_symmetric(k in 1..1024u32, a in parameter(), b in parameter()) {
        let x = f64::from(k) / 1024.0;
        let (left, right) = (beta_cdf(x, a, b), beta_sf(1.0 - x, b, a));
        prop_assert!((left - right).abs() <= 1e-12 * left.max(f64::MIN_POSITIVE));
    }

    #[test]
    fn beta_cdf_never_falls(x in 0.0..1.0f64, step in 0.0..0.1f64, a in parameter(), b in parameter()) {
        let further = (x + step).min(1.0);
        prop_assert!(beta_cdf(further, a, b) >= beta_cdf(x, a, b) * (1.0 - 1e-13));
    }

    #[test]
    fn beta_quantile_never_falls(p in 0.0..1.0f64, step in 1e-9..0.1f64, a in parameter(), b in parameter()) {
        let further = (p + step).min(1.0);
        prop_assert!(beta_quantile(further, a, b) >= beta_quantile(p, a, b) * (1.0 - 1e-12));
    }

    #[test]
    fn nothing_finite_gives_nan(
        x in prop::num::f64::POSITIVE | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO,
        a in prop::num::f64::POSITIVE | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO,
        b in prop::num::f64::POSITIVE | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO,
    ) {
        let fraction = x - x.floor();
        for x in [x, fraction] {
            prop_assert!((0.0..=1.0).contains(&beta_cdf(x, a, b)));
            prop_assert!((0.0..=1.0).contains(&beta_sf(x, a, b)));
            prop_assert!((0.0..=1.0).contains(&beta_quantile(x, a, b)));
            prop_assert!(!beta_pdf(x, a, b).is_nan());
        }
    }

    #[test]
    fn normal_round_trips(p in 1e-300..1.0f64, z in -30.0..6.0f64) {
        prop_assert!((normal_cdf(normal_quantile(p)) / p - 1.0).abs() < 1e-12);
        prop_assert!((normal_quantile(normal_cdf(z)) - z).abs() < 1e-6);
        prop_assert!((normal_cdf(z) + normal_sf(z) - 1.0).abs() < 1e-15);
        prop_assert!((normal_cdf(z) - normal_sf(-z)).abs() < f64::MIN_POSITIVE);
    }

    #[test]
    fn logit_and_expit_undo_each_other(t in -700.0..15.0f64) {
        prop_assert!((logit(expit(t)) - t).abs() < 1e-9);
    }
}
