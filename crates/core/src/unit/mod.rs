//! Units as people write them: `tỷ đồng`, `triệu đồng/người`, `điểm %`, `million VND`.
//!
//! A unit is a number of base units: `tỷ đồng` is 10⁹ đồng, `%` is 0.01 of nothing. Words that are not known are base
//! units of their own, so that a province may count whatever it counts; the known English words stand for the same
//! units as the Vietnamese ones. What does not fit together is refused by its names.

mod dimension;
mod words;

pub use dimension::Dimension;

use crate::lang::{Lang, Say};
use crate::letters::lowercase;

/// The longest text that is read as a unit, in bytes.
const LONGEST: usize = 120;
/// The highest power in a unit.
const HIGHEST_POWER: i32 = 9;

/// A unit: how many base units, and of what.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// How many base units one of this is: 10⁹ for `tỷ đồng`, 0.01 for `%`.
    pub factor: f64,
    /// The base units that it is made of.
    pub dimension: Dimension,
}

/// Why a text is no unit, or two units do not go together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnitError {
    /// Longer than any unit.
    #[error("the unit is too long")]
    TooLong,
    /// Nothing stands on one side of a stroke, or a number is none that a unit can have.
    #[error("'{0}' is not a unit")]
    Unreadable(String),
    /// Two units of different things.
    #[error("'{left}' and '{right}' are not units of the same thing")]
    Mismatch {
        /// One.
        left: String,
        /// The other.
        right: String,
    },
}

impl Say for UnitError {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::TooLong => lang
                .pick("Đơn vị quá dài.", "The unit is too long.")
                .to_owned(),
            Self::Unreadable(text) => lang.pick(
                format!("“{text}” không đọc được thành đơn vị; ví dụ đúng: triệu đồng/người."),
                format!("“{text}” cannot be read as a unit; for example: million VND/person."),
            ),
            Self::Mismatch { left, right } => match lang {
                Lang::Vi => format!("Đơn vị “{left}” và “{right}” không khớp nhau."),
                Lang::En => {
                    let (left, right) = (in_words(left, lang), in_words(right, lang));
                    format!("The units “{left}” and “{right}” do not fit together.")
                }
            },
        }
    }
}

impl Unit {
    /// A plain number.
    pub fn one() -> Self {
        Self {
            factor: 1.0,
            dimension: Dimension::default(),
        }
    }

    /// Reads a unit; an empty text is a plain number.
    pub fn parse(text: &str) -> Result<Self, UnitError> {
        let text = text.trim();
        if text.len() > LONGEST {
            return Err(UnitError::TooLong);
        }
        let mut unit = Self::one();
        if text.is_empty() {
            return Ok(unit);
        }
        let refuse = || UnitError::Unreadable(text.to_owned());
        let plain = lowercase(text).replace(" per ", "/");
        for (at, side) in plain.split('/').enumerate() {
            let exponent = if at == 0 { 1 } else { -1 };
            for term in side.split(['·', '×', '*']) {
                let (factor, dimension) = words::term(term).ok_or_else(refuse)?;
                unit.factor *= if at == 0 { factor } else { 1.0 / factor };
                unit.dimension = unit.dimension.times(&dimension, exponent);
            }
        }
        let sound = unit.factor.is_finite() && unit.factor > 0.0;
        if sound { Ok(unit) } else { Err(refuse()) }
    }

    /// Whether both are units of the same thing, whatever their scales.
    pub fn fits(&self, other: &Self) -> bool {
        self.dimension == other.dimension
    }

    /// This times `other` to the power of `exponent` (1 or −1, say).
    #[must_use]
    pub fn times(&self, other: &Self, exponent: i32) -> Self {
        let scale = libm::pow(other.factor, f64::from(exponent));
        Self {
            factor: self.factor * scale,
            dimension: self.dimension.times(&other.dimension, exponent),
        }
    }
}

/// How many of `to` one of `from` is, or that they are units of different things.
pub fn convert(from: &str, to: &str) -> Result<f64, UnitError> {
    let (one, other) = (Unit::parse(from)?, Unit::parse(to)?);
    if one.fits(&other) {
        Ok(one.factor / other.factor)
    } else {
        Err(UnitError::Mismatch {
            left: from.to_owned(),
            right: to.to_owned(),
        })
    }
}

