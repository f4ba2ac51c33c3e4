//! How fast the page answers a lever, and how smoothly it scrolls.

use muctieu_journeys::{Page, Result, settings};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::table::Table;

const INPUTS: u32 = 200;

const LEVER: &str = "input[data-lever]:not(:disabled)";

/// Drags levers, one input event between any two frames, and resolves to what the page has measured meanwhile. Each
/// lever is dragged for a while and let go, as hands do; then it is the next one's turn. An input comes in a task of its
/// own, as a hand's does: within a frame's own calls it would dirty what that frame has just laid out.
const MOVE: &str = "
    const [count, recompute, paint, done] = arguments;
    const levers = [...document.querySelectorAll('input[data-lever]:not(:disabled)')].slice(0, 12);
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const measures = name => performance.getEntriesByName(name, 'measure').map(entry => entry.duration);
    const hand = { bubbles: true, isPrimary: true };
    const tell = (lever, event) => lever.dispatchEvent(event);
    performance.clearMeasures();
    let at = 0;
    const settle = left => left ? requestAnimationFrame(() => settle(left - 1)) : done({
        levers: levers.length, recompute: measures(recompute), paint: measures(paint), frames });
    const frames = [];
    let last = performance.now();
    const task = new MessageChannel();
    task.port1.onmessage = () => {
        if (at === count || !levers.length) return settle(4);
        const lever = levers[Math.floor(at / 20) % levers.length];
        const low = Number(lever.min || 0), high = Number(lever.max || 100);
        if (at % 20 === 0) tell(lever, new PointerEvent('pointerdown', hand));
        // Across the whole range, never twice the same position in a row.
        set.call(lever, String(low + (high - low) * ((at * 37 % 101) / 100)));
        at += 1;
        tell(lever, new Event('input', { bubbles: true }));
        if (at % 20 === 0) {
            tell(lever, new PointerEvent('pointerup', hand));
            tell(lever, new Event('change', { bubbles: true }));
        }
        requestAnimationFrame(next);
    };
    const next = now => {
        frames.push(now - last); last = now;
        task.port2.postMessage(0);
    };
    requestAnimationFrame(now => { last = now; requestAnimationFrame(next); });";

#[derive(Deserialize)]
struct Moved {
    levers: u32,
    recompute: Vec<f64>,
    paint: Vec<f64>,
    frames: Vec<f64>,
}

/// Turns a scenario on, if none is: only then does the overview show levers.
pub async fn begin(page: &Page) -> Result {
    if page.all(LEVER).await?.is_empty() {
        // By a script: where we have scrolled to, the head of the page may lie over it.
        let begin = page.find(settings::TRY_SCENARIO).await?;
        page.script::<Value>(
            "scrollTo(0, 0); arguments[0].click(); return null",
            &[begin.to_json()?],
        )
        .await?;
        page.find(LEVER).await?;
    }
    Ok(())
}

/// Moves the levers of the page this often.
pub async fn move_levers(page: &Page, count: u32) -> Result<()> {
    moved(page, count).await.map(drop)
}

async fn moved(page: &Page, count: u32) -> Result<Moved> {
    let arguments = vec![
        json!(count),
        json!(settings::RECOMPUTE),
        json!(settings::PAINT),
    ];
    Ok(page
        .driver()
        .execute_async(MOVE, arguments)
        .await?
        .convert()?)
}

/// Model and drawing after an input, as the page measures them itself.
pub async fn levers(page: &Page, title: &str) -> Result<Table> {
    let mut table = Table::new(title);
    begin(page).await?;
    // Once unmeasured: the first inputs compile what they run.
    move_levers(page, 20).await?;
    let moved = moved(page, INPUTS).await?;
    table.row(
        "levers moved",
        format!("{} by {INPUTS} inputs", moved.levers),
    );
    table.times(settings::RECOMPUTE, &moved.recompute);
    table.times(settings::PAINT, &moved.paint);
    if moved.recompute.len() == moved.paint.len() {
        let sums: Vec<f64> = moved
            .recompute
            .iter()
            .zip(&moved.paint)
            .map(|(model, paint)| model + paint)
            .collect();
        table.times("both together", &sums);
    } else {
        table.row(
            "both together",
            "measures do not pair up: more inputs than drawings".to_owned(),
        );
    }
    table.times("frame to frame", &moved.frames);
    Ok(table)
}

/// Scrolls through the whole page, a third of a window per frame.
pub async fn scroll(page: &Page, table: &mut Table) -> Result {
    let script = "
        const done = arguments[0], frames = []; let last = 0;
        const area = document.scrollingElement;
        const next = now => {
            if (last) frames.push(now - last);
            last = now;
            const before = area.scrollTop;
            area.scrollTop = before + innerHeight / 3;
            if (frames.length >= 300 || (area.scrollTop === before && frames.length)) return done(frames);
            requestAnimationFrame(next);
        };
        requestAnimationFrame(next);";
    let frames: Vec<f64> = page
        .driver()
        .execute_async(script, Vec::new())
        .await?
        .convert()?;
    table.times("frame to frame while scrolling", &frames);
    Ok(())
}
