//! Pairs of edges that may meet, without a look at all pairs.
//!
//! **Method.** Where few edges lie above each other, each is paired with those that begin before it ends: on the map of a country some dozens. Where many do, as in
//! combs and stars, the map is cut into strips that run from south to north, the narrower the more ends lie in them. An edge that runs through a whole strip can only meet
//! another such edge when the two come in another order in the east than in the west, or lie next to each other on one side. Of an edge that ends in a strip
//! there are few, and it is paired with those at its height.
//!
//! **Shape.** A pair may be told more than once, and may turn out not to meet. No pair is left out of which one comes within half a last bit of the other.
//!
//! **Cost.** n log n where few edges lie above each other; n √n where all do, and the pairs that meet.
//!
//! **Why no tree of boxes.** The boxes of long edges that run slantwise side by side meet nearly all.

use crate::noding::NodedEdge;

/// Steps by which heights count as equal: rounding is below 2¹⁰, and half the last bit of a node at most 2⁶.
const NEAR: f64 = 4_096.0;
/// Steps by which strips overlap, so that a steep edge is seen from a node beside it: a whole last bit of a node is at most 2⁷.
const OVERLAP: i64 = 256;

/// Tells all pairs of edges that may meet, by their indexes. The edges are in order of their lower ends.
pub(crate) fn pairs(edges: &[NodedEdge], pair: impl FnMut(usize, usize)) {
    const FEW_EDGES: usize = 1_024;
    /// Below this, to look at each costs less than the strips.
    const FEW_ABOVE_EACH_OTHER: usize = 256;
    if edges.len() > FEW_EDGES {
        let ends = Ends::of(edges);
        if ends.mean_across > FEW_ABOVE_EACH_OTHER {
            in_strips(edges, &ends, pair);
            return;
        }
    }
    one_by_one(edges, pair);
}

fn one_by_one(edges: &[NodedEdge], mut pair: impl FnMut(usize, usize)) {
    for (idx, one) in edges.iter().enumerate() {
        let beside = edges[idx + 1..]
            .iter()
            .take_while(|other| other.low.x <= one.high.x);
        for (other_idx, _) in (idx + 1..).zip(beside) {
            pair(idx, other_idx);
        }
    }
}

/// Where edges begin and end.
struct Ends {
    /// The x of all ends, in order.
    xs: Vec<i64>,
    /// How many edges lie above each other at an end, on average.
    mean_across: usize,
}

impl Ends {
    fn of(edges: &[NodedEdge]) -> Self {
        let mut ends: Vec<(i64, bool)> = edges
            .iter()
            .flat_map(|edge| [(edge.low.x, false), (edge.high.x, true)])
            .collect();
        ends.sort_unstable();
        let (mut across, mut sum) = (0_usize, 0_usize);
        for &(_, is_end) in &ends {
            // At one x edges begin before others end, so that none ends before it began.
            across = if is_end { across - 1 } else { across + 1 };
            sum += across;
        }
        Self {
            mean_across: sum / ends.len().max(1),
            xs: ends.into_iter().map(|(x, _)| x).collect(),
        }
    }

    /// Where strips meet, from before the first end to behind the last, so that no end lies on the outer sides.
    fn strips(&self) -> Vec<i64> {
        const ENDS_PER_ROOT: usize = 2;
        let (Some(first), Some(last)) = (self.xs.first(), self.xs.last()) else {
            return Vec::new();
        };
        // As much work with the edges that run through as with those that end.
        let n_ends = ENDS_PER_ROOT * self.mean_across.max(1).isqrt();
        let mut strips = vec![first - 1];
        strips.extend(self.xs.iter().step_by(n_ends));
        strips.push(last + 1);
        strips.dedup();
        strips
    }
}

/// An edge that runs through a whole strip.
struct Through {
    idx: usize,
    /// Its height in the west and in the east.
    heights: [f64; 2],
    range: Range,
}

/// The heights at which an edge lies in a strip.
#[derive(Clone, Copy)]
struct Range {
    low: f64,
    high: f64,
}

fn in_strips(edges: &[NodedEdge], ends: &Ends, mut pair: impl FnMut(usize, usize)) {
    let mut pair = |one: usize, other: usize| pair(one.min(other), one.max(other));
    // Those that run through come in the order of the strip before, so that sorting them is little work.
    let mut across: Vec<usize> = Vec::new();
    let mut next = 0;
    for strip in ends.strips().windows(2) {
        let (west, east) = (strip[0], strip[1]);
        while edges.get(next).is_some_and(|edge| edge.low.x <= east) {
            across.push(next);
            next += 1;
        }
        let (mut through, mut ending) = (Vec::new(), Vec::new());
        for idx in across.drain(..) {
            let edge = &edges[idx];
            if edge.low.x <= west && edge.high.x >= east {
                through.push(Through {
                    idx,
                    heights: [height(edge, west), height(edge, east)],
                    range: Range::of(edge, west, east),
                });
            } else if edge.high.x >= west {
                ending.push((Range::of(edge, west, east), idx));
            }
        }
        through.sort_by(|one, other| one.heights[0].total_cmp(&other.heights[0]));
        ending.sort_by(|(one, _), (other, _)| one.low.total_cmp(&other.low));
        let in_the_east = exchanged(&through, &mut pair);
        beside_ends(&through, &ending, &mut pair);
        across.extend(in_the_east.into_iter().map(|at| through[at].idx));
        across.extend(ending.into_iter().map(|(_, idx)| idx));
    }
}

