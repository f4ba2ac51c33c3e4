//! What several screens share.

pub mod as_of;
pub mod banners;
pub mod coming;
pub mod confirm;
pub mod dialog;
pub mod drag_end;
pub mod driver_lever;
pub mod figures;
pub mod finding;
pub mod goal;
pub mod groups;
pub mod header;
pub mod icon;
pub mod lever;
pub mod lever_detail;
pub mod lever_row;
pub mod month_bars;
pub mod notices;
pub mod scenario_pick;
pub mod share;
pub mod status;
pub mod target;
pub mod trouble;
pub mod visit;

pub use icon::Icon;
pub use lever::Lever;
pub use status::StatusMark;