/// A unit in the words of a language; words that are not known stay as they are.
pub fn in_words(text: &str, lang: Lang) -> String {
    let sides = text.split('/').map(|side| {
        let terms = side.split(['·', '×', '*']);
        let terms = terms.map(|term| words::translated(term, lang));
        terms.collect::<Vec<_>>().join("·")
    });
    sides.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unit(text: &str) -> Unit {
        Unit::parse(text).unwrap()
    }

    #[test]
    fn scales_are_numbers_of_base_units() {
        assert!((convert("tỷ đồng", "triệu đồng").unwrap() - 1000.0).abs() < 1e-12);
        assert!((convert("nghìn tỷ đồng", "tỉ đồng").unwrap() - 1000.0).abs() < 1e-12);
        assert!((convert("nghìn người", "người").unwrap() - 1000.0).abs() < 1e-12);
        assert!((convert("%", "").unwrap() - 0.01).abs() < 1e-15);
        assert!((convert("điểm %", "%").unwrap() - 1.0).abs() < 1e-15);
        assert!((convert("vụ/100000 người", "vụ/người").unwrap() - 1e-5).abs() < 1e-18);
        assert_eq!(unit(""), Unit::one());
        assert_eq!(unit("lần"), Unit::one());
    }

    #[test]
    fn english_words_are_the_same_units() {
        for (vi, en) in [
            ("tỷ đồng", "billion VND"),
            ("triệu đồng", "million VND"),
            ("triệu đồng/người", "million VND per person"),
            ("nghìn người", "thousand people"),
            ("người", "persons"),
            ("điểm %", "percentage points"),
            ("hợp tác xã", "cooperatives"),
            ("%/tỷ đồng", "%/billion VND"),
        ] {
            assert_eq!(unit(vi), unit(en), "{vi}");
        }
        assert_eq!(in_words("triệu đồng/người", Lang::En), "million VND/people");
        assert_eq!(in_words("thousand people", Lang::Vi), "nghìn người");
        assert_eq!(in_words("con trâu", Lang::En), "con trâu");
    }

    #[test]
    fn an_unknown_word_is_a_unit_of_its_own() {
        assert!(unit("con trâu").fits(&unit("nghìn con trâu")));
        assert!(!unit("con trâu").fits(&unit("con bò")));
        assert!(!unit("người").fits(&unit("lao động")));
        assert_eq!(
            unit("ha·đồng/người^2").dimension,
            unit("đồng×ha/người/người").dimension
        );
    }

    #[test]
    fn units_that_do_not_fit_are_named_both() {
        let error = convert("tỷ đồng", "người").unwrap_err();
        let said = error.say(Lang::Vi);
        assert!(said.contains("tỷ đồng") && said.contains("người"), "{said}");
        let said = error.say(Lang::En);
        assert!(
            said.contains("billion VND") && said.contains("people"),
            "{said}"
        );
        for text in [
            "/",
            "đồng/",
            "1.000 người",
            "0 người",
            "người^0",
            "người^99",
        ] {
            assert!(Unit::parse(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in ".{0,140}") {
            if let Ok(unit) = Unit::parse(&text) {
                prop_assert!(unit.factor > 0.0 && unit.factor.is_finite());
                prop_assert!(unit.times(&unit, -1).dimension.is_none());
            }
            let _ = in_words(&text, Lang::En);
        }

        #[test]
        fn a_ratio_of_units_turns_round(
            a in "(nghìn |tỷ |)(đồng|người|ha|con trâu)(/người|)",
            b in "(nghìn |tỷ |)(đồng|người|ha|con trâu)(/người|)",
        ) {
            let (a, b) = (unit(&a), unit(&b));
            let there = a.times(&b, -1);
            let back = there.times(&b, 1);
            prop_assert!(back.fits(&a));
            prop_assert!((back.factor / a.factor - 1.0).abs() < 1e-12);
        }
    }
}
