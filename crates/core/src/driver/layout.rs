//! Where the nodes of a graph stand in a picture: in layers, causes before effects.
//!
//! Sugiyama, Tagawa & Toda (1981), Methods for visual understanding of hierarchical system structures, IEEE Transactions
//! on Systems, Man and Cybernetics 11(2): layers by the longest way, then each layer ordered by the mean place of its
//! neighbours, there and back.

use super::Graph;

/// How often the layers are ordered, there and back.
const SWEEPS: usize = 6;

/// Where a node stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    /// Its layer, from 0: what depends on nothing comes first.
    pub layer: usize,
    /// Its row within the layer, from 0 to [`Layout::rows`] − 1; layers with fewer nodes stand in the middle, so halves
    /// occur.
    pub row: f64,
}

/// Where all nodes stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// The place of each node, in the graph's order.
    pub places: Vec<Place>,
    /// How many layers there are.
    pub layers: usize,
    /// How many nodes the fullest layer has.
    pub rows: usize,
}

impl Graph {
    /// Where its nodes stand in a picture; nothing for a graph with a cycle.
    pub fn layout(&self) -> Layout {
        let Ok(order) = self.order() else {
            return Layout::default();
        };
        let layer_of = self.layers(&order);
        let count = layer_of.iter().map(|layer| layer + 1).max().unwrap_or(0);
        let mut layers: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (node, layer) in layer_of.iter().enumerate() {
            layers[*layer].push(node);
        }
        self.untangle(&mut layers);
        let rows = layers.iter().map(Vec::len).max().unwrap_or(0);
        let mut places = vec![Place::default(); self.nodes.len()];
        for (layer, nodes) in layers.iter().enumerate() {
            let margin = (rows - nodes.len()) as f64 / 2.0;
            for (row, node) in nodes.iter().enumerate() {
                places[*node] = Place {
                    layer,
                    row: margin + row as f64,
                };
            }
        }
        Layout {
            places,
            layers: count,
            rows,
        }
    }

    /// The longest way to each node; what depends on nothing stands just before what it moves.
    fn layers(&self, order: &[usize]) -> Vec<usize> {
        let mut layer = vec![0usize; self.nodes.len()];
        for node in order {
            for edge in self.edges.iter().filter(|edge| edge.from == *node) {
                layer[edge.to] = layer[edge.to].max(layer[*node] + 1);
            }
        }
        for node in 0..self.nodes.len() {
            let source = !self.edges.iter().any(|edge| edge.to == node);
            let own = self.edges.iter().filter(|edge| edge.from == node);
            if let Some(nearest) = own.map(|edge| layer[edge.to]).min().filter(|_| source) {
                layer[node] = nearest.saturating_sub(1);
            }
        }
        layer
    }

    /// Orders each layer by the mean row of what its nodes are joined with.
    fn untangle(&self, layers: &mut [Vec<usize>]) {
        let mut row = vec![0.0; self.nodes.len()];
        let number = |nodes: &[usize], row: &mut [f64]| {
            // In the middle of its layer is in the middle of the picture.
            let middle = (nodes.len().max(1) - 1) as f64 / 2.0;
            for (at, node) in nodes.iter().enumerate() {
                row[*node] = at as f64 - middle;
            }
        };
        for nodes in layers.iter() {
            number(nodes, &mut row);
        }
        for sweep in 0..SWEEPS {
            let forth = sweep % 2 == 0;
            for step in 0..layers.len() {
                let at = if forth { step } else { layers.len() - 1 - step };
                let mean = |node: usize| {
                    let ends = self.edges.iter().filter_map(|edge| match forth {
                        true if edge.to == node => Some(edge.from),
                        false if edge.from == node => Some(edge.to),
                        _ => None,
                    });
                    let (sum, count) = ends.fold((0.0, 0.0), |(sum, count), end| {
                        (sum + row[end], count + 1.0)
                    });
                    if count > 0.0 { sum / count } else { row[node] }
                };
                let mut keyed: Vec<(f64, usize)> =
                    layers[at].iter().map(|node| (mean(*node), *node)).collect();
                crate::order::sort_by(&mut keyed, |a, b| a.0.total_cmp(&b.0));
                layers[at] = keyed.into_iter().map(|(_, node)| node).collect();
                number(&layers[at], &mut row);
            }
        }
    }
}
