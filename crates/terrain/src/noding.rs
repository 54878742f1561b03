//! Edges cut where they meet, so that they have nothing in common but their ends.
//!
//! **Method.** Corners are counted in steps of 2⁻⁵² degrees, so that every question of side is answered exactly in integers. Where two edges cross, both are cut at
//! the `f64` next to the crossing; where a corner lies on an edge, or within half a unit of the last bit, the edge is cut there. Both bend the edge by less than that
//! bit. Bent edges may cross anew, so that it goes on until no two do. Edges that coincide become one, with both their counts.
//!
//! **Error.** Corners of the input come back with every bit, except for bits below 2⁻⁵² degrees (25 picometres), which only numbers under one degree have. The last
//! bit of a crossing is worth a nanometre in Ukraine and 3 at most, which across an edge of 25 km is less than 10⁻¹⁰ km².
//!
//! **Why whole steps are `f64`.** What is valid in integers is then valid in the numbers that are handed out. On a coarser grid, corners that get their own bits back
//! afterwards may lie on the other side of an edge that passes within half a step.
//!
//! **Why corners near an edge cut it.** Otherwise the piece between a crossing and an end beside it bends the rest of the edge, which then crosses its neighbour
//! a bit further on, and so along the whole length of two edges that nearly coincide.
//!
//! **Why a grid of our own.** A grid laid over the extent of the operands, as overlay libraries with 32-bit integers use it, is a tenth of a millimetre wide on a
//! district, and where old and new edges run side by side that is a square metre for every pair.
//!
//! **Sources.** J. D. Hobby, *Practical segment intersection with finite precision output*, Computational Geometry 13 (1999), for rounding to a grid; D. Halperin
//! and E. Packer, *Iterated snap rounding*, Computational Geometry 23 (2002), for going on until it holds.

use geo_types::Coord;

use crate::crossings::pairs;

/// Steps to a degree: 2⁵². Every `f64` from one degree on is a whole number of them; twice the difference of two longitudes fits an `i64`, and the product of two
/// such an `i128`.
const STEPS_PER_DEGREE: f64 = 4_503_599_627_370_496.0;

/// A point whose coordinates in steps are `f64` as well. Its order is by x, then by y.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Node {
    pub(crate) x: i64,
    pub(crate) y: i64,
}

/// An edge between two nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NodedEdge {
    /// The lesser end.
    pub(crate) low: Node,
    /// The greater end.
    pub(crate) high: Node,
    /// For each operand, how often it runs from low to high, less how often it runs back.
    pub(crate) times: [i32; 2],
}

/// Edges that meet in their ends only, in order of their lower ends.
#[derive(Debug)]
pub(crate) struct Noded {
    pub(crate) edges: Vec<NodedEdge>,
}

impl Node {
    fn of(at: Coord<f64>) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "at most 180 · 2^52, a whole number"
        )]
        let steps = |degrees: f64| (degrees * STEPS_PER_DEGREE).round() as i64;
        Self {
            x: steps(at.x),
            y: steps(at.y),
        }
    }

    /// Exact.
    pub(crate) fn coord(self) -> Coord<f64> {
        Coord {
            x: self.x as f64 / STEPS_PER_DEGREE,
            y: self.y as f64 / STEPS_PER_DEGREE,
        }
    }
}

/// The nearest number of steps that is an `f64`.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a whole number that was an i64"
)]
fn as_float(steps: i64) -> i64 {
    steps as f64 as i64
}

/// Steps from a number that is an `f64` to the next one.
fn last_bit(steps: i64) -> i128 {
    1 << (i64::BITS - steps.abs().leading_zeros()).saturating_sub(f64::MANTISSA_DIGITS)
}

impl NodedEdge {
    /// `None` when both ends are one.
    fn between(from: Node, to: Node, times: [i32; 2]) -> Option<Self> {
        match from.cmp(&to) {
            std::cmp::Ordering::Less => Some(Self {
                low: from,
                high: to,
                times,
            }),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(Self {
                low: to,
                high: from,
                times: times.map(|n| -n),
            }),
        }
    }

    /// The smallest and the greatest y.
    fn heights(&self) -> (i64, i64) {
        (self.low.y.min(self.high.y), self.low.y.max(self.high.y))
    }

    /// Whether the edge passes a node, which lies on the given side of it, within half a unit of the last bit: through the ground that is rounded to the node. Its limits
    /// do not count, or the diagonals of a square of four nodes would cut each other for ever.
    fn is_beside(&self, at: Node, side: i128) -> bool {
        let across = i128::from(self.high.x - self.low.x) * last_bit(at.y);
        let along = i128::from((self.high.y - self.low.y).abs()) * last_bit(at.x);
        2 * side.abs() < across + along
    }

