//! Someone asks “what if?”: levers, goals, and scenarios as things to keep.

use anyhow::ensure;
use muctieu_journeys::{Page, Result, journey};
use thirtyfour::action_chain::ActionChain;
use thirtyfour::components::SelectElement;

use crate::steps::{
    PACE, REVENUE, assert_text, begin_scenario, click, enter_figure, known, lever, number,
    set_as_of, twin, type_lever, undo, until_attribute, until_count, until_number, until_said,
    until_simulated, until_text,
};

/// A row of the overview, or the whole page of the target.
const ROW: &str = "[data-indicator=\"budget-revenue\"]";

/// Presses and drags a slider's thumb with the mouse, in several moves.
async fn drag(page: &Page, css: &str, to_the_right: i64) -> Result {
    let slider = page.find(css).await?;
    slider.scroll_into_view().await?;
    let mut chain: ActionChain = page.driver().action_chain().click_and_hold_element(&slider);
    for _ in 0..4 {
        chain = chain.move_by_offset(to_the_right / 4, 0);
    }
    Ok(chain.release().perform().await?)
}

#[tokio::test]
async fn a_lever_moves_its_row_and_the_headline() -> Result {
    journey(async |page| {
        page.open("#/").await?;
        until_simulated(page).await?;
        let headline = page.text("[data-headline]").await?;
        let base = known(page, REVENUE, "probability").await?;
        let projected = known(page, REVENUE, "projected").await?;
        begin_scenario(page).await?;
        ensure!(
            (known(page, REVENUE, "probability").await? - base).abs() < 1e-12,
            "a new scenario changes nothing"
        );

        page.slide(&lever(PACE), 1.5).await?;
        until_number(page, REVENUE, "probability", "rises", |p| p > base + 0.05).await?;
        ensure!(
            known(page, REVENUE, "projected").await? > projected,
            "more is collected"
        );
        // The difference in words, for the eye and for the ear, and a tick where the base was.
        let difference = format!("{ROW} .col-prob .delta:not([hidden])");
        until_attribute(page, &difference, "data-dir", "up").await?;
        let words = page
            .attribute(&difference, "title")
            .await?
            .unwrap_or_default();
        ensure!(
            words.starts_with('+') && words.contains("điểm xác suất"),
            "the difference is told as “{words}”"
        );
        page.find(&format!("{ROW} svg[data-scenario] .base"))
            .await?;

        // All the levers of flows up: more targets are met.
        for other in ["pace:cooperatives", "growth-4:grdp-growth"] {
            page.slide(
                &lever(other),
                if other.starts_with("pace") { 2.0 } else { 25.0 },
            )
            .await?;
        }
        until_text(page, "[data-headline]", "follows", |now| now != headline).await?;
        // What is said aloud comes when the lever rests.
        until_text(page, "[data-finding-said]", "is spoken", |said| {
            !said.is_empty()
        })
        .await?;

        click(page, "[data-reset-all]").await?;
        until_text(page, "[data-headline]", "is back", |now| now == headline).await?;
        until_number(page, REVENUE, "probability", "is back", |p| {
            (p - base).abs() < 1e-12
        })
        .await
    })
    .await
}

