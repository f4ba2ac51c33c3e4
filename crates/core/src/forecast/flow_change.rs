//! A count told as its change in % on last year: the forecast of the count, held against last year's total.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Concentration, Forecast, Question, Required, Settled, Unusable};
use crate::dist::Dist;
use crate::indicator::Indicator;
use crate::lang::Lang;
use crate::lever::LeverKind;
use crate::number::{format_number, format_signed};

/// A forecast of a change in %.
#[derive(Debug)]
struct ChangeForecast {
    count: Arc<dyn Forecast>,
    last_year: f64,
    year: Dist,
}

/// Holds the forecast of a count against last year's total.
pub(super) fn of(
    question: &Question<'_>,
    count: Arc<dyn Forecast>,
) -> Result<Arc<dyn Forecast>, Unusable> {
    let last_year = question
        .total_of(question.plan.year() - 1)
        .filter(|total| *total > 0.0)
        .ok_or(Unusable::NoLastYear)?;
    let year = change_of(count.year().clone(), last_year);
    Ok(Arc::new(ChangeForecast {
        count,
        last_year,
        year,
    }))
}

/// A count as its change in % on `last_year`.
pub(super) fn change_of(count: Dist, last_year: f64) -> Dist {
    Dist::Affine {
        of: Box::new(count),
        mul: 100.0 / last_year,
        add: -100.0,
    }
}

impl ChangeForecast {
    /// The count that is a change of `target` % on last year.
    fn count_for(&self, target: f64) -> f64 {
        self.last_year * (1.0 + target / 100.0)
    }
}

impl Forecast for ChangeForecast {
    fn method(&self) -> &'static str {
        self.count.method()
    }

    fn year(&self) -> &Dist {
        &self.year
    }

    fn at(&self, date: Date) -> Option<Dist> {
        // Figures of such an indicator are counts, and so is the way to the year's end.
        self.count.at(date)
    }

    fn share_at(&self, date: Date) -> Option<f64> {
        self.count.share_at(date)
    }

    fn expected_at(&self, date: Date, target: f64) -> Option<f64> {
        self.count.expected_at(date, self.count_for(target))
    }

    fn required(&self, target: f64) -> Option<Required> {
        self.count.required(self.count_for(target))
    }

    fn concentration(&self) -> Option<Concentration> {
        self.count.concentration()
    }

    fn assumed(&self, kind: LeverKind) -> Option<f64> {
        self.count.assumed(kind)
    }

    fn settled(&self) -> Option<Settled> {
        self.count.settled()
    }

    fn reason(&self, lang: Lang) -> String {
        self.count.reason(lang)
    }

    fn formula(&self, indicator: &Indicator, lang: Lang) -> Vec<String> {
        let counted = Indicator {
            decimals: 0,
            unit: crate::indicator::Bilingual {
                vi: "vụ, người".into(),
                en: "cases".into(),
            },
            ..indicator.clone()
        };
        let mut lines = self.count.formula(&counted, lang);
        let last = format_number(self.last_year, 0, lang);
        let change = format_signed(self.year.median(), 1, lang);
        lines.push(lang.pick(
            format!("So với cả năm trước ({last}): {change}%"),
            format!("Against last year's total ({last}): {change}%"),
        ));
        lines
    }
}
