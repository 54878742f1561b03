//! Opening and closing of ground with a disc: what is left of it where a disc fits, and what it becomes where a disc doesn't fit between.
//!
//! **What.** The *opening* of ground is the ground that discs of a radius cover without leaving it; the *closing* is everything that such discs cannot cover
//! without touching the ground. Both come by two offsets: in and out again, or out and in again.
//!
//! **Units and frame.** Any unit in a plane; exteriors counter-clockwise, holes clockwise.
//!
//! **Error.** Arcs are drawn with steps of a twentieth of the radius, and the way back is longer by a thousandth, so that arcs never leave slivers along a smooth
//! edge: the opening reaches up to 0.1 % of the radius too far, the closing as much too little.
//!
//! **Source.** J. Serra, *Image Analysis and Mathematical Morphology*, 1982, chapter II.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use i_overlay::mesh::outline::offset::OutlineOffset as _;
use i_overlay::mesh::style::{LineJoin, OutlineStyle};

use crate::ground::rings;

/// Length of the pieces of an arc, in radii.
const ARC_STEP: f64 = 0.05;

/// How much longer the way back is: more than a piece of an arc lies inside its circle, which is a three-thousandth.
const WAY_BACK: f64 = 1.001;

/// The ground that discs of this radius cover without leaving it.
pub(super) fn opening(ground: &MultiPolygon<f64>, radius: f64) -> MultiPolygon<f64> {
    offset(&offset(ground, -radius), radius * WAY_BACK)
}

/// The ground, and what discs of this radius cannot reach outside it.
pub(super) fn closing(ground: &MultiPolygon<f64>, radius: f64) -> MultiPolygon<f64> {
    offset(&offset(ground, radius), -radius * WAY_BACK)
}

fn offset(ground: &MultiPolygon<f64>, by: f64) -> MultiPolygon<f64> {
    let style = OutlineStyle::new(by).line_join(LineJoin::Round(ARC_STEP));
    ground_of(paths_of(ground).outline(&style))
}

/// A ring without its closing point, as the library wants it.
type Path = Vec<[f64; 2]>;

fn paths_of(ground: &MultiPolygon<f64>) -> Vec<Path> {
    let path = |ring: &LineString<f64>| {
        let n_corners = ring.0.len().saturating_sub(1);
        ring.0[..n_corners].iter().map(|at| [at.x, at.y]).collect()
    };
    rings(ground).map(path).collect()
}

fn ground_of(shapes: Vec<Vec<Path>>) -> MultiPolygon<f64> {
    let ring =
        |path: Path| -> LineString<f64> { path.into_iter().map(|[x, y]| Coord { x, y }).collect() };
    shapes
        .into_iter()
        .filter_map(|shape| {
            let mut rings = shape.into_iter().map(ring);
            Some(Polygon::new(rings.next()?, rings.collect()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use geo_types::polygon;

    use super::*;
    use crate::ground::twice_signed_area;

    /// Area of valid ground in a plane.
    fn shoelace(ground: &MultiPolygon<f64>) -> f64 {
        ground
            .iter()
            .map(|part| {
                let ring = |ring| twice_signed_area(ring).abs() / 2.0;
                ring(part.exterior()) - part.interiors().iter().map(ring).sum::<f64>()
            })
            .sum()
    }

    #[test]
    fn a_square_loses_its_corners_and_nothing_else() {
        let square = MultiPolygon(vec![
            polygon![(x: 0., y: 0.), (x: 9e3, y: 0.), (x: 9e3, y: 9e3), (x: 0., y: 9e3)],
        ]);
        let lost = 81e6 - shoelace(&opening(&square, 1e3));
        let corners = (4.0 - std::f64::consts::PI) * 1e6;
        assert!(
            (lost - corners).abs() < 0.02 * corners + 4.0 * 9e3,
            "{lost}"
        );
        assert!((shoelace(&closing(&square, 1e3)) - 81e6).abs() < 5.0 * 9e3);
    }

    #[test]
    fn ground_that_is_too_narrow_vanishes() {
        let strip = MultiPolygon(vec![
            polygon![(x: 0., y: 0.), (x: 9e3, y: 0.), (x: 9e3, y: 1e3), (x: 0., y: 1e3)],
        ]);
        assert_eq!(opening(&strip, 600.0), MultiPolygon(Vec::new()));
    }
}
