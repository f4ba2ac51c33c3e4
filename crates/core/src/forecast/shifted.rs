//! A forecast whose year is shifted by what moves elsewhere: a driver, or an indicator that this one hangs on.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Concentration, Forecast, Question, Required, Settled};
use crate::calendar::PlanYear;
use crate::dist::Dist;
use crate::indicator::Indicator;
use crate::lang::Lang;
use crate::lever::LeverKind;
use crate::math::normal::{expit, logit};
use crate::number::format_signed;

/// How near to 0 % and 100 % a shifted share is taken to be.
const EDGE: f64 = 1e-4;

#[derive(Debug)]
struct Shifted {
    of: Arc<dyn Forecast>,
    by: f64,
    plan: PlanYear,
    since: Date,
    year: Dist,
}

/// The forecast shifted by the question's levers; the same where nothing shifts it, or the year is settled.
pub(crate) fn shifted(question: &Question<'_>, of: Arc<dyn Forecast>) -> Arc<dyn Forecast> {
    let by = question.levers.shift;
    if by.abs() < 1e-12 || !by.is_finite() || of.settled().is_some() {
        return of;
    }
    let year = moved(of.year().clone(), by);
    Arc::new(Shifted {
        since: question
            .newest_within_year()
            .map_or(question.as_of, |figure| figure.date),
        of,
        by,
        plan: question.plan,
        year,
    })
}

/// A distribution moved by `by`; a share stays between 0 and 100 %.
fn moved(dist: Dist, by: f64) -> Dist {
    match dist {
        Dist::Point(value) => Dist::Point(value + by),
        Dist::Normal { mean, sd } => Dist::Normal {
            mean: mean + by,
            sd,
        },
        Dist::LogitNormal { mu, sd } => {
            let share = (expit(mu) + by / 100.0).clamp(EDGE, 1.0 - EDGE);
            Dist::LogitNormal {
                mu: logit(share),
                sd,
            }
        }
        other => Dist::Affine {
            of: Box::new(other),
            mul: 1.0,
            add: by,
        },
    }
}

impl Shifted {
    /// The part of the shift that has come by `date`: it builds up evenly from the newest figure to the year's end.
    fn part(&self, date: Date) -> f64 {
        let (start, now) = (self.plan.elapsed(self.since), self.plan.elapsed(date));
        if start < 1.0 {
            ((now - start) / (1.0 - start)).clamp(0.0, 1.0)
        } else {
            1.0
        }
    }
}

impl Forecast for Shifted {
    fn method(&self) -> &'static str {
        self.of.method()
    }

    fn year(&self) -> &Dist {
        &self.year
    }

    fn at(&self, date: Date) -> Option<Dist> {
        let by = self.by * self.part(date);
        self.of.at(date).map(|dist| moved(dist, by))
    }

    fn between(&self, from: Date, to: Date) -> Option<Dist> {
        let by = self.by * (self.part(to) - self.part(from));
        self.of.between(from, to).map(|dist| moved(dist, by))
    }

    fn share_at(&self, date: Date) -> Option<f64> {
        self.of.share_at(date)
    }

    fn expected_at(&self, date: Date, target: f64) -> Option<f64> {
        self.of.expected_at(date, target)
    }

    fn required(&self, target: f64) -> Option<Required> {
        self.of.required(target - self.by)
    }

    fn concentration(&self) -> Option<Concentration> {
        self.of.concentration()
    }

    fn assumed(&self, kind: LeverKind) -> Option<f64> {
        self.of.assumed(kind)
    }

    fn settled(&self) -> Option<Settled> {
        None
    }

    fn reason(&self, lang: Lang) -> String {
        self.of.reason(lang)
    }

    fn formula(&self, indicator: &Indicator, lang: Lang) -> Vec<String> {
        let mut lines = self.of.formula(indicator, lang);
        let by = format_signed(self.by, indicator.decimals.max(2), lang);
        let unit = indicator.unit.get(lang);
        lines.push(lang.pick(
            format!("Tác động qua liên kết: {by} {unit}"),
            format!("Effect of links: {by} {unit}"),
        ));
        lines
    }
}
