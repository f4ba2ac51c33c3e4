//! What is written can be read again, in both languages, and nothing that is typed can do harm.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use jiff::civil::Date;
use muctieu_core::lang::{Lang, Say};
use muctieu_core::number::{
    NumberError, format_compact_trim, format_date, format_number, format_percent, format_range,
    format_share, format_signed, parse_date, parse_date_in_year, parse_number, round_to,
};
use proptest::prelude::*;

/// Reads what was written; where it could be two numbers, the usual reading of the language.
fn read_back(text: &str, lang: Lang) -> f64 {
    match parse_number(text, lang) {
        Ok(parsed) => parsed.value,
        Err(NumberError::Ambiguous {
            as_thousands,
            as_decimal,
            usually_thousands,
        }) => {
            if usually_thousands {
                as_thousands.value
            } else {
                as_decimal.value
            }
        }
        Err(error) => panic!("{text}: {error}"),
    }
}

fn lang() -> impl Strategy<Value = Lang> {
    prop_oneof![Just(Lang::Vi), Just(Lang::En)]
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases)
    }
}

proptest! {
    #![proptest_config(config(1000))]

    #[test]
    fn numbers_come_back(value in -1e12..1e12f64, scale in 0..12i32, decimals in 0..7u8, lang in lang()) {
        let value = value / libm::pow(10.0, f64::from(scale));
        let rounded = round_to(value, decimals).to_bits();
        for text in [
            format_number(value, decimals, lang),
            format_compact_trim(value, decimals, lang),
            format_percent(value, decimals, lang),
            format_signed(value, decimals, lang),
        ] {
            prop_assert_eq!(read_back(&text, lang).to_bits(), rounded, "{}", text);
        }
    }

    #[test]
    fn rounding_is_the_nearest_and_does_not_move_again(value in -1e9..1e9f64, decimals in 0..7u8) {
        let rounded = round_to(value, decimals);
        prop_assert!((rounded - value).abs() <= 0.5 / libm::pow(10.0, f64::from(decimals)) * (1.0 + 1e-6) + value.abs() * 1e-15);
        prop_assert_eq!(round_to(rounded, decimals).to_bits(), rounded.to_bits());
    }

    #[test]
    fn any_number_can_be_written(value in any::<f64>(), other in any::<f64>(), decimals in any::<u8>(), lang in lang()) {
        for text in [
            format_number(value, decimals, lang),
            format_share(value, decimals, lang),
            format_signed(value, decimals, lang),
            format_range(value, other, decimals, lang),
        ] {
            prop_assert!(!text.is_empty() && !text.contains("NaN") && !text.contains("inf"));
        }
    }

    #[test]
    fn any_text_can_be_read(text in any::<String>(), lang in lang()) {
        check_text(&text, lang)?;
    }

    #[test]
    fn any_text_of_digits_and_marks_can_be_read(text in "[-+−]?[ 0-9.,/%\u{a0}]{0,14}", lang in lang()) {
        check_text(&text, lang)?;
    }

    #[test]
    fn dates_come_back(year in 1900..=2200i16, day in 0..365i32, lang in lang()) {
        let date = Date::new(year, 1, 1).unwrap().checked_add(jiff::Span::new().days(day)).unwrap();
        prop_assert_eq!(parse_date(&format_date(date, lang)), Ok(date));
        prop_assert_eq!(parse_date(&date.to_string()), Ok(date));
        let short = format!("{}/{}", date.day(), date.month());
        prop_assert_eq!(parse_date_in_year(&short, year), Ok(date));
    }
}

/// Reading ends in a number within range or in an error that says something in both languages.
fn check_text(text: &str, lang: Lang) -> Result<(), TestCaseError> {
    match parse_number(text, lang) {
        Ok(parsed) => prop_assert!(parsed.value.abs() <= 1e15),
        Err(error) => check_sentences(&error)?,
    }
    for result in [parse_date(text), parse_date_in_year(text, 2024)] {
        if let Err(error) = result {
            check_sentences(&error)?;
        }
    }
    Ok(())
}

fn check_sentences(error: &impl Say) -> Result<(), TestCaseError> {
    for lang in [Lang::Vi, Lang::En] {
        let sentence = error.say(lang);
        prop_assert!(
            sentence.ends_with('.') && sentence.chars().count() < 140,
            "{}",
            sentence
        );
    }
    Ok(())
}
