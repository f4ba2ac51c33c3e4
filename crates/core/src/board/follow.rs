//! What moves with something else: indicators that links move, and indicators that follow by a formula.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::sharing::Grounds;
use super::{Answer, Board, row_by};
use crate::backtest::{By, Choice};
use crate::dist::Dist;
use crate::driver::{Derivation, Drivers, Graph, Link, Missing, derive};
use crate::forecast::formula::{Following, ID};
use crate::formula::Formula;
use crate::indicator::{Indicator, IndicatorId};
use crate::lever::Levers;
use crate::scenario::Scenario;
use crate::workspace::Workspace;

/// What a scenario sets drivers to.
pub(super) type Set<'a> = BTreeMap<&'a str, f64>;

/// The positions of the drivers that a scenario moves.
fn positions(scenario: &Scenario) -> Set<'_> {
    let mut set = Set::new();
    for (id, value) in scenario.drivers().filter(|(_, value)| value.is_finite()) {
        set.insert(id.as_str(), value);
    }
    set
}

impl Board {
    /// Tells every formula of the base, in which links are at rest.
    pub(super) fn follow_formulas(&mut self, workspace: &Workspace, as_of: Date) {
        if !workspace.drivers.derived.is_empty() {
            self.judge_anew(workspace, as_of, None, &Set::new(), &mut BTreeMap::new());
        }
    }

    /// Judges anew what moves with what a scenario has touched, and counts it as touched. Needs the base, and may share
    /// with another board of it.
    pub(super) fn follow(
        &mut self,
        workspace: &Workspace,
        as_of: Date,
        (base, other): (&Self, Option<&Self>),
        scenario: &Scenario,
        touched: &mut BTreeMap<IndicatorId, Levers>,
    ) {
        let set = positions(scenario);
        if concerns(&workspace.drivers, &set, touched) {
            self.judge_anew(workspace, as_of, Some((base, other)), &set, touched);
        }
        let drivers = set.into_iter();
        self.memory.drivers = drivers
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
    }

    /// Causes before effects.
    fn judge_anew(
        &mut self,
        workspace: &Workspace,
        as_of: Date,
        beside: Option<(&Self, Option<&Self>)>,
        set: &Set<'_>,
        touched: &mut BTreeMap<IndicatorId, Levers>,
    ) {
        let (base, other) = beside.map_or((None, None), |(base, other)| (Some(base), other));
        let drivers = &*workspace.drivers;
        let graph = Graph::of(drivers, &workspace.indicators);
        // A workspace with a cycle is refused wherever it comes from.
        let order = graph.order().unwrap_or_default();
        for node in order.into_iter().filter_map(|at| graph.nodes.get(at)) {
            let id = node.id.as_str();
            let place = self.by_id.get(id).copied();
            let Some((at, indicator)) =
                place.and_then(|at| Some((at, workspace.indicators.get(at)?)))
            else {
                continue;
            };
            let shift = base.map_or(0.0, |base| self.shift(workspace, base, set, touched, id));
            let stale = drivers.derived(id).is_some_and(|derived| {
                let moves = |name: &str| set.contains_key(name) || touched.contains_key(name);
                let own = base.is_none() || shift != 0.0 || touched.contains_key(id);
                own || names(&derived.formula).iter().any(|name| moves(name))
            });
            let mut levers = touched.get(id).copied().unwrap_or_default();
            levers.shift = shift;
            let grounds = Grounds {
                levers,
                formula: stale,
            };
            let fed = |other: &&Self| {
                let derived = drivers.derived(id).filter(|_| stale);
                derived.is_none_or(|derived| self.feeds_alike(other, set, &derived.formula))
            };
            let known = other
                .filter(fed)
                .and_then(|other| other.judged_by(at, grounds));
            self.rows[at] = if let Some(known) = known {
                known
            } else {
                let formula = if stale {
                    self.by_formula(workspace, set, indicator)
                } else {
                    None
                };
                if shift == 0.0 && formula.is_none() {
                    continue;
                }
                Arc::new(row_by(workspace, indicator, as_of, levers, formula))
            };
            if base.is_some() {
                self.memory.grounds.insert(at, grounds);
                touched.insert(indicator.id.clone(), levers);
            }
        }
    }

    /// By how much links move an indicator: Σ coefficient × Δ of what moves it.
    fn shift(
        &self,
        workspace: &Workspace,
        base: &Self,
        set: &Set<'_>,
        touched: &BTreeMap<IndicatorId, Levers>,
        id: &str,
    ) -> f64 {
        let drivers = &*workspace.drivers;
        let effects = drivers.links_to(id).filter_map(|link| {
            let from = link.from.as_str();
            let moved = drivers.driver(from).is_some() || touched.contains_key(from);
            let delta = self.delta(workspace, base, set, from).filter(|_| moved)?;
            link.effect(drivers, &workspace.indicators, delta)
        });
        // An empty sum is −0 in the standard library.
        effects.fold(0.0, |sum, effect| sum + effect)
    }

