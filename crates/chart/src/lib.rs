//! Chart geometry: from data to marks, without any browser type.
//!
//! Read it in this order:
//!
//! - [`scale`] and [`time`] put values and dates on pixels and back; [`ticks`] finds round numbers;
//! - [`words`] measures, cuts and wraps, [`place`] keeps words off each other, [`clip`] cuts lines and
//!   areas at the edge of the plot;
//! - [`scene`] is the result: marks as plain data, in inks that name a meaning instead of a colour;
//! - [`target_chart`] builds the large chart of one indicator and the index of its crosshair;
//! - [`bars`], [`counts`] and [`months`] are the small charts that the page draws with boxes.

pub mod bars;
pub mod clip;
pub mod counts;
pub mod months;
pub mod place;
pub mod scale;
pub mod scene;
pub mod target_chart;
pub mod ticks;
pub mod time;
pub mod words;
