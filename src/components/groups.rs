//! The fields that targets belong to, and finding an indicator by what a user types.

use muctieu_core::indicator::Indicator;

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
    let wanted = plain(text.trim());
    wanted.is_empty()
        || indicator.item.eq_ignore_ascii_case(text.trim())
        || [
            &indicator.title.vi,
            &indicator.title.en,
            &indicator.target.words,
        ]
        .iter()
        .any(|words| plain(words).contains(&wanted))
}

/// A text in lower case without Vietnamese diacritics: "Trồng rừng" is found by "trong rung".
pub fn plain(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .filter_map(base_letter)
        .collect()
}

fn base_letter(letter: char) -> Option<char> {
    Some(match letter {
        'à' | 'á' | 'ả' | 'ã' | 'ạ' | 'ă' | 'ằ' | 'ắ' | 'ẳ' | 'ẵ' | 'ặ' | 'â' | 'ầ' | 'ấ' | 'ẩ'
        | 'ẫ' | 'ậ' => 'a',
        'è' | 'é' | 'ẻ' | 'ẽ' | 'ẹ' | 'ê' | 'ề' | 'ế' | 'ể' | 'ễ' | 'ệ' => 'e',
        'ì' | 'í' | 'ỉ' | 'ĩ' | 'ị' => 'i',
        'ò' | 'ó' | 'ỏ' | 'õ' | 'ọ' | 'ô' | 'ồ' | 'ố' | 'ổ' | 'ỗ' | 'ộ' | 'ơ' | 'ờ' | 'ớ' | 'ở'
        | 'ỡ' | 'ợ' => 'o',
        'ù' | 'ú' | 'ủ' | 'ũ' | 'ụ' | 'ư' | 'ừ' | 'ứ' | 'ử' | 'ữ' | 'ự' => 'u',
        'ỳ' | 'ý' | 'ỷ' | 'ỹ' | 'ỵ' => 'y',
        'đ' => 'd',
        // Combining marks of decomposed text.
        '\u{300}'..='\u{36f}' => return None,
        other => other,
    })
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
