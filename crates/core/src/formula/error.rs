//! Why a text is no formula, or a formula makes no sense.

use crate::lang::{Lang, Say};
use crate::unit::Dimension;

/// Where a formula is wrong, and in what.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {fault}")]
pub struct FormulaError {
    /// The character, from 1.
    pub column: usize,
    /// What is wrong there.
    pub fault: FormulaFault,
}

/// What is wrong in a formula.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormulaFault {
    /// Longer than a formula may be.
    #[error("too long")]
    TooLong,
    /// More parentheses in each other than a formula may have.
    #[error("too deep")]
    TooDeep,
    /// It ends where a value is due.
    #[error("the formula ends where a value is due")]
    Ends,
    /// A character that has no business there.
    #[error("'{0}' is not expected here")]
    Unexpected(char),
    /// A parenthesis without its other half.
    #[error("a parenthesis is not closed")]
    Open,
    /// A name in brackets without the closing one, or with nothing in them.
    #[error("a name is not closed, or empty")]
    Name,
    /// A word outside brackets that is no function.
    #[error("'{0}' is neither a function nor a name in brackets")]
    Word(String),
    /// A number that is none.
    #[error("'{0}' is not a number")]
    Number(String),
    /// A number that could mean two.
    #[error("'{0}' could mean two numbers")]
    Ambiguous(String),
    /// A power that is not a whole number from −9 to 9.
    #[error("a power is a whole number from −9 to 9")]
    Power,
    /// A name that nothing bears.
    #[error("nothing is called '{0}'")]
    Unknown(String),
    /// Values of different units are added or compared.
    #[error("units do not fit")]
    Units {
        /// The unit on the left.
        left: Dimension,
        /// The unit on the right.
        right: Dimension,
    },
}

impl Say for FormulaError {
    fn say(&self, lang: Lang) -> String {
        let column = self.column;
        let what = self.fault.say(lang);
        lang.pick(
            format!("Công thức, ký tự thứ {column}: {what}."),
            format!("Formula, character {column}: {what}."),
        )
    }
}

impl FormulaFault {
    /// What is wrong, without a capital and a full stop.
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::TooLong => lang
                .pick("công thức quá dài", "the formula is too long")
                .to_owned(),
            Self::TooDeep => lang
                .pick(
                    "quá nhiều dấu ngoặc lồng nhau",
                    "too many parentheses in each other",
                )
                .to_owned(),
            Self::Ends => lang
                .pick("thiếu một giá trị", "a value is missing")
                .to_owned(),
            Self::Unexpected(found) => lang.pick(
                format!("không hiểu “{found}” ở đây"),
                format!("“{found}” is not understood here"),
            ),
            Self::Open => lang
                .pick("thiếu dấu đóng ngoặc", "a closing parenthesis is missing")
                .to_owned(),
            Self::Name => lang
                .pick(
                    "tên phải nằm trong ngoặc vuông, ví dụ [dan-so]",
                    "a name stands in square brackets, for example [population]",
                )
                .to_owned(),
            Self::Word(word) => lang.pick(
                format!("“{word}” không phải là hàm; hãy viết tên trong ngoặc vuông: [{word}]"),
                format!("“{word}” is not a function; write a name in square brackets: [{word}]"),
            ),
            Self::Number(text) => lang.pick(
                format!("“{text}” không phải là một số"),
                format!("“{text}” is not a number"),
            ),
            Self::Ambiguous(text) => {
                let (whole, decimal) = readings(text);
                lang.pick(
                    format!("“{text}” có thể là hai số khác nhau; hãy viết {whole} hoặc {decimal}"),
                    format!("“{text}” could mean two numbers; write {whole} or {decimal}"),
                )
            }
            Self::Power => lang
                .pick(
                    "số mũ phải là số nguyên từ −9 đến 9",
                    "a power is a whole number from −9 to 9",
                )
                .to_owned(),
            Self::Unknown(name) => lang.pick(
                format!("không có yếu tố hay chỉ tiêu nào tên “{name}”"),
                format!("no driver or indicator is called “{name}”"),
            ),
            Self::Units { left, right } => {
                let (left, right) = (left.in_words(lang), right.in_words(lang));
                lang.pick(
                    format!("đơn vị hai vế không khớp: “{left}” và “{right}”"),
                    format!("the units of the two sides do not fit: “{left}” and “{right}”"),
                )
            }
        }
    }
}

/// The two ways to write what `1.000` could mean.
fn readings(text: &str) -> (String, String) {
    let whole = text.chars().filter(char::is_ascii_digit).collect();
    (whole, format!("{text}0"))
}
