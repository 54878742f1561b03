//! Projected metres back to longitude and latitude.
//!
//! **Shape.** A [`Frame`] says how the two ordinates of a file are meant; [`Frame::to_degrees`] undoes it. Degrees pass through bit for bit.
//!
//! **Units and frame.** Metres in, degrees on WGS 84 out, longitude first. There is no change of datum: a map on another datum is refused before it comes here.
//!
//! **Sources.** Web Mercator: EPSG guidance note 7-2, section 3.2.1.2 (method 1024), a sphere of the radius below. Transverse Mercator: C. F. F. Karney, "Transverse
//! Mercator with an accuracy of a few nanometers", Journal of Geodesy 85 (2011), equations 7, 11, 15, 21, 22, and 36. UTM: EPSG method 9807 with the parameters of zones 326xx and 327xx.
//! A general library was rejected because it takes the platform's trigonometry, whose last bits differ between machines.

use geo_types::Coord;

/// Semi-major axis of WGS 84, in metres.
const A_METRES: f64 = 6_378_137.0;
/// Flattening of WGS 84.
const FLATTENING: f64 = 1.0 / 298.257_223_563;
/// Scale on the central meridian of a UTM zone.
const UTM_SCALE: f64 = 0.9996;
/// Easting of the central meridian of a UTM zone, in metres.
const UTM_EASTING_METRES: f64 = 500_000.0;
/// Northing of the equator in southern UTM zones, in metres.
const UTM_SOUTH_NORTHING_METRES: f64 = 10_000_000.0;
/// Further from the central meridian than this, in metres, the series of a UTM zone no longer holds to a millimetre.
const UTM_REACH_METRES: f64 = 3_000_000.0;
/// How far a pole lies from the equator on the meridian, with room for the last bits, in metres.
const QUARTER_METRES: f64 = 10_002_000.0;

/// How the ordinates of a file are meant. Always WGS 84, easting or longitude first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Frame {
    /// Longitude and latitude.
    #[default]
    Degrees,
    /// EPSG:3857.
    WebMercator,
    /// EPSG:326xx and 327xx.
    Utm { zone: u8, is_south: bool },
}

impl Frame {
    /// Its EPSG code.
    pub(crate) fn epsg(self) -> u32 {
        match self {
            Self::Degrees => 4326,
            Self::WebMercator => 3857,
            Self::Utm { zone, is_south } => {
                (if is_south { 32_700 } else { 32_600 }) + u32::from(zone)
            }
        }
    }

    /// Longitude and latitude; `None` where the projection has no such point.
    pub(crate) fn to_degrees(self, coord: Coord<f64>) -> Option<Coord<f64>> {
        match self {
            Self::Degrees => Some(coord),
            Self::WebMercator => web_mercator(coord),
            Self::Utm { zone, is_south } => utm(coord, zone, is_south),
        }
    }
}

fn web_mercator(coord: Coord<f64>) -> Option<Coord<f64>> {
    /// Writers round half the circumference up by less than this, in degrees: a millimetre.
    const ROUNDING_DEGREES: f64 = 1e-8;
    let lon = (coord.x / A_METRES).to_degrees();
    let lat = libm::atan(libm::sinh(coord.y / A_METRES)).to_degrees();
    let is_on_globe = lon.abs() <= 180.0 + ROUNDING_DEGREES && lat.is_finite();
    is_on_globe.then_some(Coord {
        x: lon.clamp(-180.0, 180.0),
        y: lat,
    })
}

fn utm(coord: Coord<f64>, zone: u8, is_south: bool) -> Option<Coord<f64>> {
    let easting = coord.x - UTM_EASTING_METRES;
    let northing = coord.y
        - if is_south {
            UTM_SOUTH_NORTHING_METRES
        } else {
            0.0
        };
    // Written so that NaN fails.
    if !(easting.abs() <= UTM_REACH_METRES && northing.abs() <= QUARTER_METRES) {
        return None;
    }
    let (lon, lat) = inverse_transverse_mercator(easting / UTM_SCALE, northing / UTM_SCALE);
    let central_meridian = f64::from(zone) * 6.0 - 183.0;
    let lon = lon.to_degrees() + central_meridian;
    let lon = if lon > 180.0 {
        lon - 360.0
    } else if lon < -180.0 {
        lon + 360.0
    } else {
        lon
    };
    Some(Coord {
        x: lon,
        y: lat.to_degrees(),
    })
}

