//! Seasonal profile: the mean of past years' cumulative shares, or a profile that the user has drawn.

use std::sync::Arc;

use super::flow::{FlowForecast, from_profile};
use super::{Forecast, Method, Profile, Question, Unusable};
use crate::indicator::Kind;
use crate::lang::Lang;

/// The method.
pub(super) struct Seasonal;

impl Method for Seasonal {
    fn id(&self) -> &'static str {
        "seasonal"
    }

    fn name(&self, lang: Lang) -> &'static str {
        lang.pick("Nhịp theo mùa", "Seasonal profile")
    }

    fn serves(&self, kind: Kind) -> bool {
        kind.accumulates()
    }

    fn forecast(&self, question: &Question<'_>) -> Result<Arc<dyn Forecast>, Unusable> {
        let past = Profile::of_past(question);
        if let Some(months) = &question.assumptions.profile {
            return from_profile(
                question,
                self.id(),
                drawn,
                Profile::of_months(months, question.plan),
                0,
                &past,
            );
        }
        if past.len() < 2 {
            return Err(Unusable::NoProfile);
        }
        let profiles: Vec<Profile> = past.iter().map(|(_, profile)| profile.clone()).collect();
        from_profile(
            question,
            self.id(),
            from_past,
            Profile::mean(&profiles),
            profiles.len(),
            &past,
        )
    }
}

fn drawn(_: &FlowForecast, lang: Lang) -> String {
    lang.pick(
        "Theo nhịp từng tháng do người dùng đặt cho chỉ tiêu này.",
        "By the monthly profile that the user has set for this indicator.",
    )
    .to_owned()
}

fn from_past(flow: &FlowForecast, lang: Lang) -> String {
    let years = flow
        .past_years
        .iter()
        .rev()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ");
    lang.pick(
        format!("Có diễn biến trong năm của các năm {years}: dự báo theo phần của cả năm mà các năm đó thường đạt đến cùng ngày."),
        format!("The course of {years} is known: the projection uses the share of the year that those years had normally reached by the same date."),
    )
}
