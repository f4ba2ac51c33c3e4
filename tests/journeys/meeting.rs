//! A meeting looks at scenarios: the log of its moves, and the wall.

use anyhow::{Context as _, ensure};
use muctieu_journeys::wait::until;
use muctieu_journeys::{Key, Page, Result, journey};

use crate::steps::{
    PACE, REVENUE, begin_scenario, click, known, type_lever, until_attribute, until_count,
    until_number, until_text,
};

/// Opens the log of the studio.
async fn open_log(page: &Page) -> Result {
    page.open("#/kich-ban").await?;
    click(page, "[data-room=\"log\"]").await?;
    page.find("[data-log]").await?;
    Ok(())
}

/// The line of the log that is so many places from the newest.
fn line(at: usize) -> String {
    format!("[data-log-line]:nth-child({})", at + 1)
}

#[tokio::test]
async fn every_move_is_a_line_with_its_effect_and_leads_back_to_its_moment() -> Result {
    journey(async |page| {
        begin_scenario(page).await?;
        type_lever(page, PACE, "1,5").await?;
        let base = known(page, REVENUE, "probability").await?;
        until_number(page, REVENUE, "projected", "rises", |value| value > 0.0).await?;
        let fast = known(page, REVENUE, "projected").await?;

        open_log(page).await?;
        until_count(page, "[data-log-line]", 2).await?;
        until_text(page, &line(0), "tells the move and its effect", |told| {
            told.contains("Thêm: Thu ngân sách nhà nước trên địa bàn: nhịp độ phần còn lại ×1,50")
                && told.contains("P(Thu ngân sách nhà nước trên địa bàn)")
                && told.contains('→')
                && told.contains("kỳ vọng đạt")
        })
        .await?;
        until_text(page, &line(1), "tells of the new scenario", |told| {
            told.contains("Tạo kịch bản")
        })
        .await?;

        // A bookmark with a name.
        click(page, &format!("{} [data-action=\"log-bookmark\"]", line(0))).await?;
        page.type_into("[data-log-bookmark]", "Phương án A").await?;
        page.press(&[], Key::Enter).await?;
        page.press(&[], Key::Tab).await?;

        // Another move, an undo, and both are lines.
        page.open("#/").await?;
        type_lever(page, PACE, "0,8").await?;
        until_number(page, REVENUE, "projected", "falls", |value| value < fast).await?;
        open_log(page).await?;
        until_count(page, "[data-log-line]", 3).await?;
        until_text(page, &line(0), "tells from where to where", |told| {
            told.contains("từ ×1,50 thành ×0,80")
        })
        .await?;
        click(page, "[data-action=\"log-undo\"]").await?;
        until_text(page, &line(0), "tells of the undo", |told| {
            told.contains("Hoàn tác –")
        })
        .await?;
        click(page, "[data-action=\"log-redo\"]").await?;
        until_text(page, &line(0), "tells of the redo", |told| {
            told.contains("Làm lại –")
        })
        .await?;
        page.assert_accessible("the log").await?;

        // Back to the bookmark: the numbers of then, and a line of its own.
        let marked = "[data-log-line]:has([data-log-bookmark]) [data-action=\"log-return\"]";
        click(page, marked).await?;
        until_count(page, "[data-log-line]", 6).await?;
        until_text(page, &line(0), "tells of the return", |told| {
            told.contains("Trở về lúc")
        })
        .await?;
        page.open("#/").await?;
        until_number(page, REVENUE, "projected", "is as it was", |value| {
            (value - fast).abs() < 1e-9
        })
        .await?;
        ensure!(
            (known(page, REVENUE, "probability").await? - base).abs() < 1e-12,
            "the probability is as it was"
        );

        // It is there after a reload, and goes out as minutes.
        page.reload().await?;
        open_log(page).await?;
        until_count(page, "[data-log-line]", 6).await?;
        click(page, "[data-action=\"log-export\"]").await?;
        let file = page.downloaded(".md").await?;
        let minutes = std::fs::read_to_string(&file).context("the minutes are a text")?;
        for part in [
            "# Biên bản thử kịch bản",
            "### Phương án A",
            "nhịp độ phần còn lại từ ×1,50 thành ×0,80",
            "#/kich-ban?s=",
        ] {
            ensure!(minutes.contains(part), "“{part}” is not in\n{minutes}");
        }
        let lines = minutes
            .lines()
            .filter(|line| line.starts_with("- **") && line.contains(" · "));
        ensure!(lines.count() == 6, "every move is a line of\n{minutes}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_last_change_is_played_again_and_any_input_ends_it() -> Result {
    journey(async |page| {
        begin_scenario(page).await?;
        type_lever(page, PACE, "1,5").await?;
        open_log(page).await?;
        let replay = "[data-action=\"log-replay\"]";
        click(page, replay).await?;
        until_attribute(page, replay, "aria-pressed", "true").await?;
        page.press(&[], Key::Shift).await?;
        until_attribute(page, replay, "aria-pressed", "false").await?;
        until_count(page, "[data-log-line]", 2).await?;
        click(page, replay).await?;
        until_attribute(page, replay, "aria-pressed", "true").await?;
        // It ends by itself, and the workspace is as it was.
        until_attribute(page, replay, "aria-pressed", "false").await?;
        page.open("#/").await?;
        let at = page.find(&crate::steps::lever(PACE)).await?.value().await?;
        ensure!(at.as_deref() == Some("1.5"), "the lever stands at {at:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_damaged_log_is_an_empty_one() -> Result {
    journey(async |page| {
        page.blank().await?;
        page.store(
            "muctieu:log:nq-2024",
            "{\"format\":\"muctieu.log\",\"entries\":[",
        )
        .await?;
        open_log(page).await?;
        until_count(page, "[data-log-line]", 0).await?;
        page.find("[data-log] .empty").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_wall_is_moved_by_keys_and_left_as_it_was_found() -> Result {
    journey(async |page| {
        // A projector's window: the size of the type is promised for it.
        page.resize(1920, 1080, 1.0).await?;
        page.open("#/kich-ban").await?;
        let before = page
            .tab_to("[data-action=\"new-scenario\"]")
            .await?
            .outer_html()
            .await?;
        page.press(&[], Key::Enter).await?;
        until_count(page, "article[data-scenario]", 1).await?;
        page.press(&[], 'f').await?;
        page.find("[data-wall-page]").await?;
        until_attribute(page, "html", "data-wall", "").await?;
        until_count(page, "[data-wall-chart]", 2).await?;
        page.assert_accessible("the wall").await?;
        until("the room can read all of it", async || all_is_large(page).await).await?;

        // A step, ten steps, undo, redo.
        until_count(page, "[data-wall-lever][data-moved]", 0).await?;
        page.press(&[], Key::Right).await?;
        until_count(page, "[data-wall-lever][data-moved][data-chosen]", 1).await?;
        let chosen = page.attribute("[data-chosen]", "data-wall-lever").await?;
        // Choosing another lever ends a row of presses, however long they took.
        page.press(&[], Key::Down).await?;
        until_count(page, "[data-chosen]", 1).await?;
        ensure!(
            page.attribute("[data-chosen]", "data-wall-lever").await? != chosen,
            "the arrow down chooses another lever"
        );
        page.press(&[], Key::Up).await?;
        until_count(page, "[data-wall-lever][data-moved][data-chosen]", 1).await?;
        page.press(&[Key::Shift], Key::Right).await?;
        until_text(page, "[data-finding]", "tells the condition", |told| {
            told.contains("Nếu ")
        })
        .await?;
        page.press(&[], Key::Down).await?;
        until_count(page, "[data-wall-lever][data-moved][data-chosen]", 0).await?;
        page.press(&[], 'z').await?;
        page.press(&[], 'z').await?;
        until_count(page, "[data-wall-lever][data-moved]", 0).await?;
        page.press(&[Key::Shift], 'z').await?;
        until_count(page, "[data-wall-lever][data-moved]", 1).await?;

        // Another target in focus.
        let third = page
            .attribute("[data-wall-pick=\"3\"]", "data-wall-target")
            .await?
            .context("there is a third target")?;
        page.press(&[], '3').await?;
        until_count(page, &format!("[data-wall-chart=\"{third}\"]"), 1).await?;

        page.press(&[], '?').await?;
        page.find("[data-wall-help]").await?;
        page.assert_accessible("the wall with its keys").await?;
        page.press(&[], '?').await?;
        until_count(page, "[data-wall-help]", 0).await?;
        page.press(&[], Key::Escape).await?;
        until_count(page, "[data-wall-page]", 0).await?;
        let left: (bool, String, String) = page
            .script(
                "return [document.documentElement.hasAttribute('data-wall'), location.hash, document.activeElement.outerHTML]",
                &[],
            )
            .await?;
        ensure!(
            !left.0 && left.1 == "#/kich-ban" && left.2 == before,
            "the wall is left as it was found: {left:?}"
        );
        // What was tried stays, and in a text field F is a letter.
        until_count(page, "article[data-scenario]", 1).await?;
        page.type_into("input[type=\"search\"]", "f").await?;
        until_count(page, "[data-wall-page]", 0).await
    })
    .await
}

/// Whether the smallest type is 24 px on a screen of 1920 pixels, in proportion on a smaller one: a browser without such
/// a screen gives the window that it has, and going to the full screen may change it.
async fn all_is_large(page: &Page) -> Result<bool> {
    let script = "
        const walk = document.createTreeWalker(document.querySelector('[data-wall-page]'), NodeFilter.SHOW_TEXT);
        let least = 1000;
        while (walk.nextNode()) {
            const words = walk.currentNode, element = words.parentElement;
            if (!words.textContent.trim() || !element.checkVisibility() || element.closest('.chart-aside')) continue;
            least = Math.min(least, parseFloat(getComputedStyle(element).fontSize));
        }
        return least >= 24 * Math.min(1, window.innerWidth / 1920) - 0.01";
    page.script(script, &[]).await
}
