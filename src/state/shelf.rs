//! Where a workspace is kept between visits, and between tabs.
//!
//! A record is two lines: a head with a clock (how many changes of each tab are in it) and the workspace file. A tab
//! keeps its own recent changes as [`Edit`]s. Before it writes it reads; if another tab has written meanwhile, it
//! puts its own changes on top of what it finds. If its own record is overwritten by a tab that had not seen it, the
//! clock shows it at the next notice, and the missing changes are put on top again. So no entry is lost, whoever
//! writes last.

use std::collections::BTreeMap;

use muctieu_core::edit::Edit;
use muctieu_core::store::{self, ReadError};
use muctieu_core::workspace::Workspace;
use serde::{Deserialize, Serialize};

use crate::platform::storage::{KeyValue, StorageError};

/// Whether what is entered is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum StorageState {
    /// It is.
    #[default]
    Ok,
    /// The browser denies storage: everything is in memory until the tab closes.
    Memory,
    /// There is no room: the newest changes are in memory only.
    Full,
    /// What was stored could not be read; it was set aside under this name.
    Corrupt {
        /// The name under which the unreadable text lies, untouched.
        aside: String,
        /// Why it could not be read.
        error: ReadError,
    },
}

impl StorageState {
    /// The value of `data-storage` on `<body>`.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Memory => "memory",
            Self::Full => "full",
            Self::Corrupt { .. } => "corrupt",
        }
    }
}

/// The names under which workspaces are stored begin so.
const WORKSPACE: &str = "muctieu:workspace:";
/// The names under which the logs of meetings are stored begin so.
const LOG: &str = "muctieu:log:";
/// The names under which unreadable records are set aside begin so.
const ASIDE: &str = "muctieu:aside:";
/// What the head of a record says it is.
const FORMAT: &str = "muctieu.record";
/// The version of the record's head.
const VERSION: u32 = 1;
/// Tabs remembered in the clock, the newest ones.
const TABS: usize = 16;
/// Own changes remembered, to be put on top again if they are overwritten.
const REMEMBERED: usize = 256;

#[derive(Default, Serialize, Deserialize)]
struct Head {
    format: String,
    version: u32,
    #[serde(default)]
    clock: BTreeMap<String, u64>,
}

/// The shelf of one workspace, as one tab sees it.
#[derive(Debug)]
pub struct Shelf<S> {
    store: S,
    tab: String,
    key: String,
    count: u64,
    mine: Vec<(u64, Edit)>,
    seen: Option<String>,
    read_only: bool,
    rehearsal: bool,
}

impl<S: KeyValue> Shelf<S> {
    /// A shelf for the workspace `id`; `tab` is a name that no other tab has.
    pub fn new(store: S, tab: String, id: &str) -> Self {
        Self {
            store,
            tab,
            key: format!("{WORKSPACE}{id}"),
            count: 0,
            mine: Vec::new(),
            seen: None,
            read_only: false,
            rehearsal: false,
        }
    }

    /// A shelf that keeps nothing: for a generated workspace that is opened only to measure the page with, and for what
    /// was shared and is only looked at.
    pub fn rehearsal(store: S) -> Self {
        Self {
            rehearsal: true,
            ..Self::new(store, String::new(), "")
        }
    }

    /// The name under which the workspace is stored.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The name under which the log of the workspace's meetings is stored; none where nothing is kept.
    pub fn log_key(&self) -> Option<String> {
        let id = self.key.strip_prefix(WORKSPACE)?;
        (!self.rehearsal).then(|| format!("{LOG}{id}"))
    }

    /// What keeps the texts.
    pub fn store(&self) -> &S {
        &self.store
    }

    /// The stored workspace, if there is one, and the state of the storage. An unreadable record is set aside and
    /// left untouched; `moment` tells its name from those of others.
    pub fn open(&mut self, moment: &str) -> (Option<Workspace>, StorageState) {
        let Ok(text) = self.store.get(&self.key) else {
            return (None, StorageState::Memory);
        };
        let Some(text) = text else {
            return (None, StorageState::Ok);
        };
        match parse(&text) {
            Ok((_, workspace)) => {
                self.seen = Some(text);
                (Some(workspace), StorageState::Ok)
            }
            Err(error) => {
                let aside = format!("{ASIDE}{}:{moment}", self.key.trim_start_matches(WORKSPACE));
                if self.store.set(&aside, &text).is_ok() {
                    self.store.remove(&self.key);
                    (None, StorageState::Corrupt { aside, error })
                } else {
                    // No room for a second copy: leave the record where it is and never write over it.
                    self.read_only = true;
                    (
                        None,
                        StorageState::Corrupt {
                            aside: self.key.clone(),
                            error,
                        },
                    )
                }
            }
        }
    }

