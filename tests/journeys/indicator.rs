//! Someone opens a target, reads its chart and asks why.

use anyhow::{Context as _, ensure};
use muctieu_journeys::{Engine, Key, Page, Result, journey};

use crate::hooks::{
    assert_accessible_in_both_themes, assert_holds, until_near, until_says, until_still,
};

const PLANE: &str = ".chart-plane";

/// Opens the page of the budget's revenue as a reader of the overview does.
async fn open_revenue(page: &Page) -> Result {
    page.open("").await?;
    page.click("link", "Thu ngân sách nhà nước trên địa bàn")
        .await?;
    page.find("main article[data-indicator=budget-revenue]")
        .await?;
    // The crosshair answers once the chart has its first frame, which a busy machine may give it late.
    page.until_script(
        "the chart is drawn",
        "const canvas = document.querySelector('.chart-plane canvas');
        return canvas !== null && Math.abs(canvas.width - canvas.clientWidth * devicePixelRatio) <= 1",
    )
    .await
}

#[tokio::test]
async fn words_on_a_chart_are_as_wide_as_they_were_measured() -> Result {
    journey(async |page| {
        open_revenue(page).await?;
        // Measured on a canvas that nobody sees, drawn on one that inherits the page's style.
        page.until_script(
            "words are drawn as they are measured",
            "const wide = canvas => {
                const context = canvas.getContext('2d');
                context.save();
                context.font = `normal 20px ${getComputedStyle(document.body).fontFamily}`;
                const width = context.measureText('1.111 và 1.035').width;
                context.restore();
                return width;
            };
            const measured = wide(document.createElement('canvas'));
            return [...document.querySelectorAll('.chart-plane canvas')].every(canvas => Math.abs(wide(canvas) - measured) < 0.01)",
        )
        .await
    })
    .await
}

/// What a screen reader says at the crosshair.
async fn spoken(page: &Page) -> Result<String> {
    let text = page.attribute(PLANE, "aria-valuetext").await?;
    text.context("the chart says nothing")
}

/// Waits until the chart says something else.
async fn until_spoken_other(page: &Page, before: &str) -> Result<String> {
    page.until_script(
        &format!("the crosshair says other than “{before}”"),
        &format!(
            "return document.querySelector('{PLANE}').getAttribute('aria-valuetext') !== {}",
            serde_json::json!(before)
        ),
    )
    .await?;
    spoken(page).await
}

#[tokio::test]
async fn a_target_has_a_page_of_its_own() -> Result {
    journey(async |page| {
        open_revenue(page).await?;
        let address = page.driver().current_url().await?;
        assert_holds(address.as_str(), "#/chi-tieu/budget-revenue")?;
        page.by_role("heading", "Mục 3 Thu ngân sách nhà nước trên địa bàn").await?;
        until_says(page, "budget-revenue", "status", "off-track").await?;
        until_says(page, "budget-revenue", "actual", "164").await?;
        until_near(page, "budget-revenue", "projected", 753.76, 5e-3).await?;
        until_near(page, "budget-revenue", "probability", 0.1556, 5e-5).await?;
        until_near(page, "budget-revenue", "required-pace", 1.466, 5e-4).await?;
        let numbers: [f64; 3] = page
            .script(
                "const e = document.querySelector('article[data-indicator]');
                return ['low', 'projected', 'high'].map(name => Number(e.getAttribute('data-' + name)))",
                &[],
            )
            .await?;
        ensure!(
            numbers[0] < numbers[1] && numbers[1] < numbers[2],
            "the median lies in its band: {numbers:?}"
        );

        // In the resolution's words, marked in its sentence.
        assert_holds(&page.text(".indicator-source mark").await?, "1.010 tỷ đồng")?;
        page.by_role("link", "Xem trong toàn văn nghị quyết").await?;
        // The same as the chart, as a table.
        let table = page.find(".chart-table summary").await?;
        table.scroll_into_view().await?;
        table.click().await?;
        let table = page.text(".chart-table table").await?;
        assert_holds(&table, "21/3/2024")?;
        assert_holds(&table, "164")?;
        assert_accessible_in_both_themes(page, "the page of a target").await?;

        page.open("#/chi-tieu/grdp-growth").await?;
        page.find("main article[data-indicator=grdp-growth]").await?;
        until_says(page, "grdp-growth", "actual", "6.84").await?;
        assert_holds(&page.text(".keys").await?, "11,48")?;
        page.assert_accessible("the page of growth").await?;

        // A target of parts, and one without a figure.
        for id in ["traffic-accidents", "ocop"] {
            page.open(&format!("#/chi-tieu/{id}")).await?;
            page.find(&format!("main article[data-indicator={id}]")).await?;
            until_says(page, id, "status", "not-assessed").await?;
            page.assert_accessible(&format!("the page of {id}")).await?;
        }
        page.open("#/chi-tieu/khong-co").await?;
        page.by_role("heading", "Không có chỉ tiêu này").await?;
        page.assert_accessible("the page of a target that is none").await
    })
    .await
}

