//! Asking the page's simulator directly, past the page.

use serde::Deserialize;
use serde_json::Value;

use anyhow::Context as _;

use crate::{Page, Result};

/// Runs a plan in a worker of its own and resolves to its time and results.
const RUN: &str = "
    const [seed, samples, words, numbers, done] = arguments;
    const name = window.askedRuns = (window.askedRuns || 0) + 1;
    const worker = window.askedWorker ||=
        new Worker(document.querySelector('meta[name=\"muctieu-simulator\"]').content);
    worker.onerror = () => done(null);
    // An empty message says that the worker is there; one of two, how far it is.
    const ask = () => worker.postMessage([0, name, seed, samples, new Uint32Array(words), new Float64Array(numbers)]);
    worker.onmessage = ({ data }) => {
        if (!data.length) ask();
        else if (data[0] === name && data.length > 2) done({ time: data[4] - data[3], words: [...data[2]] });
    };
    if (name > 1) ask();";

/// What the simulator has answered.
#[derive(Debug, Deserialize)]
pub struct Simulated {
    /// How long it took, in milliseconds.
    pub time: f64,
    /// The results, as they go over the wire.
    pub words: Vec<u32>,
}

impl Page {
    /// Asks for a run: seed, samples, and the words and numbers of its plan.
    pub async fn simulate(&self, run: &[Value]) -> Result<Simulated> {
        let answer = self.driver().execute_async(RUN, run.to_vec()).await?;
        let answer: Option<Simulated> = serde_json::from_value(answer.json().clone())?;
        answer.context("the worker has failed")
    }
}
