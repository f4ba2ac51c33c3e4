use super::*;
use crate::calendar::to_iso;
use crate::lang::Say;
use proptest::prelude::*;

fn how(per_period: bool) -> How {
    How {
        plan: PlanYear::calendar(2024),
        measure: Measure::Cumulative,
        of_year: Measure::Annual,
        per_period,
        mark: Mark::Unsaid,
        lang: Lang::Vi,
    }
}

fn told(entries: &[Entry]) -> Vec<(String, f64)> {
    let told = |entry: &Entry| (to_iso(entry.date), entry.value);
    entries.iter().map(told).collect()
}

#[test]
fn lines_of_a_date_and_a_number_are_read_with_their_source() {
    let text = "Ngày\tLũy kế\tNguồn\n22/1/2024\t40\tBáo Bắc Kạn\n21/3/2024\t164\n\n2023\t1.010,5";
    let entries = read(text, &how(false)).unwrap();
    assert_eq!(
        told(&entries),
        [
            ("2023-12-31".into(), 1010.5),
            ("2024-01-22".into(), 40.0),
            ("2024-03-21".into(), 164.0)
        ]
    );
    assert_eq!(entries[0].measure, Measure::Annual);
    assert_eq!(
        (entries[1].line, entries[1].source.as_str()),
        (2, "Báo Bắc Kạn")
    );
}

#[test]
fn a_table_of_months_by_years_is_read_and_an_empty_cell_is_unknown() {
    let text = "Tháng\t2022\t2023\n1\t60\t55,5\n2\t90\t\n3\t\t130\nCả năm\t855\t-";
    let entries = read(text, &how(false)).unwrap();
    assert_eq!(
        told(&entries),
        [
            ("2022-01-31".into(), 60.0),
            ("2022-02-28".into(), 90.0),
            ("2022-12-31".into(), 855.0),
            ("2023-01-31".into(), 55.5),
            ("2023-03-31".into(), 130.0)
        ]
    );
}

#[test]
fn single_periods_are_added_up_within_their_year() {
    let text = "Quý I/2023  10\nQuý II/2023  20\nQuý III/2023  30\nQuý IV/2023  40\nQ1/2024  12";
    let entries = read(text, &how(true)).unwrap();
    let values: Vec<f64> = entries.iter().map(|entry| entry.value).collect();
    assert_eq!(values, [10.0, 30.0, 60.0, 100.0, 12.0]);
    // Without the second nothing later can be added up, and nothing is taken by halves.
    let gap = read("T1/2023\t10\nT3/2023\t20", &how(true)).unwrap_err();
    assert_eq!((gap[0].line, &gap[0].what), (2, &What::Gap));
}

#[test]
fn every_line_that_is_wrong_is_named() {
    let text = "1/2023\t10\nhôm qua\t20\n3/2023\tnhiều\n4/2023\t\n5/2023\t1.234";
    let faults = read(text, &how(false)).unwrap_err();
    let lines: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [2, 3, 4, 5]);
    assert!(faults[0].say(Lang::Vi).starts_with("Dòng 2: "));
    // The unclear number is clear once the user says what its point means.
    let mark = |mark| read("5/2023\t1.234", &How { mark, ..how(false) }).unwrap()[0].value;
    assert!((mark(Mark::Thousands) - 1234.0).abs() < 1e-12);
    assert!((mark(Mark::Decimal) - 1.234).abs() < 1e-12);
}

#[test]
fn the_same_period_twice_is_refused() {
    let faults = read("3/2023\t10\n31/3/2023\t11", &how(false)).unwrap_err();
    assert_eq!((faults[0].line, &faults[0].what), (2, &What::Twice));
}

proptest! {
    #[test]
    fn whatever_is_pasted_is_read_or_refused_and_what_is_read_is_a_number(text in "\\PC{0,200}", per_period: bool) {
        if let Ok(entries) = read(&text, &how(per_period)) {
            prop_assert!(entries.iter().all(|entry| entry.value.is_finite()));
        }
    }

    #[test]
    fn tables_are_read_or_refused(cells in prop::collection::vec("[0-9.,/TQ\t\n –-]{0,12}", 0..40)) {
        if let Ok(entries) = read(&cells.join("\t"), &how(false)) {
            prop_assert!(entries.iter().all(|entry| entry.value.is_finite()));
        }
    }
}
