//! Forecasts of the year's value, one method a file.
//!
//! A *method* turns what is known of an indicator on a date (the [`Question`]) into a *forecast*, or says why
//! it cannot. [`METHODS`] lists them in the order in which they are preferred: the first that can answer is
//! used unless the user has chosen another. A new method, or a new kind, is one new file and one line there.

mod annual;
mod estimate;
mod flow;
mod flow_change;
pub(crate) mod formula;
mod growth;
mod history;
mod level;
mod level_change;
mod lines;
mod profile;
mod rank_gain;
mod remainder;
mod run_rate;
mod same_period;
mod seasonal;
mod series;
mod series_flow;
mod series_level;
mod shifted;
mod supposed;
mod unusable;

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use crate::assumption::Assumptions;
use crate::backtest::{self, By, Choice};
use crate::calendar::PlanYear;
use crate::dist::Dist;
use crate::figure::{Figure, Measure};
use crate::indicator::{Indicator, Kind};
use crate::lang::Lang;
use crate::lever::{LeverKind, Levers};
use crate::memory::Memory;
use crate::series::Technique;

pub(crate) use history::History;
pub(crate) use profile::student;
pub use profile::{Concentration, Profile, concentration, predictive};
pub(crate) use shifted::shifted;
pub use unusable::Unusable;

/// A pace beyond this multiple is none that anyone means; a file may say anything.
const FASTEST: f64 = 100.0;

/// What is asked: this indicator, on this date, knowing these figures, assuming this, with the levers so.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The indicator.
    pub indicator: &'a Indicator,
    /// Its plan year.
    pub plan: PlanYear,
    /// The date on which the question is asked; later figures are not known.
    pub as_of: Date,
    /// All its figures, oldest first.
    pub figures: &'a [Figure],
    /// Where what is computed from these figures may be kept.
    pub memory: Option<&'a Memory>,
    /// Whether the time-series methods take part in the automatic choice: see [`crate::backtest`].
    pub series_compete: bool,
    /// What the user assumes.
    pub assumptions: &'a Assumptions,
    /// Where the levers stand.
    pub levers: Levers,
}

impl<'a> Question<'a> {
    /// The figures known on the date, oldest first.
    pub fn known(&self) -> &'a [Figure] {
        let known = self
            .figures
            .partition_point(|figure| figure.date <= self.as_of);
        &self.figures[..known]
    }

    /// The figures known on the date whose own dates lie within `span`, oldest first.
    pub(crate) fn known_within(&self, span: PlanYear) -> &'a [Figure] {
        let known = self.known();
        let first = known.partition_point(|figure| figure.date < span.start);
        let after = known.partition_point(|figure| figure.date <= span.end);
        known.get(first..after).unwrap_or(&[])
    }

    /// The newest known figure of this plan year with one of `measures`.
    pub fn newest(&self, measures: &[Measure]) -> Option<&'a Figure> {
        self.known()
            .iter()
            .rev()
            .find(|figure| figure.year == self.plan.year() && measures.contains(&figure.measure))
    }

    /// The newest known figure of this plan year that the year's course is read from.
    pub fn newest_within_year(&self) -> Option<&'a Figure> {
        self.newest(&[Measure::Cumulative, Measure::Level, Measure::Change])
    }

    /// The stated value of last year, for the key of what is remembered.
    pub(crate) fn baseline_bits(&self) -> u64 {
        self.indicator.baseline.map_or(u64::MAX, f64::to_bits)
    }

    /// The final value of an earlier year: its annual figure, or what was in at that year's end.
    pub fn total_of(&self, year: i16) -> Option<f64> {
        let years = year.saturating_sub(self.plan.year());
        let end = self.plan.shifted(years).end;
        let mut at_end = None;
        for figure in self.known().iter().rev().filter(|f| f.year == year) {
            match figure.measure {
                Measure::Annual => return Some(figure.value),
                Measure::Cumulative if figure.date >= end && at_end.is_none() => {
                    at_end = Some(figure.value);
                }
                _ => {}
            }
        }
        let baseline = self.indicator.baseline.filter(|_| years == -1);
        at_end.or(baseline)
    }
}

/// What a method answers.
pub trait Forecast: Send + Sync {
    /// The name of the method, as in [`Method::id`].
    fn method(&self) -> &'static str;
    /// The year's value.
    fn year(&self) -> &Dist;
    /// The value that will be reported for a later `date` of the year (cumulative, level …), where the method
    /// has an idea of the way there.
    fn at(&self, date: Date) -> Option<Dist>;
    /// What comes in after `from` and by the end of `to`, both not before the newest figure, where the method knows how
    /// its uncertainty is spread over the year.
    fn between(&self, _from: Date, _to: Date) -> Option<Dist> {
        None
    }
    /// The share of the year's total that is normally reached by `date` (0 to 1), where the kind has one.
    fn share_at(&self, _date: Date) -> Option<f64> {
        None
    }
    /// Where the figures should be by `date` to end on `target`, in their own unit.
    fn expected_at(&self, date: Date, target: f64) -> Option<f64> {
        self.share_at(date).map(|share| share * target)
    }
    /// What the rest of the year must bring for the target.
    fn required(&self, _target: f64) -> Option<Required> {
        None
    }
    /// How steady the flow is taken to be, where earlier years tell.
    fn concentration(&self) -> Option<Concentration> {
        None
    }
    /// What is taken for granted of an assumption that a scenario may set, in that lever's unit, where this forecast
    /// rests on it.
    fn assumed(&self, _kind: LeverKind) -> Option<f64> {
        None
    }
    /// Whether the year's value is known and not to change: closed by a figure, or already done.
    fn settled(&self) -> Option<Settled> {
        None
    }
    /// Why this method, and what it takes for granted, in a sentence or two.
    fn reason(&self, lang: Lang) -> String;
    /// The calculation with this indicator's numbers in it, a line a step.
    fn formula(&self, indicator: &Indicator, lang: Lang) -> Vec<String>;
}

