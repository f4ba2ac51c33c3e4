//! The checksum of a link: CRC-32 as in ISO 3309 and zlib (reflected polynomial 0xEDB88320).
//!
//! Any error within 32 bits in a row is found, so one mistyped character, or two that changed places, always are.

/// The checksum of some bytes, fed in parts.
pub(super) struct Crc(u32);

impl Crc {
    /// Of nothing yet.
    pub fn new() -> Self {
        Self(!0)
    }

    /// Takes more bytes in: bit by bit, as a table would weigh more than it saves on a few hundred bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 ^= u32::from(*byte);
            for _ in 0..8 {
                let odd = self.0 & 1;
                self.0 = (self.0 >> 1) ^ (0xEDB8_8320 * odd);
            }
        }
    }

    /// The checksum.
    pub fn value(&self) -> u32 {
        !self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_the_standard() {
        let mut crc = Crc::new();
        crc.feed(b"1234");
        crc.feed(b"56789");
        assert_eq!(crc.value(), 0xCBF4_3926);
        assert_eq!(Crc::new().value(), 0);
    }
}
