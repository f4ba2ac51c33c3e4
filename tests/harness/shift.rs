//! Whether anything on the page has moved by itself.

use crate::{Page, Result};

impl Page {
    /// The sum of all layout shifts since the load, which the browser has kept for whoever asks later; 0 in an engine that
    /// does not tell them.
    pub async fn layout_shift(&self) -> Result<f64> {
        let script = "const done = arguments[0]; let sum = 0;
            if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) return done(0);
            new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
                .observe({ type: 'layout-shift', buffered: true });
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum), 100)));";
        Ok(self
            .driver()
            .execute_async(script, Vec::new())
            .await?
            .convert()?)
    }
}
