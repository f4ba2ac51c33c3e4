//! Forecasts of the year's value, one method a file.
//!
//! A *method* turns what is known of an indicator on a date (the [`Question`]) into a *forecast*, or says why
//! it cannot. [`METHODS`] lists them in the order in which they are preferred: the first that can answer is
//! used unless the user has chosen another. A new method, or a new kind, is one new file and one line there.

mod annual;
mod estimate;
mod flow;
mod flow_change;
mod growth;
mod level;
mod level_change;
mod profile;
mod rank_gain;
mod run_rate;
mod same_period;
mod seasonal;
mod supposed;

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use crate::assumption::Assumptions;
use crate::calendar::PlanYear;
use crate::dist::Dist;
use crate::figure::{Figure, Measure};
use crate::indicator::{Indicator, Kind};
use crate::lang::{Lang, Say};
use crate::lever::Levers;

pub use profile::Profile;

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
    /// The forecast, or why there is none.
    fn forecast(&self, question: &Question<'_>) -> Result<Arc<dyn Forecast>, Unusable>;
}

/// Every method, the preferred ones first.
pub static METHODS: [&dyn Method; 10] = [
    &annual::Final,
    &estimate::Estimate,
    &seasonal::Seasonal,
    &same_period::SamePeriod,
    &run_rate::RunRate,
    &growth::RemainingQuarters,
    &level::LevelWalk,
    &level_change::FallOfLevel,
    &rank_gain::RankGain,
    &supposed::Supposed,
];

/// Why a method has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// No figure of the year is known.
    #[error("no figure of the plan year is known on the date")]
    NoFigure,
    /// The figure is zero, or lies where (nearly) nothing is normally reached yet.
    #[error("the pace so far says nothing")]
    NothingYet,
    /// There is no estimate newer than the last figure.
    #[error("no full-year estimate newer than the last figure")]
    NoNewEstimate,
    /// Fewer than two earlier years are known by their course.
    #[error("fewer than two earlier years with figures within the year")]
    NoProfile,
    /// Last year's course or total is not known.
    #[error("last year's figures at the same date and total are not known")]
    NoLastYear,
    /// Last year's rank is not known.
    #[error("last year's rank is not known")]
    NoLastRank,
    /// The level at the year's start is not known.
    #[error("the level at the start of the year is not known")]
    NoStart,
    /// A figure that the method cannot work with (a negative amount, a level outside 0–100 %).
    #[error("a figure is out of the method's range")]
    OutOfRange,
    /// No final figure.
    #[error("no final figure of the year")]
    NotFinal,
    /// A rank is published only after the year.
    #[error("ranks are published after the year")]
    RankUnknown,
    /// The method does not serve this kind.
    #[error("the method does not serve this kind of indicator")]
    OtherKind,
    /// A part of the indicator cannot be assessed.
    #[error("a part cannot be assessed")]
    PartUnknown,
    /// The indicator has no forecast of its own: it is judged by its parts.
    #[error("judged by its parts")]
    ByParts,
}

impl Say for Unusable {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::NoFigure => lang.pick("Chưa có số liệu báo cáo của năm tính đến ngày này.", "No figure of the year has been reported by this date."),
            Self::NothingYet => lang.pick("Số lũy kế đang bằng 0 hoặc năm mới bắt đầu, nên nhịp độ chưa nói lên điều gì.", "The cumulative figure is zero or the year has hardly begun, so the pace says nothing yet."),
            Self::NoNewEstimate => lang.pick("Không có ước thực hiện cả năm mới hơn số liệu gần nhất.", "There is no full-year estimate newer than the last figure."),
            Self::NoProfile => lang.pick("Cần số liệu trong năm của ít nhất hai năm trước, hoặc một nhịp theo tháng do người dùng đặt.", "Figures within at least two earlier years are needed, or a monthly profile set by the user."),
            Self::NoLastYear => lang.pick("Chưa có số liệu cùng kỳ và cả năm của năm trước.", "Last year's figures at the same date and for the year are not known."),
            Self::NoLastRank => lang.pick("Chưa có thứ bậc của năm trước để so sánh.", "Last year's rank is not known, so nothing can be compared."),
            Self::NoStart => lang.pick("Chưa có mức đầu năm (cuối năm trước) để tính mức giảm.", "The level at the start of the year is not known, so its fall cannot be computed."),
            Self::OutOfRange => lang.pick("Số liệu nằm ngoài phạm vi mà phương pháp này dùng được.", "A figure lies outside the range that this method can use."),
            Self::NotFinal => lang.pick("Chưa có số chính thức cả năm.", "There is no final figure for the year yet."),
            Self::RankUnknown => lang.pick("Thứ bậc chỉ được công bố sau khi năm kết thúc.", "Ranks are published only after the year."),
            Self::OtherKind => lang.pick("Phương pháp này không dùng cho loại chỉ tiêu này.", "This method does not serve this kind of indicator."),
            Self::ByParts => lang.pick("Đánh giá qua các tiêu chí thành phần, coi như độc lập với nhau.", "Judged by its parts, taken as independent of each other."),
            Self::PartUnknown => lang.pick("Có tiêu chí thành phần chưa đánh giá được.", "One of its parts cannot be assessed."),
        }
        .to_owned()
    }
}

/// The method of that name.
pub fn method(id: &str) -> Option<&'static dyn Method> {
    METHODS.iter().copied().find(|method| method.id() == id)
}

/// The forecast by the user's method if there is one and it can answer, else by the first that can.
pub fn forecast(question: &Question<'_>) -> Result<Arc<dyn Forecast>, Unusable> {
    let serves = |method: &&&dyn Method| method.serves(question.indicator.kind);
    if let Some(chosen) = question
        .assumptions
        .method
        .as_deref()
        .and_then(method)
        .filter(|m| m.serves(question.indicator.kind))
        && let Ok(answer) = chosen.forecast(question)
    {
        return Ok(answer);
    }
    let mut why = None;
    for method in METHODS.iter().filter(serves) {
        match method.forecast(question) {
            Ok(answer) => return Ok(answer),
            // The reason of the plainest method is the one to tell: what is missing there is missing everywhere.
            Err(unusable) => {
                why = if method.id() == supposed::ID {
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
