//! Which variables hang together, from the workspace's assumption.

use std::collections::BTreeMap;

use muctieu_simulate::{Block, key_of};

use super::matrix::Matrix;
use super::nearest;
use crate::indicator::{Indicator, Kind};
use crate::workspace::Workspace;

/// Correlations that could not all hold, and by how much they were changed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Repair {
    /// How many indicators were involved.
    pub indicators: usize,
    /// The greatest change of a correlation.
    pub moved: f64,
}

/// Below this a change is rounding, and nothing to tell.
const TOLD: f64 = 1e-6;

/// Variables that hang together, and whose they are.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tied {
    /// How.
    pub(super) block: Block,
    /// The places of the indicators in the workspace, in the order of the block's keys.
    pub(super) members: Vec<usize>,
}

/// How the indicators' values hang together. Made once for a workspace and its correlations; levers do not change it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Structure {
    pub(super) tied: Vec<Tied>,
    /// The places of the indicators that hang together with none, and their keys.
    pub(super) apart: Vec<(usize, u64)>,
    repair: Option<Repair>,
}

impl Structure {
    /// The structure of a workspace.
    pub fn new(workspace: &Workspace) -> Self {
        let all = &workspace.indicators;
        let mut structure = Self::default();
        for members in components(workspace) {
            if let [alone] = *members {
                let key = key_of(all[alone].id.as_str());
                structure.apart.push((alone, key));
                continue;
            }
            let block = common(workspace, &members).unwrap_or_else(|| {
                let (factor, moved) = nearest::factor(&correlations(workspace, &members));
                if moved > TOLD {
                    let repair = structure.repair.get_or_insert_default();
                    repair.indicators += members.len();
                    repair.moved = repair.moved.max(moved);
                }
                Block::Dense {
                    factor,
                    keys: keys(all, &members),
                }
            });
            structure.tied.push(Tied { block, members });
        }
        structure
    }

    /// What had to be changed for the correlations to hold together; nothing where they did.
    pub fn repair(&self) -> Option<Repair> {
        self.repair
    }

    /// Whether anything hangs together.
    pub fn is_independent(&self) -> bool {
        self.tied.is_empty()
    }
}

fn keys(all: &[Indicator], members: &[usize]) -> Vec<u64> {
    let ids = members.iter().map(|at| all[*at].id.as_str());
    ids.map(key_of).collect()
}

/// The indicators with a value of their own, in sets that hang together.
fn components(workspace: &Workspace) -> Vec<Vec<usize>> {
    let all = &workspace.indicators;
    let correlation = &workspace.correlation;
    let mut parent: Vec<usize> = (0..all.len()).collect();
    let valued = |at: &usize| all[*at].kind != Kind::AllOf;
    for group in correlation.groups.iter().filter(|(_, rho)| **rho != 0.0) {
        let members = (0..all.len()).filter(|at| valued(at) && &all[*at].group == group.0);
        let members: Vec<usize> = members.collect();
        for two in members.windows(2) {
            join(&mut parent, two[0], two[1]);
        }
    }
    if !correlation.pairs.is_empty() {
        let places = places(all);
        for pair in &correlation.pairs {
            let (a, b) = (places.get(pair.a.as_str()), places.get(pair.b.as_str()));
            if let (Some(a), Some(b)) = (a, b) {
                join(&mut parent, *a, *b);
            }
        }
    }
    let mut sets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in (0..all.len()).filter(valued) {
        sets.entry(root(&mut parent, at)).or_default().push(at);
    }
    // In the order of their first indicators.
    let mut sets: Vec<Vec<usize>> = sets.into_values().collect();
    crate::order::sort_by_key(&mut sets, |members| members.first().copied());
    sets
}

fn places(all: &[Indicator]) -> BTreeMap<&str, usize> {
    let places = all.iter().enumerate();
    places
        .map(|(at, indicator)| (indicator.id.as_str(), at))
        .collect()
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

fn join(parent: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parent, a), root(parent, b));
    parent[a.max(b)] = a.min(b);
}

/// One common factor, where that says all: a field without pairs. Its draws are keyed by the field's name, so that
/// another indicator in the field changes nothing about those that are there.
fn common(workspace: &Workspace, members: &[usize]) -> Option<Block> {
    let all = &workspace.indicators;
    let group = &all[*members.first()?].group;
    let rho = workspace.correlation.of_group(group);
    let paired = workspace.correlation.pairs.iter().any(|pair| {
        let inside = |id| members.iter().any(|at| &all[*at].id == id);
        inside(&pair.a) || inside(&pair.b)
    });
    (rho > 0.0 && !paired).then(|| Block::Common {
        // No indicator is called so.
        key: key_of(&format!("group\u{1}{group}")),
        share: libm::sqrt(rho),
        own: libm::sqrt(1.0 - rho),
        keys: keys(all, members),
    })
}

/// L of the correlations among these alone, its rows one after the other; nothing where none of them hang together.
pub(super) fn factor_of(workspace: &Workspace, members: &[usize]) -> Option<Vec<f64>> {
    if workspace.correlation.is_default() {
        return None;
    }
    let wanted = correlations(workspace, members);
    (wanted != Matrix::identity(members.len())).then(|| nearest::factor(&wanted).0)
}

/// The correlations as they are wished for.
fn correlations(workspace: &Workspace, members: &[usize]) -> Matrix {
    let all = &workspace.indicators;
    let mut matrix = Matrix::identity(members.len());
    for (i, a) in members.iter().enumerate() {
        for (j, b) in members[..i].iter().enumerate() {
            if all[*a].group == all[*b].group {
                matrix.set_both(i, j, workspace.correlation.of_group(&all[*a].group));
            }
        }
    }
    let place = |id| members.iter().position(|at| &all[*at].id == id);
    for pair in &workspace.correlation.pairs {
        if let (Some(i), Some(j)) = (place(&pair.a), place(&pair.b)) {
            matrix.set_both(i, j, pair.rho);
        }
    }
    matrix
}