/// Longitude from the central meridian and latitude, both in radians, of metres on it at true scale. Krüger's series to the sixth order.
fn inverse_transverse_mercator(easting: f64, northing: f64) -> (f64, f64) {
    let n = FLATTENING / (2.0 - FLATTENING);
    let (n2, n3) = (n * n, n * n * n);
    let (n4, n5, n6) = (n2 * n2, n2 * n3, n3 * n3);
    let rectifying_radius = A_METRES / (1.0 + n) * (1.0 + n2 / 4.0 + n4 / 64.0 + n6 / 256.0);
    let beta = [
        n / 2.0 - 2.0 / 3.0 * n2 + 37.0 / 96.0 * n3 - n4 / 360.0 - 81.0 / 512.0 * n5
            + 96_199.0 / 604_800.0 * n6,
        n2 / 48.0 + n3 / 15.0 - 437.0 / 1_440.0 * n4 + 46.0 / 105.0 * n5
            - 1_118_711.0 / 3_870_720.0 * n6,
        17.0 / 480.0 * n3 - 37.0 / 840.0 * n4 - 209.0 / 4_480.0 * n5 + 5_569.0 / 90_720.0 * n6,
        4_397.0 / 161_280.0 * n4 - 11.0 / 504.0 * n5 - 830_251.0 / 7_257_600.0 * n6,
        4_583.0 / 161_280.0 * n5 - 108_847.0 / 3_991_680.0 * n6,
        20_648_693.0 / 638_668_800.0 * n6,
    ];
    let xi = northing / rectifying_radius;
    let eta = easting / rectifying_radius;
    let (mut xi_sphere, mut eta_sphere) = (xi, eta);
    for (order, beta) in (1_u8..).zip(beta) {
        let (xi_j, eta_j) = (2.0 * f64::from(order) * xi, 2.0 * f64::from(order) * eta);
        xi_sphere -= beta * libm::sin(xi_j) * libm::cosh(eta_j);
        eta_sphere -= beta * libm::cos(xi_j) * libm::sinh(eta_j);
    }
    let sinh_eta = libm::sinh(eta_sphere);
    let cos_xi = libm::cos(xi_sphere);
    let conformal_tan = libm::sin(xi_sphere) / libm::hypot(sinh_eta, cos_xi);
    (
        libm::atan2(sinh_eta, cos_xi),
        libm::atan(tan_of_conformal(conformal_tan)),
    )
}

/// Tangent of the latitude from the tangent of the conformal latitude, by Newton's method.
fn tan_of_conformal(conformal_tan: f64) -> f64 {
    let e2 = FLATTENING * (2.0 - FLATTENING);
    let e = libm::sqrt(e2);
    let mut tan = conformal_tan / (1.0 - e2);
    // Two steps reach the last bit; the third is for the poles.
    for _ in 0..3 {
        let secant = libm::hypot(1.0, tan);
        let sigma = libm::sinh(e * libm::atanh(e * tan / secant));
        let reached = tan * libm::hypot(1.0, sigma) - sigma * secant;
        tan += (conformal_tan - reached) / libm::hypot(1.0, reached)
            * (1.0 + (1.0 - e2) * tan * tan)
            / ((1.0 - e2) * secant);
    }
    tan
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crs::frame_of_code;

    #[test]
    fn metres_become_the_degrees_that_another_implementation_gives() {
        let oracle = include_str!("../tests/fixtures/projections.tsv");
        for line in oracle.lines().skip(1) {
            let numbers: Vec<f64> = line
                .split('\t')
                .map(|number| number.parse().expect("a number"))
                .collect();
            let [code, x, y, lon, lat] = numbers[..] else {
                panic!("five numbers: {line}");
            };
            let frame = frame_of_code(code.to_string().parse().expect("a code"));
            let coord = frame
                .and_then(|frame| frame.to_degrees(Coord { x, y }))
                .expect("on the globe");
            // A billionth of a degree is a tenth of a millimetre.
            assert!(
                (coord.x - lon).abs() < 1e-9 && (coord.y - lat).abs() < 1e-9,
                "{line}: {coord:?}"
            );
        }
    }

    #[test]
    fn what_is_no_point_of_a_projection_is_none() {
        let utm = Frame::Utm {
            zone: 37,
            is_south: false,
        };
        for (frame, x, y) in [
            (Frame::WebMercator, 2.1e7, 0.0),
            (Frame::WebMercator, f64::NAN, 0.0),
            (utm, 9e6, 5e6),
            (utm, 5e5, 2e7),
            (utm, 5e5, f64::NAN),
        ] {
            assert_eq!(frame.to_degrees(Coord { x, y }), None, "{frame:?} {x} {y}");
        }
    }

    #[test]
    fn the_edge_of_web_mercator_is_the_antimeridian_however_it_was_rounded() {
        for x in [
            20_037_508.342_789_244,
            20_037_508.342_789_25,
            20_037_508.343,
        ] {
            let coord = Frame::WebMercator.to_degrees(Coord { x, y: 0.0 });
            assert_eq!(coord, Some(Coord { x: 180.0, y: 0.0 }));
        }
    }
}
