//! A browser of one engine with a profile of its own.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, bail};
use serde_json::{Value, json};
use thirtyfour::{Capabilities, TimeoutConfiguration, WebDriver};
use xtask::programs::{self, on_path};

use crate::driver::Driver;
use crate::{Engine, Result};

/// What a browser is started for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To walk through the page: everything that it says and asks for is recorded.
    Journey,
    /// To measure or picture it: nothing is recorded that would cost time.
    Measure,
}

/// A running browser.
#[derive(Debug)]
pub struct Browser {
    /// Its engine.
    pub engine: Engine,
    /// The session; all of thirtyfour is reachable through it.
    pub driver: WebDriver,
    /// The driver's process.
    pub process: Driver,
}

impl Browser {
    /// Starts a browser whose files are under `profile`, which may hold those of an earlier run.
    pub async fn start(engine: Engine, profile: &Path, purpose: Purpose) -> Result<Self> {
        let process = Driver::start(engine, profile).await?;
        let wanted = match engine {
            Engine::Chromium => chromium(profile, purpose)?,
            Engine::Firefox => firefox(profile)?,
            Engine::Webkit => webkit(profile)?,
        };
        let Value::Object(wanted) = wanted else {
            bail!("capabilities are an object")
        };
        let driver = WebDriver::new(&process.url, Capabilities::from(wanted)).await;
        let driver = driver.with_context(|| {
            format!(
                "{engine} did not start:\n{}",
                process.lines.all().join("\n")
            )
        })?;
        let patience = Duration::from_secs(60);
        driver
            .update_timeouts(TimeoutConfiguration::new(
                Some(patience),
                Some(patience),
                Some(Duration::ZERO),
            ))
            .await?;
        Ok(Self {
            engine,
            driver,
            process,
        })
    }

    /// Closes the browser, as a person does: what it keeps is written.
    pub async fn quit(&self) -> Result {
        self.driver.clone().quit().await?;
        Ok(())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A journey that failed half-way: the driver's process takes the browser with it. Left to itself,
        // thirtyfour would ask it to close first, and wait for two minutes in a runtime that waits for us.
        let _ = self.driver.clone().leak();
    }
}

/// Where the browser saves files.
pub fn downloads(profile: &Path) -> PathBuf {
    profile.join("downloads")
}

fn chromium(profile: &Path, purpose: Purpose) -> Result<Value> {
    let binary =
        on_path(programs::CHROMIUM).context("Chromium is not installed: run `cargo xtask test`")?;
    let mut capabilities = json!({
        "browserName": "chrome",
        "goog:chromeOptions": {
            "binary": binary,
            "args": [
                "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--force-color-profile=srgb",
                // Journeys run as root in containers, where Chromium's sandbox cannot.
                "--no-sandbox",
                "--window-size=1280,800",
                format!("--user-data-dir={}", profile.join("chromium").display()),
            ],
            "prefs": {
                "download.default_directory": downloads(profile),
                "download.prompt_for_download": false,
            },
        },
    });
    if purpose == Purpose::Journey {
        capabilities["goog:loggingPrefs"] = json!({ "browser": "ALL", "performance": "ALL" });
    }
    Ok(capabilities)
}

fn firefox(profile: &Path) -> Result<Value> {
    let binary =
        on_path(programs::FIREFOX).context("Firefox is not installed: run `cargo xtask test`")?;
    let folder = profile.join("firefox");
    std::fs::create_dir_all(&folder)?;
    Ok(json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {
            "binary": binary,
            "args": ["-headless", "-profile", folder],
            "prefs": {
                // The page's console is read from what the browser prints, see `console`.
                "devtools.console.stdout.content": true,
                "devtools.console.stdout.chrome": false,
                "browser.dom.window.dump.enabled": true,
                "browser.download.folderList": 2,
                "browser.download.dir": downloads(profile),
                "browser.download.useDownloadDir": true,
                "browser.download.always_ask_before_handling_new_types": false,
                "browser.helperApps.neverAsk.saveToDisk": "application/json,text/csv,application/octet-stream",
                // The browser itself stays silent.
                "app.update.disabledForTesting": true,
                "app.normandy.enabled": false,
                "nimbus.rollouts.enabled": false,
                "messaging-system.rsexperimentloader.enabled": false,
                "datareporting.policy.dataSubmissionEnabled": false,
                "services.settings.server": "data:,#remote-settings-dummy/v1",
                "network.captive-portal-service.enabled": false,
                "network.connectivity-service.enabled": false,
            },
        },
    }))
}

fn webkit(profile: &Path) -> Result<Value> {
    let binary = programs::mini_browser()
        .context("WebKitGTK's MiniBrowser is not installed: run `cargo xtask test`")?;
    // It saves files where the desktop's settings say.
    let settings = profile.join(".config");
    std::fs::create_dir_all(&settings)?;
    std::fs::create_dir_all(downloads(profile))?;
    std::fs::write(
        settings.join("user-dirs.dirs"),
        "XDG_DOWNLOAD_DIR=\"$HOME/downloads\"\n",
    )?;
    Ok(json!({
        "browserName": "MiniBrowser",
        "webkitgtk:browserOptions": {
            "binary": binary,
            "args": ["--automation", "--geometry=1280x800"],
        },
    }))
}
