//! Levels and shares done: a random walk with damped drift from the last figure, on the logit scale for
//! percentages and on the logarithmic scale for other positive levels.
//!
//! Source of the damped drift: Gardner & `McKenzie` (1985), Forecasting trends in time series, Management Science 31(10).

use std::sync::Arc;

use jiff::civil::Date;

use super::lines::of_year_end;
use super::{Forecast, Method, Question, Settled, Unusable};
use crate::assumption::LEVEL_SPREAD;
use crate::calendar::{PlanYear, days_between};
use crate::dist::Dist;
use crate::figure::Measure;
use crate::indicator::{Indicator, Kind};
use crate::lang::Lang;
use crate::lever::LeverKind;
use crate::math::normal::logit;
use crate::number::{format_date, format_number};

/// How much of a month's drift is kept in the next.
const DAMPING: f64 = 0.85;
/// Figures from which the drift and the spread are taken: the newest of two years, at most.
const WINDOW_DAYS: i32 = 731;
/// Fewer figures than this tell no spread.
const ENOUGH: usize = 5;
/// How near to 0 % and 100 % a level is taken to be: half of the usual reporting unit of 0.1, halved.
const EDGE: f64 = 0.025;

/// The method.
pub(super) struct LevelWalk;

impl Method for LevelWalk {
    fn id(&self) -> &'static str {
        "level-walk"
    }

    fn name(&self, lang: Lang) -> &'static str {
        lang.pick("Diễn biến mức", "Course of the level")
    }

    fn serves(&self, kind: Kind) -> bool {
        matches!(kind, Kind::Level | Kind::Completion)
    }

    fn forecast(&self, question: &Question<'_>) -> Result<Arc<dyn Forecast>, Unusable> {
        let mut walk = Walk::of(question)?;
        let complete = question.indicator.kind == Kind::Completion && walk.last >= 100.0 - EDGE;
        if complete {
            // A share done of what was assigned does not become undone.
            walk.done = true;
        }
        walk.lever = question.levers.level;
        let year = walk.at(question.plan.end);
        Ok(Arc::new(LevelForecast { walk, year }))
    }
}

/// A level on its way.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    plan: PlanYear,
    pub(super) last: f64,
    pub(super) date: Date,
    share: bool,
    drift: f64,
    spread: f64,
    spread_known: bool,
    count: usize,
    lever: Option<f64>,
    done: bool,
}

impl Walk {
    /// Reads the walk from the known levels.
    pub(super) fn of(question: &Question<'_>) -> Result<Self, Unusable> {
        let kind = question.indicator.kind;
        let levels: Vec<(Date, f64)> = question
            .known()
            .iter()
            .filter(|figure| match figure.measure {
                Measure::Level | Measure::Cumulative => true,
                // For a change of a level the year's value is the change, not a level.
                Measure::Annual => kind != Kind::LevelChange,
                _ => false,
            })
            .map(|figure| (figure.date, figure.value))
            .collect();
        let current = question
            .newest(&[Measure::Level, Measure::Cumulative])
            .ok_or(Unusable::NoFigure)?;
        let share = question.indicator.unit.vi.contains('%');
        let usable = |value: f64| is_usable(value, share, kind);
        if !usable(current.value) {
            return Err(Unusable::OutOfRange);
        }
        let recent: Vec<(f64, f64)> = levels
            .iter()
            .filter(|(date, value)| {
                *date <= current.date
                    && days_between(*date, current.date) <= WINDOW_DAYS
                    && usable(*value)
            })
            .map(|(date, value)| {
                (
                    f64::from(days_between(current.date, *date)) / 365.25,
                    to_line(*value, share),
                )
            })
            .collect();
        let (drift, spread) = drift_and_spread(&recent);
        Ok(Self {
            plan: question.plan,
            last: current.value,
            date: current.date,
            share,
            drift,
            spread: question
                .assumptions
                .spread
                .or(spread)
                .unwrap_or(LEVEL_SPREAD),
            spread_known: question.assumptions.spread.is_none() && spread.is_some(),
            count: recent.len(),
            lever: None,
            done: false,
        })
    }

    /// The level at the end of `date`.
    pub(super) fn at(&self, date: Date) -> Dist {
        let years = f64::from(days_between(self.date, date).max(0)) / 365.25;
        if years <= 0.0 || self.done {
            return Dist::Point(self.last);
        }
        let months = years * 12.0;
        let damped = DAMPING * (1.0 - libm::pow(DAMPING, months)) / (1.0 - DAMPING) / 12.0;
        let start = to_line(self.last, self.share);
        let mu = match self.lever {
            // On the way to the level that the scenario sets for the year's end.
            Some(end) => {
                let whole = f64::from(days_between(self.date, self.plan.end).max(1)) / 365.25;
                start + (to_line(end, self.share) - start) * (years / whole).min(1.0)
            }
            None => start + self.drift * damped,
        };
        let sd = share_spread(self.spread, years);
        if self.share {
            Dist::LogitNormal { mu, sd }
        } else {
            Dist::LogNormal { mu, sd }
        }
    }

