//! How long it takes until the page answers, and whether anything moves meanwhile.

use muctieu_journeys::page::FOLDER;
use muctieu_journeys::{Page, Result, settings};
use serde_json::json;

use crate::table::Table;

const LOADS: u32 = 20;

/// What a first visit loads, in order.
pub struct Loaded {
    /// Before the page answers input: everything that has been asked for by then.
    pub first: Vec<String>,
    /// Afterwards, by itself: what other screens need, and the worker.
    pub later: Vec<String>,
}

/// How long after the page is ready it has loaded all that it loads by itself, in milliseconds.
const ALL: u64 = 3_000;

/// Opens the page in a browser that has never seen it.
pub async fn first(page: &Page) -> Result<Loaded> {
    page.site().forget();
    page.open("").await?;
    settle(page).await?;
    tokio::time::sleep(std::time::Duration::from_millis(ALL)).await;
    // What the browser does not tell of (the document, icons, the worker's own file) counts as first unless the worker
    // asked for it.
    let after: Vec<String> = page
        .script(
            "const ready = performance.getEntriesByName(arguments[0])[0].startTime;
            return performance.getEntriesByType('resource').filter(e => e.startTime >= ready).map(e => e.name)",
            &[json!(settings::READY)],
        )
        .await?;
    let is_later = |file: &str| {
        file.starts_with("simulator-") || after.iter().any(|address| address.ends_with(file))
    };
    let mut files: Vec<String> = Vec::new();
    for asked in page.site().asked() {
        let path = asked.path.split('?').next().unwrap_or_default();
        let file = path
            .strip_prefix(FOLDER)
            .filter(|file| !file.is_empty())
            .unwrap_or("index.html")
            .to_owned();
        if asked.status == 200 && !files.contains(&file) {
            files.push(file);
        }
    }
    let (later, first) = files.into_iter().partition(|file| is_later(file));
    Ok(Loaded { first, later })
}

/// Time to `muctieu:ready` after navigation, from a warm local server, and the layout shift of each load.
pub async fn warm(page: &Page) -> Result<Table> {
    let mut table = Table::new("Warm loads");
    let (mut ready, mut paint, mut shifts) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..LOADS {
        page.blank().await?;
        page.open("").await?;
        settle(page).await?;
        ready.push(ready_time(page).await?);
        let script =
            "return performance.getEntriesByName('first-contentful-paint').map(e => e.startTime)";
        paint.extend(page.script::<Vec<f64>>(script, &[]).await?);
        shifts.push(page.layout_shift().await?);
    }
    table.times("muctieu:ready", &ready);
    table.times("first contentful paint", &paint);
    let worst = shifts.iter().copied().fold(0.0, f64::max);
    table.row("layout shift (CLS), worst", format!("{worst:.4}"));
    Ok(table)
}

/// Time to `muctieu:ready` at another address, over a few loads.
pub async fn reload_at(page: &Page, route: &str, table: &mut Table) -> Result {
    let mut ready = Vec::new();
    for _ in 0..3 {
        page.blank().await?;
        page.open(route).await?;
        settle(page).await?;
        ready.push(ready_time(page).await?);
    }
    table.times("muctieu:ready", &ready);
    let rows = page
        .script::<u32>(
            "return document.querySelectorAll('[data-indicator]').length",
            &[],
        )
        .await?;
    table.row("rows in the document", rows.to_string());
    Ok(())
}

async fn ready_time(page: &Page) -> Result<f64> {
    page.script(
        "return performance.getEntriesByName(arguments[0])[0].startTime",
        &[json!(settings::READY)],
    )
    .await
}

/// Late fonts and late shifts have happened.
async fn settle(page: &Page) -> Result {
    let script = "const done = arguments[0]; document.fonts.ready.then(() => setTimeout(() => done(null), 150));";
    page.driver().execute_async(script, Vec::new()).await?;
    Ok(())
}
