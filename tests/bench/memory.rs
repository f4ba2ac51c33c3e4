//! Whether memory grows while levers move.

use anyhow::{Context as _, ensure};
use muctieu_journeys::{Page, Result};
use serde_json::{Value, json};

use crate::input::{begin, move_levers};
use crate::table::Table;

/// Moves of a lever in a round: ten minutes at five a second, compressed to one a frame.
const MOVES: u32 = 3000;
/// Moves in one call, short of the time that a script may take.
const CHUNK: u32 = 500;

/// Memory before and after each round, garbage collected.
pub async fn over_time(page: &Page, rounds: u32) -> Result<Table> {
    let mut table = Table::new("Memory over lever movement");
    keep_memories(page).await?;
    page.blank().await?;
    page.open("#/").await?;
    begin(page).await?;
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

/// Has every WebAssembly memory of the documents to come kept where a script finds it: the page's own is out of reach.
async fn keep_memories(page: &Page) -> Result {
    let keep = "
        window.memories = new Set();
        for (const name of ['instantiate', 'instantiateStreaming']) {
            const plain = WebAssembly[name];
            WebAssembly[name] = async (...words) => {
                const made = await plain.apply(WebAssembly, words);
                for (const it of Object.values((made.instance ?? made).exports))
                    if (it instanceof WebAssembly.Memory) window.memories.add(it);
                return made;
            };
        }";
    page.driver()
        .cdp()
        .send_raw(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": keep }),
        )
        .await?;
    Ok(())
}

/// The size of the page's WebAssembly memory, in bytes.
async fn wasm_memory(page: &Page) -> Result<f64> {
    let sum =
        "return [...window.memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0)";
    let bytes: f64 = page.script(sum, &[]).await?;
    ensure!(bytes > 0.0, "the page has no WebAssembly memory");
    Ok(bytes)
}
