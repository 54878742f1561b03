//! What several tests share: invented shapes, and fixtures as geometry.

#![expect(
    dead_code,
    unreachable_pub,
    reason = "each test crate compiles this file and uses a part of it"
)]

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use salient_model::LonLat;
use serde_json::Value;

/// A polygon from corners.
pub fn polygon(corners: &[(f64, f64)]) -> MultiPolygon<f64> {
    MultiPolygon(vec![Polygon::new(
        LineString::from(corners.to_vec()),
        vec![],
    )])
}

/// A box from its south-western to its north-eastern corner.
pub fn rectangle(west: f64, south: f64, east: f64, north: f64) -> MultiPolygon<f64> {
    polygon(&[(west, south), (east, south), (east, north), (west, north)])
}

pub fn at(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).expect("on the globe")
}

/// `MultiPolygon` coordinates as GeoJSON has them.
pub fn zone(coordinates: &Value) -> MultiPolygon<f64> {
    let list = |value: &Value| value.as_array().expect("an array").clone();
    let ring = |value: &Value| {
        LineString(
            list(value)
                .iter()
                .map(|at| Coord {
                    x: number(&at[0]),
                    y: number(&at[1]),
                })
                .collect(),
        )
    };
    MultiPolygon(
        list(coordinates)
            .iter()
            .map(|part| {
                let mut rings = list(part).into_iter().map(|value| ring(&value));
                Polygon::new(rings.next().expect("an exterior"), rings.collect())
            })
            .collect(),
    )
}

pub fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

pub fn fixture(name: &str) -> Value {
    let text = match name {
        "areas" => include_str!("../fixtures/areas.json"),
        "overlays" => include_str!("../fixtures/overlays.json"),
        "distances" => include_str!("../fixtures/distances.json"),
        "enclosures" => include_str!("../fixtures/enclosures.json"),
        "routes" => include_str!("../fixtures/routes.json"),
        other => panic!("no fixture {other}"),
    };
    serde_json::from_str(text).expect("JSON")
}

/// The same ground with every ring turned, as half of the world's files have it.
pub fn turned(ground: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    map_rings(ground, |ring| ring.0.reverse())
}

/// The same ground with a vertex in the middle of every edge.
pub fn with_vertices_inserted(ground: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    map_rings(ground, |ring| {
        let mut coords = vec![ring.0[0]];
        for pair in ring.0.windows(2) {
            coords.push((pair[0] + pair[1]) * 0.5);
            coords.push(pair[1]);
        }
        ring.0 = coords;
    })
}

/// The same ground with every point moved by a rule.
pub fn moved(
    ground: &MultiPolygon<f64>,
    rule: impl Fn(Coord<f64>) -> Coord<f64>,
) -> MultiPolygon<f64> {
    map_rings(ground, |ring| {
        for at in &mut ring.0 {
            *at = rule(*at);
        }
    })
}

fn map_rings(
    ground: &MultiPolygon<f64>,
    change: impl Fn(&mut LineString<f64>),
) -> MultiPolygon<f64> {
    MultiPolygon(
        ground
            .iter()
            .map(|part| {
                let mut exterior = part.exterior().clone();
                change(&mut exterior);
                let interiors = part
                    .interiors()
                    .iter()
                    .map(|ring| {
                        let mut ring = ring.clone();
                        change(&mut ring);
                        ring
                    })
                    .collect();
                Polygon::new(exterior, interiors)
            })
            .collect(),
    )
}
