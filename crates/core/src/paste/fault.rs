//! What is wrong with a pasted line.

use crate::lang::{Lang, Say};
use crate::number::{DateError, NumberError};

use super::MOST_LINES;

/// What is wrong with pasted text, and in which line (from 1).
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct PasteFault {
    /// The line.
    pub line: usize,
    /// What is wrong with it.
    pub what: What,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum What {
    /// Nothing but spaces was pasted.
    #[error("nothing was pasted")]
    Nothing,
    /// More lines than anyone pastes.
    #[error("more than {MOST_LINES} lines")]
    TooMany,
    /// The first cell names no date, month, quarter or year.
    #[error(transparent)]
    Period(#[from] DateError),
    /// The number cannot be read.
    #[error(transparent)]
    Number(#[from] NumberError),
    /// There is a period and no number.
    #[error("no number beside the period")]
    NoValue,
    /// A figure of the period alone was promised, and this is one up to a date.
    #[error("a date has no period of its own")]
    NotAPeriod,
    /// A month or quarter before this one is missing, so nothing can be added up.
    #[error("an earlier period is missing")]
    Gap,
    /// The same period twice.
    #[error("the same period twice")]
    Twice,
}

impl Say for PasteFault {
    fn say(&self, lang: Lang) -> String {
        let what = self.what.say(lang);
        if matches!(self.what, What::Nothing | What::TooMany) {
            return what;
        }
        at_line(self.line, &what, lang)
    }
}

/// What is wrong, with the line that it is wrong in.
pub fn at_line(line: usize, what: &str, lang: Lang) -> String {
    lang.pick(
        format!("Dòng {line}: {what}"),
        format!("Line {line}: {what}"),
    )
}

impl Say for What {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Nothing => lang.pick("Chưa dán nội dung nào.", "Nothing has been pasted."),
            Self::TooMany => lang.pick(
                "Nhiều dòng quá (tối đa 2.000): hãy dán từng phần.",
                "Too many lines (2,000 at most): please paste a part at a time.",
            ),
            Self::Period(error) => return error.say(lang),
            Self::Number(error) => return error.say(lang),
            Self::NoValue => lang.pick(
                "có thời điểm nhưng không có số.",
                "there is a date and no number.",
            ),
            Self::NotAPeriod => lang.pick(
                "số liệu trong kỳ cần ghi theo tháng hoặc quý, không theo ngày.",
                "figures of single periods need a month or a quarter, not a date.",
            ),
            Self::Gap => lang.pick(
                "thiếu tháng hoặc quý liền trước trong năm, nên không cộng dồn được.",
                "the month or quarter before it is missing, so nothing can be added up.",
            ),
            Self::Twice => lang.pick(
                "kỳ này đã có ở một dòng trên.",
                "this period stands in a line above already.",
            ),
        }
        .to_owned()
    }
}
