//! What did we know when? The plan year replayed: what would have been said on each date on which something became
//! known, held against what came.
//!
//! Every moment is judged with the figures of its own date or before and nothing later: the same question that the page
//! answers when its as-of date is moved there.

use jiff::civil::Date;

use crate::board::question;
use crate::dist::Dist;
use crate::figure::Measure;
use crate::forecast::{Forecast, Question, forecast, method};
use crate::indicator::Indicator;
use crate::lever::Levers;
use crate::workspace::Workspace;

/// The method that everything is held against: the even pace.
pub const EVEN: &str = "run-rate";

/// What one method would have said on a date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Said {
    /// The method.
    pub method: &'static str,
    /// The median of the year's value.
    pub median: f64,
    /// The low end of the 80 % band; none where it could not be told.
    pub low: Option<f64>,
    /// The high end of the 80 % band; none where it could not be told.
    pub high: Option<f64>,
    /// The probability of meeting the target.
    pub probability: f64,
}

/// One date on which something became known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// The date.
    pub as_of: Date,
    /// The figure of this date, if it speaks of the date rather than of the whole year.
    pub figure: Option<f64>,
    /// What the page would have said; nothing where it could not judge.
    pub chosen: Option<Said>,
    /// What an even pace would have said, where the kind has one and it is not what the page said.
    pub even: Option<Said>,
}

/// What came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// The year's value.
    pub value: f64,
    /// The date that it bears.
    pub date: Date,
    /// Whether it is the office's estimate rather than a final figure.
    pub estimated: bool,
}

/// The year, replayed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replay {
    /// The moments, oldest first. The one on which the outcome itself became known is not among them.
    pub moments: Vec<Moment>,
    /// What came, as far as it is known by now; nothing while the year is open.
    pub outcome: Option<Outcome>,
}

impl Replay {
    /// How many of the told 80 % bands held the outcome, and of how many.
    pub fn held(&self) -> Option<(usize, usize)> {
        let value = self.outcome?.value;
        let bands = self.moments.iter().filter_map(|moment| {
            let said = moment.chosen?;
            Some(said.low? <= value && value <= said.high?)
        });
        let (held, all) = bands.fold((0, 0), |(held, all), holds| {
            (held + usize::from(holds), all + 1)
        });
        (all > 0).then_some((held, all))
    }
}

/// Replays the plan year of an indicator up to its end, whatever the as-of date of the page.
pub fn replay(workspace: &Workspace, indicator: &Indicator) -> Replay {
    let plan = workspace.plan_of(indicator);
    let at = |date: Date| question(workspace, indicator, date, Levers::default());
    let end = at(plan.end.max(last_date(workspace, indicator)));
    let outcome = outcome(&end);
    let closing = |date: Date| outcome.is_some_and(|outcome| date >= outcome.date);
    let mut dates: Vec<Date> = end
        .known()
        .iter()
        .filter(|figure| figure.year == plan.year() && !closing(figure.date))
        .map(|figure| figure.date)
        .collect();
    dates.dedup();
    let moments = dates.into_iter().map(|date| moment(&at(date), date));
    Replay {
        moments: moments.collect(),
        outcome,
    }
}

fn last_date(workspace: &Workspace, indicator: &Indicator) -> Date {
    let figures = workspace.figures.of(indicator.id.as_str());
    figures.last().map_or(Date::MIN, |figure| figure.date)
}

fn moment(question: &Question<'_>, date: Date) -> Moment {
    let chosen = forecast(question).ok();
    let even = method(EVEN)
        .filter(|even| even.serves(question.indicator.kind))
        .filter(|even| {
            chosen
                .as_ref()
                .is_none_or(|said| said.method() != even.id())
        })
        .and_then(|even| even.forecast(question).ok());
    let of_date = |figure: &&crate::figure::Figure| {
        figure.date == date && !figure.measure.is_full_year() && figure.year == question.plan.year()
    };
    let said = |forecast: &dyn Forecast| said(question.indicator, forecast);
    Moment {
        as_of: date,
        figure: question.known().iter().rev().find(of_date).map(|f| f.value),
        chosen: chosen.as_deref().and_then(said),
        even: even.as_deref().and_then(said),
    }
}

fn said(indicator: &Indicator, forecast: &dyn Forecast) -> Option<Said> {
    let year: &Dist = forecast.year();
    Some(Said {
        method: forecast.method(),
        median: year.known_quantile(0.5)?,
        low: year.known_quantile(0.1),
        high: year.known_quantile(0.9),
        probability: year.probability(indicator.bound()),
    })
}

/// What came: the year's final figure, or else the office's estimate where the year is over and nothing better is known.
fn outcome(end: &Question<'_>) -> Option<Outcome> {
    let answer = forecast(end).ok()?;
    let settled = answer.settled()?;
    let figure = end
        .newest(&[Measure::Annual, Measure::Rank])
        .or_else(|| {
            end.newest_within_year()
                .filter(|figure| figure.date >= end.plan.end)
        })
        .or_else(|| end.newest(&[Measure::Estimate]))?;
    Some(Outcome {
        value: answer.year().known_quantile(0.5)?,
        date: figure.date,
        estimated: settled == crate::forecast::Settled::ByEstimate,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "the built-in workspace is there")]
mod tests {
    use super::*;
    use crate::builtin;
    use crate::calendar::from_iso;

    #[test]
    fn an_even_pace_would_have_raised_a_false_alarm_for_revenue_in_march() {
        let workspace = builtin::resolution().unwrap();
        let revenue = workspace.indicator("budget-revenue").unwrap();
        let replay = replay(&workspace, revenue);
        let outcome = replay.outcome.unwrap();
        assert!((outcome.value - 1035.0).abs() < 1e-9 && outcome.estimated);
        let march = replay
            .moments
            .iter()
            .find(|moment| Some(moment.as_of) == from_iso("2024-03-21"))
            .unwrap();
        assert_eq!(march.figure, Some(164.0));
        // The even pace is what the page itself has to say where no earlier year is known by its course.
        let even = march.even.or(march.chosen).unwrap();
        assert_eq!(even.method, EVEN);
        assert!((735.0..765.0).contains(&even.median), "{even:?}");
        // 1,035 came, and lies far above the even pace's median.
        assert!(outcome.value > 1.3 * even.median);
    }

    #[test]
    fn nothing_later_is_known_at_any_moment() {
        let workspace = builtin::illustration().unwrap();
        for indicator in workspace.indicators.iter() {
            let whole = replay(&workspace, indicator);
            for moment in &whole.moments {
                let mut cut = workspace.clone();
                let known = workspace.figures.iter();
                cut.figures = known
                    .filter(|figure| figure.date <= moment.as_of)
                    .cloned()
                    .collect();
                let question = question(&cut, indicator, moment.as_of, Levers::default());
                let then = super::moment(&question, moment.as_of);
                assert_eq!(then, *moment, "{}", indicator.id);
            }
        }
    }

    #[test]
    fn an_open_year_has_no_outcome_and_counts_no_band() {
        let mut workspace = builtin::resolution().unwrap();
        let open = workspace
            .figures
            .iter()
            .filter(|figure| figure.measure == Measure::Cumulative);
        workspace.figures = open.cloned().collect();
        let revenue = workspace.indicator("budget-revenue").unwrap();
        let replay = replay(&workspace, revenue);
        assert_eq!(replay.outcome, None);
        assert_eq!(replay.held(), None);
        assert!(!replay.moments.is_empty());
    }
}