    /// By how much a driver or an indicator differs from the base, in its own unit.
    fn delta(&self, workspace: &Workspace, base: &Self, set: &Set<'_>, from: &str) -> Option<f64> {
        match workspace.drivers.driver(from) {
            Some(driver) => Some(set.get(from)? - driver.base?),
            None => Some(self.row(from)?.projected? - base.row(from)?.projected?),
        }
    }

    /// The links that move an indicator, by their places in [`Drivers::links`], and by how much each moves it on this
    /// board, in its own unit; `base` is the board without the scenario that this one is of. Nothing where that cannot
    /// be told: the coefficient, the driver's base or a forecast is not known.
    pub fn effects(
        &self,
        workspace: &Workspace,
        base: &Self,
        scenario: Option<&Scenario>,
        id: &IndicatorId,
    ) -> Vec<(usize, Option<f64>)> {
        let drivers = &*workspace.drivers;
        let set = scenario.map(positions).unwrap_or_default();
        let all = drivers.links.iter().enumerate();
        let own = all.filter(|(_, link)| link.to == *id);
        let effect = |link: &Link| {
            let from = link.from.as_str();
            let delta = match drivers.driver(from) {
                Some(driver) if driver.base.is_some() && !set.contains_key(from) => Some(0.0),
                _ => self.delta(workspace, base, &set, from),
            };
            link.effect(drivers, &workspace.indicators, delta?)
        };
        own.map(|(at, link)| (at, effect(link))).collect()
    }

    /// The forecast by an indicator's formula, where all that it rests on is known.
    fn by_formula(
        &self,
        workspace: &Workspace,
        set: &Set<'_>,
        indicator: &Indicator,
    ) -> Option<Answer> {
        let derived = workspace.drivers.derived(indicator.id.as_str())?;
        let Derivation::Known { year, inputs } = self.derived(workspace, set, &indicator.id)?
        else {
            return None;
        };
        let forecast = Following {
            year,
            formula: Formula::parse(&derived.formula).ok()?,
            inputs,
        };
        let choice = Choice {
            method: ID,
            by: By::Formula,
            duel: None,
            judged: (0, 0),
        };
        Some((Arc::new(forecast), choice))
    }

    fn derived(
        &self,
        workspace: &Workspace,
        set: &Set<'_>,
        id: &IndicatorId,
    ) -> Option<Derivation> {
        let drivers = &*workspace.drivers;
        let value = |name: &str| -> Option<Dist> {
            if let Some(driver) = drivers.driver(name) {
                return driver.dist(set.get(name).copied());
            }
            let row = self.row(name).filter(|row| row.projected.is_some())?;
            Some(row.forecast.as_ref().ok()?.year().clone())
        };
        let derived = drivers.derived(id.as_str())?;
        Some(derive(derived, drivers, &workspace.indicators, &value))
    }

    /// What the formula of an indicator says on this board, under the scenario that the board is of; nothing where the
    /// indicator has no formula.
    pub fn derivation(
        &self,
        workspace: &Workspace,
        scenario: Option<&Scenario>,
        id: &IndicatorId,
    ) -> Option<Derivation> {
        let set = scenario.map(positions).unwrap_or_default();
        self.derived(workspace, &set, id)
    }

    /// What the formula of an indicator lacks on this board: bases of drivers and forecasts of indicators.
    pub fn missing(
        &self,
        workspace: &Workspace,
        scenario: Option<&Scenario>,
        id: &IndicatorId,
    ) -> Vec<Missing> {
        let Some(Derivation::Missing(names)) = self.derivation(workspace, scenario, id) else {
            return Vec::new();
        };
        let asked = names.into_iter().map(|name| {
            if workspace.drivers.driver(name.as_str()).is_some() {
                Missing::Base(name)
            } else {
                Missing::Forecast(name)
            }
        });
        asked.collect()
    }
}

/// Whether anything that a scenario touches moves something else, or follows from something.
fn concerns(drivers: &Drivers, set: &Set<'_>, touched: &BTreeMap<IndicatorId, Levers>) -> bool {
    let mut names_of: BTreeSet<String> = BTreeSet::new();
    for derived in &drivers.derived {
        names_of.extend(names(&derived.formula));
    }
    let uses = |name: &str| {
        let linked = || drivers.links.iter().any(|link| link.from.as_str() == name);
        names_of.contains(name) || drivers.derived(name).is_some() || linked()
    };
    set.keys().any(|name| uses(name)) || touched.keys().any(|id| uses(id.as_str()))
}

/// The names in a formula.
pub(super) fn names(formula: &str) -> Vec<String> {
    let formula = Formula::parse(formula);
    let names = formula.iter().flat_map(|formula| formula.names());
    names.map(str::to_owned).collect()
}
