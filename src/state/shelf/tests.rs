use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use muctieu_core::builtin;
use muctieu_core::figure::{Figure, FigureId, Measure, Origin};

use super::*;

/// A storage shared by several tabs, with a limit.
#[derive(Clone, Default)]
struct Shared {
    texts: Rc<RefCell<BTreeMap<String, String>>>,
    room: Rc<RefCell<Option<usize>>>,
}

impl KeyValue for Shared {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        Ok(self.texts.borrow().get(key).cloned())
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StorageError> {
        if self.room.borrow().is_some_and(|room| value.len() > room) {
            return Err(StorageError::Full);
        }
        self.texts
            .borrow_mut()
            .insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) {
        self.texts.borrow_mut().remove(key);
    }

    fn keys(&self) -> Vec<String> {
        self.texts.borrow().keys().cloned().collect()
    }
}

fn figure(id: &str, value: f64) -> Edit {
    Edit::PutFigure {
        figure: Box::new(Figure {
            id: FigureId(id.into()),
            indicator: "jobs".into(),
            year: 2024,
            date: "2024-06-30".parse().unwrap(),
            measure: Measure::Cumulative,
            value,
            range: None,
            origin: Origin::User,
            source: String::new(),
            note: String::new(),
            entered_by: String::new(),
            entered_at: String::new(),
            corrections: Vec::new(),
        }),
    }
}

fn tab(store: &Shared, name: &str) -> (Shelf<Shared>, Workspace) {
    let mut shelf = Shelf::new(store.clone(), name.to_owned(), "nq-2024");
    let (stored, state) = shelf.open("now");
    assert_eq!(state, StorageState::Ok);
    (
        shelf,
        stored.unwrap_or_else(|| builtin::resolution().unwrap()),
    )
}

fn enter(shelf: &mut Shelf<Shared>, workspace: &mut Workspace, edit: Edit) {
    edit.apply(workspace).unwrap();
    shelf.record(edit);
    if let Some(merged) = shelf.save(workspace).unwrap() {
        *workspace = merged;
    }
}

fn jobs(workspace: &Workspace) -> Vec<f64> {
    let mut values: Vec<f64> = workspace
        .figures
        .of("jobs")
        .iter()
        .map(|figure| figure.value)
        .collect();
    values.sort_by(f64::total_cmp);
    values
}

#[test]
fn what_is_saved_is_there_at_the_next_visit() {
    let store = Shared::default();
    let (mut shelf, mut workspace) = tab(&store, "a");
    enter(&mut shelf, &mut workspace, figure("x", 100.0));
    let (_, again) = tab(&store, "b");
    assert_eq!(again, workspace);
}

#[test]
fn two_tabs_keep_each_others_entries() {
    let store = Shared::default();
    let (mut first, mut a) = tab(&store, "a");
    let (mut second, mut b) = tab(&store, "b");
    enter(&mut first, &mut a, figure("x", 100.0));
    // The second tab has not heard of it when it writes.
    enter(&mut second, &mut b, figure("y", 200.0));
    assert_eq!(jobs(&b), [100.0, 200.0]);
    let (merged, missing) = first.look().unwrap();
    assert!(!missing);
    assert_eq!(jobs(&merged), [100.0, 200.0]);
}

#[test]
fn an_overwritten_entry_is_put_back() {
    let store = Shared::default();
    let (mut first, mut a) = tab(&store, "a");
    let (mut second, mut b) = tab(&store, "b");
    enter(&mut second, &mut b, figure("y", 200.0));
    let stale = store.get(first.key()).unwrap().unwrap();
    enter(&mut first, &mut a, figure("x", 100.0));
    // A race: the second tab's process wrote its old view over the first tab's record.
    store.set(first.key(), &stale).unwrap();
    let (merged, missing) = first.look().unwrap();
    assert!(missing);
    assert_eq!(jobs(&merged), [100.0, 200.0]);
    first.save(&merged).unwrap();
    assert_eq!(jobs(&tab(&store, "c").1), [100.0, 200.0]);
}

#[test]
fn a_full_storage_keeps_what_was_there() {
    let store = Shared::default();
    let (mut shelf, mut workspace) = tab(&store, "a");
    enter(&mut shelf, &mut workspace, figure("x", 100.0));
    *store.room.borrow_mut() = Some(10);
    let edit = figure("y", 200.0);
    edit.apply(&mut workspace).unwrap();
    shelf.record(edit);
    assert_eq!(shelf.save(&workspace), Err(StorageError::Full));
    assert_eq!(jobs(&tab(&store, "b").1), [100.0]);
    *store.room.borrow_mut() = None;
    shelf.save(&workspace).unwrap();
    assert_eq!(jobs(&tab(&store, "c").1), [100.0, 200.0]);
}

#[test]
fn a_corrupt_record_is_set_aside_untouched() {
    let store = Shared::default();
    store.set("muctieu:workspace:nq-2024", "{torn").unwrap();
    let mut shelf = Shelf::new(store.clone(), "a".to_owned(), "nq-2024");
    let (workspace, state) = shelf.open("now");
    assert_eq!(workspace, None);
    let StorageState::Corrupt { aside, .. } = state else {
        unreachable!("{state:?}")
    };
    assert_eq!(store.get(&aside).unwrap().as_deref(), Some("{torn"));
    assert_eq!(shelf.set_aside(), [aside]);
}

#[test]
fn a_corrupt_record_without_room_for_a_copy_is_never_written_over() {
    let store = Shared::default();
    store.set("muctieu:workspace:nq-2024", "{torn").unwrap();
    *store.room.borrow_mut() = Some(0);
    let mut shelf = Shelf::new(store.clone(), "a".to_owned(), "nq-2024");
    assert!(matches!(shelf.open("now").1, StorageState::Corrupt { .. }));
    *store.room.borrow_mut() = None;
    assert!(shelf.save(&builtin::resolution().unwrap()).is_err());
    assert_eq!(
        store.get("muctieu:workspace:nq-2024").unwrap().as_deref(),
        Some("{torn")
    );
}

#[test]
fn who_only_looks_sets_nothing_aside() {
    let store = Shared::default();
    assert_eq!(Shelf::peek(&store, "nq-2024"), None);
    let (mut shelf, mut workspace) = tab(&store, "a");
    enter(&mut shelf, &mut workspace, figure("x", 100.0));
    assert_eq!(Shelf::peek(&store, "nq-2024"), Some(workspace));
    store.set("muctieu:workspace:nq-2024", "{torn").unwrap();
    let before = store.texts.borrow().clone();
    assert_eq!(Shelf::peek(&store, "nq-2024"), None);
    assert_eq!(*store.texts.borrow(), before);
}

#[test]
fn a_shelf_of_a_visit_keeps_nothing() {
    let store = Shared::default();
    let mut shelf = Shelf::rehearsal(store.clone());
    let mut workspace = builtin::resolution().unwrap();
    enter(&mut shelf, &mut workspace, figure("x", 100.0));
    assert!(shelf.look().is_none());
    assert!(store.texts.borrow().is_empty());
}
