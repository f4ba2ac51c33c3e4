//! Someone moves the date on which everything is judged.

use anyhow::ensure;
use muctieu_journeys::{Key, Page, Result, journey};

use crate::hooks::{
    all_said, assert_accessible_in_both_themes, assert_holds, until_near, until_says,
};
use crate::steps::{until_simulated, until_text};

const FIELD: &str = "[data-as-of=date]";
const SLIDER: &str = "[data-as-of=slider]";

/// Types a date into the field and leaves it by Enter.
async fn set_date(page: &Page, date: &str) -> Result {
    page.type_into(FIELD, date).await?;
    page.press(&[], Key::Enter).await
}

/// Field and slider say this date.
async fn assert_date(page: &Page, date: &str, day: u32) -> Result {
    page.until_script(
        &format!("field and slider say {date}"),
        &format!(
            "const [field, slider] = ['date', 'slider'].map(n => document.querySelector(`[data-as-of=${{n}}]`));
            return field.value === '{date}' && slider.value === '{day}' && slider.getAttribute('aria-valuetext') === '{date}'"
        ),
    )
    .await
}

#[tokio::test]
async fn later_figures_step_out_of_the_projection() -> Result {
    journey(async |page| {
        page.open("").await?;
        assert_date(page, "30/9/2024", 273).await?;
        let before = all_said(page).await?;
        until_simulated(page).await?;
        let headline = page.text("[data-headline]").await?;
        until_says(page, "grdp-growth", "actual", "6.84").await?;
        until_says(page, "graduation", "status", "exceeded").await?;

        // 30 June is the 182nd day; the slider counts from nought.
        page.slide(SLIDER, 181.0).await?;
        assert_date(page, "30/6/2024", 181).await?;
        until_says(page, "grdp-growth", "actual", "5.45").await?;
        until_says(page, "graduation", "status", "not-assessed").await?;
        until_says(page, "graduation", "actual", "").await?;
        until_says(page, "budget-revenue", "actual", "164").await?;
        ensure!(
            page.text("[data-headline]").await? != headline,
            "the headline follows"
        );
        assert_holds(&page.text(".as-of-note").await?, "30/6/2024")?;
        assert_holds(
            &page.text(".as-of-note").await?,
            "số liệu sau ngày này không dùng",
        )?;
        assert_accessible_in_both_themes(page, "the overview on another date").await?;

        set_date(page, "30/09/2024").await?;
        until_says(page, "grdp-growth", "actual", "6.84").await?;
        ensure!(all_said(page).await? == before, "everything is back");
        until_text(page, "[data-headline]", "is back", |now| now == headline).await
    })
    .await
}

#[tokio::test]
async fn the_year_can_be_closed_and_opened_again() -> Result {
    journey(async |page| {
        page.open("").await?;
        until_says(page, "budget-revenue", "status", "off-track").await?;
        let before = all_said(page).await?;
        set_date(page, "31/12/2024").await?;
        assert_date(page, "31/12/2024", 365).await?;
        until_says(page, "budget-revenue", "status", "exceeded").await?;
        until_near(page, "budget-revenue", "actual", 1035.0, 1e-9).await?;
        until_says(page, "grdp-growth", "status", "missed").await?;
        page.assert_accessible("the overview at the year's end")
            .await?;
        page.find("[data-as-of-default]").await?.click().await?;
        assert_date(page, "30/9/2024", 273).await?;
        until_says(page, "budget-revenue", "status", "off-track").await?;
        ensure!(all_said(page).await? == before, "everything is back");

        page.click("button", "xem đến cuối năm").await?;
        assert_date(page, "31/12/2024", 365).await?;
        // The rows have come to their new places, or the click would go where the row was.
        until_says(page, "budget-revenue", "status", "exceeded").await?;
        // The date goes along to other screens.
        page.click("link", "Thu ngân sách nhà nước trên địa bàn")
            .await?;
        page.find("article[data-indicator=budget-revenue]").await?;
        until_says(page, "budget-revenue", "status", "exceeded").await?;
        assert_date(page, "31/12/2024", 365).await
    })
    .await
}

#[tokio::test]
async fn a_date_that_is_none_is_refused_and_changes_nothing() -> Result {
    journey(async |page| {
        page.open("").await?;
        assert_date(page, "30/9/2024", 273).await?;
        let before = all_said(page).await?;
        for (typed, words) in [
            ("31/6/2024", "Không có ngày 31/6/2024"),
            ("hôm nay", "không phải là ngày tháng"),
            ("1/1/2025", "Ngày nằm ngoài năm kế hoạch."),
            ("", "Chưa nhập ngày."),
        ] {
            set_date(page, typed).await?;
            page.until_script(
                &format!("the page says “{words}”"),
                &format!(
                    "const e = document.querySelector('#as-of-fault');
                    return e !== null && e.getAttribute('role') === 'alert' && e.innerText.includes('{words}')"
                ),
            )
            .await?;
            ensure!(
                page.attribute(FIELD, "aria-invalid").await?.as_deref() == Some("true")
                    && page.attribute(FIELD, "aria-describedby").await?.as_deref()
                        == Some("as-of-fault"),
                "the field is marked as wrong"
            );
            ensure!(
                page.find(FIELD).await?.value().await?.as_deref() == Some(typed),
                "what was typed stays"
            );
            ensure!(
                page.find(SLIDER).await?.value().await?.as_deref() == Some("273"),
                "the slider stays"
            );
            ensure!(all_said(page).await? == before, "{typed} changes nothing");
        }
        page.assert_accessible("the overview with a refused date").await?;
        set_date(page, "30/6").await?;
        assert_date(page, "30/6/2024", 181).await?;
        page.until_script(
            "the message is gone",
            "return document.querySelector('#as-of-fault') === null",
        )
        .await
    })
    .await
}
