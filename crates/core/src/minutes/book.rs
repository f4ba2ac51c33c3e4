//! The whole log: so many lines, the oldest go first, and what cannot be read is an empty one.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Entry, LONGEST_BOOKMARK};
use crate::scenario::Scenario;

/// The most entries that are kept.
pub const MOST: usize = 300;
/// What a stored log says it is.
const FORMAT: &str = "muctieu.log";
/// The version of its form.
const VERSION: u32 = 1;

/// The moves of a workspace's meetings, the oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    entries: Vec<Arc<Entry>>,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    format: String,
    version: u32,
    entries: Vec<Arc<Entry>>,
}

impl Log {
    /// The entries, the oldest first.
    pub fn entries(&self) -> &[Arc<Entry>] {
        &self.entries
    }

    /// The entry of that name.
    pub fn entry(&self, id: &str) -> Option<&Arc<Entry>> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// Puts an entry at the end. With more than [`MOST`] the oldest without a bookmark goes.
    pub fn push(&mut self, entry: Entry) {
        self.entries.push(Arc::new(entry));
        while self.entries.len() > MOST {
            self.drop_oldest();
        }
    }

    /// Takes the newest entry out.
    pub fn pop(&mut self) -> Option<Arc<Entry>> {
        self.entries.pop()
    }

    /// Lets the oldest entry go; one with a bookmark only where all have one.
    pub fn drop_oldest(&mut self) {
        let plain = self
            .entries
            .iter()
            .position(|entry| entry.bookmark.is_empty());
        if !self.entries.is_empty() {
            self.entries.remove(plain.unwrap_or(0));
        }
    }

    /// Names an entry, or takes its name away; whether there is such an entry.
    pub fn bookmark(&mut self, id: &str, name: &str) -> bool {
        let name: String = name.trim().chars().take(LONGEST_BOOKMARK).collect();
        let found = self.entries.iter_mut().find(|entry| entry.id == id);
        found.is_some_and(|entry| {
            Arc::make_mut(entry).bookmark = name;
            true
        })
    }

    /// The scenario before an entry, as far as the log knows it; none of a scenario that did not exist before.
    pub fn before(&self, id: &str) -> Option<Scenario> {
        let at = self.entries.iter().position(|entry| entry.id == id)?;
        let entry = &self.entries[at];
        let earlier = self.entries[..at].iter().rev();
        let known = earlier
            .filter(|earlier| earlier.scenario.id == entry.scenario.id)
            .map(|earlier| (*earlier.scenario).clone())
            .next();
        // A line whose neighbour has gone still knows what it changed.
        known.or_else(|| entry.undone())
    }

    /// Takes in the entries of another log of the same workspace, as another tab has written it, in the order of time.
    pub fn merge(&mut self, other: &Self) {
        for entry in &other.entries {
            if self.entry(&entry.id).is_none() {
                let after = self
                    .entries
                    .iter()
                    .position(|own| own.at > entry.at)
                    .unwrap_or(self.entries.len());
                self.entries.insert(after, entry.clone());
            }
        }
        while self.entries.len() > MOST {
            self.drop_oldest();
        }
    }

    /// The log of a stored text; an empty one where it is damaged or of a form that is not known.
    pub fn read(text: &str) -> Self {
        let stored = serde_json::from_str::<Stored>(text).ok();
        let stored = stored.filter(|stored| stored.format == FORMAT && stored.version == VERSION);
        let mut log = Self::default();
        for entry in stored.into_iter().flat_map(|stored| stored.entries) {
            // Two of one name would be one line on the page.
            if log.entry(&entry.id).is_none() && log.entries.len() < MOST {
                log.entries.push(entry);
            }
        }
        log
    }

    /// The text to store; none where it cannot be written.
    pub fn write(&self) -> Option<String> {
        let stored = Stored {
            format: FORMAT.to_owned(),
            version: VERSION,
            entries: self.entries.clone(),
        };
        serde_json::to_string(&stored).ok()
    }
}
