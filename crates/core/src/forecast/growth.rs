//! Growth reported cumulatively by quarter: the year is the weighted mean of its quarters.
//!
//! `g_year` = Σ w·g. Reported cumulative growth fixes the quarters done; each remaining quarter is
//! Normal(reported cumulative growth, σ) unless a lever sets its centre, independently of the others.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Forecast, Method, Question, Required, Settled, Unusable};
use crate::assumption::GROWTH_SIGMA;
use crate::calendar::{PlanYear, days_between};
use crate::dist::Dist;
use crate::figure::Measure;
use crate::indicator::{Indicator, Kind};
use crate::lang::Lang;
use crate::lever::LeverKind;
use crate::number::{format_date, format_number, format_percent};

/// The method.
pub(super) struct RemainingQuarters;

impl Method for RemainingQuarters {
    fn id(&self) -> &'static str {
        "remaining-quarters"
    }

    fn name(&self, lang: Lang) -> &'static str {
        lang.pick("Các quý còn lại", "Remaining quarters")
    }

    fn serves(&self, kind: Kind) -> bool {
        kind == Kind::Growth
    }

    fn forecast(&self, question: &Question<'_>) -> Result<Arc<dyn Forecast>, Unusable> {
        let newest = question.newest(&[Measure::Cumulative]);
        let set = question.levers.growth;
        let (done, date) = match newest {
            Some(figure) => (Some(figure.value), figure.date),
            // Nothing reported: only a scenario that sets every quarter says something.
            None if set.iter().all(Option::is_some) => {
                (None, crate::calendar::plus_days(question.plan.start, -1))
            }
            None => return Err(Unusable::NoFigure),
        };
        let weights = question.assumptions.weights();
        let (sigma, sigma_years) = match (
            question.assumptions.sigma,
            past_sigma(question, date, &weights),
        ) {
            (Some(set), _) => (set, None),
            (None, Some((sigma, years))) => (sigma, Some(years)),
            (None, None) => (GROWTH_SIGMA, None),
        };
        let mut growth = GrowthForecast {
            plan: question.plan,
            done,
            date,
            weights,
            set,
            sigma,
            sigma_years,
            year: Dist::Point(0.0),
        };
        growth.year = growth.to(question.plan.end);
        Ok(Arc::new(growth))
    }
}

/// The spread of a remaining quarter's growth around the growth so far, from three earlier years or more: the root
/// mean square of what their remainders differed by, which the mean of several independent quarters would show too.
fn past_sigma(question: &Question<'_>, date: Date, weights: &[f64; 4]) -> Option<(f64, usize)> {
    let done = done_weight(question.plan, weights, date);
    if done <= 0.0 || done >= 1.0 {
        return None;
    }
    let mut squares = Vec::new();
    for years in 1..=12 {
        let year = question.plan.year() - years;
        let Some(total) = question.total_of(year) else {
            continue;
        };
        let same_date = crate::calendar::same_day(date, -years);
        let then = question.known().iter().find(|figure| {
            figure.year == year
                && figure.measure == Measure::Cumulative
                && days_between(figure.date, same_date).abs() <= 3
        });
        if let Some(then) = then {
            let rest = (total - done * then.value) / (1.0 - done);
            squares.push((rest - then.value) * (rest - then.value));
        }
    }
    let years = squares.len();
    let remainder = (squares.iter().sum::<f64>() / years.max(1) as f64).sqrt();
    let parts = (1u8..=4).zip(weights).map(|(quarter, weight)| {
        let part = weight * (1.0 - passed(question.plan, quarter, date));
        part * part
    });
    let sigma = remainder * (1.0 - done) / parts.sum::<f64>().sqrt();
    (years >= 3 && sigma > 0.0 && sigma.is_finite()).then_some((sigma, years))
}

/// How much of each quarter has passed at the end of `date`, 0 to 1.
pub(super) fn passed(plan: PlanYear, quarter: u8, date: Date) -> f64 {
    let before = if quarter == 1 {
        crate::calendar::plus_days(plan.start, -1)
    } else {
        plan.quarter_end(quarter - 1)
    };
    let length = f64::from(days_between(before, plan.quarter_end(quarter)).max(1));
    (f64::from(days_between(before, date)) / length).clamp(0.0, 1.0)
}

/// The weight of what has passed of the year at the end of `date`.
pub(super) fn done_weight(plan: PlanYear, weights: &[f64; 4], date: Date) -> f64 {
    (1u8..=4)
        .zip(weights)
        .map(|(quarter, weight)| weight * passed(plan, quarter, date))
        .sum()
}

#[derive(Debug)]
struct GrowthForecast {
    plan: PlanYear,
    done: Option<f64>,
    date: Date,
    weights: [f64; 4],
    set: [Option<f64>; 4],
    sigma: f64,
    sigma_years: Option<usize>,
    year: Dist,
}

