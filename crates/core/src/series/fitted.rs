//! A fitted technique: its point forecast, its paths and its spread.

use super::{Line, Season, Technique};

/// A fitted technique.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The technique.
    pub technique: Technique,
    /// The mean size of the values: lines, season and spreads are told in units of it.
    pub scale: f64,
    /// The fitted lines; three for Comb, none for the seasonal naive method.
    pub lines: Vec<Line>,
    /// The season, where there is one.
    pub season: Option<Season>,
    /// How many values were fitted.
    pub count: usize,
    /// The newest year of values, in units of the scale (seasonal naive).
    pub(super) recent: Vec<f64>,
    /// The standard deviations of an error: of each period's own, and of the one that all periods to come share.
    ///
    /// Seasonal naive: of the differences from the year before around their year's mean, and of that mean; what a year
    /// is above the last one it is in most of its periods. Lines: their own error comes from [`Line::sigma`] times the
    /// margin; the shared one is what the remainders of the earlier years were off beyond that. Those of a flow are told
    /// at the size of the newest year.
    pub(super) difference: (f64, f64),
    /// By how much a line's errors are widened for what is not known of the numbers fitted.
    pub margin: f64,
}

impl Fit {
    /// Writes the values of the next `out.len()` periods, each line's error in a period being its standard deviation
    /// (with its margin) times that period's entry of `shocks` (none: 0, which gives the point forecast). One entry more
    /// is the shock that all periods share.
    pub fn walk(&self, shocks: &[f64], out: &mut [f64]) {
        let shock = |at: usize| shocks.get(at).copied().unwrap_or_default();
        let periods = out.len();
        if self.lines.is_empty() {
            for at in 0..out.len() {
                let before = match at.checked_sub(self.recent.len()) {
                    Some(earlier) => out[earlier],
                    None => self.recent[at] * self.scale,
                };
                let (own, common) = self.difference;
                out[at] = before + self.scale * (own * shock(at) + common * shock(periods));
            }
            return;
        }
        out.fill(0.0);
        for line in &self.lines {
            let mut state = line.state;
            for (at, out) in out.iter_mut().enumerate() {
                let value = line.shape.expects(&state) + line.sigma * self.margin * shock(at);
                line.shape.learn(&mut state, value);
                *out += value;
            }
        }
        for (at, out) in out.iter_mut().enumerate() {
            let mean = *out / self.lines.len() as f64 + self.difference.1 * shock(periods);
            let whole = match &self.season {
                Some(season) => season.on(self.count + at, mean),
                None => mean,
            };
            *out = whole * self.scale;
        }
    }

    /// The point forecast of the next `periods` periods.
    pub fn ahead(&self, periods: usize) -> Vec<f64> {
        let mut out = vec![0.0; periods];
        self.walk(&[], &mut out);
        out
    }

    /// The standard deviation of the value `periods` ahead, or of the sum of all values until then.
    pub fn spread(&self, periods: usize, of_sum: bool) -> f64 {
        let told = |out: &[f64]| {
            if of_sum {
                out.iter().sum::<f64>()
            } else {
                out.last().copied().unwrap_or_default()
            }
        };
        let mut shocks = vec![0.0; periods + 1];
        let mut out = vec![0.0; periods];
        self.walk(&shocks, &mut out);
        let centre = told(&out);
        let mut variance = 0.0;
        for at in 0..=periods {
            // The value is linear in the shocks: one unit in one period tells that period's weight.
            shocks[at] = 1.0;
            self.walk(&shocks, &mut out);
            shocks[at] = 0.0;
            let weight = (told(&out) - centre) / self.scale;
            variance += weight * weight;
        }
        variance.sqrt() * self.scale
    }
}
