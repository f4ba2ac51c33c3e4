//! Numbers as programs write them.

/// A number as programs write it, `-12.5` or `1e-7`: the nearest f64, and none beyond their range.
///
/// Read by what reads files, as the standard library's reading of numbers has tables of its own, 10 kB that do not
/// compress.
pub fn float(text: &str) -> Option<f64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if !digits.bytes().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let trimmed = digits.trim_start_matches('0').trim_end_matches('.');
    let zero = if trimmed.starts_with(|first: char| first.is_ascii_digit()) {
        ""
    } else if digits.starts_with(['0', '.']) {
        "0"
    } else {
        return None;
    };
    serde_json::from_str(&format!("{sign}{zero}{trimmed}")).ok()
}

#[cfg(test)]
mod tests {
    use super::float;

    #[test]
    fn floats_are_those_of_the_standard_library() {
        for text in [
            "0",
            "-0",
            "007",
            ".5",
            "0.5",
            "00.25",
            "12.",
            "1e3",
            "-1.5e-7",
            "+3",
            "0.1",
            "1e-400",
            "9007199254740993",
            "123456789012345678901234567890",
            "2.2250738585072011e-308",
            "4.9e-324",
            "1.7976931348623157e308",
            "",
            ".",
            "-",
            "x",
            "1x",
            "1,5",
        ] {
            let (ours, theirs) = (float(text), text.parse::<f64>().ok());
            assert_eq!(ours.map(f64::to_bits), theirs.map(f64::to_bits), "{text}");
        }
        assert_eq!(float("1e400"), None);
    }
}
