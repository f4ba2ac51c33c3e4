//! Someone comes back, works in two tabs, takes the data along, and meets a storage that fails.

use std::fs;

use anyhow::{Context as _, ensure};
use muctieu_journeys::browser::Purpose;
use muctieu_journeys::journey::dist;
use muctieu_journeys::wait::until;
use muctieu_journeys::{Engine, Page, Result, journey};
use serde_json::{Value, json};

use crate::steps::{
    PACE, REVENUE, begin_scenario, click, enter_figure, has_figure, known, lever, number,
    switch_workspace, type_lever, undo, until_attribute, until_count, until_number, until_said,
    until_text,
};

/// Where the built-in workspace is stored.
const RECORD: &str = "muctieu:workspace:nq-2024";

/// All rows of the overview as their hooks tell them, by name: a row that is moved keeps its place.
async fn rows(page: &Page) -> Result<Value> {
    page.open("#/").await?;
    page.script(
        "return Object.fromEntries([...document.querySelectorAll('[data-indicator]')].map(row => [row.dataset.indicator, { ...row.dataset }]))",
        &[],
    )
    .await
}

/// Exports the workspace and returns the file.
async fn export(page: &Page) -> Result<std::path::PathBuf> {
    page.open("#/so-lieu").await?;
    click(page, "[data-action=\"export\"]").await?;
    page.downloaded(".json").await
}

#[tokio::test]
async fn all_is_there_on_another_day() -> Result {
    journey(async |page| {
        enter_figure(page, "jobs", "30/9/2024", "5100").await?;
        begin_scenario(page).await?;
        type_lever(page, PACE, "1,3").await?;
        let before = rows(page).await?;
        // A lever is stored when it has come to rest for a moment.
        until("the lever's position is stored", async || {
            let record = page.stored(RECORD).await?.unwrap_or_default();
            Ok(record.contains(PACE))
        })
        .await?;
        page.reopen().await?;
        page.open("#/").await?;
        let after = rows(page).await?;
        ensure!(
            after == before,
            "the overview is not what it was before the browser closed: {after} and not {before}"
        );
        ensure!(
            page.find(&lever(PACE)).await?.value().await?.as_deref() == Some("1.3"),
            "the scenario is on and its lever where it was"
        );
        page.open("#/chi-tieu/jobs").await?;
        page.find("[data-figures-of=\"jobs\"] [data-figure][data-date=\"2024-09-30\"]")
            .await?;
        until_attribute(page, "body", "data-storage", "ok").await
    })
    .await
}

