//! Same period: the year's total grows on last year's as the cumulative figure does.
//! Year = Y × (last year's total ÷ last year's cumulative at the same date).

use std::sync::Arc;

use super::flow::{FlowForecast, from_profile};
use super::{Forecast, Method, Profile, Question, Unusable};
use crate::indicator::Kind;
use crate::lang::Lang;

/// The method.
pub(super) struct SamePeriod;

impl Method for SamePeriod {
    fn id(&self) -> &'static str {
        "same-period"
    }

    fn name(&self, lang: Lang) -> &'static str {
        lang.pick("So cùng kỳ", "Same period")
    }

    fn serves(&self, kind: Kind) -> bool {
        kind.accumulates()
    }

    fn forecast(&self, question: &Question<'_>) -> Result<Arc<dyn Forecast>, Unusable> {
        let year = question.plan.year() - 1;
        let profile = Profile::of_year(question, year).ok_or(Unusable::NoLastYear)?;
        from_profile(
            question,
            self.id(),
            reason,
            profile.clone(),
            1,
            &[(year, profile)],
        )
    }
}

fn reason(flow: &FlowForecast, lang: Lang) -> String {
    let year = flow.past_years.first().copied().unwrap_or_default();
    lang.pick(
        format!("Biết số trong năm và cả năm {year}: dự báo lấy số năm nay nhân với tỷ lệ cả năm trên cùng kỳ của năm {year} (nội suy giữa các ngày có số liệu)."),
        format!("Figures within {year} and its total are known: this year's figure is multiplied by {year}'s ratio of the year to the same period (interpolated between reported dates)."),
    )
}
