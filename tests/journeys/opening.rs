//! Someone opens the link.

use anyhow::{Context as _, ensure};
use muctieu_journeys::{Result, journey};

#[tokio::test]
async fn the_page_opens_from_a_folder_and_asks_nobody_else() -> Result {
    journey(async |page| {
        page.open("").await?;
        ensure!(
            page.attribute("html", "lang").await?.as_deref() == Some("vi"),
            "the page is in Vietnamese first"
        );
        let title = page.driver().title().await?;
        ensure!(!title.is_empty(), "the page has a title");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_content_policy_is_in_force() -> Result {
    journey(async |page| {
        page.open("").await?;
        let policy = page
            .attribute("head > meta:first-child", "content")
            .await?
            .context("no policy first in the head")?;
        for part in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "connect-src 'self'",
        ] {
            ensure!(policy.contains(part), "the policy lacks {part}: {policy}");
        }
        // An element with a handler, as a careless `inner_html` would make it, does not run.
        page.script::<serde_json::Value>(
            "const e = document.createElement('div');
            e.innerHTML = '<button onclick=\"window.broken = true\">x</button>';
            document.body.append(e); e.firstChild.click(); e.remove(); return null",
            &[],
        )
        .await?;
        ensure!(
            page.script::<bool>("return window.broken === undefined", &[])
                .await?,
            "an inline handler ran"
        );
        // Each engine says so in its own words.
        for words in [
            "Content Security Policy",
            "Content-Security-Policy",
            "policy: ",
        ] {
            page.expect_message(words);
        }
        Ok(())
    })
    .await
}
