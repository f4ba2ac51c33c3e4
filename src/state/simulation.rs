//! How many targets are met together: a quick look within the frame, and the whole simulation in the worker.
//!
//! After whatever changes a board, [`PREVIEW`] samples are drawn here at once, so that the finding follows the hand. When
//! the hand rests, the worker draws [`WHOLE`] samples with the same seed. Only the newest request counts: a change cancels
//! what runs, and what still arrives from before is dropped by its name. Where there is no worker the quick look stays,
//! and that is said.

use std::sync::Arc;

use leptos::prelude::*;
use muctieu_core::correlation::Correlation;
use muctieu_core::indicator::Indicator;
use muctieu_core::simulate::{
    Detail, Joint, Kept, PREVIEW, Repair, Results, SEED, Simulation, Structure, WHOLE,
};

use super::{AppState, SharedBoard};
use crate::dom::{effect, memo};
use crate::platform::timers::Alarm;
use crate::platform::worker::{self, Answer, Worker};
use crate::platform::{clock, timers};
use crate::route::Route;

/// How long the input must have rested before the worker is asked, in milliseconds.
const REST: i32 = 150;
/// A run that lasts longer than this tells how far it is, in milliseconds.
const LONG: f64 = 200.0;
/// Draws that a quick look may take: of many targets fewer samples are drawn, that the frame is kept.
const PREVIEW_DRAWS: usize = 96_000;
/// The least samples of a quick look.
const LEAST_PREVIEW: u32 = 200;

/// What has been found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Under the active scenario; the base where none is on.
    pub now: Joint,
    /// Without it, by the same draws, where one is on.
    pub base: Option<Joint>,
    /// What had to be changed about the correlations.
    pub repair: Option<Repair>,
}

impl Outcome {
    /// Whether it is the whole simulation and not a quick look.
    pub fn is_whole(&self) -> bool {
        self.now.samples >= WHOLE
    }
}

/// What is known, and how the work stands.
#[derive(Clone, Copy)]
pub struct Simulated {
    /// The newest result; nothing before the first.
    pub outcome: RwSignal<Option<Arc<Outcome>>>,
    /// How far a long run is, 0 to 1.
    pub progress: RwSignal<Option<f64>>,
    /// Whether there is no worker to be had.
    pub broken: RwSignal<bool>,
    desk: StoredValue<Desk, LocalStorage>,
}

impl Simulated {
    pub(super) fn new() -> Self {
        Self {
            outcome: RwSignal::new(None),
            progress: RwSignal::new(None),
            broken: RwSignal::new(false),
            desk: StoredValue::new_local(Desk::default()),
        }
    }
}

/// What the work needs.
#[derive(Default)]
struct Desk {
    worker: Option<Worker>,
    /// Whether the worker hears.
    ready: bool,
    /// What is simulated now.
    subject: Option<Subject>,
    /// The name of the newest request, and when it was sent.
    name: u32,
    sent: Option<f64>,
    rest: Alarm,
    structure: Option<Known>,
    /// The draws of the quick look.
    kept: Kept,
}

/// A structure, and the indicators and correlations that it was made of.
type Known = (Arc<Vec<Indicator>>, Arc<Correlation>, Arc<Structure>);

/// What is simulated.
#[derive(Clone, PartialEq)]
struct Subject {
    simulation: Arc<Simulation>,
    sides: usize,
    repair: Option<Repair>,
}

impl Subject {
    fn outcome(&self, results: &Results) -> Arc<Outcome> {
        Arc::new(Outcome {
            now: self.simulation.joint(0, results),
            base: (self.sides > 1).then(|| self.simulation.joint(1, results)),
            repair: self.repair,
        })
    }
}

impl AppState {
    /// Keeps the simulation in step with the boards, for the life of the application.
    pub fn simulate(self) {
        let correlation = memo(move |_| self.record(|workspace| workspace.correlation.clone()));
        // Elsewhere nobody sees it.
        let shown = memo(move |_| {
            let told = self
                .route
                .with(|route| matches!(route, Route::Overview | Route::Scenario));
            told || self.wall.get()
        });
        effect(move |_| {
            let (board, base) = (self.board.get(), self.base.get());
            // Read, not only tracked: a memo that nobody reads follows nothing.
            correlation.get();
            if shown.get() {
                self.preview(&board, &base);
            }
        });
    }

    /// The number of targets that will be met, as the ends of an 80 % interval: by the simulation, or as if they were
    /// independent while there is none of this board. Tracks.
    pub fn met_interval(self) -> (usize, usize) {
        let outcome = self.simulated.outcome.get();
        self.board.with(|board| {
            outcome
                .filter(|outcome| outcome.now.assessed() == board.assessed)
                .map_or_else(|| board.met_interval(), |outcome| outcome.now.interval())
        })
    }

    /// The same without a scenario. Tracks.
    pub fn base_interval(self) -> (usize, usize) {
        let outcome = self.simulated.outcome.get();
        self.base.with(|board| {
            let joint = outcome
                .as_ref()
                .map(|outcome| outcome.base.as_ref().unwrap_or(&outcome.now));
            joint
                .filter(|joint| joint.assessed() == board.assessed)
                .map_or_else(|| board.met_interval(), Joint::interval)
        })
    }

