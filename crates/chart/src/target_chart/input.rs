//! What a target chart shows, as plain data.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use crate::scale::tame;
use crate::time::{Period, days};

/// Writes a number with so many decimals, in the reader's language.
pub type NumberWords = Arc<dyn Fn(f64, usize) -> String + Send + Sync>;

/// Writes the name of the period that begins at a date, short, in the reader's language: `T1`, `Q2`.
pub type DateWords = Arc<dyn Fn(Date, Period) -> String + Send + Sync>;

/// A reported figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// The day at whose end it holds.
    pub date: Date,
    /// Its value.
    pub value: f64,
    /// Whether it is an estimate or otherwise not final: drawn hollow.
    pub provisional: bool,
}

/// A projection for the end of one day, as quantiles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fan {
    /// The day.
    pub date: Date,
    /// 2.5 % lie below.
    pub p2_5: f64,
    /// 10 % lie below.
    pub p10: f64,
    /// The median.
    pub p50: f64,
    /// 90 % lie below.
    pub p90: f64,
    /// 97.5 % lie below.
    pub p97_5: f64,
}

impl Fan {
    /// What is certain: a figure from which a fan opens.
    pub const fn certain(date: Date, value: f64) -> Self {
        Self {
            date,
            p2_5: value,
            p10: value,
            p50: value,
            p90: value,
            p97_5: value,
        }
    }

    /// The quantiles in order.
    pub const fn quantiles(&self) -> [f64; 5] {
        [self.p2_5, self.p10, self.p50, self.p90, self.p97_5]
    }

    fn from_quantiles(date: Date, [p2_5, p10, p50, p90, p97_5]: [f64; 5]) -> Self {
        Self {
            date,
            p2_5,
            p10,
            p50,
            p90,
            p97_5,
        }
    }
}

/// The target.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetLine {
    /// Its value, or the lower one of a range.
    pub value: f64,
    /// The upper value of a range.
    pub high: Option<f64>,
    /// Its words, as the resolution has them.
    pub words: String,
}

/// A past year, its dates moved into the plan year.
#[derive(Clone, Debug, PartialEq)]
pub struct Year {
    /// Its name, such as `2023`.
    pub label: String,
    /// Its figures in order.
    pub points: Vec<(Date, f64)>,
}

/// What the series are called at their ends.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Names {
    /// Of the figures.
    pub actual: String,
    /// Of a figure of the year's end that came after the as-of date.
    pub later: String,
    /// Of the path that leads to the target.
    pub expected: String,
    /// Of the projection.
    pub projection: String,
    /// Of the projection under the scenario's assumptions alone.
    pub assumed: String,
    /// Of the scenario.
    pub scenario: String,
}

/// The large chart of one indicator.
///
/// A figure of a date is the state at the end of that day. The state at the *start* of the year is
/// therefore a figure of the day before [`TargetChart::plan_start`]: give it where there is one (0 for a
/// flow, last year's level for a level), and lines begin at the left edge. Earlier dates are cut off.
///
/// A fan opens from the last figure when its first entry is [`Fan::certain`] of that figure. A fan of
/// one entry, as for an indicator with one figure a year, is drawn as an upright interval.
#[derive(Clone)]
pub struct TargetChart {
    /// The first day of the plan year.
    pub plan_start: Date,
    /// The last day of the plan year.
    pub plan_end: Date,
    /// The unit, written above the vertical axis.
    pub unit: String,
    /// How many decimals its values are reported with.
    pub decimals: usize,
    /// Whether values are whole by nature, so that the axis must not show halves.
    pub whole: bool,
    /// Whether the vertical axis starts at zero: for flows and counts, whose heights are compared.
    pub from_zero: bool,
    /// The least value there can be, such as 0 for a share: the axis does not go below.
    pub floor: Option<f64>,
    /// The greatest value there can be, such as 100 for a share in percent.
    pub ceiling: Option<f64>,
    /// The reported figures in order of date. Those after [`TargetChart::as_of`] are drawn hollow and thin.
    pub actuals: Vec<Figure>,
    /// The path that leads to the target, in order of date.
    pub expected: Vec<(Date, f64)>,
    /// The projection in order of date; empty when there is none.
    pub projection: Vec<Fan>,
    /// The projection under the scenario; empty when there is none.
    pub scenario: Vec<Fan>,
    /// The median of the projection under what the scenario assumes, without what it does; empty unless both move it,
    /// as then it is the base's or the scenario's own line.
    pub assumed: Vec<(Date, f64)>,
    /// The target.
    pub target: Option<TargetLine>,
    /// Past years, the newest first: the oldest give way where there is no room for their names.
    pub history: Vec<Year>,
    /// The as-of date.
    pub as_of: Date,
    /// Its words at the top of its hairline; empty for no hairline.
    pub as_of_words: String,
    /// What the series are called.
    pub names: Names,
    /// Words across the chart when its figures are an illustration.
    pub watermark: Option<String>,
    /// Writes numbers.
    pub number: NumberWords,
    /// Writes the names of months, quarters and years under the horizontal axis.
    pub period: DateWords,
}

