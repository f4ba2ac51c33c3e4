//! The simulator: a message to it is `[place, name, seed, samples, words, numbers]`, a run of a plan (see
//! [`muctieu_simulate::Wire`]); its result is the words of [`Results::to_wire`](muctieu_simulate::Results::to_wire).

use js_sys::{Array, Float64Array, Uint32Array};
use muctieu_simulate::{Plan, Run};
use muctieu_worker::{Job, serve};
use wasm_bindgen::{JsCast, JsValue};

/// Samples between two looks at the clock.
const STEP: u32 = 1_024;

struct Simulating(Run);

impl Job for Simulating {
    fn step(&mut self) -> bool {
        self.0.step(STEP)
    }

    fn share(&self) -> f64 {
        f64::from(self.0.done()) / f64::from(self.0.samples().max(1))
    }

    fn result(&self) -> JsValue {
        Uint32Array::from(self.0.results().to_wire().as_slice()).into()
    }
}

fn main() {
    serve(Some("muctieu:simulate"), |asked| {
        accept(asked).map(Simulating)
    });
}

fn accept(asked: &Array) -> Option<Run> {
    let number = |at| asked.get(at).as_f64();
    let (seed, samples) = (number(2)?, number(3)?);
    let words = asked.get(4).dyn_into::<Uint32Array>().ok()?.to_vec();
    let numbers = asked.get(5).dyn_into::<Float64Array>().ok()?.to_vec();
    let plan = Plan::from_wire(&words, &numbers).ok()?;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole numbers below 2^53 and 2^32"
    )]
    let (seed, samples) = (seed as u64, samples as u32);
    Some(Run::new(plan, seed, samples))
}
