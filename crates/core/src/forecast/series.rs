//! The time-series methods: a technique of [`crate::series`] fitted to the indicator's regular history.
//!
//! Flows: the year is what is in and the sum of simulated paths of the periods that are left, each period 0 or more.
//! Levels: the technique works on the scale of the walk of a level (logit or logarithm), where the level at the year's
//! end is Normal with the closed-form spread.
//!
//! A path's error in a period is Normal with the spread of the fit's own errors, each fitted number (the season's
//! included) costing one of them, with a margin for the fitted numbers' own error; a flow's errors grow with its size.
//! What a flow's earlier years were off beyond that is an error that all periods left share (`series/fit.rs`).

use std::sync::{Arc, OnceLock};

use super::history::History;
use super::{Forecast, Method, Question, Unusable, flow_change, series_flow, series_level};
use crate::indicator::{Indicator, Kind};
use crate::lang::Lang;
use crate::memory::Key;
use crate::number::format_number;
use crate::order::sort_numbers;
use crate::series::{Fit, NoFit, Seasons, Shape, Technique, draws, fit};

/// Whether the values are percentages, which walk on the logit scale.
pub(super) fn is_percentage(indicator: &Indicator) -> bool {
    indicator.unit.vi.contains('%')
}

/// Simulated paths of a flow.
pub(super) const PATHS: u32 = 1_000;

/// A technique as a method.
pub(super) struct Series(pub Technique);

impl Method for Series {
    fn id(&self) -> &'static str {
        self.0.id()
    }

    fn name(&self, lang: Lang) -> &'static str {
        match self.0 {
            Technique::Ses => lang.pick(
                "San bằng mũ đơn (SES)",
                "Simple exponential smoothing (SES)",
            ),
            Technique::Holt => lang.pick("San bằng mũ có xu thế (Holt)", "Holt's linear trend"),
            Technique::DampedHolt => lang.pick("Holt có xu thế tắt dần", "Damped Holt trend"),
            Technique::Theta => lang.pick("Theta chuẩn", "Theta"),
            Technique::DynamicTheta => lang.pick("Theta động tối ưu", "Dynamic optimised Theta"),
            Technique::Comb => lang.pick(
                "Trung bình ba phép san bằng mũ (Comb)",
                "Mean of SES, Holt and damped Holt (Comb)",
            ),
            Technique::SeasonalNaive => lang.pick("Lặp lại năm trước", "Seasonal naive"),
        }
    }

    fn serves(&self, kind: Kind) -> bool {
        kind.accumulates() || matches!(kind, Kind::Level | Kind::Completion)
    }

    fn technique(&self) -> Option<Technique> {
        Some(self.0)
    }

    fn forecast(&self, question: &Question<'_>) -> Result<Arc<dyn Forecast>, Unusable> {
        if !question.indicator.kind.accumulates() {
            return series_level::forecast(self, question);
        }
        let flow = Arc::new(series_flow::SeriesFlow::of(self, question)?);
        if question.indicator.kind == Kind::FlowChange {
            return flow_change::of(question, flow);
        }
        Ok(flow)
    }
}

/// A technique fitted to a history, and what is simulated from it.
#[derive(Debug)]
pub(super) struct Fitted {
    pub history: History,
    pub fit: Fit,
    /// What the periods left are expected to bring, or the levels at their ends.
    pub ahead: Vec<f64>,
    key: u64,
    /// The simulated sums to the end of each period left, the least first; made when they are asked for.
    sums: Vec<OnceLock<Arc<[f64]>>>,
}

