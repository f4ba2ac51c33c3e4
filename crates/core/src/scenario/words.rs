//! A change in plain words.

use super::Change;
use crate::indicator::Indicator;
use crate::lang::Lang;
use crate::letters::within_sentence;
use crate::lever::{LeverKind, lever_name, position_in_words};
use crate::number::{format_compact_trim, format_day, format_number};
use crate::workspace::Workspace;

impl Workspace {
    /// A change of one of its scenarios in plain words; nothing where what it moves is not in the workspace.
    pub fn change_in_words(&self, change: &Change, lang: Lang) -> Option<String> {
        let subject = change.lever.subject.as_str();
        if change.lever.kind == LeverKind::Driver {
            let driver = self.drivers.driver(subject)?;
            return Some(driver.in_words(change.value, lang));
        }
        Some(in_words(change, self.indicator(subject)?, lang))
    }
}

/// A change in plain words: "Thu ngân sách: nhịp độ phần còn lại ×1,25 từ 1/10".
pub fn in_words(change: &Change, indicator: &Indicator, lang: Lang) -> String {
    let kind = change.lever.kind;
    let mut text = format!(
        "{}: {} {}",
        indicator.title.get(lang),
        within_sentence(&lever_name(kind, indicator, lang)),
        position_in_words(kind, change.value, indicator, lang)
    );
    let detail = change.detail;
    let day = detail.from.map(|from| format_day(from, lang));
    match kind {
        LeverKind::Pace => {
            if let Some(day) = day {
                text += &lang.pick(format!(" từ {day}"), format!(" from {day}"));
            }
            if let Some(months) = detail.months.filter(|months| *months > 0.0) {
                let months = format_compact_trim(months, 1, lang);
                text += &lang.pick(
                    format!(", tăng dần trong {months} tháng"),
                    format!(", reached over {months} months"),
                );
            }
        }
        LeverKind::OneOff => {
            if let Some(range) = detail.range.filter(|range| *range > 0.0) {
                text.push_str(" ± ");
                text.push_str(&format_number(range, indicator.decimals, lang));
            }
            if let Some(day) = day {
                text += &lang.pick(format!(" vào {day}"), format!(" on {day}"));
            }
        }
        LeverKind::Delay => {
            let months = detail.months.unwrap_or(crate::lever::DELAY_MONTHS);
            let months = format_compact_trim(months, 1, lang);
            text += &lang.pick(
                format!(" của phần còn lại, chậm {months} tháng"),
                format!(" of the remainder, {months} months late"),
            );
        }
        _ => {}
    }
    text
}
