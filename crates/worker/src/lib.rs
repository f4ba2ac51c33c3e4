//! A Web Worker's desk: jobs are done in slices, the first that was asked first, the newest of each place only.
//!
//! A message to it is an array: `[place, name, …]` asks for a job instead of whatever runs at that place, `[place]` ends
//! what runs there. It answers with `[name, share]` while a long job runs and with `[name, 1, result, start, end]` at its
//! end, the times on the clock of [`now`]; with an empty array once it hears. Between slices it lets messages in, so that
//! a newer request takes over within one slice. What it cannot read it throws: the page hears of it as of any other fault.

use std::cell::RefCell;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue, throw_str};
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent};

/// How long a slice may last, in milliseconds: a newer request never waits longer.
const SLICE: f64 = 8.0;
/// How long a job lasts before it says how far it is, and between two such messages, in milliseconds.
const TELL: f64 = 100.0;

/// Work that is done in steps, each far shorter than a slice.
pub trait Job {
    /// Does a step. Gives true when all is done.
    fn step(&mut self) -> bool;

    /// The share that is done, 0 to 1.
    fn share(&self) -> f64;

    /// What the page is told at the end.
    fn result(&self) -> JsValue;
}

/// A job, and who asked for it.
struct Asked<J> {
    place: f64,
    name: f64,
    job: J,
    start: f64,
    told: f64,
}

/// The jobs of a worker, the one that is worked on first.
struct Desk<J> {
    scope: DedicatedWorkerGlobalScope,
    jobs: Vec<Asked<J>>,
    /// Whether a slice is on its way.
    woken: bool,
    measure: Option<&'static str>,
}

/// Hears and works for as long as the worker lives. `accept` makes a job of what follows place and name in a message.
/// With `measure` each job is recorded under that name in the worker's own timeline.
pub fn serve<J: Job + 'static>(
    measure: Option<&'static str>,
    accept: impl Fn(&Array) -> Option<J> + 'static,
) {
    let scope = js_sys::global().unchecked_into::<DedicatedWorkerGlobalScope>();
    let Ok(channel) = MessageChannel::new() else {
        return;
    };
    let desk: &'static RefCell<Desk<J>> = Box::leak(Box::new(RefCell::new(Desk {
        scope: scope.clone(),
        jobs: Vec::new(),
        woken: false,
        measure,
    })));
    // A message to itself comes after those that are waiting: that is how a slice lets them in.
    let next = channel.port2();
    let wake = move || drop(next.post_message(&JsValue::NULL));
    let slice = {
        let wake = wake.clone();
        Closure::<dyn Fn()>::new(move || {
            if desk.borrow_mut().work() {
                wake();
            }
        })
    };
    channel
        .port1()
        .set_onmessage(Some(slice.as_ref().unchecked_ref()));
    let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if desk.borrow_mut().hear(&Array::from(&event.data()), &accept) {
            wake();
        }
    });
    scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // Both live as long as the worker.
    slice.forget();
    hear.forget();
    // An empty message: I am here.
    let _ = scope.post_message(&Array::new());
}

impl<J: Job> Desk<J> {
    /// Takes a message. Gives true where a slice must be called for.
    fn hear(&mut self, message: &Array, accept: &impl Fn(&Array) -> Option<J>) -> bool {
        let place = message.get(0).as_f64().unwrap_or_default();
        // Whatever runs there is of no use any more.
        self.jobs
            .retain(|asked| asked.place.total_cmp(&place).is_ne());
        if let Some(name) = message.get(1).as_f64() {
            let start = now(&self.scope);
            let Some(job) = accept(message) else {
                throw_str("a message that is no request");
            };
            self.jobs.push(Asked {
                place,
                name,
                job,
                start,
                told: start,
            });
        }
        let call = !self.woken && !self.jobs.is_empty();
        self.woken |= call;
        call
    }

    /// Does a slice of the first job. Gives true while there is more to do.
    fn work(&mut self) -> bool {
        self.woken = false;
        let Some(first) = self.jobs.first_mut() else {
            return false;
        };
        let begin = now(&self.scope);
        let mut time = begin;
        let mut done = false;
        while !done && time - begin < SLICE {
            done = first.job.step();
            time = now(&self.scope);
        }
        let (name, start) = (first.name.into(), first.start);
        if done {
            let answer = Array::of5(
                &name,
                &1.into(),
                &first.job.result(),
                &start.into(),
                &time.into(),
            );
            if let Some(measure) = self.measure {
                record(&self.scope, measure, start, time);
            }
            let _ = self.scope.post_message(&answer);
            self.jobs.remove(0);
        } else if time - first.told >= TELL {
            first.told = time;
            let answer = Array::of2(&name, &first.job.share().into());
            let _ = self.scope.post_message(&answer);
        }
        self.woken = !self.jobs.is_empty();
        self.woken
    }
}

/// Milliseconds since 1970 with their fractions: the page's clock begins elsewhere.
fn now(scope: &DedicatedWorkerGlobalScope) -> f64 {
    scope.performance().map_or(0.0, |performance| {
        performance.time_origin() + performance.now()
    })
}

/// Records a whole job in the worker's own timeline.
fn record(scope: &DedicatedWorkerGlobalScope, name: &str, start: f64, end: f64) {
    let Some(performance) = scope.performance() else {
        return;
    };
    let origin = performance.time_origin();
    let options = Object::new();
    for (key, value) in [("start", start - origin), ("end", end - origin)] {
        let _ = Reflect::set(&options, &key.into(), &value.into());
    }
    // The timeline keeps every entry: only the newest is of use.
    performance.clear_measures_with_measure_name(name);
    // `web-sys` keeps the form with options behind an unstable flag.
    let method = Reflect::get(&performance, &"measure".into());
    if let Ok(method) = method.and_then(JsCast::dyn_into::<Function>) {
        let _ = method.call2(&performance, &name.into(), &options);
    }
}
