//! Polygons of a feature, with orientation and closure made regular and each repair recorded.

use salient_model::Diagnostic;
use salient_model::geometry::{Coord, LineString, MultiPolygon, Polygon};

/// Makes a multipolygon: outer rings anticlockwise, inner rings clockwise, all closed, as RFC 7946 has it. `at` names the feature.
pub(super) fn regular(
    polygons: Vec<Vec<Vec<Vec<f64>>>>,
    at: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<MultiPolygon<f64>> {
    let mut counts = Counts::default();
    let mut regular = Vec::with_capacity(polygons.len());
    for rings in polygons {
        let mut rings = rings.into_iter();
        let Some(outer) = rings
            .next()
            .and_then(|ring| regular_ring(&ring, true, &mut counts))
        else {
            continue;
        };
        let inner = rings
            .filter_map(|ring| regular_ring(&ring, false, &mut counts))
            .collect();
        regular.push(Polygon::new(outer, inner));
    }
    for (code, n, what) in [
        ("M001", counts.reversed, "rings reversed"),
        ("M002", counts.closed, "rings closed"),
        ("M003", counts.repeated, "repeated points removed"),
        ("M005", counts.dropped, "rings dropped"),
    ] {
        if n > 0 {
            diagnostics.push(Diagnostic::at(code, format!("{n} {what}"), at));
        }
    }
    if regular.is_empty() {
        diagnostics.push(Diagnostic::at("M006", "no ring is left", at));
        return None;
    }
    Some(MultiPolygon::new(regular))
}

#[derive(Default)]
struct Counts {
    reversed: usize,
    closed: usize,
    repeated: usize,
    dropped: usize,
}

fn regular_ring(ring: &[Vec<f64>], is_outer: bool, counts: &mut Counts) -> Option<LineString<f64>> {
    let mut points: Vec<Coord<f64>> = Vec::with_capacity(ring.len());
    for position in ring {
        // A position off the globe spoils its ring: leaving it out would draw another shape.
        let (Some(&x), Some(&y)) = (position.first(), position.get(1)) else {
            counts.dropped += 1;
            return None;
        };
        if !(x.abs() <= 180.0 && y.abs() <= 90.0) {
            counts.dropped += 1;
            return None;
        }
        let point = Coord { x, y };
        if points.last() == Some(&point) {
            counts.repeated += 1;
        } else {
            points.push(point);
        }
    }
    if points.first() == points.last() {
        points.pop();
    } else {
        counts.closed += 1;
    }
    if points.len() < 3 {
        counts.dropped += 1;
        return None;
    }
    if (twice_signed_area(&points) > 0.0) != is_outer {
        counts.reversed += 1;
        points.reverse();
    }
    let first = points[0];
    points.push(first);
    Some(LineString::new(points))
}

/// Positive for an anticlockwise ring, which is given without its closing point.
fn twice_signed_area(points: &[Coord<f64>]) -> f64 {
    let origin = points[0];
    points
        .windows(2)
        .map(|pair| {
            (pair[0].x - origin.x) * (pair[1].y - origin.y)
                - (pair[1].x - origin.x) * (pair[0].y - origin.y)
        })
        .sum()
}

/// Centroid of the largest polygon's outer ring, in degrees; falls back to its first point for a ring without area.
pub(super) fn center(shape: &MultiPolygon<f64>) -> Option<Coord<f64>> {
    let area = |polygon: &Polygon<f64>| twice_signed_area(&polygon.exterior().0).abs();
    let largest = shape
        .0
        .iter()
        .max_by(|left, right| area(left).total_cmp(&area(right)))?;
    let points = &largest.exterior().0;
    let origin = *points.first()?;
    let (mut area_2, mut x, mut y) = (0.0, 0.0, 0.0);
    for pair in points.windows(2) {
        let (ax, ay) = (pair[0].x - origin.x, pair[0].y - origin.y);
        let (bx, by) = (pair[1].x - origin.x, pair[1].y - origin.y);
        let cross = ax * by - bx * ay;
        area_2 += cross;
        x += (ax + bx) * cross;
        y += (ay + by) * cross;
    }
    if area_2 == 0.0 {
        return Some(origin);
    }
    Some(Coord {
        x: origin.x + x / (3.0 * area_2),
        y: origin.y + y / (3.0 * area_2),
    })
}
