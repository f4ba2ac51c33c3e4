//! A flow by a time-series method: done + the sum of the simulated paths of the periods left.

use std::sync::Arc;

use jiff::civil::Date;

use super::history::History;
use super::profile::Profile;
use super::remainder::Remainder;
use super::series::{Fitted, PATHS, Series};
use super::{Forecast, Method, Question, Required, Settled, Unusable};
use crate::calendar::PlanYear;
use crate::dist::Dist;
use crate::indicator::Indicator;
use crate::lang::Lang;
use crate::number::{format_date, format_number};
use crate::series::Seasons;
use crate::target::Bound;

/// A forecast of a flow.
#[derive(Debug)]
pub(super) struct SeriesFlow {
    method: &'static str,
    fitted: Arc<Fitted>,
    plan: PlanYear,
    /// The newest figure, and its date.
    done: f64,
    date: Date,
    /// In at the end of the last complete period.
    until: f64,
    /// The way through the year: what is reported, then what is expected, as shares of the whole.
    profile: Profile,
    share: f64,
    rest: Remainder,
    whole: bool,
    /// Whether the target is a limit: less is better.
    limit: bool,
    year: Dist,
}

impl SeriesFlow {
    pub fn of(method: &Series, question: &Question<'_>) -> Result<Self, Unusable> {
        let fitted = Fitted::of(method, question, History::of_flow, Seasons::Multiply)?;
        let history = &fitted.history;
        let (date, done) = history.newest;
        if !done.is_finite() || done < 0.0 {
            return Err(Unusable::OutOfRange);
        }
        if done <= 0.0 {
            return Err(Unusable::NothingYet);
        }
        let until = history.reported.last().copied().unwrap_or_default();
        if until > done {
            return Err(Unusable::Falls);
        }
        let mut cumulative = history.reported.clone();
        for value in &fitted.ahead {
            cumulative.push(cumulative.last().copied().unwrap_or_default() + value);
        }
        let total = cumulative.last().copied().unwrap_or_default();
        if !total.is_finite() || total <= 0.0 {
            return Err(Unusable::NothingYet);
        }
        let shares = history.ends.iter().zip(&cumulative);
        let profile = Profile::through(
            shares.map(|(end, value)| (question.plan.elapsed(*end), value / total)),
        );
        let mut flow = Self {
            method: method.id(),
            plan: question.plan,
            done,
            date,
            until,
            share: profile.at_date(question.plan, date),
            profile,
            rest: Remainder::of(&question.levers),
            whole: question.indicator.kind.counts(),
            limit: matches!(question.indicator.bound(), Bound::AtMost(_)),
            year: Dist::Point(done),
            fitted,
        };
        flow.year = flow.total(question.plan.end);
        Ok(flow)
    }

    fn closed(&self) -> bool {
        self.date >= self.plan.end || self.fitted.history.left() == 0
    }

    /// The total to the end of `date`: straight between the ends of two periods, quantile by quantile.
    fn total(&self, date: Date) -> Dist {
        if self.closed() || date <= self.date {
            return Dist::Point(self.done);
        }
        let history = &self.fitted.history;
        let left = &history.ends[history.this_year..];
        let next = left.partition_point(|end| *end < date).min(left.len() - 1);
        let at = |end: Date| self.plan.elapsed(end);
        let begin = match next.checked_sub(1) {
            Some(before) => at(left[before]),
            None => history.until().map_or(0.0, at),
        };
        let part = ((at(date) - begin) / (at(left[next]) - begin)).clamp(0.0, 1.0);
        let (before, after) = (self.fitted.sums(next), self.fitted.sums(next + 1));
        // What is in already cannot be taken back: a path below the newest figure stands for that figure.
        let rest = |sum: f64| (self.until + sum - self.done).max(0.0);
        let sorted: Arc<[f64]> = if part >= 1.0 {
            after.iter().map(|sum| rest(*sum)).collect()
        } else {
            let before = |at: usize| before.get(at).copied().unwrap_or_default();
            let between = |(at, sum): (usize, &f64)| rest(before(at) + part * (sum - before(at)));
            after.iter().enumerate().map(between).collect()
        };
        let passed = self.profile.at_date(self.plan, date) - self.share;
        let of_rest = if self.share < 1.0 {
            passed / (1.0 - self.share)
        } else {
            1.0
        };
        let of_rest = of_rest.clamp(0.0, 1.0);
        let total = Dist::Sampled {
            sorted,
            base: self.done + self.rest.added(date, of_rest),
            factor: self.factor(date),
            whole: self.whole,
        };
        self.rest.blur(total, date, of_rest)
    }

