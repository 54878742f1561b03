//! Agreement with GEOS and PROJ on seeded shapes; `oracles/make_fixtures.py` made the answers.

mod common;

use common::{at, fixture, number, turned, zone};
use geo_types::{Coord, LineString, MultiLineString};
use salient_terrain::{
    Confinement, ControlLayers, EnclosureSettings, Metres, NamedBoundary, Site, SliverRule,
    Standing, area_geodesic, area_rfc7946, change, control_share, distance_from_ground,
    distance_from_point, enclosure, route_control, route_near,
};
use serde_json::Value;

fn cases(fixture: &Value) -> impl Iterator<Item = &Value> {
    fixture.as_array().expect("an array").iter()
}

/// The oracle itself is good to about a hundredth of a square metre.
fn agree(found: f64, expected: f64) -> bool {
    (found - expected).abs() < 1e-9 * expected + 1e-8
}

#[test]
fn areas_agree_to_a_billionth_in_either_winding() {
    for case in cases(&fixture("areas")) {
        let ground = zone(&case["zone"]);
        for ground in [turned(&ground), ground] {
            let straight = area_rfc7946(&ground).expect("valid").0;
            let geodesic = area_geodesic(&ground).expect("valid").0;
            let (expected, expected_geodesic) =
                (number(&case["straight_km2"]), number(&case["geodesic_km2"]));
            assert!(agree(straight, expected), "{straight} against {expected}");
            assert!(
                agree(geodesic, expected_geodesic),
                "{geodesic} against {expected_geodesic}"
            );
        }
    }
}

#[test]
fn overlays_agree_to_a_billionth_in_either_winding() {
    for case in cases(&fixture("overlays")) {
        let (one, other) = (zone(&case["one"]), zone(&case["other"]));
        let scale = number(&case["one_km2"]) + number(&case["other_km2"]);
        for (one, other) in [(turned(&one), other.clone()), (one, turned(&other))] {
            let change = change(&one, &other, None, &SliverRule::default()).expect("valid");
            let lost = (change.lost.total.0 - number(&case["one_only_km2"])).abs();
            let gained = (change.gained.total.0 - number(&case["other_only_km2"])).abs();
            assert!(
                lost < 1e-9 * scale && gained < 1e-9 * scale,
                "{lost} {gained} of {scale}"
            );

            let boundary = NamedBoundary {
                name: "other",
                ground: &other,
            };
            let share =
                control_share(&boundary, &ControlLayers::of_held(one.clone())).expect("valid");
            let expected = number(&case["both_km2"]) / number(&case["other_km2"]);
            assert!(
                (share.held.value() - expected).abs() < 1e-9,
                "{} against {expected}",
                share.held
            );
        }
    }
}

#[test]
fn distances_from_points_agree_to_a_centimetre() {
    for case in cases(&fixture("distances")["from_points"]) {
        let ground = turned(&zone(&case["zone"]));
        let from = at(number(&case["point"][0]), number(&case["point"][1]));
        let found = distance_from_point(from, &ground)
            .expect("valid")
            .expect("a zone");
        let inside = case["inside"].as_bool().expect("a truth value");
        let expected = number(&case["metres"]);
        let (metres, zero) = if inside {
            assert_eq!(found.standing, Standing::Inside);
            (found.depth.0, found.distance.0)
        } else {
            assert_eq!(found.standing, Standing::Outside);
            (found.distance.0, found.depth.0)
        };
        assert!(
            (metres - expected).abs() < 0.01,
            "{metres} against {expected}"
        );
        assert!(zero.abs() < 1e-12);
    }
}

#[test]
fn distances_from_limits_agree_to_a_quarter_of_a_metre() {
    for case in cases(&fixture("distances")["from_grounds"]) {
        let found = distance_from_ground(&turned(&zone(&case["place"])), &zone(&case["zone"]))
            .expect("valid")
            .expect("a zone");
        let expected = number(&case["metres"]);
        assert_eq!(found.standing, Standing::Outside);
        assert!(
            (found.distance.0 - expected).abs() < 0.25,
            "{} against {expected}",
            found.distance
        );
    }
}

#[test]
fn ways_out_agree_within_the_error_bound() {
    for case in cases(&fixture("enclosures")) {
        let ground = zone(&case["zone"]);
        let boundary = (!case["place"].is_null()).then(|| zone(&case["place"]));
        let site = Site {
            centre: at(number(&case["centre"][0]), number(&case["centre"][1])),
            boundary: boundary.as_ref(),
        };
        for ground in [turned(&ground), ground] {
            let settings = EnclosureSettings::default();
            let found = enclosure(&site, &ground, &settings).expect("valid");
            match (found.confinement, case["width_m"].as_f64()) {
                (Confinement::Closed, None) => {}
                (Confinement::Open(way_out), Some(expected)) => {
                    assert!(
                        (way_out.width.0 - expected).abs() <= settings.error_bound.0,
                        "{way_out:?} against {expected}"
                    );
                }
                (found, expected) => panic!("{found:?} against {expected:?}"),
            }
        }
    }
}

#[test]
fn routes_near_zones_agree_within_the_error_bound() {
    for case in cases(&fixture("routes")) {
        let ground = turned(&zone(&case["zone"]));
        let corners = cases(&case["route"]).map(|at| Coord {
            x: number(&at[0]),
            y: number(&at[1]),
        });
        let route = MultiLineString(vec![LineString(corners.collect())]);
        let control = route_control(&route, &ground).expect("valid");
        let expected = number(&case["length_m"]);
        assert!((control.length.0 - expected).abs() < 0.02, "{control:?}");
        for asked in cases(&case["near"]) {
            let (within, expected) = (number(&asked[0]), number(&asked[1]));
            let found = route_near(&route, &ground, Metres(within)).expect("valid");
            let bound = found.error_bound.0;
            // Where a route passes the distance at a slant, more of it stays open.
            assert!(bound <= 15.0, "{found:?}");
            assert!(
                (found.near.0 - expected).abs() <= bound + 0.02,
                "{found:?} against {expected}"
            );
            if within == 0.0 {
                assert!((control.inside.0 - expected).abs() < 0.02, "{control:?}");
            }
        }
    }
}
