//! The browser: storage, files, clipboard, clock, frames, timers, document, windows, the worker. Nothing else names `web_sys` for these.

pub mod clipboard;
pub mod clock;
pub mod document;
pub mod files;
pub mod frames;
pub mod screen;
pub mod second;
pub mod storage;
pub mod timers;
pub mod visibility;
pub mod windows;
pub mod worker;
