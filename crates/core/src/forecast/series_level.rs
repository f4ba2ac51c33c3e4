//! A level by a time-series method, on the scale on which a level walks.

use std::sync::Arc;

use jiff::civil::Date;

use super::history::History;
use super::level::{is_usable, to_line};
use super::lines::of_year_end;
use super::series::{Fitted, Series, is_percentage};
use super::{Forecast, Method, Question, Settled, Unusable};
use crate::calendar::{PlanYear, days_between};
use crate::dist::Dist;
use crate::indicator::Indicator;
use crate::lang::Lang;
use crate::number::{format_date, format_number};
use crate::series::Seasons;

/// The levels, on their line.
fn read(question: &Question<'_>) -> Result<History, Unusable> {
    let share = is_percentage(question.indicator);
    let mut history = History::of_level(question)?;
    if !is_usable(history.newest.1, share, question.indicator.kind) {
        return Err(Unusable::OutOfRange);
    }
    for value in &mut history.values {
        if !is_usable(*value, share, question.indicator.kind) {
            return Err(Unusable::OutOfRange);
        }
        *value = to_line(*value, share);
    }
    Ok(history)
}

/// The forecast of a level.
pub(super) fn forecast(
    method: &Series,
    question: &Question<'_>,
) -> Result<Arc<dyn Forecast>, Unusable> {
    let fitted = Fitted::of(method, question, read, Seasons::Add)?;
    let (date, last) = fitted.history.newest;
    let mut level = SeriesLevel {
        method: method.id(),
        share: is_percentage(question.indicator),
        plan: question.plan,
        last,
        date,
        lever: question.levers.level,
        year: Dist::Point(last),
        fitted,
    };
    level.year = level.at_end_of(question.plan.end);
    Ok(Arc::new(level))
}

#[derive(Debug)]
struct SeriesLevel {
    method: &'static str,
    share: bool,
    plan: PlanYear,
    last: f64,
    date: Date,
    fitted: Arc<Fitted>,
    lever: Option<f64>,
    year: Dist,
}

impl SeriesLevel {
    fn closed(&self) -> bool {
        self.date >= self.plan.end || self.fitted.history.left() == 0
    }

    /// The level at the end of `date`: at the ends of periods as the model has it, straight between them.
    fn at_end_of(&self, date: Date) -> Dist {
        if self.closed() || date <= self.date {
            return Dist::Point(self.last);
        }
        let history = &self.fitted.history;
        let left = &history.ends[history.this_year..];
        let next = left.partition_point(|end| *end < date).min(left.len() - 1);
        let start = to_line(self.last, self.share);
        let whole = f64::from(days_between(self.date, self.plan.end).max(1));
        let at = |steps: usize| match steps.checked_sub(1) {
            Some(step) => (
                self.fitted.ahead[step],
                self.fitted.fit.spread(steps, false),
            ),
            None => (start, 0.0),
        };
        let begin = match next.checked_sub(1) {
            Some(before) => left[before],
            None => history.until().unwrap_or(self.plan.start),
        };
        let part = f64::from(days_between(begin, date))
            / f64::from(days_between(begin, left[next]).max(1));
        let part = part.clamp(0.0, 1.0);
        let ((from, narrow), (to, wide)) = (at(next), at(next + 1));
        let mu = match self.lever {
            // On the way to the level that the scenario sets for the year's end.
            Some(end) => {
                let passed = f64::from(days_between(self.date, date)) / whole;
                start + (to_line(end, self.share) - start) * passed.min(1.0)
            }
            None => from + part * (to - from),
        };
        let variance = narrow * narrow + part * (wide * wide - narrow * narrow);
        let sd = variance.max(0.0).sqrt();
        if self.share {
            Dist::LogitNormal { mu, sd }
        } else {
            Dist::LogNormal { mu, sd }
        }
    }
}

impl Forecast for SeriesLevel {
    fn method(&self) -> &'static str {
        self.method
    }

    fn year(&self) -> &Dist {
        &self.year
    }

    fn at(&self, date: Date) -> Option<Dist> {
        (date >= self.date).then(|| self.at_end_of(date))
    }

    fn settled(&self) -> Option<Settled> {
        self.closed().then_some(Settled::ByFigure)
    }

    fn reason(&self, lang: Lang) -> String {
        let history = &self.fitted.history;
        let (years, periods, scale) = (
            history.years,
            self.fitted.periods(lang),
            if self.share { "logit" } else { "log" },
        );
        let mut text = lang.pick(
            format!("Có chuỗi {periods} đều đặn của {years} năm trước và {} kỳ của năm nay: mô hình chuỗi thời gian trên thang {scale}.", history.this_year),
            format!("There is a regular {periods} series of {years} earlier years and {} periods of this one: a time-series model on the {scale} scale.", history.this_year),
        );
        if history.is_within_period() && !self.closed() {
            let date = format_date(self.date, lang);
            text += &lang.pick(
                format!(" Số liệu ngày {date} nằm giữa kỳ: mô hình chỉ dùng các kỳ trọn vẹn."),
                format!(" The figure of {date} lies within a period: the model uses complete periods only."),
            );
        }
        text
    }

    fn formula(&self, indicator: &Indicator, lang: Lang) -> Vec<String> {
        let unit = indicator.unit.get(lang);
        let number = |value: f64| format_number(value, indicator.decimals, lang);
        let (level, date) = (number(self.last), format_date(self.date, lang));
        let mut lines = vec![lang.pick(
            format!(
                "Mức gần nhất ({date}): {level} {unit}; chuỗi {} gồm {} kỳ",
                self.fitted.periods(lang),
                self.fitted.history.values.len()
            ),
            format!(
                "Newest level ({date}): {level} {unit}; {} series of {} periods",
                self.fitted.periods(lang),
                self.fitted.history.values.len()
            ),
        )];
        if self.closed() {
            return lines;
        }
        lines.extend(self.fitted.told(3, lang));
        lines.push(of_year_end(&self.year, indicator.decimals, unit, lang));
        lines
    }
}
