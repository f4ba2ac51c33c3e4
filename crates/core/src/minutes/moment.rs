//! A moment of the user's clock.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize};

use crate::calendar::from_iso;

/// A moment in the user's own time zone, as the page's clock gives it: `2026-11-28T09:05:00+07:00`. As text two moments
/// of one zone are in their order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Moment(String);

impl Moment {
    /// The moment of a text; none where it has no date and no time of day.
    pub fn new(text: &str) -> Option<Self> {
        let date = text.get(..10).and_then(from_iso);
        let time = text.get(10..16)?.as_bytes();
        let digits = [1, 2, 4, 5]
            .iter()
            .all(|at| time.get(*at).is_some_and(u8::is_ascii_digit));
        let shaped = time.first() == Some(&b'T') && time.get(3) == Some(&b':') && digits;
        (date.is_some() && shaped && text.len() <= 40 && text.is_ascii())
            .then(|| Self(text.to_owned()))
    }

    /// The time of day: `09:05`.
    pub fn clock(&self) -> &str {
        self.0.get(11..16).unwrap_or_default()
    }

    /// The day.
    pub fn date(&self) -> Option<Date> {
        self.0.get(..10).and_then(from_iso)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::new(&text).ok_or_else(|| serde::de::Error::custom("not a moment"))
    }
}
