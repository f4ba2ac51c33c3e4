//! The text cut where something is to be marked: the words of targets, faults of the copy, a passage that is shown.

use std::ops::Range;

use muctieu_core::indicator::{Indicator, IndicatorId};
use muctieu_core::order::sort_by_key;
use muctieu_core::resolution::{Paragraph, ScanFault};

/// Words of the text that set one or several targets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where they stand, in bytes of the whole text.
    pub range: Range<usize>,
    /// The targets, in the resolution's order.
    pub indicators: Vec<IndicatorId>,
}

/// The marked words in the order of the text; words that overlap become one mark.
pub fn marks(indicators: &[Indicator]) -> Vec<Mark> {
    let mut found: Vec<Mark> = indicators
        .iter()
        .filter_map(|indicator| {
            let passage = indicator.passage?;
            Some(Mark {
                range: passage.words_start..passage.words_end,
                indicators: vec![indicator.id.clone()],
            })
        })
        .collect();
    sort_by_key(&mut found, |mark| mark.range.start);
    let mut marks: Vec<Mark> = Vec::new();
    for mark in found {
        match marks.last_mut() {
            Some(last) if mark.range.start < last.range.end => {
                last.range.end = last.range.end.max(mark.range.end);
                last.indicators.extend(mark.indicators);
            }
            _ => marks.push(mark),
        }
    }
    marks
}

/// A piece of a paragraph over which nothing changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its text.
    pub text: String,
    /// The mark that it is part of, by its place among the marks.
    pub mark: Option<usize>,
    /// The fault that it corrects, by its place among the faults.
    pub fault: Option<usize>,
    /// Whether it is part of the passage that is shown.
    pub here: bool,
}

/// Cuts a paragraph, or a part of one.
pub fn cut(
    paragraph: Paragraph<'_>,
    marks: &[Mark],
    faults: &[ScanFault],
    here: Option<&Range<usize>>,
) -> Vec<Piece> {
    let (start, end) = (paragraph.start, paragraph.start + paragraph.text.len());
    let of_fault = |fault: &ScanFault| fault.at..fault.at + fault.shown.len();
    let ends = |range: &Range<usize>| [range.start, range.end];
    let mut places: Vec<usize> = [start, end]
        .into_iter()
        .chain(marks.iter().flat_map(|mark| ends(&mark.range)))
        .chain(faults.iter().flat_map(|fault| ends(&of_fault(fault))))
        .chain(here.into_iter().flat_map(ends))
        .filter(|place| {
            (start..=end).contains(place) && paragraph.text.is_char_boundary(place - start)
        })
        .collect();
    sort_by_key(&mut places, |place| *place);
    places.dedup();
    places
        .windows(2)
        .map(|pair| {
            let at = pair[0];
            Piece {
                text: paragraph.text[at - start..pair[1] - start].to_owned(),
                mark: marks.iter().position(|mark| mark.range.contains(&at)),
                fault: faults
                    .iter()
                    .position(|fault| of_fault(fault).contains(&at)),
                here: here.is_some_and(|here| here.contains(&at)),
            }
        })
        .collect()
}

/// A paragraph's number (`1.`, `2.3.`) and the rest, where it has one.
pub fn numbered(paragraph: Paragraph<'_>) -> (Option<Paragraph<'_>>, Paragraph<'_>) {
    let text = paragraph.text;
    let is_number = |word: &str| {
        word.ends_with('.')
            && word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    match text.split_once(' ') {
        Some((number, rest)) if is_number(number) => (
            Some(Paragraph {
                text: number,
                ..paragraph
            }),
            Paragraph {
                text: rest,
                start: paragraph.start + number.len() + 1,
                ..paragraph
            },
        ),
        _ => (None, paragraph),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use muctieu_core::builtin;

    #[test]
    fn every_indicator_is_marked_and_nothing_of_the_text_is_lost() {
        let workspace = builtin::resolution().unwrap();
        let marks = marks(&workspace.indicators);
        let marked: usize = marks.iter().map(|mark| mark.indicators.len()).sum();
        assert_eq!(marked, workspace.indicators.len());
        assert!(marks.iter().any(|mark| mark.indicators.len() == 3));
        let resolution = &workspace.resolution;
        let mut seen = (vec![0; marks.len()], vec![0; resolution.faults.len()]);
        for paragraph in resolution.paragraphs() {
            let pieces = cut(paragraph, &marks, &resolution.faults, Some(&(2251..2308)));
            let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
            assert_eq!(whole, paragraph.text);
            for piece in pieces {
                if let Some(mark) = piece.mark {
                    seen.0[mark] += 1;
                }
                if let Some(fault) = piece.fault {
                    assert_eq!(piece.text, resolution.faults[fault].shown);
                    seen.1[fault] += 1;
                }
                assert!(!piece.here || paragraph.start == 2251);
            }
        }
        assert!(seen.0.iter().chain(&seen.1).all(|count| *count == 1));
    }

    #[test]
    fn numbers_stand_apart() {
        let number = |text| {
            let paragraph = Paragraph {
                kind: muctieu_core::resolution::ParagraphKind::Text,
                text,
                start: 7,
            };
            let (number, rest) = numbered(paragraph);
            (number.map(|number| number.text), rest.text, rest.start)
        };
        assert_eq!(number("4.8. Lãnh đạo"), (Some("4.8."), "Lãnh đạo", 12));
        assert_eq!(number("1.010 tỷ"), (None, "1.010 tỷ", 7));
        assert_eq!(number("Nơi nhận:"), (None, "Nơi nhận:", 7));
    }
}
