//! Someone draws on a chart: the end of a projection, a month that is still to come, by mouse and by keyboard.

use anyhow::{Context as _, ensure};
use muctieu_journeys::wait::until;
use muctieu_journeys::{Key, Page, Result, journey};
use serde_json::json;
use thirtyfour::action_chain::ActionChain;
use thirtyfour::components::SelectElement;

use crate::steps::{
    REVENUE, begin_scenario, click, twin, undo, until_attribute, until_count, until_text,
};

/// The end of the projection.
const END: &str = "[data-drag-end=\"budget-revenue\"]:not([hidden])";
/// The tip under the months.
const TIP: &str = "[data-months=\"budget-revenue\"] .months-tip";
/// The list of the scenario's changes.
const CHANGES: &str = ".active-changes .changes";

fn month(day: &str) -> String {
    format!("[data-months=\"budget-revenue\"] [data-month=\"{day}\"]")
}

/// A slider's value.
async fn stands(page: &Page, css: &str) -> Result<f64> {
    let text = page.attribute(css, "aria-valuenow").await?;
    let text = text.with_context(|| format!("{css} has no value"))?;
    text.parse()
        .with_context(|| format!("{css} stands at “{text}”"))
}

/// A slider's value once it no longer changes: the last steps of a drag may still be on their way.
async fn at_rest(page: &Page, css: &str) -> Result<f64> {
    let last = std::cell::Cell::new(f64::NAN);
    until(&format!("{css} has come to rest"), async || {
        let now = stands(page, css).await?;
        Ok((last.replace(now) - now).abs() < 1e-9)
    })
    .await?;
    Ok(last.get())
}

async fn until_stands(page: &Page, css: &str, what: &str, fits: impl Fn(f64) -> bool) -> Result {
    until(&format!("{css} {what}"), async || {
        Ok(fits(stands(page, css).await?))
    })
    .await
}

/// Takes hold of an element at its middle and draws it upwards in several moves.
async fn draw_up(page: &Page, css: &str, pixels: i64) -> Result {
    let element = page.find(css).await?;
    // In the middle of the window: what sticks to an edge does not lie on it there.
    page.driver()
        .execute(
            "arguments[0].scrollIntoView({ block: 'center' })",
            vec![element.to_json()?],
        )
        .await?;
    // By its place in the window: WebKit's driver takes hold of no element that is empty but for its looks.
    let (x, y): (f64, f64) = page
        .script(
            "const box = document.querySelector(arguments[0]).getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2]",
            &[json!(css)],
        )
        .await?;
    #[expect(clippy::cast_possible_truncation, reason = "places in a window")]
    let place = (x.round() as i64, y.round() as i64);
    let mut chain: ActionChain = page
        .driver()
        .action_chain()
        .move_to(place.0, place.1)
        .click_and_hold();
    for _ in 0..4 {
        chain = chain.move_by_offset(0, -pixels / 4);
    }
    Ok(chain.release().perform().await?)
}

/// The studio with a scenario on and the budget's revenue in the first chart.
async fn studio(page: &Page) -> Result {
    begin_scenario(page).await?;
    page.open("#/kich-ban").await?;
    let choose = page.find("[data-focus-choose=\"0\"]").await?;
    SelectElement::new(&choose)
        .await?
        .select_by_value(REVENUE)
        .await?;
    page.find(END).await?;
    until_attribute(page, END, "aria-valuenow", "1").await
}

#[tokio::test]
async fn the_end_of_a_projection_is_drawn_and_one_undo_brings_it_back() -> Result {
    journey(async |page| {
        studio(page).await?;
        draw_up(page, END, 40).await?;
        until_stands(page, END, "has gone up", |pace| pace > 1.0).await?;
        let pace = stands(page, END).await?;
        ensure!(pace < 2.0, "forty pixels are not the whole way: {pace}");
        // The lever and its number follow, and the change is told.
        until(&format!("the number of the pace is {pace}"), async || {
            let shown = page
                .find(&twin("pace:budget-revenue"))
                .await?
                .value()
                .await?;
            let shown = shown.unwrap_or_default().replace(',', ".");
            Ok(shown
                .parse::<f64>()
                .is_ok_and(|shown| (shown - pace).abs() < 0.006))
        })
        .await?;
        until_text(page, CHANGES, "lists the change", |text| {
            text.contains("nhịp độ phần còn lại")
        })
        .await?;
        undo(page).await?;
        until_attribute(page, END, "aria-valuenow", "1").await?;
        until_count(page, &format!("{CHANGES} li"), 0).await
    })
    .await
}

