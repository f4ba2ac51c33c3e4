//! A choice of a method, and why, in words.

use super::{LEAST_ORIGINS, LEAST_YEARS};
use crate::forecast::method;
use crate::lang::{Lang, Say};
use crate::number::format_share;

/// Who or what chose a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The user.
    User,
    /// The back-test of the earlier years.
    Evidence,
    /// The order of preference: the earlier years do not say otherwise, or say too little.
    Order,
    /// The formula that the indicator follows by.
    Formula,
}

impl By {
    /// Its stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Evidence => "evidence",
            Self::Order => "order",
            Self::Formula => "formula",
        }
    }
}

/// A choice of a method, and why.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// The method chosen.
    pub method: &'static str,
    /// By whom or what.
    pub by: By,
    /// The comparison behind it: by evidence, the one that decided; by order, none.
    pub duel: Option<Duel>,
    /// Forecasts of the default that the earlier years could judge, and in how many years.
    pub judged: (usize, usize),
}

/// A comparison with the default at the origins where both have an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Duel {
    /// The method that the order prefers.
    pub default: &'static str,
    /// The other one.
    pub method: &'static str,
    /// Origins.
    pub origins: usize,
    /// Years that they lie in.
    pub years: usize,
    /// The default's mean absolute error, as a share of the total.
    pub default_error: f64,
    /// The other's.
    pub error: f64,
}

impl Say for Choice {
    fn say(&self, lang: Lang) -> String {
        match (self.by, self.duel) {
            (By::User, _) => lang.pick("Phương pháp do người dùng chọn.", "The method is the user's choice.").to_owned(),
            (By::Formula, _) => lang.pick("Chỉ tiêu này có công thức, và mọi giá trị trong công thức đều đã biết.", "This indicator has a formula, and all values in it are known.").to_owned(),
            (_, Some(duel)) => {
                let share = |error: f64| format_share(error, 1, lang);
                let (ours, theirs) = (share(duel.error), share(duel.default_error));
                let other = method(duel.default).map_or("", |method| method.name(lang));
                let Duel { origins, years, .. } = duel;
                lang.pick(
                    format!("Chọn theo kiểm nghiệm: qua {origins} lần dự báo lại {years} năm trước, sai số trung bình của tổng cả năm là {ours}, so với {theirs} của “{other}”."),
                    format!("Chosen by evidence: over {origins} forecasts of {years} earlier years the mean error of the year's total is {ours}, against {theirs} of “{other}”."),
                )
            }
            (_, None) => match self.judged {
                (origins, years) if origins >= LEAST_ORIGINS && years >= LEAST_YEARS => lang.pick(
                    format!("Chọn theo thứ tự ưu tiên: kiểm nghiệm {origins} lần trên {years} năm trước không thấy phương pháp nào tốt hơn hẳn."),
                    format!("Chosen by the order of preference: {origins} forecasts of {years} earlier years show no method that is clearly better."),
                ),
                _ => lang.pick(
                    "Chọn theo thứ tự ưu tiên: các năm trước chưa đủ để kiểm nghiệm.",
                    "Chosen by the order of preference: the earlier years are too few to judge by.",
                ).to_owned(),
            },
        }
    }
}
