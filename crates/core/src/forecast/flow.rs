//! What the methods for flows share: a cumulative figure, a profile, and how steadily the flow keeps to it.
//!
//! The share done by a date, F ~ Beta(κ·s, κ·(1 − s)), makes the year's total Y ÷ F. The increments of the year
//! are Dirichlet with concentration κ around the profile, so that the total to a later date `u` is Y ÷ F′ with
//! F′ ~ `Beta(κ·s_t, κ·(s_u − s_t))`.

use std::sync::Arc;

use jiff::civil::Date;

use super::profile::{concentration, predictive};
use super::remainder::Remainder;
use super::{Concentration, Forecast, Profile, Question, Required, Settled, Unusable, flow_change};
use crate::assumption::Steadiness;
use crate::calendar::PlanYear;
use crate::dist::Dist;
use crate::figure::Measure;
use crate::indicator::{Indicator, Kind};
use crate::lang::Lang;
use crate::lever::LeverKind;
use crate::number::{format_date, format_number, format_percent};
use crate::target::Bound;

/// Below this share the pace says nothing, above 1 minus it the year is done.
const NO_SHARE: f64 = 1e-9;

/// Where κ comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
enum KappaSource {
    Assumed(Steadiness),
    PastYears(Concentration),
}

/// A forecast of a flow.
#[derive(Debug)]
pub(super) struct FlowForecast {
    method: &'static str,
    why: fn(&FlowForecast, Lang) -> String,
    profile: Profile,
    pub(super) past_years: Vec<i16>,
    plan: PlanYear,
    pub(super) done: f64,
    pub(super) date: Date,
    share: f64,
    /// κ as it is assumed or estimated.
    kappa: f64,
    kappa_from: KappaSource,
    /// κ with a margin for what is not known of it and of the profile: the one of the distribution.
    predictive: f64,
    rest: Remainder,
    whole: bool,
    /// Whether the target is a limit: less is better.
    limit: bool,
    year: Dist,
}

/// Builds the forecast of a flow from its newest cumulative figure and a profile: the mean of `of_years` courses, or a
/// given one (0). The courses of `past` tell κ.
pub(super) fn from_profile(
    question: &Question<'_>,
    method: &'static str,
    why: fn(&FlowForecast, Lang) -> String,
    profile: Profile,
    of_years: usize,
    past: &[(i16, Profile)],
) -> Result<Arc<dyn Forecast>, Unusable> {
    let figure = question
        .newest(&[Measure::Cumulative])
        .ok_or(Unusable::NoFigure)?;
    if !figure.value.is_finite() || figure.value < 0.0 {
        return Err(Unusable::OutOfRange);
    }
    let profile = match question.levers.share {
        Some(percent) => profile.reaching(question.plan.elapsed(figure.date), percent / 100.0),
        None => profile,
    };
    let share = profile.at_date(question.plan, figure.date);
    let closed = figure.date >= question.plan.end || share >= 1.0 - NO_SHARE;
    if !closed && (figure.value <= 0.0 || share <= NO_SHARE) {
        return Err(Unusable::NothingYet);
    }
    let (kappa, kappa_from) = match (question.assumptions.steadiness, concentration(past)) {
        (Some(set), _) => (set.kappa(), KappaSource::Assumed(set)),
        (None, Some(told)) => (told.kappa, KappaSource::PastYears(told)),
        (None, None) => (
            Steadiness::Medium.kappa(),
            KappaSource::Assumed(Steadiness::Medium),
        ),
    };
    let estimated = match kappa_from {
        KappaSource::PastYears(told) => Some(told),
        KappaSource::Assumed(_) => None,
    };
    let mut flow = FlowForecast {
        method,
        why,
        profile,
        past_years: past.iter().map(|(year, _)| *year).collect(),
        plan: question.plan,
        done: figure.value,
        date: figure.date,
        share,
        kappa,
        kappa_from,
        predictive: predictive(kappa, of_years, estimated),
        rest: Remainder::of(&question.levers),
        whole: question.indicator.kind.counts(),
        limit: matches!(question.indicator.bound(), Bound::AtMost(_)),
        year: Dist::Point(figure.value),
    };
    flow.year = flow.total(question.plan.end);
    if question.indicator.kind == Kind::FlowChange {
        return flow_change::of(question, Arc::new(flow));
    }
    Ok(Arc::new(flow))
}

