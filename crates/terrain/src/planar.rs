//! Segments in a local plane, with the questions that several measures ask of them.
//!
//! **Units.** Metres in the plane of [`LocalPlane`](crate::local::LocalPlane).

use geo_types::Coord;
use rstar::primitives::Line;
use rstar::{PointDistance, RTree};

/// A segment from one point to another.
pub(crate) type Segment = (Coord<f64>, Coord<f64>);

/// The point of a segment that is nearest to a point.
pub(crate) fn nearest_on_segment(at: Coord<f64>, (start, end): Segment) -> Coord<f64> {
    let along = end - start;
    let length_squared = along.x * along.x + along.y * along.y;
    if length_squared <= 0.0 {
        return start;
    }
    let to = at - start;
    let t = ((to.x * along.x + to.y * along.y) / length_squared).clamp(0.0, 1.0);
    start + along * t
}

/// Distance of two points.
pub(crate) fn apart(one: Coord<f64>, other: Coord<f64>) -> f64 {
    libm::hypot(one.x - other.x, one.y - other.y)
}

/// Segments indexed for nearest-neighbour queries.
#[derive(Debug)]
pub(crate) struct SegmentIndex {
    tree: RTree<Line<[f64; 2]>>,
}

impl SegmentIndex {
    pub(crate) fn new(segments: impl Iterator<Item = Segment>) -> Self {
        Self {
            tree: RTree::bulk_load(
                segments
                    .map(|(start, end)| Line::new([start.x, start.y], [end.x, end.y]))
                    .collect(),
            ),
        }
    }

    /// Distance to the nearest segment; infinite when there is none.
    pub(crate) fn distance(&self, at: Coord<f64>) -> f64 {
        self.tree
            .nearest_neighbor(&[at.x, at.y])
            .map_or(f64::INFINITY, |line| line.distance_2(&[at.x, at.y]).sqrt())
    }
}
