//! Letters without case and marks, of the two languages of the page.
//!
//! The standard library's tables cover every script of the world and weigh 10 kB; of other scripts these leave the case
//! as it is.

/// A letter in lower case: ASCII, Latin-1, Latin Extended-A and all of Vietnamese.
pub fn lower(letter: char) -> char {
    let next = || char::from_u32(u32::from(letter) + 1).unwrap_or(letter);
    match letter {
        'A'..='Z' => letter.to_ascii_lowercase(),
        'À'..='Þ' if letter != '×' => char::from_u32(u32::from(letter) + 32).unwrap_or(letter),
        'Ơ' | 'Ư' => next(),
        // Pairs with the capital on an even place.
        'Ā'..='ķ' | 'Ŋ'..='ŷ' | '\u{1e00}'..='\u{1e95}' | 'Ạ'..='ỹ'
            if u32::from(letter) % 2 == 0 =>
        {
            next()
        }
        // And on an odd one.
        'Ĺ'..='ň' | 'Ź'..='ž' if u32::from(letter) % 2 == 1 => next(),
        _ => letter,
    }
}

/// A text in lower case.
pub fn lowercase(text: &str) -> String {
    text.chars().map(lower).collect()
}

/// A text that goes on within a sentence: its first letter small, all others as they are ("Tăng trưởng quý IV").
pub fn within_sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(lower)
        .into_iter()
        .chain(letters)
        .collect()
}

/// A text without case and marks, for finding by what keyboards give: "Trồng rừng" is "trong rung".
pub fn plain(text: &str) -> String {
    text.chars()
        .map(lower)
        .filter(|letter| !('\u{300}'..='\u{36f}').contains(letter))
        .map(base)
        .collect()
}

/// The Latin letter under a Vietnamese one.
fn base(letter: char) -> char {
    const UNDER: [(char, &str); 7] = [
        ('a', "àáảãạăằắẳẵặâầấẩẫậ"),
        ('e', "èéẻẽẹêềếểễệ"),
        ('i', "ìíỉĩị"),
        ('o', "òóỏõọôồốổỗộơờớởỡợ"),
        ('u', "ùúủũụưừứửữự"),
        ('y', "ỳýỷỹỵ"),
        ('d', "đ"),
    ];
    if letter.is_ascii() {
        return letter;
    }
    UNDER
        .iter()
        .find(|(_, marked)| marked.contains(letter))
        .map_or(letter, |(plain, _)| *plain)
}

#[cfg(test)]
mod tests {
    use super::{lower, lowercase, plain};

    #[test]
    fn lower_case_is_that_of_unicode_in_both_languages() {
        for letter in ('\0'..'\u{180}')
            .chain('\u{1a0}'..='\u{1b0}')
            .chain('\u{1ea0}'..='\u{1ef9}')
        {
            // İ becomes two letters, Ÿ one of Latin-1, and the African letters between ơ and ư are of no concern.
            if matches!(letter, 'İ' | 'Ÿ' | 'ı' | 'ĸ' | 'ŉ')
                || matches!(letter, '\u{1a2}'..='\u{1ae}')
            {
                continue;
            }
            assert_eq!(
                Some(lower(letter)),
                letter.to_lowercase().next(),
                "{letter}"
            );
        }
        assert_eq!(lowercase("NGÀY Ể Đạt"), "ngày ể đạt");
    }

    #[test]
    fn nothing_is_left_of_marks() {
        assert_eq!(plain("Trồng rừng mới ĐẠT"), "trong rung moi dat");
        assert_eq!(plain("e\u{302}\u{301}"), "e");
        assert_eq!(plain("GRDP/người"), "grdp/nguoi");
    }
}
