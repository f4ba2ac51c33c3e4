//! Analyses of a scenario: asked of a worker of their own, which is started with the first question and has the whole
//! model in it. Of each place on a screen only the newest question counts. Where there is no worker, or it fails, the page
//! works on them itself, in slices.

use jiff::civil::Date;
use leptos::prelude::*;
use muctieu_core::analysis::{Answer, Question, Setting};
use muctieu_core::store;
use muctieu_core::workspace::Workspace;

use super::{AppState, slices};
use crate::platform::worker::{self, Worker};
use crate::platform::{clock, timers};

/// How long the input must have rested before a question is worked on, in milliseconds.
const REST: i32 = 150;

/// A place on a screen where one analysis runs at a time; what runs ends with the view that made it.
#[derive(Clone, Copy)]
pub struct Analysis {
    /// How far it is, 0 to 1; nothing where nothing runs.
    pub progress: RwSignal<Option<f64>>,
    state: AppState,
    place: u32,
    /// The name of the newest question.
    newest: StoredValue<u32>,
}

/// What the work needs.
#[derive(Default)]
pub(super) struct Desk {
    worker: Option<Worker>,
    /// Whether the worker hears.
    ready: bool,
    /// Whether there is no worker to be had.
    broken: bool,
    /// The record that the worker has, without its scenarios, and its date.
    sent: Option<(Workspace, Date)>,
    waiting: Vec<Waiting>,
    places: u32,
    names: u32,
}

/// A question whose answer is waited for.
struct Waiting {
    asker: Asker,
    question: Question,
    since: f64,
    done: Box<dyn FnOnce(Answer)>,
}

/// Who asked it.
#[derive(Clone, Copy)]
struct Asker {
    analysis: Analysis,
    name: u32,
}

impl slices::Asker for Asker {
    fn is_waiting(self) -> bool {
        self.analysis.newest.try_get_value() == Some(self.name)
    }

    fn hear(self, share: f64) {
        if self.is_waiting() {
            self.analysis.progress.try_set(Some(share));
        }
    }
}

impl Waiting {
    /// Tells the answer, unless nobody waits for it any more.
    fn answer(self, answer: Answer) {
        if slices::Asker::is_waiting(self.asker) {
            clock::measure(measure(&self.question), self.since);
            self.asker.analysis.progress.try_set(None);
            (self.done)(answer);
        }
    }

    /// Works on it here.
    fn work(self) {
        let work = self.question.begin(self.asker.analysis.state.setting());
        let asker = self.asker;
        slices::run(work, asker, Box::new(move |answer| self.answer(answer)));
    }
}

/// Under which name the time from a question to its answer is recorded.
fn measure(question: &Question) -> &'static str {
    match question {
        Question::Sensitivity { .. } => "muctieu:sensitivity",
        Question::Importance { .. } => "muctieu:importance",
        Question::Attribution { .. } => "muctieu:attribution",
        Question::Seek { .. } => "muctieu:seek",
    }
}

impl Analysis {
    /// A place of the view that is being made. Nothing runs yet.
    pub fn new(state: AppState) -> Self {
        let place = state.analyst.try_update_value(|desk| {
            desk.places = desk.places.wrapping_add(1);
            desk.places
        });
        let analysis = Self {
            progress: RwSignal::new(None),
            state,
            place: place.unwrap_or_default(),
            newest: StoredValue::new(0),
        };
        on_cleanup(move || analysis.cancel());
        analysis
    }

    /// Ends what runs.
    pub fn cancel(self) {
        self.newest.try_set_value(0);
        self.progress.try_set(None);
        self.state.analyst.update_value(|desk| {
            let before = desk.waiting.len();
            desk.waiting
                .retain(|waiting| waiting.asker.analysis.place != self.place);
            if let Some(worker) = desk.worker.as_ref().filter(|_| desk.waiting.len() < before) {
                worker.cancel(self.place);
            }
        });
    }

    /// Asks at once.
    pub fn ask(
        self,
        question: impl FnOnce() -> Question + 'static,
        done: impl FnOnce(Answer) + 'static,
    ) {
        self.after(0, question, done);
        self.progress.set(Some(0.0));
    }

    /// Asks once the input has come to rest.
    pub fn ask_at_rest(
        self,
        question: impl FnOnce() -> Question + 'static,
        done: impl FnOnce(Answer) + 'static,
    ) {
        self.after(REST, question, done);
    }

    fn after(
        self,
        wait: i32,
        question: impl FnOnce() -> Question + 'static,
        done: impl FnOnce(Answer) + 'static,
    ) {
        self.cancel();
        let name = self.state.analyst.try_update_value(|desk| {
            // 0 is nobody's.
            desk.names = desk.names.wrapping_add(1).max(1);
            desk.names
        });
        let asker = Asker {
            analysis: self,
            name: name.unwrap_or(1),
        };
        self.newest.try_set_value(asker.name);
        timers::later(wait, move || {
            if slices::Asker::is_waiting(asker) {
                self.state.ask_analyst(Waiting {
                    asker,
                    question: question(),
                    since: clock::milliseconds(),
                    done: Box::new(done),
                });
            }
        });
    }
}

