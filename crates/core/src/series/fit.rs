//! A technique fitted to a series: season off, lines fitted, season back on.

use super::fitted::Fit;
use super::line::Line;
use super::season::{Season, decompose, is_seasonal};
use super::smoothing::{self, Trend};
use super::technique::{NoFit, Seasons, Technique};
use super::theta;
use crate::forecast::student;

/// Relative to the values' size, a spread below this is none.
const NO_SPREAD: f64 = 1e-9;
/// At least this share of the errors seen is expected of a flow that has come to rest.
const STILL: f64 = 0.25;

/// A series ready to be fitted: in units of its size, and without its season.
struct Prepared {
    scale: f64,
    season: Option<Season>,
    own: Vec<f64>,
    recent: Vec<f64>,
    difference: (f64, f64),
    /// The size of the values around each of them, for a flow; empty where errors do not grow with the values.
    sizes: Vec<f64>,
}

fn prepare(values: &[f64], period: usize, seasons: Seasons) -> Result<Prepared, NoFit> {
    let n = values.len();
    if period < 2 || n < 2 * period {
        return Err(NoFit::Short);
    }
    // Divided before it is summed: values may be near the largest numbers there are.
    let scale = values
        .iter()
        .map(|value| value.abs() / n as f64)
        .sum::<f64>();
    if !scale.is_finite() || values.iter().any(|value| !value.is_finite()) {
        return Err(NoFit::NotFinite);
    }
    let mut own: Vec<f64> = values.iter().map(|value| value / scale).collect();
    // Of zeros alone, or of numbers too small to be divided by.
    if own.iter().any(|value| !value.is_finite()) {
        return Err(NoFit::Constant);
    }
    let recent = own[n - period..].to_vec();
    let flow = seasons == Seasons::Multiply;
    let sizes = if flow {
        sizes(&own, period)
    } else {
        Vec::new()
    };
    let difference = differences(&own, &sizes, period);
    let mut season = None;
    if seasons != Seasons::Ignore && is_seasonal(&own, period) {
        season = decompose(&own, period, seasons == Seasons::Multiply);
    }
    if let Some(season) = &season {
        for (at, value) in own.iter_mut().enumerate() {
            *value = season.off(at, *value);
        }
    }
    Ok(Prepared {
        scale,
        season,
        own,
        recent,
        difference,
        sizes,
    })
}

/// Fits a technique to `values` with `period` of them a year (12 or 4); two years are needed.
pub fn fit(
    technique: Technique,
    values: &[f64],
    period: usize,
    seasons: Seasons,
) -> Result<Fit, NoFit> {
    let prepared = prepare(values, period, seasons)?;
    let lines = lines(technique, &prepared.own);
    finish(technique, &prepared, period, &lines)
}

/// Fits every technique that can be fitted; the season is looked for once, and Comb takes the lines of the others.
pub fn fit_all(values: &[f64], period: usize, seasons: Seasons) -> Result<Vec<Fit>, NoFit> {
    let prepared = prepare(values, period, seasons)?;
    let three = lines(Technique::Comb, &prepared.own);
    let fits = Technique::ALL.into_iter().filter_map(|technique| {
        let part = match technique {
            Technique::Comb => Some(&three[..]),
            Technique::Ses => three.get(..1),
            Technique::Holt => three.get(1..2),
            Technique::DampedHolt => three.get(2..),
            _ => None,
        };
        let own = part.map_or_else(|| lines(technique, &prepared.own), <[Line]>::to_vec);
        finish(technique, &prepared, period, &own).ok()
    });
    Ok(fits.collect())
}

/// The mean size of the year's values that ends with each value; of the first year for the values in it.
fn sizes(values: &[f64], period: usize) -> Vec<f64> {
    let mean = |at: usize| {
        let end = (at + 1).max(period);
        values[end - period..end]
            .iter()
            .map(|value| value.abs())
            .sum::<f64>()
            / period as f64
    };
    (0..values.len()).map(mean).collect()
}

/// By how much the errors of the periods to come are larger than those at `places` were, where an error grows with the
/// size of the values: a flow that is twice as large is off by twice as much (multiplicative errors; Hyndman, Koehler,
/// Ord & Snyder 2008, Forecasting with Exponential Smoothing, ch. 4). The ratio estimator of a variance c²L²: the sum
/// of the squared errors over that of the squared sizes L, at the newest L.
fn grown(sizes: &[f64], places: impl Iterator<Item = usize>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for size in places.filter_map(|at| sizes.get(at)) {
        sum += size * size;
        count += 1.0;
    }
    let newest = sizes.last().copied().unwrap_or_default();
    let ratio = newest / (sum / count).sqrt();
    // No sizes, or none but zeros. What has come to rest may stir again.
    if ratio.is_finite() {
        ratio.max(STILL)
    } else {
        1.0
    }
}