/// Pairs of edges through a strip that change their order, or are near each other on one side. Gives back their order in the east.
fn exchanged(through: &[Through], pair: &mut impl FnMut(usize, usize)) -> Vec<usize> {
    let mut in_the_east: Vec<usize> = Vec::with_capacity(through.len());
    for (at, edge) in through.iter().enumerate() {
        let [west, east] = edge.heights;
        let near_in_the_west = through[..at]
            .iter()
            .rev()
            .take_while(|south| south.heights[0] >= west - NEAR);
        for south in near_in_the_west {
            pair(south.idx, edge.idx);
        }
        let mut place = in_the_east.len();
        for (idx, &other) in in_the_east.iter().enumerate().rev() {
            let other = &through[other];
            if other.heights[1] < east - NEAR {
                break;
            }
            pair(other.idx, edge.idx);
            if other.heights[1] > east {
                place = idx;
            }
        }
        in_the_east.insert(place, at);
    }
    in_the_east
}

/// Pairs of which one ends in the strip. Those are in order of their lowest heights.
fn beside_ends(
    through: &[Through],
    ending: &[(Range, usize)],
    pair: &mut impl FnMut(usize, usize),
) {
    const BLOCK: usize = 64;
    let block = |edges: &[Through]| {
        let ranges = edges.iter().map(|edge| edge.range);
        ranges.reduce(Range::with).map(|range| (range, edges.len()))
    };
    let blocks: Vec<_> = through.chunks(BLOCK).filter_map(block).collect();
    for (at, &(range, idx)) in ending.iter().enumerate() {
        let above = ending[at + 1..]
            .iter()
            .take_while(|(other, _)| other.low <= range.high);
        for &(_, other) in above {
            pair(idx, other);
        }
        for (block, (around, n)) in blocks.iter().enumerate() {
            if around.meets(range) {
                let edges = &through[block * BLOCK..block * BLOCK + n];
                for edge in edges.iter().filter(|edge| edge.range.meets(range)) {
                    pair(idx, edge.idx);
                }
            }
        }
    }
}

impl Range {
    fn of(edge: &NodedEdge, west: i64, east: i64) -> Self {
        let (one, other) = if edge.low.x == edge.high.x {
            (edge.low.y as f64, edge.high.y as f64)
        } else {
            (height(edge, west - OVERLAP), height(edge, east + OVERLAP))
        };
        Self {
            low: one.min(other) - NEAR,
            high: one.max(other) + NEAR,
        }
    }

    fn with(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }

    fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

/// The height of an edge at an x, or at the end next to it.
fn height(edge: &NodedEdge, x: i64) -> f64 {
    if x <= edge.low.x {
        edge.low.y as f64
    } else if x >= edge.high.x {
        edge.high.y as f64
    } else {
        let along = (x - edge.low.x) as f64 / (edge.high.x - edge.low.x) as f64;
        edge.low.y as f64 + (edge.high.y - edge.low.y) as f64 * along
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use geo_types::Coord;
    use proptest::prelude::*;

    use super::*;
    use crate::noding::{Noded, is_cut};

    /// Those of the told pairs that do meet.
    fn meeting(
        edges: &[NodedEdge],
        tell: impl FnOnce(&mut dyn FnMut(usize, usize)),
    ) -> BTreeSet<(usize, usize)> {
        let mut meeting = BTreeSet::new();
        tell(&mut |one, other| {
            if is_cut(&edges[one], &edges[other]) {
                meeting.insert((one, other));
            }
        });
        meeting
    }

    proptest! {
        #[test]
        fn strips_leave_no_pair_out(ends in prop::collection::vec([-40..40_i32, -40..40, -40..40, -40..40], 2..60), across in 0..40_usize) {
            // Coarse steps that share ends and run upright, and steps of the last bit, where edges pass nodes by less.
            for step in [0.01, 2.0_f64.powi(-47)] {
                let corner = |x: i32, y: i32| Coord { x: 37.2 + f64::from(x) * step, y: 48.3 + f64::from(y) * step };
                let raw = ends.iter().map(|[x, y, to_x, to_y]| (0, (corner(*x, *y), corner(*to_x, *to_y))));
                let edges = Noded::uncut(raw);
                let ends = Ends { mean_across: across, ..Ends::of(&edges) };
                prop_assert_eq!(
                    meeting(&edges, |pair| in_strips(&edges, &ends, pair)),
                    meeting(&edges, |pair| one_by_one(&edges, pair))
                );
            }
        }
    }
}
