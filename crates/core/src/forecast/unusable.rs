//! Why a method has no answer, in words.

use crate::lang::{Lang, Say};

/// Why a method has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// No figure of the year is known.
    #[error("no figure of the plan year is known on the date")]
    NoFigure,
    /// The figure is zero, or lies where (nearly) nothing is normally reached yet.
    #[error("the pace so far says nothing")]
    NothingYet,
    /// Fewer than two complete earlier years by the month or quarter.
    #[error("fewer than two complete years of regular figures")]
    ShortHistory,
    /// A month or quarter is missing.
    #[error("the history has gaps")]
    Gaps,
    /// A cumulative figure below the one before.
    #[error("a cumulative figure falls")]
    Falls,
    /// A history that fits without any error.
    #[error("the history tells no spread")]
    NoSpread,
    /// There is no estimate newer than the last figure.
    #[error("no full-year estimate newer than the last figure")]
    NoNewEstimate,
    /// Fewer than two earlier years are known by their course.
    #[error("fewer than two earlier years with figures within the year")]
    NoProfile,
    /// Last year's course or total is not known.
    #[error("last year's figures at the same date and total are not known")]
    NoLastYear,
    /// Last year's rank is not known.
    #[error("last year's rank is not known")]
    NoLastRank,
    /// The level at the year's start is not known.
    #[error("the level at the start of the year is not known")]
    NoStart,
    /// A figure that the method cannot work with (a negative amount, a level outside 0–100 %).
    #[error("a figure is out of the method's range")]
    OutOfRange,
    /// No final figure.
    #[error("no final figure of the year")]
    NotFinal,
    /// A rank is published only after the year.
    #[error("ranks are published after the year")]
    RankUnknown,
    /// The method does not serve this kind.
    #[error("the method does not serve this kind of indicator")]
    OtherKind,
    /// A part of the indicator cannot be assessed.
    #[error("a part cannot be assessed")]
    PartUnknown,
    /// The indicator has no forecast of its own: it is judged by its parts.
    #[error("judged by its parts")]
    ByParts,
}

impl Say for Unusable {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::NoFigure => lang.pick("Chưa có số liệu báo cáo của năm tính đến ngày này.", "No figure of the year has been reported by this date."),
            Self::NothingYet => lang.pick("Số lũy kế đang bằng 0 hoặc năm mới bắt đầu, nên nhịp độ chưa nói lên điều gì.", "The cumulative figure is zero or the year has hardly begun, so the pace says nothing yet."),
            Self::ShortHistory => lang.pick("Cần số liệu đều từng tháng hoặc từng quý của ít nhất hai năm trước trọn vẹn.", "Regular monthly or quarterly figures of at least two complete earlier years are needed."),
            Self::Gaps => lang.pick("Chuỗi số liệu theo tháng hoặc quý còn thiếu kỳ nên chưa dùng được mô hình chuỗi thời gian.", "Months or quarters are missing from the series, so a time-series model cannot be used."),
            Self::Falls => lang.pick("Có số lũy kế thấp hơn kỳ trước, nên chuỗi từng kỳ có số âm và chưa dùng được.", "A cumulative figure lies below the one before it, so the series has a negative period and cannot be used."),
            Self::NoSpread => lang.pick("Các kỳ trước không hề dao động quanh mô hình, nên không cho biết độ bất định.", "The earlier periods do not vary around the model at all, so they tell no uncertainty."),
            Self::NoNewEstimate => lang.pick("Không có ước thực hiện cả năm mới hơn số liệu gần nhất.", "There is no full-year estimate newer than the last figure."),
            Self::NoProfile => lang.pick("Cần số liệu trong năm của ít nhất hai năm trước, hoặc một nhịp theo tháng do người dùng đặt.", "Figures within at least two earlier years are needed, or a monthly profile set by the user."),
            Self::NoLastYear => lang.pick("Chưa có số liệu cùng kỳ và cả năm của năm trước.", "Last year's figures at the same date and for the year are not known."),
            Self::NoLastRank => lang.pick("Chưa có thứ bậc của năm trước để so sánh.", "Last year's rank is not known, so nothing can be compared."),
            Self::NoStart => lang.pick("Chưa có mức đầu năm (cuối năm trước) để tính mức giảm.", "The level at the start of the year is not known, so its fall cannot be computed."),
            Self::OutOfRange => lang.pick("Số liệu nằm ngoài phạm vi mà phương pháp này dùng được.", "A figure lies outside the range that this method can use."),
            Self::NotFinal => lang.pick("Chưa có số chính thức cả năm.", "There is no final figure for the year yet."),
            Self::RankUnknown => lang.pick("Thứ bậc chỉ được công bố sau khi năm kết thúc.", "Ranks are published only after the year."),
            Self::OtherKind => lang.pick("Phương pháp này không dùng cho loại chỉ tiêu này.", "This method does not serve this kind of indicator."),
            Self::ByParts => lang.pick("Đánh giá qua các tiêu chí thành phần, theo tương quan đã giả định (mặc định là độc lập).", "Judged by its parts, by the assumed correlations (independent by default)."),
            Self::PartUnknown => lang.pick("Có tiêu chí thành phần chưa đánh giá được.", "One of its parts cannot be assessed."),
        }
        .to_owned()
    }
}
