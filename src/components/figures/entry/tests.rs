use super::*;
use muctieu_core::builtin;

fn stamp() -> Stamp {
    Stamp {
        id: "f-1".to_owned(),
        now: "2026-11-23T15:04:05+07:00".to_owned(),
    }
}

fn typed(id: &str, date: &str, value: &str) -> (Workspace, Indicator, Draft) {
    let workspace = builtin::resolution().unwrap();
    let indicator = workspace.indicator(id).unwrap().clone();
    let draft = Draft {
        date: date.to_owned(),
        value: value.to_owned().into(),
        ..Draft::empty(&indicator, 2024, "An".to_owned())
    };
    (workspace, indicator, draft)
}

fn reading(id: &str, date: &str, value: &str, confirmed: bool) -> Reading {
    let (workspace, indicator, draft) = typed(id, date, value);
    read(
        &draft,
        &indicator,
        &workspace,
        None,
        stamp(),
        confirmed,
        Lang::Vi,
    )
}

fn said(reading: &Reading) -> Vec<&'static str> {
    match reading {
        Reading::Refused(faults) => faults.iter().map(|(_, fault)| fault.id()).collect(),
        Reading::Doubted(doubts) => doubts.iter().map(doubt_id).collect(),
        Reading::Clear(_) => Vec::new(),
    }
}

#[test]
fn a_clear_figure_is_taken_whole() {
    let Reading::Clear(figure) = reading("budget-revenue", "30/9", "640,5", false) else {
        panic!("refused");
    };
    assert_eq!(figure.value.to_bits(), 640.5_f64.to_bits());
    assert_eq!(figure.date.to_string(), "2024-09-30");
    assert_eq!((figure.measure, figure.year), (Measure::Cumulative, 2024));
    assert_eq!(figure.entered_by, "An");
    assert_eq!(figure.entered_at, "2026-11-23T15:04:05+07:00");
}

#[test]
fn what_cannot_be_meant_is_refused() {
    for (id, date, value, fault) in [
        ("budget-revenue", "30/9", "nhiều", "not-a-number"),
        ("budget-revenue", "30/9", "", "empty"),
        ("budget-revenue", "30/9", "1.234", "ambiguous"),
        ("budget-revenue", "30/9", &"9".repeat(400), "too-long"),
        ("budget-revenue", "30/9/2023", "700", "outside-year"),
        ("budget-revenue", "9/30/2024", "700", "date"),
        ("budget-revenue", "30/9", "-700", "negative"),
        ("grdp-per-capita", "30/6/2023", "51", "outside-year"),
        ("health-insurance", "30/9", "100,5", "above-whole"),
        ("cooperatives", "30/9", "24,5", "not-whole"),
        ("pci-rank", "31/12", "0", "not-a-rank"),
    ] {
        assert_eq!(
            said(&reading(id, date, value, true)),
            [fault],
            "{id} {value}"
        );
    }
    assert_eq!(
        said(&reading("budget-revenue", "", "?", true)),
        ["date", "not-a-number"]
    );
}

#[test]
fn what_may_be_wrong_is_asked_once() {
    for (id, date, value, doubt) in [
        ("budget-revenue", "30/6", "120", "falling"),
        ("budget-revenue", "21/3", "164", "second-for-date"),
        ("budget-revenue", "30/6", "5000000", "unit-slip"),
    ] {
        let asked = reading(id, date, value, false);
        assert!(
            matches!(asked, Reading::Doubted(_)) && said(&asked).contains(&doubt),
            "{asked:?}"
        );
        assert!(matches!(reading(id, date, value, true), Reading::Clear(_)));
    }
}

#[test]
fn an_ambiguous_number_is_what_the_user_chose() {
    let (workspace, indicator, mut draft) = typed("budget-revenue", "30/9", "1.234");
    draft.value.chosen = Some(1234.0);
    let reading = read(
        &draft,
        &indicator,
        &workspace,
        None,
        stamp(),
        false,
        Lang::Vi,
    );
    assert!(matches!(reading, Reading::Clear(figure) if figure.value > 1233.0));
}

#[test]
fn a_range_needs_both_ends_around_its_value() {
    for (low, high, fault) in [
        ("990", "", Some("range")),
        ("1040", "1060", Some("range")),
        ("990", "x", Some("not-a-number")),
        ("990", "1060", None),
        ("", "", None),
    ] {
        let (workspace, indicator, mut draft) = typed("budget-revenue", "30/9", "1030");
        draft.measure = Measure::Estimate;
        draft.low = low.to_owned().into();
        draft.high = high.to_owned().into();
        let reading = read(
            &draft,
            &indicator,
            &workspace,
            None,
            stamp(),
            false,
            Lang::Vi,
        );
        assert_eq!(said(&reading), Vec::from_iter(fault), "{low} {high}");
    }
}

#[test]
fn a_correction_keeps_what_was_said_and_a_note_alone_changes_nothing_else() {
    let (workspace, indicator, _) = typed("budget-revenue", "", "");
    let before = workspace
        .figures
        .find(&FigureId("p17".into()))
        .unwrap()
        .clone();
    let correct = |change: &dyn Fn(&mut Draft)| {
        let mut draft = Draft::of(&before, "An".to_owned(), Lang::Vi);
        change(&mut draft);
        match read(
            &draft,
            &indicator,
            &workspace,
            Some(&before),
            stamp(),
            false,
            Lang::Vi,
        ) {
            Reading::Clear(figure) => *figure,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(correct(&|_| ()), before);
    let noted = correct(&|draft| draft.note = "xem lại".to_owned());
    assert_eq!(
        (noted.note.as_str(), noted.origin),
        ("xem lại", Origin::Press)
    );
    assert!(noted.corrections.is_empty());
    let valued = correct(&|draft| draft.value = "170".to_owned().into());
    assert_eq!(valued.id, before.id);
    assert_eq!(valued.origin, Origin::User);
    assert_eq!(valued.corrections.len(), 1);
    assert!(valued.corrections[0].value < 165.0);
}
