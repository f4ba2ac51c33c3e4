//! What has been chosen in the studio's rooms. Kept while the page is open, whichever room or screen is shown meanwhile;
//! another workspace begins with nothing chosen.

use leptos::prelude::*;
use muctieu_core::analysis::Aim;
use muctieu_core::indicator::IndicatorId;
use muctieu_core::lever::LeverId;
use muctieu_core::scenario::ScenarioId;

/// In what two scenarios are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// The median of an indicator's year.
    Value,
    /// The probability of its target.
    #[default]
    Probability,
    /// The expected number of targets met.
    Number,
    /// The probability of meeting all.
    All,
}

/// A lever on offer where it is asked what it would take.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Which.
    pub lever: LeverId,
    /// Whether it may be moved.
    pub on: bool,
    /// The least and the greatest position that is allowed; where nobody has said one, as far as the lever goes.
    pub limits: [Option<f64>; 2],
    /// How hard it is to move.
    pub weight: f64,
}

/// The choices. What nobody has chosen is nothing, and the room chooses by itself.
#[derive(Clone, Copy)]
pub struct Rooms {
    /// The place of the room that is shown.
    pub open: RwSignal<usize>,
    /// The scenarios that are compared.
    pub compared: RwSignal<Option<Vec<ScenarioId>>>,
    /// Whose course is compared.
    pub course_of: RwSignal<Option<IndicatorId>>,
    /// Whose tornado is shown.
    pub tornado_of: RwSignal<Option<IndicatorId>>,
    /// Whether the tornado is of probabilities.
    pub by_chance: RwSignal<bool>,
    /// The first scenario of a difference; the base is nothing.
    pub before: RwSignal<Option<ScenarioId>>,
    /// The second.
    pub after: RwSignal<Option<Option<ScenarioId>>>,
    /// In what they differ.
    pub measure: RwSignal<Measure>,
    /// Whose difference is shared out.
    pub difference_of: RwSignal<Option<IndicatorId>>,
    /// What is wished for.
    pub aims: RwSignal<Option<Vec<Aim>>>,
    /// The levers that may do it.
    pub offers: RwSignal<Vec<Offer>>,
}

impl Rooms {
    pub(super) fn new() -> Self {
        Self {
            open: RwSignal::new(0),
            compared: RwSignal::new(None),
            course_of: RwSignal::new(None),
            tornado_of: RwSignal::new(None),
            by_chance: RwSignal::new(false),
            before: RwSignal::new(None),
            after: RwSignal::new(None),
            measure: RwSignal::new(Measure::default()),
            difference_of: RwSignal::new(None),
            aims: RwSignal::new(None),
            offers: RwSignal::new(Vec::new()),
        }
    }

    /// Forgets what is of a workspace; the room that is shown stays.
    pub(super) fn clear(self) {
        self.compared.set(None);
        self.course_of.set(None);
        self.tornado_of.set(None);
        self.before.set(None);
        self.after.set(None);
        self.difference_of.set(None);
        self.aims.set(None);
        self.offers.set(Vec::new());
    }
}
