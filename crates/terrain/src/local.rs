//! A plane around a place: the azimuthal equidistant projection on the ellipsoid.
//!
//! **What.** x east and y north, in metres. Distances and bearings from the centre are exact; a distance d across at radius r is too long by d · r² /
//! 6R²: 1.7 · 10⁻⁶ at 20 km, 4 · 10⁻⁵ at 100 km. Do not use beyond some 300 km.
//!
//! **Source.** J. P. Snyder, *Map Projections: A Working Manual*, USGS PP 1395 (1987), section 25; geodesics by Karney.

use geo_types::{Coord, LineString, MultiPolygon, Polygon, Rect};

use crate::ellipsoid::{cut, destination, geodesic, metres_per_degree};

/// Pieces of edges: over 0.02° (2.2 km) a parallel leaves its straight image by less than 0.2 m at 60°.
const LONGEST_PIECE_DEGREES: f64 = 0.02;

/// A plane whose origin is a point of the ellipsoid.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LocalPlane {
    origin: Coord<f64>,
    /// The y axis points here, degrees clockwise from north.
    upward: f64,
}

impl LocalPlane {
    /// A plane with y pointing north.
    pub(crate) fn around(origin: Coord<f64>) -> Self {
        Self {
            origin,
            upward: 0.0,
        }
    }

    /// A plane with y pointing in a direction.
    pub(crate) fn facing(origin: Coord<f64>, bearing: f64) -> Self {
        Self {
            origin,
            upward: bearing,
        }
    }

    /// Degrees to metres.
    pub(crate) fn to_plane(self, at: Coord<f64>) -> Coord<f64> {
        let line = geodesic(self.origin, at);
        let (sin, cos) = libm::sincos((line.start_bearing - self.upward).to_radians());
        Coord {
            x: line.metres * sin,
            y: line.metres * cos,
        }
    }

    /// Metres to degrees.
    pub(crate) fn to_globe(self, at: Coord<f64>) -> Coord<f64> {
        let bearing = libm::atan2(at.x, at.y).to_degrees() + self.upward;
        destination(self.origin, bearing, libm::hypot(at.x, at.y))
    }

    /// A line with its bends.
    pub(crate) fn line_to_plane(self, line: &LineString<f64>) -> LineString<f64> {
        let mut image = Vec::with_capacity(line.0.len());
        image.extend(line.0.first().map(|at| self.to_plane(*at)));
        for pair in line.0.windows(2) {
            image.extend(cut(pair[0], pair[1], LONGEST_PIECE_DEGREES).map(|at| self.to_plane(at)));
        }
        LineString(image)
    }

    /// A zone.
    pub(crate) fn ground_to_plane(self, ground: &MultiPolygon<f64>) -> MultiPolygon<f64> {
        MultiPolygon(
            ground
                .iter()
                .map(|polygon| {
                    Polygon::new(
                        self.line_to_plane(polygon.exterior()),
                        polygon
                            .interiors()
                            .iter()
                            .map(|ring| self.line_to_plane(ring))
                            .collect(),
                    )
                })
                .collect(),
        )
    }
}

/// A box in degrees that contains everything within a radius; wider than needed by about a hundredth. Reaches no farther than the globe.
pub(crate) fn box_around(centre: Coord<f64>, radius_m: f64) -> Rect<f64> {
    const MARGIN: f64 = 1.01;
    let north = radius_m * MARGIN / 110_500.0;
    let farthest_lat = (centre.y.abs() + north).min(89.9);
    let (east_m, _) = metres_per_degree(farthest_lat);
    let east = radius_m * MARGIN / east_m;
    Rect::new(
        Coord {
            x: (centre.x - east).max(-180.0),
            y: (centre.y - north).max(-90.0),
        },
        Coord {
            x: (centre.x + east).min(180.0),
            y: (centre.y + north).min(90.0),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back_is_the_same_point() {
        let plane = LocalPlane::facing(Coord { x: 37.2, y: 48.3 }, 73.0);
        let at = Coord { x: 37.6, y: 48.1 };
        let back = plane.to_globe(plane.to_plane(at));
        assert!(
            (back.x - at.x).abs() < 1e-11 && (back.y - at.y).abs() < 1e-11,
            "{back:?}"
        );
    }

    #[test]
    fn a_plane_that_faces_east_has_the_east_ahead() {
        let plane = LocalPlane::facing(Coord { x: 10.0, y: 0.0 }, 90.0);
        let ahead = plane.to_plane(Coord { x: 10.1, y: 0.0 });
        assert!(ahead.x.abs() < 1e-6 && ahead.y > 11_000.0, "{ahead:?}");
    }
}
