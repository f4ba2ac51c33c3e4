//! The stable name of a driver, made from its title.

use crate::letters::plain;

/// The most letters of a name that is made.
const LONGEST: usize = 40;

/// A name of small Latin letters, digits and hyphens for a title: "Giải ngân đầu tư công" is `giai-ngan-dau-tu-cong`.
/// Where that is taken, a number follows.
pub fn name_for(title: &str, taken: &dyn Fn(&str) -> bool) -> String {
    let mut name = String::new();
    for letter in plain(title).chars() {
        if letter.is_ascii_alphanumeric() {
            name.push(letter);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
        if name.len() >= LONGEST {
            break;
        }
    }
    let name = name.trim_end_matches('-');
    let name = if name.is_empty() { "yeu-to" } else { name };
    if !taken(name) {
        return name.to_owned();
    }
    let mut number = 2_u32;
    loop {
        let numbered = format!("{name}-{number}");
        if !taken(&numbered) {
            return numbered;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_title_in_plain_letters_and_never_one_that_is_taken() {
        let free = |_: &str| false;
        let cases = [
            ("Giải ngân đầu tư công", "giai-ngan-dau-tu-cong"),
            ("  Tín dụng (%), tháng 9 ", "tin-dung-thang-9"),
            ("信贷", "yeu-to"),
            ("", "yeu-to"),
        ];
        for (title, name) in cases {
            assert_eq!(name_for(title, &free), name, "{title}");
        }
        let taken = |name: &str| matches!(name, "tin-dung" | "tin-dung-2");
        assert_eq!(name_for("Tín dụng", &taken), "tin-dung-3");
        let long = name_for(&"rất dài ".repeat(40), &free);
        assert!(long.len() <= LONGEST && !long.ends_with('-'), "{long}");
    }
}