    /// By how much the scenario multiplies what is expected until `date`.
    fn factor(&self, date: Date) -> f64 {
        self.rest.factor(&self.profile, self.plan, self.date, date)
    }
}

impl Forecast for SeriesFlow {
    fn method(&self) -> &'static str {
        self.method
    }

    fn year(&self) -> &Dist {
        &self.year
    }

    fn at(&self, date: Date) -> Option<Dist> {
        (date >= self.date).then(|| self.total(date))
    }

    fn share_at(&self, date: Date) -> Option<f64> {
        Some(self.profile.at_date(self.plan, date))
    }

    /// (T − Y) ÷ months left, and as a multiple of what the method expects of the rest.
    fn required(&self, target: f64) -> Option<Required> {
        if self.closed() || (self.limit && target < self.done) {
            return None;
        }
        let gap = (target - self.done).max(0.0);
        let expected: f64 = self.fitted.ahead.iter().sum();
        Some(Required {
            multiple: gap / (self.until + expected - self.done),
            per_period: gap / self.plan.months_left(self.date),
        })
        .filter(|required| required.multiple >= 0.0)
    }

    fn settled(&self) -> Option<Settled> {
        self.closed().then_some(Settled::ByFigure)
    }

    fn reason(&self, lang: Lang) -> String {
        let history = &self.fitted.history;
        let (years, periods) = (history.years, self.fitted.periods(lang));
        let mut text = lang.pick(
            format!("Có chuỗi {periods} đều đặn của {years} năm trước và {} kỳ của năm nay: mô hình chuỗi thời gian dự báo từng kỳ còn lại, rồi cộng các đường mô phỏng.", history.this_year),
            format!("There is a regular {periods} series of {years} earlier years and {} periods of this one: the model forecasts each period left, and simulated paths are summed.", history.this_year),
        );
        if history.is_within_period() && !self.closed() {
            let date = format_date(self.date, lang);
            text += &lang.pick(
                format!(" Số liệu ngày {date} nằm giữa kỳ: mô hình chỉ dùng các kỳ trọn vẹn, và cả năm không thấp hơn số đã có."),
                format!(" The figure of {date} lies within a period: the model uses complete periods only, and the year is not below what is in."),
            );
        }
        text
    }

    fn formula(&self, indicator: &Indicator, lang: Lang) -> Vec<String> {
        let unit = indicator.unit.get(lang);
        let number = |value: f64| format_number(value, indicator.decimals, lang);
        let amount = |value: f64| format!("{} {unit}", number(value));
        let history = &self.fitted.history;
        let date = format_date(history.until().unwrap_or(self.date), lang);
        let mut lines = vec![lang.pick(
            format!(
                "Lũy kế đến {date}: {}; chuỗi {} gồm {} kỳ",
                amount(self.until),
                self.fitted.periods(lang),
                history.values.len()
            ),
            format!(
                "Cumulative to {date}: {}; {} series of {} periods",
                amount(self.until),
                self.fitted.periods(lang),
                history.values.len()
            ),
        )];
        if self.closed() {
            return lines;
        }
        lines.extend(self.fitted.told(indicator.decimals, lang));
        let rest: f64 = self.fitted.ahead.iter().sum();
        lines.push(lang.pick(
            format!(
                "{} kỳ còn lại dự kiến {}: cả năm {} + {} = {}",
                history.left(),
                amount(rest),
                number(self.until),
                number(rest),
                amount(self.until + rest)
            ),
            format!(
                "The {} periods left are expected to bring {}: the year {} + {} = {}",
                history.left(),
                amount(rest),
                number(self.until),
                number(rest),
                amount(self.until + rest)
            ),
        ));
        lines.extend(self.rest.told(self.factor(self.plan.end), amount, lang));
        let paths = format_number(f64::from(PATHS), 0, lang);
        let (median, low, high) = (
            self.year.median(),
            self.year.quantile(0.1),
            self.year.quantile(0.9),
        );
        lines.push(lang.pick(
            format!(
                "Dự báo cả năm từ {paths} đường mô phỏng: trung vị {}; khoảng 80%: {} đến {}",
                amount(median),
                number(low),
                amount(high)
            ),
            format!(
                "Year-end projection from {paths} simulated paths: median {}; 80% band: {} to {}",
                amount(median),
                number(low),
                amount(high)
            ),
        ));
        lines
    }
}
