//! Sharing: a scenario, a date, a screen and, on request, the figures, in the fragment of a link. Nothing leaves the
//! browser but what the user sends; a fragment is not even sent to the host of the page.
//!
//! `#/kich-ban?s=<text>`: the contents in JSON with short names ([`Shared`]), packed by DEFLATE with a dictionary
//! (`pack`), framed with a version and a checksum (`frame`), as base64url. What comes in is read with suspicion: its
//! length, what it unpacks to and every part of it are checked before anyone sees it, and opening changes nothing.
//!
//! A link names its workspace and does not carry it: the two that the page comes with are there for every reader. Where
//! the sender's is another one, the reader needs it as well; sent *with* its figures, it goes along as a whole.
//!
//! ```
//! use muctieu_core::builtin;
//! use muctieu_core::lang::Lang;
//! use muctieu_core::scenario::{Scenario, ScenarioId};
//! use muctieu_core::share::{self, Carry, Shared, View};
//!
//! let mut sender = builtin::resolution()?;
//! let scenario: Scenario = serde_json::from_str(
//!     r#"{"id":"s1","name":"Quý IV mạnh","changes":[{"lever":"growth-4:grdp-growth","value":11.6}]}"#,
//! )?;
//! std::sync::Arc::make_mut(&mut sender.scenarios).push(scenario);
//! let as_of = sender.default_as_of();
//! let active = ScenarioId("s1".into());
//! let view = View { as_of, route: "/kich-ban", scenario: Some(&active), focus: &[] };
//! let link = Shared::of(&sender, &view, Carry::View).link("https://muctieu.example/")?;
//! assert!(link.len() < 250);
//!
//! let reader = builtin::resolution()?;
//! let shared = share::open(&link).expect("a shared link")?;
//! assert!(!shared.differences(&reader).any());
//! assert_eq!(shared.holds(&reader, Lang::En)[0], "Scenario: Quý IV mạnh (1 change).");
//! let shown = shared.shown_in(Some(&reader))?;
//! assert_eq!(shown.workspace.scenarios.len(), 1);
//! assert_eq!(reader, builtin::resolution()?, "looking keeps nothing");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod base64url;
mod basis;
mod crc;
mod fault;
pub mod file;
mod fit;
mod frame;
mod keep;
mod pack;
mod qr;
mod words;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::assumption::Assumptions;
use crate::builtin;
use crate::correlation::Correlation;
use crate::driver::{self, Drivers};
use crate::figure::Figure;
use crate::indicator::{Bilingual, IndicatorId};
use crate::lever::LeverKind;
use crate::scenario::{Scenario, ScenarioId};
use crate::store::WorkspaceFile;
use crate::workspace::{Workspace, WorkspaceKind};

pub use basis::{Basis, Differences};
pub use fault::ShareError;
pub use keep::{Keep, Shown};
pub use qr::{LONGEST_QR, QUIET, Qr, qr};

/// The longest link that every messenger, mail program and browser takes, in letters.
pub const LONGEST_EVERYWHERE: usize = 2_000;
/// The longest link that is made or read, in letters; what is longer goes into a file.
pub const LONGEST_LINK: usize = 16_000;
/// The most that a link unpacks to, in bytes.
pub const LARGEST: usize = 1024 * 1024;
/// The most indicators in focus.
pub const MOST_FOCUS: usize = 4;
/// The most changes of a scenario that are sent or opened.
const MOST_CHANGES: usize = 1_000;
/// The longest path of a screen, in bytes.
const LONGEST_ROUTE: usize = 250;
/// What stands in the link of an illustration, for whoever looks at it.
const ILLUSTRATION_MARK: &str = "so-lieu-minh-hoa&";

