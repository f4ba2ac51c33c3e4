//! The fall of a level over the year, in points: the level at the start − the level at the end, or a change that
//! the office itself states.

use std::sync::Arc;

use jiff::civil::Date;

use super::level::Walk;
use super::{Forecast, Method, Question, Settled, Unusable};
use crate::dist::Dist;
use crate::figure::Measure;
use crate::indicator::{Indicator, Kind};
use crate::lang::Lang;
use crate::number::{format_date, format_number};

/// The yearly spread of a stated change, in points, where no level tells it.
const CHANGE_SPREAD: f64 = 0.5;

/// The method.
pub(super) struct FallOfLevel;

impl Method for FallOfLevel {
    fn id(&self) -> &'static str {
        "level-fall"
    }

    fn name(&self, lang: Lang) -> &'static str {
        lang.pick(
            "Mức giảm so với đầu năm",
            "Fall since the start of the year",
        )
    }

    fn serves(&self, kind: Kind) -> bool {
        kind == Kind::LevelChange
    }

    fn forecast(&self, question: &Question<'_>) -> Result<Arc<dyn Forecast>, Unusable> {
        let plan = question.plan;
        let stated = question.newest(&[Measure::Change]);
        let levels = question.newest(&[Measure::Level]);
        if let Some(stated) =
            stated.filter(|stated| levels.is_none_or(|level| level.date <= stated.date))
        {
            let left = 1.0 - plan.elapsed(stated.date);
            let mean = question.levers.level.unwrap_or(stated.value);
            let year = if left <= 0.0 {
                Dist::Point(stated.value)
            } else {
                Dist::Normal {
                    mean,
                    sd: CHANGE_SPREAD * left.sqrt(),
                }
            };
            return Ok(Arc::new(Fall {
                start: None,
                date: stated.date,
                last: stated.value,
                walk: None,
                closed: left <= 0.0,
                year,
            }));
        }
        let walk = Walk::of(question)?;
        let start = question
            .known()
            .iter()
            .rev()
            .find(|figure| figure.date <= plan.start && figure.measure == Measure::Level)
            .map(|figure| figure.value)
            .or(question.indicator.baseline)
            .ok_or(Unusable::NoStart)?;
        let closed = walk.date >= plan.end;
        let base = fall(start, walk.at(plan.end));
        let year = match question.levers.level {
            // The scenario moves the middle of the projection and keeps its spread.
            Some(set) if !closed => Dist::Affine {
                add: set - base.median(),
                mul: 1.0,
                of: Box::new(base),
            },
            _ => base,
        };
        Ok(Arc::new(Fall {
            start: Some(start),
            date: walk.date,
            last: walk.last,
            walk: Some(walk),
            closed,
            year,
        }))
    }
}

fn fall(start: f64, level: Dist) -> Dist {
    Dist::Affine {
        of: Box::new(level),
        mul: -1.0,
        add: start,
    }
}

#[derive(Debug)]
struct Fall {
    start: Option<f64>,
    date: Date,
    last: f64,
    walk: Option<Walk>,
    closed: bool,
    year: Dist,
}

impl Forecast for Fall {
    fn method(&self) -> &'static str {
        "level-fall"
    }

    fn year(&self) -> &Dist {
        &self.year
    }

    fn at(&self, date: Date) -> Option<Dist> {
        let walk = self.walk.as_ref().filter(|walk| date >= walk.date)?;
        Some(walk.at(date))
    }

    fn settled(&self) -> Option<Settled> {
        self.closed.then_some(Settled::ByFigure)
    }

    fn reason(&self, lang: Lang) -> String {
        if self.start.is_some() {
            lang.pick(
                "Mức đầu năm trừ mức dự báo cuối năm; mức cuối năm theo đà của các số liệu gần đây.",
                "The level at the start of the year minus the projected level at its end, which follows the newest figures.",
            )
        } else {
            lang.pick(
                "Theo mức giảm mà cơ quan báo cáo; giả định giữ nguyên đến cuối năm, độ biến động là giả định.",
                "By the change that the office states, assumed to stay until the year's end with an assumed spread.",
            )
        }
        .to_owned()
    }

    fn formula(&self, indicator: &Indicator, lang: Lang) -> Vec<String> {
        let number = |value: f64| format_number(value, indicator.decimals, lang);
        let date = format_date(self.date, lang);
        let (last, median) = (number(self.last), number(self.year.median()));
        let unit = indicator.unit.get(lang);
        match self.start {
            Some(start) => {
                let (start, end) = (number(start), number(start - self.year.median()));
                vec![
                    lang.pick(
                        format!("Mức đầu năm {start}%; mức gần nhất ({date}) {last}%"),
                        format!("Start of the year {start}%; newest level ({date}) {last}%"),
                    ),
                    lang.pick(
                        format!("Mức giảm cả năm = {start} − {end} = {median} {unit}"),
                        format!("Fall over the year = {start} − {end} = {median} {unit}"),
                    ),
                ]
            }
            None => vec![lang.pick(
                format!("Mức giảm báo cáo ({date}): {last} {unit}"),
                format!("Stated change ({date}): {last} {unit}"),
            )],
        }
    }
}
