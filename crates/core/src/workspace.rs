//! A workspace: a resolution, its indicators, what has been reported, what is assumed, and the scenarios.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::assumption::Assumptions;
use crate::calendar::PlanYear;
use crate::correlation::Correlation;
use crate::driver::Drivers;
use crate::figure::{FigureBook, is_within_year};
use crate::indicator::{Bilingual, Indicator, IndicatorId};
use crate::resolution::Resolution;
use crate::scenario::{Scenario, ScenarioId};
use crate::status::Thresholds;

/// What a workspace's figures are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum WorkspaceKind {
    /// Real: published or entered.
    #[default]
    Real,
    /// Generated for training: every screen, chart and export says so.
    Illustration,
}

/// A workspace. Its parts are shared, so that a copy costs little and a change copies only what it touches.
#[derive(Clone, Debug, PartialEq)]
pub struct Workspace {
    /// Its stable name, as storage knows it.
    pub id: Arc<str>,
    /// What the user sees.
    pub name: Bilingual,
    /// What its figures are.
    pub kind: WorkspaceKind,
    /// The plan year, unless an indicator has its own.
    pub plan: PlanYear,
    /// From which probabilities a target is on track and at risk.
    pub thresholds: Thresholds,
    /// The resolution.
    pub resolution: Arc<Resolution>,
    /// The indicators, in the resolution's order; parts follow what they are parts of.
    pub indicators: Arc<Vec<Indicator>>,
    /// The figures.
    pub figures: FigureBook,
    /// What the user has assumed; what is not in it follows the defaults.
    pub assumptions: Arc<BTreeMap<IndicatorId, Assumptions>>,
    /// Which values are assumed to go together.
    pub correlation: Arc<Correlation>,
    /// What moves several indicators, and what follows from other values.
    pub drivers: Arc<Drivers>,
    /// The scenarios, in the user's order.
    pub scenarios: Arc<Vec<Scenario>>,
}

impl Workspace {
    /// The indicator of that name, parts included.
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators
            .iter()
            .find(|indicator| indicator.id.as_str() == id)
    }

    /// The indicators that are targets of their own, in the resolution's order.
    pub fn targets(&self) -> impl Iterator<Item = &Indicator> {
        self.indicators
            .iter()
            .filter(|indicator| indicator.part_of.is_none())
    }

    /// The parts of an indicator.
    pub fn parts<'a>(&'a self, id: &'a IndicatorId) -> impl Iterator<Item = &'a Indicator> {
        self.indicators
            .iter()
            .filter(move |indicator| indicator.part_of.as_ref() == Some(id))
    }

    /// The plan year of an indicator.
    pub fn plan_of(&self, indicator: &Indicator) -> PlanYear {
        indicator.plan.unwrap_or(self.plan)
    }

    /// What is assumed for an indicator.
    pub fn assumptions_of(&self, id: &str) -> Option<&Assumptions> {
        self.assumptions.get(id)
    }

    /// Whether this is the same record, apart from its scenarios: told by what the two share, without looking into it. A
    /// record that was only made equal is another.
    pub fn is_same_record(&self, other: &Self) -> bool {
        self.id == other.id
            && self.plan == other.plan
            && self.thresholds == other.thresholds
            && Arc::ptr_eq(&self.resolution, &other.resolution)
            && Arc::ptr_eq(&self.indicators, &other.indicators)
            && self.figures.is_same(&other.figures)
            && Arc::ptr_eq(&self.assumptions, &other.assumptions)
            && Arc::ptr_eq(&self.correlation, &other.correlation)
            && Arc::ptr_eq(&self.drivers, &other.drivers)
    }

    /// The scenario of that name.
    pub fn scenario(&self, id: &ScenarioId) -> Option<&Scenario> {
        self.scenarios.iter().find(|scenario| scenario.id == *id)
    }

    /// The date on which the page opens: that of the newest figure which speaks of a date within the plan year
    /// rather than of the whole year; the year's first day where there is none.
    pub fn default_as_of(&self) -> Date {
        self.indicators
            .iter()
            .filter_map(|indicator| {
                let plan = self.plan_of(indicator);
                let figures = self.figures.of(indicator.id.as_str()).iter().rev();
                figures
                    .filter(|figure| is_within_year(figure, plan))
                    .map(|figure| figure.date)
                    .next()
            })
            .max()
            .unwrap_or(self.plan.start)
    }

    /// How many figures of this plan year lie after `as_of`, and are therefore not used.
    pub fn figures_after(&self, as_of: Date) -> usize {
        self.figures
            .iter()
            .filter(|figure| figure.date > as_of && figure.year == self.plan.year())
            .count()
    }
}
