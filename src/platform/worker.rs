//! The Web Workers: starting one, asking it, hearing from it. Their other end is `crates/worker`, which says what the
//! messages are.

use js_sys::{Array, Float64Array, Uint32Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::document;

/// Draws samples.
pub const SIMULATOR: &str = "muctieu-simulator";
/// Analyses.
pub const ANALYST: &str = "muctieu-analyst";

/// What a worker says.
pub enum Answer {
    /// It is there and hears.
    Ready,
    /// How far the job of that name is.
    Progress {
        /// The job.
        name: u32,
        /// The share of it that is done, 0 to 1.
        share: f64,
    },
    /// The job of that name has ended.
    Done {
        /// The job.
        name: u32,
        /// What has come of it.
        result: Outcome,
        /// When it began, in milliseconds since 1970.
        start: f64,
        /// When it ended.
        end: f64,
    },
}

/// What comes of a job.
pub enum Outcome {
    /// The simulator's.
    Words(Vec<u32>),
    /// The analyst's.
    Text(String),
    /// Nothing that we know.
    Nothing,
}

/// A worker; ends when it is dropped.
pub struct Worker {
    inner: web_sys::Worker,
    /// The browser calls them for as long as the worker lives.
    _hear: Closure<dyn Fn(web_sys::MessageEvent)>,
    _fail: Closure<dyn Fn(web_sys::Event)>,
}

impl Worker {
    /// Starts a worker that the built page names. Gives nothing where the browser has none or forbids it; what goes
    /// wrong later is told to `fail`.
    pub fn start(
        program: &str,
        hear: impl Fn(Answer) + 'static,
        fail: impl Fn() + 'static,
    ) -> Option<Self> {
        let address = document::meta(program)?;
        let worker = web_sys::Worker::new(&address).ok()?;
        let hear =
            Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
                if let Some(answer) = read(&Array::from(&event.data())) {
                    hear(answer);
                }
            });
        let fail = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
            // It is told on the page, in words.
            event.prevent_default();
            fail();
        });
        worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
        Some(Self {
            inner: worker,
            _hear: hear,
            _fail: fail,
        })
    }

    /// Asks the simulator for a run of so many samples of a plan, instead of whatever runs.
    pub fn simulate(&self, name: u32, seed: u64, samples: u32, words: &[u32], numbers: &[f64]) {
        self.ask(&[
            0.into(),
            name.into(),
            JsValue::from_f64(seed as f64),
            samples.into(),
            Uint32Array::from(words).into(),
            Float64Array::from(numbers).into(),
        ]);
    }

    /// Asks the analyst, instead of whatever runs at that place. The record and its date are left out where they are
    /// those of the question before.
    pub fn analyse(&self, place: u32, name: u32, record: Option<(&str, &str)>, question: &str) {
        let (record, date) = record.unzip();
        self.ask(&[
            place.into(),
            name.into(),
            record.map_or(JsValue::NULL, JsValue::from),
            date.map_or(JsValue::NULL, JsValue::from),
            question.into(),
        ]);
    }

    /// Ends whatever runs at a place; the simulator's only place is 0.
    pub fn cancel(&self, place: u32) {
        self.ask(&[place.into()]);
    }

    fn ask(&self, message: &[JsValue]) {
        let message: Array = message.iter().collect();
        let _ = self.inner.post_message(&message);
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.inner.terminate();
    }
}

fn read(message: &Array) -> Option<Answer> {
    let number = |at| message.get(at).as_f64();
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the worker says the name that we gave it"
    )]
    let name = || number(0).map(|name| name as u32);
    Some(match message.length() {
        0 => Answer::Ready,
        1 | 2 => Answer::Progress {
            name: name()?,
            share: number(1)?,
        },
        _ => Answer::Done {
            name: name()?,
            result: outcome(message.get(2)),
            start: number(3)?,
            end: number(4)?,
        },
    })
}

fn outcome(result: JsValue) -> Outcome {
    if let Some(text) = result.as_string() {
        return Outcome::Text(text);
    }
    result
        .dyn_into::<Uint32Array>()
        .map_or(Outcome::Nothing, |words| Outcome::Words(words.to_vec()))
}
