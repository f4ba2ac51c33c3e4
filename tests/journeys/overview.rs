//! Someone looks where all targets stand, orders them, filters them and searches.

use anyhow::{Context as _, ensure};
use muctieu_journeys::{Result, journey};

use crate::hooks::{
    all_said, assert_accessible_in_both_themes, assert_holds, listed, until_near, until_says,
};
use crate::steps::{PACE, begin_scenario, lever, wave};

const HEADLINE: &str = "Dự kiến đạt 2–4 trong 5 chỉ tiêu đánh giá được; 26 chưa đánh giá.";

/// The worst first; what cannot be judged comes last.
const FROM_WORST: [&str; 7] = [
    "missed",
    "off-track",
    "at-risk",
    "on-track",
    "achieved",
    "exceeded",
    "not-assessed",
];

#[tokio::test]
async fn the_overview_shows_where_all_targets_stand() -> Result {
    journey(async |page| {
        page.open("").await?;
        assert_holds(&page.text(".shell-header").await?, "Nghị quyết")?;
        ensure!(
            page.text("h1").await? == HEADLINE,
            "the headline is {}",
            page.text("h1").await?
        );
        page.by_role("heading", HEADLINE).await?;
        page.by_role("table", "Các chỉ tiêu của nghị quyết").await?;

        let rows = listed(page).await?;
        ensure!(rows.len() == 31, "{} rows", rows.len());
        let place = |id: &str| rows.iter().position(|row| row == id);
        ensure!(
            place("grdp-growth").max(place("budget-revenue")) == Some(1),
            "the two that are off track come first: {rows:?}"
        );
        let mut before = 0;
        for id in &rows {
            let status = page.data(id, "status").await?;
            let rank = FROM_WORST.iter().position(|known| *known == status);
            let rank = rank.with_context(|| format!("{id} has the status {status}"))?;
            ensure!(rank >= before, "{id} ({status}) stands below a better one");
            before = rank;
        }
        ensure!(before == 6, "what is not assessed comes last");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_row_says_what_is_known_of_its_target() -> Result {
    journey(async |page| {
        page.open("").await?;
        until_says(page, "budget-revenue", "status", "off-track").await?;
        until_says(page, "budget-revenue", "actual", "164").await?;
        until_near(page, "budget-revenue", "probability", 0.1556, 5e-5).await?;
        until_near(page, "budget-revenue", "projected", 753.76, 5e-3).await?;
        until_near(page, "budget-revenue", "required-pace", 1.466, 5e-4).await?;
        let row = page.text("[data-indicator=budget-revenue]").await?;
        for words in [
            "Thu ngân sách nhà nước trên địa bàn",
            "1.010 tỷ đồng",
            "164",
            "21/3/2024",
            "báo chí",
            "16%",
            "×1,47",
            "Khó đạt",
        ] {
            assert_holds(&row, words)?;
        }
        until_says(page, "grdp-growth", "actual", "6.84").await?;
        assert_holds(
            &page
                .text("[data-indicator=grdp-growth] .col-target")
                .await?,
            "đạt trên 8%",
        )?;

        // Nothing is taken for nought.
        until_says(page, "ocop", "status", "not-assessed").await?;
        for name in [
            "actual",
            "projected",
            "low",
            "high",
            "probability",
            "required-pace",
        ] {
            until_says(page, "ocop", name, "").await?;
        }
        assert_holds(&page.text("[data-indicator=ocop]").await?, "chưa có")?;

        assert_accessible_in_both_themes(page, "the overview").await
    })
    .await
}

#[tokio::test]
async fn the_list_follows_order_filter_and_search() -> Result {
    journey(async |page| {
        page.open("").await?;
        let worst_first = all_said(page).await?;

        page.click("button", "Theo nghị quyết").await?;
        page.until_script(
            "the list follows the resolution",
            "return document.querySelector('[data-indicator]').dataset.indicator === 'grdp-growth'
                && document.querySelectorAll('.group-row').length > 1",
        )
        .await?;
        let rows = listed(page).await?;
        ensure!(rows.len() == 31, "{} rows", rows.len());
        ensure!(
            rows.iter().position(|id| id == "budget-revenue") == Some(2),
            "the third item of the resolution is the budget's revenue: {rows:?}"
        );
        assert_holds(&page.text(".group-row").await?.to_lowercase(), "kinh tế")?;
        page.assert_accessible("the overview in the resolution's order").await?;
        page.click("button", "Xấu nhất trước").await?;
        page.until_script(
            "the headings are gone",
            "return document.querySelectorAll('.group-row').length === 0",
        )
        .await?;
        ensure!(all_said(page).await? == worst_first, "the order comes back");

        let chip = page.find("[data-filter=off-track]").await?;
        ensure!(chip.attr("aria-pressed").await?.as_deref() == Some("false"), "no filter yet");
        let off_track: usize = page.text("[data-filter=off-track] b").await?.parse()?;
        chip.click().await?;
        page.until_script(
            "only what is off track is listed",
            &format!(
                "const rows = [...document.querySelectorAll('[data-indicator]')];
                return rows.length === {off_track} && rows.every(row => row.dataset.status === 'off-track')"
            ),
        )
        .await?;
        ensure!(chip.attr("aria-pressed").await?.as_deref() == Some("true"), "the chip is pressed");
        page.assert_accessible("the filtered overview").await?;
        chip.click().await?;
        page.until_script(
            "all are back",
            "return document.querySelectorAll('[data-indicator]').length === 31",
        )
        .await?;

        page.type_into("[data-search]", "thu ngan sach").await?;
        page.until_script(
            "the search finds without marks",
            "const rows = [...document.querySelectorAll('[data-indicator]')];
            return rows.length === 1 && rows[0].dataset.indicator === 'budget-revenue'",
        )
        .await?;
        page.type_into("[data-search]", "không có chữ này").await?;
        page.until_script(
            "nothing is found",
            "return document.querySelectorAll('[data-indicator]').length === 0",
        )
        .await?;
        assert_holds(&page.text(".empty").await?, "Không có chỉ tiêu nào phù hợp.")?;
        page.assert_accessible("an overview without a row").await?;
        page.click("button", "Bỏ lọc").await?;
        page.until_script(
            "all are back",
            "return document.querySelectorAll('[data-indicator]').length === 31
                && document.querySelector('[data-search]').value === ''",
        )
        .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_list_holds_still_under_a_moving_lever() -> Result {
    journey(async |page| {
        for (width, height) in [
            (390, 844),
            (600, 800),
            (768, 1024),
            (1024, 768),
            (1280, 800),
        ] {
            page.resize(width, height, 1.0).await?;
            if page.all(&lever(PACE)).await?.is_empty() {
                begin_scenario(page).await?;
            }
            let moved = wave(page, PACE, &["main [data-indicator]"]).await?;
            ensure!(
                moved < 1.0,
                "in a window of {width} px the list has moved by {moved} px"
            );
        }
        Ok(())
    })
    .await
}
