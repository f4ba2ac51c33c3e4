//! Someone chooses a language and a theme; and nothing that comes from a file runs.

use std::fs;

use anyhow::{Context as _, ensure};
use muctieu_journeys::{Page, Result, journey, settings};
use serde_json::{Value, json};

use crate::steps::{REVENUE, click, known, until_attribute, until_count, until_said, until_text};

#[tokio::test]
async fn language_and_theme_are_remembered() -> Result {
    journey(async |page| {
        page.open("#/").await?;
        until_attribute(page, "html", "lang", "vi").await?;
        click(page, "[data-action=\"language\"]").await?;
        until_attribute(page, "html", "lang", "en").await?;
        until_text(page, "[data-headline]", "is English", |text| {
            text.starts_with("Expected to meet")
        })
        .await?;
        until_text(page, ".shell-nav", "is English", |text| {
            text.contains("Overview")
        })
        .await?;
        // The target stays in the resolution's words.
        let words = format!("[data-indicator=\"{REVENUE}\"] .target");
        until_text(page, &words, "is Vietnamese", |text| {
            text.contains("1.010 tỷ đồng")
        })
        .await?;
        until_attribute(page, &words, "lang", "vi").await?;

        // By the system, then light, dark, by the system again.
        let system = page.attribute("html", "data-theme").await?;
        click(page, "[data-action=\"theme\"]").await?;
        until_attribute(page, "html", "data-theme", "light").await?;
        click(page, "[data-action=\"theme\"]").await?;
        until_attribute(page, "html", "data-theme", "dark").await?;
        let ground = "return getComputedStyle(document.body).backgroundColor";
        let dark: String = page.script(ground, &[]).await?;

        page.reopen().await?;
        page.open("#/").await?;
        until_attribute(page, "html", "lang", "en").await?;
        until_attribute(page, "html", "data-theme", "dark").await?;
        ensure!(
            page.script::<String>(ground, &[]).await? == dark,
            "the page is dark again"
        );

        click(page, "[data-action=\"theme\"]").await?;
        ensure!(
            page.attribute("html", "data-theme").await? == system,
            "the system decides again"
        );
        click(page, "[data-action=\"theme\"]").await?;
        until_attribute(page, "html", "data-theme", "light").await?;
        ensure!(
            page.script::<String>(ground, &[]).await? != dark,
            "the page is light"
        );
        click(page, "[data-action=\"language\"]").await?;
        until_text(page, "[data-headline]", "is Vietnamese", |text| {
            text.starts_with("Dự kiến đạt")
        })
        .await?;
        page.reload().await?;
        until_attribute(page, "html", "lang", "vi").await?;
        until_attribute(page, "html", "data-theme", "light").await
    })
    .await
}

