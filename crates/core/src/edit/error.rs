//! Why a change is refused.

use crate::assumption::AssumptionFault;
use crate::driver::DriversFault;
use crate::indicator::Bilingual;
use crate::lang::{Lang, Say};
use crate::store::ReadError;

/// Why a change is refused; the workspace is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The figure is gone (another tab removed it, say).
    #[error("no such figure")]
    NoFigure,
    /// The indicator does not exist in this workspace.
    #[error("no such indicator: {0}")]
    NoIndicator(String),
    /// The scenario is gone.
    #[error("no such scenario")]
    NoScenario,
    /// A value that is not a finite number.
    #[error("not a finite number")]
    NotFinite,
    /// A number or a date that no file may hold: it would be lost with the next reading.
    #[error("a number or a date is out of range")]
    OutOfRange,
    /// Two things of one name.
    #[error("two things have the same name")]
    Twice,
    /// More than a file may hold.
    #[error("too many")]
    TooMany,
    /// The assumptions contradict themselves.
    #[error(transparent)]
    Assumption(#[from] AssumptionFault),
    /// Drivers, links or formulas do not fit together.
    #[error(transparent)]
    Drivers(#[from] DriversFault),
    /// A driver that a scenario moves cannot be taken out.
    #[error("a scenario moves the driver: {}", .0.vi)]
    DriverInUse(Bilingual),
    /// The file's parts do not fit together.
    #[error(transparent)]
    File(#[from] ReadError),
}

impl Say for EditError {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::NoFigure => lang
                .pick(
                    "Số liệu này không còn nữa, có thể đã được xóa ở một thẻ khác.",
                    "This figure no longer exists; another tab may have removed it.",
                )
                .to_owned(),
            Self::NoIndicator(id) => lang.pick(
                format!("Không có chỉ tiêu “{id}” trong bộ dữ liệu này."),
                format!("There is no indicator “{id}” in this workspace."),
            ),
            Self::NoScenario => lang
                .pick(
                    "Kịch bản này không còn nữa, có thể đã được xóa ở một thẻ khác.",
                    "This scenario no longer exists; another tab may have removed it.",
                )
                .to_owned(),
            Self::NotFinite => lang
                .pick(
                    "Giá trị không phải là một số.",
                    "The value is not a number.",
                )
                .to_owned(),
            Self::OutOfRange => lang
                .pick(
                    "Số hoặc ngày nằm ngoài phạm vi mà bộ dữ liệu lưu được.",
                    "A number or a date is out of the range that a workspace can hold.",
                )
                .to_owned(),
            Self::Twice => lang
                .pick(
                    "Có hai mục trùng tên trong thay đổi này.",
                    "Two things in this change have the same name.",
                )
                .to_owned(),
            Self::TooMany => lang
                .pick(
                    "Bộ dữ liệu đã đầy, không thể thêm nữa.",
                    "The workspace is full; nothing more can be added.",
                )
                .to_owned(),
            Self::Assumption(fault) => fault.say(lang),
            Self::Drivers(fault) => fault.say(lang),
            Self::DriverInUse(title) => {
                let title = title.get(lang);
                lang.pick(
                    format!("Chưa xóa được “{title}”: đang có kịch bản thay đổi yếu tố này."),
                    format!("“{title}” cannot be removed: a scenario changes this driver."),
                )
            }
            Self::File(fault) => fault.say(lang),
        }
    }
}
