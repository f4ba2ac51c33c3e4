//! What a scenario supposes where nothing is known: the value is the user's, and is called so.

use std::sync::Arc;

use jiff::civil::Date;

use super::flow_change::change_of;
use super::level::{at_share, share_spread};
use super::remainder::Remainder;
use super::{Forecast, Method, Question, Unusable};
use crate::assumption::LEVEL_SPREAD;
use crate::dist::Dist;
use crate::figure::Measure;
use crate::indicator::{Indicator, Kind};
use crate::lang::Lang;
use crate::number::format_number;

/// The method's name.
pub(super) const ID: &str = "supposed";

/// The method.
pub(super) struct Supposed;

impl Method for Supposed {
    fn id(&self) -> &'static str {
        ID
    }

    fn name(&self, lang: Lang) -> &'static str {
        lang.pick("Giả định của kịch bản", "Supposed by the scenario")
    }

    fn serves(&self, kind: Kind) -> bool {
        !matches!(kind, Kind::RankGain | Kind::Growth | Kind::AllOf)
    }

    fn forecast(&self, question: &Question<'_>) -> Result<Arc<dyn Forecast>, Unusable> {
        let indicator = question.indicator;
        let year = if indicator.kind.accumulates() {
            let add = question.levers.one_off.ok_or(Unusable::NoFigure)?;
            let done = question
                .newest(&[Measure::Cumulative])
                .map_or(0.0, |figure| figure.value);
            let spread = Remainder::of(&question.levers).spread();
            let total = Dist::Point(done + add).plus_normal(spread);
            if indicator.kind == Kind::FlowChange {
                let last = question
                    .total_of(question.plan.year() - 1)
                    .filter(|last| *last > 0.0)
                    .ok_or(Unusable::NoLastYear)?;
                change_of(total, last)
            } else {
                total
            }
        } else {
            let set = question.levers.level.ok_or(Unusable::NoFigure)?;
            if indicator.is_share() && indicator.kind != Kind::Annual {
                let left = 1.0 - question.plan.elapsed(question.as_of);
                at_share(
                    set,
                    share_spread(question.assumptions.spread.unwrap_or(LEVEL_SPREAD), left),
                )
            } else {
                Dist::Point(set)
            }
        };
        Ok(Arc::new(Supposition { year }))
    }
}

#[derive(Debug)]
struct Supposition {
    year: Dist,
}

impl Forecast for Supposition {
    fn method(&self) -> &'static str {
        ID
    }

    fn year(&self) -> &Dist {
        &self.year
    }

    fn at(&self, _: Date) -> Option<Dist> {
        None
    }

    fn reason(&self, lang: Lang) -> String {
        lang.pick(
            "Chưa có số liệu báo cáo: giá trị là giả định của kịch bản, không phải dự báo.",
            "No figure has been reported: the value is the scenario's supposition, not a projection.",
        )
        .to_owned()
    }

    fn formula(&self, indicator: &Indicator, lang: Lang) -> Vec<String> {
        let value = format!(
            "{} {}",
            format_number(self.year.median(), indicator.decimals, lang),
            indicator.unit.get(lang)
        );
        vec![lang.pick(format!("Giả định: {value}"), format!("Supposed: {value}"))]
    }
}
