//! Clipping by an axis-parallel box, so that a town against a country's map costs a town.
//!
//! **Shape.** Sutherland–Hodgman, ring by ring. The result equals zone ∩ box as a set of points under the even-odd rule; it may contain edges along the
//! box that run there and back and enclose nothing, which areas and overlays ignore. It is not a valid polygon in the sense of OGC: not for output.
//!
//! **Error.** Points where an edge is cut are rounded to the nearest `f64`; use a box with a margin around what is measured.
//!
//! **Source.** I. E. Sutherland and G. W. Hodgman, *Reentrant polygon clipping*, Comm. ACM 17 (1974).

use geo_types::{Coord, LineString, MultiPolygon, Polygon, Rect};

use crate::ground::bounds;

/// Zone ∩ box.
pub(crate) fn clip_to_box(ground: &MultiPolygon<f64>, limits: Rect<f64>) -> MultiPolygon<f64> {
    MultiPolygon(
        ground
            .iter()
            .filter_map(|polygon| {
                let exterior = clip_ring(polygon.exterior(), limits)?;
                let interiors = polygon
                    .interiors()
                    .iter()
                    .filter_map(|hole| clip_ring(hole, limits))
                    .collect();
                Some(Polygon::new(exterior, interiors))
            })
            .collect(),
    )
}

/// A box widened on all sides by a share of its larger side, and by a hair where it is a point.
pub(crate) fn widened(limits: Rect<f64>, share: f64) -> Rect<f64> {
    const HAIR_DEGREES: f64 = 1e-6;
    grown(
        limits,
        limits.width().max(limits.height()) * share + HAIR_DEGREES,
    )
}

/// A box widened on all sides.
pub(crate) fn grown(limits: Rect<f64>, by: f64) -> Rect<f64> {
    let by = Coord { x: by, y: by };
    Rect::new(limits.min() - by, limits.max() + by)
}

/// Whether two boxes have a point in common.
pub(crate) fn boxes_meet(one: Rect<f64>, other: Rect<f64>) -> bool {
    one.min().x <= other.max().x
        && other.min().x <= one.max().x
        && one.min().y <= other.max().y
        && other.min().y <= one.max().y
}

/// A ring within the box, or `None` when nothing of it is left. Around points in the box it winds as before.
pub(crate) fn clip_ring(ring: &LineString<f64>, limits: Rect<f64>) -> Option<LineString<f64>> {
    let around = bounds(ring.coords())?;
    if !boxes_meet(around, limits) {
        return None;
    }
    let (low, high) = (limits.min(), limits.max());
    let inside = low.x <= around.min().x
        && low.y <= around.min().y
        && around.max().x <= high.x
        && around.max().y <= high.y;
    if inside {
        return Some(ring.clone());
    }
    // An open ring: the closing point would be cut twice.
    let open = &ring.0[..ring.0.len() - 1];
    let kept = keep_side(open, |at| at.x - low.x);
    let kept = keep_side(&kept, |at| high.x - at.x);
    let kept = keep_side(&kept, |at| at.y - low.y);
    let mut kept = keep_side(&kept, |at| high.y - at.y);
    let first = *kept.first()?;
    kept.push(first);
    Some(LineString(kept))
}

/// The ground where `depth`, a linear function, is not negative, with the same caveat as for a box.
pub(crate) fn clip_to_half_plane(
    ground: &MultiPolygon<f64>,
    depth: impl Fn(Coord<f64>) -> f64 + Copy,
) -> MultiPolygon<f64> {
    let clip = |ring: &LineString<f64>| {
        let kept = keep_side(ring.0.get(1..)?, depth);
        (!kept.is_empty()).then_some(LineString(kept))
    };
    MultiPolygon(
        ground
            .iter()
            .filter_map(|polygon| {
                let interiors = polygon.interiors().iter().filter_map(clip).collect();
                Some(Polygon::new(clip(polygon.exterior())?, interiors))
            })
            .collect(),
    )
}

/// What lies where `depth` is not negative, with the crossings.
fn keep_side(ring: &[Coord<f64>], depth: impl Fn(Coord<f64>) -> f64) -> Vec<Coord<f64>> {
    let Some(mut last) = ring.last().copied() else {
        return Vec::new();
    };
    let mut kept = Vec::with_capacity(ring.len() / 4);
    let mut last_depth = depth(last);
    for &at in ring {
        let at_depth = depth(at);
        if (last_depth >= 0.0) != (at_depth >= 0.0) {
            kept.push(last + (at - last) * (last_depth / (last_depth - at_depth)));
        }
        if at_depth >= 0.0 {
            kept.push(at);
        }
        (last, last_depth) = (at, at_depth);
    }
    kept
}

#[cfg(test)]
mod tests {
    use geo_types::polygon;

    use super::*;
    use crate::ground::twice_signed_area;

    #[test]
    fn a_horseshoe_that_leaves_the_box_keeps_its_area_in_it() {
        let horseshoe = MultiPolygon(vec![polygon![
            (x: 0., y: 0.), (x: 4., y: 0.), (x: 4., y: 1.), (x: 1., y: 1.), (x: 1., y: 2.), (x: 4., y: 2.), (x: 4., y: 3.), (x: 0., y: 3.),
        ]]);
        let limits = Rect::new(Coord { x: 2.0, y: -1.0 }, Coord { x: 9.0, y: 9.0 });
        let clipped = clip_to_box(&horseshoe, limits);
        assert!((twice_signed_area(clipped.0[0].exterior()) / 2.0 - 4.0).abs() < 1e-12);
    }

    #[test]
    fn what_lies_outside_is_gone_and_what_lies_inside_is_untouched() {
        let town = MultiPolygon(vec![
            polygon![(x: 0., y: 0.), (x: 1., y: 0.), (x: 0., y: 1.)],
        ]);
        let near = Rect::new(Coord { x: -1.0, y: -1.0 }, Coord { x: 2.0, y: 2.0 });
        let far = Rect::new(Coord { x: 5.0, y: 5.0 }, Coord { x: 6.0, y: 6.0 });
        assert_eq!(clip_to_box(&town, near), town);
        assert_eq!(clip_to_box(&town, far).0, vec![]);
    }
}