impl FlowForecast {
    /// The total to the end of `date`.
    fn total(&self, date: Date) -> Dist {
        let left = self.profile.at_date(self.plan, date) - self.share;
        if self.closed() || left <= NO_SHARE {
            return Dist::Point(self.done);
        }
        let part = left / (1.0 - self.share);
        let total = Dist::FlowTotal {
            done: self.done,
            a: self.predictive * self.share,
            b: self.predictive * left,
            pace: self.factor(date),
            add: self.rest.added(date, part),
            whole: self.whole,
        };
        self.rest.blur(total, date, part)
    }

    /// What comes in after `from` and by the end of `to`. The increments of the year are Dirichlet: that of a stretch
    /// with the share d, measured by what is in, is G′/G with G ~ Gamma(κ·s) and G′ ~ Gamma(κ·d), so that Y plus it is
    /// Y ÷ F′ with F′ ~ Beta(κ·s, κ·d), whatever lies between the newest figure and `from`.
    fn increment(&self, from: Date, to: Date) -> Dist {
        let passed = |date: Date| self.profile.at_date(self.plan, date) - self.share;
        let part = |date: Date| passed(date) / (1.0 - self.share);
        let come = |date: Date| self.rest.come(date, part(date));
        let left = passed(to) - passed(from);
        let come = come(to) - come(from);
        let (add, spread) = (self.rest.amount() * come, self.rest.spread() * come);
        if left <= NO_SHARE {
            return Dist::Point(add).plus_normal(spread);
        }
        let paced = |date: Date| self.factor(date) * passed(date);
        let up_to = Dist::FlowTotal {
            done: self.done,
            a: self.predictive * self.share,
            b: self.predictive * left,
            pace: ((paced(to) - paced(from)) / left).max(0.0),
            add,
            whole: self.whole,
        };
        Dist::Affine {
            of: Box::new(up_to.plus_normal(spread)),
            mul: 1.0,
            add: -self.done,
        }
    }

    /// By how much the scenario multiplies what is expected until `date`.
    fn factor(&self, date: Date) -> f64 {
        self.rest.factor(&self.profile, self.plan, self.date, date)
    }

    fn closed(&self) -> bool {
        self.date >= self.plan.end || self.share >= 1.0 - NO_SHARE
    }

    fn kappa_words(&self, lang: Lang) -> String {
        let number = |value: f64| format_number(value, u8::from(value < 10.0), lang);
        let (kappa, used) = (number(self.kappa), number(self.predictive));
        match self.kappa_from {
            KappaSource::Assumed(set) if self.predictive < self.kappa => {
                let years = self.past_years.len();
                lang.pick(
                    format!("κ = {kappa} (giả định: {}); tính với biên cho sai số của nhịp lấy từ {years} năm trước: {used}", set.name(lang)),
                    format!("κ = {kappa} (assumed: {}); used with a margin for the error of a profile from {years} earlier year{}: {used}", set.name(lang), if years == 1 { "" } else { "s" }),
                )
            }
            KappaSource::Assumed(set) => lang.pick(
                format!("κ = {kappa} (giả định: {})", set.name(lang)),
                format!("κ = {kappa} (assumed: {})", set.name(lang)),
            ),
            KappaSource::PastYears(Concentration { error, years, .. }) => {
                let error = format_number(error, 0, lang);
                lang.pick(
                    format!("κ = {kappa} ± {error} từ {years} năm trước; tính với biên cho sai số ước lượng: {used}"),
                    format!("κ = {kappa} ± {error} from {years} earlier years; used with a margin for the estimate’s own error: {used}"),
                )
            }
        }
    }
}

