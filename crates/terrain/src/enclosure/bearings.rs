//! Which share of the bearings from a point meets held ground within a radius.
//!
//! **Method.** Each edge hides an arc of the horizon; the union of the arcs is measured, without sampling. In an azimuthal equidistant plane lines
//! through the centre are geodesics, so bearings are exact.

use std::f64::consts::{PI, TAU};

use geo_types::Coord;

use crate::Share;
use crate::ground::parity;
use crate::planar::Segment;

/// The share, for a centre at the origin of the plane.
pub(super) fn closed_share(segments: &[Segment], radius: f64) -> Share {
    let origin = Coord { x: 0.0, y: 0.0 };
    if parity(segments.iter().copied(), origin) {
        return Share::WHOLE;
    }
    let mut arcs: Vec<(f64, f64)> = Vec::new();
    for segment in segments {
        let Some((from, to)) = within_circle(*segment, radius) else {
            continue;
        };
        let (from, to) = (libm::atan2(from.x, from.y), libm::atan2(to.x, to.y));
        let (low, high) = if from <= to { (from, to) } else { (to, from) };
        // An edge that misses the origin hides less than half of the horizon, if need be across due south.
        if high - low <= PI {
            arcs.push((low, high));
        } else {
            arcs.push((-PI, low));
            arcs.push((high, PI));
        }
    }
    arcs.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut closed = 0.0;
    let mut reached = -PI;
    for (low, high) in arcs {
        if high > reached {
            closed += high - low.max(reached);
            reached = high;
        }
    }
    Share::new(closed / TAU)
}

/// The part of a segment in a circle around the origin.
fn within_circle((start, end): Segment, radius: f64) -> Option<Segment> {
    let along = end - start;
    let a = along.x * along.x + along.y * along.y;
    let b = start.x * along.x + start.y * along.y;
    let c = start.x * start.x + start.y * start.y - radius * radius;
    let root_of = b * b - a * c;
    if a <= 0.0 || root_of <= 0.0 {
        return None;
    }
    let root = root_of.sqrt();
    let (low, high) = (((-b - root) / a).max(0.0), ((-b + root) / a).min(1.0));
    (low < high).then(|| (start + along * low, start + along * high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wall_in_the_south_closes_a_quarter_of_the_horizon() {
        let corners = [
            (-5.0, -5.0),
            (5.0, -5.0),
            (5.0, -6.0),
            (-5.0, -6.0),
            (-5.0, -5.0),
        ]
        .map(|(x, y)| Coord { x, y });
        let wall: Vec<Segment> = corners.windows(2).map(|pair| (pair[0], pair[1])).collect();
        assert!((closed_share(&wall, 100.0).value() - 0.25).abs() < 1e-12);
        assert_eq!(closed_share(&wall, 4.0), Share::NONE);
    }
}
