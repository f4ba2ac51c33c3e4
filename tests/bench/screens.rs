//! How long the page is held up when another screen, or a part of one, is opened.

use muctieu_journeys::{Page, Result};
use serde::Deserialize;
use serde_json::json;

use crate::input::begin;
use crate::table::Table;

/// Rounds through all screens.
const ROUNDS: u32 = 5;

/// What is opened, in this order: an address, or what is pressed.
const OPENED: &[(&str, &str)] = &[
    ("the studio", "#/kich-ban"),
    ("a new scenario", "[data-action=\"new-scenario\"]"),
    ("comparing", "[data-room=\"compare\"]"),
    ("sensitivity", "[data-room=\"sensitivity\"]"),
    ("attribution", "[data-room=\"attribution\"]"),
    ("goal seek", "[data-room=\"goal\"]"),
    ("drivers", "[data-room=\"drivers\"]"),
    ("the log", "[data-room=\"log\"]"),
    ("a target", "#/chi-tieu/grdp-growth"),
    ("another target", "#/chi-tieu/budget-revenue"),
    ("figures", "#/so-lieu"),
    ("the resolution", "#/nghi-quyet"),
    ("help", "#/tro-giup"),
    ("the overview", "#/"),
];

/// Opens something, and resolves to the longest time in which nothing else came to its turn, until a while after, and to
/// the tasks that the browser itself calls long. The first may be of two tasks; nothing is above it.
const OPEN: &str = "
    const [what, done] = arguments;
    const long = [];
    const watch = new PerformanceObserver(list => long.push(...list.getEntries().map(entry => entry.duration)));
    watch.observe({ type: 'longtask' });
    const turn = new MessageChannel();
    let last = performance.now(), worst = 0, on = true;
    turn.port1.onmessage = () => {
        const now = performance.now();
        worst = Math.max(worst, now - last);
        last = now;
        if (on) turn.port2.postMessage(0);
    };
    turn.port2.postMessage(0);
    setTimeout(() => {
        worst = 0;
        if (what.startsWith('#')) location.hash = what; else document.querySelector(what).click();
        setTimeout(() => { on = false; watch.disconnect(); done({ worst, long }); }, 800);
    }, 100);";

#[derive(Deserialize)]
struct Opened {
    worst: f64,
    long: Vec<f64>,
}

/// Opens every screen a few times, with a scenario on.
pub async fn opened(page: &Page) -> Result<Table> {
    let mut table = Table::new("Held up by what is opened, a scenario on");
    page.blank().await?;
    page.open("#/").await?;
    begin(page).await?;
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); OPENED.len()];
    let mut long = Vec::new();
    for _ in 0..ROUNDS {
        for ((_, what), times) in OPENED.iter().zip(&mut times) {
            if !what.starts_with('#') {
                page.find(what).await?;
            }
            let answer = page.driver().execute_async(OPEN, vec![json!(what)]).await?;
            let opened: Opened = answer.convert()?;
            times.push(opened.worst);
            long.extend(opened.long);
        }
    }
    for ((name, _), times) in OPENED.iter().zip(&times) {
        table.times(name, times);
    }
    table.long_tasks(&long);
    Ok(table)
}
