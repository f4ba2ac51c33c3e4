//! Words measured, cut and wrapped to the room there is.

use crate::scene::{Anchor, Ink, Mark, Point, Rect, Shape, Weight, at};

/// The height of a line of words as a multiple of their size. Vietnamese stacks two accents on a
/// capital, so that lines need more room than in most languages.
pub const LINE: f64 = 1.3;

/// How wide words are: given by whoever can see the typeface. Sizes in CSS pixels.
pub type Measure<'a> = &'a dyn Fn(&str, f64, Weight) -> f64;

/// A typeface in one size and weight.
#[derive(Clone, Copy)]
pub struct Type<'a> {
    /// How wide its words are.
    pub measure: Measure<'a>,
    /// Its size in pixels.
    pub size: f64,
    /// Its weight.
    pub weight: Weight,
}

impl Type<'_> {
    /// The width of the words, never negative, never infinite.
    pub fn width(&self, words: &str) -> f64 {
        let width = (self.measure)(words, self.size, self.weight);
        if width.is_finite() {
            width.max(0.0)
        } else {
            0.0
        }
    }

    /// The height of a line.
    pub fn line(&self) -> f64 {
        self.size * LINE
    }

    /// The words, cut with an ellipsis where they would be wider than `room`.
    pub fn cut(&self, words: &str, room: f64) -> String {
        if self.width(words) <= room {
            return words.to_owned();
        }
        let ends: Vec<usize> = words.char_indices().map(|(start, _)| start).collect();
        // Halving: a measurement is a call into the browser.
        let (mut fits, mut beyond) = (0, ends.len());
        while beyond - fits > 1 {
            let middle = usize::midpoint(fits, beyond);
            let shorter = format!("{}…", words[..ends[middle]].trim_end());
            if self.width(&shorter) <= room {
                fits = middle;
            } else {
                beyond = middle;
            }
        }
        match fits {
            0 => String::new(),
            _ => format!("{}…", words[..ends[fits]].trim_end()),
        }
    }

    /// The words in at most `lines` lines of at most `room` pixels, the last one cut if need be.
    pub fn wrap(&self, words: &str, room: f64, lines: usize) -> Vec<String> {
        let mut wrapped: Vec<String> = Vec::new();
        let mut line = String::new();
        let mut rest = words.split_whitespace().peekable();
        while let Some(word) = rest.next() {
            if wrapped.len() + 1 >= lines {
                let mut last = line;
                for word in std::iter::once(word).chain(rest) {
                    if !last.is_empty() {
                        last.push(' ');
                    }
                    last.push_str(word);
                }
                line = self.cut(&last, room);
                break;
            }
            let longer = if line.is_empty() {
                word.to_owned()
            } else {
                format!("{line} {word}")
            };
            if line.is_empty() || self.width(&longer) <= room {
                line = longer;
            } else {
                wrapped.push(std::mem::replace(&mut line, word.to_owned()));
                if wrapped.len() + 1 >= lines && rest.peek().is_none() {
                    line = self.cut(&line, room);
                }
            }
        }
        if !line.is_empty() {
            wrapped.push(self.cut(&line, room));
        }
        wrapped
    }

    /// The box of a line of words anchored at a place.
    pub fn bounds(&self, words: &str, place: Point, anchor: Anchor) -> Rect {
        let width = self.width(words);
        let left = match anchor {
            Anchor::Start => place.x,
            Anchor::Middle => place.x - width / 2.0,
            Anchor::End => place.x - width,
        };
        Rect {
            left,
            top: place.y - self.line() / 2.0,
            right: left + width,
            bottom: place.y + self.line() / 2.0,
        }
    }

    /// A mark of the words.
    pub fn mark(&self, ink: Ink, words: impl Into<String>, place: Point, anchor: Anchor) -> Mark {
        self.write(ink, words.into(), place, anchor, false)
    }

    /// A mark of the words that keeps readable on lines.
    pub fn mark_over(
        &self,
        ink: Ink,
        words: impl Into<String>,
        place: Point,
        anchor: Anchor,
    ) -> Mark {
        self.write(ink, words.into(), place, anchor, true)
    }

    fn write(&self, ink: Ink, words: String, place: Point, anchor: Anchor, halo: bool) -> Mark {
        Mark {
            ink,
            shape: Shape::Text {
                at: at(place.x, place.y),
                words,
                anchor,
                weight: self.weight,
                size: self.size,
                halo,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each_ten(words: &str, _: f64, _: Weight) -> f64 {
        words.chars().count() as f64 * 10.0
    }

    fn face() -> Type<'static> {
        Type {
            measure: &each_ten,
            size: 16.0,
            weight: Weight::Regular,
        }
    }

    #[test]
    fn words_with_room_are_not_cut() {
        assert_eq!(face().cut("trồng rừng", 100.0), "trồng rừng");
        assert_eq!(face().cut("trồng rừng", 75.0), "trồng…");
        assert_eq!(face().cut("trồng rừng", 5.0), "");
    }

    #[test]
    fn words_wrap_at_spaces_and_the_last_line_is_cut() {
        assert_eq!(
            face().wrap("một hai ba bốn", 70.0, 2),
            ["một hai", "ba bốn"]
        );
        assert_eq!(
            face().wrap("một hai ba bốn năm sáu", 70.0, 2),
            ["một hai", "ba bốn…"]
        );
        assert_eq!(face().wrap("một", 70.0, 2), ["một"]);
        assert!(face().wrap("", 70.0, 2).is_empty());
    }
}
