//! The page in a browser: opening, reading, tabs, storage, files.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context as _, ensure};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{By, WebDriver, WebElement, WindowHandle};
use xtask::server::{BLANK, Site};

use crate::browser::{self, Browser, Purpose};
use crate::wait::{find, until};
use crate::{Engine, Result, console, settings};

/// The sub-folder that journeys serve the page from: it must work in any.
pub const FOLDER: &str = "/tinh/muc-tieu/";

/// The page, its browser, and its server.
pub struct Page {
    browser: Browser,
    purpose: Purpose,
    site: Site,
    profile: TempDir,
    /// What was said in documents and browsers that are gone.
    said: Mutex<Vec<String>>,
    asked: Vec<String>,
    expected: Vec<String>,
}

impl Page {
    /// Serves `dist` and starts a browser with a fresh profile; nothing is opened yet.
    pub async fn start(engine: Engine, dist: &Path, purpose: Purpose) -> Result<Self> {
        ensure!(
            dist.join("index.html").is_file(),
            "{} holds no page: run `cargo xtask build`",
            dist.display()
        );
        let site = match (engine, purpose) {
            (Engine::Webkit, Purpose::Journey) => {
                Site::watch(dist, FOLDER, 0, &console::watch_all())?
            }
            _ => Site::serve(dist, FOLDER, 0)?,
        };
        let profile = tempfile::Builder::new().prefix("muctieu-").tempdir()?;
        let browser = Browser::start(engine, profile.path(), purpose).await?;
        Ok(Self {
            browser,
            purpose,
            site,
            profile,
            said: Mutex::default(),
            asked: Vec::new(),
            expected: Vec::new(),
        })
    }

    /// The session, for what has no shorter way here.
    pub fn driver(&self) -> &WebDriver {
        &self.browser.driver
    }

    /// The engine under test.
    pub fn engine(&self) -> Engine {
        self.browser.engine
    }

    /// The server, which knows what was asked.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Opens a route (`""`, `"#/kich-ban"`) as a link would, and waits until the page answers input.
    pub async fn open(&self, route: &str) -> Result {
        self.remember().await?;
        self.driver()
            .goto(format!("{}{route}", self.site.url()))
            .await?;
        self.ready().await
    }

    /// Loads the page anew.
    pub async fn reload(&self) -> Result {
        self.remember().await?;
        self.driver().refresh().await?;
        self.ready().await
    }

    /// Waits until the page answers input, and begins to watch for errors.
    pub async fn ready(&self) -> Result {
        let script = format!(
            "return document.readyState === 'complete' && performance.getEntriesByName('{}').length > 0",
            settings::READY
        );
        until("the page is ready", async || {
            self.script::<bool>(&script, &[]).await
        })
        .await?;
        self.driver().execute(console::WATCH, Vec::new()).await?;
        Ok(())
    }

    /// Opens an empty page of the same origin: storage can be read and written there while ours does not run.
    pub async fn blank(&self) -> Result {
        self.remember().await?;
        self.driver()
            .goto(format!("{}{BLANK}", self.site.url()))
            .await?;
        Ok(())
    }

    /// Writes into the browser's storage for this origin.
    pub async fn store(&self, key: &str, value: &str) -> Result {
        self.script::<Value>(
            "localStorage.setItem(arguments[0], arguments[1]); return null",
            &[json!(key), json!(value)],
        )
        .await?;
        Ok(())
    }

    /// Reads from the browser's storage for this origin.
    pub async fn stored(&self, key: &str) -> Result<Option<String>> {
        self.script("return localStorage.getItem(arguments[0])", &[json!(key)])
            .await
    }

    /// Runs a script in the page and returns what it returns.
    pub async fn script<T: DeserializeOwned>(
        &self,
        script: &str,
        arguments: &[Value],
    ) -> Result<T> {
        let value = self.driver().execute(script, arguments.to_vec()).await?;
        Ok(value.convert()?)
    }

    /// Waits for an element and returns it.
    pub async fn find(&self, css: &str) -> Result<WebElement> {
        find(&format!("there is an element {css}"), async || {
            Ok(self
                .driver()
                .find_all(By::Css(css))
                .await?
                .into_iter()
                .next())
        })
        .await
    }

    /// All elements of this kind there are now.
    pub async fn all(&self, css: &str) -> Result<Vec<WebElement>> {
        Ok(self.driver().find_all(By::Css(css)).await?)
    }

    /// The text of an element.
    pub async fn text(&self, css: &str) -> Result<String> {
        Ok(self.find(css).await?.text().await?)
    }

    /// What an indicator's element says in `data-<name>`: `page.data("budget-revenue", "status")`.
    pub async fn data(&self, indicator: &str, name: &str) -> Result<String> {
        let element = self
            .find(&format!("[data-indicator=\"{indicator}\"]"))
            .await?;
        let value = element.attr(format!("data-{name}")).await?;
        value.with_context(|| format!("the element of {indicator} has no data-{name}"))
    }

    /// What an attribute of an element says; nothing when it is not there.
    pub async fn attribute(&self, css: &str, name: &str) -> Result<Option<String>> {
        Ok(self.find(css).await?.attr(name.to_owned()).await?)
    }

    /// Waits until a condition in the page holds: `page.until_script("…", "return …")`.
    pub async fn until_script(&self, what: &str, script: &str) -> Result {
        until(what, async || self.script::<bool>(script, &[]).await).await
    }

