//! Someone sends what they see; someone else opens it, looks, and keeps it or not.

use anyhow::{Context as _, ensure};
use muctieu_journeys::browser::Purpose;
use muctieu_journeys::journey::dist;
use muctieu_journeys::wait::until;
use muctieu_journeys::{Page, Result, journey};
use serde_json::Value;

use crate::hooks::assert_accessible_in_both_themes;
use crate::steps::{
    PACE, REVENUE, assert_text, begin_scenario, click, enter_figure, known, number, type_lever,
    undo, until_attribute, until_count, until_number, until_said, until_text,
};

/// Where the built-in workspace is stored.
const RECORD: &str = "muctieu:workspace:nq-2024";
pub const VISIT: &str = "[data-visit]";
const FIELD: &str = "[data-share-link]";
const KEEP: &str = "[data-action=\"keep-scenario\"]";
const KEEP_FIGURES: &str = "[data-action=\"keep-figures\"]";
const LEAVE: &str = "[data-action=\"leave-visit\"]";
/// A link of a version that is not written yet, with a good checksum.
const FUTURE: &str = "#/kich-ban?s=CQT57OQIdG9tb3Jyb3c";

/// Opens the dialog and copies the link from its field.
pub async fn copied(page: &Page, figures: bool) -> Result<String> {
    click(page, "[data-action=\"share\"]").await?;
    page.find("dialog[data-dialog=\"share\"][open]").await?;
    if figures {
        let before = link(page).await?;
        click(page, "[data-action=\"with-figures\"]").await?;
        until("the link holds the figures", async || {
            Ok(link(page).await? != before)
        })
        .await?;
    }
    let link = link(page).await?;
    click(page, "[data-action=\"close-dialog\"]").await?;
    until_count(page, "dialog[open]", 0).await?;
    Ok(link)
}

async fn link(page: &Page) -> Result<String> {
    let value = page.find(FIELD).await?.value().await?;
    value.context("the field of the link is empty")
}

/// The part of a link that another host's page opens as well.
pub fn fragment(link: &str) -> Result<&str> {
    let at = link.find('#').context("the link has no fragment")?;
    Ok(&link[at..])
}

/// Another person's browser.
pub async fn other(page: &Page) -> Result<Page> {
    Page::start(page.engine(), &dist()?, Purpose::Journey).await
}

/// The names under which this browser keeps anything.
async fn kept(page: &Page) -> Result<Vec<String>> {
    page.script("return Object.keys(localStorage)", &[]).await
}

/// All rows of the overview as their hooks tell them, by name: a row that is moved keeps its place.
async fn said(page: &Page) -> Result<Value> {
    page.script(
        "return Object.fromEntries([...document.querySelectorAll('[data-indicator]')].map(row => [row.dataset.indicator, { ...row.dataset }]))",
        &[],
    )
    .await
}

/// Builds the scenario that is sent.
async fn build(page: &Page) -> Result {
    begin_scenario(page).await?;
    for (id, lever, value) in [
        (REVENUE, PACE, "1,3"),
        ("grdp-growth", "growth-4:grdp-growth", "11"),
    ] {
        let base = known(page, id, "projected").await?;
        type_lever(page, lever, value).await?;
        until_number(page, id, "projected", "is moved", |now| {
            (now - base).abs() > 1e-6
        })
        .await?;
    }
    Ok(())
}