/// What was shared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shared {
    /// The stable name of the workspace that it rests on.
    #[serde(rename = "w")]
    pub workspace: String,
    /// What its user calls it, where the page does not come with it.
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Bilingual>,
    /// Whether its figures are real.
    #[serde(rename = "k", default, skip_serializing_if = "is_real")]
    pub kind: WorkspaceKind,
    /// What the sender's numbers rest on.
    #[serde(rename = "b")]
    pub basis: Basis,
    /// The as-of date.
    #[serde(rename = "d", with = "crate::calendar::iso")]
    pub as_of: Date,
    /// The path of the screen, as in the fragment: `/kich-ban`. In a link it is the link's own.
    #[serde(rename = "r", default, skip_serializing_if = "String::is_empty")]
    pub route: String,
    /// The indicators whose charts are looked at, at most [`MOST_FOCUS`].
    #[serde(rename = "f", default, skip_serializing_if = "Vec::is_empty")]
    pub focus: Vec<IndicatorId>,
    /// The scenario; nothing for the base.
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    pub scenario: Option<Scenario>,
    /// The figures and assumptions, on request.
    #[serde(rename = "g", default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Box<Record>>,
    /// The whole workspace instead, where the page does not come with it.
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<Box<WorkspaceFile>>,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands fields by reference"
)]
fn is_real(kind: &WorkspaceKind) -> bool {
    *kind == WorkspaceKind::Real
}

/// What a workspace's numbers rest on besides its targets. Figures go without the names of those who entered them and
/// without what they said before they were corrected.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The figures.
    #[serde(rename = "f", default)]
    pub figures: Vec<Figure>,
    /// What is assumed, by indicator.
    #[serde(rename = "a", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub assumptions: BTreeMap<IndicatorId, Assumptions>,
    /// Which values are assumed to go together.
    #[serde(rename = "c", default, skip_serializing_if = "Correlation::is_default")]
    pub correlation: Correlation,
    /// The drivers, links and formulas; nothing where they are as the workspace comes with them.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub drivers: Option<Box<Drivers>>,
}

impl Record {
    /// The sender's drivers, links and formulas.
    fn sent_drivers(&self) -> Drivers {
        let sent = self.drivers.as_deref().cloned();
        sent.unwrap_or_else(driver::builtin::drivers)
    }
}

/// What the sender looks at.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The as-of date.
    pub as_of: Date,
    /// The path of the screen: `/kich-ban`.
    pub route: &'a str,
    /// The scenario in force.
    pub scenario: Option<&'a ScenarioId>,
    /// The indicators whose charts are looked at; those past [`MOST_FOCUS`] are left out.
    pub focus: &'a [IndicatorId],
}

/// What goes along.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Carry {
    /// The scenario, the date and the screen.
    #[default]
    View,
    /// The figures, assumptions and correlations as well.
    Figures,
}

impl Shared {
    /// What a sender shares of a workspace.
    pub fn of(workspace: &Workspace, view: &View<'_>, carry: Carry) -> Self {
        let known = is_built_in(workspace);
        let (mut record, mut whole) = (None, None);
        if carry == Carry::Figures {
            if known {
                record = Some(Box::new(record_of(workspace)));
            } else {
                whole = Some(Box::new(whole_of(workspace)));
            }
        }
        Self {
            workspace: workspace.id.to_string(),
            name: (!known).then(|| workspace.name.clone()),
            kind: workspace.kind,
            basis: Basis::of(workspace, view.as_of),
            as_of: view.as_of,
            route: view.route.to_owned(),
            focus: view.focus.iter().take(MOST_FOCUS).cloned().collect(),
            scenario: view.scenario.and_then(|id| workspace.scenario(id)).cloned(),
            record,
            whole,
        }
    }

    /// The fragment of the link: `#/kich-ban?s=…`.
    pub fn fragment(&self) -> Result<String, ShareError> {
        fit::verify(self)?;
        let bare = Self {
            route: String::new(),
            ..self.clone()
        };
        let text =
            serde_json::to_string(&bare).map_err(|error| ShareError::Shape(error.to_string()))?;
        if text.len() > LARGEST {
            return Err(ShareError::TooLong { length: text.len() });
        }
        let mark = match self.kind {
            WorkspaceKind::Real => "",
            WorkspaceKind::Illustration => ILLUSTRATION_MARK,
        };
        let route = self.route.as_str();
        let contents = frame::write(&text);
        Ok(format!("#{route}?{mark}s={contents}"))
    }

