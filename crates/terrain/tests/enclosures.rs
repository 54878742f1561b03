//! Enclosure on invented rings whose answer is known.

mod common;

use common::{at, moved, polygon, rectangle, turned};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use salient_terrain::{
    Confinement, Enclosure, EnclosureSettings, Metres, Share, Site, TerrainError, WayOut, enclosure,
};

/// Metres per degree of latitude at 50° N, good to a thousandth.
const METRES_PER_DEGREE: f64 = 111_229.0;

fn village() -> Site<'static> {
    Site {
        centre: at(30.0, 50.0),
        boundary: None,
    }
}

/// A square ring from 3 to 8 km around the village.
fn closed_ring() -> MultiPolygon<f64> {
    let hole = rectangle(29.95, 49.97, 30.05, 50.03).0[0]
        .exterior()
        .clone();
    let outer = rectangle(29.89, 49.93, 30.11, 50.07).0[0]
        .exterior()
        .clone();
    MultiPolygon(vec![Polygon::new(outer, vec![hole])])
}

/// The same ring with a lane of a width through its east, opened around a latitude.
fn ring_with_lane(width: f64) -> MultiPolygon<f64> {
    let half = width / METRES_PER_DEGREE / 2.0;
    let (south, north) = (50.005 - half, 50.005 + half);
    polygon(&[
        (29.89, 49.93),
        (30.11, 49.93),
        (30.11, south),
        (30.05, south),
        (30.05, 49.97),
        (29.95, 49.97),
        (29.95, 50.03),
        (30.05, 50.03),
        (30.05, north),
        (30.11, north),
        (30.11, 50.07),
        (29.89, 50.07),
    ])
}

fn measured(zone: &MultiPolygon<f64>) -> Enclosure {
    enclosure(&village(), zone, &EnclosureSettings::default()).expect("valid")
}

fn way_out(zone: &MultiPolygon<f64>) -> WayOut {
    match measured(zone).confinement {
        Confinement::Open(way_out) => way_out,
        other => panic!("expected a way out, found {other:?}"),
    }
}

#[test]
fn a_closed_ring_has_no_way_out_in_either_winding() {
    for ring in [closed_ring(), turned(&closed_ring())] {
        let found = measured(&ring);
        assert_eq!(found.confinement, Confinement::Closed);
        assert_eq!(found.bearings_closed, Share::WHOLE);
    }
}

#[test]
fn a_closed_ring_thinner_than_the_error_bound_is_closed_all_the_same() {
    let mut ring = closed_ring();
    // The outer edge 10 m outside of the inner one.
    let by = 10.0 / METRES_PER_DEGREE;
    let outer = rectangle(29.95 - by, 49.97 - by, 30.05 + by, 50.03 + by).0[0]
        .exterior()
        .clone();
    ring.0[0].exterior_mut(|exterior| *exterior = outer);
    assert_eq!(measured(&ring).confinement, Confinement::Closed);
}

#[test]
fn a_lane_opened_by_a_width_has_that_width() {
    for width in [300.0, 800.0, 2_500.0, 4_000.0] {
        let found = way_out(&ring_with_lane(width));
        // The lane is straight in degrees, so its width is known to a thousandth.
        assert!(
            (found.width.0 - width).abs() < 1.0 + width / 1000.0,
            "{width}: {found:?}"
        );
        assert!(found.low <= found.width && found.width <= found.high);
        assert!(found.high.0 - found.low.0 <= 100.0, "{found:?}");
        let neck = found.neck.expect("a neck");
        assert!(neck.centre.lon() > 30.04, "{neck:?}");
        assert!(neck.opposite.is_some(), "{neck:?}");
    }
}

#[test]
fn a_lane_narrower_than_the_error_bound_is_open_and_narrow() {
    let found = way_out(&ring_with_lane(20.0));
    assert_eq!(found.low, Metres(0.0));
    assert!(found.high.0 <= 100.0, "{found:?}");
}

#[test]
fn a_mirrored_map_gives_a_mirrored_neck() {
    let ring = ring_with_lane(1_500.0);
    let mirrored = moved(&ring, |at| Coord {
        x: 60.0 - at.x,
        y: at.y,
    });
    let (one, other) = (way_out(&ring), way_out(&mirrored));
    assert!((one.width.0 - other.width.0).abs() < 0.1);
    let centre = |found: &WayOut| found.neck.expect("a neck").centre;
    assert!((centre(&one).lon() - 30.0 - (30.0 - centre(&other).lon())).abs() < 1e-3);
}