/// The spread of the differences from the year before: within years, and of the years' means (around 0, since a
/// growth that goes on is none that this method knows). Analysis of variance with one random effect.
fn differences(values: &[f64], sizes: &[f64], period: usize) -> (f64, f64) {
    let off: Vec<f64> = values
        .iter()
        .zip(&values[period..])
        .map(|(a, b)| b - a)
        .collect();
    // Whole years, the newest ones.
    let years = off.rchunks_exact(period);
    let count = years.len() as f64;
    let first = values.len() - years.len() * period;
    let grown = grown(sizes, first..values.len());
    let (mut within, mut between) = (0.0, 0.0);
    for year in years {
        let mean = year.iter().sum::<f64>() / period as f64;
        within += year
            .iter()
            .map(|value| (value - mean) * (value - mean))
            .sum::<f64>();
        between += mean * mean;
    }
    let within = within / (count * (period as f64 - 1.0));
    let between = (between / count - within / period as f64).max(0.0);
    // As many are known as there are years, and no fewer than two of them make a spread.
    let between = between * student(count.max(2.0));
    (grown * within.sqrt(), grown * between.sqrt())
}

fn finish(
    technique: Technique,
    prepared: &Prepared,
    period: usize,
    lines: &[Line],
) -> Result<Fit, NoFit> {
    let naive = technique == Technique::SeasonalNaive;
    let factors = prepared.season.as_ref().map_or(0, |_| period - 1);
    let count = prepared.own.len();
    let fitted = factors
        + lines
            .iter()
            .map(|line| line.fitted)
            .max()
            .unwrap_or_default();
    let mut fit = Fit {
        technique,
        scale: prepared.scale,
        lines: lines
            .iter()
            .map(|line| {
                let line = line.spread_over(line.fitted + factors);
                let sigma = line.sigma * grown(&prepared.sizes, count - line.errors..count);
                Line { sigma, ..line }
            })
            .collect(),
        season: prepared.season.clone().filter(|_| !naive),
        count,
        recent: prepared.recent.clone(),
        difference: if naive {
            prepared.difference
        } else {
            (0.0, 0.0)
        },
        margin: margin(fitted, count),
    };
    if !prepared.sizes.is_empty() {
        fit.difference.1 += shared(&fit, prepared, period);
    }
    let widest = fit
        .lines
        .iter()
        .fold(fit.difference.0.max(fit.difference.1), |most, line| {
            most.max(line.sigma)
        });
    // Written so that NaN, too, is no spread.
    if widest > NO_SPREAD {
        Ok(fit)
    } else {
        Err(NoFit::Constant)
    }
}

/// By how much errors are widened because `fitted` numbers are taken from the `count` values: the error of a forecast
/// holds that of the fit, 1 + p/n in the variance (Akaike 1969, Annals of the Institute of Statistical Mathematics 21,
/// final prediction error), and its size is known with n − p degrees of freedom only ([`student`]).
fn margin(fitted: usize, count: usize) -> f64 {
    let left = count.saturating_sub(fitted).max(count / 3).max(2);
    ((1.0 + fitted as f64 / count as f64) * student(left as f64)).sqrt()
}

/// The standard deviation of the error that all periods to come share: what the lines were off in the remainders of the
/// earlier years, as seen from the same place in the year, beyond what errors of single periods make of it. Years
/// differ in their growth, and no line knows of years. There is one such error a year, and so [`student`]'s margin.
fn shared(fit: &Fit, prepared: &Prepared, period: usize) -> f64 {
    let values = &prepared.own;
    let place = values.len() % period;
    let left = period - place;
    let years = values.len() / period;
    if fit.lines.is_empty() {
        return 0.0;
    }
    let mut off = vec![0.0; years];
    for line in &fit.lines {
        let mut state = line.start;
        // Theta begins with the first value seen, smoothing before it.
        let first = usize::from(line.start.count > 0.0);
        for (at, value) in values.iter().enumerate().skip(first) {
            let year = at / period;
            if at % period == place && year < years {
                let mut ahead = state;
                for came in &values[at..at + left] {
                    let expected = line.shape.expects(&ahead);
                    line.shape.learn(&mut ahead, expected);
                    off[year] += (came - expected) / fit.lines.len() as f64;
                }
            }
            line.shape.learn(&mut state, *value);
        }
    }
    let bare = Fit {
        season: None,
        margin: 1.0,
        ..fit.clone()
    };
    let known = bare.spread(left, true) / fit.scale;
    let grown = grown(
        &prepared.sizes,
        (0..years).map(|year| year * period + place),
    );
    let seen = grown * grown * off.iter().map(|off| off * off).sum::<f64>() / years as f64;
    (student(years as f64) * seen - known * known)
        .max(0.0)
        .sqrt()
        / left as f64
}

