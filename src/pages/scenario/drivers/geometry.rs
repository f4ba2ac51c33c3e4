//! The lines of the picture: from the side of one node to the side of another, with a head. Plain numbers, in units of
//! which a column and a row have a fixed number.

use muctieu_core::driver::Place;

/// The width of a column.
pub(super) const COLUMN: f64 = 256.0;
/// The height of a row.
pub(super) const ROW: f64 = 72.0;
/// The width of a node.
const NODE: f64 = 184.0;
/// The length of a head, and half of its width.
const HEAD: (f64, f64) = (9.0, 4.5);

/// The middle of a node.
fn middle(place: Place) -> (f64, f64) {
    let column = f64::from(u32::try_from(place.layer).unwrap_or(u32::MAX));
    (COLUMN * (column + 0.5), ROW * (place.row + 0.5))
}

/// The line between two nodes as the `d` of a path: it leaves and arrives level.
pub(super) fn line(from: Place, to: Place) -> String {
    let ((x, y), (end, level)) = ends(from, to);
    let bend = (end - x) / 2.0;
    let (out, back) = (x + bend, end - bend);
    format!("M{x} {y}C{out} {y} {back} {level} {end} {level}")
}

/// Its head.
pub(super) fn head(from: Place, to: Place) -> String {
    let (_, (end, level)) = ends(from, to);
    let (length, half) = HEAD;
    let (tip, top, bottom) = (end + length, level - half, level + half);
    format!("M{tip} {level}L{end} {top}L{end} {bottom}Z")
}

/// Where a line leaves the one node, and where its head begins before the other.
fn ends(from: Place, to: Place) -> ((f64, f64), (f64, f64)) {
    let ((x, y), (end, level)) = (middle(from), middle(to));
    ((x + NODE / 2.0, y), (end - NODE / 2.0 - HEAD.0, level))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_from_side_to_side_and_its_head_touches() {
        let from = Place { layer: 0, row: 0.0 };
        let to = Place { layer: 1, row: 1.5 };
        assert_eq!(line(from, to), "M220 36C251.5 36 251.5 144 283 144");
        assert_eq!(head(from, to), "M292 144L283 139.5L283 148.5Z");
    }
}
