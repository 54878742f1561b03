//! The cycle of edges by which two states of a zone differ.
//!
//! **What.** Let both states be wound with their ground on the left. The edges of the later one together with the reversed edges of the earlier one form a
//! cycle whose winding number around a point is +1 where ground was gained, −1 where it was lost, and 0 elsewhere. An edge and its reverse cancel, and
//! consecutive maps of an outlet share nearly all edges, so that what remains are closed walks around the changed places, a handful of corners each.
//!
//! **Why it matters.** Whatever is additive over edges follows from the cycle alone: area, and on which side of the zone's edge a point lies.
//!
//! **Error.** None: edges cancel when their ends are equal as numbers, and nothing is computed.

use geo_types::{Coord, LineString, MultiPolygon, Rect};

use crate::clip::boxes_meet;
use crate::ground::{bounds, is_counter_clockwise, line_edges};

/// An edge with the ground on its left.
pub(crate) type Edge = (Coord<f64>, Coord<f64>);

/// By what the later zone differs from the earlier one.
pub(crate) fn cycle_between(earlier: &MultiPolygon<f64>, later: &MultiPolygon<f64>) -> Vec<Edge> {
    let mut cancelling = Cancelling::default();
    cancelling.extend(directed_edges(later));
    cancelling.extend(directed_edges(earlier).map(|(from, to)| (to, from)));
    cancelling.remaining()
}

/// Edges of which those that meet their reverse cancel. It keeps its memory from one cycle to the next.
#[derive(Debug, Default)]
pub(crate) struct Cancelling {
    /// From the lower end to the higher one, and whether that is the way they run.
    edges: Vec<(bool, Edge)>,
    /// The indexes of edges behind the first part of their order, which for most of them decides it; so little is quickly sorted.
    order: Vec<(u64, usize)>,
}

impl Cancelling {
    /// Adds edges; those without length are none.
    pub(crate) fn extend(&mut self, edges: impl Iterator<Item = Edge>) {
        let edges = edges.filter(|(from, to)| from != to);
        self.edges.extend(edges.map(|(from, to)| {
            if key(from) <= key(to) {
                (true, (from, to))
            } else {
                (false, (to, from))
            }
        }));
    }

    /// Takes what is left, in an order that depends on nothing but the edges.
    pub(crate) fn remaining(&mut self) -> Vec<Edge> {
        let edges = &self.edges;
        let first_parts = edges.iter().map(|(_, (from, _))| key(*from).0);
        self.order.clear();
        self.order.extend(first_parts.zip(0..));
        self.order.sort_unstable();
        for same in self.order.chunk_by_mut(|one, other| one.0 == other.0) {
            same.sort_unstable_by_key(|&(_, idx)| {
                let (_, (from, to)) = edges[idx];
                (key(from).1, key(to), idx)
            });
        }
        let mut remaining = Vec::with_capacity(edges.len());
        let equal = |one: &(u64, usize), other: &(u64, usize)| edges[one.1].1 == edges[other.1].1;
        for same in self.order.chunk_by(equal) {
            let forward = same.iter().filter(|(_, idx)| edges[*idx].0).count();
            let backward = same.len() - forward;
            let (from, to) = edges[same[0].1].1;
            let edge = if forward > backward {
                (from, to)
            } else {
                (to, from)
            };
            remaining.extend(std::iter::repeat_n(edge, forward.abs_diff(backward)));
        }
        self.edges.clear();
        remaining.shrink_to_fit();
        remaining
    }
}

/// All edges with the ground on their left, whatever the winding of the input.
pub(crate) fn directed_edges(ground: &MultiPolygon<f64>) -> impl Iterator<Item = Edge> + '_ {
    ground.iter().flat_map(|polygon| {
        let exterior = directed_ring(
            polygon.exterior(),
            is_turned(polygon.exterior(), Role::Exterior),
        );
        let holes = polygon
            .interiors()
            .iter()
            .flat_map(|hole| directed_ring(hole, is_turned(hole, Role::Hole)));
        exterior.chain(holes)
    })
}

/// What a ring is to its polygon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// It bounds the polygon from outside.
    Exterior,
    /// It bounds a hole.
    Hole,
}

/// Whether a ring runs with its ground on the right.
pub(crate) fn is_turned(ring: &LineString<f64>, role: Role) -> bool {
    is_counter_clockwise(ring) != (role == Role::Exterior)
}

fn directed_ring(ring: &LineString<f64>, turn: bool) -> impl Iterator<Item = Edge> + '_ {
    line_edges(ring).map(move |(from, to)| if turn { (to, from) } else { (from, to) })
}

/// An order on coordinates that makes equal ones equal; adding zero turns −0 into 0.
fn key(at: Coord<f64>) -> (u64, u64) {
    ((at.x + 0.0).to_bits(), (at.y + 0.0).to_bits())
}

/// The box around a cycle, or `None` when nothing differs.
pub(crate) fn bounds_of_edges(cycle: &[Edge]) -> Option<Rect<f64>> {
    // Every corner of a cycle is the start of an edge.
    bounds(cycle.iter().map(|(from, _)| from))
}

/// Joins edges end to start until each walk is closed. Every vertex has as many edges in as out, so a walk can only end where it began.
pub(crate) fn closed_walks(edges: &[Edge]) -> Vec<LineString<f64>> {
    let mut edges = edges.to_vec();
    edges.sort_unstable_by_key(|(from, to)| (key(*from), key(*to)));
    let mut used = vec![false; edges.len()];
    let mut walks = Vec::new();
    for first_idx in 0..edges.len() {
        if used[first_idx] {
            continue;
        }
        used[first_idx] = true;
        let (start, mut at) = edges[first_idx];
        let mut walk = vec![start, at];
        while key(at) != key(start) {
            let from_here = edges.partition_point(|(from, _)| key(*from) < key(at));
            let Some(next_idx) = (from_here..edges.len())
                .take_while(|idx| key(edges[*idx].0) == key(at))
                .find(|idx| !used[*idx])
            else {
                // Rings are closed, so this does not happen; a walk that stops is closed by its chord.
                break;
            };
            used[next_idx] = true;
            at = edges[next_idx].1;
            walk.push(at);
        }
        walks.push(LineString(walk));
    }
    walks
}

/// Walks whose boxes meet, directly or through others, in order of their western ends.
pub(crate) fn groups(walks: Vec<LineString<f64>>) -> Vec<Vec<LineString<f64>>> {
    let mut boxed: Vec<(Rect<f64>, LineString<f64>)> = walks
        .into_iter()
        .filter_map(|walk| Some((bounds(walk.coords())?, walk)))
        .collect();
    boxed.sort_by(|(one, _), (other, _)| one.min().x.total_cmp(&other.min().x));

    let mut group_of: Vec<usize> = (0..boxed.len()).collect();
    for idx in 0..boxed.len() {
        for other_idx in idx + 1..boxed.len() {
            if boxed[other_idx].0.min().x > boxed[idx].0.max().x {
                break;
            }
            if boxes_meet(boxed[idx].0, boxed[other_idx].0) {
                let (one, other) = (root(&group_of, idx), root(&group_of, other_idx));
                group_of[one.max(other)] = one.min(other);
            }
        }
    }
    let mut groups: Vec<Vec<LineString<f64>>> = vec![Vec::new(); boxed.len()];
    for (idx, (_, walk)) in boxed.into_iter().enumerate() {
        groups[root(&group_of, idx)].push(walk);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn root(group_of: &[usize], mut idx: usize) -> usize {
    while group_of[idx] != idx {
        idx = group_of[idx];
    }
    idx
}