    /// The link, for a page at that address (without a fragment). Up to [`LONGEST_EVERYWHERE`] letters it can be sent by
    /// any means; past [`LONGEST_LINK`] it is refused, and [`file::write`] has no such limit.
    pub fn link(&self, page: &str) -> Result<String, ShareError> {
        let mut link = page.to_owned();
        link.push_str(&self.fragment()?);
        if link.len() > LONGEST_LINK {
            return Err(ShareError::TooLong { length: link.len() });
        }
        Ok(link)
    }

    /// The drivers in its scenario that are neither inside nor in the workspace as the page comes with it: only who has
    /// them can open it. The figures bring them along. Of another workspace none are told: it has its own, and whoever
    /// has it has them.
    pub fn own_drivers(&self) -> Vec<IndicatorId> {
        if self.name.is_some() || self.figures().is_some() {
            return Vec::new();
        }
        let known = driver::builtin::drivers();
        let changes = self.scenario.iter().flat_map(|one| &one.changes);
        let drivers = changes.filter(|change| change.lever.kind == LeverKind::Driver);
        drivers
            .map(|change| &change.lever.subject)
            .filter(|id| known.driver(id.as_str()).is_none())
            .cloned()
            .collect()
    }

    /// How many figures are inside; nothing where none were sent along.
    pub fn figures(&self) -> Option<usize> {
        match (&self.record, &self.whole) {
            (Some(record), _) => Some(record.figures.len()),
            (None, Some(file)) => Some(file.figures.len()),
            (None, None) => None,
        }
    }
}

/// Opens a link, its fragment, or a text in which someone sent it. Nothing where it shares nothing: an ordinary address.
/// What is given back has been verified by itself; [`Shared::shown_in`] holds it against the reader's workspace.
pub fn open(link: &str) -> Option<Result<Shared, ShareError>> {
    let (route, contents) = parts(link)?;
    // Room for the address before the fragment, and for what a messenger may add.
    if link.len() > LONGEST_LINK + 4_000 {
        return Some(Err(ShareError::TooLarge));
    }
    Some(opened(route, contents))
}

fn opened(route: &str, contents: &str) -> Result<Shared, ShareError> {
    // A line that was broken on the way, and the full stop of the sentence around the link.
    let letters: String = contents.split_whitespace().collect();
    let letters =
        letters.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '>', '"', '\'']);
    let text = frame::read(letters)?;
    let mut shared: Shared = serde_json::from_str(&text)
        .map_err(|error| ShareError::Shape(words::plain(&error.to_string())))?;
    fit::nothing_dropped(&shared, &text)?;
    route.clone_into(&mut shared.route);
    fit::verify(&shared)?;
    Ok(shared)
}

/// The path and the contents in a link.
fn parts(link: &str) -> Option<(&str, &str)> {
    let fragment = link.split_once('#').map_or(link, |(_, fragment)| fragment);
    // Some messengers write these signs as escapes.
    let (route, query) = ["?", "%3F", "%3f"]
        .into_iter()
        .find_map(|mark| fragment.split_once(mark))?;
    let contents = query.split('&').find_map(|part| {
        ["s=", "s%3D", "s%3d"]
            .into_iter()
            .find_map(|mark| part.strip_prefix(mark))
    })?;
    Some((route, contents))
}

/// Whether every reader has these targets: they are those of a workspace that the page comes with.
fn is_built_in(workspace: &Workspace) -> bool {
    matches!(builtin::by_id(&workspace.id), Some(Ok(own))
        if own.kind == workspace.kind && basis::targets(&own) == basis::targets(workspace))
}

fn record_of(workspace: &Workspace) -> Record {
    let drivers = (*workspace.drivers).clone();
    Record {
        drivers: (drivers != driver::builtin::drivers()).then(|| Box::new(drivers)),
        figures: workspace.figures.iter().map(keep::bare).collect(),
        assumptions: (*workspace.assumptions).clone(),
        correlation: (*workspace.correlation).clone(),
    }
}

/// The file form without what was not asked for: other scenarios, names of people, earlier values.
fn whole_of(workspace: &Workspace) -> WorkspaceFile {
    let mut file = WorkspaceFile::from(workspace);
    file.figures = file.figures.iter().map(keep::bare).collect();
    file.scenarios = Vec::new();
    file
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
