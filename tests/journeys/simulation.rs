//! How many targets are met together: a quick look at once, the whole simulation from the worker.

use anyhow::ensure;
use muctieu_journeys::wait::until;
use muctieu_journeys::{Page, Result, journey, settings};
use muctieu_simulate::{Block, Event, Plan, Run, Side, key_of};
use serde_json::{Value, json};

use crate::steps::{click, start_without, switch_workspace, undo, until_simulated, until_text};

const JOINT: &str = "[data-joint]";
/// Samples of a whole run.
const WHOLE: &str = "100000";

/// What the note below the finding says in `data-<name>`.
async fn joint(page: &Page, name: &str) -> Result<String> {
    let value = page.attribute(JOINT, &format!("data-{name}")).await?;
    Ok(value.unwrap_or_default())
}

async fn number(page: &Page, name: &str) -> Result<f64> {
    Ok(joint(page, name).await?.parse()?)
}

/// How many whole runs have come to an end.
async fn runs(page: &Page) -> Result<usize> {
    let script = "return performance.getEntriesByName('muctieu:simulate', 'measure').length";
    page.script(script, &[]).await
}

/// Moves every lever there is to this share of its range, within one task as a fast hand does.
async fn move_lever(page: &Page, share: f64) -> Result {
    let script = "
        const lever = document.querySelector('input[data-lever]:not(:disabled)');
        const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
        set.call(lever, String(Number(lever.min) + (Number(lever.max) - Number(lever.min)) * arguments[0]));
        lever.dispatchEvent(new Event('input', { bubbles: true }));
        lever.dispatchEvent(new Event('change', { bubbles: true }));
        return null";
    page.script::<Value>(script, &[json!(share)]).await?;
    Ok(())
}

#[tokio::test]
async fn the_finding_rests_on_the_whole_simulation() -> Result {
    journey(async |page| {
        page.open("").await?;
        // There at once, before any worker.
        page.find(JOINT).await?;
        ensure!(!joint(page, "samples").await?.is_empty(), "no quick look");
        until_simulated(page).await?;
        until_text(page, JOINT, "says how many simulations", |text| {
            text.contains("100.000 lần mô phỏng") && text.contains("đạt cả 5 chỉ tiêu")
        })
        .await?;
        ensure!(runs(page).await? >= 1, "no measure of the run");
        let all = number(page, "all").await?;
        let se = number(page, "all-se").await?;
        let expected = (all * (1.0 - all) / 1e5).sqrt();
        ensure!((se - expected).abs() < 1e-9, "the standard error is {se}");
        page.assert_accessible("the overview with its simulation")
            .await
    })
    .await
}

