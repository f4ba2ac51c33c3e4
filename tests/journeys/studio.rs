//! The studio in a meeting: a question is asked, a lever moves, every chart answers.

use anyhow::ensure;
use muctieu_journeys::wait::until;
use muctieu_journeys::{Key, Page, Result, journey};
use serde_json::{Value, json};

use crate::steps::{
    PACE, REVENUE, begin_scenario, click, known, lever, twin, type_lever, undo, until_attribute,
    until_count, until_number, until_text, wave,
};

/// The lever of the fourth quarter.
const FOURTH: &str = "growth-4:grdp-growth";
/// The chart in the first place.
const FIRST: &str = "[data-focus-place=\"0\"]";

/// What the first chart says of its target.
async fn shown(page: &Page, name: &str) -> Result<f64> {
    let text = page.attribute(FIRST, &format!("data-{name}")).await?;
    Ok(text.unwrap_or_default().parse()?)
}

async fn until_shown(page: &Page, name: &str, fits: impl Fn(f64) -> bool) -> Result {
    until(&format!("{name} of the first chart"), async || {
        Ok(shown(page, name).await.is_ok_and(&fits))
    })
    .await
}

#[tokio::test]
async fn the_fourth_quarter_by_keyboard_alone() -> Result {
    journey(async |page| {
        page.open("#/kich-ban").await?;
        page.tab_to("[data-action=\"new-scenario\"]").await?;
        page.press(&[], Key::Enter).await?;
        page.find(&lever(FOURTH)).await?;

        // The target of the question comes to the front.
        page.tab_to("[data-levers-of=\"grdp-growth\"] [data-bring-forward]")
            .await?;
        page.press(&[], Key::Enter).await?;
        until_attribute(page, FIRST, "data-focus", "grdp-growth").await?;
        let base = shown(page, "projected").await?;
        ensure!(
            (base - 6.84).abs() < 1e-9,
            "the base goes on as it was: {base}"
        );

        // A step of an arrow, then the number itself.
        page.tab_to(&lever(FOURTH)).await?;
        page.press(&[], Key::Right).await?;
        until_shown(page, "projected", |value| value > base).await?;
        page.press(&[], Key::Tab).await?;
        page.press(&[Key::Control], 'a').await?;
        for key in "11,5".chars() {
            page.press(&[], key).await?;
        }
        page.press(&[], Key::Enter).await?;
        // (3 × 6,84 + 11,5) ÷ 4.
        until_shown(page, "projected", |value| (value - 8.005).abs() < 1e-9).await?;
        until_shown(page, "probability", |p| (0.45..0.6).contains(&p)).await?;
        until_text(page, ".active-changes", "tells the change", |text| {
            text.contains("tăng trưởng quý IV 11,5%")
        })
        .await?;
        // Its change of status is called out, and so it stands on every screen.
        page.find("[data-turned-indicator=\"grdp-growth\"][data-status=\"at-risk\"]")
            .await?;
        // A longer word than before, beside a long name: the name breaks, the word is not cut.
        page.until_script(
            "no status is cut",
            "const cut = e => e.scrollWidth > e.clientWidth + 1;
            return ![...document.querySelectorAll('.lever-head .status')].some(cut)",
        )
        .await?;
        page.open("#/").await?;
        until_number(page, "grdp-growth", "projected", "is the same", |value| {
            (value - 8.005).abs() < 1e-9
        })
        .await
    })
    .await
}

#[tokio::test]
async fn a_change_is_switched_off_and_on_and_has_details() -> Result {
    journey(async |page| {
        page.open("#/kich-ban").await?;
        click(page, "[data-action=\"new-scenario\"]").await?;
        click(
            page,
            "[data-levers-of=\"budget-revenue\"] [data-bring-forward]",
        )
        .await?;
        until_attribute(page, FIRST, "data-focus", REVENUE).await?;
        let base = shown(page, "projected").await?;
        type_lever(page, PACE, "1,5").await?;
        until_shown(page, "projected", |value| value > base).await?;
        let moved = shown(page, "projected").await?;

        // From October on: less than from now on.
        let from = "[data-lever-detail=\"from:pace:budget-revenue\"]";
        page.type_into(from, "1/10").await?;
        page.press(&[], Key::Tab).await?;
        until_shown(page, "projected", |value| value > base && value < moved).await?;
        let later = shown(page, "projected").await?;
        until_text(page, ".active-changes", "tells the day", |text| {
            text.contains("×1,50 từ 1/10")
        })
        .await?;
        // What is no date is refused and changes nothing.
        page.type_into(from, "mai").await?;
        page.press(&[], Key::Tab).await?;
        until_attribute(page, from, "aria-invalid", "true").await?;
        ensure!(
            (shown(page, "projected").await? - later).abs() < 1e-9,
            "“mai” moved the chart"
        );

        let switch = "[data-change=\"pace:budget-revenue\"] [role=\"switch\"]";
        click(page, switch).await?;
        until_shown(page, "projected", |value| (value - base).abs() < 1e-9).await?;
        page.find("[data-change=\"pace:budget-revenue\"][data-off]")
            .await?;
        undo(page).await?;
        until_shown(page, "projected", |value| (value - later).abs() < 1e-9).await?;
        undo(page).await?;
        until_shown(page, "projected", |value| (value - moved).abs() < 1e-9).await?;
        undo(page).await?;
        until_shown(page, "projected", |value| (value - base).abs() < 1e-9).await
    })
    .await
}

