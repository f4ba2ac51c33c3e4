//! Someone enters, corrects and removes figures, and takes it back.

use anyhow::{Context as _, ensure};
use muctieu_journeys::{Key, Page, Result, journey};
use serde_json::Value;

use crate::hooks::{
    all_said, assert_accessible_in_both_themes, assert_holds, until_near, until_says,
};
use crate::steps::click;

const REVENUE: &str = "#/chi-tieu/budget-revenue";

async fn open_revenue(page: &Page) -> Result {
    page.open(REVENUE).await?;
    page.find(".figure-form [data-action=save]").await?;
    until_says(page, "budget-revenue", "actual", "164").await
}

/// Fills in date and value and asks to save them.
async fn enter(page: &Page, date: &str, value: &str) -> Result {
    page.type_into("[data-field=date]", date).await?;
    page.type_into("[data-field=value]", value).await?;
    page.find(".figure-form [data-action=save]")
        .await?
        .click()
        .await?;
    Ok(())
}

/// Everything that may not change when something is refused: the attributes, the tables, what is stored.
async fn state(page: &Page) -> Result<(Value, Value, Value)> {
    let tables = page
        .script(
            "return [...document.querySelectorAll('[data-figure]')].map(row => row.innerText)",
            &[],
        )
        .await?;
    let undo = page
        .script(
            "return document.querySelector('[data-action=undo]').disabled",
            &[],
        )
        .await?;
    Ok((all_said(page).await?, tables, undo))
}

/// Waits for a message of this kind and returns what it says.
async fn message(page: &Page, kind: &str) -> Result<String> {
    page.text(&format!(".figure-form [data-error={kind}]"))
        .await
}

/// Waits until as many figures of the plan year are listed.
async fn until_listed(page: &Page, date: &str, count: usize) -> Result {
    page.until_script(
        &format!("{count} figures are listed for {date}"),
        &format!(
            "return document.querySelectorAll('[data-figure][data-date=\"{date}\"]').length === {count}"
        ),
    )
    .await
}