#[tokio::test]
async fn the_chart_is_crisp_at_every_pixel_ratio() -> Result {
    journey(async |page| {
        open_revenue(page).await?;
        // Only Chromium can be given a screen; the others show that the chart follows its box.
        let screens: &[(u32, f64)] = if page.engine() == Engine::Chromium {
            // It tells a page of a new ratio only when the size changes as well.
            &[(1280, 1.0), (1000, 2.0), (1280, 3.0), (360, 3.0), (1280, 2.0)]
        } else {
            &[(1280, 1.0), (1000, 1.0)]
        };
        for (width, ratio) in screens {
            page.resize(*width, 800, *ratio).await?;
            if page.engine() == Engine::Chromium {
                page.until_script(
                    "the screen has changed",
                    &format!("return innerWidth === {width} && devicePixelRatio === {ratio}"),
                )
                .await?;
            }
            page.until_script(
                &format!("the canvases fit their box at {width} pixels and ratio {ratio}"),
                "const box = document.querySelector('.chart-plane').getBoundingClientRect();
                const canvases = [...document.querySelectorAll('.chart-plane canvas')];
                const fits = (store, css) => Math.abs(store - css * devicePixelRatio) <= 1;
                return canvases.length === 2 && box.width > 200 && box.height > 100
                    && canvases.every(c => fits(c.width, box.width) && fits(c.height, box.height))",
            )
            .await?;
            let overflow: i64 = page
                .script(
                    "return document.documentElement.scrollWidth - document.documentElement.clientWidth",
                    &[],
                )
                .await?;
            ensure!(overflow <= 0, "the page is {overflow} pixels too wide at {width}");
        }
        page.until_script(
            "something is drawn",
            "const still = document.querySelector('.chart-plane canvas');
            const empty = Object.assign(document.createElement('canvas'), { width: still.width, height: still.height });
            return still.toDataURL() !== empty.toDataURL()",
        )
        .await?;
        until_still(page).await?;
        page.assert_accessible("the page of a target on a narrow screen").await
    })
    .await
}

