//! Finding by words: without regard to case and, in Vietnamese, to marks, as people type in a hurry.

pub use muctieu_core::letters::plain;

/// Whether every word of a question occurs in a text that [`plain`] has made.
pub fn holds(text: &str, question: &str) -> bool {
    question.split_whitespace().all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_without_marks_and_in_any_order() {
        let text = plain("Trồng rừng mới, Điện lưới quốc gia");
        assert_eq!(text, "trong rung moi, dien luoi quoc gia");
        assert!(holds(&text, &plain("RỪNG trong")));
        assert!(holds(&text, &plain("điện")));
        assert!(holds(&text, ""));
        assert!(!holds(&text, &plain("rung vang")));
        assert_eq!(plain("o\u{302}\u{309}"), "o");
    }
}
