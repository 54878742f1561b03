//! The neck of a way out: from the tightest square to the two held edges.
//!
//! **Method.** The edge point nearest to the square's middle is on one side. On the other side of the line through the middle, the nearest edge point is
//! the opposite one. Each in turn then moves to the point of its side that is nearest to the other, until they rest: the locally closest pair.

use std::ops::RangeInclusive;

use geo_types::Coord;

use crate::planar::{Segment, apart, nearest_on_segment};

/// A neck in the plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PlanarNeck {
    pub(super) centre: Coord<f64>,
    pub(super) edge: Coord<f64>,
    pub(super) opposite: Option<Coord<f64>>,
}

impl PlanarNeck {
    /// Distance between the two edges.
    pub(super) fn across(&self) -> Option<f64> {
        self.opposite.map(|opposite| apart(self.edge, opposite))
    }
}

/// The neck around a point in the tightest square, or `None` when nothing is held. Two edges make a neck when they are as far apart as the range says.
pub(super) fn find(
    tightest: Coord<f64>,
    segments: &[Segment],
    across: RangeInclusive<f64>,
) -> Option<PlanarNeck> {
    let edge = nearest(tightest, segments.iter().copied())?;
    let toward = edge - tightest;
    let side = |sign: f64| {
        segments
            .iter()
            .filter_map(move |segment| half(*segment, tightest, toward * sign))
    };
    let one_sided = PlanarNeck {
        centre: tightest,
        edge,
        opposite: None,
    };
    let opposite = nearest(tightest, side(-1.0))
        .filter(|opposite| apart(tightest, edge) + apart(tightest, *opposite) <= *across.end());
    let Some(opposite) = opposite else {
        return Some(one_sided);
    };
    let between = |edge: Coord<f64>, opposite: Coord<f64>| PlanarNeck {
        centre: (edge + opposite) * 0.5,
        edge,
        opposite: Some(opposite),
    };
    let (moved_edge, moved_opposite) = closest_pair(edge, opposite, side);
    // An edge that crosses the dividing line elsewhere can draw both points there; then the first pair stands.
    if across.contains(&apart(moved_edge, moved_opposite)) {
        Some(between(moved_edge, moved_opposite))
    } else {
        Some(between(edge, opposite))
    }
}

/// Moves two points on two sides toward one another until they rest.
fn closest_pair<S: Iterator<Item = Segment>>(
    mut edge: Coord<f64>,
    mut opposite: Coord<f64>,
    side: impl Fn(f64) -> S,
) -> (Coord<f64>, Coord<f64>) {
    const MOST_MOVES: usize = 20;
    const AT_REST_M: f64 = 1e-3;
    for _ in 0..MOST_MOVES {
        let before = apart(edge, opposite);
        edge = nearest(opposite, side(1.0)).unwrap_or(edge);
        opposite = nearest(edge, side(-1.0)).unwrap_or(opposite);
        if before - apart(edge, opposite) < AT_REST_M {
            break;
        }
    }
    (edge, opposite)
}

fn nearest(at: Coord<f64>, segments: impl Iterator<Item = Segment>) -> Option<Coord<f64>> {
    segments
        .map(|segment| nearest_on_segment(at, segment))
        .min_by(|one, other| apart(at, *one).total_cmp(&apart(at, *other)))
}

/// The part of a segment on the side of a point in a direction.
fn half((start, end): Segment, at: Coord<f64>, toward: Coord<f64>) -> Option<Segment> {
    let depth = |of: Coord<f64>| (of.x - at.x) * toward.x + (of.y - at.y) * toward.y;
    let (from, to) = (depth(start), depth(end));
    match (from > 0.0, to > 0.0) {
        (true, true) => Some((start, end)),
        (false, false) => None,
        (true, false) => Some((start, start + (end - start) * (from / (from - to)))),
        (false, true) => Some((start + (end - start) * (from / (from - to)), end)),
    }
}