impl Fitted {
    /// The technique fitted to the question's history, or as it is remembered. `values` puts the history on the scale
    /// on which it is fitted.
    pub fn of(
        method: &Series,
        question: &Question<'_>,
        read: fn(&Question<'_>) -> Result<History, Unusable>,
        seasons: Seasons,
    ) -> Result<Arc<Self>, Unusable> {
        let make = || -> Result<Self, Unusable> {
            let history = read(question)?;
            let fit = fit(method.0, &history.values, history.period, seasons)?;
            let mut ahead = fit.ahead(history.left());
            if seasons == Seasons::Multiply {
                // What comes in is 0 at least.
                for value in &mut ahead {
                    *value = value.max(0.0);
                }
            }
            Ok(Self {
                sums: (0..history.left()).map(|_| OnceLock::new()).collect(),
                key: draws::key(question.indicator.id.as_str()),
                ahead,
                fit,
                history,
            })
        };
        match question.memory {
            Some(memory) => {
                let key = Key {
                    what: method.id(),
                    kind: question.indicator.kind,
                    plan: question.plan,
                    known: question.known().len(),
                    settings: [
                        question.baseline_bits(),
                        u64::from(is_percentage(question.indicator)),
                    ],
                };
                (*memory.recall(key, || Arc::new(make().map(Arc::new)))).clone()
            }
            None => make().map(Arc::new),
        }
    }

    /// The simulated sums of the next `periods` periods (at least one), the least first.
    pub fn sums(&self, periods: usize) -> Arc<[f64]> {
        let make = || {
            let mut shocks = vec![0.0; periods + 1];
            let mut out = vec![0.0; periods];
            let mut sums: Vec<f64> = (0..PATHS)
                .map(|path| {
                    for (step, shock) in (0u32..).zip(&mut shocks) {
                        *shock = draws::normal(self.key, path, step);
                    }
                    // The shock of all periods is the same however far the path goes.
                    shocks[periods] = draws::normal(self.key, path, u32::MAX);
                    self.fit.walk(&shocks, &mut out);
                    out.iter().map(|value| value.max(0.0)).sum()
                })
                .collect();
            sort_numbers(&mut sums);
            sums.into()
        };
        match periods.checked_sub(1).and_then(|at| self.sums.get(at)) {
            Some(slot) => slot.get_or_init(make).clone(),
            None => Arc::from([0.0]),
        }
    }

    /// The fitted numbers, in words; `spread` is told in the unit of the values.
    pub fn told(&self, decimals: u8, lang: Lang) -> Vec<String> {
        let number = |value: f64| format_number(value, 2, lang);
        let spread = |value: f64| format_number(value * self.fit.scale, decimals, lang);
        let season = match &self.fit.season {
            None if self.fit.technique == Technique::SeasonalNaive => String::new(),
            None => lang
                .pick(
                    "Không thấy mùa vụ rõ ở mức 90%; ",
                    "No season beyond chance at 90%; ",
                )
                .to_owned(),
            Some(season) if season.multiplies => lang
                .pick(
                    "Tách mùa vụ dạng nhân; ",
                    "A multiplicative season is taken off; ",
                )
                .to_owned(),
            Some(_) => lang
                .pick(
                    "Tách mùa vụ dạng cộng; ",
                    "An additive season is taken off; ",
                )
                .to_owned(),
        };
        let mut lines: Vec<String> = self
            .fit
            .lines
            .iter()
            .map(|line| {
                let sigma = spread(line.sigma);
                let fitted = match line.shape {
                    Shape::Smoothing { alpha, beta, phi } => {
                        let mut text = format!("α = {}", number(alpha));
                        if beta > 0.0 {
                            text = text + ", β = " + &number(beta);
                        }
                        if phi < 1.0 {
                            text = text + ", φ = " + &number(phi);
                        }
                        text
                    }
                    Shape::Theta { alpha, weight, .. } => {
                        format!(
                            "α = {}, θ = {}",
                            number(alpha),
                            number((1.0 / (1.0 - weight)).min(999.0))
                        )
                    }
                };
                lang.pick(
                    format!("{season}{fitted}, sai số σ = {sigma}"),
                    format!("{season}{fitted}, error σ = {sigma}"),
                )
            })
            .collect();
        if lines.is_empty() {
            let sigma = spread(self.fit.spread(1, false) / self.fit.scale);
            lines.push(lang.pick(
                format!("Mỗi kỳ bằng cùng kỳ năm trước, sai số σ = {sigma}"),
                format!("Each period as the same one last year, error σ = {sigma}"),
            ));
        }
        lines
    }

    /// Months or quarters, in words.
    pub fn periods(&self, lang: Lang) -> &'static str {
        if self.history.period == 12 {
            lang.pick("tháng", "monthly")
        } else {
            lang.pick("quý", "quarterly")
        }
    }
}

impl From<NoFit> for Unusable {
    fn from(why: NoFit) -> Self {
        match why {
            NoFit::Short => Self::ShortHistory,
            NoFit::NotFinite => Self::OutOfRange,
            NoFit::Constant => Self::NoSpread,
        }
    }
}
