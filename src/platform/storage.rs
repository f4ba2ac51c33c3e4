//! The browser's local storage behind an error type of ours: denied and full are answers, not panics.

use std::sync::OnceLock;

use gloo_storage::{LocalStorage, Storage};

/// Why nothing was read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// The browser does not let this page store anything.
    #[error("storage is denied")]
    Denied,
    /// There is no room, or the write did not hold.
    #[error("storage is full")]
    Full,
}

/// What keeps texts under names. A trait, so that saving is tested against a storage that is full or torn.
pub trait KeyValue {
    /// The text of a name.
    fn get(&self, key: &str) -> Result<Option<String>, StorageError>;
    /// Keeps a text under a name, and reads it back to be sure.
    fn set(&self, key: &str, value: &str) -> Result<(), StorageError>;
    /// Forgets a name.
    fn remove(&self, key: &str);
    /// All names.
    fn keys(&self) -> Vec<String>;
}

/// The browser's local storage.
#[derive(Clone, Copy, Debug, Default)]
pub struct Browser;

/// `gloo_storage` panics where storage is denied: asked once, before its first use.
fn available() -> Result<(), StorageError> {
    static AVAILABLE: OnceLock<bool> = OnceLock::new();
    let ask = || {
        web_sys::window()
            .and_then(|window| window.local_storage().ok().flatten())
            .is_some()
    };
    if *AVAILABLE.get_or_init(ask) {
        Ok(())
    } else {
        Err(StorageError::Denied)
    }
}

impl KeyValue for Browser {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        available()?;
        LocalStorage::raw()
            .get_item(key)
            .map_err(|_| StorageError::Denied)
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StorageError> {
        available()?;
        LocalStorage::raw()
            .set_item(key, value)
            .map_err(|_| StorageError::Full)?;
        if self.get(key)?.as_deref() == Some(value) {
            Ok(())
        } else {
            Err(StorageError::Full)
        }
    }

    fn remove(&self, key: &str) {
        if available().is_ok() {
            LocalStorage::delete(key);
        }
    }

    fn keys(&self) -> Vec<String> {
        if available().is_err() {
            return Vec::new();
        }
        let storage = LocalStorage::raw();
        (0..LocalStorage::length())
            .filter_map(|at| storage.key(at).ok().flatten())
            .collect()
    }
}
