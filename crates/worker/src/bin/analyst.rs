//! The analyst: a message to it is `[place, name, record, date, question]`, the [`Question`] as JSON. The record is a
//! workspace as it is stored, or nothing where it is the one of the message before; so is the date. The result is the
//! [`Answer`](muctieu_core::analysis::Answer) as JSON.

use std::cell::RefCell;

use jiff::civil::Date;
use muctieu_core::analysis::{Machine as _, Progress, Question, Setting, Work};
use muctieu_core::store;
use muctieu_worker::{Job, serve};
use wasm_bindgen::JsValue;

/// Evaluations between two looks at the clock.
const BUDGET: u32 = 4;

struct Analysing {
    work: Work,
    share: f64,
}

impl Job for Analysing {
    fn step(&mut self) -> bool {
        match self.work.step(BUDGET) {
            Progress::Done => true,
            Progress::Running(share) => {
                self.share = share;
                false
            }
        }
    }

    fn share(&self) -> f64 {
        self.share
    }

    fn result(&self) -> JsValue {
        let answer = self.work.answer();
        let text = answer.and_then(|answer| serde_json::to_string(&answer).ok());
        text.map_or(JsValue::NULL, JsValue::from)
    }
}

fn main() {
    // Many questions are about the same record: it is read and judged once.
    let setting = RefCell::new(None::<Setting>);
    serve(None, move |asked| {
        let mut setting = setting.borrow_mut();
        if let Some(record) = asked.get(2).as_string() {
            let date: Date = asked.get(3).as_string()?.parse().ok()?;
            *setting = Some(Setting::new(store::read(&record).ok()?, date));
        }
        let question: Question = serde_json::from_str(&asked.get(4).as_string()?).ok()?;
        let work = question.begin(setting.clone()?);
        Some(Analysing { work, share: 0.0 })
    });
}