/// Goes to a screen without loading the page anew.
async fn go(page: &Page, fragment: &str) -> Result {
    page.script::<Value>(&format!("location.hash = '{fragment}'; return null"), &[])
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_link_shows_the_same_numbers_and_keeps_nothing_until_asked() -> Result {
    journey(async |page| {
        build(page).await?;
        let sent = said(page).await?;
        let link = copied(page, false).await?;
        ensure!(link.len() < 2_000, "the link has {} letters", link.len());
        ensure!(
            link.starts_with(&page.site().url()) && link.contains("#/?s="),
            "the link is {link}"
        );

        let reader = other(page).await?;
        reader.open(fragment(&link)?).await?;
        reader.find(VISIT).await?;
        ensure!(
            said(&reader).await? == sent,
            "the reader sees other numbers than the sender"
        );
        assert_text(&reader, VISIT, "chưa lưu vào máy này").await?;
        let address: String = reader.script("return location.hash", &[]).await?;
        ensure!(address == "#/", "the address still says {address}");
        ensure!(
            reader.all("[data-visit-differs]").await?.is_empty(),
            "the reader is told of a difference that is none"
        );
        ensure!(kept(&reader).await?.is_empty(), "something is stored");
        assert_accessible_in_both_themes(&reader, "the banner of what was shared").await?;

        // Their own is back as it was.
        let under = known(&reader, REVENUE, "projected").await?;
        click(&reader, LEAVE).await?;
        until_count(&reader, VISIT, 0).await?;
        until_number(&reader, REVENUE, "projected", "is the base's", |value| {
            (value - under).abs() > 1e-6
        })
        .await?;
        ensure!(
            reader.stored(RECORD).await?.is_none(),
            "looking has stored a workspace"
        );

        // Opened again in the same page, changed, and kept as changed, as one step.
        let base = said(&reader).await?;
        go(&reader, fragment(&link)?).await?;
        reader.find(VISIT).await?;
        until_number(&reader, REVENUE, "projected", "is the sender's", |value| {
            (value - under).abs() < 1e-9
        })
        .await?;
        type_lever(&reader, PACE, "1,5").await?;
        until_number(&reader, REVENUE, "projected", "rises", |value| {
            value > under + 1e-6
        })
        .await?;
        let changed = said(&reader).await?;
        ensure!(
            reader.stored(RECORD).await?.is_none(),
            "a lever that was tried is stored"
        );
        click(&reader, KEEP).await?;
        until_count(&reader, VISIT, 0).await?;
        ensure!(
            said(&reader).await? == changed,
            "what is kept is not what was on the screen"
        );
        let record = reader.stored(RECORD).await?.unwrap_or_default();
        ensure!(record.contains(PACE), "what was kept is not stored");
        undo(&reader).await?;
        until("undo takes it back", async || {
            Ok(said(&reader).await? == base)
        })
        .await?;
        reader.assert_quiet().await?;
        reader.close().await
    })
    .await
}

#[tokio::test]
async fn a_link_that_is_damaged_or_newer_is_refused_and_changes_nothing() -> Result {
    journey(async |page| {
        build(page).await?;
        let link = copied(page, false).await?;
        let whole = fragment(&link)?.to_owned();
        let mut damaged = whole.clone();
        let last = damaged.split_off(damaged.len() - 12);
        damaged.push(if last.starts_with('A') { 'B' } else { 'A' });
        damaged.push_str(&last[1..]);
        let cut = &whole[..whole.len() - 20];

        let reader = other(page).await?;
        reader.open("#/").await?;
        let own = said(&reader).await?;
        for (bad, words) in [
            (damaged.as_str(), "bị hỏng"),
            (cut, "bị cắt mất phần cuối"),
            (FUTURE, "mới hơn phiên bản"),
            ("#/?s=%3Cscript%3E", "bị"),
        ] {
            reader.blank().await?;
            reader.open(bad).await?;
            until_text(&reader, "[data-link-fault]", "says why", |text| {
                text.contains(words) && text.contains("không thay đổi")
            })
            .await?;
            ensure!(reader.all(VISIT).await?.is_empty(), "{bad} is shown");
            ensure!(
                kept(&reader).await?.is_empty(),
                "{bad} has left something in the storage"
            );
            go(&reader, "#/").await?;
            reader.find("tr[data-indicator]").await?;
            ensure!(said(&reader).await? == own, "{bad} changed a number");
        }
        assert_accessible_in_both_themes(&reader, "a link that is refused").await?;
        click(&reader, "[data-action=\"dismiss-fault\"]").await?;
        until_count(&reader, "[data-link-fault]", 0).await?;
        reader.assert_quiet().await?;
        reader.close().await
    })
    .await
}

#[tokio::test]
async fn whoever_has_other_figures_is_told_and_may_take_the_senders() -> Result {
    journey(async |page| {
        enter_figure(page, "jobs", "30/9/2024", "5100").await?;
        build(page).await?;
        let sent = said(page).await?;
        let bare = copied(page, false).await?;
        let full = copied(page, true).await?;

        let reader = other(page).await?;
        reader.open(fragment(&bare)?).await?;
        until_text(
            &reader,
            "[data-visit-differs]",
            "tells the difference",
            |text| text.contains("khác với của người gửi") && text.contains("có thể khác"),
        )
        .await?;
        ensure!(
            number(&reader, "jobs", "actual").await?.is_none(),
            "a link without figures has brought one"
        );
        go(&reader, fragment(&full)?).await?;
        until_number(&reader, "jobs", "actual", "came along", |value| {
            (value - 5100.0).abs() < 1e-9
        })
        .await?;
        ensure!(
            said(&reader).await? == sent,
            "with the figures the reader sees other numbers than the sender"
        );
        assert_text(
            &reader,
            "[data-visit-differs]",
            "theo số liệu của người gửi",
        )
        .await?;
        ensure!(kept(&reader).await?.is_empty(), "something is stored");

        click(&reader, KEEP_FIGURES).await?;
        until_text(&reader, "[data-ask]", "says what it does", |text| {
            text.contains("thêm 1, sửa 0")
        })
        .await?;
        reader
            .assert_accessible("the question before figures are kept")
            .await?;
        click(&reader, "[data-action=\"ask-no\"]").await?;
        until_count(&reader, "dialog[open]", 0).await?;
        ensure!(kept(&reader).await?.is_empty(), "a no has stored something");
        click(&reader, KEEP_FIGURES).await?;
        click(&reader, "[data-action=\"ask-yes\"]").await?;
        until_count(&reader, VISIT, 0).await?;
        ensure!(said(&reader).await? == sent, "the figures are kept");
        undo(&reader).await?;
        until("the figure is gone again", async || {
            Ok(number(&reader, "jobs", "actual").await?.is_none())
        })
        .await?;
        reader.assert_quiet().await?;
        reader.close().await
    })
    .await
}

#[tokio::test]
async fn the_dialog_holds_link_code_and_file() -> Result {
    journey(async |page| {
        build(page).await?;
        let sent = said(page).await?;
        click(page, "[data-action=\"share\"]").await?;
        page.find("[data-share-code] svg.qr path").await?;
        let length = page
            .attribute("[data-share-length]", "data-share-length")
            .await?;
        let count = link(page).await?.len().to_string();
        ensure!(length.as_deref() == Some(&*count), "{length:?} is told");
        page.assert_accessible("the dialog of sharing").await?;
        click(page, "[data-action=\"enlarge-code\"]").await?;
        page.find("dialog[data-dialog=\"code\"][open] svg.qr")
            .await?;
        page.assert_accessible("the code for the room").await?;
        page.press(&[], muctieu_journeys::Key::Escape).await?;
        until_count(page, "dialog[open]", 1).await?;
        click(page, "[data-action=\"copy-link\"]").await?;
        page.find("[data-share-copied]").await?;
        click(page, "[data-action=\"save-share\"]").await?;
        let file = page.downloaded(".json").await?;

        let reader = other(page).await?;
        reader.open("#/so-lieu").await?;
        reader.upload("[data-action=\"import\"]", &file).await?;
        reader.find(VISIT).await?;
        reader.find("tr[data-indicator]").await?;
        ensure!(said(&reader).await? == sent, "the file shows other numbers");
        ensure!(
            reader.stored(RECORD).await?.is_none(),
            "a shared file is stored"
        );
        until_attribute(&reader, "body", "data-storage", "ok").await?;
        until_said(&reader, "chưa lưu vào máy này").await?;
        reader.assert_quiet().await?;
        reader.close().await
    })
    .await
}
