//! What a unit is a unit of: a product of base units with whole powers.

use super::words;
use crate::lang::Lang;

/// A product of powers of base units; nothing in it is a plain number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dimension {
    /// The base units by name, in the order of their names, none with power 0.
    powers: Vec<(String, i32)>,
}

impl Dimension {
    /// One base unit.
    pub fn base(name: &str) -> Self {
        Self {
            powers: vec![(name.to_owned(), 1)],
        }
    }

    /// Whether it is a plain number.
    pub fn is_none(&self) -> bool {
        self.powers.is_empty()
    }

    /// This times `other` to the power of `exponent`.
    #[must_use]
    pub fn times(&self, other: &Self, exponent: i32) -> Self {
        let mut powers = self.powers.clone();
        for (name, power) in &other.powers {
            let more = power.saturating_mul(exponent);
            match powers.iter().position(|(own, _)| own >= name) {
                Some(at) if powers[at].0 == *name => {
                    powers[at].1 = powers[at].1.saturating_add(more);
                }
                Some(at) => powers.insert(at, (name.clone(), more)),
                None => powers.push((name.clone(), more)),
            }
        }
        powers.retain(|(_, power)| *power != 0);
        Self { powers }
    }

    /// This to a whole power.
    #[must_use]
    pub fn power(&self, exponent: i32) -> Self {
        Self::default().times(self, exponent)
    }

    /// In words: `đồng/người`; "no unit" for a plain number.
    pub fn in_words(&self, lang: Lang) -> String {
        let side = |above: bool| {
            let terms = self
                .powers
                .iter()
                .filter(|(_, power)| (*power > 0) == above);
            let terms = terms.map(|(name, power)| {
                let name = words::translated(name, lang);
                match power.unsigned_abs() {
                    1 => name,
                    power => format!("{name}^{power}"),
                }
            });
            terms.collect::<Vec<_>>()
        };
        let (above, below) = (side(true).join("·"), side(false).join("/"));
        match (above.is_empty(), below.is_empty()) {
            (true, true) => lang.pick("không có đơn vị", "no unit").to_owned(),
            (_, true) => above,
            (true, false) => format!("1/{below}"),
            (false, false) => format!("{above}/{below}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_add_up_and_vanish() {
        let (dong, people) = (Dimension::base("đồng"), Dimension::base("người"));
        let per_head = dong.times(&people, -1);
        assert_eq!(per_head.in_words(Lang::Vi), "đồng/người");
        assert_eq!(per_head.in_words(Lang::En), "VND/people");
        assert_eq!(per_head.times(&people, 1), dong);
        assert!(per_head.times(&per_head, -1).is_none());
        assert_eq!(per_head.power(2).in_words(Lang::Vi), "đồng^2/người^2");
        assert_eq!(people.power(-1).in_words(Lang::Vi), "1/người");
        assert_eq!(dong.times(&people, 0), dong);
    }
}
