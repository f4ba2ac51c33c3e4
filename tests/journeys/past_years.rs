//! Earlier years: someone pastes their figures, and the projection, the bands and the replay rest on them.

use anyhow::ensure;
use muctieu_journeys::{Page, Result, journey};

use crate::hooks::assert_accessible_in_both_themes;
use crate::steps::{assert_text, click, known, undo, until_count, until_number, until_text};

const REVENUE: &str = "#/chi-tieu/budget-revenue";
/// Cumulative revenue of three years that run slowly at first, as a table out of a spreadsheet.
const YEARS: &str = "Tháng\t2021\t2022\t2023\n1\t35\t38\t44\n3\t120\t132\t141\n6\t300\t330\t352\n9\t520\t571\t602\nCả năm\t780\t855\t905";

/// Opens the panel and puts the text into it as a paste does.
async fn paste(page: &Page, text: &str) -> Result {
    if page.all("details[data-paste][open]").await?.is_empty() {
        click(page, "details[data-paste] > summary").await?;
    }
    let script = "const area = document.querySelector('[data-paste-text]');
        area.value = arguments[0];
        area.dispatchEvent(new Event('input', { bubbles: true }));";
    page.script::<()>(script, &[text.into()]).await
}

#[tokio::test]
async fn pasted_years_make_a_profile_and_come_out_in_one_step() -> Result {
    journey(async |page| {
        page.open(REVENUE).await?;
        let before = known(page, "budget-revenue", "projected").await?;
        paste(page, YEARS).await?;
        // 2022 and one date of 2023 are published: one total is there as it stands.
        until_count(page, ".paste-preview tbody tr", 14).await?;
        click(page, "[data-action=paste]").await?;
        // By 21 March these years had done less than an even share: the year will bring more than the even pace says.
        until_number(page, "budget-revenue", "projected", "follows the season", |value| {
            value > before * 1.2
        })
        .await?;
        until_text(page, ".why-method", "names the method", |text| !text.contains("Nhịp đều")).await?;
        // In March the page would now have said what came, and an even pace would not.
        let march = "[data-replay] tr[data-as-of=\"2024-03-21\"]";
        let script = "const row = document.querySelector(arguments[0]).dataset; return [row.projected, row.even].map(Number)";
        let said: Vec<f64> = page.script(script, &[march.into()]).await?;
        ensure!((1010.0..1300.0).contains(&said[0]), "the season says {}", said[0]);
        ensure!((735.0..765.0).contains(&said[1]), "an even pace says {}", said[1]);
        assert_accessible_in_both_themes(page, "an indicator with pasted years").await?;

        undo(page).await?;
        until_number(page, "budget-revenue", "projected", "is back", |value| {
            (value - before).abs() < 1e-9
        })
        .await
    })
    .await
}

#[tokio::test]
async fn figures_of_single_months_are_added_up() -> Result {
    journey(async |page| {
        page.open("#/chi-tieu/afforestation").await?;
        click(page, "details[data-paste] > summary").await?;
        click(page, "[data-paste-periods]").await?;
        paste(page, "T1/2022\t100\nT2/2022\t150\nT3/2022\t250").await?;
        until_count(page, ".paste-preview tbody tr", 3).await?;
        assert_text(page, ".paste-preview tbody tr:last-child", "500").await
    })
    .await
}

#[tokio::test]
async fn a_paste_that_cannot_be_read_is_refused_line_by_line() -> Result {
    journey(async |page| {
        page.open(REVENUE).await?;
        let before = known(page, "budget-revenue", "projected").await?;
        paste(page, "3/2023\t141\nhôm qua\t20\n6/2023\t1.234\n9/2023\t-5").await?;
        until_count(page, "[data-error=paste] li", 2).await?;
        for line in ["Dòng 2", "Dòng 3"] {
            assert_text(page, "[data-error=paste]", line).await?;
        }
        ensure!(
            page.all("[data-action=paste]").await?.is_empty(),
            "there is nothing to take"
        );
        // Read as a number, the negative amount is refused in its turn.
        paste(page, "9/2023\t-5").await?;
        until_text(page, "[data-error=paste]", "names it", |text| {
            text.contains("Dòng 1")
        })
        .await?;
        // Markup is text.
        paste(page, "21/6/2024\t500\t<img src=x onerror=alert(1)>").await?;
        assert_text(page, ".paste-preview", "<img").await?;
        ensure!((known(page, "budget-revenue", "projected").await? - before).abs() < 1e-12);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_replay_shows_the_false_alarm_of_an_even_pace() -> Result {
    journey(async |page| {
        page.open(REVENUE).await?;
        let march = "[data-replay] tr[data-as-of=\"2024-03-21\"]";
        until_text(page, march, "is told", |text| text.contains("164")).await?;
        let even: f64 = page
            .script(
                "return Number(document.querySelector(arguments[0]).dataset.even)",
                &[march.into()],
            )
            .await?;
        ensure!((735.0..765.0).contains(&even), "an even pace says {even}");
        for words in ["thấp hơn kết quả", "1.035"] {
            assert_text(page, "[data-replay]", words).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_monthly_plan_is_typed_in_the_targets_own_unit() -> Result {
    journey(async |page| {
        page.open(REVENUE).await?;
        let before = known(page, "budget-revenue", "projected").await?;
        click(page, "[data-shares-units]").await?;
        for (month, amount) in (1..).zip([40, 40, 60, 60, 80, 80, 90, 90, 100, 110, 120, 140]) {
            page.type_into(&format!("[data-share=\"{month}\"]"), &amount.to_string())
                .await?;
        }
        assert_text(page, ".shares-total", "1.010 tỷ đồng (100%)").await?;
        click(page, "[data-shares-accept]").await?;
        until_number(
            page,
            "budget-revenue",
            "projected",
            "follows the plan",
            |value| value > before * 1.2,
        )
        .await?;
        // The same plan as percentages.
        click(page, "[data-shares-units]").await?;
        let first = page.find("[data-share=\"1\"]").await?.value().await?;
        ensure!(
            first.as_deref() == Some("3,96"),
            "the first month is {first:?} %"
        );
        undo(page).await?;
        until_number(page, "budget-revenue", "projected", "is back", |value| {
            (value - before).abs() < 1e-9
        })
        .await
    })
    .await
}
