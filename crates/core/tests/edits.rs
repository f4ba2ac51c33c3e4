//! Changes and files: what is undone leaves no trace, what is written is read back, and no file does harm.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use common::{assumptions, change, correlation, figure, lever, position, scenario, workspace};
use jiff::civil::date;
use muctieu_core::board::Board;
use muctieu_core::builtin;
use muctieu_core::correlation::{Correlation, Pair};
use muctieu_core::edit::Edit;
use muctieu_core::figure::FigureId;
use muctieu_core::history::History;
use muctieu_core::lang::{Lang, Say};
use muctieu_core::scenario::ScenarioId;
use muctieu_core::store;
use proptest::prelude::*;

fn edit() -> impl Strategy<Value = Edit> {
    let name = || (0..4u32).prop_map(|name| ScenarioId(format!("s{name}").into()));
    prop_oneof![
        4 => figure().prop_map(|figure| Edit::PutFigure { figure: Box::new(figure) }),
        2 => (0..40u32).prop_map(|name| Edit::RemoveFigure { id: FigureId(format!("f{name}").into()) }),
        1 => prop::collection::vec(figure(), 0..4).prop_map(|figures| Edit::ReplaceFigures { figures }),
        2 => (prop::collection::vec(figure(), 0..4), prop::collection::vec(0..40u32, 0..2)).prop_map(|(put, remove)| {
            let remove = remove.into_iter().map(|name| FigureId(format!("f{name}").into())).collect();
            Edit::ChangeFigures { put, remove }
        }),
        2 => (figure(), prop::option::of(assumptions()))
            .prop_map(|(of, set)| Edit::Assume { indicator: of.indicator, assumptions: set.map(Box::new) }),
        3 => (0..4u32).prop_flat_map(scenario).prop_flat_map(|scenario| {
            prop::option::of(0..5usize).prop_map(move |place| Edit::PutScenario { scenario: scenario.clone(), place })
        }),
        1 => name().prop_map(|id| Edit::RemoveScenario { id }),
        6 => (name(), lever(), prop::option::weighted(0.7, position()))
            .prop_map(|(scenario, lever, value)| Edit::MoveLever { scenario, lever, value }),
        3 => (name(), change(), prop::option::of(0..4usize))
            .prop_map(|(scenario, change, place)| Edit::PutChange { scenario, change, place }),
        1 => (name(), 0..5usize).prop_map(|(id, place)| Edit::OrderScenario { id, place }),
        2 => correlation().prop_map(|correlation| Edit::Correlate { correlation: Box::new(correlation) }),
        1 => Just(Edit::ReplaceWorkspace { file: Box::new((&builtin::resolution().unwrap()).into()) }),
    ]
}

/// One thing that a user does.
#[derive(Clone, Debug)]
enum Act {
    Do(Box<Edit>),
    Undo,
    Redo,
    Seal,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        8 => edit().prop_map(|edit| Act::Do(Box::new(edit))),
        3 => Just(Act::Undo),
        2 => Just(Act::Redo),
        1 => Just(Act::Seal),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_edit_and_its_inverse_leave_everything_as_it_was(start in workspace(), edits in prop::collection::vec(edit(), 1..25)) {
        let mut workspace = start;
        for edit in edits {
            let before = workspace.clone();
            match edit.apply(&mut workspace) {
                Err(refused) => {
                    prop_assert_eq!(&workspace, &before, "refused by halves: {:?}", refused);
                    prop_assert!(!refused.say(Lang::Vi).is_empty());
                }
                Ok(inverse) => {
                    let after = workspace.clone();
                    let again = inverse.apply(&mut workspace).unwrap();
                    prop_assert_eq!(&workspace, &before, "{:?}", edit);
                    again.apply(&mut workspace).unwrap();
                    prop_assert_eq!(&workspace, &after, "{:?}", edit);
                }
            }
        }
    }

    #[test]
    fn undoing_everything_comes_back_to_the_start_and_redoing_to_the_end(
        start in workspace(), acts in prop::collection::vec(act(), 1..40)
    ) {
        let mut workspace = start.clone();
        let mut history = History::default();
        for act in acts {
            match act {
                Act::Do(edit) => drop(history.apply(&mut workspace, *edit)),
                Act::Undo => drop(history.undo(&mut workspace).unwrap()),
                Act::Redo => drop(history.redo(&mut workspace).unwrap()),
                Act::Seal => history.seal(),
            }
        }
        // What lies ahead is undone already: the end is where the last step leads.
        while history.redo(&mut workspace).unwrap().is_some() {}
        let end = workspace.clone();
        let mut steps = 0;
        while history.can_undo().is_some() {
            history.undo(&mut workspace).unwrap();
            steps += 1;
        }
        prop_assert_eq!(&workspace, &start);
        for _ in 0..steps {
            prop_assert!(history.can_redo().is_some());
            history.redo(&mut workspace).unwrap();
        }
        prop_assert_eq!(&workspace, &end);
    }

