//! Numbers and dates as people write them, in both languages.
//!
//! Vietnamese groups with a full stop and has a decimal comma (`1.010,5`), English the other way round (`1,010.5`).
//! Reading accepts both in both languages and asks when a text could mean two numbers.

mod date;
mod decimal;
mod float;
mod format;
mod parse;

pub use date::{DateError, format_date, format_day, parse_date, parse_date_in_year};
pub use decimal::round_to;
pub use float::float;
pub use format::{
    UNKNOWN, format_compact_trim, format_number, format_percent, format_range, format_share,
    format_signed,
};
pub use parse::{NumberError, Parsed, parse_number};

/// At most so many characters of what was typed are repeated in an error.
const QUOTED: usize = 24;

/// A text cut to what an error can repeat.
fn quote(text: &str) -> String {
    let mut start: String = text.chars().take(QUOTED).collect();
    if text.chars().nth(QUOTED).is_some() {
        start.push('…');
    }
    start
}
