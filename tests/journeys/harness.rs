//! The harness itself: what it is there to notice, it notices, in every engine.

use std::fs;

use anyhow::ensure;
use muctieu_journeys::browser::Purpose;
use muctieu_journeys::{Engine, Key, Page, Result};

const POLICY: &str = "default-src 'self'; img-src 'self'";

/// A page of ours, made of these scripts and this body.
async fn page(script: &str, body: &str) -> Result<(tempfile::TempDir, Page)> {
    let folder = tempfile::tempdir()?;
    let head = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"><meta charset=\"utf-8\">\
         <title>Thử</title><link rel=\"icon\" href=\"./icon.png\"><script src=\"./a.js\"></script>"
    );
    fs::write(
        folder.path().join("index.html"),
        format!("<!doctype html><html lang=\"vi\"><head>{head}</head><body>{body}"),
    )?;
    fs::write(folder.path().join("icon.png"), "")?;
    fs::write(
        folder.path().join("a.js"),
        format!("{script}\nperformance.mark('muctieu:ready');"),
    )?;
    let page = Page::start(Engine::from_environment()?, folder.path(), Purpose::Journey).await?;
    page.open("").await?;
    Ok((folder, page))
}

#[tokio::test]
async fn hears_the_console_from_the_first_line_on() -> Result {
    let script = "console.error('said early'); console.log('a word'); setTimeout(() => { throw new Error('thrown early') });";
    let (_folder, page) = page(script, "").await?;
    // What a browser prints reaches us a little later than what it does.
    let mut said = Vec::new();
    for _ in 0..50 {
        said = page.console().await?;
        if said.len() >= 3 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    for words in ["said early", "a word", "thrown early"] {
        ensure!(
            said.iter().any(|line| line.contains(words)),
            "{words}: {said:#?}"
        );
    }
    ensure!(
        page.assert_quiet().await.is_err(),
        "a full console is not quiet"
    );
    page.close().await
}

#[tokio::test]
async fn sees_a_request_that_leaves_and_one_that_fails() -> Result {
    let (_folder, leaving) = page("", "").await?;
    leaving
        .script::<serde_json::Value>(
            "new Image().src = 'http://elsewhere.invalid/x.png'; return null",
            &[],
        )
        .await?;
    leaving
        .until_script(
            "the policy has spoken",
            "return window.__journey.length > 0",
        )
        .await?;
    ensure!(
        leaving.assert_quiet().await.is_err(),
        "a request to another host is a violation"
    );
    leaving.close().await?;

    let (_folder, mut failing) = page("", "<img src=\"./missing.png\" alt=\"\">").await?;
    ensure!(
        failing.assert_local().await.is_err(),
        "our server was asked for what it does not have"
    );
    failing.close().await
}

#[tokio::test]
async fn finds_types_and_slides() -> Result {
    let body = "<main><h1>Số liệu</h1><label>Giá trị <input id=\"v\" value=\"cũ\"></label>\
        <label>Nhịp <input id=\"s\" type=\"range\" min=\"-5\" max=\"5\" step=\"0.1\" value=\"0\"></label>\
        <button aria-label=\"Lưu lại\">x</button><input id=\"f\" type=\"file\" hidden></main>";
    let (_folder, page) = page("", body).await?;
    page.script::<serde_json::Value>(
        "document.querySelector('button').onclick = () => document.title = 'saved'; return null",
        &[],
    )
    .await?;
    page.type_into("#v", "1.234,5").await?;
    ensure!(
        page.find("#v").await?.value().await?.as_deref() == Some("1.234,5"),
        "typing replaces"
    );
    page.slide("#s", 4.7).await?;
    ensure!(
        page.find("#s").await?.value().await?.as_deref() == Some("4.7"),
        "the slider moves"
    );
    page.sweep("#s", &[1.0, 2.0, 3.0]).await?;
    ensure!(
        page.find("#s").await?.value().await?.as_deref() == Some("3"),
        "the slider sweeps"
    );
    page.press(&[], Key::Tab).await?;
    page.tab_to("button").await?;
    page.press(&[], Key::Enter).await?;
    page.until_script(
        "Enter presses a button",
        "return document.title === 'saved'",
    )
    .await?;
    page.script::<serde_json::Value>("document.title = 'Thử'; return null", &[])
        .await?;
    page.click("button", "Lưu lại").await?;
    page.until_script("a click does", "return document.title === 'saved'")
        .await?;
    page.assert_accessible("a good page").await?;
    page.script::<serde_json::Value>("document.querySelector('button').ariaLabel = ''; document.querySelector('button').textContent = ''; return null", &[]).await?;
    ensure!(
        page.assert_accessible("a bad page").await.is_err(),
        "a button without a name is noticed"
    );
    page.assert_quiet().await?;
    page.close().await
}

#[tokio::test]
async fn keeps_storage_over_tabs_and_days() -> Result {
    let (_folder, mut page) = page("", "").await?;
    page.store("k", "v").await?;
    let first = page.here().await?;
    page.tab("#/x").await?;
    ensure!(
        page.stored("k").await?.as_deref() == Some("v"),
        "tabs share their storage"
    );
    page.to(&first).await?;
    page.reload().await?;
    page.reopen().await?;
    page.open("").await?;
    ensure!(
        page.stored("k").await?.as_deref() == Some("v"),
        "storage outlives the browser"
    );
    page.resize(900, 700, 1.0).await?;
    page.close().await
}

#[tokio::test]
async fn saves_and_uploads_files() -> Result {
    let body = "<input id=\"f\" type=\"file\" aria-label=\"f\"><button>Xuất</button>";
    let script = "addEventListener('DOMContentLoaded', () => {
        document.querySelector('button').onclick = () => {
            const a = document.createElement('a');
            a.href = URL.createObjectURL(new Blob(['{\"a\":1}'], { type: 'application/json' }));
            a.download = 'so-lieu.json'; document.body.append(a); a.click();
        };
        document.querySelector('#f').onchange = async e => document.title = await e.target.files[0].text();
    });";
    let (_folder, page) = page(script, body).await?;
    page.find("button").await?.click().await?;
    let file = page.downloaded(".json").await?;
    ensure!(
        fs::read_to_string(&file)? == "{\"a\":1}",
        "the file is whole"
    );
    page.upload("#f", &file).await?;
    page.until_script("the file is read", "return document.title === '{\"a\":1}'")
        .await?;
    page.close().await
}
