//! Why a file is refused, for the user and for a developer.

use crate::lang::{Lang, Say};

/// Why a file is refused; nothing is taken from it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Larger than what is read.
    #[error("the file is larger than 64 MiB")]
    TooLarge,
    /// Not JSON, or cut off.
    #[error("not valid JSON at line {line}, column {column}")]
    Broken {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// JSON, but not of this product.
    #[error("not a file of this product")]
    Foreign,
    /// Of a newer version.
    #[error("version {version} is newer than {current}")]
    Future {
        /// The file's version.
        version: u32,
        /// The newest that is known here.
        current: u32,
    },
    /// A part is missing or of another type.
    #[error("{0}")]
    Shape(String),
    /// The parts contradict each other.
    #[error("{reason} ({place})")]
    Contradiction {
        /// What is wrong.
        reason: Reason,
        /// With what.
        place: String,
    },
}

/// What contradicts what in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Two things of one name.
    #[error("two things have the same id")]
    Twice,
    /// A thing that refers to one that is not there.
    #[error("refers to an indicator that is not there")]
    Dangling,
    /// Units that do not fit together.
    #[error("units do not fit together")]
    Unit,
    /// A formula that is none.
    #[error("not a formula")]
    Formula,
    /// Values that depend on each other in a circle.
    #[error("values depend on each other in a circle")]
    Cycle,
    /// A number that is not finite or out of every range.
    #[error("a number is out of range")]
    Number,
    /// A plan year that is none.
    #[error("the plan year is not a year")]
    Plan,
    /// A passage outside the text.
    #[error("a passage lies outside the text")]
    Passage,
    /// Assumptions that do not add up.
    #[error("assumptions do not add up")]
    Assumption,
    /// More than what is read, or a name that is too long.
    #[error("too many or too long")]
    Size,
}

impl Reason {
    /// What is wrong, in words that stand within a sentence.
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Twice => lang.pick("hai mục trùng tên", "two things have the same name"),
            Self::Dangling => lang.pick(
                "nhắc đến chỉ tiêu không có trong bộ dữ liệu",
                "it refers to an indicator that is not there",
            ),
            Self::Unit => lang.pick("các đơn vị không khớp nhau", "units do not fit together"),
            Self::Formula => lang.pick("một công thức không hợp lệ", "a formula is not valid"),
            Self::Cycle => lang.pick(
                "các giá trị phụ thuộc vòng tròn vào nhau",
                "values depend on each other in a circle",
            ),
            Self::Number => lang.pick("một con số ngoài phạm vi", "a number is out of range"),
            Self::Plan => lang.pick("năm kế hoạch không hợp lệ", "the plan year is not valid"),
            Self::Passage => lang.pick(
                "vị trí trong nghị quyết không hợp lệ",
                "a place in the resolution's text is not valid",
            ),
            Self::Assumption => lang.pick("giả định không hợp lệ", "an assumption is not valid"),
            Self::Size => lang.pick("quá nhiều hoặc quá dài", "too many or too long"),
        }
    }
}

impl ReadError {
    /// From an error of the JSON reader about a file's text.
    pub(super) fn of_json(error: &serde_json::Error) -> Self {
        if error.is_data() {
            // Valid JSON whose head is not ours: an array, a number, a text where an object is due.
            Self::Foreign
        } else {
            Self::Broken {
                line: error.line(),
                column: error.column(),
            }
        }
    }

    /// From an error about a part of the file.
    pub(super) fn shape(error: &serde_json::Error) -> Self {
        if error.is_syntax() || error.is_eof() {
            Self::of_json(error)
        } else {
            Self::Shape(error.to_string())
        }
    }
}

impl Say for ReadError {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::TooLarge => lang.pick("Tệp quá lớn (trên 64 MB).", "The file is too large (over 64 MB).").to_owned(),
            Self::Broken { line, column } => lang.pick(
                format!("Tệp bị hỏng hoặc không phải JSON (dòng {line}, cột {column})."),
                format!("The file is damaged or not JSON (line {line}, column {column})."),
            ),
            Self::Foreign => lang.pick("Đây không phải là tệp dữ liệu của Mục Tiêu.", "This is not a data file of Mục Tiêu.").to_owned(),
            Self::Future { version, current } => lang.pick(
                format!("Tệp thuộc phiên bản {version}, mới hơn phiên bản {current} mà trang này đọc được. Hãy mở bằng trang mới hơn."),
                format!("The file is of version {version}, newer than version {current} which this page reads. Open it with a newer page."),
            ),
            Self::Shape(what) => lang.pick(format!("Tệp thiếu hoặc sai một phần ({what})."), format!("A part of the file is missing or wrong ({what}).")),
            Self::Contradiction { reason, place } => {
                let what = reason.words(lang);
                lang.pick(format!("Tệp có mâu thuẫn: {what} ({place})."), format!("The file contradicts itself: {what} ({place})."))
            }
        }
    }
}
