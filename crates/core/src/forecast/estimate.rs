//! The office's own estimate of the year ("ước thực hiện cả năm"), where it is newer than the last figure.

use std::sync::Arc;

use jiff::civil::Date;

use super::flow_change::change_of;
use super::growth::{done_weight, passed};
use super::level::{at_share, share_spread, to_line};
use super::remainder::{Remainder, Z90};
use super::{Forecast, Method, Profile, Question, Settled, Unusable};
use crate::assumption::{ESTIMATE_SPREAD, GROWTH_SIGMA, LEVEL_SPREAD};
use crate::calendar::plus_days;
use crate::dist::Dist;
use crate::figure::{Figure, Measure};
use crate::indicator::{Indicator, Kind};
use crate::lang::Lang;
use crate::number::{format_date, format_number};

/// The method.
pub(super) struct Estimate;

impl Method for Estimate {
    fn id(&self) -> &'static str {
        "estimate"
    }

    fn name(&self, lang: Lang) -> &'static str {
        lang.pick("Ước thực hiện cả năm", "Full-year estimate")
    }

    fn serves(&self, kind: Kind) -> bool {
        !matches!(kind, Kind::RankGain | Kind::AllOf)
    }

    fn forecast(&self, question: &Question<'_>) -> Result<Arc<dyn Forecast>, Unusable> {
        let figure = question.newest(&[Measure::Estimate]).ok_or_else(|| {
            // Without any figure of the year that is what is missing, not the estimate.
            if question.newest_within_year().is_some() {
                Unusable::NoNewEstimate
            } else {
                Unusable::NoFigure
            }
        })?;
        if question
            .newest_within_year()
            .is_some_and(|newer| newer.date > figure.date)
        {
            return Err(Unusable::NoNewEstimate);
        }
        let counted = if question.indicator.kind == Kind::FlowChange {
            Some(
                question
                    .total_of(question.plan.year() - 1)
                    .filter(|last| *last > 0.0)
                    .ok_or(Unusable::NoLastYear)?,
            )
        } else {
            None
        };
        let closed = question.as_of >= question.plan.end;
        let year = if closed {
            // What has happened is not moved by a lever any more.
            Dist::Point(figure.value)
        } else {
            let year = around(question, figure, centre(question, figure));
            year.plus_normal(Remainder::of(&question.levers).spread())
        };
        let year = match counted {
            Some(last) => change_of(year, last),
            None => year,
        };
        Ok(Arc::new(Estimated {
            value: figure.value,
            range: figure.range,
            date: figure.date,
            closed,
            counted,
            year,
        }))
    }
}

/// The estimate, with what the levers change of it.
fn centre(question: &Question<'_>, figure: &Figure) -> f64 {
    let (value, levers) = (figure.value, &question.levers);
    let reported = question.newest(&[Measure::Cumulative]);
    match question.indicator.kind {
        Kind::Flow | Kind::FlowCount | Kind::FlowChange => {
            // The pace multiplies what the estimate still expects; where nothing but the estimate is known, an even
            // pace up to its date tells how much that is.
            let (done, since) = reported.map_or_else(
                || (value * question.plan.elapsed(figure.date), figure.date),
                |f| (f.value, f.date),
            );
            let rest = (value - done).max(0.0);
            let (plan, even) = (question.plan, Profile::even());
            let factor = Remainder::of(levers).factor(&even, plan, since, plan.end);
            value + (factor - 1.0) * rest + levers.one_off()
        }
        Kind::Growth => {
            // A quarter that is set replaces what the estimate implies for it.
            let weights = question.assumptions.weights();
            let before = plus_days(question.plan.start, -1);
            let (date, so_far) = reported.map_or((before, 0.0), |f| (f.date, f.value));
            let done = done_weight(question.plan, &weights, date);
            if done >= 1.0 - 1e-9 {
                return value;
            }
            let implied = (value - done * so_far) / (1.0 - done);
            let quarters = (1u8..=4).zip(weights.iter().zip(levers.growth));
            let moved = quarters.map(|(quarter, (weight, set))| {
                let part = weight * (1.0 - passed(question.plan, quarter, date));
                set.map_or(0.0, |set| part * (set - implied))
            });
            value + moved.sum::<f64>()
        }
        _ => levers.level.unwrap_or(value),
    }
}

