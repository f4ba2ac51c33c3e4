//! What would it take: a proposal over several levers is shown, and made only when it is accepted.

use anyhow::{Context as _, ensure};
use muctieu_journeys::{Key, Result, journey};

use super::{CHANGES, CHIPS, GROWTH, ONE_OFF, STUDIO, aim, enter, same, scenario, texts, told};
use crate::steps::{
    PACE, REVENUE, click, known, lever, undo, until_attribute, until_count, until_number,
    until_text,
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
        let most = |id: &str| format!("[data-offer=\"{id}\"] [data-limit=\"max\"]");
        // What cannot be is said, and is not taken.
        for (text, reason) in [
            ("nhiều", "không phải là số"),
            ("9", "từ 0,5 đến 2"),
            ("0,4", "từ 0,5 đến 2"),
        ] {
            page.type_into(&most(PACE), text).await?;
            page.press(&[], Key::Tab).await?;
            until_text(page, ".study-fault [role=alert]", "says why", |told| {
                told.contains(reason)
            })
            .await?;
            until_attribute(page, &most(PACE), "aria-invalid", "true").await?;
        }
        page.assert_accessible("a limit that cannot be").await?;
        for (id, text) in [(PACE, "1,05"), (ONE_OFF, "10")] {
            page.type_into(&most(id), text).await?;
            page.press(&[], Key::Tab).await?;
        }
        until_count(page, ".study-fault", 0).await?;
        // The other end holds, too.
        let least = most(PACE).replace("max", "min");
        page.type_into(&least, "1,5").await?;
        page.press(&[], Key::Tab).await?;
        until_text(page, ".study-fault", "says why", |told| {
            told.contains("không được cao hơn mức cao nhất (1,05)")
        })
        .await?;
        // It is taken once the other end lets it, and taken back.
        page.type_into(&most(PACE), "1,6").await?;
        page.press(&[], Key::Tab).await?;
        until_count(page, ".study-fault", 0).await?;
        page.type_into(&least, "0,5").await?;
        page.press(&[], Key::Tab).await?;
        page.type_into(&most(PACE), "1,05").await?;
        page.press(&[], Key::Tab).await?;
        until_count(page, ".study-fault", 0).await?;
        // What has been chosen is there when one comes back.
        enter(page, "log").await?;
        until_count(page, "[data-aim]", 0).await?;
        enter(page, "goal").await?;
        until_count(page, "[data-aim]", 1).await?;
        for (field, shown) in [(most(PACE), "1,05"), (most(ONE_OFF), "10"), (least, "0,5")] {
            let now = page.find(&field).await?.value().await?;
            ensure!(now.as_deref() == Some(shown), "{field} shows {now:?}");
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