impl Forecast for FlowForecast {
    fn method(&self) -> &'static str {
        self.method
    }

    fn year(&self) -> &Dist {
        &self.year
    }

    fn at(&self, date: Date) -> Option<Dist> {
        (date >= self.date).then(|| {
            if date == self.date {
                Dist::Point(self.done)
            } else {
                self.total(date)
            }
        })
    }

    fn between(&self, from: Date, to: Date) -> Option<Dist> {
        (from >= self.date && to > from && !self.closed()).then(|| self.increment(from, to))
    }

    fn share_at(&self, date: Date) -> Option<f64> {
        Some(self.profile.at_date(self.plan, date))
    }

    /// (T − Y) ÷ months left, and [(T − Y)/(1 − s)] ÷ [Y/s].
    fn required(&self, target: f64) -> Option<Required> {
        // What exceeds a limit already cannot be brought back under it by any pace.
        if self.closed() || (self.limit && target < self.done) {
            return None;
        }
        let gap = (target - self.done).max(0.0);
        let multiple = (gap / (1.0 - self.share)) / (self.done / self.share);
        let per_period = gap / self.plan.months_left(self.date);
        Some(Required {
            multiple,
            per_period,
        })
    }

    fn concentration(&self) -> Option<Concentration> {
        match self.kappa_from {
            KappaSource::PastYears(told) => Some(told),
            KappaSource::Assumed(_) => None,
        }
    }

    fn assumed(&self, kind: LeverKind) -> Option<f64> {
        match kind {
            LeverKind::Kappa => Some(self.kappa),
            LeverKind::Share => Some(self.share * 100.0),
            _ => None,
        }
    }

    fn settled(&self) -> Option<Settled> {
        self.closed().then_some(Settled::ByFigure)
    }

    fn reason(&self, lang: Lang) -> String {
        let mut text = (self.why)(self, lang);
        if self.concentration().is_some() && !self.closed() {
            let kappa = self.kappa_words(lang);
            text += &lang.pick(
                format!(" Mức đều của tiến độ: {kappa}."),
                format!(" How steady it is: {kappa}."),
            );
        }
        text
    }

    fn formula(&self, indicator: &Indicator, lang: Lang) -> Vec<String> {
        let unit = indicator.unit.get(lang);
        let number = |value: f64| format_number(value, indicator.decimals, lang);
        let amount = |value: f64| format!("{} {unit}", number(value));
        let date = format_date(self.date, lang);
        let share = format_percent(self.share * 100.0, 1, lang);
        let mut lines = vec![lang.pick(
            format!("Lũy kế đến {date}: Y = {}; phần của cả năm thường đạt đến ngày đó: s = {share}", amount(self.done)),
            format!("Cumulative to {date}: Y = {}; share of the year normally reached by then: s = {share}", amount(self.done)),
        )];
        if self.closed() {
            return lines;
        }
        let base = self.done / self.share;
        lines.push(lang.pick(
            format!(
                "Theo nhịp: Y ÷ s = {} ÷ {share} = {}",
                number(self.done),
                amount(base)
            ),
            format!(
                "By the pace: Y ÷ s = {} ÷ {share} = {}",
                number(self.done),
                amount(base)
            ),
        ));
        lines.push(lang.pick(
            format!(
                "Độ bất định: phần đã đạt F ~ Beta(κ·s; κ·(1 − s)) với {}",
                self.kappa_words(lang)
            ),
            format!(
                "Uncertainty: the share done F ~ Beta(κ·s, κ·(1 − s)) with {}",
                self.kappa_words(lang)
            ),
        ));
        lines.extend(self.rest.told(self.factor(self.plan.end), amount, lang));
        let (low, high) = (self.year.quantile(0.1), self.year.quantile(0.9));
        lines.push(lang.pick(
            format!(
                "Dự báo cả năm: trung vị {}; khoảng 80%: {} đến {}",
                amount(self.year.median()),
                number(low),
                amount(high)
            ),
            format!(
                "Year-end projection: median {}; 80% band: {} to {}",
                amount(self.year.median()),
                number(low),
                amount(high)
            ),
        ));
        lines
    }
}