impl GrowthForecast {
    /// The cumulative growth to the end of `until`.
    fn to(&self, until: Date) -> Dist {
        let so_far = self.done.unwrap_or(0.0);
        let mut weight = done_weight(self.plan, &self.weights, self.date);
        let mut sum = weight * so_far;
        let mut variance = 0.0;
        for (quarter, (share, set)) in (1u8..=4).zip(self.weights.iter().zip(self.set)) {
            let part = share
                * (passed(self.plan, quarter, until) - passed(self.plan, quarter, self.date))
                    .max(0.0);
            weight += part;
            sum += part * set.unwrap_or(so_far);
            variance += part * part * self.sigma * self.sigma;
        }
        if weight <= 0.0 {
            return Dist::Point(so_far);
        }
        Dist::Normal {
            mean: sum / weight,
            sd: variance.sqrt() / weight,
        }
    }

    fn closed(&self) -> bool {
        self.date >= self.plan.end
    }
}

impl Forecast for GrowthForecast {
    fn method(&self) -> &'static str {
        "remaining-quarters"
    }

    fn year(&self) -> &Dist {
        &self.year
    }

    fn at(&self, date: Date) -> Option<Dist> {
        (date >= self.date).then(|| self.to(date))
    }

    /// (T − `w_done`·`g_done`) ÷ `w_left`, also as a multiple of the growth so far.
    fn required(&self, target: f64) -> Option<Required> {
        let done = done_weight(self.plan, &self.weights, self.date);
        let so_far = self.done?;
        if done >= 1.0 - 1e-9 {
            return None;
        }
        let per_period = (target - done * so_far) / (1.0 - done);
        (so_far > 0.0).then_some(Required {
            multiple: per_period / so_far,
            per_period,
        })
    }

    fn assumed(&self, kind: LeverKind) -> Option<f64> {
        match kind {
            LeverKind::Sigma => Some(self.sigma),
            LeverKind::Weight(quarter) => {
                let weight = self.weights.get(usize::from(quarter.max(1) - 1));
                weight.map(|weight| weight * 100.0)
            }
            _ => None,
        }
    }

    fn settled(&self) -> Option<Settled> {
        self.closed().then_some(Settled::ByFigure)
    }

    fn reason(&self, lang: Lang) -> String {
        let spread = match self.sigma_years {
            Some(years) => lang.pick(
                format!("độ lệch tính từ {years} năm trước"),
                format!("with the spread of {years} earlier years"),
            ),
            None => lang.pick(
                format!(
                    "độ lệch giả định {} điểm mỗi quý",
                    format_number(self.sigma, 2, lang)
                ),
                format!(
                    "with an assumed spread of {} points a quarter",
                    format_number(self.sigma, 2, lang)
                ),
            ),
        };
        if self.done.is_none() {
            return lang
                .pick(
                    "Chưa có số liệu của năm: tăng trưởng cả bốn quý do kịch bản đặt.",
                    "No figure of the year is known: the scenario sets all four quarters.",
                )
                .to_owned();
        }
        lang.pick(
            format!("Tăng trưởng lũy kế đã báo cáo cố định các quý đã qua; các quý còn lại dao động quanh mức lũy kế, {spread}."),
            format!("The reported cumulative growth fixes the quarters done; the remaining ones vary around it, {spread}."),
        )
    }

    fn formula(&self, indicator: &Indicator, lang: Lang) -> Vec<String> {
        let number = |value: f64| format_number(value, indicator.decimals, lang);
        let done = done_weight(self.plan, &self.weights, self.date);
        let weight = |value: f64| format_percent(value * 100.0, 0, lang);
        let mut terms = Vec::new();
        if let Some(so_far) = self.done {
            terms.push(format!("{} × {}%", weight(done), number(so_far)));
        }
        for (quarter, (share, set)) in (1u8..=4).zip(self.weights.iter().zip(self.set)) {
            let part = share * (1.0 - passed(self.plan, quarter, self.date));
            if part > 1e-9 {
                terms.push(format!(
                    "{} × {}%",
                    weight(part),
                    number(set.or(self.done).unwrap_or(0.0))
                ));
            }
        }
        let year = number(self.year.median());
        let sum = terms.join(" + ");
        let mut lines = vec![lang.pick(
            format!("Cả năm = Σ w·g = {sum} = {year}%"),
            format!("Year = Σ w·g = {sum} = {year}%"),
        )];
        if let Some(required) = self.required(indicator.target.value) {
            let so_far = number(self.done.unwrap_or(0.0));
            let target = number(indicator.target.value);
            let need = number(required.per_period);
            let left = weight(1.0 - done);
            let date = format_date(self.date, lang);
            lines.push(lang.pick(
                format!("Cần ở phần còn lại (sau {date}): ({target} − {} × {so_far}) ÷ {left} = {need}%", weight(done)),
                format!("Needed of the remainder (after {date}): ({target} − {} × {so_far}) ÷ {left} = {need}%", weight(done)),
            ));
        }
        if let Dist::Normal { sd, .. } = self.year {
            let (sd, sigma) = (
                format_number(sd, 3, lang),
                format_number(self.sigma, 2, lang),
            );
            lines.push(lang.pick(
                format!("Độ lệch chuẩn cả năm: {sd} điểm (σ = {sigma} điểm mỗi quý)"),
                format!(
                    "Standard deviation of the year: {sd} points (σ = {sigma} points a quarter)"
                ),
            ));
        }
        lines
    }
}
