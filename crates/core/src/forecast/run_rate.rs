//! Run rate: the year goes on as it has begun, evenly by the day (F = τ).

use std::sync::Arc;

use super::flow::{FlowForecast, from_profile};
use super::{Forecast, Method, Profile, Question, Unusable};
use crate::indicator::Kind;
use crate::lang::Lang;

/// The method.
pub(super) struct RunRate;

impl Method for RunRate {
    fn id(&self) -> &'static str {
        "run-rate"
    }

    fn name(&self, lang: Lang) -> &'static str {
        lang.pick("Nhịp đều", "Run rate")
    }

    fn serves(&self, kind: Kind) -> bool {
        kind.accumulates()
    }

    fn forecast(&self, question: &Question<'_>) -> Result<Arc<dyn Forecast>, Unusable> {
        // Earlier years may tell how steady the flow is even where the user prefers an even pace to theirs.
        let past = Profile::of_past(question);
        from_profile(question, self.id(), reason, Profile::even(), 0, &past)
    }
}

fn reason(_: &FlowForecast, lang: Lang) -> String {
    lang.pick(
        "Chỉ có lũy kế của năm nay nên dự báo giả định nhịp đều theo ngày. Phần lớn chỉ tiêu loại này không đều trong năm: hãy coi đây là mốc tham khảo, và bổ sung số liệu các năm trước hoặc nhịp theo tháng nếu có.",
        "Only this year's cumulative figure is known, so the projection assumes an even pace by the day. Most indicators of this kind are not even over the year: take it as a rough guide, and add earlier years' figures or a monthly profile if you have them.",
    )
    .to_owned()
}
