//! Salients, pockets, and corridors of drawn zones.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail where they stand")]

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use proptest::prelude::*;
use salient_model::LonLat;
use salient_terrain::{Metres, Protrusion, SalientSettings, Salients, salients};

/// Degrees of a kilometre near 30° E, 50° N.
const EAST_KM: f64 = 1.0 / 71.696;
const NORTH_KM: f64 = 1.0 / 111.229;

/// A ring from corners in kilometres east and north of 30° E, 50° N.
fn ring(corners: &[(f64, f64)]) -> LineString<f64> {
    let mut ring: LineString<f64> = corners
        .iter()
        .map(|(x, y)| Coord {
            x: 30.0 + x * EAST_KM,
            y: 50.0 + y * NORTH_KM,
        })
        .collect();
    ring.close();
    ring
}

fn ground(exterior: &[(f64, f64)], holes: &[&[(f64, f64)]]) -> MultiPolygon<f64> {
    let holes = holes.iter().map(|hole| ring(hole)).collect();
    MultiPolygon(vec![Polygon::new(ring(exterior), holes)])
}

fn found(zone: &MultiPolygon<f64>) -> Salients {
    let settings = SalientSettings {
        radius: Metres(3_000.0),
        within: Metres(60_000.0),
    };
    salients(LonLat::new(30.0, 50.0).unwrap(), zone, &settings).unwrap()
}

/// Area, widest neck, depth, and number of necks, in kilometres.
fn shape(protrusion: &Protrusion) -> (f64, f64, f64, usize) {
    (
        protrusion.area.0,
        protrusion.necks.first().map_or(0.0, |neck| neck.km()),
        protrusion.depth.map_or(0.0, Metres::km),
        protrusion.necks.len(),
    )
}

fn assert_close(found: (f64, f64, f64, usize), expected: (f64, f64, f64, usize)) {
    let near = |a: f64, b: f64, by: f64| (a - b).abs() <= by;
    assert!(
        near(found.0, expected.0, 0.03 * expected.0 + 0.5)
            && near(found.1, expected.1, 0.15)
            && near(found.2, expected.2, 0.15)
            && found.3 == expected.3,
        "found {found:?}, expected {expected:?}"
    );
}

/// A front that runs east, held in the south, with whatever else.
fn south(front: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut corners = vec![(-50.0, -30.0), (50.0, -30.0), (50.0, 0.0)];
    corners.extend(front);
    corners.push((-50.0, 0.0));
    corners
}

#[test]
fn a_straight_front_has_no_salient_and_no_pocket() {
    let none = found(&ground(&south(&[]), &[]));
    assert_eq!((none.salients, none.pockets), (Vec::new(), Vec::new()));
}

#[test]
fn a_strip_is_a_salient_with_the_width_of_its_foot() {
    let zone = ground(
        &south(&[(2.0, 0.0), (2.0, 15.0), (-2.0, 15.0), (-2.0, 0.0)]),
        &[],
    );
    let found = found(&zone);
    assert_eq!((found.salients.len(), found.pockets.len()), (1, 0));
    assert_close(shape(&found.salients[0]), (60.0, 4.0, 15.0, 1));
    assert!((found.salients[0].tip.lat() - 50.0 - 15.0 * NORTH_KM).abs() < 1e-3);
}

#[test]
fn a_bay_is_a_pocket_and_a_hole_is_one_without_a_neck() {
    let bay = south(&[(2.0, 0.0), (2.0, -15.0), (-2.0, -15.0), (-2.0, 0.0)]);
    let hole: &[(f64, f64)] = &[(20.0, -20.0), (20.0, -10.0), (30.0, -10.0), (30.0, -20.0)];
    let found = found(&ground(&bay, &[hole]));
    assert_eq!((found.salients.len(), found.pockets.len()), (0, 2));
    assert_close(shape(&found.pockets[0]), (100.0, 0.0, 0.0, 0));
    assert_close(shape(&found.pockets[1]), (60.0, 4.0, 15.0, 1));
}

