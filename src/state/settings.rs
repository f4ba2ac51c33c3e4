//! What the user prefers and last looked at: kept beside the workspaces, under a name of its own.

use std::collections::BTreeMap;

use muctieu_core::builtin;
use muctieu_core::lang::Lang;
use muctieu_core::scenario::ScenarioId;
use serde::{Deserialize, Serialize};

use crate::platform::storage::KeyValue;

/// The name under which the settings are stored.
pub const KEY: &str = "muctieu:settings";

/// The page's theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The order of the overview.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// The worst first.
    #[default]
    Worst,
    /// As in the resolution.
    Resolution,
}

/// Where the user left a workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// The as-of date, where it is not the default, as in files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// The active scenario.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenario: Option<ScenarioId>,
}

/// The settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The language.
    pub language: Lang,
    /// The theme.
    pub theme: Theme,
    /// The order of the overview.
    pub order: Order,
    /// The open workspace.
    pub workspace: String,
    /// Where each workspace was left.
    pub places: BTreeMap<String, Place>,
    /// Who enters figures, as typed last.
    pub entered_by: String,
    /// Whether a letter alone does something outside the wall: F opens it. Who speaks to the computer turns it off.
    pub letter_keys: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Lang::Vi,
            theme: Theme::System,
            order: Order::Worst,
            workspace: builtin::RESOLUTION.to_owned(),
            places: BTreeMap::new(),
            entered_by: String::new(),
            letter_keys: true,
        }
    }
}

impl Settings {
    /// The stored settings; the defaults where there are none or they cannot be read.
    pub fn load(store: &impl KeyValue) -> Self {
        let text = store.get(KEY).ok().flatten();
        text.and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default()
    }

    /// Stores the settings. A storage that refuses them costs a preference, not a figure: nothing is said.
    pub fn save(&self, store: &impl KeyValue) {
        if let Ok(text) = serde_json::to_string(self) {
            let _ = store.set(KEY, &text);
        }
    }
}
