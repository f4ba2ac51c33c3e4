//! A link as a QR code (ISO/IEC 18004) for the phones in the room.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

use super::ShareError;

/// The longest text that a code holds, in bytes: version 40 at level L.
pub const LONGEST_QR: usize = 2_953;
/// The empty margin that every side of a code must have, in modules.
pub const QUIET: usize = 4;

/// A QR code: a square of dark and light modules, without its quiet margin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// Modules a side.
    pub size: usize,
    /// The modules row by row, dark ones true.
    pub modules: Vec<bool>,
}

/// The code of a text: the smallest one that holds it, with as much correction as fits into that size.
pub fn qr(text: &str) -> Result<Qr, ShareError> {
    let too_long = || ShareError::TooLong { length: text.len() };
    // Cut short before anything is built for a text that fits nowhere.
    if text.len() > LONGEST_QR {
        return Err(too_long());
    }
    let segments = [QrSegment::make_bytes(text.as_bytes())];
    let code = QrCode::encode_segments_advanced(
        &segments,
        QrCodeEcc::Low,
        Version::MIN,
        Version::MAX,
        None,
        true,
    )
    .map_err(|_| too_long())?;
    let side = code.size();
    let mut modules = Vec::new();
    for y in 0..side {
        for x in 0..side {
            modules.push(code.get_module(x, y));
        }
    }
    Ok(Qr {
        size: usize::try_from(side).unwrap_or_default(),
        modules,
    })
}

impl Qr {
    /// The rows from top to bottom.
    pub fn rows(&self) -> impl Iterator<Item = &[bool]> {
        self.modules.chunks(self.size.max(1))
    }

    /// Units a side of the picture whose dark parts [`Qr::path`] draws: the modules and the margin around them.
    pub fn side(&self) -> usize {
        self.size + 2 * QUIET
    }

    /// The dark modules as the `d` of an SVG path, a module a unit, moved in by the margin: a rectangle for each run of
    /// a row.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for (y, row) in self.rows().enumerate() {
            let mut x = 0;
            for run in row.chunk_by(|a, b| a == b) {
                let length = run.len();
                if run.first() == Some(&true) {
                    // Writing into a text does not fail.
                    let _ = write!(path, "M{} {}h{length}v1h-{length}z", x + QUIET, y + QUIET);
                }
                x += length;
            }
        }
        path
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn read_back(code: &Qr) -> String {
        // Three pixels a module, with the margin, as a camera would see it.
        let scale = 3;
        let dark = |x: usize, y: usize| {
            let at = |place: usize| (place / scale).checked_sub(QUIET);
            match (at(x), at(y)) {
                (Some(x), Some(y)) if x < code.size && y < code.size => {
                    code.modules[y * code.size + x]
                }
                _ => false,
            }
        };
        let side = code.side() * scale;
        let mut image = rqrr::PreparedImage::prepare_from_bitmap(side, side, dark);
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1);
        grids[0].decode().unwrap().1
    }

    #[test]
    fn another_reader_reads_the_same_text() {
        let link = "https://muctieu.example/#/kich-ban?s=";
        for length in [1, 100, 400, 900, 1_900] {
            let text = format!("{link}{}", "Ab0-_9zQ".repeat(length / 8 + 1));
            let code = qr(&text).unwrap();
            assert_eq!(read_back(&code), text, "{length}");
        }
    }

    #[test]
    fn what_a_code_cannot_hold_is_said() {
        assert_eq!(qr(&"a".repeat(LONGEST_QR)).unwrap().size, 177);
        let length = LONGEST_QR + 1;
        assert_eq!(qr(&"a".repeat(length)), Err(ShareError::TooLong { length }));
    }

    #[test]
    fn the_path_draws_every_dark_module_once() {
        let code = qr("muctieu").unwrap();
        let drawn: usize = code
            .path()
            .split('h')
            .skip(1)
            .step_by(2)
            .filter_map(|part| part.split('v').next())
            .map(|length| length.parse::<usize>().unwrap())
            .sum();
        let dark = code.modules.iter().filter(|dark| **dark).count();
        assert_eq!(drawn, dark);
        assert!(code.path().starts_with("M4 4h7v1h-7z"), "the finder's edge");
    }
}
