//! The final figure of the year: where it is known there is nothing left to forecast.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Forecast, Method, Question, Settled, Unusable};
use crate::dist::Dist;
use crate::figure::Measure;
use crate::indicator::{Indicator, Kind};
use crate::lang::Lang;
use crate::number::{format_date, format_number, format_signed};

/// The method.
pub(super) struct Final;

impl Method for Final {
    fn id(&self) -> &'static str {
        "final"
    }

    fn name(&self, lang: Lang) -> &'static str {
        lang.pick("Số chính thức cả năm", "Final figure")
    }

    fn serves(&self, kind: Kind) -> bool {
        !matches!(kind, Kind::RankGain | Kind::AllOf)
    }

    fn forecast(&self, question: &Question<'_>) -> Result<Arc<dyn Forecast>, Unusable> {
        let figure = question
            .newest(&[Measure::Annual])
            .ok_or(Unusable::NotFinal)?;
        let (value, against) = if question.indicator.kind == Kind::FlowChange {
            let last = question
                .total_of(question.plan.year() - 1)
                .filter(|last| *last > 0.0)
                .ok_or(Unusable::NoLastYear)?;
            (
                (figure.value / last - 1.0) * 100.0,
                Some((figure.value, last)),
            )
        } else {
            (figure.value, None)
        };
        Ok(Arc::new(FinalFigure {
            date: figure.date,
            against,
            year: Dist::Point(value),
        }))
    }
}

#[derive(Debug)]
struct FinalFigure {
    date: Date,
    against: Option<(f64, f64)>,
    year: Dist,
}

impl Forecast for FinalFigure {
    fn method(&self) -> &'static str {
        "final"
    }

    fn year(&self) -> &Dist {
        &self.year
    }

    fn at(&self, _: Date) -> Option<Dist> {
        None
    }

    fn settled(&self) -> Option<Settled> {
        Some(Settled::ByFigure)
    }

    fn reason(&self, lang: Lang) -> String {
        lang.pick(
            "Đã có số liệu cả năm: kết quả lấy đúng số đó, không dự báo.",
            "The figure for the year is known: it is taken as it stands and nothing is projected.",
        )
        .to_owned()
    }

    fn formula(&self, indicator: &Indicator, lang: Lang) -> Vec<String> {
        let date = format_date(self.date, lang);
        if let Some((now, last)) = self.against {
            let (now, last) = (format_number(now, 0, lang), format_number(last, 0, lang));
            let change = format_signed(self.year.median(), indicator.decimals, lang);
            return vec![lang.pick(
                format!("Cả năm {now} so với năm trước {last}: {change}%"),
                format!("{now} in the year against {last} the year before: {change}%"),
            )];
        }
        let value = format!(
            "{} {}",
            format_number(self.year.median(), indicator.decimals, lang),
            indicator.unit.get(lang)
        );
        vec![lang.pick(
            format!("Số cả năm ({date}): {value}"),
            format!("Figure for the year ({date}): {value}"),
        )]
    }
}
