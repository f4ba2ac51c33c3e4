//! The Web Worker: runs simulations off the main thread, the newest one only.
//!
//! A message to it is an array: `[name, seed, samples, words, numbers]` asks for a run of a plan (see
//! [`muctieu_simulate::Wire`]), `[name]` cancels whatever runs. It answers with `[name, done, samples, words, start,
//! end]`: while it runs with `words` empty, at the end with the results, and with the times of the whole run on the
//! clock of [`now`]. Between slices it lets messages in, so that a newer request takes over within
//! one slice.

use std::cell::RefCell;

use js_sys::{Array, Float64Array, Function, Object, Reflect, Uint32Array};
use muctieu_simulate::{Plan, Run};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent};

/// How long a slice may last, in milliseconds: a newer request never waits longer.
const SLICE: f64 = 8.0;
/// Samples between two looks at the clock.
const STEP: u32 = 1_024;
/// How long a run lasts before it says how far it is, and between two such messages, in milliseconds.
const TELL: f64 = 100.0;

/// A run, and who asked for it.
struct Job {
    name: f64,
    run: Run,
    start: f64,
    told: f64,
}

thread_local! {
    static JOB: RefCell<Option<Job>> = const { RefCell::new(None) };
}

fn main() {
    let scope = js_sys::global().unchecked_into::<DedicatedWorkerGlobalScope>();
    let Ok(channel) = MessageChannel::new() else {
        return;
    };
    // A message to itself comes after those that are waiting: that is how a slice lets them in.
    let next = channel.port2();
    let wake = move || drop(next.post_message(&JsValue::NULL));
    let slice = {
        let (scope, wake) = (scope.clone(), wake.clone());
        Closure::<dyn Fn()>::new(move || {
            if JOB.with_borrow_mut(|job| work(&scope, job)) {
                wake();
            }
        })
    };
    channel
        .port1()
        .set_onmessage(Some(slice.as_ref().unchecked_ref()));
    let hear = {
        let scope = scope.clone();
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let asked = Array::from(&event.data());
            let idle = JOB.with_borrow_mut(|job| {
                let idle = job.is_none();
                // Whatever runs is of no use any more.
                *job = accept(&scope, &asked);
                idle && job.is_some()
            });
            if idle {
                wake();
            }
        })
    };
    scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // Both live as long as the worker.
    slice.forget();
    hear.forget();
    // An empty message: I am here.
    let _ = scope.post_message(&Array::new());
}

/// The job in a message, if it is one.
fn accept(scope: &DedicatedWorkerGlobalScope, asked: &Array) -> Option<Job> {
    let number = |at| asked.get(at).as_f64();
    let (name, samples) = (number(0)?, number(2)?);
    let words = asked.get(3).dyn_into::<Uint32Array>().ok()?.to_vec();
    let numbers = asked.get(4).dyn_into::<Float64Array>().ok()?.to_vec();
    let plan = Plan::from_wire(&words, &numbers).ok()?;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole numbers below 2^53 and 2^32"
    )]
    let (seed, samples) = (number(1)? as u64, samples as u32);
    let start = now(scope);
    Some(Job {
        name,
        run: Run::new(plan, seed, samples),
        start,
        told: start,
    })
}

/// Does a slice of the job. Gives true while there is more to do.
fn work(scope: &DedicatedWorkerGlobalScope, job: &mut Option<Job>) -> bool {
    let Some(now_on) = job else {
        return false;
    };
    let begin = now(scope);
    let mut time = begin;
    let mut done = false;
    while !done && time - begin < SLICE {
        done = now_on.run.step(STEP);
        time = now(scope);
    }
    if done {
        measure(scope, now_on.start, time);
        tell(scope, now_on, &now_on.run.results().to_wire(), time);
        *job = None;
    } else if time - now_on.told >= TELL {
        now_on.told = time;
        tell(scope, now_on, &[], time);
    }
    !done
}

fn tell(scope: &DedicatedWorkerGlobalScope, job: &Job, words: &[u32], time: f64) {
    let words = Uint32Array::from(words);
    let answer = Array::of5(
        &job.name.into(),
        &job.run.done().into(),
        &job.run.samples().into(),
        &words,
        &job.start.into(),
    );
    answer.push(&time.into());
    let _ = scope.post_message(&answer);
}

/// Milliseconds since 1970 with their fractions: the page's clock begins elsewhere.
fn now(scope: &DedicatedWorkerGlobalScope) -> f64 {
    scope.performance().map_or(0.0, |performance| {
        performance.time_origin() + performance.now()
    })
}

/// Records the whole run in the worker's own timeline.
fn measure(scope: &DedicatedWorkerGlobalScope, start: f64, end: f64) {
    let Some(performance) = scope.performance() else {
        return;
    };
    let origin = performance.time_origin();
    let options = Object::new();
    for (key, value) in [("start", start - origin), ("end", end - origin)] {
        let _ = Reflect::set(&options, &key.into(), &value.into());
    }
    // The timeline keeps every entry: only the newest is of use.
    performance.clear_measures_with_measure_name("muctieu:simulate");
    // `web-sys` keeps the form with options behind an unstable flag.
    let method = Reflect::get(&performance, &"measure".into());
    if let Ok(method) = method.and_then(JsCast::dyn_into::<Function>) {
        let _ = method.call2(&performance, &"muctieu:simulate".into(), &options);
    }
}
