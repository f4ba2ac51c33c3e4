//! The course of a target's year as a chart: figures, the path that leads to the target, projections, past years.
//!
//! Plain data from the workspace and two rows; no signal is read here.

mod axis;
mod fans;
mod history;
#[cfg(test)]
mod tests;

use muctieu_chart::target_chart::{Fan, Figure as Dot, TargetChart, TargetLine};
use muctieu_chart::time::Period;
use muctieu_core::board::{Row, question};
use muctieu_core::calendar::{PlanYear, plus_days, same_day};
use muctieu_core::figure::{Figure, Measure};
use muctieu_core::finding::target_in_words;
use muctieu_core::forecast::{Forecast, Profile, Question, alternatives};
use muctieu_core::indicator::{Indicator, Kind};
use muctieu_core::lang::Lang;
use muctieu_core::lever::Levers;
use muctieu_core::number::{format_date, format_number};
use muctieu_core::order::sort_by_key;
use muctieu_core::workspace::Workspace;

use super::words::locale_of;
use crate::i18n::{Locale, td_string};
use axis::Axis;
use jiff::civil::Date;

/// What a chart is drawn from.
pub struct Course<'a> {
    /// The record.
    pub workspace: &'a Workspace,
    /// The target.
    pub indicator: &'a Indicator,
    /// The date on which it is judged.
    pub as_of: Date,
    /// Where it stands without a scenario.
    pub base: &'a Row,
    /// Where it stands under the scenario, if that moves it.
    pub moved: Option<&'a Row>,
    /// Where it stands under what the scenario assumes, without what it does, if it does both.
    pub assumed: Option<&'a Row>,
    /// The reader's language.
    pub lang: Lang,
}

impl Course<'_> {
    /// The chart.
    pub fn chart(&self) -> TargetChart {
        let question = question(
            self.workspace,
            self.indicator,
            self.as_of,
            Levers::default(),
        );
        let axis = Axis::of(&question, self.lang);
        let locale = locale_of(self.lang);
        let plan = question.plan;
        let actuals = self.actuals(&question, &axis);
        let from = actuals
            .iter()
            .rev()
            .find(|dot| dot.date <= self.as_of && !dot.provisional)
            .map(|dot| (dot.date, dot.value));
        let fans = |row: &Row| {
            row.forecast.as_ref().map_or_else(
                |_| Vec::new(),
                |forecast| fans::of(forecast.as_ref(), &axis, plan, from),
            )
        };
        let first_day = history::first_day(&question);
        let mut chart = TargetChart::empty(
            first_day,
            plan.end,
            axis.numbers(self.lang),
            periods(self.lang),
        );
        chart.expected = self.expected(&question, &axis);
        chart.projection = fans(self.base);
        chart.scenario = self.moved.map(fans).unwrap_or_default();
        chart.assumed = self
            .assumed
            .map(fans)
            .unwrap_or_default()
            .iter()
            .map(|fan| (fan.date, fan.p50))
            .collect();
        chart.history = history::of(&question, &axis);
        chart.target = self.target(&axis, locale);
        chart.actuals = actuals;
        chart.as_of = self.as_of.min(plan.end).max(plan.start);
        if self.indicator.kind != Kind::RankGain {
            let date = format_date(self.as_of, self.lang);
            chart.as_of_words = td_string!(locale, indicator.as_of, date = date);
        }
        chart.names.actual = String::from(match self.indicator.kind {
            Kind::RankGain => td_string!(locale, indicator.series_rank),
            _ => td_string!(locale, indicator.series_actual),
        });
        let estimate = chart.actuals.last().is_some_and(|last| last.provisional);
        chart.names.later = String::from(if estimate {
            td_string!(locale, indicator.series_estimate)
        } else {
            td_string!(locale, indicator.series_later)
        });
        chart.names.expected = String::from(td_string!(locale, indicator.series_expected));
        chart.names.projection = String::from(td_string!(locale, indicator.series_projection));
        chart.names.scenario = String::from(td_string!(locale, indicator.series_scenario));
        if self.workspace.kind == muctieu_core::workspace::WorkspaceKind::Illustration {
            // The mark is in Vietnamese whatever the language: it is read in the room.
            chart.watermark = Some(td_string!(Locale::vi, shell.watermark).to_owned());
        }
        chart.names.assumed = String::from(td_string!(locale, indicator.series_assumed));
        axis.dress(&mut chart);
        if !is_third(&chart) {
            chart.assumed.clear();
        }
        chart
    }

    /// The figures of this year, and the state at its start where there is one.
    fn actuals(&self, question: &Question<'_>, axis: &Axis) -> Vec<Dot> {
        let plan = question.plan;
        let ranks = self.indicator.kind == Kind::RankGain;
        let mut dots: Vec<Dot> = question
            .figures
            .iter()
            .filter(|figure| figure.year == plan.year() || ranks && figure.year < plan.year())
            .filter_map(|figure| {
                Some(Dot {
                    date: place(figure, plan, self.indicator.kind),
                    value: axis.figure(figure)?,
                    provisional: figure.measure == Measure::Estimate,
                })
            })
            .collect();
        sort_by_key(&mut dots, |dot| dot.date);
        let known = dots
            .iter()
            .any(|dot| dot.date <= self.as_of && !dot.provisional);
        if let Some(value) = axis.start.filter(|_| known) {
            let start = plus_days(plan.start, -1);
            dots.retain(|dot| dot.date > start);
            dots.insert(
                0,
                Dot {
                    date: start,
                    value,
                    provisional: false,
                },
            );
        }
        dots
    }

    /// The path that leads to the least value that meets the target.
    fn expected(&self, question: &Question<'_>, axis: &Axis) -> Vec<(Date, f64)> {
        let plan = question.plan;
        let least = self
            .indicator
            .target
            .least_met(self.indicator.decimals, self.indicator.direction);
        let Some(end) = axis.year(least.value()) else {
            return Vec::new();
        };
        let before = plus_days(plan.start, -1);
        if self.indicator.kind.accumulates() {
            let share = self.share(question);
            return std::iter::once((before, 0.0))
                .chain(
                    plan.reporting_ends()
                        .into_iter()
                        .map(|date| (date, share(date) * end)),
                )
                .collect();
        }
        match (self.indicator.kind, axis.start) {
            // Straight, where the way to go is known and not yet gone at the start.
            (Kind::Level | Kind::LevelChange, Some(start)) if !axis.met(least, start) => {
                vec![(before, start), (plan.end, end)]
            }
            (Kind::Completion, _) => vec![(before, 0.0), (plan.end, end)],
            _ => Vec::new(),
        }
    }

    /// The share of the year normally reached by a date: that of the forecast, or of the first method that has one,
    /// or of the drawn profile, or an even pace.
    fn share(&self, question: &Question<'_>) -> impl Fn(Date) -> f64 + use<> {
        let plan = question.plan;
        let shares = |forecast: &dyn Forecast| {
            plan.reporting_ends()
                .into_iter()
                .map(|date| Some((date, forecast.share_at(date)?)))
                .collect::<Option<Vec<_>>>()
        };
        let own = self
            .base
            .forecast
            .as_ref()
            .ok()
            .and_then(|forecast| shares(forecast.as_ref()));
        let known = own.or_else(|| {
            alternatives(question)
                .iter()
                .find_map(|(_, answer)| shares(answer.as_ref().ok()?.as_ref()))
        });
        let profile = question
            .assumptions
            .profile
            .as_ref()
            .map_or_else(Profile::even, |months| Profile::of_months(months, plan));
        move |date| {
            known
                .as_ref()
                .and_then(|known| known.iter().find(|(day, _)| *day == date))
                .map_or_else(|| profile.at_date(plan, date), |(_, share)| *share)
        }
    }

    fn target(&self, axis: &Axis, locale: Locale) -> Option<TargetLine> {
        let target = &self.indicator.target;
        let value = axis.year(target.value)?;
        let high = target.value_high.and_then(|high| axis.year(high));
        let own = target_in_words(self.indicator, self.lang);
        let words = if axis.is_own() {
            td_string!(locale, indicator.target_line, words = own)
        } else {
            // The resolution speaks of a change; the line lies at a count, a level or a rank.
            let at = match high {
                Some(high) => format!(
                    "{}–{}",
                    axis.told(value.min(high), self.lang),
                    axis.told(value.max(high), self.lang)
                ),
                None => axis.told(value, self.lang),
            };
            td_string!(locale, indicator.target_line_at, words = own, value = at)
        };
        let (value, high) = match high {
            Some(high) if high < value => (high, Some(value)),
            _ => (value, high),
        };
        Some(TargetLine { value, high, words })
    }
}

