//! Numbers as programs write them.

/// A text that is longer is no number: the longest that a program writes has a third of this.
const LONGEST: usize = 1100;

/// A number as programs write it, `-12.5` or `1e-7`: the nearest f64, and none beyond their range.
///
/// By long division of whole numbers, which is slow for large exponents and small in the page: the standard library's
/// reading of numbers, and that of JSON, have tables of powers of ten which do not compress.
pub fn float(text: &str) -> Option<f64> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, whole(exponent)?),
        None => (rest, 0),
    };
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = || before.bytes().chain(after.bytes());
    if digits().next().is_none() || !digits().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    if mantissa.len() > LONGEST {
        return None;
    }
    let mut number = Vec::new();
    for digit in digits() {
        multiply(&mut number, 10, u32::from(digit - b'0'));
    }
    let power = exponent.checked_sub(i32::try_from(after.len()).ok()?)?;
    let size = nearest(number, power)?;
    Some(if negative { -size } else { size })
}

/// An exponent.
fn whole(text: &str) -> Option<i32> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    // What has more digits is out of every range.
    let value = digits.bytes().fold(0_i32, |value, digit| {
        value
            .saturating_mul(10)
            .saturating_add(i32::from(digit - b'0'))
    });
    Some(sign * value.min(1_000_000))
}

/// A whole number times a power of ten; the number in groups of 32 bits, the least first.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "places of bits, and the lower half of 64 bits"
)]
fn nearest(mut number: Vec<u32>, power: i32) -> Option<f64> {
    /// Below this power of two there is no f64.
    const LEAST: i64 = -1074;
    let bits = length(&number);
    if bits == 0 {
        return Some(0.0);
    }
    // Ten lies between 2³ and 2⁴: far out of range, nothing need be computed.
    if power > 400 {
        return None;
    }
    if bits + 3 * i64::from(power) < LEAST - 64 && power < 0 {
        return Some(0.0);
    }
    // A number is number × 2^-shift; what division drops makes it no tie.
    let (mut shift, mut dropped) = (0, false);
    if power > 0 {
        for _ in 0..power {
            multiply(&mut number, 10, 0);
        }
    } else {
        let groups = (64 - LEAST + 4 * i64::from(-power)) / 32 + 1;
        shift = 32 * groups;
        number.splice(0..0, std::iter::repeat_n(0, usize::try_from(groups).ok()?));
        for _ in 0..-power {
            dropped |= divide(&mut number, 10) != 0;
        }
    }
    // The number's last bit that is kept stands for 2^unit.
    let unit = (length(&number) - shift - 53).max(LEAST);
    let cut = unit + shift;
    let bit = |at: i64| {
        at >= 0
            && number
                .get((at / 32) as usize)
                .is_some_and(|group| group >> (at % 32) & 1 == 1)
    };
    let mut kept = (0..54)
        .rev()
        .fold(0_u64, |kept, at| kept << 1 | u64::from(bit(cut + at)));
    let below = dropped || (0..cut - 1).any(bit);
    if bit(cut - 1) && (below || kept & 1 == 1) {
        kept += 1;
    }
    let scale = if unit < -1022 {
        f64::from_bits(1 << (unit - LEAST))
    } else {
        f64::from_bits(
            u64::try_from(unit + 1023)
                .ok()
                .filter(|exponent| *exponent < 2047)?
                << 52,
        )
    };
    Some(kept as f64 * scale).filter(|value| value.is_finite())
}

/// How many bits a number has.
#[allow(clippy::cast_possible_wrap, reason = "some thousands of bits")]
fn length(number: &[u32]) -> i64 {
    let top = number.iter().rposition(|group| *group != 0);
    top.map_or(0, |top| {
        32 * (top as i64 + 1) - i64::from(number[top].leading_zeros())
    })
}

#[allow(clippy::cast_possible_truncation, reason = "the lower half is meant")]
fn multiply(number: &mut Vec<u32>, factor: u32, plus: u32) {
    let mut carry = u64::from(plus);
    for group in &mut *number {
        carry += u64::from(*group) * u64::from(factor);
        *group = carry as u32;
        carry >>= 32;
    }
    if carry > 0 {
        number.push(carry as u32);
    }
}

/// Divides, and gives the rest.
#[allow(
    clippy::cast_possible_truncation,
    reason = "a rest is less than what is divided by"
)]
fn divide(number: &mut [u32], by: u32) -> u32 {
    let mut rest = 0_u64;
    for group in number.iter_mut().rev() {
        rest = rest << 32 | u64::from(*group);
        *group = (rest / u64::from(by)) as u32;
        rest %= u64::from(by);
    }
    rest as u32
}

#[cfg(test)]
mod tests {
    use super::float;

    #[test]
    fn floats_are_those_of_the_standard_library() {
        for text in [
            "0",
            "-0",
            "007",
            ".5",
            "0.5",
            "00.25",
            "12.",
            "1e3",
            "-1.5e-7",
            "+3",
            "0.1",
            "1e-400",
            "9007199254740993",
            "123456789012345678901234567890",
            "2.2250738585072011e-308",
            "4.9e-324",
            "1.7976931348623157e308",
            "",
            ".",
            "-",
            "x",
            "1x",
            "1,5",
            "e5",
            "1e",
            "1e-",
            "1.5E+3",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
        ] {
            let (ours, theirs) = (float(text), text.parse::<f64>().ok());
            assert_eq!(ours.map(f64::to_bits), theirs.map(f64::to_bits), "{text}");
        }
        assert_eq!(float("1e400"), None);
    }

    #[test]
    fn floats_of_all_sizes_are_those_of_the_standard_library() {
        let mut bits = 88_172_645_463_325_252_u64;
        for _ in 0..4_000 {
            bits ^= bits << 13;
            bits ^= bits >> 7;
            bits ^= bits << 17;
            let value = f64::from_bits(bits);
            if value.is_finite() {
                let longer = format!("{value:.20e}");
                for text in [format!("{value:e}"), longer] {
                    let theirs = text.parse::<f64>().ok();
                    assert_eq!(
                        float(&text).map(f64::to_bits),
                        theirs.map(f64::to_bits),
                        "{text}"
                    );
                }
            }
        }
    }
}
