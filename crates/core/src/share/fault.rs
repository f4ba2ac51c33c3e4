//! Why a link, or a file in its place, is refused.

use crate::edit::EditError;
use crate::indicator::Bilingual;
use crate::lang::{Lang, Say};
use crate::store::{ReadError, Reason};

/// Why something shared is not opened, or cannot be shared so; nothing is changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShareError {
    /// The checksum, or what it covers, is wrong.
    #[error("the link is damaged")]
    Damaged,
    /// The end is missing.
    #[error("the link is cut off")]
    CutOff,
    /// Of a newer version.
    #[error("version {version} is newer than {current}")]
    Future {
        /// The link's version.
        version: u32,
        /// The newest that is known here.
        current: u32,
    },
    /// Not of this product.
    #[error("not a link of this product")]
    Foreign,
    /// It unpacks to more than is read.
    #[error("the contents are larger than is read")]
    TooLarge,
    /// A link for this would be longer than one may be: it goes into a file.
    #[error("the link would have {length} letters")]
    TooLong {
        /// How many letters the link would have.
        length: usize,
    },
    /// There is more in it than this page understands: it would show other numbers than the sender saw.
    #[error("holds what is not known here")]
    Unknown,
    /// A part is missing or of another type.
    #[error("{0}")]
    Shape(String),
    /// The parts do not fit together, or do not fit the reader's workspace.
    #[error("{reason} ({place})")]
    Unfit {
        /// What is wrong.
        reason: Reason,
        /// With what.
        place: String,
    },
    /// It rests on a workspace that is not the one at hand.
    #[error("rests on the workspace {id}")]
    OtherWorkspace {
        /// The workspace's stable name.
        id: String,
        /// What its user calls it, where the page does not come with it.
        name: Option<Bilingual>,
    },
    /// There is nothing in it to keep.
    #[error("nothing to keep")]
    Nothing,
    /// The file in a link's place is refused.
    #[error(transparent)]
    File(ReadError),
    /// What is to be kept is refused by the workspace.
    #[error(transparent)]
    Edit(#[from] EditError),
}

impl ShareError {
    /// Of a reason and a place; a hostile place is cut short.
    pub(super) fn unfit(reason: Reason, place: &str) -> Self {
        Self::Unfit {
            reason,
            place: super::words::plain(place),
        }
    }
}

impl From<ReadError> for ShareError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Contradiction { reason, place } => Self::unfit(reason, &place),
            ReadError::Shape(what) => Self::Shape(super::words::plain(&what)),
            other => Self::File(other),
        }
    }
}

impl Say for ShareError {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Damaged => lang.pick(
                "Liên kết bị hỏng (mã kiểm tra không khớp). Hãy xin lại liên kết từ người gửi.",
                "The link is damaged (its checksum does not match). Ask the sender for it again.",
            ).to_owned(),
            Self::CutOff => lang.pick(
                "Liên kết bị cắt mất phần cuối. Hãy sao chép lại toàn bộ liên kết, hoặc xin người gửi gửi lại.",
                "The end of the link is missing. Copy the whole link again, or ask the sender for it.",
            ).to_owned(),
            Self::Future { version, current } => lang.pick(
                format!("Liên kết thuộc phiên bản {version}, mới hơn phiên bản {current} mà trang này đọc được. Hãy mở bằng trang mới hơn."),
                format!("The link is of version {version}, newer than version {current} which this page reads. Open it with a newer page."),
            ),
            Self::Foreign => lang.pick(
                "Đây không phải là liên kết chia sẻ của Mục Tiêu.",
                "This is not a shared link of Mục Tiêu.",
            ).to_owned(),
            Self::TooLarge => lang.pick(
                "Nội dung chia sẻ lớn hơn mức mà trang này đọc.",
                "What was shared is larger than this page reads.",
            ).to_owned(),
            Self::TooLong { length } => {
                let length = crate::number::format_number(*length as f64, 0, lang);
                lang.pick(
                    format!("Nội dung quá dài cho một liên kết ({length} ký tự). Hãy gửi bằng tệp."),
                    format!("This is too long for a link ({length} letters). Send it as a file instead."),
                )
            }
            Self::Unknown => lang.pick(
                "Nội dung chia sẻ có phần mà trang này chưa hiểu, có thể do tạo từ trang mới hơn. Hãy mở bằng trang mới hơn.",
                "What was shared holds parts that this page does not understand; a newer page may have made it. Open it with a newer page.",
            ).to_owned(),
            Self::Shape(what) => lang.pick(
                format!("Nội dung chia sẻ thiếu hoặc sai một phần ({what})."),
                format!("A part of what was shared is missing or wrong ({what})."),
            ),
            Self::Unfit { reason, place } => {
                let what = reason.words(lang);
                lang.pick(
                    format!("Nội dung chia sẻ không khớp: {what} ({place})."),
                    format!("What was shared does not fit together: {what} ({place})."),
                )
            }
            Self::OtherWorkspace { id, name } => {
                let name = super::words::plain(name.as_ref().map_or(id.as_str(), |name| name.get(lang)));
                lang.pick(
                    format!("Liên kết dựa trên bộ dữ liệu “{name}”, không phải bộ dữ liệu đang mở. Hãy mở bộ dữ liệu đó, hoặc xin người gửi gửi kèm số liệu."),
                    format!("The link rests on the workspace “{name}”, which is not the one that is open. Open that one, or ask the sender to send the figures with it."),
                )
            }
            Self::Nothing => lang.pick(
                "Liên kết này không có kịch bản hay số liệu nào để lưu.",
                "This link holds no scenario and no figures to keep.",
            ).to_owned(),
            Self::File(error) => error.say(lang),
            Self::Edit(error) => error.say(lang),
        }
    }
}