/// How far the year may still end from `centre`.
fn around(question: &Question<'_>, figure: &Figure, centre: f64) -> Dist {
    let indicator = question.indicator;
    let left = 1.0 - question.plan.elapsed(figure.date);
    let share = indicator.is_share();
    if let Some((low, high)) = figure.range {
        // Read as the 80 % band; for a share on the scale on which it cannot leave 0–100 %.
        return if share {
            let width = to_line(high, true) - to_line(low, true);
            at_share(centre, (width / (2.0 * Z90)).max(0.0))
        } else {
            Dist::Normal {
                mean: centre,
                sd: ((high - low) / (2.0 * Z90)).max(0.0),
            }
        };
    }
    if share {
        let spread = question.assumptions.spread.unwrap_or(LEVEL_SPREAD);
        return at_share(centre, share_spread(spread, left));
    }
    let sd = if indicator.kind == Kind::Growth {
        question.assumptions.sigma.unwrap_or(GROWTH_SIGMA) * left
    } else {
        ESTIMATE_SPREAD * centre.abs() * left
    };
    Dist::Normal { mean: centre, sd }
}

#[derive(Debug)]
struct Estimated {
    value: f64,
    range: Option<(f64, f64)>,
    date: Date,
    closed: bool,
    counted: Option<f64>,
    year: Dist,
}

impl Forecast for Estimated {
    fn method(&self) -> &'static str {
        "estimate"
    }

    fn year(&self) -> &Dist {
        &self.year
    }

    fn at(&self, _: Date) -> Option<Dist> {
        None
    }

    fn settled(&self) -> Option<Settled> {
        self.closed.then_some(Settled::ByEstimate)
    }

    fn reason(&self, lang: Lang) -> String {
        let date = format_date(self.date, lang);
        let spread = if self.closed {
            lang.pick(" Năm đã kết thúc nên coi ước thực hiện là kết quả cho đến khi có số chính thức.", " The year is over, so the estimate stands for the result until the final figure is known.")
        } else if self.range.is_some() {
            lang.pick(
                " Khoảng kèm theo ước được coi là khoảng 80%.",
                " The range given with it is read as an 80% band.",
            )
        } else {
            lang.pick(" Ước không kèm khoảng nên độ bất định là giả định, giảm dần đến cuối năm.", " No range is given with it, so its spread is assumed; it shrinks towards the year's end.")
        };
        lang.pick(
            format!("Có ước thực hiện cả năm (ngày {date}) mới hơn số liệu gần nhất.{spread}"),
            format!("The full-year estimate ({date}) is newer than the last figure.{spread}"),
        )
    }

    fn formula(&self, indicator: &Indicator, lang: Lang) -> Vec<String> {
        let decimals = if self.counted.is_some() {
            0
        } else {
            indicator.decimals
        };
        let value = format_number(self.value, decimals, lang);
        let unit = if self.counted.is_some() {
            ""
        } else {
            indicator.unit.get(lang)
        };
        let mut lines = vec![lang.pick(
            format!("Ước cả năm: {value} {unit}"),
            format!("Full-year estimate: {value} {unit}"),
        )];
        if !self.closed {
            let (low, high) = (self.year.quantile(0.1), self.year.quantile(0.9));
            let band = format!(
                "{} – {}",
                format_number(low, indicator.decimals, lang),
                format_number(high, indicator.decimals, lang)
            );
            lines.push(lang.pick(format!("Khoảng 80%: {band}"), format!("80% band: {band}")));
        }
        lines
    }
}
