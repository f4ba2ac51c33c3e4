//! Whether memory grows while levers move.

use anyhow::Context as _;
use muctieu_journeys::{Page, Result};
use serde_json::{Value, json};

use crate::input::move_levers;
use crate::table::Table;

/// Moves of a lever in a round: ten minutes at five a second, compressed to one a frame.
const MOVES: u32 = 3000;
/// Moves in one call, short of the time that a script may take.
const CHUNK: u32 = 500;

/// Memory before and after each round, garbage collected.
pub async fn over_time(page: &Page, rounds: u32) -> Result<Table> {
    let mut table = Table::new("Memory over lever movement");
    // What is allocated once at the first input is no growth.
    move_levers(page, CHUNK).await?;
    table.row("start", in_use(page).await?);
    for round in 1..=rounds {
        for _ in 0..MOVES / CHUNK {
            move_levers(page, CHUNK).await?;
        }
        table.row(
            &format!("after {} moves", round * MOVES),
            in_use(page).await?,
        );
    }
    Ok(table)
}

async fn in_use(page: &Page) -> Result<String> {
    let cdp = page.driver().cdp();
    // The page keeps its marks and measures for us; they are not its own memory.
    page.script::<Value>(
        "performance.clearMeasures(); performance.clearMarks(); return null",
        &[],
    )
    .await?;
    cdp.send_raw("HeapProfiler.collectGarbage", json!({}))
        .await?;
    let heap = cdp.send_raw("Runtime.getHeapUsage", json!({})).await?;
    let heap = heap["usedSize"]
        .as_f64()
        .context("Chromium gives no heap size")?;
    let nodes = page
        .script::<u32>("return document.querySelectorAll('*').length", &[])
        .await?;
    Ok(format!(
        "JS heap {:.2} MB, wasm {:.2} MB, {nodes} elements",
        heap / 1e6,
        wasm_memory(page).await? / 1e6
    ))
}

/// The size of the page's WebAssembly memory. It is not reachable from scripts: we ask the heap for it.
async fn wasm_memory(page: &Page) -> Result<f64> {
    let cdp = page.driver().cdp();
    let prototype = cdp
        .send_raw(
            "Runtime.evaluate",
            json!({ "expression": "WebAssembly.Memory.prototype" }),
        )
        .await?;
    let found = cdp
        .send_raw(
            "Runtime.queryObjects",
            json!({ "prototypeObjectId": prototype["result"]["objectId"] }),
        )
        .await?;
    let sum =
        "function() { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0) }";
    let call = json!({
        "objectId": found["objects"]["objectId"], "functionDeclaration": sum, "returnByValue": true,
    });
    let answer = cdp.send_raw("Runtime.callFunctionOn", call).await?;
    answer["result"]["value"]
        .as_f64()
        .context("Chromium gives no size of the wasm memory")
}
