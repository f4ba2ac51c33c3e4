//! The Web Worker: starting it, asking it, hearing from it. Its other end is `crates/worker`, which says what the
//! messages are.

use js_sys::{Array, Float64Array, Uint32Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::document;

/// What the worker says.
pub enum Answer {
    /// It is there and hears.
    Ready,
    /// How far the run of that name is.
    Progress {
        /// The run.
        name: u32,
        /// The share of its samples that are done.
        share: f64,
    },
    /// The run of that name has ended.
    Done {
        /// The run.
        name: u32,
        /// Its results.
        words: Vec<u32>,
        /// When it began, in milliseconds since 1970.
        start: f64,
        /// When it ended.
        end: f64,
    },
}

/// A worker; ends when it is dropped.
pub struct Worker {
    inner: web_sys::Worker,
    /// The browser calls them for as long as the worker lives.
    _hear: Closure<dyn Fn(web_sys::MessageEvent)>,
    _fail: Closure<dyn Fn(web_sys::Event)>,
}

impl Worker {
    /// Starts the worker that the built page names. Gives nothing where the browser has none or forbids it; what goes
    /// wrong later is told to `fail`.
    pub fn start(hear: impl Fn(Answer) + 'static, fail: impl Fn() + 'static) -> Option<Self> {
        let address = document::meta("muctieu-worker")?;
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

    /// Asks for a run of so many samples of a plan, instead of whatever runs.
    pub fn run(&self, name: u32, seed: u64, samples: u32, words: &[u32], numbers: &[f64]) {
        let message = Array::of5(
            &name.into(),
            &JsValue::from_f64(seed as f64),
            &samples.into(),
            &Uint32Array::from(words),
            &Float64Array::from(numbers),
        );
        let _ = self.inner.post_message(&message);
    }

    /// Ends whatever runs.
    pub fn cancel(&self) {
        let _ = self.inner.post_message(&Array::of1(&JsValue::NULL));
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.inner.terminate();
    }
}

fn read(message: &Array) -> Option<Answer> {
    if message.length() == 0 {
        return Some(Answer::Ready);
    }
    let number = |at| message.get(at).as_f64();
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the worker says the name that we gave it"
    )]
    let name = number(0)? as u32;
    let words = message.get(3).dyn_into::<Uint32Array>().ok()?;
    Some(if words.length() == 0 {
        Answer::Progress {
            name,
            share: number(1)? / number(2)?.max(1.0),
        }
    } else {
        Answer::Done {
            name,
            words: words.to_vec(),
            start: number(4)?,
            end: number(5)?,
        }
    })
}
