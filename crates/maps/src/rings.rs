//! Rings as they came to rings as they must be: closed, without repeated points, with three corners or more, turned the right way.
//!
//! **Shape.** A ring that is already so passes through bit for bit, start point included. Turning a ring keeps its start point. Nothing is smoothed, snapped,
//! or rounded.
//!
//! **Sources.** RFC 7946, section 3.1.6: linear rings are closed, exteriors counter-clockwise, holes clockwise.

use geo::winding_order::{Winding, WindingOrder};
use geo_types::{Coord, LineString, Polygon};

use crate::raw::{RawPolygon, RawRing};
use crate::remarks::Remarks;

/// The polygon with sound rings; `None` when its exterior encloses nothing.
pub(crate) fn mend_polygon(
    raw: RawPolygon,
    feature: usize,
    remarks: &mut Remarks,
) -> Option<Polygon<f64>> {
    let mut rings = (1..).zip(raw).map(|(number, ring)| {
        let at = || format!("feature {feature}, ring {number}");
        mend_ring(ring, number == 1, &at, remarks)
    });
    let exterior = rings.next()??;
    Some(Polygon::new(exterior, rings.flatten().collect()))
}

fn mend_ring(
    mut ring: RawRing,
    is_exterior: bool,
    at: &impl Fn() -> String,
    remarks: &mut Remarks,
) -> Option<LineString<f64>> {
    let is_closed = ring.first() == ring.last();
    if !is_closed {
        ring.extend(ring.first().copied());
    }
    let n_before = ring.len();
    ring.dedup();
    let n_repeated = n_before - ring.len();
    // Closed, so the last point repeats the first: four points are three corners.
    if n_corners_up_to_three(&ring) < 3 {
        remarks.note("M005", at);
        return None;
    }
    if !is_closed {
        remarks.note("M002", at);
    }
    remarks.note_many("M003", n_repeated, at);
    let mut ring = LineString(ring);
    if turn(&mut ring, is_exterior) {
        remarks.note("M001", at);
    }
    Some(ring)
}

/// Turns an exterior counter-clockwise and a hole clockwise; says whether it had to. A ring without area has no direction and stays.
pub(crate) fn turn(ring: &mut LineString<f64>, is_exterior: bool) -> bool {
    let wrong = if is_exterior {
        WindingOrder::Clockwise
    } else {
        WindingOrder::CounterClockwise
    };
    let is_wrong = ring.winding_order() == Some(wrong);
    if is_wrong {
        ring.0.reverse();
    }
    is_wrong
}

/// Distinct points, counted no further than needed.
fn n_corners_up_to_three(ring: &[Coord<f64>]) -> usize {
    let Some(&first) = ring.first() else {
        return 0;
    };
    let Some(&second) = ring.iter().find(|&&coord| coord != first) else {
        return 1;
    };
    if ring.iter().any(|&coord| coord != first && coord != second) {
        3
    } else {
        2
    }
}
