//! The page comes in two halves: the overview needs the first, everything else the second too.

use anyhow::ensure;
use muctieu_journeys::wait::until;
use muctieu_journeys::{Page, Result, journey, settings};
use xtask::server::Trouble;

use crate::steps::{PACE, click, lever, until_attribute, until_count, until_said};

/// The files of the second half begin so.
const SECOND: &str = "/second-";
const LATER: &str = "/later-";

/// The other screens, each with an element that it alone has.
const SCREENS: [(&str, &str); 5] = [
    (
        "#/chi-tieu/budget-revenue",
        "main [data-figures-of=\"budget-revenue\"]",
    ),
    (
        "#/kich-ban",
        "a[href=\"#/kich-ban\"][aria-current=\"page\"]",
    ),
    ("#/so-lieu", "main [data-action=\"switch-workspace\"]"),
    (
        "#/nghi-quyet",
        "a[href=\"#/nghi-quyet\"][aria-current=\"page\"]",
    ),
    ("#/tro-giup", "main .prose, main h1"),
];

fn has_asked(page: &Page, part: &str) -> bool {
    page.site()
        .asked()
        .iter()
        .any(|asked| asked.path.contains(part))
}

async fn until_second_is_here(page: &Page) -> Result {
    until("the second half is asked for", async || {
        Ok(has_asked(page, SECOND) && has_asked(page, LATER))
    })
    .await
}

#[tokio::test]
async fn the_overview_is_ready_before_the_second_half_is_asked_for() -> Result {
    journey(async |page| {
        page.site().trouble(Trouble::Wait(&[SECOND]));
        page.open("").await?;
        until_count(page, "main tr[data-indicator]", 31).await.or(
            // Rows beyond the screen are made when one scrolls there.
            page.find("main tr[data-indicator]").await.map(|_| ()),
        )?;
        let early = page
            .script::<bool>(
                "const ready = performance.getEntriesByName(arguments[0])[0].startTime;
                return performance.getEntriesByType('resource').some(e => /second-|later-/.test(e.name) && e.startTime < ready)",
                &[serde_json::json!(settings::READY)],
            )
            .await?;
        ensure!(!early, "the second half was asked for before the page was ready");
        page.site().trouble(Trouble::None);
        until_second_is_here(page).await
    })
    .await
}

#[tokio::test]
async fn nothing_moves_when_the_second_half_and_the_simulation_come() -> Result {
    journey(async |page| {
        for (width, height) in [(1280, 800), (390, 844), (1920, 1080)] {
            page.resize(width, height, 1.0).await?;
            page.blank().await?;
            page.site().forget();
            page.open("").await?;
            until_second_is_here(page).await?;
            until("the second half's style is in force", async || {
                let script =
                    "return [...document.styleSheets].some(sheet => /later-/.test(sheet.href))";
                page.script::<bool>(script, &[]).await
            })
            .await?;
            until_attribute(page, "[data-joint]", "data-samples", "100000").await?;
            let moved = page.layout_shift().await?;
            ensure!(
                moved == 0.0,
                "at {width} × {height} parts of the page moved by {moved}"
            );
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_screen_opens_by_its_address_and_from_the_overview() -> Result {
    journey(async |page| {
        for (route, css) in SCREENS {
            page.blank().await?;
            page.open(route).await?;
            page.find(css).await?;
            page.blank().await?;
            page.open("#/").await?;
            page.script::<serde_json::Value>(
                "location.hash = arguments[0]; return null",
                &[serde_json::json!(route)],
            )
            .await?;
            page.find(css).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn who_is_faster_than_the_network_is_told_to_wait_and_gets_the_screen() -> Result {
    journey(async |page| {
        page.site().trouble(Trouble::Wait(&[SECOND]));
        page.open("").await?;
        click(page, "nav a[href=\"#/so-lieu\"]").await?;
        until_said(page, "Đang tải màn hình này").await?;
        page.site().trouble(Trouble::None);
        page.find("main [data-action=\"switch-workspace\"]").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_begun_before_the_second_half_is_there_is_done_when_it_is() -> Result {
    journey(async |page| {
        page.site().trouble(Trouble::Wait(&[SECOND]));
        page.open("").await?;
        page.click("button", "Thử kịch bản").await?;
        page.site().trouble(Trouble::None);
        page.find(&lever(PACE)).await?;
        until("the scenario is stored", async || {
            Ok(page
                .stored("muctieu:workspace:nq-2024")
                .await?
                .is_some_and(|text| text.contains("Kịch bản 1")))
        })
        .await
    })
    .await
}

#[tokio::test]
async fn leaving_before_the_second_half_is_there_leaves_no_fault_behind() -> Result {
    journey(async |page| {
        for _ in 0..3 {
            page.site().trouble(Trouble::Wait(&[SECOND, LATER]));
            page.open("").await?;
            page.find(&format!(
                "link[href*=\"{}\"]",
                LATER.trim_start_matches('/')
            ))
            .await?;
            page.blank().await?;
            page.site().trouble(Trouble::None);
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_second_half_that_is_lost_can_be_asked_for_again() -> Result {
    journey(async |page| {
        for lost in [&[SECOND][..], &[LATER], &[SECOND, LATER]] {
            page.blank().await?;
            page.site().trouble(Trouble::Lose(lost));
            page.open("").await?;
            click(page, "nav a[href=\"#/so-lieu\"]").await?;
            until_said(page, "Chưa tải được màn hình này").await?;
            page.site().trouble(Trouble::None);
            page.click("button", "Thử lại").await?;
            page.find("main [data-action=\"switch-workspace\"]").await?;
        }
        for words in ["404", "Failed to load", "second-", "later-", "HTTP"] {
            page.expect_message(words);
        }
        // That the server had no such file was wanted.
        page.site().forget();
        Ok(())
    })
    .await
}
