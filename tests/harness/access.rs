//! Accessibility, checked by axe-core in the page as it stands.

use anyhow::{Context as _, ensure};
use serde::Deserialize;
use serde_json::Value;

use crate::{Page, Result};

/// WCAG 2.2, levels A and AA.
const TAGS: &str = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']";

#[derive(Debug, Deserialize)]
struct Violation {
    id: String,
    help: String,
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    html: String,
    failure_summary: Option<String>,
}

impl Page {
    /// Puts axe-core into the page; a script of the driver, which the content policy does not govern.
    pub(crate) async fn load_axe(&self) -> Result {
        if self
            .script::<bool>("return Boolean(window.axe)", &[])
            .await?
        {
            return Ok(());
        }
        let file = std::env::var_os("MUCTIEU_AXE")
            .context("MUCTIEU_AXE is not set: run `cargo xtask test --only journeys`")?;
        let axe = std::fs::read_to_string(&file)
            .with_context(|| format!("{} cannot be read", file.display()))?;
        // In a function its declarations would be local: it looks for `module` first, then for `window`.
        self.script::<Value>(&format!("{axe}; window.axe = axe; return null"), &[])
            .await?;
        Ok(())
    }

    /// Nothing on the page as it stands violates WCAG 2.2 A or AA, as far as a program can tell. `what` names
    /// the screen in the message.
    pub async fn assert_accessible(&self, what: &str) -> Result {
        self.load_axe().await?;
        let script = format!(
            "const done = arguments[arguments.length - 1];
            // What has slid under the header that stays is not hidden: it can be scrolled to.
            scrollTo({{ top: 0, behavior: 'instant' }});
            axe.run(document, {{ runOnly: {{ type: 'tag', values: {TAGS} }}, resultTypes: ['violations'], preload: false }})
                .then(result => done(result.violations), error => done([{{ id: 'axe', help: String(error), nodes: [] }}]));"
        );
        let violations = self
            .driver()
            .execute_async(script, Vec::new())
            .await?
            .convert::<Vec<Violation>>()?;
        ensure!(
            violations.is_empty(),
            "{what} is not accessible:\n{}",
            describe(&violations)
        );
        Ok(())
    }
}

fn describe(violations: &[Violation]) -> String {
    let mut lines = Vec::new();
    for violation in violations {
        lines.push(format!(
            "  {} – {} ({} places)",
            violation.id,
            violation.help,
            violation.nodes.len()
        ));
        for node in violation.nodes.iter().take(5) {
            let summary = node
                .failure_summary
                .as_deref()
                .unwrap_or_default()
                .replace('\n', " ");
            lines.push(format!(
                "    {}\n      {summary}",
                node.html.chars().take(200).collect::<String>()
            ));
        }
    }
    lines.join("\n")
}
