//! A target as it stands beside a name: in the resolution's own words, which are Vietnamese, or by its numbers.

use super::{aim, with_unit};
use crate::indicator::{Indicator, Kind};
use crate::lang::Lang;
use crate::number::{format_compact_trim, format_range};
use crate::target::Comparator;

/// The target in the reader's language: in Vietnamese the resolution's own words, where there are any.
pub fn target_in_words(indicator: &Indicator, lang: Lang) -> String {
    match lang {
        Lang::Vi if indicator.target.words.is_empty() => aim(indicator, lang),
        Lang::Vi => indicator.target.words.clone(),
        Lang::En => target_gloss(indicator),
    }
}

/// The target in English, for those who cannot read the resolution's own words.
pub fn target_gloss(indicator: &Indicator) -> String {
    if indicator.kind == Kind::AllOf {
        return "each below last year".to_owned();
    }
    let lang = Lang::En;
    let goal = &indicator.target;
    let unit = indicator.unit.get(lang);
    let number = |value| format_compact_trim(value, indicator.decimals, lang);
    let value = with_unit(&number(goal.value), unit);
    let value = match indicator.kind {
        Kind::RankGain if (goal.value - 1.0).abs() < f64::EPSILON => "up 1 place".to_owned(),
        Kind::RankGain => format!("up {value}"),
        // "−5% or less" is what people call a fall.
        Kind::FlowChange if goal.value < 0.0 => {
            return format!("down {} or more", with_unit(&number(-goal.value), unit));
        }
        _ => value,
    };
    match goal.comparator {
        Comparator::Above => format!("above {value}"),
        Comparator::AtLeast => format!("{value} or more"),
        Comparator::Reach => value,
        Comparator::Below => format!("below {value}"),
        Comparator::AtMost => format!("{value} or less"),
        Comparator::Range => {
            let high = goal.value_high.unwrap_or(goal.value);
            with_unit(
                &format_range(goal.value, high, indicator.decimals, lang),
                unit,
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;

    #[test]
    fn targets_are_told_in_english() {
        let workspace = builtin::resolution().unwrap();
        let told = |id: &str| target_gloss(workspace.indicator(id).unwrap());
        assert_eq!(told("grdp-growth"), "above 8%");
        assert_eq!(told("afforestation"), "3,485 ha or more");
        assert_eq!(told("poverty-reduction"), "2–2.5 percentage points");
        assert_eq!(told("pci-rank"), "up 1 place or more");
        assert_eq!(told("social-order-crimes"), "down 5% or more");
    }

    #[test]
    fn what_was_typed_without_words_is_told_by_its_numbers() {
        let workspace = builtin::resolution().unwrap();
        let mut growth = workspace.indicator("grdp-growth").unwrap().clone();
        let told =
            |growth: &Indicator| [Lang::Vi, Lang::En].map(|lang| target_in_words(growth, lang));
        assert_eq!(told(&growth), ["đạt trên 8%", "above 8%"]);
        growth.target.words.clear();
        assert_eq!(told(&growth), ["đạt trên 8%", "above 8%"]);
    }
}
