//! The frame around the packed contents, the same in every version, so that an older page can tell a link of a newer
//! one from a damaged one:
//!
//! | bytes | what |
//! | --- | --- |
//! | 1 | the version of the contents |
//! | 4 | CRC-32, little-endian, of the bytes before and after it |
//! | 1–3 | how many packed bytes follow, seven bits a byte, the low ones first (LEB128) |
//! | the rest | the packed contents |
//!
//! The checksum is of the *packed* bytes: there one wrong character is an error of a few bits in a row, which CRC-32
//! always finds, while unpacking would first spread it over the whole text. And nothing damaged is ever unpacked.

use super::crc::Crc;
use super::{ShareError, base64url, pack};

/// The version that is written.
pub(super) const VERSION: u8 = 1;
/// Bytes before the length.
const HEAD: usize = 5;

/// The text of a link's contents.
pub(super) fn write(contents: &str) -> String {
    base64url::encode(&framed(VERSION, &pack::pack(contents)))
}

fn framed(version: u8, packed: &[u8]) -> Vec<u8> {
    let mut rest = Vec::with_capacity(packed.len() + 3);
    let mut length = packed.len();
    loop {
        let [low, ..] = (length & 0x7F).to_le_bytes();
        length >>= 7;
        if length == 0 {
            rest.push(low);
            break;
        }
        rest.push(low | 0x80);
    }
    rest.extend_from_slice(packed);
    let mut bytes = vec![version];
    bytes.extend_from_slice(&checksum(version, &rest).to_le_bytes());
    bytes.extend_from_slice(&rest);
    bytes
}

fn checksum(version: u8, rest: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.feed(&[version]);
    crc.feed(rest);
    crc.value()
}

/// The contents of a link's text.
pub(super) fn read(text: &str) -> Result<String, ShareError> {
    let bytes = base64url::decode(text).ok_or(ShareError::Damaged)?;
    let Some(([version, sum @ ..], rest)) = bytes.split_first_chunk::<HEAD>() else {
        return Err(ShareError::CutOff);
    };
    let (length, packed) = told_length(rest)?;
    if packed.len() < length {
        return Err(ShareError::CutOff);
    }
    if packed.len() > length || checksum(*version, rest) != u32::from_le_bytes(*sum) {
        return Err(ShareError::Damaged);
    }
    match *version {
        0 => Err(ShareError::Foreign),
        VERSION => pack::unpack(packed),
        version => Err(ShareError::Future {
            version: u32::from(version),
            current: u32::from(VERSION),
        }),
    }
}

fn told_length(rest: &[u8]) -> Result<(usize, &[u8]), ShareError> {
    let mut length = 0;
    for (place, byte) in rest.iter().take(3).enumerate() {
        length |= usize::from(byte & 0x7F) << (7 * place);
        if byte & 0x80 == 0 {
            return Ok((length, &rest[place + 1..]));
        }
    }
    Err(if rest.len() < 3 {
        ShareError::CutOff
    } else {
        ShareError::Damaged
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn text(version: u8, packed: &[u8]) -> String {
        base64url::encode(&framed(version, packed))
    }

    #[test]
    fn lengths_of_every_size_are_told() {
        for length in [0, 1, 127, 128, 16_383, 16_384, 20_000] {
            let bytes = framed(VERSION, &vec![7; length]);
            let (told, packed) = told_length(&bytes[HEAD..]).unwrap();
            assert_eq!((told, packed.len()), (length, length));
        }
    }

    #[test]
    fn a_newer_version_is_told_from_damage() {
        let future = Err(ShareError::Future {
            version: 9,
            current: u32::from(VERSION),
        });
        assert_eq!(read(&text(9, b"what only the future can read")), future);
        let mut bytes = framed(VERSION, &pack::pack("{}"));
        bytes[0] = 9;
        assert_eq!(
            read(&base64url::encode(&bytes)),
            Err(ShareError::Damaged),
            "the version is under the checksum"
        );
        assert_eq!(read(&text(0, b"")), Err(ShareError::Foreign));
    }

    #[test]
    fn every_cut_is_told_and_every_wrong_letter_found() {
        let whole = write(r#"{"w":"nq-2024","d":"2024-09-30"}"#);
        for cut in 0..whole.len() {
            assert_eq!(read(&whole[..cut]), Err(ShareError::CutOff), "{cut}");
        }
        for place in 0..whole.len() - 1 {
            let mut letters = whole.clone().into_bytes();
            letters[place] = if letters[place] == b'A' { b'B' } else { b'A' };
            let damaged = String::from_utf8(letters).unwrap();
            assert!(
                matches!(
                    read(&damaged),
                    Err(ShareError::Damaged | ShareError::CutOff)
                ),
                "{place}"
            );
        }
        for place in 0..whole.len() - 2 {
            let mut letters = whole.clone().into_bytes();
            letters.swap(place, place + 1);
            let swapped = String::from_utf8(letters).unwrap();
            assert!(swapped == whole || read(&swapped).is_err(), "{place}");
        }
        assert_eq!(read(&format!("{whole}AAAA")), Err(ShareError::Damaged));
    }
}
