//! What the page says to the console, in every engine and from its first line on.
//!
//! Chromium's driver keeps the console; Firefox and `WebKit` print it, when told to. Policy violations and
//! errors that they do not print are caught by listeners that a journey adds once the page is there.

use serde_json::Value;
use thirtyfour::WebDriver;

use crate::driver::Lines;
use crate::{Engine, Result};

/// Keeps errors and policy violations for [`gather`]; a script of the driver, which the policy does not govern.
pub const WATCH: &str = r#"
    if (!window.__journey) {
        const seen = window.__journey = [];
        addEventListener("error", event => seen.push("error: " + (event.message || event.target)), true);
        addEventListener("unhandledrejection", event => seen.push("rejection: " + event.reason));
        document.addEventListener("securitypolicyviolation", event =>
            seen.push(`policy: ${event.violatedDirective} forbids ${event.blockedURI} (${event.sourceFile}:${event.lineNumber})`));
    }
"#;

/// Everything said so far. `kept` holds what Chromium's driver hands out once only.
pub async fn gather(engine: Engine, driver: &WebDriver, lines: &Lines, kept: &mut Vec<String>) -> Result<Vec<String>> {
    if engine == Engine::Chromium {
        let entries = driver.browser_log().await?;
        kept.extend(entries.into_iter().map(|entry| format!("{}: {}", entry.level, entry.message)));
    }
    let printed = match engine {
        Engine::Chromium => Vec::new(),
        Engine::Firefox => lines.all().into_iter().filter(|line| is_firefox_console(line)).collect(),
        Engine::Webkit => lines.all().into_iter().filter(|line| line.starts_with("CONSOLE ")).collect(),
    };
    let watched = driver.execute("return window.__journey || []", Vec::new()).await?.convert::<Vec<String>>()?;
    Ok(kept.iter().cloned().chain(printed).chain(watched).collect())
}

/// `console.error: …` and `JavaScript error: http://…, line 1: …`. Errors of the browser's own parts bear
/// addresses that no page has.
fn is_firefox_console(line: &str) -> bool {
    let is_own = ["resource://", "chrome://", "moz-extension://"].iter().any(|scheme| line.contains(scheme));
    let starts = ["console.", "JavaScript error:", "JavaScript warning:", "Content-Security-Policy"];
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
