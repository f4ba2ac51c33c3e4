//! How long a whole simulation takes in the worker, and the quick look in the frame.

use muctieu_journeys::{Page, Result};
use serde_json::{Value, json};

use crate::input;
use crate::table::Table;

/// Moves of a lever, each followed by a whole run.
const RUNS: u32 = 20;

/// Moves a lever, waits for the whole run that follows, and so on; resolves to the page's own measures.
const SIMULATE: &str = "
    const [count, done] = arguments;
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const measures = name => performance.getEntriesByName(name, 'measure').map(entry => entry.duration);
    const whole = () => document.querySelector('[data-joint]').dataset.samples === '100000';
    const until = (fits, then) => fits() ? then() : setTimeout(() => until(fits, then), 20);
    const next = left => {
        if (!left) return done({ simulate: measures('muctieu:simulate'), preview: measures('muctieu:preview') });
        const levers = document.querySelectorAll('input[data-lever]:not(:disabled)');
        const lever = levers[left % Math.min(levers.length, 12)];
        const low = Number(lever.min), high = Number(lever.max);
        set.call(lever, String(low + (high - low) * (left * 37 % 101) / 101));
        lever.dispatchEvent(new Event('input', { bubbles: true }));
        lever.dispatchEvent(new Event('change', { bubbles: true }));
        // Where the lever changes no chance at all there is nothing to simulate anew.
        const start = performance.now();
        until(() => !whole() || performance.now() - start > 400, () => until(whole, () => next(left - 1)));
    };
    performance.clearMeasures();
    until(whole, () => next(count));";

/// Correlates all targets by field, or not, and simulates.
pub async fn runs(page: &Page) -> Result<Table> {
    let mut table = Table::new("Simulation of the illustration, base and scenario together");
    page.open("").await?;
    // As a user would choose it, by the stored settings.
    let settings = json!({ "language": "vi", "theme": "light", "workspace": "illustration",
        "places": { "illustration": { "as_of": "2024-06-30" } } });
    page.blank().await?;
    page.store(muctieu_journeys::settings::KEY, &settings.to_string())
        .await?;
    page.open("#/").await?;
    input::begin(page).await?;
    for correlated in [false, true] {
        if correlated {
            correlate(page).await?;
        }
        let answer = page
            .driver()
            .execute_async(SIMULATE, vec![json!(RUNS)])
            .await?;
        let answer: Value = answer.convert()?;
        let words = if correlated {
            "correlated"
        } else {
            "independent"
        };
        for name in ["simulate", "preview"] {
            let times: Vec<f64> = serde_json::from_value(answer[name].clone())?;
            table.times(&format!("muctieu:{name}, {words}"), &times);
        }
    }
    Ok(table)
}

/// Gives every field a correlation, by the fields of the scenario's screen.
async fn correlate(page: &Page) -> Result {
    let script = "const done = arguments[0];
        location.hash = '#/kich-ban';
        const until = (find, then) => { const found = find(); found ? then(found) : setTimeout(() => until(find, then), 20); };
        until(() => document.querySelector('[data-correlation]'), panel => {
            panel.open = true;
            until(() => document.querySelector('[data-rho-value^=\"group:\"]'), () => {
                for (const field of document.querySelectorAll('[data-rho-value^=\"group:\"]')) {
                    field.value = '0,4';
                    field.dispatchEvent(new Event('change', { bubbles: true }));
                }
                location.hash = '#/';
                until(() => document.querySelector('[data-joint]'), () => done(null));
            });
        });";
    page.driver().execute_async(script, Vec::new()).await?;
    Ok(())
}
