//! A formula in words: the titles of what it names, and the signs of arithmetic.

use super::{Expr, Formula, Op};
use crate::lang::Lang;
use crate::number::format_compact_trim;

/// How tightly something binds: a sum, a product, a sign, a value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binds {
    Sum,
    Product,
    Power,
    Value,
}

impl Formula {
    /// The formula with each name as `of` says it: a title, or a value with its unit.
    pub fn in_words(&self, of: &dyn Fn(&str) -> String, lang: Lang) -> String {
        self.root.said(of, lang).0
    }
}

impl Expr {
    fn said(&self, of: &dyn Fn(&str) -> String, lang: Lang) -> (String, Binds) {
        let within = |inner: &Self, least: Binds| {
            let (text, binds) = inner.said(of, lang);
            if binds < least {
                format!("({text})")
            } else {
                text
            }
        };
        match self {
            Self::Number(value) => (format_compact_trim(*value, 9, lang), Binds::Value),
            Self::Name { name, .. } => (of(name), Binds::Value),
            Self::Minus(inner) => (format!("−{}", within(inner, Binds::Product)), Binds::Sum),
            Self::Two {
                op, left, right, ..
            } => {
                let (sign, own, right_least) = match op {
                    Op::Add => ("+", Binds::Sum, Binds::Sum),
                    Op::Subtract => ("−", Binds::Sum, Binds::Product),
                    Op::Multiply => ("×", Binds::Product, Binds::Product),
                    Op::Divide => ("÷", Binds::Product, Binds::Power),
                };
                let (left, right) = (within(left, own), within(right, right_least));
                (format!("{left} {sign} {right}"), own)
            }
            Self::Power { base, exponent } => {
                let sign = if *exponent < 0 { "−" } else { "" };
                let exponent = exponent.unsigned_abs();
                let base = within(base, Binds::Value);
                (format!("{base}^{sign}{exponent}"), Binds::Power)
            }
            Self::Extreme { most, of: all, .. } => {
                let name = match most {
                    true => lang.pick("lớn nhất", "max"),
                    false => lang.pick("nhỏ nhất", "min"),
                };
                let all: Vec<String> = all.iter().map(|one| one.said(of, lang).0).collect();
                (format!("{name}({})", all.join("; ")), Binds::Value)
            }
        }
    }
}
