//! What the page says to the console, in every engine and from its first line on.
//!
//! Chromium's driver keeps the console, and Firefox prints it when told to. `WebKit` does neither for a browser
//! that is steered, so there our server puts a script before the page's own that keeps it. Policy violations,
//! which Firefox does not print either, are heard by listeners.

use serde_json::Value;
use thirtyfour::WebDriver;

use crate::Result;
use crate::driver::Lines;

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

/// What the page has said, out of what Firefox has printed so far.
pub fn firefox(lines: &Lines) -> Vec<String> {
    firefox_messages(&lines.all())
}

/// Messages begin with `console.error: …` or `JavaScript error: http://…, line 1: …` and go on in indented lines.
/// Those of the browser's own parts name addresses that no page has.
fn firefox_messages(lines: &[String]) -> Vec<String> {
    const STARTS: [&str; 4] = [
        "console.",
        "JavaScript error:",
        "JavaScript warning:",
        "Content-Security-Policy",
    ];
    const OWN: [&str; 3] = ["resource://", "chrome://", "moz-extension://"];
    let mut messages: Vec<String> = Vec::new();
    let mut inside = false;
    for line in lines {
        if STARTS.iter().any(|start| line.starts_with(start)) {
            messages.push(line.clone());
            inside = true;
        } else if inside
            && line.starts_with("  ")
            && let Some(message) = messages.last_mut()
        {
            message.push('\n');
            message.push_str(line);
        } else {
            inside = false;
        }
    }
    messages.retain(|message| !OWN.iter().any(|scheme| message.contains(scheme)));
    messages
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

#[cfg(test)]
mod tests {
    use super::firefox_messages;

    #[test]
    fn tells_the_page_from_the_browser() {
        let printed = "console.error: RSLoader:\n  Message: x\n    at@resource://nimbus/x.mjs\n\n\
            console.error: \"ours\"\nJavaScript error: resource://gre/x.mjs, line 50: y\n\
            JavaScript error: http://127.0.0.1/a.js, line 1: z\n[GFX1-]: noise\n  more";
        let lines: Vec<String> = printed.lines().map(str::to_owned).collect();
        let ours = [
            "console.error: \"ours\"",
            "JavaScript error: http://127.0.0.1/a.js, line 1: z",
        ];
        assert_eq!(firefox_messages(&lines), ours);
    }
}
