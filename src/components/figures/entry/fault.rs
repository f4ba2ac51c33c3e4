//! What is wrong with what is typed, in the user's words and under stable names.

use muctieu_core::check::Doubt;
use muctieu_core::lang::{Lang, Say};
use muctieu_core::number::{DateError, NumberError};

use super::Field;

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// The date is none.
    Date(DateError),
    /// The number is none, or could be two.
    Number(NumberError),
    /// One end of a range without the other.
    HalfRange,
    /// The ends do not hold the value between them.
    RangeOrder,
    /// More characters than are kept.
    Long(usize),
    /// The figure cannot be meant.
    Refused(Doubt),
}

impl Fault {
    /// The stable name, the value of `data-error`.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Date(_) => "date",
            Self::Number(NumberError::Empty) => "empty",
            Self::Number(NumberError::Ambiguous { .. }) => "ambiguous",
            Self::Number(NumberError::TooLong) | Self::Long(_) => "too-long",
            Self::Number(NumberError::TooLarge) => "too-large",
            Self::Number(_) => "not-a-number",
            Self::HalfRange | Self::RangeOrder => "range",
            Self::Refused(doubt) => doubt_id(doubt),
        }
    }
}

impl Say for Fault {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Date(error) => error.say(lang),
            Self::Number(error) => error.say(lang),
            Self::HalfRange => lang
                .pick(
                    "Khoảng ước cần cả số thấp và số cao; hoặc để trống cả hai.",
                    "A range needs both its low and its high end; or leave both empty.",
                )
                .to_owned(),
            Self::RangeOrder => lang
                .pick(
                    "Giá trị ước phải nằm giữa số thấp và số cao.",
                    "The estimate must lie between the low and the high end.",
                )
                .to_owned(),
            Self::Long(most) => lang.pick(
                format!("Nội dung quá dài; tối đa {most} ký tự."),
                format!("The text is too long; at most {most} characters."),
            ),
            Self::Refused(doubt) => doubt.say(lang),
        }
    }
}

/// What is wrong, by field, in the order of the form.
pub type Faults = Vec<(Field, Fault)>;

/// The stable name of a doubt, the value of `data-error` and `data-doubt`.
pub fn doubt_id(doubt: &Doubt) -> &'static str {
    match doubt {
        Doubt::OutsideYear { .. } => "outside-year",
        Doubt::Negative => "negative",
        Doubt::AboveWhole => "above-whole",
        Doubt::NotWhole => "not-whole",
        Doubt::NotARank => "not-a-rank",
        Doubt::SecondForDate { .. } => "second-for-date",
        Doubt::Falling { .. } => "falling",
        Doubt::UnitSlip { .. } => "unit-slip",
    }
}