#[test]
fn a_strip_between_two_bodies_is_a_corridor_with_two_necks() {
    let front = [
        (2.0, 0.0),
        (2.0, 12.0),
        (20.0, 12.0),
        (20.0, 30.0),
        (-20.0, 30.0),
        (-20.0, 12.0),
        (-2.0, 12.0),
        (-2.0, 0.0),
    ];
    let found = found(&ground(&south(&front), &[]));
    let corridor = &found.salients[0];
    assert_eq!(corridor.necks.len(), 2);
    assert!((corridor.necks[1].km() - 4.0).abs() < 0.15);
    // 12 km by 4 km, less a segment of a disc at either end.
    assert!((corridor.area.0 - 43.8).abs() < 0.8);
}

#[test]
fn winding_does_not_matter() {
    let zone = ground(
        &south(&[(2.0, 0.0), (2.0, 15.0), (-2.0, 15.0), (-2.0, 0.0)]),
        &[],
    );
    let turned = MultiPolygon(
        zone.iter()
            .map(|part| {
                let mut exterior = part.exterior().clone();
                exterior.0.reverse();
                Polygon::new(exterior, Vec::new())
            })
            .collect(),
    );
    assert_close(
        shape(&found(&turned).salients[0]),
        shape(&found(&zone).salients[0]),
    );
}

#[test]
fn what_reaches_beyond_is_counted_and_not_cut() {
    let zone = ground(
        &south(&[(2.0, 0.0), (2.0, 15.0), (-2.0, 15.0), (-2.0, 0.0)]),
        &[],
    );
    let settings = SalientSettings {
        radius: Metres(3_000.0),
        within: Metres(10_000.0),
    };
    let near = salients(LonLat::new(30.0, 50.0).unwrap(), &zone, &settings).unwrap();
    assert_eq!((near.salients.len(), near.n_beyond), (0, 1));
}

#[test]
fn settings_out_of_range_are_refused() {
    let zone = ground(&south(&[]), &[]);
    for (radius, within) in [(50.0, 1e4), (5e3, 4e3), (5e3, 2e5), (f64::NAN, 1e4)] {
        let settings = SalientSettings {
            radius: Metres(radius),
            within: Metres(within),
        };
        let error = salients(LonLat::new(30.0, 50.0).unwrap(), &zone, &settings).unwrap_err();
        assert!(error.to_string().contains("expected"), "{error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// A mirrored map gives mirrored salients, and salients of the zone have the shape of pockets of its outside.
    #[test]
    fn mirrored_maps_give_mirrored_salients(
        half_width in 0.5..2.5_f64, depth in 8.0..20.0_f64, lean in -6.0..6.0_f64, shift in -10.0..10.0_f64
    ) {
        let strip = |mirror: f64| -> Vec<(f64, f64)> {
            let mut front = vec![
                (shift + half_width, 0.0),
                (shift + lean + half_width, depth),
                (shift + lean - half_width, depth),
                (shift - half_width, 0.0),
            ];
            for corner in &mut front {
                corner.0 *= mirror;
            }
            if mirror < 0.0 {
                front.reverse();
            }
            front
        };
        let one = found(&ground(&south(&strip(1.0)), &[]));
        let other = found(&ground(&south(&strip(-1.0)), &[]));
        prop_assert_eq!(one.salients.len(), 1);
        prop_assert_eq!(other.salients.len(), 1);
        let (a, b) = (shape(&one.salients[0]), shape(&other.salients[0]));
        prop_assert!((a.0 - b.0).abs() < 0.05 && (a.1 - b.1).abs() < 0.02 && (a.2 - b.2).abs() < 0.02, "{:?} {:?}", a, b);
        prop_assert!((one.salients[0].tip.lon() - 30.0 + other.salients[0].tip.lon() - 30.0).abs() < 2.1 * half_width * EAST_KM);
    }
}