impl TargetChart {
    /// An empty chart of a year, to be filled by struct update.
    pub fn empty(plan_start: Date, plan_end: Date, number: NumberWords, period: DateWords) -> Self {
        Self {
            plan_start,
            plan_end,
            unit: String::new(),
            decimals: 0,
            whole: false,
            from_zero: false,
            floor: None,
            ceiling: None,
            actuals: Vec::new(),
            expected: Vec::new(),
            projection: Vec::new(),
            scenario: Vec::new(),
            assumed: Vec::new(),
            target: None,
            history: Vec::new(),
            as_of: plan_end,
            as_of_words: String::new(),
            names: Names::default(),
            watermark: None,
            number,
            period,
        }
    }

    /// A value in words, as exact as it is reported.
    pub fn value_words(&self, value: f64) -> String {
        (self.number)(value, self.decimals)
    }

    /// The newest figure that counts on the as-of date.
    pub fn last_figure(&self) -> Option<&Figure> {
        self.actuals
            .iter()
            .filter(|figure| figure.date <= self.as_of && tame(figure.value).is_some())
            .max_by_key(|figure| figure.date)
    }
}

impl fmt::Debug for TargetChart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The two writers are functions: there is nothing of them to show.
        f.debug_struct("TargetChart")
            .field("plan_start", &self.plan_start)
            .field("plan_end", &self.plan_end)
            .field("as_of", &self.as_of)
            .field("actuals", &self.actuals)
            .field("projection", &self.projection)
            .field("scenario", &self.scenario)
            .field("target", &self.target)
            .finish_non_exhaustive()
    }
}

/// How far `date` lies between two others, as a share; `None` outside.
fn share(from: Date, date: Date, to: Date) -> Option<f64> {
    (from <= date && date <= to).then(|| {
        let length = days(from, to);
        if length == 0 {
            0.0
        } else {
            days(from, date) as f64 / length as f64
        }
    })
}

/// The value of a line at a date, between its points in proportion to the days; `None` outside.
pub(super) fn line_at(points: &[(Date, f64)], date: Date) -> Option<f64> {
    if let Some(&(_, value)) = points.iter().find(|point| point.0 == date) {
        return tame(value);
    }
    points.windows(2).find_map(|pair| {
        let share = share(pair[0].0, date, pair[1].0)?;
        let (from, to) = (tame(pair[0].1)?, tame(pair[1].1)?);
        Some(from + share * (to - from))
    })
}

/// The fan at a date, quantile by quantile between its entries; `None` outside.
pub(super) fn fan_at(fans: &[Fan], date: Date) -> Option<Fan> {
    if let Some(fan) = fans.iter().find(|fan| fan.date == date) {
        return Some(*fan);
    }
    fans.windows(2).find_map(|pair| {
        let share = share(pair[0].date, date, pair[1].date)?;
        let (from, to) = (pair[0].quantiles(), pair[1].quantiles());
        let mut between = [0.0; 5];
        for (value, (from, to)) in between.iter_mut().zip(from.into_iter().zip(to)) {
            *value = tame(from)? + share * (tame(to)? - tame(from)?);
        }
        Some(Fan::from_quantiles(date, between))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn between_two_points_a_line_runs_with_the_days() {
        let points = [(date(2024, 1, 1), 0.0), (date(2024, 1, 11), 10.0)];
        assert_eq!(line_at(&points, date(2024, 1, 4)), Some(3.0));
        assert_eq!(line_at(&points, date(2024, 1, 11)), Some(10.0));
        assert_eq!(line_at(&points, date(2024, 1, 12)), None);
        assert_eq!(line_at(&points[..1], date(2024, 1, 1)), Some(0.0));
    }

    #[test]
    fn a_fan_widens_in_proportion() {
        let fans = [
            Fan::certain(date(2024, 1, 1), 10.0),
            Fan {
                date: date(2024, 1, 11),
                p2_5: 10.0,
                p10: 12.0,
                p50: 20.0,
                p90: 30.0,
                p97_5: 40.0,
            },
        ];
        let middle = fan_at(&fans, date(2024, 1, 6)).map(|fan| fan.quantiles());
        assert_eq!(middle, Some([10.0, 11.0, 15.0, 20.0, 25.0]));
    }
}