    #[test]
    fn whatever_was_edited_can_be_written_and_read(start in workspace(), edits in prop::collection::vec(edit(), 0..25)) {
        let mut workspace = start;
        for edit in edits {
            let _ = edit.apply(&mut workspace);
        }
        let text = store::write(&workspace).unwrap();
        prop_assert_eq!(&store::read(&text).unwrap(), &workspace);
        prop_assert_eq!(&store::read(&store::write_pretty(&workspace).unwrap()).unwrap(), &workspace);
    }

    #[test]
    fn a_damaged_file_is_refused_or_still_makes_sense(
        at in any::<prop::sample::Index>(), length in 0..40usize, instead in "[-0-9.eE\"{}\\[\\],:a-z]{0,12}"
    ) {
        let mut workspace = builtin::resolution().unwrap();
        // Without the text, or nearly every damage would fall into it.
        std::sync::Arc::make_mut(&mut workspace.resolution).text.clear();
        for indicator in std::sync::Arc::make_mut(&mut workspace.indicators) {
            indicator.passage = None;
        }
        let text = store::write(&workspace).unwrap();
        let from = text.floor_char_boundary(at.index(text.len()));
        let to = text.floor_char_boundary((from + length).min(text.len()));
        let damaged = format!("{}{instead}{}", &text[..from], &text[to..]);
        match store::read(&damaged) {
            Err(error) => prop_assert!(!error.say(Lang::Vi).is_empty()),
            Ok(read) => {
                for as_of in [date(2024, 3, 1), date(2024, 12, 31)] {
                    let board = Board::new(&read, as_of, None);
                    let finite = board.rows.iter().all(|row| row.projected.is_none_or(f64::is_finite));
                    prop_assert!(finite);
                }
                prop_assert_eq!(&store::read(&store::write(&read).unwrap()).unwrap(), &read);
            }
        }
    }

    #[test]
    fn any_text_at_all_is_refused_in_words(text in "\\PC{0,200}", json in "[-0-9.eE\"{}\\[\\],: a-z]{0,200}") {
        for text in [text, json] {
            prop_assert!(!store::read(&text).unwrap_err().say(Lang::En).is_empty());
        }
    }
}

#[test]
fn what_could_not_be_read_again_is_refused_at_once() {
    let workspace = builtin::resolution().unwrap();
    let good = workspace.figures.of("budget-revenue")[0].clone();
    let put = |change: &dyn Fn(&mut muctieu_core::figure::Figure)| {
        let mut figure = good.clone();
        change(&mut figure);
        let mut copy = workspace.clone();
        let refused = Edit::PutFigure {
            figure: Box::new(figure),
        }
        .apply(&mut copy)
        .is_err();
        assert!(!refused || copy == workspace);
        refused
    };
    assert!(!put(&|_| {}));
    assert!(put(&|figure| figure.value = f64::NAN));
    assert!(put(&|figure| figure.value = f64::INFINITY));
    assert!(put(&|figure| figure.value = 1.1e15));
    assert!(put(&|figure| figure.year = -32_768));
    assert!(put(&|figure| figure.range = Some((2.0, 1.0))));
    assert!(put(&|figure| figure.indicator = "nothing".into()));
    let mut copy = workspace.clone();
    let twice = Edit::ReplaceFigures {
        figures: vec![good.clone(), good],
    };
    assert!(twice.apply(&mut copy).is_err());
    assert_eq!(copy, workspace);
}

#[test]
fn a_correlation_that_makes_no_sense_is_refused_and_nothing_is_changed() {
    let mut workspace = builtin::resolution().unwrap();
    let before = workspace.clone();
    let pair = |a: &str, b: &str, rho: f64| Pair {
        a: a.into(),
        b: b.into(),
        rho,
    };
    let good = pair("budget-revenue", "grdp-growth", 0.5);
    let group = |name: &str, rho: f64| Correlation {
        groups: [(name.to_owned(), rho)].into(),
        pairs: Vec::new(),
    };
    let pairs = |pairs: &[Pair]| Correlation {
        pairs: pairs.to_vec(),
        ..Correlation::default()
    };
    let mut put = |correlation: Correlation| {
        let edit = Edit::Correlate {
            correlation: Box::new(correlation),
        };
        let refused = edit.apply(&mut workspace).is_err();
        let clean = workspace == before;
        workspace = before.clone();
        refused && clean
    };
    assert!(!put(group("economy", 0.5)));
    assert!(!put(pairs(std::slice::from_ref(&good))));
    assert!(put(group("economy", 1.01)));
    assert!(put(group("economy", f64::NAN)));
    assert!(put(group("nothing", 0.5)));
    assert!(put(pairs(&[pair("budget-revenue", "nothing", 0.5)])));
    assert!(put(pairs(&[pair("budget-revenue", "budget-revenue", 0.5)])));
    assert!(put(pairs(&[pair(
        "budget-revenue",
        "traffic-accidents",
        0.5
    )])));
    assert!(put(pairs(&[
        good.clone(),
        pair("grdp-growth", "budget-revenue", 0.1)
    ])));
    assert!(put(pairs(&[pair("budget-revenue", "grdp-growth", -2.0)])));
}

#[test]
fn a_file_from_before_correlations_is_read_as_independent() {
    let text = store::write(&builtin::resolution().unwrap()).unwrap();
    assert!(!text.contains("\"correlation\""));
    assert!(store::read(&text).unwrap().correlation.is_default());
}
