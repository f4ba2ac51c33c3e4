//! Where the browsers and drivers of this machine are.

use std::fs;
use std::path::{Path, PathBuf};

/// The names of Chromium, the one that we test with first.
pub const CHROMIUM: &[&str] = &["chromium", "chromium-browser", "google-chrome"];
/// The names of Chromium's driver.
pub const CHROMEDRIVER: &[&str] = &["chromedriver", "chromium-driver"];
/// The names of Firefox, the extended support release first: it is what offices have.
pub const FIREFOX: &[&str] = &["firefox-esr", "firefox"];
/// The name of Firefox's driver.
pub const GECKODRIVER: &[&str] = &["geckodriver"];
/// The name of `WebKitGTK`'s driver.
pub const WEBKITDRIVER: &[&str] = &["WebKitWebDriver"];
/// The display that `WebKitGTK` needs: it has no headless mode.
pub const XVFB: &[&str] = &["Xvfb"];

/// The first of these programs on PATH.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    names.iter().find_map(|name| {
        std::env::split_paths(&path)
            .map(|folder| folder.join(name))
            .find(|file| file.is_file())
    })
}

/// `WebKitGTK`'s own small browser, which its driver steers; it is not on PATH.
pub fn mini_browser() -> Option<PathBuf> {
    const PLACES: [&str; 2] = ["webkit2gtk-4.1/MiniBrowser", "webkitgtk-6.0/MiniBrowser"];
    let multiarch = fs::read_dir("/usr/lib")
        .ok()?
        .flatten()
        .map(|entry| entry.path());
    let folders: Vec<PathBuf> = multiarch
        .chain(["/usr/lib64", "/usr/libexec"].map(PathBuf::from))
        .collect();
    let candidates = PLACES.iter().flat_map(|place| {
        folders
            .iter()
            .map(move |folder: &PathBuf| folder.join(Path::new(place)))
    });
    candidates.into_iter().find(|file| file.is_file())
}