    /// Whether a node lies between the ends of the edge, if it lies near the line through it.
    fn has_inside(&self, at: Node) -> bool {
        let (lowest, highest) = self.heights();
        at != self.low
            && at != self.high
            && (self.low.x..=self.high.x).contains(&at.x)
            && (lowest..=highest).contains(&at.y)
    }
}

/// On which side of the line from one node to another a third one lies: positive on the left. Exact.
pub(crate) fn side(from: Node, to: Node, at: Node) -> i128 {
    let less = |one: i64, other: i64| i128::from(one) - i128::from(other);
    less(to.x, from.x) * less(at.y, from.y) - less(to.y, from.y) * less(at.x, from.x)
}

impl Noded {
    /// Cuts edges, each with its operand, 0 or 1.
    pub(crate) fn new(edges: impl Iterator<Item = (usize, (Coord<f64>, Coord<f64>))>) -> Self {
        // In practice two or three rounds; the limit only makes sure that it ends.
        const MOST_ROUNDS: usize = 64;
        let mut noded = Self::uncut(edges);
        for _ in 0..MOST_ROUNDS {
            let cuts = cuts(&noded);
            if cuts.is_empty() {
                break;
            }
            noded = united(cut(&noded, cuts));
        }
        Self { edges: noded }
    }

    /// The edges as they are, in order, equal ones as one.
    pub(crate) fn uncut(
        edges: impl Iterator<Item = (usize, (Coord<f64>, Coord<f64>))>,
    ) -> Vec<NodedEdge> {
        let mut noded = Vec::new();
        for (operand, (from, to)) in edges {
            let mut times = [0; 2];
            times[operand] = 1;
            noded.extend(NodedEdge::between(Node::of(from), Node::of(to), times));
        }
        united(noded)
    }
}

/// Equal edges as one, and none that runs there as often as back.
fn united(mut edges: Vec<NodedEdge>) -> Vec<NodedEdge> {
    edges.sort_unstable_by_key(|edge| (edge.low, edge.high));
    edges.dedup_by(|later, kept| {
        let same = (later.low, later.high) == (kept.low, kept.high);
        if same {
            kept.times = [
                kept.times[0] + later.times[0],
                kept.times[1] + later.times[1],
            ];
        }
        same
    });
    edges.retain(|edge| edge.times != [0, 0]);
    edges
}

/// Where edges must be cut, by their index. The edges are in order of their lower ends.
fn cuts(edges: &[NodedEdge]) -> Vec<(usize, Node)> {
    let mut cuts = Vec::new();
    pairs(edges, |idx, other_idx| {
        let (one, other) = (&edges[idx], &edges[other_idx]);
        let ((lowest, highest), (other_lowest, other_highest)) = (one.heights(), other.heights());
        if other_lowest <= highest && lowest <= other_highest {
            meet(one, other, |of_one, node| {
                cuts.push((if of_one { idx } else { other_idx }, node));
            });
        }
    });
    cuts
}

/// Tells where two edges cut each other: `cut(true, …)` for the one, `cut(false, …)` for the other.
fn meet(one: &NodedEdge, other: &NodedEdge, mut cut: impl FnMut(bool, Node)) {
    let apart = |a: i128, b: i128| a.signum() * b.signum() > 0;
    let [low, high] = [other.low, other.high].map(|node| side(one.low, one.high, node));
    let [own_low, own_high] = [one.low, one.high].map(|node| side(other.low, other.high, node));
    let mut is_cut = false;
    let ends = [
        (true, one, other.low, low),
        (true, one, other.high, high),
        (false, other, one.low, own_low),
        (false, other, one.high, own_high),
    ];
    for (of_one, edge, node, side) in ends {
        if edge.has_inside(node) && edge.is_beside(node, side) {
            cut(of_one, node);
            is_cut = true;
        }
    }
    // Once an edge is bent to an end, the two may still cross; the next round tells.
    if is_cut
        || apart(low, high)
        || apart(own_low, own_high)
        || [low, high, own_low, own_high].contains(&0)
    {
        return;
    }
    let node = crossing(one, other, own_low as f64 / (own_low - own_high) as f64);
    for (of_one, edge) in [(true, one), (false, other)] {
        if node != edge.low && node != edge.high {
            cut(of_one, node);
        }
    }
}

/// Whether two edges cut each other.
#[cfg(test)]
pub(crate) fn is_cut(one: &NodedEdge, other: &NodedEdge) -> bool {
    let ((lowest, highest), (other_lowest, other_highest)) = (one.heights(), other.heights());
    let mut is_cut = false;
    if other_lowest <= highest && lowest <= other_highest {
        meet(one, other, |_, _| is_cut = true);
    }
    is_cut
}

/// The node next to the point at a share of the way along `one`, within the boxes of both.
fn crossing(one: &NodedEdge, other: &NodedEdge, along: f64) -> Node {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a share of a difference of nodes, a whole number"
    )]
    let at = |low: i64, high: i64| as_float(low + ((high - low) as f64 * along).round() as i64);
    let ((lowest, highest), (other_lowest, other_highest)) = (one.heights(), other.heights());
    Node {
        x: at(one.low.x, one.high.x)
            .clamp(one.low.x.max(other.low.x), one.high.x.min(other.high.x)),
        y: at(one.low.y, one.high.y).clamp(lowest.max(other_lowest), highest.min(other_highest)),
    }
}