    /// Opens a route in a new tab, goes there, and returns the tab.
    pub async fn tab(&self, route: &str) -> Result<WindowHandle> {
        let tab = self.driver().new_tab().await?;
        self.to(&tab).await?;
        self.open(route).await?;
        Ok(tab)
    }

    /// The tab that is steered now.
    pub async fn here(&self) -> Result<WindowHandle> {
        Ok(self.driver().window().await?)
    }

    /// Goes to a tab.
    pub async fn to(&self, tab: &WindowHandle) -> Result {
        self.remember().await?;
        Ok(self.driver().switch_to_window(tab.clone()).await?)
    }

    /// Makes the window as large as this. In Chromium the page gets exactly these pixels, narrow phones and a
    /// pixel ratio included; the others keep their frames and their least width.
    pub async fn resize(&self, width: u32, height: u32, ratio: f64) -> Result {
        if self.engine() == Engine::Chromium {
            let size = json!({ "width": width, "height": height, "deviceScaleFactor": ratio, "mobile": false });
            self.driver()
                .cdp()
                .send_raw("Emulation.setDeviceMetricsOverride", size)
                .await?;
        } else {
            self.driver().set_window_rect(0, 0, width, height).await?;
        }
        Ok(())
    }

    /// Closes the browser and starts it again with the same profile, as a person does on another day; the page
    /// is not opened yet. `WebKit`'s `MiniBrowser` forgets everything when it is steered, so there the window
    /// is replaced by a new one.
    pub async fn reopen(&mut self) -> Result {
        self.remember().await?;
        self.requests().await?;
        if self.engine() == Engine::Webkit {
            let old = self.here().await?;
            let new = self.driver().new_window().await?;
            self.to(&old).await?;
            self.driver().close_window().await?;
            return Ok(self.driver().switch_to_window(new).await?);
        }
        // The old browser must have closed before another may use its profile.
        let engine = self.engine();
        if engine == Engine::Firefox {
            let printed = console::firefox(&self.browser.process.lines);
            self.said
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .extend(printed);
        }
        self.browser.quit().await?;
        self.browser = Browser::start(engine, self.profile.path(), self.purpose).await?;
        Ok(())
    }

    /// Waits for a file whose name ends like this to be saved, and returns where it is.
    pub async fn downloaded(&self, end: &str) -> Result<PathBuf> {
        let folder = browser::downloads(self.profile.path());
        find(&format!("a file *{end} is saved"), async || {
            // The folder comes into being with the first file.
            let Ok(entries) = std::fs::read_dir(&folder) else {
                return Ok(None);
            };
            let whole = entries.flatten().map(|entry| entry.path()).find(|path| {
                path.to_string_lossy().ends_with(end)
                    && path.metadata().is_ok_and(|data| data.len() > 0)
            });
            Ok(whole)
        })
        .await
    }

    /// A folder for files of the journey's own, thrown away with the profile.
    pub fn scratch(&self) -> &Path {
        self.profile.path()
    }

    /// Takes what has been said before the document or the tab changes.
    async fn remember(&self) -> Result {
        let mut new = console::take(self.driver()).await?;
        if self.engine() == Engine::Chromium && self.purpose == Purpose::Journey {
            new.extend(console::chromium(self.driver()).await?);
        }
        self.said
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(new);
        Ok(())
    }

    /// Everything that the page has said to the console, as far as this journey does not expect it.
    pub async fn console(&self) -> Result<Vec<String>> {
        self.remember().await?;
        let mut all = self
            .said
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if self.engine() == Engine::Firefox {
            all.extend(console::firefox(&self.browser.process.lines));
        }
        all.retain(|line| !self.expected.iter().any(|part| line.contains(part)));
        Ok(all)
    }

    /// A message with this part may stand in the console: the journey provokes it.
    pub fn expect_message(&mut self, part: &str) {
        self.expected.push(part.to_owned());
    }

    /// Everything that the page has asked for, as far as the engine tells: Chromium all of it, the others what
    /// the page in this tab has loaded.
    pub async fn requests(&mut self) -> Result<Vec<String>> {
        let script = "return performance.getEntriesByType('resource').map(entry => entry.name)";
        let mut all = self.script::<Vec<String>>(script, &[]).await?;
        if self.engine() == Engine::Chromium && self.purpose == Purpose::Journey {
            all.extend(console::chromium_requests(&self.browser.driver, &mut self.asked).await?);
        }
        Ok(all)
    }

    /// Nobody but our own server was asked for anything, and it had everything that it was asked for.
    pub async fn assert_local(&mut self) -> Result {
        let home = self.site.url();
        for url in self.requests().await? {
            // Other schemes stay on this machine: `data:`, `blob:`, the browser's own `chrome:`.
            let on_network = ["http", "ws", "ftp"]
                .iter()
                .any(|scheme| url.starts_with(scheme));
            ensure!(
                !on_network || url.starts_with(&home),
                "the page asked for {url}, outside {home}"
            );
        }
        let host = home
            .trim_start_matches("http://")
            .split('/')
            .next()
            .unwrap_or_default();
        for asked in self.site.asked() {
            let is_ours =
                asked.status == 200 && asked.path.starts_with(FOLDER) && asked.host == host;
            ensure!(is_ours, "the page asked our server for {asked:?}");
        }
        Ok(())
    }

    /// The console is empty.
    pub async fn assert_quiet(&self) -> Result {
        let said = self.console().await?;
        ensure!(
            said.is_empty(),
            "the console is not empty:\n  {}",
            said.join("\n  ")
        );
        Ok(())
    }

    /// Closes the browser.
    pub async fn close(self) -> Result {
        self.browser.quit().await
    }
}