    /// The stored workspace of that name as it lies, without setting anything aside.
    pub fn peek(store: &S, id: &str) -> Option<Workspace> {
        let text = store.get(&format!("{WORKSPACE}{id}")).ok()??;
        parse(&text).ok().map(|(_, workspace)| workspace)
    }

    /// Remembers a change of this tab, to be saved.
    pub fn record(&mut self, edit: Edit) {
        self.count += 1;
        match self.mine.last_mut() {
            Some((count, last)) if edit.continues(last) => (*count, *last) = (self.count, edit),
            _ => self.mine.push((self.count, edit)),
        }
        if self.mine.len() > REMEMBERED {
            self.mine.remove(0);
        }
    }

    /// Writes the workspace. If another tab has written since, its record is taken as the ground and this tab's
    /// changes are put on top; the outcome is given back.
    pub fn save(&mut self, workspace: &Workspace) -> Result<Option<Workspace>, StorageError> {
        if self.rehearsal {
            return Ok(None);
        }
        if self.read_only {
            return Err(StorageError::Full);
        }
        let found = self.store.get(&self.key)?;
        let theirs = found
            .filter(|found| self.seen.as_ref() != Some(found))
            .and_then(|found| parse(&found).ok());
        let (mut clock, merged) = match theirs {
            Some((head, theirs)) => {
                let merged = self.on_top_of(&head, theirs);
                (head.clock, Some(merged))
            }
            None => (self.clock(), None),
        };
        clock.insert(self.tab.clone(), self.count);
        while clock.len() > TABS {
            // Names of tabs begin with their time: the first is the oldest.
            clock.pop_first();
        }
        let head = Head {
            format: FORMAT.to_owned(),
            version: VERSION,
            clock,
        };
        let text = match (
            serde_json::to_string(&head),
            store::write(merged.as_ref().unwrap_or(workspace)),
        ) {
            (Ok(head), Ok(body)) => format!("{head}\n{body}"),
            _ => return Err(StorageError::Full),
        };
        self.store.set(&self.key, &text)?;
        self.seen = Some(text);
        Ok(merged)
    }

    /// Looks at what another tab has stored. Gives the workspace as it is now, and whether changes of this tab were
    /// missing from it and must be saved again.
    pub fn look(&mut self) -> Option<(Workspace, bool)> {
        let found = self
            .store
            .get(&self.key)
            .ok()
            .flatten()
            .filter(|found| self.seen.as_ref() != Some(found))?;
        let (head, theirs) = parse(&found).ok()?;
        let missing = head.clock.get(&self.tab).copied().unwrap_or(0) < self.count;
        let merged = self.on_top_of(&head, theirs);
        self.seen = Some(found);
        Some((merged, missing))
    }

    /// The texts that were set aside: their names.
    pub fn set_aside(&self) -> Vec<String> {
        self.store
            .keys()
            .into_iter()
            .filter(|key| key.starts_with(ASIDE))
            .collect()
    }

    /// Removes all that is stored of a workspace, and the log of its meetings.
    pub fn remove(store: &S, id: &str) {
        store.remove(&format!("{WORKSPACE}{id}"));
        store.remove(&format!("{LOG}{id}"));
    }

    /// The workspace with this tab's changes that it does not hold yet. A change whose subject is gone is let go.
    fn on_top_of(&self, head: &Head, mut workspace: Workspace) -> Workspace {
        let known = head.clock.get(&self.tab).copied().unwrap_or(0);
        for (_, edit) in self.mine.iter().filter(|(count, _)| *count > known) {
            let _ = edit.apply(&mut workspace);
        }
        workspace
    }

    fn clock(&self) -> BTreeMap<String, u64> {
        let head = self
            .seen
            .as_ref()
            .and_then(|seen| seen.split_once('\n'))
            .map(|(head, _)| head);
        head.and_then(|head| serde_json::from_str::<Head>(head).ok())
            .map(|head| head.clock)
            .unwrap_or_default()
    }
}

fn parse(text: &str) -> Result<(Head, Workspace), ReadError> {
    let (head, body) = text.split_once('\n').ok_or(ReadError::Foreign)?;
    let head = store::read_versioned::<Head>(head, FORMAT, VERSION, &[])?;
    Ok((head, store::read(body)?))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
