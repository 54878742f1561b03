//! Where a part of ground joins the main body.
//!
//! **What.** The part was cut off along arcs of discs, which do not lie on the zone's edge. Each unbroken run of such edges is one opening; the straight line between
//! its ends is the neck.
//!
//! **Error.** Where an arc leaves the zone's edge at a slant, its first stretch within the tolerance counts as edge.

use geo_types::{Coord, Polygon};

use crate::planar::{Segment, SegmentIndex, apart};

/// Kilometres from the zone's edge up to which a point is taken to lie on it: offsets round to a grid of less than a thousandth of that.
const ON_EDGE_KM: f64 = 0.001;

/// The straight line across an opening.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct NeckLine(pub(super) Segment);

impl NeckLine {
    pub(super) fn width(&self) -> f64 {
        apart(self.0.0, self.0.1)
    }
}

/// The necks of a part, widest first; none when it touches nothing but the zone's edge.
pub(super) fn necks(part: &Polygon<f64>, zone_edge: &SegmentIndex) -> Vec<NeckLine> {
    let ring = &part.exterior().0;
    let n_edges = ring.len().saturating_sub(1);
    let is_open: Vec<bool> = ring
        .windows(2)
        .map(|ends| zone_edge.distance(middle(ends[0], ends[1])) > ON_EDGE_KM)
        .collect();
    // Starts behind an edge of the zone, so that no run is cut in two.
    let Some(start) = is_open.iter().position(|open| !open) else {
        return Vec::new();
    };
    let mut necks = Vec::new();
    let mut from: Option<Coord<f64>> = None;
    for step in 0..=n_edges {
        let edge = (start + step) % n_edges;
        if is_open[edge] {
            from = from.or(Some(ring[edge]));
        } else if let Some(from) = from.take() {
            necks.push(NeckLine((from, ring[edge])));
        }
    }
    necks.sort_by(|a, b| b.width().total_cmp(&a.width()));
    necks
}

fn middle(one: Coord<f64>, other: Coord<f64>) -> Coord<f64> {
    (one + other) / 2.0
}
