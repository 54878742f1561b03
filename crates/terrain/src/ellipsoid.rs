//! The WGS 84 ellipsoid: its constants, geodesics on it, and positions in space.
//!
//! **Sources.** NIMA TR8350.2 for the constants; C. F. F. Karney, *Algorithms for geodesics*, J. Geodesy 87 (2013), through `geographiclib-rs`.

use geo_types::Coord;
use geographiclib_rs::{DirectGeodesic, Geodesic, InverseGeodesic};

/// Equatorial radius in metres.
pub(crate) const EQUATORIAL_RADIUS_M: f64 = 6_378_137.0;

/// Flattening.
pub(crate) const FLATTENING: f64 = 1.0 / 298.257_223_563;

/// First eccentricity squared, f (2 − f).
pub(crate) const ECCENTRICITY_SQUARED: f64 = FLATTENING * (2.0 - FLATTENING);

/// Smallest radius of curvature, b²/a: along the meridian at the equator.
pub(crate) const LEAST_CURVATURE_RADIUS_M: f64 = 6_335_439.0;

/// A geodesic between two points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct GeodesicLine {
    /// Length.
    pub(crate) metres: f64,
    /// Direction at its start, degrees clockwise from north, ±180.
    pub(crate) start_bearing: f64,
    /// Direction at its end, onward.
    pub(crate) end_bearing: f64,
}

/// The shortest line from one point to another.
pub(crate) fn geodesic(from: Coord<f64>, to: Coord<f64>) -> GeodesicLine {
    let (metres, start_bearing, end_bearing, _arc): (f64, f64, f64, f64) =
        Geodesic::wgs84().inverse(from.y, from.x, to.y, to.x);
    GeodesicLine {
        metres,
        start_bearing,
        end_bearing,
    }
}

/// The point that lies so far in a direction.
pub(crate) fn destination(from: Coord<f64>, bearing: f64, metres: f64) -> Coord<f64> {
    let (lat, lon): (f64, f64) = Geodesic::wgs84().direct(from.y, from.x, bearing, metres);
    Coord { x: lon, y: lat }
}

/// Metres per degree of longitude and of latitude at a latitude.
pub(crate) fn metres_per_degree(lat: f64) -> (f64, f64) {
    let (sin, cos) = libm::sincos(lat.to_radians());
    let root = 1.0 - ECCENTRICITY_SQUARED * sin * sin;
    let prime_vertical = EQUATORIAL_RADIUS_M / root.sqrt();
    let meridional = prime_vertical * (1.0 - ECCENTRICITY_SQUARED) / root;
    ((prime_vertical * cos).to_radians(), meridional.to_radians())
}

/// Position in space, metres from the Earth's centre.
pub(crate) fn position(at: Coord<f64>) -> [f64; 3] {
    let (sin_lat, cos_lat) = libm::sincos(at.y.to_radians());
    let (sin_lon, cos_lon) = libm::sincos(at.x.to_radians());
    let prime_vertical =
        EQUATORIAL_RADIUS_M / (1.0 - ECCENTRICITY_SQUARED * sin_lat * sin_lat).sqrt();
    [
        prime_vertical * cos_lat * cos_lon,
        prime_vertical * cos_lat * sin_lon,
        prime_vertical * (1.0 - ECCENTRICITY_SQUARED) * sin_lat,
    ]
}

/// Number of pieces into which an edge is cut so that none is longer than `longest` degrees in longitude or latitude.
pub(crate) fn n_pieces(from: Coord<f64>, to: Coord<f64>, longest: f64) -> usize {
    let span = (to.x - from.x).abs().max((to.y - from.y).abs());
    // At most 360 degrees over a positive step: the value is small, positive, and whole.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small whole number"
    )]
    let n = (span / longest).ceil() as usize;
    n.max(1)
}

/// The corners at which an edge is cut, without its start and with its end.
pub(crate) fn cut(
    from: Coord<f64>,
    to: Coord<f64>,
    longest: f64,
) -> impl Iterator<Item = Coord<f64>> {
    let n = n_pieces(from, to, longest);
    (1..=n).map(move |idx| {
        if idx == n {
            to
        } else {
            from + (to - from) * (idx as f64 / n as f64)
        }
    })
}

/// Length of a lon/lat-straight line, in metres: geodesics over pieces of at most 0.05 degrees, at which a piece of 5 km is short by less than 0.1 mm.
pub(crate) fn line_metres(coords: impl Iterator<Item = Coord<f64>>) -> f64 {
    const LONGEST_PIECE_DEGREES: f64 = 0.05;
    let mut metres = 0.0;
    let mut last: Option<Coord<f64>> = None;
    for at in coords {
        if let Some(mut from) = last {
            for to in cut(from, at, LONGEST_PIECE_DEGREES) {
                metres += geodesic(from, to).metres;
                from = to;
            }
        }
        last = Some(at);
    }
    metres
}
