//! The script that wasm-bindgen writes, made smaller: short names for what the program imports from it, and no comments.

use std::collections::HashMap;

/// Short names for these: none of them, nor of what the script already says.
pub fn short<'a>(names: impl Iterator<Item = &'a str>, glue: &str) -> HashMap<&'a str, String> {
    let taken: std::collections::HashSet<&str> = words(glue)
        .filter(|(is_name, _)| *is_name)
        .map(|(_, word)| word)
        .collect();
    let mut free = (0_u32..)
        .map(|number| format!("_{number:x}"))
        .filter(|name| !taken.contains(name.as_str()));
    let mut short = HashMap::new();
    for name in names {
        if !short.contains_key(name)
            && let Some(new) = free.next()
        {
            short.insert(name, new);
        }
    }
    short
}

/// The script with other names.
pub fn renamed(glue: &str, names: &HashMap<&str, String>) -> String {
    words(glue)
        .map(|(is_name, word)| match names.get(word) {
            Some(new) if is_name => new,
            _ => word,
        })
        .collect()
}

/// The script without comments that fill lines, and without the space at the beginning of lines. A script in which a
/// text reaches over several lines stays as it is.
pub fn squeezed(glue: &str) -> String {
    if glue.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return glue.to_owned();
    }
    let mut out = String::with_capacity(glue.len());
    let mut in_comment = false;
    for line in glue.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        if in_comment {
            in_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// The names in a script, and what lies between them.
fn words(glue: &str) -> impl Iterator<Item = (bool, &str)> {
    let in_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
    let mut rest = glue;
    std::iter::from_fn(move || {
        let is_name = in_name(rest.chars().next()?);
        let end = rest
            .find(|letter| in_name(letter) != is_name)
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        Some((is_name, word))
    })
}

#[cfg(test)]
mod tests {
    use super::{renamed, short, squeezed};

    const GLUE: &str = "/**\n * @returns {number}\n */\nfunction _0() {\n    // why\n    return { __wbg_a_1: 'a', __wbg_a_12: `b` };\n}\n";

    #[test]
    fn names_become_short_and_new() {
        let names = ["__wbg_a_1", "__wbg_a_12", "__wbg_a_1"];
        let short = short(names.into_iter(), GLUE);
        assert_eq!(short.len(), 2);
        assert_eq!(short["__wbg_a_1"], "_1", "_0 is taken");
        assert!(renamed(GLUE, &short).contains("{ _1: 'a', _2: `b` }"));
    }

    #[test]
    fn comments_and_space_at_the_beginning_of_lines_go() {
        assert_eq!(
            squeezed(GLUE),
            "function _0() {\nreturn { __wbg_a_1: 'a', __wbg_a_12: `b` };\n}\n"
        );
        let long = "let a = `\n    // b\n`;\n";
        assert_eq!(squeezed(long), long);
    }
}
