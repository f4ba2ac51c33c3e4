//! The vertical axis of a chart: in what its values are, and how a year's value and a figure lie on it.
//!
//! For most kinds that is the target's own unit. A change in % is drawn as the count that it is a change of, the fall
//! of a level as the level, a gain of places as the rank, with the better ones higher.

use std::sync::Arc;

use muctieu_chart::target_chart::{Fan, NumberWords, TargetChart};
use muctieu_core::calendar::PlanYear;
use muctieu_core::dist::Dist;
use muctieu_core::figure::{Figure, Measure};
use muctieu_core::forecast::Question;
use muctieu_core::indicator::Kind;
use muctieu_core::lang::Lang;
use muctieu_core::target::Bound;

use super::number;
use crate::components::target::words::{figure_decimals, locale_of};
use crate::i18n::td_string;
use jiff::civil::Date;

/// What the axis measures.
#[derive(Clone, Copy, Debug, PartialEq)]
enum What {
    /// The year's value itself.
    Own,
    /// A count, of which the year's value is the change in %; nothing where last year's total is unknown.
    Count(Option<f64>),
    /// A level, of which the year's value is the fall since the start.
    LevelFrom(f64),
    /// A rank, of which the year's value is the gain on last year's; drawn upside down.
    Rank(Option<f64>),
}

/// The axis.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    what: What,
    kind: Kind,
    share: bool,
    decimals: u8,
    unit: String,
    /// The state at the start of the year, where one is known.
    pub start: Option<f64>,
}

impl Axis {
    /// The axis of an indicator.
    pub fn of(question: &Question<'_>, lang: Lang) -> Self {
        let indicator = question.indicator;
        let locale = locale_of(lang);
        let last = question.total_of(question.plan.year() - 1);
        let at_start = level_at_start(question);
        let what = match indicator.kind {
            Kind::FlowChange => What::Count(last.filter(|last| *last > 0.0)),
            Kind::LevelChange => at_start
                .filter(|_| {
                    let year = question.plan.year();
                    question
                        .figures
                        .iter()
                        .any(|figure| figure.year == year && figure.measure == Measure::Level)
                })
                .map_or(What::Own, What::LevelFrom),
            Kind::RankGain => What::Rank(
                question
                    .figures
                    .iter()
                    .rev()
                    .find(|figure| figure.year == question.plan.year() - 1)
                    .map(|figure| figure.value),
            ),
            _ => What::Own,
        };
        let unit = match what {
            What::Own => indicator.unit.get(lang).to_owned(),
            What::Count(_) => td_string!(locale, indicator.count_unit).to_owned(),
            What::LevelFrom(_) => td_string!(locale, indicator.level_unit).to_owned(),
            What::Rank(_) => td_string!(locale, indicator.rank_unit).to_owned(),
        };
        let start = match indicator.kind {
            Kind::Flow | Kind::FlowCount | Kind::FlowChange | Kind::Completion => Some(0.0),
            Kind::Level => at_start,
            Kind::LevelChange if what != What::Own => at_start,
            _ => None,
        };
        Self {
            what,
            kind: indicator.kind,
            share: indicator.is_share() || matches!(what, What::LevelFrom(_)),
            decimals: figure_decimals(indicator),
            unit,
            start,
        }
    }

    /// Whether the axis is in the target's own unit.
    pub fn is_own(&self) -> bool {
        self.what == What::Own
    }

    /// The year's value as `add + mul · value` on the axis.
    fn line(&self) -> Option<(f64, f64)> {
        match self.what {
            What::Own => Some((0.0, 1.0)),
            What::Count(last) => last.map(|last| (last, last / 100.0)),
            What::LevelFrom(start) => Some((start, -1.0)),
            What::Rank(before) => before.map(|before| (-before, 1.0)),
        }
    }

    /// Where a year's value lies.
    pub fn year(&self, value: f64) -> Option<f64> {
        self.line().map(|(add, mul)| add + mul * value)
    }

    /// Where a figure lies, if it can be drawn on this axis.
    pub fn figure(&self, figure: &Figure) -> Option<f64> {
        match (self.what, figure.measure) {
            (What::Rank(_), Measure::Rank) => Some(-figure.value),
            (What::Rank(_), _) => None,
            (What::LevelFrom(_), Measure::Level) => Some(figure.value),
            (What::LevelFrom(start), _) => Some(start - figure.value),
            // A stated fall and the level that falls do not share an axis.
            (What::Own, Measure::Level) if self.kind == Kind::LevelChange => None,
            _ => Some(figure.value),
        }
    }

    /// Whether a state meets the target.
    pub fn met(&self, least: Bound, state: f64) -> bool {
        match self.what {
            What::LevelFrom(start) => least.admits(start - state),
            _ => least.admits(state),
        }
    }

    /// The distribution of a year's value, as a fan.
    pub fn year_fan(&self, date: Date, year: &Dist) -> Option<Fan> {
        let (add, mul) = self.line()?;
        let at = |p: f64| add + mul * year.quantile(if mul < 0.0 { 1.0 - p } else { p });
        Some(fan(date, at))
    }

    /// The distribution of a figure still to come, as a fan.
    pub fn figure_fan(date: Date, figure: &Dist) -> Fan {
        fan(date, |p| figure.quantile(p))
    }

    /// The dates at which a projection is drawn.
    pub fn stops(&self, plan: PlanYear) -> Vec<Date> {
        if self.kind == Kind::Growth {
            (1..=4).map(|quarter| plan.quarter_end(quarter)).collect()
        } else {
            plan.reporting_ends().to_vec()
        }
    }

    /// A value of the axis in words.
    pub fn told(&self, value: f64, lang: Lang) -> String {
        (self.numbers(lang))(value, usize::from(self.decimals))
    }

    /// Writes the numbers of the axis.
    pub fn numbers(&self, lang: Lang) -> NumberWords {
        let upside_down = matches!(self.what, What::Rank(_));
        Arc::new(move |value, decimals| {
            number(
                if upside_down { value.abs() } else { value },
                decimals,
                lang,
            )
        })
    }

    /// Gives a chart its unit and its bounds.
    pub fn dress(&self, chart: &mut TargetChart) {
        let rank = matches!(self.what, What::Rank(_));
        chart.unit.clone_from(&self.unit);
        chart.decimals = usize::from(self.decimals);
        chart.whole = self.kind.counts() || rank;
        chart.from_zero = self.kind.accumulates() || self.kind == Kind::Completion;
        chart.floor = (!rank && self.kind != Kind::Growth).then_some(0.0);
        chart.ceiling = if rank {
            Some(-1.0)
        } else {
            self.share.then_some(100.0)
        };
    }
}

fn fan(date: Date, at: impl Fn(f64) -> f64) -> Fan {
    Fan {
        date,
        p2_5: at(0.025),
        p10: at(0.1),
        p50: at(0.5),
        p90: at(0.9),
        p97_5: at(0.975),
    }
}

/// The level at the start of the year: the newest one before it.
fn level_at_start(question: &Question<'_>) -> Option<f64> {
    question
        .figures
        .iter()
        .rev()
        .find(|figure| {
            figure.date <= question.plan.start
                && matches!(figure.measure, Measure::Level | Measure::Annual)
        })
        .map(|figure| figure.value)
}