#[tokio::test]
async fn levers_are_found_and_the_rest_of_them_unfolded() -> Result {
    journey(async |page| {
        page.open("#/kich-ban").await?;
        click(page, "[data-action=\"new-scenario\"]").await?;
        page.type_into("[data-lever-search]", "thu ngan sach")
            .await?;
        until_count(page, "[data-levers-of]", 1).await?;
        ensure!(
            page.all(&lever("delay:budget-revenue")).await?.is_empty(),
            "only the main lever is in sight"
        );
        click(
            page,
            "[data-levers-of=\"budget-revenue\"] [data-more-levers]",
        )
        .await?;
        for id in [
            "delay:budget-revenue",
            "one-off:budget-revenue",
            "target:budget-revenue",
        ] {
            page.find(&twin(id)).await?;
        }
        // A target that is half as high is likelier; what was moved stays in sight.
        page.open("#/").await?;
        let base = known(page, REVENUE, "probability").await?;
        page.open("#/kich-ban").await?;
        click(
            page,
            "[data-levers-of=\"budget-revenue\"] [data-more-levers]",
        )
        .await?;
        type_lever(page, "target:budget-revenue", "800").await?;
        page.open("#/").await?;
        until_number(page, REVENUE, "probability", "is likelier", |p| p > base).await?;
        page.open("#/kich-ban").await?;
        page.find(&twin("target:budget-revenue")).await?;

        // Assumptions are apart.
        click(page, "[data-assumptions] > summary").await?;
        let kappa =
            "[data-assumptions-of=\"budget-revenue\"] [data-lever=\"kappa:budget-revenue\"]";
        page.find(kappa).await?;
        page.assert_accessible("the studio").await
    })
    .await
}

#[tokio::test]
async fn the_end_of_a_projection_follows_the_keys_of_its_handle() -> Result {
    journey(async |page| {
        page.open("#/kich-ban").await?;
        click(page, "[data-action=\"new-scenario\"]").await?;
        click(
            page,
            "[data-levers-of=\"budget-revenue\"] [data-bring-forward]",
        )
        .await?;
        until_attribute(page, FIRST, "data-focus", REVENUE).await?;
        let base = shown(page, "projected").await?;
        let handle = "[data-drag-end=\"budget-revenue\"]:not([hidden])";
        page.find(handle).await?;
        for _ in 0..5 {
            page.press_on(handle, Key::Up).await?;
        }
        until_shown(page, "projected", |value| value > base).await?;
        until_attribute(page, &lever(PACE), "aria-valuetext", "×1,05").await
    })
    .await
}

#[tokio::test]
async fn a_lever_holds_still_under_the_hand() -> Result {
    journey(async |page| {
        begin_scenario(page).await?;
        page.open("#/kich-ban").await?;
        for id in [FOURTH, PACE, "level:clean-water"] {
            let lever = lever(id);
            page.find(&lever).await?;
            let charts = [0, 1].map(|place| format!("[data-focus-place=\"{place}\"] .focus-plane"));
            let moved = wave(page, id, &[&lever, &charts[0], &charts[1]]).await?;
            ensure!(
                moved < 1.0,
                "lever or chart has moved by {moved} px under {id}"
            );
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn sentences_wait_until_a_dragging_hand_rests() -> Result {
    // What stands there in the frame of a move, when all that the move wakes has been written.
    const DRAG: &str = "const [css, part, done] = arguments;
        const lever = document.querySelector(css), finding = document.querySelector('[data-finding]');
        const before = [finding.textContent, lever.getAttribute('aria-valuetext')];
        lever.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, isPrimary: true }));
        lever.value = Number(lever.min) + (lever.max - lever.min) * part;
        lever.dispatchEvent(new Event('input', { bubbles: true }));
        requestAnimationFrame(() => done(
            [finding.textContent === before[0], lever.getAttribute('aria-valuetext') !== before[1]]));";
    const RELEASE: &str = "const lever = document.querySelector(arguments[0]);
        lever.dispatchEvent(new PointerEvent('pointerup', { bubbles: true, isPrimary: true }));
        lever.dispatchEvent(new Event('change', { bubbles: true })); return null";
    journey(async |page| {
        begin_scenario(page).await?;
        page.open("#/kich-ban").await?;
        page.find(&lever(PACE)).await?;
        until_text(page, "[data-finding]", "is there", |told| !told.is_empty()).await?;
        let lines = "[data-finding]";
        for (part, words) in [(0.6, "1,4 lần"), (0.5, "1,25 lần")] {
            let arguments = vec![json!(lever(PACE)), json!(part)];
            let seen = page.driver().execute_async(DRAG, arguments).await?;
            let (told, moved): (bool, bool) = seen.convert()?;
            ensure!(moved, "the lever follows the hand at once");
            ensure!(told, "the finding waits for the hand");
            // The hand is still down.
            until_text(page, lines, "tells the move", |told| told.contains(words)).await?;
        }
        page.script::<Value>(RELEASE, &[json!(lever(PACE))]).await?;
        // Keys move in steps: each is told at once.
        type_lever(page, PACE, "1,30").await?;
        until_text(page, lines, "tells it", |told| told.contains("1,3 lần")).await
    })
    .await
}
