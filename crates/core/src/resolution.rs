//! The resolution itself: its corrected text, and where the correction departs from the copy that was received.

use serde::{Deserialize, Serialize};

use crate::indicator::{Bilingual, Passage};

/// A fault of the copy that was received, and what stands in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScanFault {
    /// What the copy says.
    pub found: String,
    /// What is shown.
    pub shown: String,
    /// Where: the item of the resolution.
    pub place: String,
    /// First byte, in the corrected text, of what is shown.
    pub at: usize,
}

/// What a paragraph of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParagraphKind {
    /// A line of the title.
    Title,
    /// A chapter: `I. …`.
    Chapter,
    /// A section of a chapter: `1. Về …`.
    Section,
    /// Everything else.
    Text,
}

/// One paragraph of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph<'a> {
    /// What it is.
    pub kind: ParagraphKind,
    /// Its text, without the mark of its kind.
    pub text: &'a str,
    /// Where it begins in the whole text, in bytes.
    pub start: usize,
}

/// A resolution.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Resolution {
    /// Its title.
    pub title: Bilingual,
    /// Who passed it.
    pub body: Bilingual,
    /// When and where, in words.
    pub passed: Bilingual,
    /// The corrected text: a paragraph a line; `# `, `## ` and `### ` before titles, chapters and sections.
    pub text: String,
    /// Where the copy that was received says something else.
    #[serde(default)]
    pub faults: Vec<ScanFault>,
}

impl Resolution {
    /// The paragraphs, in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = Paragraph<'_>> {
        let mut at = 0;
        self.text.split('\n').filter_map(move |line| {
            let start = at;
            at += line.len() + 1;
            let (kind, mark) = match line {
                _ if line.starts_with("### ") => (ParagraphKind::Section, 4),
                _ if line.starts_with("## ") => (ParagraphKind::Chapter, 3),
                _ if line.starts_with("# ") => (ParagraphKind::Title, 2),
                _ => (ParagraphKind::Text, 0),
            };
            (!line.is_empty()).then(|| Paragraph {
                kind,
                text: &line[mark..],
                start: start + mark,
            })
        })
    }

    /// The sentence of a passage, if the passage lies within the text.
    pub fn sentence(&self, passage: Passage) -> Option<&str> {
        self.text.get(passage.start..passage.end)
    }

    /// The sentence of a passage in three parts: before the target's words, the words, and after them.
    pub fn marked(&self, passage: Passage) -> Option<(&str, &str, &str)> {
        let before = self.text.get(passage.start..passage.words_start)?;
        let words = self.text.get(passage.words_start..passage.words_end)?;
        let after = self.text.get(passage.words_end..passage.end)?;
        Some((before, words, after))
    }
}
