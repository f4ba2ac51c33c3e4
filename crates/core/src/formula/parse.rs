//! From text to tree, by recursive descent.
//!
//! ```text
//! sum     = product (('+' | '−') product)*
//! product = signed (('×' | '÷') signed)*
//! signed  = '−' signed | power
//! power   = value ['^' ['−'] digits]
//! value   = number ['%'] | '[' name ']' | '(' sum ')' | ('min' | 'max') '(' sum (';' sum)* ')'
//! ```

use super::error::{FormulaError, FormulaFault};
use super::{Expr, Op};

/// The longest formula, in bytes.
const LONGEST: usize = 1_000;
/// The most values in each other.
const DEEPEST: usize = 40;
/// The greatest power.
const HIGHEST: i32 = 9;

/// Reads a formula.
pub(super) fn parse(text: &str) -> Result<Expr, FormulaError> {
    let mut reader = Reader {
        chars: text.chars().collect(),
        at: 0,
        depth: 0,
    };
    if text.len() > LONGEST {
        return Err(reader.fault(FormulaFault::TooLong));
    }
    let root = reader.sum()?;
    match reader.peek() {
        None => Ok(root),
        Some(found) => Err(reader.fault(FormulaFault::Unexpected(found))),
    }
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    depth: usize,
}

impl Reader {
    fn fault(&self, fault: FormulaFault) -> FormulaError {
        fault_at(self.at, fault)
    }

    /// The next character that is no space.
    fn peek(&mut self) -> Option<char> {
        while self.chars.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
        self.chars.get(self.at).copied()
    }

    /// Takes the next character if it is one of these.
    fn takes(&mut self, any: &[char]) -> Option<char> {
        let next = self.peek().filter(|next| any.contains(next))?;
        self.at += 1;
        Some(next)
    }

    /// Goes one deeper, if there is room.
    fn deeper(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<Expr, FormulaError>,
    ) -> Result<Expr, FormulaError> {
        if self.depth >= DEEPEST {
            return Err(self.fault(FormulaFault::TooDeep));
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn sum(&mut self) -> Result<Expr, FormulaError> {
        let mut left = self.product()?;
        while let Some(sign) = self.takes(&['+', '-', '−', '–']) {
            let op = if sign == '+' { Op::Add } else { Op::Subtract };
            left = two(op, left, self.at, self.product()?);
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Expr, FormulaError> {
        let mut left = self.signed()?;
        while let Some(sign) = self.takes(&['*', '×', '·', '/', '÷']) {
            let op = match sign {
                '/' | '÷' => Op::Divide,
                _ => Op::Multiply,
            };
            left = two(op, left, self.at, self.signed()?);
        }
        Ok(left)
    }

    fn signed(&mut self) -> Result<Expr, FormulaError> {
        if self.takes(&['-', '−', '–']).is_some() {
            let of = self.deeper(Self::signed)?;
            return Ok(Expr::Minus(Box::new(of)));
        }
        self.power()
    }

    fn power(&mut self) -> Result<Expr, FormulaError> {
        let base = self.value()?;
        if self.takes(&['^']).is_none() {
            return Ok(base);
        }
        let negative = self.takes(&['-', '−', '–']).is_some();
        self.peek();
        let start = self.at;
        let digits = self.run(|c| c.is_ascii_digit());
        let exponent: Option<i32> = digits.parse().ok();
        let exponent = exponent
            .filter(|exponent| *exponent <= HIGHEST)
            .ok_or_else(|| fault_at(start, FormulaFault::Power))?;
        Ok(Expr::Power {
            base: Box::new(base),
            exponent: if negative { -exponent } else { exponent },
        })
    }

    fn value(&mut self) -> Result<Expr, FormulaError> {
        match self.peek() {
            None => Err(self.fault(FormulaFault::Ends)),
            Some('(') => {
                let start = self.at;
                self.at += 1;
                let inner = self.deeper(Self::sum)?;
                self.close(start)?;
                Ok(inner)
            }
            Some('[') => self.name(']'),
            Some('`') => self.name('`'),
            Some(c) if c.is_ascii_digit() => self.number(),
            Some(c) if c.is_alphabetic() => self.function(),
            Some(found) => Err(self.fault(FormulaFault::Unexpected(found))),
        }
    }

    /// The closing half of a parenthesis that was opened at `start`.
    fn close(&mut self, start: usize) -> Result<(), FormulaError> {
        match self.peek() {
            Some(')') => {
                self.at += 1;
                Ok(())
            }
            Some(found) => Err(self.fault(FormulaFault::Unexpected(found))),
            None => Err(fault_at(start, FormulaFault::Open)),
        }
    }

    fn name(&mut self, end: char) -> Result<Expr, FormulaError> {
        let at = self.at;
        self.at += 1;
        let name = self.run(|c| c != end && c != '\n');
        if self.chars.get(self.at) != Some(&end) || name.trim().is_empty() {
            return Err(fault_at(at, FormulaFault::Name));
        }
        self.at += 1;
        Ok(Expr::Name {
            name: name.trim().into(),
            at,
        })
    }

    fn number(&mut self) -> Result<Expr, FormulaError> {
        let at = self.at;
        let text = self.run(|c| c.is_ascii_digit() || c == '.' || c == ',');
        let refuse = |fault: fn(String) -> FormulaFault| fault_at(at, fault(text.clone()));
        let (whole, decimals) = text.split_once(['.', ',']).unwrap_or((&text, ""));
        if decimals.contains(['.', ',']) || text.ends_with(['.', ',']) {
            return Err(refuse(FormulaFault::Number));
        }
        // 1.000 is a thousand to some and one to others; 0.125 and 1250.125 can only be decimals.
        if decimals.len() == 3 && whole.len() <= 3 && !whole.starts_with('0') {
            return Err(refuse(FormulaFault::Ambiguous));
        }
        let value = crate::number::float(&text.replace(',', "."))
            .filter(|value| value.is_finite())
            .ok_or_else(|| refuse(FormulaFault::Number))?;
        let share = self.takes(&['%']).is_some();
        Ok(Expr::Number(if share { value / 100.0 } else { value }))
    }

    fn function(&mut self) -> Result<Expr, FormulaError> {
        let at = self.at;
        let word = self.run(|c| c.is_alphanumeric() || c == '-' || c == '_');
        let most = match word.as_str() {
            "min" => false,
            "max" => true,
            _ => {
                let word = word.chars().take(40).collect();
                return Err(fault_at(at, FormulaFault::Word(word)));
            }
        };
        self.peek();
        let start = self.at;
        if self.takes(&['(']).is_none() {
            return Err(self.fault(FormulaFault::Open));
        }
        let mut of = Vec::new();
        loop {
            of.push(self.deeper(Self::sum)?);
            if self.takes(&[';']).is_none() {
                break;
            }
        }
        self.close(start)?;
        Ok(Expr::Extreme { most, of, at })
    }

    /// The characters from here on for which `fits` holds.
    fn run(&mut self, fits: impl Fn(char) -> bool) -> String {
        let rest = self.chars.get(self.at..).unwrap_or(&[]);
        let run: String = rest.iter().copied().take_while(|c| fits(*c)).collect();
        self.at += run.chars().count();
        run
    }
}

fn fault_at(at: usize, fault: FormulaFault) -> FormulaError {
    FormulaError {
        column: at + 1,
        fault,
    }
}

/// `after` is the place behind the sign.
fn two(op: Op, left: Expr, after: usize, right: Expr) -> Expr {
    Expr::Two {
        op,
        left: Box::new(left),
        right: Box::new(right),
        at: after.saturating_sub(1),
    }
}
