//! Packing: raw DEFLATE (RFC 1951) that begins with a dictionary already seen, so that a short link need not spell out
//! what every link says. The dictionary belongs to the version of the link and never changes within it.

use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params,
    deflate_flags::TDEFL_FORCE_ALL_STATIC_BLOCKS,
};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{
    DecompressorOxide, decompress, inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};

use super::{LARGEST, ShareError};

/// What version 1 takes as seen: the names of the built-in targets and the words of the form, the likeliest last.
static SEEN: &[u8] = include_bytes!("seen-1.txt");

/// Room for what most links unpack to; more is made as it is needed.
const FIRST_ROOM: usize = 4 * 1024;

/// Packs a text.
pub(super) fn pack(text: &str) -> Vec<u8> {
    let [mut own, fixed] = [0, TDEFL_FORCE_ALL_STATIC_BLOCKS].map(|codes| packed(text, codes));
    // Codes made for the text weigh some sixty bytes themselves: a short text does better with the fixed ones.
    if fixed.len() < own.len() {
        own = fixed;
    }
    own
}

fn packed(text: &str, codes: u32) -> Vec<u8> {
    let flags = create_comp_flags_from_zip_params(9, 0, 0) | codes;
    let mut packer = Box::new(CompressorOxide::new(flags));
    // What the dictionary itself packs to is known to both sides and ends on a whole byte.
    compress_to_output(&mut packer, SEEN, TDEFLFlush::Sync, |_| true);
    let mut out = Vec::new();
    compress_to_output(&mut packer, text.as_bytes(), TDEFLFlush::Finish, |part| {
        out.extend_from_slice(part);
        true
    });
    out
}

/// Unpacks to a text of at most [`LARGEST`] bytes; memory and time are bounded by that, whatever the bytes are.
pub(super) fn unpack(bytes: &[u8]) -> Result<String, ShareError> {
    let mut unpacker = Box::<DecompressorOxide>::default();
    let mut out = SEEN.to_vec();
    out.resize(SEEN.len() + FIRST_ROOM, 0);
    let (mut read, mut written) = (0, SEEN.len());
    loop {
        let (status, took, gave) = decompress(
            &mut unpacker,
            bytes.get(read..).unwrap_or(&[]),
            &mut out,
            written,
            TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
        );
        read += took;
        written += gave;
        match status {
            TINFLStatus::Done if read == bytes.len() => break,
            TINFLStatus::HasMoreOutput if out.len() < SEEN.len() + LARGEST => {
                let room = (out.len() - SEEN.len()) * 2;
                out.resize(SEEN.len() + room.min(LARGEST), 0);
            }
            TINFLStatus::HasMoreOutput => return Err(ShareError::TooLarge),
            _ => return Err(ShareError::Damaged),
        }
    }
    out.truncate(written);
    out.drain(..SEEN.len());
    String::from_utf8(out).map_err(|_| ShareError::Damaged)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        let long = "một hai ba ".repeat(40_000);
        for text in ["", "a", "Kịch bản quý IV", &long] {
            assert_eq!(unpack(&pack(text)).unwrap(), text);
        }
    }

    #[test]
    fn what_swells_beyond_the_limit_is_refused() {
        let full = "0".repeat(LARGEST);
        assert_eq!(unpack(&pack(&full)).unwrap().len(), LARGEST);
        let bomb = pack(&"0".repeat(LARGEST + 1));
        assert!(bomb.len() < 2_000);
        assert_eq!(unpack(&bomb), Err(ShareError::TooLarge));
    }

    #[test]
    fn bytes_after_the_end_are_damage() {
        let mut bytes = pack("text");
        bytes.push(0);
        assert_eq!(unpack(&bytes), Err(ShareError::Damaged));
        assert_eq!(unpack(&[]), Err(ShareError::Damaged));
    }
}
