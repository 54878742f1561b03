//! The neck of a way out: from the tightest square to the two held edges.
//!
//! **Method.** The edge point nearest to the square's middle is on one side. On the other side of the line through the middle, the nearest edge point is the
//! opposite one. Each in turn then moves to the point of its side that is nearest to the other, until they rest: the locally closest pair.

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

/// The neck around a point in the tightest square, or `None` when nothing is held. Edges farther apart than `at_most` make no neck of two sides.
pub(super) fn find(tightest: Coord<f64>, segments: &[Segment], at_most: f64) -> Option<PlanarNeck> {
    const MOST_MOVES: usize = 20;
    const AT_REST_M: f64 = 1e-3;
    let mut edge = nearest(tightest, segments.iter().copied())?;
    let toward = edge - tightest;
    let side = |sign: f64| {
        segments.iter().filter_map(move |segment| {
            half(
                *segment,
                tightest,
                Coord {
                    x: toward.x * sign,
                    y: toward.y * sign,
                },
            )
        })
    };
    let one_sided = PlanarNeck {
        centre: tightest,
        edge,
        opposite: None,
    };
    let Some(mut opposite) = nearest(tightest, side(-1.0)) else {
        return Some(one_sided);
    };
    for _ in 0..MOST_MOVES {
        let before = apart(edge, opposite);
        edge = nearest(opposite, side(1.0)).unwrap_or(edge);
        opposite = nearest(edge, side(-1.0)).unwrap_or(opposite);
        if before - apart(edge, opposite) < AT_REST_M {
            break;
        }
    }
    if apart(edge, opposite) > at_most {
        return Some(one_sided);
    }
    Some(PlanarNeck {
        centre: Coord {
            x: f64::midpoint(edge.x, opposite.x),
            y: f64::midpoint(edge.y, opposite.y),
        },
        edge,
        opposite: Some(opposite),
    })
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