    fn reason(&self, lang: Lang) -> String {
        let spread = if self.spread_known {
            lang.pick(
                "độ biến động tính từ chính các số liệu đó",
                "with the spread of these figures",
            )
        } else {
            lang.pick("độ biến động là giả định", "with an assumed spread")
        };
        if self.count < 2 {
            return lang.pick(
                format!("Mới có một số liệu: giả định giữ nguyên mức đó đến cuối năm, {spread}."),
                format!("Only one figure is known: the level is assumed to stay, {spread}."),
            );
        }
        lang.pick(
            format!(
                "Theo đà của {} số liệu gần đây, giảm dần về cuối năm, {spread}.",
                self.count
            ),
            format!(
                "By the drift of the {} newest figures, fading towards the year's end, {spread}.",
                self.count
            ),
        )
    }

    fn formula(&self, decimals: u8, unit: &str, lang: Lang) -> Vec<String> {
        let level = format!("{} {unit}", format_number(self.last, decimals, lang));
        let date = format_date(self.date, lang);
        let (drift, spread) = (
            format_number(self.drift, 3, lang),
            format_number(self.spread, 3, lang),
        );
        let scale = if self.share { "logit" } else { "log" };
        vec![
            lang.pick(format!("Mức gần nhất ({date}): {level}"), format!("Newest level ({date}): {level}")),
            lang.pick(
                format!("Trên thang {scale}: đà {drift}/năm (tắt dần {}/tháng), độ biến động {spread}·√năm", format_number(DAMPING, 2, lang)),
                format!("On the {scale} scale: drift {drift} a year (damped {} a month), spread {spread}·√years", format_number(DAMPING, 2, lang)),
            ),
        ]
    }
}

/// The drift per year between the first and the last level, and the spread of the steps around it.
fn drift_and_spread(levels: &[(f64, f64)]) -> (f64, Option<f64>) {
    let (Some(first), Some(last)) = (levels.first(), levels.last()) else {
        return (0.0, None);
    };
    let span = last.0 - first.0;
    if span <= 0.0 {
        return (0.0, None);
    }
    let drift = (last.1 - first.1) / span;
    let steps: Vec<f64> = levels
        .windows(2)
        .filter(|pair| pair[1].0 > pair[0].0)
        .map(|pair| {
            let time = pair[1].0 - pair[0].0;
            let step = pair[1].1 - pair[0].1 - drift * time;
            step * step / time
        })
        .collect();
    let spread = (steps.iter().sum::<f64>() / steps.len().saturating_sub(1).max(1) as f64).sqrt();
    (
        drift,
        (levels.len() >= ENOUGH && spread > 1e-6).then_some(spread),
    )
}

/// Whether a level can be put on the scale on which it walks.
pub(super) fn is_usable(value: f64, share: bool, kind: Kind) -> bool {
    // More can be done than was assigned; no level of a whole is above it.
    let top = if kind == Kind::Completion {
        f64::MAX
    } else {
        100.0
    };
    if share {
        (0.0..=top).contains(&value)
    } else {
        value > 0.0 && value.is_finite()
    }
}

/// The spread after `years` of a walk.
pub(super) fn share_spread(spread: f64, years: f64) -> f64 {
    spread * years.max(0.0).sqrt()
}

/// A percentage around `centre` with the spread `sd` on the logit scale.
pub(super) fn at_share(centre: f64, sd: f64) -> Dist {
    Dist::LogitNormal {
        mu: to_line(centre, true),
        sd,
    }
}

/// A level on the scale on which it walks.
pub(super) fn to_line(value: f64, share: bool) -> f64 {
    if share {
        logit(value.clamp(EDGE, 100.0 - EDGE) / 100.0)
    } else {
        libm::log(value.max(1e-9))
    }
}

#[derive(Debug)]
struct LevelForecast {
    walk: Walk,
    year: Dist,
}

impl Forecast for LevelForecast {
    fn method(&self) -> &'static str {
        "level-walk"
    }

    fn year(&self) -> &Dist {
        &self.year
    }

    fn at(&self, date: Date) -> Option<Dist> {
        (date >= self.walk.date).then(|| self.walk.at(date))
    }

    fn assumed(&self, kind: LeverKind) -> Option<f64> {
        (kind == LeverKind::Spread).then_some(self.walk.spread)
    }

    fn settled(&self) -> Option<Settled> {
        (self.walk.done || self.walk.date >= self.walk.plan.end).then_some(Settled::ByFigure)
    }

    fn reason(&self, lang: Lang) -> String {
        if self.walk.done {
            return lang
                .pick(
                    "Đã hoàn thành toàn bộ phần được giao.",
                    "All that was assigned is done.",
                )
                .to_owned();
        }
        self.walk.reason(lang)
    }

    fn formula(&self, indicator: &Indicator, lang: Lang) -> Vec<String> {
        let unit = indicator.unit.get(lang);
        let mut lines = self.walk.formula(indicator.decimals, unit, lang);
        lines.push(of_year_end(&self.year, indicator.decimals, unit, lang));
        lines
    }
}
