//! The fields that targets belong to, and finding an indicator by what a user types.

use muctieu_core::indicator::Indicator;
use muctieu_core::letters::plain;

use crate::i18n::{Locale, td_string};

/// The name of a field; a user's own is shown as it is.
pub fn group_name(group: &str, locale: Locale) -> String {
    match group {
        "economy" => td_string!(locale, shell.group_economy).to_owned(),
        "society" => td_string!(locale, shell.group_society).to_owned(),
        "governance" => td_string!(locale, shell.group_governance).to_owned(),
        "security" => td_string!(locale, shell.group_security).to_owned(),
        "party" => td_string!(locale, shell.group_party).to_owned(),
        other => other.to_owned(),
    }
}

/// Whether an indicator answers to a text: its number, name or words, without regard to case and diacritics.
pub fn matches(indicator: &Indicator, text: &str) -> bool {
    let title = &indicator.title;
    indicator.item.eq_ignore_ascii_case(text.trim())
        || answers([&title.vi, &title.en, &indicator.target.words], text)
}

/// Whether one of these names has the text in it, without regard to case and diacritics; every name has no text at all.
pub fn answers<'a>(names: impl IntoIterator<Item = &'a String>, text: &str) -> bool {
    let wanted = plain(text.trim());
    let mut names = names.into_iter();
    wanted.is_empty() || names.any(|name| plain(name).contains(&wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_without_its_diacritics() {
        assert_eq!(plain("Trồng rừng mới ĐẠT"), "trong rung moi dat");
        assert_eq!(plain("e\u{302}\u{301}"), "e");
    }
}