#[tokio::test]
async fn settings_that_cannot_be_read_do_no_harm() -> Result {
    journey(async |page| {
        for text in ["{\"language\":", "[]", "{\"language\":\"fr\",\"theme\":7}"] {
            page.blank().await?;
            page.store(settings::KEY, text).await?;
            page.open("#/").await?;
            ensure!(
                known(page, REVENUE, "actual").await? > 0.0,
                "{text}: the page shows its figures"
            );
            until_attribute(page, "html", "lang", "vi").await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_page_holds_no_script_or_style_of_its_own() -> Result {
    journey(async |page| {
        page.open("#/").await?;
        let html: String = page
            .script(
                "const ask = new XMLHttpRequest(); ask.open('GET', location.pathname, false); ask.send(); return ask.responseText",
                &[],
            )
            .await?;
        ensure!(html.contains("http-equiv=\"Content-Security-Policy\"") || html.contains("http-equiv=Content-Security-Policy"), "there is no policy");
        for route in ["#/", "#/chi-tieu/budget-revenue", "#/kich-ban", "#/so-lieu", "#/nghi-quyet", "#/tro-giup"] {
            page.open(route).await?;
            let inline: Vec<String> = page
                .script(
                    "const found = [...document.querySelectorAll('script:not([src]), style')].map(e => e.outerHTML);
                    for (const e of document.querySelectorAll('*'))
                        for (const a of e.attributes)
                            if (a.name.startsWith('on') || /^\\s*javascript:/i.test(a.value)) found.push(`${e.tagName} ${a.name}`);
                    return found",
                    &[],
                )
                .await?;
            ensure!(inline.is_empty(), "{route} holds {inline:?}");
        }
        Ok(())
    })
    .await
}

/// What a page would run that took text for markup.
const EVIL: &str = "<img src=x onerror=\"window.broken=1\"><script>window.broken=2</script>";

/// The exported workspace with [`EVIL`] wherever a person or a file may say something.
fn poison(text: &str) -> Result<String> {
    let mut file: Value = serde_json::from_str(text)?;
    let both = json!({ "vi": format!("Xấu {EVIL}"), "en": format!("Bad {EVIL}") });
    file["name"] = both.clone();
    file["resolution"]["title"] = both.clone();
    let revenue = file["indicators"]
        .as_array_mut()
        .context("there are indicators")?
        .iter_mut()
        .find(|indicator| indicator["id"] == REVENUE)
        .context("the budget is among them")?;
    revenue["title"] = both.clone();
    revenue["unit"] = json!({ "vi": EVIL, "en": EVIL });
    revenue["target"]["words"] = json!(EVIL);
    for figure in file["figures"]
        .as_array_mut()
        .context("there are figures")?
    {
        figure["source"] = json!(format!("nguồn {EVIL}"));
        figure["note"] = json!(format!("ghi chú {EVIL}"));
        figure["entered_by"] = json!(EVIL);
    }
    file["scenarios"] = json!([{ "id": "s", "name": EVIL, "note": EVIL, "changes": [{ "lever": "pace:budget-revenue", "value": 1.2 }] }]);
    Ok(file.to_string())
}

/// Nothing ran, nothing was made of it.
async fn assert_harmless(page: &Page, place: &str) -> Result {
    let ran: bool = page
        .script(
            "return window.broken !== undefined || document.querySelector('img, main script, [onerror]') !== null",
            &[],
        )
        .await?;
    ensure!(!ran, "{place}: text of a file was taken for markup");
    Ok(())
}

#[tokio::test]
async fn text_of_a_file_is_text() -> Result {
    journey(async |page| {
        page.open("#/so-lieu").await?;
        click(page, "[data-action=\"export\"]").await?;
        let file = page.downloaded(".json").await?;
        let bad = page.scratch().join("xau.json");
        fs::write(&bad, poison(&fs::read_to_string(file)?)?)?;
        page.upload("[data-action=\"import\"]", &bad).await?;
        until_said(page, "Đã nhập").await?;
        until_said(page, EVIL).await?;
        assert_harmless(page, "the import").await?;

        page.open("#/kich-ban").await?;
        click(page, "article[data-scenario] [data-action=\"toggle\"]").await?;
        for route in [
            "#/",
            "#/chi-tieu/budget-revenue",
            "#/kich-ban",
            "#/so-lieu",
            "#/nghi-quyet",
            "#/nghi-quyet/budget-revenue",
            "#/tro-giup",
        ] {
            page.open(route).await?;
            until_text(page, ".doc-title", "is shown as text", |text| {
                text.contains("<img src=x")
            })
            .await?;
            assert_harmless(page, route).await?;
        }
        page.open("#/chi-tieu/budget-revenue").await?;
        until_text(page, "h1", "is shown as text", |text| {
            text.contains("onerror")
        })
        .await?;
        until_text(
            page,
            "[data-figures-of] [data-figure] .figure-source",
            "is shown as text",
            |text| text.contains("nguồn <img") && text.contains("ghi chú <img"),
        )
        .await?;
        // An address is text as well.
        page.open("#/chi-tieu/<img src=x onerror=window.broken=3>")
            .await?;
        until_count(page, ".empty h1", 1).await?;
        assert_harmless(page, "an address").await?;
        page.open("#/<script>window.broken=4</script>").await?;
        until_said(page, "Không có trang này").await?;
        assert_harmless(page, "an address that leads nowhere").await
    })
    .await
}