#[tokio::test]
async fn two_tabs_see_each_other() -> Result {
    journey(async |page| {
        page.open("#/chi-tieu/online-services").await?;
        let first = page.here().await?;
        // A window of its own: a tab that nobody sees gets no frames, and is not ready before it is shown.
        let second = page.driver().new_window().await?;
        page.to(&second).await?;
        // Elsewhere than where the entry is made: one engine loads the same address anew.
        page.open("#/").await?;
        page.to(&first).await?;
        // An address within the page: nothing is loaded anew. It notes when the other's entry comes.
        page.script::<Value>(
            "location.hash = '#/';
            const look = setInterval(() => {
                const row = document.querySelector('[data-indicator=\"jobs\"]');
                if (row?.dataset.actual) { window.came = Date.now(); clearInterval(look); }
            }, 20);
            return null",
            &[],
        )
        .await?;
        page.to(&second).await?;
        // The clock runs from the press of the button, so that it allows less than a second after the entry.
        page.script::<Value>(
            "addEventListener('submit', () => localStorage.setItem('journey', Date.now()), true); return null",
            &[],
        )
        .await?;
        enter_figure(page, "jobs", "30/9/2024", "5100").await?;
        page.to(&first).await?;
        until_number(page, "jobs", "actual", "came over", |value| {
            (value - 5100.0).abs() < 1e-9
        })
        .await?;
        let late: f64 = page
            .script("return window.came - Number(localStorage.getItem('journey'))", &[])
            .await?;
        ensure!(late < 1000.0, "the entry took {late} ms to the other tab");
        enter_figure(page, "online-services", "30/9/2024", "85").await?;

        page.to(&second).await?;
        page.script::<Value>("location.hash = '#/'; return null", &[])
            .await?;
        until_number(page, "online-services", "actual", "came over", |value| {
            (value - 85.0).abs() < 1e-9
        })
        .await?;
        ensure!(
            number(page, "jobs", "actual").await? == Some(5100.0),
            "the tab has kept its own entry"
        );
        page.reload().await?;
        for (id, value) in [("jobs", 5100.0), ("online-services", 85.0)] {
            ensure!(
                number(page, id, "actual").await? == Some(value),
                "{id} is not in the record"
            );
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_file_carries_everything_to_another_browser() -> Result {
    journey(async |page| {
        enter_figure(page, "jobs", "30/9/2024", "5100").await?;
        begin_scenario(page).await?;
        type_lever(page, PACE, "1,3").await?;
        let under = rows(page).await?;
        let file = export(page).await?;
        let written: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
        ensure!(
            written["format"] == "muctieu.workspace",
            "the file says what it is"
        );

        let other = Page::start(page.engine(), &dist()?, Purpose::Journey).await?;
        other.open("#/so-lieu").await?;
        other.upload("[data-action=\"import\"]", &file).await?;
        until_said(&other, "Đã nhập").await?;
        other.open("#/kich-ban").await?;
        click(&other, "article[data-scenario] [data-action=\"toggle\"]").await?;
        ensure!(
            rows(&other).await? == under,
            "the other browser shows other numbers"
        );
        other.assert_quiet().await?;
        other.close().await
    })
    .await
}

#[tokio::test]
async fn a_file_that_is_not_ours_is_refused_and_changes_nothing() -> Result {
    journey(async |page| {
        let file = export(page).await?;
        let good = fs::read_to_string(&file)?;
        let before = rows(page).await?;
        let record = page.stored(RECORD).await?;
        let mut future: Value = serde_json::from_str(&good)?;
        future["version"] = json!(99);
        let mut dangling: Value = serde_json::from_str(&good)?;
        dangling["figures"][0]["indicator"] = json!("nowhere");
        let bad = [
            (
                "hong.json",
                good.chars().take(good.chars().count() / 2).collect(),
                "Tệp bị hỏng",
            ),
            (
                "la.json",
                "{\"a\": 1}".to_owned(),
                "không phải là tệp dữ liệu của Mục Tiêu",
            ),
            (
                "mang.json",
                "[1, 2]".to_owned(),
                "không phải là tệp dữ liệu của Mục Tiêu",
            ),
            ("tuong-lai.json", future.to_string(), "phiên bản 99"),
            ("mau-thuan.json", dangling.to_string(), "mâu thuẫn"),
        ];
        page.open("#/so-lieu").await?;
        for (name, text, reason) in bad {
            let path = page.scratch().join(name);
            fs::write(&path, text)?;
            page.upload("[data-action=\"import\"]", &path).await?;
            until_text(page, "[data-error=\"import\"]", "says why", |told| {
                told.contains(name)
                    && told.contains(reason)
                    && told.contains("Không có gì thay đổi")
            })
            .await?;
        }
        ensure!(
            page.stored(RECORD).await? == record,
            "the record has changed"
        );
        ensure!(rows(page).await? == before, "the numbers have changed");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn without_storage_the_page_works_and_says_so() -> Result {
    // The same page, with a script before its own that denies it the storage, as a browser's settings do.
    let folder = tempfile::tempdir()?;
    copy(&dist()?, folder.path())?;
    fs::write(
        folder.path().join("deny.js"),
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });",
    )?;
    let index = folder.path().join("index.html");
    let html = fs::read_to_string(&index)?;
    let policy_end = html
        .find("<meta")
        .and_then(|start| Some(start + html.get(start..)?.find('>')? + 1))
        .context("the page has no policy")?;
    let (head, rest) = html.split_at(policy_end);
    fs::write(
        &index,
        format!("{head}<script src=\"./deny.js\"></script>{rest}"),
    )?;

    let mut page =
        Page::start(Engine::from_environment()?, folder.path(), Purpose::Journey).await?;
    page.open("#/").await?;
    until_attribute(&page, "body", "data-storage", "memory").await?;
    until_said(&page, "Trình duyệt không cho phép lưu").await?;
    enter_figure(&page, "jobs", "30/9/2024", "5100").await?;
    until_attribute(&page, "body", "data-storage", "memory").await?;
    page.script::<Value>("location.hash = '#/'; return null", &[])
        .await?;
    until_number(&page, "jobs", "actual", "is shown", |value| {
        (value - 5100.0).abs() < 1e-9
    })
    .await?;
    let file = export(&page).await?;
    ensure!(
        fs::read_to_string(file)?.contains("5100"),
        "the file has the entry"
    );
    page.assert_local().await?;
    page.assert_quiet().await?;
    page.close().await
}

/// Copies a folder.
fn copy(from: &std::path::Path, to: &std::path::Path) -> Result {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &place)?;
        } else {
            fs::copy(entry.path(), place)?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_full_storage_loses_nothing_that_is_seen() -> Result {
    journey(async |page| {
        page.blank().await?;
        page.script::<Value>(
            "let size = 4 << 20, text = '', at = 0;
            while (size >= 1) {
                try { localStorage.setItem('filler' + at, 'x'.repeat(size)); at += 1; } catch { size = Math.floor(size / 2); }
            }
            return null",
            &[],
        )
        .await?;
        enter_figure(page, "jobs", "30/9/2024", "5100").await?;
        until_attribute(page, "body", "data-storage", "full").await?;
        until_said(page, "Bộ nhớ của trình duyệt đã đầy").await?;
        ensure!(has_figure(page, "jobs", "2024-09-30").await?, "the entry is shown");
        ensure!(
            page.stored(RECORD).await?.is_none(),
            "there was room for it after all"
        );
        let file = {
            page.script::<Value>("location.hash = '#/so-lieu'; return null", &[]).await?;
            click(page, "[role=\"alert\"] button").await?;
            page.downloaded(".json").await?
        };
        ensure!(fs::read_to_string(file)?.contains("5100"), "the file has the entry");

        // With room again, the next change is stored, and the one before with it.
        page.script::<Value>(
            "for (const key of Object.keys(localStorage)) if (key.startsWith('filler')) localStorage.removeItem(key); return null",
            &[],
        )
        .await?;
        enter_figure(page, "online-services", "30/9/2024", "85").await?;
        until_attribute(page, "body", "data-storage", "ok").await?;
        page.open("#/").await?;
        page.reload().await?;
        ensure!(
            number(page, "jobs", "actual").await? == Some(5100.0)
                && number(page, "online-services", "actual").await? == Some(85.0),
            "both entries are stored"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_broken_record_is_set_aside_whole() -> Result {
    journey(async |page| {
        const GARBAGE: &str = "{\"format\":\"muctieu.record\",\"version\":1}\n{\"format\":\"muctieu.work…";
        page.blank().await?;
        page.store(RECORD, GARBAGE).await?;
        page.open("#/").await?;
        until_attribute(page, "body", "data-storage", "corrupt").await?;
        until_said(page, "được để riêng, nguyên vẹn").await?;
        ensure!(
            known(page, REVENUE, "actual").await? > 0.0,
            "the built-in figures are shown"
        );
        let aside = page
            .script::<Vec<String>>(
                "return Object.keys(localStorage).filter(key => key.startsWith('muctieu:aside:')).map(key => localStorage.getItem(key))",
                &[],
            )
            .await?;
        ensure!(aside == [GARBAGE], "set aside is {aside:?}");
        page.click("button", "Tải bản để riêng").await?;
        let file = page.downloaded(".json").await?;
        ensure!(fs::read_to_string(file)? == GARBAGE, "the download is the record");

        // What is entered now is kept, and the next visit is an ordinary one.
        enter_figure(page, "jobs", "30/9/2024", "5100").await?;
        page.open("#/").await?;
        page.reload().await?;
        until_attribute(page, "body", "data-storage", "ok").await?;
        ensure!(
            number(page, "jobs", "actual").await? == Some(5100.0),
            "the entry is kept"
        );
        page.open("#/so-lieu").await?;
        until_attribute(page, "[data-set-aside]", "data-set-aside", "1").await?;
        // Pressed once it asks; whoever keeps it has it, whoever answers is rid of it.
        for answer in ["keep", "confirm-delete-aside-record"] {
            click(page, "[data-action=\"delete-aside-record\"]").await?;
            until_said(page, "Thao tác này không hoàn tác được").await?;
            page.assert_accessible("a question before deleting").await?;
            until_attribute(page, "[data-set-aside]", "data-set-aside", "1").await?;
            click(page, &format!("[data-action=\"{answer}\"]")).await?;
        }
        until_count(page, "[data-set-aside]", 0).await?;
        let keys = page.script::<u32>(
            "return Object.keys(localStorage).filter(key => key.startsWith('muctieu:aside:')).length",
            &[],
        );
        ensure!(keys.await? == 0, "it is still stored");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_imported_workspace_can_be_deleted_and_a_built_in_one_cannot() -> Result {
    journey(async |page| {
        page.open("#/so-lieu").await?;
        page.find("[data-action=\"start-empty\"]").await?;
        ensure!(
            page.all("[data-action=\"delete-workspace\"]")
                .await?
                .is_empty(),
            "the resolution can be deleted"
        );
        let file = export(page).await?;
        let mut own: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
        own["id"] = json!("huyen-ba-be");
        own["name"] = json!({ "vi": "Huyện Ba Bể", "en": "Ba Be district" });
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("huyen.json");
        fs::write(&file, own.to_string())?;
        page.open("#/so-lieu").await?;
        page.upload("[data-action=\"import\"]", &file).await?;
        until_said(page, "Đã nhập").await?;
        let switch = "[data-action=\"switch-workspace\"][data-workspace=\"huyen-ba-be\"]";
        click(page, switch).await?;
        until_attribute(page, switch, "aria-pressed", "true").await?;
        // A link to it shows a copy under its name: what is only looked at is not deleted in its place.
        click(page, "[data-action=\"share\"]").await?;
        until_text(page, "[data-share-link]", "is there", |_| true).await?;
        let link = page
            .script::<String>(
                "return document.querySelector('[data-share-link]').value",
                &[],
            )
            .await?;
        click(page, "[data-action=\"close-dialog\"]").await?;
        until_count(page, "dialog[open]", 0).await?;
        let (_, fragment) = link.split_once('#').context("a link has a fragment")?;
        page.open(&format!("#{fragment}")).await?;
        page.find("[data-visit]").await?;
        page.script::<Value>("location.hash = '#/so-lieu'; return null", &[])
            .await?;
        page.find("[data-action=\"start-empty\"]").await?;
        ensure!(
            page.all("[data-action=\"delete-workspace\"]")
                .await?
                .is_empty(),
            "what is only looked at can be deleted"
        );
        click(page, "[data-action=\"leave-visit\"]").await?;
        page.open("#/so-lieu").await?;
        // On another day, without what was told on this one.
        page.reload().await?;
        click(page, "[data-action=\"delete-workspace\"]").await?;
        click(page, "[data-action=\"confirm-delete-workspace\"]").await?;
        until_said(page, "Đã xóa bộ dữ liệu “Huyện Ba Bể”").await?;
        until_count(page, switch, 0).await?;
        let left =
            "return Object.keys(localStorage).filter(key => key.includes('huyen-ba-be')).length
            + (localStorage.getItem('muctieu:settings') ?? '').includes('huyen-ba-be')";
        page.until_script("nothing of it is left", &format!("{left} === 0"))
            .await?;
        page.reload().await?;
        until_count(page, switch, 0).await
    })
    .await
}

#[tokio::test]
async fn generated_figures_are_marked_on_every_screen() -> Result {
    journey(async |page| {
        switch_workspace(page, "illustration").await?;
        for route in [
            "#/",
            "#/chi-tieu/budget-revenue",
            "#/kich-ban",
            "#/so-lieu",
            "#/nghi-quyet",
            "#/khong-co",
        ] {
            page.open(route).await?;
            until_text(page, "[data-watermark]", "is there", |text| {
                text.contains("SỐ LIỆU MINH HỌA")
            })
            .await?;
            let title = page.driver().title().await?;
            ensure!(
                title.contains("SỐ LIỆU MINH HỌA"),
                "{route} is called “{title}”"
            );
        }
        page.open("#/").await?;
        until_count(page, "tr[data-indicator]", 31).await?;
        let unknown: Vec<String> = page
            .script(
                "return [...document.querySelectorAll('tr[data-status=\"not-assessed\"]')].map(row => row.dataset.indicator)",
                &[],
            )
            .await?;
        // A year's ranks are published in the next one.
        ensure!(
            unknown.iter().all(|id| id.ends_with("-rank")),
            "generated, and yet not assessed: {unknown:?}"
        );
        // It is remembered which one is open, and the other is a button away.
        page.reload().await?;
        page.find("[data-watermark]").await?;
        switch_workspace(page, "nq-2024").await?;
        until_count(page, "[data-watermark]", 0).await
    })
    .await
}

#[tokio::test]
async fn one_can_start_empty_and_get_the_published_figures_back() -> Result {
    journey(async |page| {
        let published = rows(page).await?;
        page.open("#/so-lieu").await?;
        click(page, "[data-action=\"start-empty\"]").await?;
        until_said(page, "các chỉ tiêu giữ nguyên").await?;
        page.open("#/").await?;
        until_count(page, "tr[data-indicator]", 31).await?;
        until_count(page, "tr[data-status=\"not-assessed\"]", 31).await?;
        undo(page).await?;
        until_number(page, REVENUE, "actual", "is back", |value| value > 0.0).await?;
        ensure!(
            rows(page).await? == published,
            "undo brings every figure back"
        );

        page.open("#/so-lieu").await?;
        click(page, "[data-action=\"start-empty\"]").await?;
        click(page, "[data-action=\"restore\"]").await?;
        until_said(page, "số liệu ban đầu").await?;
        ensure!(
            rows(page).await? == published,
            "the published figures are back"
        );
        page.open("#/so-lieu").await?;
        // Taken back, it is empty again.
        undo(page).await?;
        until_attribute(page, "[data-action=\"start-empty\"]", "disabled", "true").await
    })
    .await
}