    /// A quick look at what has changed; the worker is asked when nothing changes any more.
    fn preview(self, board: &SharedBoard, base: &SharedBoard) {
        let Simulated {
            outcome,
            progress,
            desk,
            ..
        } = self.simulated;
        let subject = desk.try_update_value(|desk| self.subject(desk, board, base));
        let Some(subject) = subject.flatten() else {
            return;
        };
        let variables = subject.simulation.plan().variables();
        let samples = u32::try_from(PREVIEW_DRAWS / variables.max(1)).unwrap_or(PREVIEW);
        let start = clock::milliseconds();
        let samples = samples.clamp(LEAST_PREVIEW, PREVIEW);
        let results = desk
            .try_update_value(|desk| subject.simulation.run_with(&mut desk.kept, SEED, samples));
        clock::measure("muctieu:preview", start);
        let Some(results) = results else { return };
        outcome.set(Some(subject.outcome(&results)));
        if progress.with_untracked(Option::is_some) {
            progress.set(None);
        }
        desk.with_value(|desk| desk.rest)
            .set(REST, move || self.ask());
    }

    /// What is to be simulated, if it is anything new; what was asked before is of no use then.
    fn subject(self, desk: &mut Desk, board: &SharedBoard, base: &SharedBoard) -> Option<Subject> {
        let subject = self.workspace.with_untracked(|workspace| {
            let structure = match &desk.structure {
                Some((indicators, correlation, structure))
                    if Arc::ptr_eq(indicators, &workspace.indicators)
                        && Arc::ptr_eq(correlation, &workspace.correlation) =>
                {
                    structure.clone()
                }
                _ => Arc::new(Structure::new(workspace)),
            };
            let known = (workspace.indicators.clone(), workspace.correlation.clone());
            desk.structure = Some((known.0, known.1, structure.clone()));
            let two = [&*board.0, &*base.0];
            let sides = if board == base { 1 } else { 2 };
            let simulation = Simulation::new(&structure, workspace, &two[..sides], Detail::Joint);
            Subject {
                simulation: Arc::new(simulation),
                sides,
                repair: structure.repair(),
            }
        });
        if desk.subject.as_ref() == Some(&subject) {
            return None;
        }
        desk.subject = Some(subject.clone());
        desk.name = desk.name.wrapping_add(1);
        desk.rest.stop();
        if let Some(worker) = desk.worker.as_ref().filter(|_| desk.sent.is_some()) {
            worker.cancel(0);
            desk.sent = None;
        }
        Some(subject)
    }

    /// Asks the worker, which is started when it is first needed.
    fn ask(self) {
        let Simulated { broken, desk, .. } = self.simulated;
        if desk.with_value(|desk| desk.worker.is_none()) && !broken.get_untracked() {
            let worker = Worker::start(
                worker::SIMULATOR,
                move |answer| self.hear(answer),
                move || self.fail(),
            );
            if worker.is_none() {
                broken.set(true);
            }
            desk.update_value(|desk| desk.worker = worker);
        }
        desk.update_value(Desk::post);
    }

    fn hear(self, answer: Answer) {
        let Simulated {
            outcome,
            progress,
            desk,
            ..
        } = self.simulated;
        match answer {
            Answer::Ready => desk.update_value(|desk| {
                desk.ready = true;
                // Unless something has changed meanwhile and waits to come to rest.
                if !desk.rest.is_set() {
                    desk.post();
                }
            }),
            Answer::Progress { name, share } => {
                let long = desk.with_value(|desk| {
                    let sent = desk.sent.filter(|_| desk.name == name);
                    sent.is_some_and(|sent| clock::milliseconds() - sent > LONG)
                });
                if long {
                    progress.set(Some(share));
                }
            }
            Answer::Done {
                name,
                result: worker::Outcome::Words(words),
                start,
                end,
            } => {
                let found = desk.try_update_value(|desk| {
                    desk.sent.take_if(|_| desk.name == name)?;
                    let subject = desk.subject.as_ref()?;
                    let results = Results::from_wire(subject.simulation.plan(), &words).ok()?;
                    Some(subject.outcome(&results))
                });
                if let Some(found) = found.flatten() {
                    clock::measure_of("muctieu:simulate", start, end);
                    progress.set(None);
                    outcome.set(Some(found));
                }
            }
            Answer::Done { .. } => {}
        }
    }

    /// The worker has failed: it is not started again, or a fault would come back with every move.
    fn fail(self) {
        let Simulated {
            progress,
            broken,
            desk,
            ..
        } = self.simulated;
        // Dropped later: it is one of the worker's own calls that brought us here.
        let worker = desk.try_update_value(|desk| {
            desk.ready = false;
            desk.sent = None;
            desk.worker.take()
        });
        timers::later(0, move || drop(worker));
        progress.set(None);
        broken.set(true);
    }
}

impl Desk {
    /// Sends the newest request, if the worker hears.
    fn post(&mut self) {
        let (Some(worker), Some(subject)) = (&self.worker, &self.subject) else {
            return;
        };
        if self.ready {
            let wire = subject.simulation.plan().to_wire();
            worker.simulate(self.name, SEED, WHOLE, &wire.words, &wire.numbers);
            self.sent = Some(clock::milliseconds());
        }
    }
}
