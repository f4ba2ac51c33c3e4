//! What the page says to the console, in every engine and from its first line on.
//!
//! Chromium's driver keeps the console, and Firefox prints it when told to. `WebKit` does neither for a browser
//! that is steered, so there our server puts a script before the page's own that keeps it. Policy violations,
//! which Firefox does not print either, are heard by listeners.

use serde_json::Value;
use thirtyfour::WebDriver;

use crate::driver::Lines;
use crate::{Engine, Result};

/// Keeps errors and policy violations in the page until [`take`] comes for them. In Chromium and Firefox a
/// script of the driver, which the policy does not govern.
pub const WATCH: &str = r#"
    if (!window.__journey) {
        const seen = window.__journey = [];
        addEventListener("error", event => seen.push("error: " + (event.message || event.target.outerHTML)), true);
        addEventListener("unhandledrejection", event => seen.push("rejection: " + event.reason));
        document.addEventListener("securitypolicyviolation", event => seen.push(
            `policy: ${event.violatedDirective} forbids ${event.blockedURI} (${event.sourceFile}:${event.lineNumber})`));
    }
"#;

/// [`WATCH`] for `WebKit`, where it has the console to keep as well.
pub fn watch_all() -> String {
    let console = r#"
        for (const level of ["error", "warn", "info", "log", "debug"]) {
            const say = console[level];
            console[level] = (...words) => {
                window.__journey.push(`console.${level}: ` + words.map(String).join(" "));
                say.apply(console, words);
            };
        }
    "#;
    format!("{WATCH}{console}")
}

/// Takes what the listeners in the page have kept.
pub async fn take(driver: &WebDriver) -> Result<Vec<String>> {
    let taken = driver
        .execute(
            "return window.__journey ? window.__journey.splice(0) : []",
            Vec::new(),
        )
        .await?;
    Ok(taken.convert()?)
}

/// Takes what Chromium's driver has kept.
pub async fn chromium(driver: &WebDriver) -> Result<Vec<String>> {
    let entries = driver.browser_log().await?;
    Ok(entries
        .into_iter()
        .map(|entry| format!("{}: {}", entry.level, entry.message))
        .collect())
}

/// What Firefox has printed so far.
pub fn firefox(lines: &Lines) -> Vec<String> {
    lines
        .all()
        .into_iter()
        .filter(|line| is_firefox_console(line))
        .collect()
}

/// `console.error: …` and `JavaScript error: http://…, line 1: …`. Errors of the browser's own parts bear
/// addresses that no page has.
fn is_firefox_console(line: &str) -> bool {
    let is_own = ["resource://", "chrome://", "moz-extension://"]
        .iter()
        .any(|scheme| line.contains(scheme));
    let starts = [
        "console.",
        "JavaScript error:",
        "JavaScript warning:",
        "Content-Security-Policy",
    ];
    !is_own && starts.iter().any(|start| line.starts_with(start))
}

/// Every address that Chromium asked for, as its driver recorded it, in this and all earlier calls.
pub async fn chromium_requests(driver: &WebDriver, kept: &mut Vec<String>) -> Result<Vec<String>> {
    for entry in driver.get_log("performance").await? {
        let event: Value = serde_json::from_str(&entry.message)?;
        if event["message"]["method"] == "Network.requestWillBeSent"
            && let Some(url) = event["message"]["params"]["request"]["url"].as_str()
        {
            kept.push(url.to_owned());
        }
    }
    Ok(kept.clone())
}
