//! The words of units in both languages.

use super::{Dimension, HIGHEST_POWER};
use crate::lang::Lang;
use crate::letters::lowercase;

/// A word of a unit: Vietnamese, English, and what else it is written as, in lower case.
type Word = (&'static str, &'static str, &'static [&'static str]);

/// Words that multiply.
const SCALES: [(Word, f64); 4] = [
    (("trăm", "hundred", &[]), 1e2),
    (("nghìn", "thousand", &["ngàn"]), 1e3),
    (("triệu", "million", &[]), 1e6),
    (("tỷ", "billion", &["tỉ"]), 1e9),
];

/// Units of plain numbers.
const PURE: [(Word, f64); 4] = [
    (("%", "%", &["phần trăm", "per cent", "percent"]), 0.01),
    (
        (
            "điểm %",
            "percentage points",
            &["điểm phần trăm", "percentage point", "pp"],
        ),
        0.01,
    ),
    (("lần", "times", &[]), 1.0),
    (("không có đơn vị", "no unit", &[]), 1.0),
];

/// Base units whose English name is known. A name in Vietnamese is the name of the base unit.
const BASES: [Word; 19] = [
    ("đồng", "VND", &["vnd", "vnđ", "đ"]),
    ("người", "people", &["person", "persons"]),
    ("lao động", "workers", &["worker"]),
    ("hộ", "households", &["household"]),
    ("ha", "ha", &["hecta", "hectare", "hectares"]),
    ("xã", "communes", &["commune"]),
    ("vụ", "cases", &["case"]),
    ("sản phẩm", "products", &["product"]),
    ("hợp tác xã", "cooperatives", &["cooperative"]),
    ("trường", "schools", &["school"]),
    ("bậc", "places", &["place"]),
    ("đảng viên", "members", &["member"]),
    ("tấn", "tonnes", &["tonne", "ton", "tons"]),
    ("doanh nghiệp", "enterprises", &["enterprise"]),
    ("dự án", "projects", &["project"]),
    ("năm", "years", &["year"]),
    ("quý", "quarters", &["quarter"]),
    ("tháng", "months", &["month"]),
    ("ngày", "days", &["day"]),
];

fn is(word: &Word, text: &str) -> bool {
    word.0 == text || lowercase(word.1) == text || word.2.contains(&text)
}

/// A term of a unit: its scale words, the name that is left, and the name's power.
struct Term<'a> {
    /// A plain number before everything.
    number: Option<&'a str>,
    scales: Vec<&'static (Word, f64)>,
    name: String,
    power: Option<&'a str>,
}

fn taken_apart(term: &str) -> Term<'_> {
    let (term, power) = match term.split_once('^') {
        Some((term, power)) => (term, Some(power.trim())),
        None => (term, None),
    };
    let mut words = term.split_whitespace().peekable();
    let number = words.next_if(|word| word.starts_with(|first: char| first.is_ascii_digit()));
    let mut scales = Vec::new();
    while let Some(scale) = words
        .peek()
        .and_then(|word| SCALES.iter().find(|(scale, _)| is(scale, word)))
    {
        scales.push(scale);
        words.next();
    }
    Term {
        number,
        scales,
        name: words.collect::<Vec<_>>().join(" "),
        power,
    }
}

/// The scale and dimension of a term in lower case; nothing where it says nothing.
pub(super) fn term(text: &str) -> Option<(f64, Dimension)> {
    let term = taken_apart(text);
    let mut factor: f64 = term.scales.iter().map(|(_, factor)| factor).product();
    if let Some(number) = term.number {
        // Digits alone: a full stop would part thousands for some and decimals for others.
        let digits = number.len() <= 12 && number.bytes().all(|digit| digit.is_ascii_digit());
        let number = crate::number::float(number).filter(|_| digits)?;
        factor *= number;
    } else if term.scales.is_empty() && term.name.is_empty() {
        return None;
    }
    // (nghìn người)² or nghìn (người²): nobody knows.
    let scaled = term.number.is_some() || !term.scales.is_empty();
    let power: i32 = match term.power {
        None => 1,
        Some(power) => power.parse().ok()?,
    };
    if !(1..=HIGHEST_POWER).contains(&power) || (term.power.is_some() && scaled) {
        return None;
    }
    if term.name.is_empty() {
        return Some((factor, Dimension::default()));
    }
    if let Some((_, share)) = PURE.iter().find(|(word, _)| is(word, &term.name)) {
        return Some((factor * share, Dimension::default()));
    }
    let known = BASES.iter().find(|word| is(word, &term.name));
    let base = Dimension::base(known.map_or(term.name.as_str(), |word| word.0));
    Some((factor, base.power(power)))
}

/// A term in the words of a language.
pub(super) fn translated(text: &str, lang: Lang) -> String {
    let lower = lowercase(text);
    let term = taken_apart(&lower);
    let pick = |word: &Word| lang.pick(word.0, word.1).to_owned();
    let mut words: Vec<String> = term
        .number
        .iter()
        .map(|&number| number.to_owned())
        .collect();
    words.extend(term.scales.iter().map(|(word, _)| pick(word)));
    let pure = PURE.iter().map(|(word, _)| word);
    let known = pure.chain(&BASES).find(|word| is(word, &term.name));
    match known {
        Some(word) => words.push(pick(word)),
        // As it was written, capitals and all.
        None if words.is_empty() => return text.trim().to_owned(),
        None if term.name.is_empty() => {}
        None => words.push(term.name),
    }
    let mut said = words.join(" ");
    if let Some(power) = term.power {
        said = format!("{said}^{power}");
    }
    said
}
