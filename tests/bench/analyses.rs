//! How long a question to the analyst takes until its answer is there, and whether the page keeps its frames meanwhile.

use muctieu_journeys::{Page, Result, settings};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::table::Table;

/// Questions of each kind; the first of all waits for the worker to start.
const ASKED: u32 = 12;

/// What the scripts have in common: a lever is set and a list chosen as by hand, and things are waited for.
const HANDS: &str = "
    const $ = css => document.querySelector(css);
    const until = (fits, failed = 400, what = '') => new Promise((done, no) => {
        const look = left => fits() ? done(fits()) : left ? setTimeout(look, 25, left - 1) : no(String(fits) + what);
        look(failed);
    });
    const fire = (element, kind) => element.dispatchEvent(new Event(kind, { bubbles: true }));
    const choose = (css, value) => { const list = $(css); list.value = value; fire(list, 'change'); };
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const pull = lever => {
        const low = Number(lever.min), high = Number(lever.max);
        set.call(lever, String(low + (high - low) * 0.6));
        fire(lever, 'input'); fire(lever, 'change');
    };
    const count = name => performance.getEntriesByName(name, 'measure').length;
    const times = name => performance.getEntriesByName(name, 'measure').map(entry => entry.duration);
    const enter = async room => { $(`[data-room=\"${room}\"]`).click(); await until(() => $(`[data-room=\"${room}\"][aria-selected=\"true\"]`)); };
    // The longest time between two frames while something goes on; tasks of more than 50 ms are kept.
    const tasks = [];
    new PerformanceObserver(list => tasks.push(...list.getEntries().map(entry => entry.duration)))
        .observe({ type: 'longtask' });
    const framed = async work => {
        let last = performance.now(), worst = 0, on = true;
        const next = now => { worst = Math.max(worst, now - last); last = now; if (on) requestAnimationFrame(next); };
        requestAnimationFrame(now => { last = now; requestAnimationFrame(next); });
        await work();
        on = false;
        return worst;
    };
    const asked = async (name, ask) => {
        performance.clearMeasures();
        const worst = await framed(async () => {
            for (let at = 0; at < times_asked; at++) {
                const before = count(name);
                ask(at);
                await until(() => count(name) > before, 400, name + at);
            }
        });
        return [times(name), worst];
    };";

/// Makes a scenario of eight changes, gives every field a correlation, and asks.
const ASK: &str = "
    (async () => {
        $('[data-action=\"new-scenario\"]').click();
        await until(() => $('input[data-lever]:not(:disabled)'));
        const subjects = new Set();
        for (const lever of document.querySelectorAll('input[data-lever]:not(:disabled)')) {
            const subject = lever.dataset.lever.split(':')[1];
            if (subjects.size === 8 || subjects.has(subject)) continue;
            subjects.add(subject);
            pull(lever);
            await until(() => document.querySelectorAll('.active-changes [data-change]').length === subjects.size);
        }
        const found = { changes: subjects.size };
        const ids = [...subjects];
        await enter('sensitivity');
        await until(() => count('muctieu:sensitivity') && count('muctieu:importance'));
        found.first = times('muctieu:sensitivity')[0];
        found.sensitivity = await asked('muctieu:sensitivity', at => choose('[data-study=\"sensitivity\"]', ids[(at + 1) % ids.length]));
        $('[data-correlation]').open = true;
        await until(() => $('[data-rho-value^=\"group:\"]'));
        const correlate = rho => {
            for (const field of document.querySelectorAll('[data-rho-value^=\"group:\"]')) {
                field.value = rho; fire(field, 'change');
            }
        };
        found.importance = await asked('muctieu:importance', at => correlate(at % 2 ? '0,4' : '0,3'));
        await enter('attribution');
        await until(() => count('muctieu:attribution'));
        correlate('0');
        choose('[data-study=\"measure\"]', 'all');
        await new Promise(done => setTimeout(done, 800));
        found.independent = await asked('muctieu:attribution', at => choose('[data-study=\"measure\"]', at % 2 ? 'all' : 'number'));
        correlate('0,4');
        choose('[data-study=\"measure\"]', 'number');
        await new Promise(done => setTimeout(done, 1500));
        performance.clearMeasures();
        found.correlated = [[], 0];
        for (let at = 0; at < times_asked; at++) {
            const [one, worst] = await asked_once(() => choose('[data-study=\"measure\"]', 'all'));
            found.correlated[0].push(one);
            found.correlated[1] = Math.max(found.correlated[1], worst);
            await asked_once(() => choose('[data-study=\"measure\"]', 'number'));
        }
        await enter('goal');
        for (const id of ids) {
            if (document.querySelectorAll('[data-offer]').length >= 5) break;
            if ($(`[data-aim=\"${id}\"]`)) continue;
            choose('[data-study=\"aim\"]', id);
            await until(() => $(`[data-aim=\"${id}\"]`));
        }
        found.levers = document.querySelectorAll('[data-offer] input:checked').length;
        found.seek = await asked('muctieu:seek', () => $('[data-action=\"seek\"]').click());
        await new Promise(done => setTimeout(done, 500));
        found.tasks = tasks;
        done(found);
    })().catch(fault => done({ fault: String(fault) }));";