#[tokio::test]
async fn the_crosshair_follows_keys_and_pointer() -> Result {
    journey(async |page| {
        open_revenue(page).await?;
        let unread = spoken(page).await?;
        page.find(PLANE).await?.focus().await?;
        let shown = until_spoken_other(page, &unread).await?;
        page.press(&[], Key::Right).await?;
        let next = until_spoken_other(page, &shown).await?;
        page.press(&[], Key::Left).await?;
        ensure!(
            until_spoken_other(page, &next).await? == shown,
            "back is back"
        );
        page.press(&[], Key::Home).await?;
        let first = until_spoken_other(page, &shown).await?;
        page.press(&[], Key::End).await?;
        let last = until_spoken_other(page, &first).await?;
        assert_holds(&last, "31/12/2024")?;
        assert_holds(&last, "Dự báo 754;")?;
        assert_holds(&last, "khoảng 80%")?;
        assert_holds(&page.text(".chart-readout-shown").await?, "31/12/2024")?;
        page.assert_accessible("a chart with its crosshair").await?;
        page.press(&[], Key::Escape).await?;
        page.until_script(
            "the crosshair is gone",
            "return document.querySelector('.chart-readout-shown') === null",
        )
        .await?;

        let plane = page.find(PLANE).await?;
        plane.scroll_into_view().await?;
        page.driver().action_chain().move_to_element_center(&plane).perform().await?;
        page.until_script(
            "the pointer shows the crosshair",
            "const e = document.querySelector('.chart-readout-shown'); return e !== null && /\\d+\\/2024/.test(e.innerText)",
        )
        .await?;
        let here = spoken(page).await?;
        page.driver()
            .action_chain()
            .move_to_element_with_offset(&plane, 120, 0)
            .perform()
            .await?;
        until_spoken_other(page, &here).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_page_says_why_and_lets_assumptions_change() -> Result {
    journey(async |page| {
        open_revenue(page).await?;
        let why = page.text(".indicator-why").await?;
        assert_holds(&why, "Phương pháp: ")?;
        let formula = page.text("[data-formula]").await?;
        for number in ["164 ÷ 22,1%", "κ = 50", "550 đến 1.099"] {
            assert_holds(&formula, number)?;
        }
        let others: [usize; 2] = page
            .script(
                "return ['', '[data-used]'].map(s => document.querySelectorAll('.methods-table tbody tr' + s).length)",
                &[],
            )
            .await?;
        ensure!(others[0] > 1 && others[1] == 1, "one method of several is used: {others:?}");

        until_near(page, "budget-revenue", "probability", 0.1556, 5e-5).await?;
        let before = page.data("budget-revenue", "probability").await?;
        ensure!(
            page.attribute("[data-steadiness=default]", "aria-pressed").await?.as_deref() == Some("true"),
            "the default holds at first"
        );
        let erratic = page.find("[data-steadiness=erratic]").await?;
        assert_holds(&erratic.text().await?.to_lowercase(), "thất thường")?;
        erratic.click().await?;
        page.until_script(
            "the probability follows κ",
            &format!(
                "return document.querySelector('[data-indicator=budget-revenue]').dataset.probability !== '{before}'
                    && document.querySelector('[data-steadiness=erratic]').getAttribute('aria-pressed') === 'true'"
            ),
        )
        .await?;
        let erratic: f64 = page.data("budget-revenue", "probability").await?.parse()?;
        ensure!(
            erratic > before.parse()?,
            "what is less certain may rather reach a far target: {erratic}"
        );
        assert_holds(&page.text(".indicator-assumptions").await?, "giả định của bạn")?;
        page.assert_accessible("a page with an assumption of the user's").await?;
        page.find("[data-action=undo]").await?.click().await?;
        until_says(page, "budget-revenue", "probability", &before).await?;
        page.find("[data-action=redo]").await?.click().await?;
        until_says(page, "budget-revenue", "probability", &erratic.to_string()).await?;
        page.find("[data-assumption=reset]").await?.click().await?;
        until_says(page, "budget-revenue", "probability", &before).await?;

        // What is no number is refused with a reason.
        page.type_into("[data-assumption=kappa]", "nhiều").await?;
        page.press(&[], Key::Tab).await?;
        page.until_script(
            "the page says what is wrong",
            "return document.querySelector('#kappa-fault').innerText.trim() !== ''",
        )
        .await?;
        ensure!(
            page.data("budget-revenue", "probability").await? == before,
            "nothing has changed"
        );
        page.assert_accessible("a page with a refused assumption").await?;

        page.type_into("[data-assumption=kappa]", "12,5").await?;
        page.press(&[], Key::Tab).await?;
        page.until_script(
            "a κ of one's own holds",
            &format!(
                "return document.querySelector('[data-indicator=budget-revenue]').dataset.probability !== '{before}'
                    && document.querySelector('#kappa-fault').innerText.trim() === ''"
            ),
        )
        .await
    })
    .await
}