#[tokio::test]
async fn a_lever_moved_during_a_run_cancels_it_and_the_newest_wins() -> Result {
    journey(async |page| {
        // A thousand targets: a whole run takes its time.
        page.open(settings::THOUSAND).await?;
        until_simulated(page).await?;
        click(page, settings::TRY_SCENARIO).await?;
        page.find("input[data-lever]:not(:disabled)").await?;
        let before = runs(page).await?;
        for step in 1..=6_u32 {
            move_lever(page, f64::from(step) / 7.0).await?;
            // Longer than the rest that a request waits for, shorter than the run.
            tokio::time::sleep(std::time::Duration::from_millis(260)).await;
            ensure!(
                joint(page, "samples").await? != WHOLE,
                "the answer to an older question was taken"
            );
        }
        until_simulated(page).await?;
        let done = runs(page).await? - before;
        ensure!(
            done == 1,
            "{done} runs came to an end, and five were cancelled"
        );

        // The same lever in the same place gives the same, to the last sample.
        let one = joint(page, "at-least").await?;
        move_lever(page, 0.1).await?;
        until("the quick look is back", async || {
            Ok(joint(page, "samples").await? != WHOLE)
        })
        .await?;
        move_lever(page, 6.0 / 7.0).await?;
        until_simulated(page).await?;
        ensure!(joint(page, "at-least").await? == one, "another picture");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_correlation_is_an_assumption_that_can_be_set_and_undone() -> Result {
    journey(async |page| {
        page.open("").await?;
        switch_workspace(page, "illustration").await?;
        page.type_into("[data-as-of=\"date\"]", "30/6/2024").await?;
        page.press(&[], muctieu_journeys::Key::Tab).await?;
        page.open("#/").await?;
        until_text(page, ".as-of-note", "is of June", |text| {
            text.contains("30/6/2024")
        })
        .await?;
        until_simulated(page).await?;
        let (independent, sure) = (joint(page, "all").await?, joint(page, "at-least").await?);

        page.open("#/kich-ban").await?;
        click(page, "[data-correlation] > summary").await?;
        page.assert_accessible("the correlations").await?;
        page.type_into("[data-rho-value=\"group:economy\"]", "0,8")
            .await?;
        page.press(&[], muctieu_journeys::Key::Tab).await?;
        until_text(page, "[data-correlation] > summary", "counts it", |text| {
            text.contains("1 giả định")
        })
        .await?;
        page.open("#/").await?;
        until("the result differs", async || {
            let whole = joint(page, "samples").await? == WHOLE;
            Ok(whole && joint(page, "at-least").await? != sure)
        })
        .await?;

        undo(page).await?;
        until("undo brings the very same result back", async || {
            Ok(joint(page, "samples").await? == WHOLE
                && joint(page, "all").await? == independent
                && joint(page, "at-least").await? == sure)
        })
        .await
    })
    .await
}

#[tokio::test]
async fn correlations_that_cannot_all_hold_are_repaired_and_it_is_said() -> Result {
    journey(async |page| {
        page.open("#/kich-ban").await?;
        click(page, "[data-correlation] > summary").await?;
        let three = ["budget-revenue", "afforestation", "jobs"];
        for (a, b) in [(0, 1), (1, 2), (0, 2)] {
            for (list, id) in [("a", three[a]), ("b", three[b])] {
                let script =
                    "const list = document.querySelector(arguments[0]); list.value = arguments[1];
                    list.dispatchEvent(new Event('change', { bubbles: true })); return null";
                let css = format!("[data-pair=\"{list}\"]");
                page.script::<Value>(script, &[json!(css), json!(id)])
                    .await?;
            }
            click(page, "[data-action=\"add-pair\"]").await?;
            let pair = format!("[data-rho-value=\"pair:{}:{}\"]", three[a], three[b]);
            page.type_into(&pair, "-0,9").await?;
            page.press(&[], muctieu_journeys::Key::Tab).await?;
        }
        until_text(page, "[data-correlation-repaired]", "says so", |text| {
            text.contains("không thể cùng đúng") && text.contains("0,40")
        })
        .await?;
        page.type_into("[data-rho-value=\"pair:budget-revenue:jobs\"]", "2")
            .await?;
        page.press(&[], muctieu_journeys::Key::Tab).await?;
        until_text(page, "[data-correlation] .error", "refuses it", |text| {
            text.contains("−1 đến 1")
        })
        .await
    })
    .await
}

#[tokio::test]
async fn without_a_worker_the_quick_look_stays_and_it_is_said() -> Result {
    let (mut page, _folder) = start_without("muctieu-simulator").await?;
    page.open("").await?;
    until_text(&page, JOINT, "says so", |text| {
        text.contains("không chạy được mô phỏng nền")
    })
    .await?;
    ensure!(joint(&page, "samples").await? == "2000", "no quick look");
    page.assert_local().await?;
    page.assert_quiet().await?;
    page.close().await
}

#[tokio::test]
async fn the_worker_counts_what_the_kernel_counts_here() -> Result {
    let keys: Vec<u64> = (0..9).map(|at| key_of(&format!("target-{at}"))).collect();
    let blocks = vec![
        Block::Common {
            key: 1,
            share: 0.6,
            own: 0.8,
            keys: keys[..4].to_vec(),
        },
        Block::Dense {
            factor: vec![1.0, -0.6, 0.8],
            keys: keys[4..6].to_vec(),
        },
        Block::Apart {
            keys: keys[6..].to_vec(),
        },
    ];
    // Thresholds in the middle and in both tails.
    let events = [-2.5, -1.0, -0.1, 0.0, 0.7, 1.6, 2.2, 3.0, 0.3];
    let events = events
        .into_iter()
        .zip(0..)
        .map(|(threshold, variable)| Event {
            variable,
            sign: if variable % 2 == 0 { 1.0 } else { -1.0 },
            threshold,
            whole: None,
            counts: true,
        });
    let side = Side {
        events: events.collect(),
        ..Side::default()
    };
    let plan = Plan::new(blocks, vec![side], true)?;
    // Not a whole number of batches, nor of places.
    let (seed, samples) = (2_024, 30_003);
    let wire = plan.to_wire();
    let mut run = Run::new(plan, seed, samples);
    while !run.step(1_024) {}
    let here = run.results().to_wire();
    journey(async |page| {
        page.open("").await?;
        let asked = [
            json!(seed),
            json!(samples),
            json!(wire.words),
            json!(wire.numbers),
        ];
        let there = page.simulate(&asked).await?.words;
        ensure!(there == here, "the worker counts otherwise");
        Ok(())
    })
    .await
}
