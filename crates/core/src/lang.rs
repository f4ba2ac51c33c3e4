//! The two languages of the product. Vietnamese is the first.

use serde::{Deserialize, Serialize};

/// A language in which every sentence of the product exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// The BCP 47 tag, as in `<html lang>`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// Picks the text of this language.
    pub fn pick<T>(self, vi: T, en: T) -> T {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }
}

/// Whatever has a sentence for the user in both languages: errors, reasons, findings.
pub trait Say {
    /// The sentence in `lang`, with its final stop, in an official tone.
    fn say(&self, lang: Lang) -> String;
}
