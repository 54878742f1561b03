//! How often operands wind around the ground beside each edge.
//!
//! **Method.** A sweep over the map from west to east, which keeps the edges above each other in order from south to north. Nothing lies between an edge and the next
//! one south of it, so that what is north of that one is right of the edge, and what is left of the edge follows from how often operands run along it.
//!
//! **Shape.** Edges meet in their ends at most and come in order of their lower ends, as `noding` hands them out. An edge that runs due north is taken as leaning to
//! the east by nothing, as the order of nodes has it.
//!
//! **Cost.** n log n, however many edges lie above each other.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::noding::{Node, NodedEdge, side};

/// How often each operand winds around the ground beside each edge.
pub(crate) struct Sides {
    /// On the right of the way from the lower to the higher end: in the south.
    right: Vec<[i32; 2]>,
}

impl Sides {
    /// Passes over the map.
    pub(crate) fn of(edges: &[NodedEdge]) -> Self {
        let mut by_end: Vec<usize> = (0..edges.len()).collect();
        by_end.sort_unstable_by_key(|idx| edges[*idx].high);
        let mut by_end = by_end.into_iter().peekable();
        let mut right = vec![[0; 2]; edges.len()];
        let mut across: BTreeSet<Across> = BTreeSet::new();
        let mut beginning: Vec<usize> = Vec::new();
        for (idx, edge) in edges.iter().enumerate() {
            beginning.push(idx);
            if edges.get(idx + 1).is_some_and(|next| next.low == edge.low) {
                continue;
            }
            while let Some(ended) = by_end.next_if(|ended| edges[*ended].high <= edge.low) {
                across.remove(&Across::of(&edges[ended], [0; 2]));
            }
            let northward = |one: &usize, other: &usize| {
                0.cmp(&side(edge.low, edges[*one].high, edges[*other].high))
            };
            beginning.sort_unstable_by(northward);
            for idx in beginning.drain(..) {
                let mut here = Across::of(&edges[idx], [0; 2]);
                let south = across.range(..&here).next_back();
                right[idx] = south.map_or([0; 2], |south| south.left);
                here.left = added(right[idx], edges[idx].times);
                across.insert(here);
            }
        }
        Self { right }
    }

    /// Edges with the counts on their left and on their right.
    pub(crate) fn beside<'a>(
        &'a self,
        edges: &'a [NodedEdge],
    ) -> impl Iterator<Item = (&'a NodedEdge, [i32; 2], [i32; 2])> {
        let right = self.right.iter().copied();
        edges
            .iter()
            .zip(right)
            .map(|(edge, right)| (edge, added(right, edge.times), right))
    }
}

fn added(one: [i32; 2], other: [i32; 2]) -> [i32; 2] {
    [one[0] + other[0], one[1] + other[1]]
}

/// An edge on the way from west to east; its order is from south to north, among edges that meet in ends at most and lie above each other somewhere.
#[derive(Debug)]
struct Across {
    low: Node,
    high: Node,
    /// How often each operand winds around the ground on its left.
    left: [i32; 2],
}

impl Across {
    fn of(edge: &NodedEdge, left: [i32; 2]) -> Self {
        Self {
            low: edge.low,
            high: edge.high,
            left,
        }
    }

    /// Against an edge that begins later, or in the same node.
    fn cmp_later(&self, later: &Self) -> Ordering {
        let begins = side(self.low, self.high, later.low);
        0.cmp(&begins)
            .then_with(|| 0.cmp(&side(self.low, self.high, later.high)))
    }
}

impl Ord for Across {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.low <= other.low {
            self.cmp_later(other)
        } else {
            other.cmp_later(self).reverse()
        }
    }
}

impl PartialOrd for Across {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Across {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Across {}
