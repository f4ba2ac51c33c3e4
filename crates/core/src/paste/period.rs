//! The first cell of a pasted line: a day, a month, a quarter or a year, as officials write them.

use jiff::civil::Date;

use crate::calendar::PlanYear;
use crate::letters::lowercase;
use crate::number::{DateError, parse_date_in_year};

/// How long the period is that a pasted number speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// From the year's start to a date: cumulative whatever the user says.
    ToDate,
    /// One of twelve months.
    Month(u8),
    /// One of four quarters.
    Quarter(u8),
    /// The whole year.
    Year,
}

/// A period of a plan year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The plan year.
    pub year: i16,
    /// Its last day.
    pub end: Date,
    /// How long it is.
    pub step: Step,
}

/// Reads `21/3/2024`, `3/2024`, `T3`, `Tháng 3/2024`, `2024-03`, `Quý I/2024`, `Q1`, `6 tháng`, `Cả năm`, `2023`. The
/// year is `year` where none is written.
pub fn read_period(text: &str, year: i16, plan: PlanYear) -> Result<Period, DateError> {
    let plain = lowercase(text.trim());
    let (words, numbers) = parts(&plain);
    let has = |word: &str| words.split(' ').any(|have| have == word);
    let month = ["tháng", "thang", "thg", "t", "m", "month"]
        .iter()
        .any(|word| has(word));
    let quarter = ["quý", "quy", "q", "quarter"].iter().any(|word| has(word));
    let whole = ["năm", "nam", "year", "annual"]
        .iter()
        .any(|word| has(word));
    let is_year = |number: i16| (1900..=2200).contains(&number);
    let small = |number: i16, most: i16| (1..=most).contains(&number);
    // A quarter is as often written in Roman numerals.
    let roman = ["i", "ii", "iii", "iv"].iter().position(|word| has(word));
    let found = match (&*numbers, roman) {
        ([], Some(at)) => Some((year, Step::Quarter(step(at + 1)))),
        ([own], Some(at)) if is_year(*own) => Some((*own, Step::Quarter(step(at + 1)))),
        ([], None) if whole => Some((year, Step::Year)),
        ([own], None) if is_year(*own) => Some((*own, Step::Year)),
        ([q], None) if quarter && small(*q, 4) => Some((year, Step::Quarter(step(*q)))),
        ([q, own], None) if quarter && small(*q, 4) && is_year(*own) => {
            Some((*own, Step::Quarter(step(*q))))
        }
        // "6 tháng (đầu năm)": from the year's start to the end of that month.
        ([count, rest @ ..], None)
            if month && small(*count, 12) && plain.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            let own = rest
                .first()
                .copied()
                .filter(|own| is_year(*own))
                .unwrap_or(year);
            return Ok(Period {
                year: own,
                end: month_end(plan, own, step(*count)),
                step: Step::ToDate,
            });
        }
        ([m], None) if small(*m, 12) && (month || words.is_empty()) => {
            Some((year, Step::Month(step(*m))))
        }
        ([m, own] | [own, m], None)
            if small(*m, 12) && is_year(*own) && (month || words.is_empty()) =>
        {
            Some((*own, Step::Month(step(*m))))
        }
        _ => None,
    };
    if let Some((own, step)) = found {
        let end = match step {
            Step::Month(month) => month_end(plan, own, month),
            Step::Quarter(quarter) => plan.shifted(own - plan.year()).quarter_end(quarter),
            Step::Year | Step::ToDate => plan.shifted(own - plan.year()).end,
        };
        return Ok(Period {
            year: own,
            end,
            step,
        });
    }
    let date = parse_date_in_year(text, year)?;
    Ok(Period {
        year: year_of(plan, date),
        end: date,
        step: Step::ToDate,
    })
}

/// The plan year that a date falls into.
fn year_of(plan: PlanYear, date: Date) -> i16 {
    let near = date.year();
    [near, near + 1, near - 1]
        .into_iter()
        .find(|year| plan.shifted(year - plan.year()).contains(date))
        .unwrap_or(near)
}

fn month_end(plan: PlanYear, year: i16, month: u8) -> Date {
    let ends = plan.shifted(year - plan.year()).reporting_ends();
    ends[usize::from(month.clamp(1, 12)) - 1]
}

fn step<T: TryInto<u8>>(number: T) -> u8 {
    number.try_into().unwrap_or(u8::MAX)
}

/// The words, one space apart, and the numbers of a text; a number beyond a year's makes it no period.
fn parts(text: &str) -> (String, Vec<i16>) {
    let (mut words, mut numbers) = (String::new(), Vec::new());
    let mut number: Option<i32> = None;
    for sign in text.chars().chain([' ']) {
        if let Some(digit) = sign.to_digit(10) {
            let so_far = number.unwrap_or(0);
            number = Some((so_far * 10 + i32::try_from(digit).unwrap_or(0)).min(30_000));
            continue;
        }
        if let Some(whole) = number.take() {
            numbers.push(i16::try_from(whole).unwrap_or(i16::MAX));
        }
        if sign.is_alphabetic() {
            words.push(sign);
        } else if !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    (words.trim_end().to_owned(), numbers)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "what is read here can be read")]
mod tests {
    use super::*;
    use crate::calendar::to_iso;

    #[test]
    fn periods_are_read_as_they_are_written() {
        let plan = PlanYear::calendar(2024);
        for (text, year, end, step) in [
            ("21/3/2024", 2024, "2024-03-21", Step::ToDate),
            ("30/9", 2024, "2024-09-30", Step::ToDate),
            ("2023-06-30", 2023, "2023-06-30", Step::ToDate),
            ("3/2023", 2023, "2023-03-31", Step::Month(3)),
            ("2023-02", 2023, "2023-02-28", Step::Month(2)),
            ("T2", 2024, "2024-02-29", Step::Month(2)),
            ("Tháng 12/2022", 2022, "2022-12-31", Step::Month(12)),
            ("tháng 3 năm 2023", 2023, "2023-03-31", Step::Month(3)),
            ("7", 2024, "2024-07-31", Step::Month(7)),
            ("Quý II/2023", 2023, "2023-06-30", Step::Quarter(2)),
            ("IV", 2024, "2024-12-31", Step::Quarter(4)),
            ("Q3", 2024, "2024-09-30", Step::Quarter(3)),
            ("6 tháng", 2024, "2024-06-30", Step::ToDate),
            ("9 tháng đầu năm 2023", 2023, "2023-09-30", Step::ToDate),
            ("Cả năm", 2024, "2024-12-31", Step::Year),
            ("2022", 2022, "2022-12-31", Step::Year),
            ("năm 2021", 2021, "2021-12-31", Step::Year),
        ] {
            let period = read_period(text, 2024, plan).unwrap();
            assert_eq!(
                (period.year, to_iso(period.end).as_str(), period.step),
                (year, end, step),
                "{text}"
            );
        }
        for text in [
            "",
            "13/2023",
            "Quý V",
            "hôm qua",
            "31/2/2024",
            "99999999999999999999",
        ] {
            assert!(read_period(text, 2024, plan).is_err(), "{text}");
        }
    }

    #[test]
    fn a_plan_year_of_its_own_takes_in_the_december_before() {
        let plan = PlanYear {
            start: Date::new(2023, 12, 15).unwrap(),
            end: Date::new(2024, 12, 14).unwrap(),
        };
        assert_eq!(read_period("20/12/2022", 2024, plan).unwrap().year, 2023);
        assert_eq!(read_period("14/11/2022", 2024, plan).unwrap().year, 2022);
    }
}
