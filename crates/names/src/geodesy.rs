//! Distances for ranking. `terrain` owns the exact ones.

use salient_model::LonLat;

/// Mean radius of the Earth in metres (IUGG).
const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// Great-circle distance on a sphere in metres: within 0.6 % of the geodesic, which is enough to tell one place from another.
pub(crate) fn distance_m(left: LonLat, right: LonLat) -> f64 {
    let (lat_1, lat_2) = (left.lat().to_radians(), right.lat().to_radians());
    let half_lat = libm::sin((lat_2 - lat_1) / 2.0);
    let half_lon = libm::sin((right.lon() - left.lon()).to_radians() / 2.0);
    let chord = half_lat * half_lat + libm::cos(lat_1) * libm::cos(lat_2) * half_lon * half_lon;
    2.0 * EARTH_RADIUS_M * libm::asin(chord.sqrt().min(1.0))
}