fn lines(technique: Technique, values: &[f64]) -> Vec<Line> {
    let smooth = |trend| smoothing::fit(values, trend);
    match technique {
        Technique::Ses => vec![smooth(Trend::None)],
        Technique::Holt => vec![smooth(Trend::Linear)],
        Technique::DampedHolt => vec![smooth(Trend::Damped)],
        Technique::Comb => [Trend::None, Trend::Linear, Trend::Damped]
            .map(smooth)
            .to_vec(),
        Technique::Theta => vec![theta::fit(values, false)],
        Technique::DynamicTheta => vec![theta::fit(values, true)],
        Technique::SeasonalNaive => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::draws;
    use super::*;

    /// Five years of months with a season and a trend, and noise that is no randomness.
    fn months() -> Vec<f64> {
        (0..60u32)
            .map(|at| {
                let season = [6.0, 3.0, 7.0, 8.0, 8.0, 9.0, 8.0, 9.0, 9.0, 9.0, 10.0, 14.0];
                let noise = 1.0 + 0.2 * (draws::uniform(7, 0, at) - 0.5);
                season[at as usize % 12] * (100.0 + f64::from(at)) * noise
            })
            .collect()
    }

    #[test]
    fn simulated_sums_have_the_spread_of_the_closed_form() {
        for technique in Technique::ALL {
            let fit = fit(technique, &months(), 12, Seasons::Multiply).unwrap();
            let centre: f64 = fit.ahead(9).iter().sum();
            let mut squares = 0.0;
            let mut out = [0.0; 9];
            for path in 0..4_000 {
                let shocks: Vec<f64> = (0..10).map(|step| draws::normal(5, path, step)).collect();
                fit.walk(&shocks, &mut out);
                let off = out.iter().sum::<f64>() - centre;
                squares += off * off;
            }
            let simulated = (squares / 4_000.0).sqrt();
            let closed = fit.spread(9, true);
            assert!(
                (simulated / closed - 1.0).abs() < 0.05,
                "{technique:?} {simulated} {closed}"
            );
        }
    }

    #[test]
    fn the_errors_of_a_flow_grow_with_it_and_those_of_a_level_do_not() {
        // Ten years without a season, each a fifth larger than the one before, and noise in proportion.
        let mut size = 100.0;
        let values: Vec<f64> = (0..120u32)
            .map(|at| {
                size *= libm::pow(1.2, 1.0 / 12.0);
                size * (1.0 + 0.4 * (draws::uniform(11, 0, at) - 0.5))
            })
            .collect();
        // Uniform noise of 0.4 has the standard deviation 0.4/√12 of the newest size.
        let expected = size * 0.4 / 12.0_f64.sqrt();
        let sigma = |seasons| {
            let fit = fit(Technique::Holt, &values, 12, seasons).unwrap();
            fit.lines[0].sigma * fit.scale
        };
        let told = sigma(Seasons::Multiply) / expected;
        assert!((0.8..=1.3).contains(&told), "{told}");
        let level = sigma(Seasons::Add) / expected;
        assert!(level < 0.75, "{level}");
    }

    #[test]
    fn a_flow_that_has_come_to_rest_keeps_a_spread() {
        let mut values = months();
        values[36..].fill(0.0);
        for technique in Technique::ALL {
            let fit = fit(technique, &values, 12, Seasons::Multiply).unwrap();
            let spread = fit.spread(12, true);
            assert!(spread.is_finite() && spread > 0.0, "{technique:?} {spread}");
        }
    }

    #[test]
    fn a_multiple_of_a_series_has_the_multiple_of_its_forecast() {
        for technique in Technique::ALL {
            let values = months();
            let large: Vec<f64> = values.iter().map(|value| value * 1024.0).collect();
            let (a, b) = (
                fit(technique, &values, 12, Seasons::Multiply).unwrap(),
                fit(technique, &large, 12, Seasons::Multiply).unwrap(),
            );
            for (a, b) in a.ahead(12).into_iter().zip(b.ahead(12)) {
                assert!((a * 1024.0).to_bits() == b.to_bits(), "{technique:?}");
            }
        }
    }

    #[test]
    fn fitting_all_at_once_is_fitting_each() {
        let all = fit_all(&months(), 12, Seasons::Multiply).unwrap();
        let each = Technique::ALL
            .map(|technique| fit(technique, &months(), 12, Seasons::Multiply).unwrap());
        assert_eq!(all, each);
    }

    #[test]
    fn what_cannot_be_fitted_says_so() {
        for technique in Technique::ALL {
            assert_eq!(
                fit(technique, &[1.0; 23], 12, Seasons::Multiply),
                Err(NoFit::Short)
            );
            assert_eq!(
                fit(technique, &[5.0; 36], 12, Seasons::Multiply),
                Err(NoFit::Constant)
            );
            assert_eq!(
                fit(technique, &[0.0; 36], 12, Seasons::Multiply),
                Err(NoFit::Constant)
            );
            let mut broken = [1.0; 36];
            broken[7] = f64::NAN;
            assert_eq!(
                fit(technique, &broken, 12, Seasons::Multiply),
                Err(NoFit::NotFinite)
            );
            for wild in [
                vec![1e300, 1e-300],
                vec![1e15, 0.0],
                vec![f64::MIN_POSITIVE / 8.0, 0.0],
            ] {
                let values: Vec<f64> = wild.iter().cycle().take(36).copied().collect();
                if let Ok(fit) = fit(technique, &values, 12, Seasons::Multiply) {
                    assert!(
                        fit.ahead(12).iter().all(|value| value.is_finite()),
                        "{technique:?} {wild:?}"
                    );
                    assert!(fit.spread(12, true).is_finite(), "{technique:?} {wild:?}");
                }
            }
        }
    }
}