impl fmt::Debug for dyn Forecast {
    /// The method and the year's value: a derived print of every method would weigh more than it tells.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.method(), self.year().median())
    }
}

/// A year's value that no longer changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// By the final figure of the year.
    ByFigure,
    /// By the office's estimate, at the year's end.
    ByEstimate,
}

/// What the rest of the year must bring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Required {
    /// As a multiple of the pace so far, corrected for the season. 0 when the target is reached already. Where less is
    /// better it is the most that the rest may bring, and there is none once the target is out of reach.
    pub multiple: f64,
    /// Per month of what is left (flows), or per remaining period (growth), in the indicator's unit.
    pub per_period: f64,
}

/// A way of forecasting.
pub trait Method: Sync {
    /// Its stable name.
    fn id(&self) -> &'static str;
    /// Its name for the user.
    fn name(&self, lang: Lang) -> &'static str;
    /// Whether it can serve this kind of indicator at all.
    fn serves(&self, kind: Kind) -> bool;
    /// The technique of a time-series method, which needs a regular history.
    fn technique(&self) -> Option<Technique> {
        None
    }
    /// The forecast, or why there is none.
    fn forecast(&self, question: &Question<'_>) -> Result<Arc<dyn Forecast>, Unusable>;
}

/// Every method, the preferred ones first.
pub static METHODS: [&dyn Method; 17] = [
    &annual::Final,
    &estimate::Estimate,
    &seasonal::Seasonal,
    &same_period::SamePeriod,
    &run_rate::RunRate,
    &growth::RemainingQuarters,
    &level::LevelWalk,
    &series::Series(Technique::Theta),
    &series::Series(Technique::DynamicTheta),
    &series::Series(Technique::Comb),
    &series::Series(Technique::DampedHolt),
    &series::Series(Technique::Holt),
    &series::Series(Technique::Ses),
    &series::Series(Technique::SeasonalNaive),
    &level_change::FallOfLevel,
    &rank_gain::RankGain,
    &supposed::Supposed,
];

/// The method of that name.
pub fn method(id: &str) -> Option<&'static dyn Method> {
    let by_formula: &'static dyn Method = &formula::ByFormula;
    let mut all = METHODS.iter().copied().chain([by_formula]);
    all.find(|method| method.id() == id)
}

/// The forecast that is used: see [`choose`].
pub fn forecast(question: &Question<'_>) -> Result<Arc<dyn Forecast>, Unusable> {
    choose(question).map(|(forecast, _)| forecast)
}

/// The forecast by the user's method if there is one and it can answer; else by the first method of [`METHODS`] that
/// can, unless the earlier years speak clearly for another (see [`crate::backtest`]).
pub fn choose(question: &Question<'_>) -> Result<(Arc<dyn Forecast>, Choice), Unusable> {
    let kind = question.indicator.kind;
    let user = question.assumptions.method.as_deref().and_then(method);
    if let Some(chosen) = user.filter(|m| m.serves(kind))
        && let Ok(answer) = chosen.forecast(question)
    {
        let choice = Choice {
            method: chosen.id(),
            by: By::User,
            duel: None,
            judged: (0, 0),
        };
        return Ok((answer, choice));
    }
    let answer = by_order(question)?;
    let mut choice = Choice {
        method: answer.method(),
        by: By::Order,
        duel: None,
        judged: (0, 0),
    };
    let open = question.as_of >= question.plan.start
        && question.assumptions.profile.is_none()
        && answer.share_at(question.as_of).is_some()
        && answer.settled().is_none();
    if open && kind.accumulates() {
        let evidence = backtest::evidence(question);
        choice.judged = evidence.judged(choice.method);
        for duel in evidence.against(choice.method) {
            if let Some(Ok(better)) = method(duel.method).map(|m| m.forecast(question)) {
                choice.method = duel.method;
                choice.by = By::Evidence;
                choice.duel = Some(*duel);
                return Ok((better, choice));
            }
        }
    }
    Ok((answer, choice))
}

/// The forecast by the first method that can answer.
fn by_order(question: &Question<'_>) -> Result<Arc<dyn Forecast>, Unusable> {
    let serves = |method: &&&dyn Method| method.serves(question.indicator.kind);
    let mut why = None;
    for method in METHODS.iter().filter(serves) {
        match method.forecast(question) {
            Ok(answer) => return Ok(answer),
            // The reason of the plainest method is the one to tell: what is missing there is missing everywhere.
            Err(unusable) => {
                why = if method.id() == supposed::ID || method.technique().is_some() {
                    why.or(Some(unusable))
                } else {
                    Some(unusable)
                }
            }
        }
    }
    Err(why.unwrap_or(Unusable::OtherKind))
}

/// What one method answers.
pub type Answer = Result<Arc<dyn Forecast>, Unusable>;

/// What every method that serves the indicator's kind would say.
pub fn alternatives(question: &Question<'_>) -> Vec<(&'static dyn Method, Answer)> {
    METHODS
        .iter()
        .filter(|method| method.serves(question.indicator.kind))
        .map(|method| (*method, method.forecast(question)))
        .collect()
}