#[tokio::test]
async fn the_end_of_a_projection_moves_by_keys_and_a_click_moves_nothing() -> Result {
    journey(async |page| {
        studio(page).await?;
        page.press_on(END, Key::Up).await?;
        until_attribute(page, END, "aria-valuenow", "1.01").await?;
        page.press_on(END, Key::PageUp).await?;
        until_attribute(page, END, "aria-valuenow", "1.11").await?;
        page.press_on(END, Key::End).await?;
        until_attribute(page, END, "aria-valuenow", "2").await?;
        undo(page).await?;
        until_attribute(page, END, "aria-valuenow", "1.11").await?;
        draw_up(page, END, 0).await?;
        until_attribute(page, END, "aria-valuenow", "1.11").await?;
        // Back on the base nothing is left in the list.
        page.press_on(END, Key::PageDown).await?;
        until_attribute(page, END, "aria-valuenow", "1.01").await?;
        page.press_on(END, Key::Down).await?;
        until_count(page, &format!("{CHANGES} li"), 0).await
    })
    .await
}

#[tokio::test]
async fn a_month_is_drawn_up_and_becomes_a_dated_amount() -> Result {
    journey(async |page| {
        studio(page).await?;
        click(page, "[data-focus-place=\"0\"] [data-by-month]").await?;
        let (october, november) = (month("2024-10-31"), month("2024-11-30"));
        let (base, other) = (
            stands(page, &november).await?,
            stands(page, &october).await?,
        );

        draw_up(page, &november, 60).await?;
        until_stands(page, &november, "has gone up", |amount| amount > base + 1.0).await?;
        at_rest(page, &november).await?;
        until_text(page, CHANGES, "lists the amount", |text| {
            text.contains("khoản một lần")
        })
        .await?;
        until_text(page, TIP, "tells where it lies", |text| {
            text.contains("30/11")
        })
        .await?;
        ensure!(
            (stands(page, &october).await? - other).abs() < 1e-6,
            "the amount lies in its month alone"
        );
        undo(page).await?;
        until_stands(page, &november, "is back", |amount| {
            (amount - base).abs() < 1e-6
        })
        .await?;
        until_count(page, &format!("{CHANGES} li"), 0).await?;

        // Another month takes it over, with its date, in one step.
        draw_up(page, &november, 60).await?;
        until_stands(page, &november, "goes up again", |amount| {
            amount > base + 1.0
        })
        .await?;
        let drawn = at_rest(page, &november).await?;
        page.find(&october).await?.focus().await?;
        page.press(&[], Key::PageUp).await?;
        until_stands(page, &november, "gives it away", |amount| {
            (amount - base).abs() < 1e-6
        })
        .await?;
        until_stands(page, &october, "has it", |amount| amount > other + 1.0).await?;
        until_count(page, &format!("{CHANGES} li"), 1).await?;
        undo(page).await?;
        until_stands(page, &november, "has it back", |amount| {
            (amount - drawn).abs() < 1e-6
        })
        .await
    })
    .await
}

#[tokio::test]
async fn a_months_amount_may_be_typed_and_taken_out() -> Result {
    journey(async |page| {
        studio(page).await?;
        click(page, "[data-focus-place=\"0\"] [data-by-month]").await?;
        let december = month("2024-12-31");
        let base = stands(page, &december).await?;
        page.find(&december).await?.focus().await?;
        page.type_into("[data-month-value]", "150").await?;
        page.press(&[], Key::Tab).await?;
        until_stands(page, &december, "is what was typed", |amount| {
            (amount - 150.0).abs() < 0.6
        })
        .await?;
        page.type_into("[data-month-value]", "nhiều").await?;
        page.press(&[], Key::Tab).await?;
        until_attribute(page, "[data-month-value]", "aria-invalid", "true").await?;
        click(page, "[data-month-reset]").await?;
        until_stands(page, &december, "is back", |amount| {
            (amount - base).abs() < 1e-6
        })
        .await?;
        until_count(page, &format!("{CHANGES} li"), 0).await
    })
    .await
}
