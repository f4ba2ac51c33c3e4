//! What depends on what: drivers, indicators and the quarters of growth as nodes, links and formulas as edges.

use std::collections::{BTreeMap, BTreeSet};

use super::{Drivers, NodeId};
use crate::formula::Formula;
use crate::indicator::{Bilingual, Indicator, Kind};
use crate::workspace::Workspace;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// A driver.
    Driver,
    /// An indicator.
    Indicator,
    /// A quarter (1–4) of an indicator of growth: its year is Σ w·g, by the method of the remaining quarters.
    Quarter(u8),
}

/// A node of the graph.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its name; that of the indicator for a quarter.
    pub id: NodeId,
    /// What it is.
    pub kind: NodeKind,
    /// What to call it.
    pub title: Bilingual,
}

/// Why one node depends on another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum EdgeKind {
    /// By a link: its place in [`Drivers::links`].
    Link(usize),
    /// By a formula: its place in [`Drivers::derived`].
    Formula(usize),
    /// As a quarter of the year's growth, with this weight (0 to 1).
    Quarter(f64),
}

/// An edge of the graph, between places in its list of nodes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// What moves.
    pub from: usize,
    /// What is moved.
    pub to: usize,
    /// Why.
    pub kind: EdgeKind,
}

/// What depends on what.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    /// The nodes: every driver, and the indicators that a link or a formula names.
    pub nodes: Vec<Node>,
    /// The edges.
    pub edges: Vec<Edge>,
}

impl Graph {
    /// The graph of the drivers, links and formulas alone. Names that nothing bears are left out.
    pub fn of(drivers: &Drivers, indicators: &[Indicator]) -> Self {
        let mut graph = Self::default();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for driver in &drivers.drivers {
            let title = drivers.title_of(driver.id.as_str(), indicators);
            let place = graph.put(driver.id.clone(), NodeKind::Driver, title);
            places.insert(driver.id.as_str(), place);
        }
        let formulas: Vec<Option<Formula>> = drivers
            .derived
            .iter()
            .map(|derived| Formula::parse(&derived.formula).ok())
            .collect();
        let mut named: BTreeSet<&str> = BTreeSet::new();
        for link in &drivers.links {
            named.insert(link.from.as_str());
            named.insert(link.to.as_str());
        }
        for (derived, formula) in drivers.derived.iter().zip(&formulas) {
            named.insert(derived.indicator.as_str());
            for name in formula.iter().flat_map(Formula::names) {
                named.insert(name);
            }
        }
        for indicator in indicators {
            if named.contains(indicator.id.as_str()) {
                let title = indicator.title.clone();
                let place = graph.put(indicator.id.clone(), NodeKind::Indicator, title);
                places.insert(indicator.id.as_str(), place);
            }
        }
        let mut join = |from: &str, to: &str, kind: EdgeKind| {
            if let (Some(from), Some(to)) = (places.get(from), places.get(to)) {
                graph.edges.push(Edge {
                    from: *from,
                    to: *to,
                    kind,
                });
            }
        };
        for (at, link) in drivers.links.iter().enumerate() {
            join(link.from.as_str(), link.to.as_str(), EdgeKind::Link(at));
        }
        for (at, (derived, formula)) in drivers.derived.iter().zip(&formulas).enumerate() {
            for name in formula.iter().flat_map(Formula::names) {
                join(name, derived.indicator.as_str(), EdgeKind::Formula(at));
            }
        }
        graph
    }

    /// The graph of a workspace as it is shown, the quarters of each growth in it included.
    pub fn new(workspace: &Workspace) -> Self {
        let mut graph = Self::of(&workspace.drivers, &workspace.indicators);
        for indicator in workspace.indicators.iter() {
            if indicator.kind != Kind::Growth {
                continue;
            }
            let found = graph
                .nodes
                .iter()
                .position(|node| node.id == indicator.id && node.kind == NodeKind::Indicator);
            let to = found.unwrap_or_else(|| {
                let title = indicator.title.clone();
                graph.put(indicator.id.clone(), NodeKind::Indicator, title)
            });
            let assumed = workspace.assumptions_of(indicator.id.as_str());
            let weights = assumed.cloned().unwrap_or_default().weights();
            for (quarter, weight) in (1u8..=4).zip(weights) {
                let title = Bilingual {
                    vi: format!("Quý {quarter}"),
                    en: format!("Quarter {quarter}"),
                };
                let from = graph.put(indicator.id.clone(), NodeKind::Quarter(quarter), title);
                graph.edges.push(Edge {
                    from,
                    to,
                    kind: EdgeKind::Quarter(weight),
                });
            }
        }
        graph
    }

    fn put(&mut self, id: NodeId, kind: NodeKind, title: Bilingual) -> usize {
        self.nodes.push(Node { id, kind, title });
        self.nodes.len() - 1
    }

    /// The places of the nodes so that each comes after all that it depends on, otherwise as they are listed; or a
    /// cycle, its first node again at the end.
    ///
    /// Kahn (1962), Topological sorting of large networks, Communications of the ACM 5(11).
    pub fn order(&self) -> Result<Vec<usize>, Vec<usize>> {
        let count = self.nodes.len();
        let mut waits = vec![0usize; count];
        let mut after: Vec<Vec<usize>> = vec![Vec::new(); count];
        for edge in &self.edges {
            waits[edge.to] += 1;
            after[edge.from].push(edge.to);
        }
        let mut ready: BTreeSet<usize> = BTreeSet::new();
        for (at, waits) in waits.iter().enumerate() {
            if *waits == 0 {
                ready.insert(at);
            }
        }
        let mut order = Vec::with_capacity(count);
        while let Some(at) = ready.pop_first() {
            order.push(at);
            for next in &after[at] {
                waits[*next] -= 1;
                if waits[*next] == 0 {
                    ready.insert(*next);
                }
            }
        }
        if order.len() == count {
            return Ok(order);
        }
        Err(self.cycle(&waits))
    }

    /// A cycle among the nodes that still wait: each of them waits for another of them.
    fn cycle(&self, waits: &[usize]) -> Vec<usize> {
        let stuck = |at: usize| waits[at] > 0;
        let before = |at: usize| {
            let mut edges = self.edges.iter();
            edges
                .find(|edge| edge.to == at && stuck(edge.from))
                .map(|edge| edge.from)
        };
        let mut back: Vec<usize> = Vec::new();
        let mut at = (0..self.nodes.len()).find(|at| stuck(*at));
        while let Some(here) = at {
            if let Some(start) = back.iter().position(|seen| *seen == here) {
                // Walked against the arrows.
                let mut cycle = back.split_off(start);
                cycle.push(here);
                cycle.reverse();
                return cycle;
            }
            back.push(here);
            at = before(here);
        }
        back
    }
}
