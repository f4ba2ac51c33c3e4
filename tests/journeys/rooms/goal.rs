//! What would it take: a proposal over several levers is shown, and made only when it is accepted.

use anyhow::{Context as _, ensure};
use muctieu_journeys::wait::until;
use muctieu_journeys::{Key, Result, journey};

use super::{CHANGES, CHIPS, GROWTH, ONE_OFF, STUDIO, aim, same, scenario, texts, told};
use crate::steps::{
    PACE, REVENUE, click, known, lever, undo, until_count, until_number, until_text,
};

#[tokio::test]
async fn a_proposal_is_shown_before_it_is_made() -> Result {
    journey(async |page| {
        page.open("#/").await?;
        let base = known(page, REVENUE, "probability").await?;
        page.open(STUDIO).await?;
        scenario(page, &[]).await?;
        aim(page, &[(REVENUE, "90"), (GROWTH, "80")]).await?;
        until_count(page, "[data-offer]", 3).await?;
        click(page, "[data-action=\"seek\"]").await?;
        page.find("[data-found=\"proposal\"]").await?;
        page.assert_accessible("a proposal").await?;
        let moves = texts(page, "[data-move] span:first-child").await?;
        let reached = texts(page, "[data-met=\"true\"]").await?;
        ensure!(
            moves.len() > 1 && reached.len() == 2,
            "{moves:?} for {reached:?}"
        );
        ensure!(
            page.all(CHANGES).await?.is_empty(),
            "a proposal is made unasked"
        );
        let at = page.attribute(&lever(PACE), "aria-valuetext").await?;
        ensure!(at.as_deref() == Some("×1,00"), "the pace stands at {at:?}");

        click(page, "[data-action=\"apply\"]").await?;
        until_count(page, CHANGES, moves.len()).await?;
        let made = texts(page, &format!("{CHANGES} > span")).await?;
        ensure!(made == moves, "{made:?} and not {moves:?}");
        page.open("#/").await?;
        for (id, wish) in [(REVENUE, 0.9), (GROWTH, 0.8)] {
            until_number(page, id, "probability", "is what was wished for", |p| {
                p >= wish
            })
            .await?;
            let p = known(page, id, "probability").await? * 100.0;
            let part = format!("xác suất đạt {}%", format!("{p:.1}").replace('.', ","));
            let is_told = reached.iter().any(|words| words.contains(&part));
            ensure!(is_told, "{id}: {part}, and not as in {reached:?}");
        }
        // All of it is one step.
        undo(page).await?;
        until_number(page, REVENUE, "probability", "is back", |p| {
            (p - base).abs() < 1e-12
        })
        .await?;
        page.open(STUDIO).await?;
        until_count(page, CHIPS, 2).await?;
        until_count(page, CHANGES, 0).await
    })
    .await
}

#[tokio::test]
async fn a_goal_out_of_reach_says_what_stands_in_the_way() -> Result {
    journey(async |page| {
        page.open(STUDIO).await?;
        scenario(page, &[]).await?;
        aim(page, &[(REVENUE, "95")]).await?;
        for (id, most, shown) in [
            (PACE, "1,05", "1,05"),
            (ONE_OFF, "nhiều", "1.000"),
            (ONE_OFF, "10", "10"),
        ] {
            let field = format!("[data-offer=\"{id}\"] [data-limit=\"max\"]");
            page.type_into(&field, most).await?;
            page.press(&[], Key::Tab).await?;
            until(&format!("{field} shows {shown}"), async || {
                Ok(page.find(&field).await?.value().await?.as_deref() == Some(shown))
            })
            .await?;
        }
        click(page, "[data-action=\"seek\"]").await?;
        let answer = "[data-found=\"infeasible\"]";
        until_text(page, answer, "says so", |text| {
            text.contains("Không đạt được trong các giới hạn này")
        })
        .await?;
        for id in [PACE, ONE_OFF] {
            until_text(
                page,
                &format!("{answer} [data-move=\"{id}\"]"),
                "is at its limit",
                |text| text.contains("đã ở giới hạn"),
            )
            .await?;
        }
        let missed = page.text(&format!("{answer} [data-met=\"false\"]")).await?;
        let (_, p) = missed
            .split_once("xác suất đạt ")
            .context("a probability is told")?;
        let (_, short) = missed
            .split_once("còn thiếu ")
            .context("what lacks is told")?;
        ensure!(
            same(told(p)? + told(short)?, 95.0, 0.2),
            "it says “{missed}”"
        );
        page.assert_accessible("a goal out of reach").await?;
        click(page, "[data-action=\"dismiss\"]").await?;
        until_count(page, "[data-found]", 0).await?;
        ensure!(
            page.all(CHANGES).await?.is_empty(),
            "the next best is made unasked"
        );
        Ok(())
    })
    .await
}