#[test]
fn a_place_inside_the_zone_is_held_and_not_enclosed() {
    let found = measured(&rectangle(29.0, 49.0, 31.0, 51.0));
    assert_eq!(found.confinement, Confinement::Held);
    assert_eq!(found.bearings_closed, Share::WHOLE);

    let limit = rectangle(29.99, 49.99, 30.01, 50.01);
    let town = Site {
        boundary: Some(&limit),
        ..village()
    };
    let zone = rectangle(29.0, 49.0, 31.0, 51.0);
    let found = enclosure(&town, &zone, &EnclosureSettings::default()).expect("valid");
    assert_eq!(found.confinement, Confinement::Held);
}

#[test]
fn a_place_far_from_any_zone_has_a_way_out_as_wide_as_can_be_told() {
    for zone in [MultiPolygon(vec![]), rectangle(35.0, 50.0, 36.0, 51.0)] {
        let found = measured(&zone);
        assert_eq!(found.bearings_closed, Share::NONE);
        let Confinement::Open(way_out) = found.confinement else {
            panic!("expected a way out");
        };
        assert_eq!(way_out.width, Metres(20_000.0));
        assert_eq!(way_out.neck, None);
    }
}

#[test]
fn a_half_held_town_gets_out_on_its_free_side() {
    let limit = rectangle(29.98, 49.98, 30.02, 50.02);
    let town = Site {
        boundary: Some(&limit),
        ..village()
    };
    // Everything east of the town's middle is held: a disc starts on the western rim, 1.43 km away.
    let east = rectangle(30.0, 49.0, 32.0, 51.0);
    let found = enclosure(&town, &east, &EnclosureSettings::default()).expect("valid");
    let Confinement::Open(way_out) = found.confinement else {
        panic!("expected a way out");
    };
    assert!(
        (way_out.width.0 - 2.0 * 1_434.0).abs() < 60.0,
        "{way_out:?}"
    );
    assert_eq!(way_out.neck.and_then(|neck| neck.opposite), None);
    assert!((found.bearings_closed.value() - 0.5).abs() < 0.01);
}

#[test]
fn a_disc_that_is_tight_at_the_place_has_one_edge_and_it_is_not_in_the_middle() {
    // Free ground narrows behind the village, but the front 700 m away from it is what holds the disc.
    let front = polygon(&[
        (30.01, 49.5),
        (31.0, 49.5),
        (31.0, 50.5),
        (29.5, 50.5),
        (29.5, 50.3),
        (30.01, 50.2),
    ]);
    let found = way_out(&front);
    let neck = found.neck.expect("a neck");
    assert_eq!(neck.opposite, None);
    assert!((neck.edge.lon() - 30.01).abs() < 1e-3, "{neck:?}");
    assert!(neck.centre.lon() < 30.0, "{neck:?}");
}

#[test]
fn a_place_thinner_than_any_square_is_measured_too() {
    // A street of 2 m in open ground 5.6 km west of a front.
    let street = rectangle(29.99, 50.0, 30.01, 50.000_02);
    let town = Site {
        boundary: Some(&street),
        ..village()
    };
    let front = rectangle(30.088, 49.0, 32.0, 51.0);
    let found = enclosure(&town, &front, &EnclosureSettings::default()).expect("valid");
    let Confinement::Open(way_out) = found.confinement else {
        panic!("expected a way out");
    };
    // The disc starts at the western end of the street.
    assert!(
        (way_out.width.0 - 2.0 * 7_027.0).abs() < 100.0,
        "{way_out:?}"
    );
}

#[test]
fn settings_outside_their_range_are_refused() {
    let zone = closed_ring();
    for settings in [
        EnclosureSettings {
            radius: Metres(10.0),
            ..EnclosureSettings::default()
        },
        EnclosureSettings {
            error_bound: Metres(1.0),
            ..EnclosureSettings::default()
        },
        EnclosureSettings {
            error_bound: Metres(f64::NAN),
            ..EnclosureSettings::default()
        },
        EnclosureSettings {
            point_radius: Metres(0.0),
            ..EnclosureSettings::default()
        },
    ] {
        let found = enclosure(&village(), &zone, &settings);
        assert!(
            matches!(found, Err(TerrainError::Setting { .. })),
            "{found:?}"
        );
    }
}

#[test]
fn a_limit_without_extent_is_refused() {
    let line = MultiPolygon(vec![Polygon::new(
        LineString::from(vec![(30.0, 50.0), (30.1, 50.0)]),
        vec![],
    )]);
    let town = Site {
        boundary: Some(&line),
        ..village()
    };
    let found = enclosure(&town, &closed_ring(), &EnclosureSettings::default());
    assert!(
        matches!(found, Err(TerrainError::NoExtent { .. })),
        "{found:?}"
    );
}