#[tokio::test]
async fn a_lever_takes_a_number_and_refuses_nonsense() -> Result {
    journey(async |page| {
        begin_scenario(page).await?;
        let base = known(page, REVENUE, "probability").await?;
        type_lever(page, PACE, "1,5").await?;
        until_number(page, REVENUE, "probability", "rises", |p| p > base).await?;
        let at = page.find(&lever(PACE)).await?.value().await?;
        ensure!(at.as_deref() == Some("1.5"), "the slider stands at {at:?}");
        let moved = known(page, REVENUE, "probability").await?;

        for (nonsense, reason) in [("nhiều", ""), ("9", "từ 0,5 đến 2")] {
            type_lever(page, PACE, nonsense).await?;
            until_attribute(page, &twin(PACE), "aria-invalid", "true").await?;
            let fault = page
                .attribute(&twin(PACE), "aria-describedby")
                .await?
                .unwrap_or_default();
            let told = page.text(&format!("#{fault}")).await?;
            ensure!(
                told.ends_with('.') && told.contains(reason),
                "“{nonsense}” is refused by “{told}”"
            );
            ensure!(
                (known(page, REVENUE, "probability").await? - moved).abs() < 1e-12,
                "“{nonsense}” moved the lever"
            );
        }
        type_lever(page, PACE, "1,2").await?;
        until_number(page, REVENUE, "probability", "falls", |p| p < moved).await?;
        ensure!(
            page.attribute(&twin(PACE), "aria-invalid").await?.is_none(),
            "the field is well again"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn one_lever_stands_the_same_on_every_screen() -> Result {
    journey(async |page| {
        begin_scenario(page).await?;
        type_lever(page, PACE, "1,4").await?;
        let base_position = known(page, REVENUE, "projected").await?;
        page.open("#/chi-tieu/budget-revenue").await?;
        let at = page.find(&lever(PACE)).await?.value().await?;
        ensure!(
            at.as_deref() == Some("1.4"),
            "on its own page it stands at {at:?}"
        );
        until_text(page, "[data-difference]", "tells the difference", |told| {
            told.contains("điểm xác suất")
        })
        .await?;
        page.nudge(&lever(PACE), 5).await?;
        until_number(page, REVENUE, "projected", "rises", |value| {
            value > base_position
        })
        .await?;

        // A one-off amount beside the pace.
        let before = known(page, REVENUE, "projected").await?;
        type_lever(page, "one-off:budget-revenue", "50").await?;
        until_number(page, REVENUE, "projected", "rises by the amount", |value| {
            (value - before - 50.0).abs() < 1e-6
        })
        .await?;

        page.open("#/kich-ban").await?;
        let at = page.find(&lever(PACE)).await?.value().await?;
        ensure!(
            at.as_deref() == Some("1.45"),
            "on the scenarios' screen it stands at {at:?}"
        );
        for words in ["nhịp độ phần còn lại ×1,45", "khoản một lần +50 tỷ đồng"]
        {
            until_text(page, ".changes", "lists the change", |text| {
                text.contains(words)
            })
            .await?;
        }
        let block = "[data-levers-of=\"budget-revenue\"]";
        // What is out of sight is not laid out, and has no text to be seen.
        page.find(block).await?.scroll_into_view().await?;
        until_text(page, block, "tells the difference", |text| {
            text.contains("điểm xác suất")
        })
        .await?;
        // Reset one: the other stays.
        click(page, "[data-lever-reset=\"one-off:budget-revenue\"]").await?;
        until_count(page, ".changes li", 1).await?;
        page.open("#/").await?;
        until_number(
            page,
            REVENUE,
            "projected",
            "is without the amount",
            |value| (value - before).abs() < 1e-6,
        )
        .await
    })
    .await
}

#[tokio::test]
async fn growth_levels_and_ranks_have_levers_of_their_own() -> Result {
    journey(async |page| {
        begin_scenario(page).await?;
        // 6,84 % after nine months: a little above 11 % in the last quarter makes 8 %.
        let low = known(page, "grdp-growth", "probability").await?;
        type_lever(page, "growth-4:grdp-growth", "11,5").await?;
        until_number(
            page,
            "grdp-growth",
            "probability",
            "is about one half",
            |p| (0.35..=0.65).contains(&p),
        )
        .await?;
        ensure!(low < 0.35, "without a lever it is unlikely: {low}");

        // A level that has no figure yet: what the lever says is supposed.
        page.open("#/kich-ban").await?;
        type_lever(page, "level:health-insurance", "97,5").await?;
        page.open("#/").await?;
        until_number(page, "health-insurance", "probability", "is likely", |p| {
            p > 0.5
        })
        .await?;
        page.open("#/kich-ban").await?;
        type_lever(page, "level:health-insurance", "90").await?;
        page.open("#/").await?;
        until_number(
            page,
            "health-insurance",
            "probability",
            "is unlikely",
            |p| p < 0.5,
        )
        .await?;

        // A rank is a gain over last year's, where that is known.
        type_lever(page, "rank:par-index-rank", "50").await?;
        until_number(page, "par-index-rank", "projected", "is the gain", |gain| {
            (gain - 7.0).abs() < 1e-9
        })
        .await?;
        ensure!(
            known(page, "par-index-rank", "probability").await? > 0.5,
            "seven places up are enough"
        );
        type_lever(page, "rank:par-index-rank", "60").await?;
        until_number(page, "par-index-rank", "projected", "is a loss", |gain| {
            gain < 0.0
        })
        .await
    })
    .await
}

/// Chooses what the budget's pace is asked for.
async fn wish_for(page: &Page, wish: &str) -> Result {
    let question = ".goal-seek:has([data-goal=\"pace:budget-revenue\"]) select";
    let choice = page.find(question).await?;
    choice.scroll_into_view().await?;
    SelectElement::new(&choice)
        .await?
        .select_by_value(wish)
        .await?;
    // The page has heard of it: a wish that came after the question would take the answer away.
    let question = ".goal-seek:has([data-goal=\"pace:budget-revenue\"])";
    until_attribute(page, question, "data-wish", wish).await
}

#[tokio::test]
async fn how_much_does_it_take() -> Result {
    journey(async |page| {
        // One commune of twelve by September: twice the pace is not enough.
        enter_figure(page, "new-rural-communes", "30/9/2024", "1").await?;
        begin_scenario(page).await?;
        page.open("#/kich-ban").await?;
        let block = "[data-levers-of=\"new-rural-communes\"]";
        click(page, "[data-goal=\"pace:new-rural-communes\"]").await?;
        until_text(page, block, "says that no position does", |text| {
            text.contains("Không đạt được trong khoảng ×0,50 – ×2,00")
        })
        .await?;
        ensure!(
            page.all(&format!("{block} [data-goal-accept]"))
                .await?
                .is_empty(),
            "there is nothing to accept"
        );

        // By September the budget has to go faster, and the page says by how much.
        set_as_of(page, "30/9/2024").await?;
        let block = "[data-levers-of=\"budget-revenue\"]";
        for wish in ["95", "80", "median"] {
            wish_for(page, wish).await?;
            click(page, "[data-goal=\"pace:budget-revenue\"]").await?;
            until_text(page, &format!("{block} .goal-answer"), "answers", |text| {
                !text.is_empty()
            })
            .await?;
            let answer = page.text(&format!("{block} .goal-answer")).await?;
            if answer.starts_with("Cần ×") {
                click(page, &format!("{block} [data-goal-accept]")).await?;
                until_count(page, ".changes li", 1).await?;
                page.open("#/").await?;
                let p = known(page, REVENUE, "probability").await?;
                let enough = wish.parse::<f64>().map_or(0.5, |percent| percent / 100.0);
                ensure!(p >= enough - 0.02, "{answer} gives {p} for {wish}");
                ensure!(
                    wish != "median" || known(page, REVENUE, "projected").await? >= 1009.5,
                    "{answer} does not meet the target"
                );
                // Asked again, nothing more is needed.
                page.open("#/kich-ban").await?;
                wish_for(page, wish).await?;
                click(page, "[data-goal=\"pace:budget-revenue\"]").await?;
                // The lever's own move is what the question is about: the same position again.
                until_text(
                    page,
                    &format!("{block} .goal-answer"),
                    "answers the same",
                    |text| text == answer,
                )
                .await?;
                return Ok(());
            }
        }
        anyhow::bail!("no wish for the budget takes a move of its lever")
    })
    .await
}

#[tokio::test]
async fn a_drag_is_one_step_of_undo_though_it_passes_the_base() -> Result {
    journey(async |page| {
        begin_scenario(page).await?;
        let base = known(page, REVENUE, "projected").await?;
        drag(page, &lever(PACE), 16).await?;
        until_number(page, REVENUE, "projected", "moves", |value| {
            (value - base).abs() > 1.0
        })
        .await?;
        // The pointer's last steps may still be on their way.
        page.until_script(
            "the drag has come to rest",
            "const now = document.querySelector('[data-indicator=budget-revenue]').dataset.projected;
            const before = window.__projected;
            window.__projected = now;
            return now === before && !document.documentElement.hasAttribute('data-dragging')",
        )
        .await?;
        let dragged = known(page, REVENUE, "projected").await?;
        drag(page, &lever(PACE), -24).await?;
        until_number(page, REVENUE, "projected", "moves again", |value| {
            (value - dragged).abs() > 1.0
        })
        .await?;
        undo(page).await?;
        until_number(
            page,
            REVENUE,
            "projected",
            "is where the first drag left it",
            |value| (value - dragged).abs() < 1e-9,
        )
        .await?;
        undo(page).await?;
        until_number(page, REVENUE, "projected", "is back", |value| {
            (value - base).abs() < 1e-9
        })
        .await?;
        click(page, "[data-action=\"redo\"]").await?;
        until_number(page, REVENUE, "projected", "is done again", |value| {
            (value - dragged).abs() < 1e-9
        })
        .await
    })
    .await
}

#[tokio::test]
async fn scenarios_are_named_copied_switched_and_deleted() -> Result {
    journey(async |page| {
        page.open("#/kich-ban").await?;
        until_said(page, "Chưa có kịch bản").await?;
        page.click("button", "Kịch bản mới").await?;
        until_count(page, "article[data-scenario]", 1).await?;
        type_lever(page, PACE, "1,5").await?;
        until_count(page, ".changes li", 1).await?;

        // A name of one's own, shown as text wherever it stands.
        page.type_into(".scenario-name", "Thu <b>tốt</b> hơn")
            .await?;
        page.press(&[], muctieu_journeys::Key::Tab).await?;
        until_text(page, "[data-scenario-pick]", "has the name", |text| {
            text.contains("Thu <b>tốt</b> hơn")
        })
        .await?;
        until_text(page, ".compare", "has the name", |text| {
            text.contains("Thu <b>tốt</b> hơn")
        })
        .await?;

        // A copy, which is on and changes alone.
        click(page, "[data-action=\"duplicate\"]").await?;
        until_count(page, "article[data-scenario]", 2).await?;
        until_attribute(
            page,
            "article[data-scenario][data-on] [data-action=\"toggle\"]",
            "aria-pressed",
            "true",
        )
        .await?;
        type_lever(page, PACE, "0,8").await?;
        until_text(page, ".active-changes .changes", "is the copy's", |text| {
            text.contains("×0,80")
        })
        .await?;
        let first = "article[data-scenario]:not([data-on])";
        assert_text(page, &format!("{first} .changes"), "×1,50").await?;

        // Switching from any screen.
        page.open("#/").await?;
        let slow = known(page, REVENUE, "projected").await?;
        let pick = page.find("[data-scenario-pick]").await?;
        SelectElement::new(&pick)
            .await?
            .select_by_exact_text("Thu <b>tốt</b> hơn")
            .await?;
        until_number(
            page,
            REVENUE,
            "projected",
            "is the first scenario's",
            |value| value > slow,
        )
        .await?;
        let fast = known(page, REVENUE, "projected").await?;

        // Reset all, and take that back.
        page.open("#/kich-ban").await?;
        let on = "article[data-scenario][data-on]";
        click(page, &format!("{on} [data-action=\"reset-all\"]")).await?;
        until_count(page, ".changes li", 1).await?;
        undo(page).await?;
        until_count(page, ".changes li", 2).await?;

        // Delete, and take that back.
        click(page, &format!("{on} [data-action=\"delete\"]")).await?;
        until_count(page, "article[data-scenario]", 1).await?;
        until_count(page, on, 0).await?;
        until_said(page, "Đã xóa kịch bản").await?;
        undo(page).await?;
        until_count(page, "article[data-scenario]", 2).await?;
        // Undo the copy's lever, the copy, and the name.
        undo(page).await?;
        until_count(page, ".changes li", 2).await?;
        undo(page).await?;
        until_count(page, "article[data-scenario]", 1).await?;
        undo(page).await?;
        until_text(page, "[data-scenario-pick]", "has the first name", |text| {
            text.contains("Kịch bản 1") && !text.contains("tốt")
        })
        .await?;

        click(page, "article[data-scenario] [data-action=\"toggle\"]").await?;
        page.open("#/").await?;
        until_number(page, REVENUE, "projected", "is the scenario's", |value| {
            (value - fast).abs() < 1e-9
        })
        .await?;
        let pick = page.find("[data-scenario-pick]").await?;
        SelectElement::new(&pick)
            .await?
            .select_by_exact_text("Cơ sở")
            .await?;
        until_number(page, REVENUE, "projected", "is the base's", |value| {
            value < fast && value > slow
        })
        .await?;
        ensure!(
            page.all("[data-lever]").await?.is_empty(),
            "without a scenario there is no lever"
        );
        ensure!(
            number(page, "pci-rank", "probability").await?.is_none(),
            "a rank is not known yet"
        );
        Ok(())
    })
    .await
}
