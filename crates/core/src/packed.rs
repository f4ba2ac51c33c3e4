//! A tree of values in bytes, as `build.rs` packs it from JSON, and its reading by serde.
//!
//! The built-in workspace is read so. A reader of JSON, with its numbers, its escapes and its places of errors, would be
//! a tenth of what the page loads before it is ready, and the page needs one only for what the user has stored.
//!
//! A value is a byte that says its kind, and then: a number of eight bytes, the least first (`f` a float, `i` a whole
//! number); a text (`s`) or a list (`l`) with its length before it; pairs of a name and a value (`m`) with their number.
//! Lengths are written in groups of seven bits, the least first.

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

/// The bytes are not a tree, or the tree is not what was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("packed data are broken")]
pub struct Broken;

impl Error for Broken {
    // What exactly is wrong is nobody's business: what the page comes with is tested.
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Reads one value.
pub fn read<'a, T: serde::Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, Broken> {
    T::deserialize(&mut Reader(bytes))
}

/// What is still to be read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], Broken> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Broken)?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Broken> {
        let (byte, rest) = self.0.split_first().ok_or(Broken)?;
        self.0 = rest;
        Ok(*byte)
    }

    fn length(&mut self) -> Result<usize, Broken> {
        let mut length = 0;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?;
            length |= usize::from(byte & 127) << shift;
            if byte < 128 {
                return Ok(length);
            }
        }
        Err(Broken)
    }

    fn eight(&mut self) -> Result<[u8; 8], Broken> {
        self.take(8)?.try_into().map_err(|_| Broken)
    }

    /// The text after its kind.
    fn text(&mut self) -> Result<&'a str, Broken> {
        let length = self.length()?;
        std::str::from_utf8(self.take(length)?).map_err(|_| Broken)
    }
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Broken;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Broken> {
        match self.byte()? {
            b'0' => visitor.visit_unit(),
            b'y' => visitor.visit_bool(true),
            b'n' => visitor.visit_bool(false),
            b'i' => visitor.visit_i64(i64::from_le_bytes(self.eight()?)),
            b'f' => visitor.visit_f64(f64::from_le_bytes(self.eight()?)),
            b's' => visitor.visit_borrowed_str(self.text()?),
            b'l' => {
                let left = self.length()?;
                visitor.visit_seq(Items { reader: self, left })
            }
            b'm' => {
                let left = self.length()?;
                visitor.visit_map(Items { reader: self, left })
            }
            _ => Err(Broken),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Broken> {
        if self.0.first() == Some(&b'0') {
            self.byte()?;
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Broken> {
        visitor.visit_newtype_struct(self)
    }

    /// A name alone; none of the built-in data has a variant with contents.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Broken> {
        match self.byte()? {
            b's' => visitor.visit_enum(Name(self.text()?)),
            _ => Err(Broken),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

/// The items of a list, or the pairs of a map.
struct Items<'r, 'de> {
    reader: &'r mut Reader<'de>,
    left: usize,
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Broken;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Broken> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(&mut *self.reader).map(Some)
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = Broken;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Broken> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let name = StrDeserializer::new(self.reader.text()?);
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Broken> {
        seed.deserialize(&mut *self.reader)
    }
}

/// The name of a variant.
struct Name<'de>(&'de str);

impl<'de> EnumAccess<'de> for Name<'de> {
    type Error = Broken;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self), Broken> {
        let value = seed.deserialize(StrDeserializer::<Broken>::new(self.0))?;
        Ok((value, self))
    }
}

impl<'de> VariantAccess<'de> for Name<'de> {
    type Error = Broken;

    fn unit_variant(self) -> Result<(), Broken> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Broken> {
        Err(Broken)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Broken> {
        Err(Broken)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Broken> {
        Err(Broken)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Broken, read};

    #[test]
    fn values_come_back_and_what_is_cut_off_is_refused() {
        let bytes = b"m\x02\x01al\x03f\0\0\0\0\0\0\xf8?0f\0\0\0\0\0\0\0\xc0\x02bcl\0";
        let tree: BTreeMap<String, Vec<Option<f64>>> = read(bytes).unwrap_or_default();
        assert_eq!(
            tree,
            BTreeMap::from([
                ("a".to_owned(), vec![Some(1.5), None, Some(-2.0)]),
                ("bc".to_owned(), vec![])
            ])
        );
        for end in 0..bytes.len() {
            let cut = read::<BTreeMap<String, Vec<Option<f64>>>>(&bytes[..end]);
            assert_eq!(cut, Err(Broken), "cut after {end} bytes");
        }
        assert_eq!(read::<String>(b"x"), Err(Broken));
    }
}