/// Edges in pieces.
fn cut(edges: &[NodedEdge], mut cuts: Vec<(usize, Node)>) -> Vec<NodedEdge> {
    let along = |idx: usize, node: Node| {
        let NodedEdge { low, high, .. } = edges[idx];
        let less = |one: i64, other: i64| i128::from(one) - i128::from(other);
        less(high.x, low.x) * less(node.x, low.x) + less(high.y, low.y) * less(node.y, low.y)
    };
    cuts.sort_unstable_by_key(|(idx, node)| (*idx, along(*idx, *node), *node));
    cuts.dedup();
    let mut pieces = Vec::with_capacity(edges.len() + cuts.len());
    let mut cuts = cuts.into_iter().peekable();
    for (idx, edge) in edges.iter().enumerate() {
        let mut from = edge.low;
        while let Some((_, node)) = cuts.next_if(|(of, _)| *of == idx) {
            pieces.extend(NodedEdge::between(from, node, edge.times));
            from = node;
        }
        pieces.extend(NodedEdge::between(from, edge.high, edge.times));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(x: f64, y: f64) -> Coord<f64> {
        Coord { x, y }
    }

    #[test]
    fn a_cross_becomes_four_edges_and_a_corner_on_an_edge_cuts_it() {
        let cross = [(at(0.0, 0.0), at(2.0, 2.0)), (at(0.0, 2.0), at(2.0, 0.0))];
        let noded = Noded::new(cross.into_iter().map(|edge| (0, edge)));
        assert_eq!(noded.edges.len(), 4);
        assert_eq!(noded.edges[0].high.coord(), at(1.0, 1.0));

        let leaning = [(at(0.0, 0.0), at(2.0, 0.0)), (at(1.0, 0.0), at(1.0, 1.0))];
        let noded = Noded::new(leaning.into_iter().map(|edge| (0, edge)));
        assert_eq!(noded.edges.len(), 3);
    }

    #[test]
    fn edges_that_coincide_become_one_with_both_counts_and_there_and_back_is_nothing() {
        let along = [
            (0, (at(0.0, 0.0), at(3.0, 0.0))),
            (1, (at(2.0, 0.0), at(1.0, 0.0))),
        ];
        let noded = Noded::new(along.into_iter());
        let times: Vec<_> = noded.edges.iter().map(|edge| edge.times).collect();
        assert_eq!(times, [[1, 0], [1, -1], [1, 0]]);

        let back = [
            (0, (at(0.0, 0.0), at(3.0, 0.0))),
            (0, (at(3.0, 0.0), at(0.0, 0.0))),
        ];
        assert!(Noded::new(back.into_iter()).edges.is_empty());
    }

    #[test]
    fn corners_keep_every_bit() {
        let corner = at(37.175_812_345_678_91, 48.282_312_345_678_9);
        let noded = Noded::new([(0, (corner, at(38.0, 49.0)))].into_iter());
        assert_eq!(noded.edges[0].low.coord(), corner);
    }

    proptest! {
        #[test]
        fn long_edges_side_by_side_are_cut_to_the_end(ends in prop::collection::vec([-4..4_i32, -4..4, -4..4, -4..4], 2..12)) {
            for (far, bit) in [(0.000_01, -47), (0.01, -47), (0.6, -47)] {
                let bit = 2.0_f64.powi(bit);
                let off = |from: f64, steps: i32| from + f64::from(steps) * bit;
                let edges = ends.iter().map(|[x, y, to_x, to_y]| {
                    (0, (at(off(37.2, *x), off(48.3, *y)), at(off(37.2 + far, *to_x), off(48.3 - 3.0 * far, *to_y))))
                });
                prop_assert!(cuts(&Noded::new(edges).edges).is_empty());
            }
        }

        #[test]
        fn nothing_is_left_to_cut(ends in prop::collection::vec((-60..60_i32, -60..60_i32), 2..40)) {
            // Within some hundred steps, where rounding bends edges the most: near nothing, within a theatre, and where the last bit changes its worth.
            for (lon, lat, bit) in [(0.0, 0.0, -52), (37.2, 48.3, -47), (32.0, 1.0, -49), (-128.0, 64.0, -47)] {
                let bit = 2.0_f64.powi(bit);
                let corner = |end: &(i32, i32)| at(lon + f64::from(end.0) * bit, lat + f64::from(end.1) * bit);
                let edges = ends.windows(2).map(|pair| (0, (corner(&pair[0]), corner(&pair[1]))));
                prop_assert!(cuts(&Noded::new(edges).edges).is_empty());
            }
        }
    }
}