/// One question about an attribution.
const ONCE: &str = "
    const asked_once = async ask => {
        performance.clearMeasures();
        const worst = await framed(async () => { ask(); await until(() => count('muctieu:attribution')); });
        return [times('muctieu:attribution')[0], worst];
    };";

/// Times of a kind of question, and the longest time between two frames while they were asked.
type Asked = (Vec<f64>, f64);

#[derive(Deserialize)]
struct Found {
    changes: usize,
    levers: usize,
    first: f64,
    sensitivity: Asked,
    importance: Asked,
    independent: Asked,
    correlated: Asked,
    seek: Asked,
    tasks: Vec<f64>,
}

/// Questions about the illustration in the middle of its year, where every kind of target is open.
pub async fn asked(page: &Page) -> Result<Table> {
    let mut table = Table::new("Analyses of the illustration, from the question to the answer");
    page.open("").await?;
    let settings = json!({ "language": "vi", "theme": "light", "workspace": "illustration",
        "places": { "illustration": { "as_of": "2024-06-30" } } });
    page.blank().await?;
    page.store(settings::KEY, &settings.to_string()).await?;
    page.open("#/kich-ban").await?;
    page.find("[data-action=\"new-scenario\"]").await?;
    let script = format!("const [times_asked, done] = arguments; {HANDS} {ONCE} {ASK}");
    let answer = page
        .driver()
        .execute_async(&script, vec![json!(ASKED)])
        .await?;
    let answer: Value = answer.convert()?;
    anyhow::ensure!(answer["fault"].is_null(), "{}", answer["fault"]);
    let found: Found = serde_json::from_value(answer)?;
    table.times(
        "the first question, worker's start included",
        &[found.first],
    );
    table.times("tornado of one target", &found.sensitivity.0);
    table.times("what matters for all, correlated", &found.importance.0);
    let words = format!("Shapley, {} changes", found.changes);
    table.times(&format!("{words}, independent"), &found.independent.0);
    table.times(&format!("{words}, correlated"), &found.correlated.0);
    let words = format!("goal seek over {} levers", found.levers);
    table.times(&words, &found.seek.0);
    let all = [
        found.sensitivity.1,
        found.importance.1,
        found.independent.1,
        found.correlated.1,
        found.seek.1,
    ];
    let worst = all.into_iter().fold(0.0, f64::max);
    table.times("the longest frame meanwhile", &[worst]);
    // A frame is late for other reasons, too: the worker may have its core. The browser counts tasks from 50 ms on.
    table.long_tasks(&found.tasks);
    Ok(table)
}