#[tokio::test]
async fn what_cannot_be_meant_is_refused_whole() -> Result {
    journey(async |page| {
        open_revenue(page).await?;
        let before = state(page).await?;
        let long = "9".repeat(400);
        for (date, value, kind, field, words) in [
            ("30/9", "abc", "not-a-number", "value", "abc"),
            ("30/9", "", "empty", "value", ""),
            ("30/9", long.as_str(), "too-long", "value", ""),
            ("30/9", "-700", "negative", "value", "không thể âm"),
            (
                "30/9/2023",
                "700",
                "outside-year",
                "date",
                "ngoài năm kế hoạch (1/1/2024 – 31/12/2024)",
            ),
            (
                "9/30/2024",
                "700",
                "date",
                "date",
                "Không có ngày 9/30/2024",
            ),
            ("", "700", "date", "date", "Chưa nhập ngày."),
            ("30/9", "1.234", "ambiguous", "value", "1.234"),
        ] {
            enter(page, date, value).await?;
            let said = message(page, kind).await?;
            ensure!(!said.is_empty(), "{kind} is said in words");
            assert_holds(&said, words)?;
            let css = format!("[data-field={field}]");
            let described = page.attribute(&css, "aria-describedby").await?;
            let described = described.with_context(|| format!("{field} has no message"))?;
            ensure!(
                page.attribute(&css, "aria-invalid").await?.as_deref() == Some("true")
                    && page.text(&format!("[id=\"{described}\"]")).await? == said,
                "{field} is marked as wrong and bound to its message"
            );
            page.until_script(
                "the field that is wrong has the focus",
                &format!("return document.activeElement.matches('{css}')"),
            )
            .await?;
            ensure!(
                page.find("[data-field=value]")
                    .await?
                    .value()
                    .await?
                    .as_deref()
                    == Some(value),
                "what was typed stays"
            );
            ensure!(
                state(page).await? == before,
                "{value} on {date} changes nothing"
            );
        }
        assert_accessible_in_both_themes(page, "a form with a refused figure").await?;

        // Shares of a whole, whole things and ranks have limits of their own.
        for (id, date, value, kind) in [
            ("health-insurance", "30/9", "100,5", "above-whole"),
            ("cooperatives", "30/9", "24,5", "not-whole"),
            ("pci-rank", "31/12", "0", "not-a-rank"),
        ] {
            page.open(&format!("#/chi-tieu/{id}")).await?;
            page.find(&format!("article[data-indicator={id}]")).await?;
            let before = state(page).await?;
            enter(page, date, value).await?;
            message(page, kind).await?;
            ensure!(
                state(page).await? == before,
                "{value} of {id} changes nothing"
            );
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_number_that_could_be_two_is_asked_about() -> Result {
    journey(async |page| {
        open_revenue(page).await?;
        let before = state(page).await?;
        enter(page, "30/9", "1.234").await?;
        message(page, "ambiguous").await?;
        page.by_role("group", "Chọn cách hiểu con số").await?;
        let thousands = page.text("[data-choice=thousands]").await?;
        assert_holds(&thousands, "dấu phân cách hàng nghìn")?;
        assert_holds(&page.text("[data-choice=decimal]").await?, "1,234")?;
        ensure!(state(page).await? == before, "nothing is guessed");
        page.assert_accessible("a form with a question").await?;
        click(page, "[data-choice=thousands]").await?;
        until_near(page, "budget-revenue", "actual", 1234.0, 1e-9).await?;
        until_listed(page, "2024-09-30", 1).await?;
        assert_holds(
            &page.text("[data-date=\"2024-09-30\"]").await?,
            "1.234 tỷ đồng",
        )?;
        page.find("[data-action=undo]").await?.click().await?;
        until_listed(page, "2024-09-30", 0).await?;

        // The other reading is small enough to be doubted; it is not saved by halves either.
        enter(page, "30/9", "1.234").await?;
        message(page, "ambiguous").await?;
        click(page, "[data-choice=decimal]").await?;
        message(page, "falling").await?;
        until_listed(page, "2024-09-30", 0).await?;
        until_says(page, "budget-revenue", "actual", "164").await
    })
    .await
}

#[tokio::test]
async fn what_may_be_wrong_is_saved_only_when_confirmed() -> Result {
    journey(async |page| {
        open_revenue(page).await?;
        let before = state(page).await?;
        for (date, value, kind, words) in [
            (
                "21/3",
                "170",
                "second-for-date",
                "Ngày này đã có một số liệu (164",
            ),
            ("30/6", "5000000", "unit-slip", "có thể nhầm đơn vị"),
            (
                "30/6",
                "120",
                "falling",
                "Lũy kế không giảm theo thời gian, nhưng ngày 21/3/2024 là 164",
            ),
        ] {
            enter(page, date, value).await?;
            assert_holds(&message(page, kind).await?, words)?;
            page.until_script(
                "the question has the focus",
                "return document.activeElement.matches('[data-action=confirm]')",
            )
            .await?;
            ensure!(state(page).await? == before, "{value} is not saved unasked");
        }
        page.assert_accessible("a form with a doubted figure")
            .await?;
        // Typing on answers the question by withdrawing it.
        page.type_into("[data-field=value]", "130").await?;
        page.until_script(
            "the doubts are gone",
            "return document.querySelector('[data-action=confirm]') === null",
        )
        .await?;
        page.find(".figure-form [data-action=save]")
            .await?
            .click()
            .await?;
        message(page, "falling").await?;
        ensure!(state(page).await? == before, "it is asked again");
        page.click("button", "Vẫn lưu").await?;
        until_listed(page, "2024-06-30", 1).await?;
        until_says(page, "budget-revenue", "actual", "130").await?;
        // The contradiction stays visible beside the figure.
        page.find("[data-figure] [data-doubt=falling]").await?;
        page.assert_accessible("figures that contradict each other")
            .await
    })
    .await
}

#[tokio::test]
async fn a_figure_is_entered_corrected_removed_and_all_is_undone() -> Result {
    journey(async |page| {
        open_revenue(page).await?;
        let before = state(page).await?;
        page.type_into("[data-field=source]", "Báo cáo số 15").await?;
        page.type_into("[data-field=note]", "<b>số sơ bộ</b>").await?;
        enter(page, "30/9", "1.010,5").await?;
        until_says(page, "budget-revenue", "actual", "1010.5").await?;
        assert_holds(
            &page.text("[data-notices]").await?,
            "Đã lưu 1.010,5 tỷ đồng (ngày 30/9/2024).",
        )?;
        let row = page.text("[data-figure][data-date=\"2024-09-30\"]").await?;
        for words in ["1.010,5 tỷ đồng", "Người dùng nhập", "Báo cáo số 15", "<b>số sơ bộ</b>"] {
            assert_holds(&row, words)?;
        }
        ensure!(
            page.find("[data-field=value]").await?.value().await?.as_deref() == Some(""),
            "the form is ready for the next"
        );
        let entered = state(page).await?;
        assert_accessible_in_both_themes(page, "the page after a figure").await?;

        page.click("button", "Sửa: 1.010,5 tỷ đồng, 30/9/2024").await?;
        page.until_script(
            "the form holds the figure",
            "const [d, v] = ['date', 'value'].map(n => document.querySelector(`[data-field=${n}]`));
            return d.value === '30/9/2024' && v.value === '1.010,5' && document.activeElement === v",
        )
        .await?;
        page.assert_accessible("a form with a figure to correct").await?;
        enter(page, "30/9/2024", "abc").await?;
        message(page, "not-a-number").await?;
        until_says(page, "budget-revenue", "actual", "1010.5").await?;
        page.type_into("[data-field=value]", "990").await?;
        page.click("button", "Lưu bản sửa").await?;
        until_says(page, "budget-revenue", "actual", "990").await?;
        until_listed(page, "2024-09-30", 1).await?;
        let history = page.find("[data-date=\"2024-09-30\"] [data-corrections=\"1\"] summary").await?;
        // Away from the notice at the window's foot, as a reader would scroll.
        history.scroll_into_view().await?;
        history.click().await?;
        assert_holds(
            &page.text("[data-date=\"2024-09-30\"] [data-corrections]").await?,
            "Trước đây: 1.010,5 tỷ đồng (30/9/2024), nguồn: Báo cáo số 15",
        )?;
        page.assert_accessible("a figure with its history").await?;

        page.click("button", "Xóa: 990 tỷ đồng, 30/9/2024").await?;
        until_listed(page, "2024-09-30", 0).await?;
        until_says(page, "budget-revenue", "actual", "164").await?;

        // Back over all three changes, and forth again: by the button and by keys.
        page.find("[data-action=undo]").await?.click().await?;
        until_says(page, "budget-revenue", "actual", "990").await?;
        page.find(".chart-plane").await?.focus().await?;
        page.press(&[Key::Control], 'z').await?;
        until_says(page, "budget-revenue", "actual", "1010.5").await?;
        ensure!(state(page).await? == entered, "as it was entered");
        page.press(&[Key::Control], 'z').await?;
        until_says(page, "budget-revenue", "actual", "164").await?;
        ensure!(state(page).await? == before, "as it was at first");
        page.press(&[Key::Control, Key::Shift], 'z').await?;
        until_says(page, "budget-revenue", "actual", "1010.5").await?;
        page.press(&[Key::Control, Key::Shift], 'z').await?;
        until_says(page, "budget-revenue", "actual", "990").await?;
        page.find("[data-action=redo]").await?.click().await?;
        until_listed(page, "2024-09-30", 0).await?;
        page.find("[data-action=undo]").await?.click().await?;
        until_says(page, "budget-revenue", "actual", "990").await?;

        // The other screens know it as well.
        page.click("link", "Tổng quan").await?;
        page.find("tr[data-indicator=budget-revenue]").await?;
        until_says(page, "budget-revenue", "actual", "990").await?;
        assert_holds(&page.text("[data-indicator=budget-revenue]").await?, "990")
    })
    .await
}