impl AppState {
    /// What an analysis is about: the record, the date and the base, as they are now. Does not track.
    pub fn setting(self) -> Setting {
        Setting {
            workspace: self.workspace.get_untracked(),
            as_of: self.as_of.get_untracked(),
            base: self.base.with_untracked(|base| (*base.0).clone()),
        }
    }

    /// Asks the worker, which is started when it is first needed.
    fn ask_analyst(self, waiting: Waiting) {
        let missing = self
            .analyst
            .with_value(|desk| desk.worker.is_none() && !desk.broken);
        if missing {
            let worker = Worker::start(
                worker::ANALYST,
                move |answer| self.hear_analyst(answer),
                move || self.lose_analyst(),
            );
            self.analyst.update_value(|desk| {
                desk.broken = worker.is_none();
                desk.worker = worker;
            });
        }
        if self.analyst.with_value(|desk| desk.broken) {
            waiting.work();
            return;
        }
        let refused = self.analyst.try_update_value(|desk| {
            if desk.ready {
                desk.post(self, waiting)
            } else {
                // It takes a while to come.
                waiting.asker.analysis.progress.try_set(Some(0.0));
                desk.waiting.push(waiting);
                None
            }
        });
        if let Some(waiting) = refused.flatten() {
            waiting.work();
        }
    }

    fn hear_analyst(self, answer: worker::Answer) {
        match answer {
            worker::Answer::Ready => {
                let refused = self.analyst.try_update_value(|desk| {
                    desk.ready = true;
                    let waiting = std::mem::take(&mut desk.waiting).into_iter();
                    waiting
                        .filter_map(|one| desk.post(self, one))
                        .collect::<Vec<_>>()
                });
                refused.into_iter().flatten().for_each(Waiting::work);
            }
            worker::Answer::Progress { name, share } => {
                let asker = self.analyst.with_value(|desk| {
                    let mut waiting = desk.waiting.iter().map(|waiting| waiting.asker);
                    waiting.find(|asker| asker.name == name)
                });
                if let Some(asker) = asker {
                    slices::Asker::hear(asker, share);
                }
            }
            worker::Answer::Done { name, result, .. } => {
                let waiting = self.analyst.try_update_value(|desk| {
                    let mut all = desk.waiting.iter();
                    let at = all.position(|waiting| waiting.asker.name == name)?;
                    Some(desk.waiting.remove(at))
                });
                let Some(waiting) = waiting.flatten() else {
                    return;
                };
                let answer = match result {
                    worker::Outcome::Text(text) => serde_json::from_str(&text).ok(),
                    _ => None,
                };
                match answer {
                    Some(answer) => waiting.answer(answer),
                    None => waiting.work(),
                }
            }
        }
    }

    /// The worker has failed: it is not started again, or a fault would come back with every question.
    fn lose_analyst(self) {
        let lost = self.analyst.try_update_value(|desk| {
            desk.broken = true;
            desk.ready = false;
            (desk.worker.take(), std::mem::take(&mut desk.waiting))
        });
        let Some((worker, waiting)) = lost else {
            return;
        };
        // Dropped later: it is one of the worker's own calls that brought us here.
        timers::later(0, move || drop(worker));
        waiting.into_iter().for_each(Waiting::work);
    }
}

impl Desk {
    /// Sends a question, with the record where the worker has another. Gives the question back where it cannot be sent.
    fn post(&mut self, state: AppState, waiting: Waiting) -> Option<Waiting> {
        let (Some(worker), Ok(question)) = (&self.worker, serde_json::to_string(&waiting.question))
        else {
            return Some(waiting);
        };
        let mut record = state.workspace.get_untracked();
        // A question brings its scenarios with it, and a lever that moves does not change the rest.
        record.scenarios = std::sync::Arc::default();
        let now = (record, state.as_of.get_untracked());
        let same = |sent: &(Workspace, Date)| sent.1 == now.1 && sent.0.is_same_record(&now.0);
        let known = self.sent.as_ref().is_some_and(same);
        let mut written = None;
        if !known {
            let Ok(text) = store::write(&now.0) else {
                return Some(waiting);
            };
            written = Some((text, now.1.to_string()));
            self.sent = Some(now);
        }
        let record = written
            .as_ref()
            .map(|(text, date)| (text.as_str(), date.as_str()));
        worker.analyse(
            waiting.asker.analysis.place,
            waiting.asker.name,
            record,
            &question,
        );
        self.waiting.push(waiting);
        None
    }
}