/// Whether the line of what is assumed is told apart from the base's and from the scenario's anywhere. Assumptions that
/// change only how wide a band is leave the median where it was.
fn is_third(chart: &TargetChart) -> bool {
    let differs = |fans: &[Fan]| {
        let mut pairs = chart.assumed.iter().zip(fans);
        chart.assumed.len() != fans.len()
            || pairs.any(|(point, fan)| chart.value_words(point.1) != chart.value_words(fan.p50))
    };
    !chart.assumed.is_empty() && differs(&chart.projection) && differs(&chart.scenario)
}

/// Where a figure stands: at its date; an estimate of a year that has a course stands at the year's end.
fn place(figure: &Figure, plan: PlanYear, kind: Kind) -> Date {
    match figure.measure {
        Measure::Estimate if kind != Kind::Annual => plan.end,
        Measure::Annual if kind != Kind::Annual => same_day(plan.end, figure.year - plan.year()),
        _ => figure.date,
    }
}

/// Writes the names of periods.
fn periods(lang: Lang) -> muctieu_chart::target_chart::DateWords {
    std::sync::Arc::new(move |date, period| {
        let locale = locale_of(lang);
        let month = i32::from(date.month());
        match period {
            Period::Month => lang.pick(
                format!("T{month}"),
                EN_MONTHS[usize::try_from(month - 1).unwrap_or(0).min(11)].to_owned(),
            ),
            Period::Quarter => td_string!(locale, indicator.quarter, number = (month - 1) / 3 + 1),
            Period::Half => td_string!(locale, indicator.half, number = (month - 1) / 6 + 1),
            Period::Year => format!("{}", date.year()),
        }
    })
}

/// Months in English, short.
const EN_MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A number of a chart.
fn number(value: f64, decimals: usize, lang: Lang) -> String {
    format_number(value, u8::try_from(decimals).unwrap_or(0), lang)
}
