//! Hand-made ground around Ridge Town.

use geo::BooleanOps;
use salient_checks::dossier::MapReading;
use salient_model::geometry::{LineString, MultiPolygon, Polygon};

/// Below every window, so that the cut edge stays out of the picture.
const SOUTH: f64 = 48.10;

/// The limit of the town.
pub(crate) fn town() -> MultiPolygon<f64> {
    area(&[
        (37.058, 48.186),
        (37.079, 48.176),
        (37.104, 48.181),
        (37.128, 48.177),
        (37.141, 48.195),
        (37.133, 48.214),
        (37.108, 48.211),
        (37.101, 48.223),
        (37.070, 48.219),
        (37.055, 48.203),
    ])
}

/// The limit of a neighbour.
pub(crate) fn mill() -> MultiPolygon<f64> {
    area(&[
        (37.172, 48.205),
        (37.199, 48.200),
        (37.214, 48.214),
        (37.207, 48.230),
        (37.181, 48.231),
        (37.171, 48.219),
    ])
}

/// Held ground on the first map.
pub(crate) fn crest() -> MultiPolygon<f64> {
    south_of(&[
        (36.90, 48.158),
        (36.97, 48.166),
        (37.02, 48.178),
        (37.07, 48.186),
        (37.092, 48.194),
        (37.118, 48.186),
        (37.15, 48.168),
        (37.20, 48.172),
        (37.24, 48.19),
        (37.30, 48.20),
    ])
}

/// Held ground on the second map.
pub(crate) fn fieldnotes() -> MultiPolygon<f64> {
    south_of(&[
        (36.90, 48.162),
        (36.97, 48.18),
        (37.02, 48.192),
        (37.06, 48.198),
        (37.10, 48.2),
        (37.15, 48.196),
        (37.18, 48.19),
        (37.22, 48.205),
        (37.30, 48.235),
    ])
}

/// Held ground on the third map.
pub(crate) fn vale() -> MultiPolygon<f64> {
    south_of(&[
        (36.90, 48.15),
        (36.98, 48.163),
        (37.05, 48.182),
        (37.08, 48.203),
        (37.12, 48.208),
        (37.145, 48.2),
        (37.16, 48.16),
        (37.20, 48.155),
        (37.30, 48.16),
    ])
}

/// Ground that every map draws.
pub(crate) fn meet(maps: &[MapReading]) -> MultiPolygon<f64> {
    fold(maps, MultiPolygon::intersection)
}

/// Ground that some map draws.
pub(crate) fn join(maps: &[MapReading]) -> MultiPolygon<f64> {
    fold(maps, MultiPolygon::union)
}

fn fold(
    maps: &[MapReading],
    combine: impl Fn(&MultiPolygon<f64>, &MultiPolygon<f64>) -> MultiPolygon<f64>,
) -> MultiPolygon<f64> {
    maps.iter()
        .map(|map| map.held.clone())
        .reduce(|so_far, held| combine(&so_far, &held))
        .unwrap_or_else(|| MultiPolygon(Vec::new()))
}

fn south_of(line: &[(f64, f64)]) -> MultiPolygon<f64> {
    let (west, east) = (line[0].0, line[line.len() - 1].0);
    let mut ring = vec![(west, SOUTH), (east, SOUTH)];
    ring.extend(line.iter().rev());
    area(&ring)
}

fn area(ring: &[(f64, f64)]) -> MultiPolygon<f64> {
    let mut ring = ring.to_vec();
    ring.push(ring[0]);
    MultiPolygon(vec![Polygon::new(LineString::from(ring), Vec::new())])
}
