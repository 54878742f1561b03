//! A real daily series, where its files are present: balances close, and figures agree with those of GEOS and PROJ for the same files.
//!
//! The files are not part of the tree. Figures expected here are facts that were computed with shapely and pyproj, not with this crate.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test at the rim: it opens files that a user would import, and says when they are absent"
)]

mod common;

use std::fs::File;
use std::io::{BufRead, BufReader};

use common::{at, number, zone};
use flate2::read::MultiGzDecoder;
use geo_types::MultiPolygon;
use salient_model::{Date, LonLat};
use salient_terrain::{
    Confinement, ControlLayers, EnclosureSettings, HoldRule, Metres, NamedBoundary,
    SalientSettings, Site, SliverRule, Status, ZoneHistory, area_geodesic, area_rfc7946, change,
    control_share, enclosure, salients, status_of,
};
use serde_json::{Value, json};

const SERIES: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../shared/data/deepstate/deepstate_daily.ndjson.gz"
);
const SETTLEMENTS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../shared/data/osm_admin/settlements.ndjson.gz"
);

/// Held share of the town on the file of 2025-11-08, by shapely and pyproj.
const POKROVSK_SHARE: f64 = 0.190_449_405_838;

/// The features of a file, or `None` with a line on why.
fn features(path: &str, wanted: impl Fn(&str) -> bool) -> Option<Vec<Value>> {
    let Ok(file) = File::open(path) else {
        println!("skipped: {path} is not here");
        return None;
    };
    Some(
        BufReader::new(MultiGzDecoder::new(file))
            .lines()
            .map(|line| line.expect("text"))
            .filter(|line| wanted(line))
            .map(|line| serde_json::from_str(&line).expect("JSON"))
            .collect(),
    )
}

fn ground(feature: &Value) -> MultiPolygon<f64> {
    let geometry = &feature["geometry"];
    match geometry["type"].as_str() {
        Some("Polygon") => zone(&json!([geometry["coordinates"]])),
        Some("MultiPolygon") => zone(&geometry["coordinates"]),
        other => panic!("expected a polygon, found {other:?}"),
    }
}

#[test]
fn balances_of_a_real_series_close() {
    let Some(days) = features(SERIES, |_| true) else {
        return;
    };
    let days: Vec<MultiPolygon<f64>> = days.iter().step_by(12).map(ground).collect();
    let areas: Vec<f64> = days
        .iter()
        .map(|day| area_rfc7946(day).expect("valid").0)
        .collect();
    for (day, area) in days.iter().zip(&areas) {
        // The two definitions differ by some parts in a million, and no more.
        let geodesic = area_geodesic(day).expect("valid").0;
        assert!((geodesic / area - 1.0).abs() < 2e-5, "{geodesic} {area}");
    }
    for (pair, areas) in days.windows(2).zip(areas.windows(2)) {
        let found = change(&pair[0], &pair[1], None, &SliverRule::default()).expect("valid");
        assert_eq!(found.net, found.gained.total - found.lost.total);
        let off = (found.net.0 - (areas[1] - areas[0])).abs();
        assert!(off < 1e-8, "{off} km²");
    }
}

#[test]
fn a_real_history_equals_its_days_and_is_small() {
    let (Some(days), Some(towns)) = (features(SERIES, |_| true), features(SETTLEMENTS, |_| true))
    else {
        return;
    };
    let dates: Vec<Date> = days
        .iter()
        .map(|day| {
            day["properties"]["date"]
                .as_str()
                .expect("text")
                .parse()
                .expect("a date")
        })
        .collect();
    let days: Vec<MultiPolygon<f64>> = days.iter().map(ground).collect();
    let borrowed: Vec<_> = dates.iter().copied().zip(&days).collect();
    let history = ZoneHistory::of_days(&borrowed).expect("valid");
    let bytes = history.to_bytes();
    assert!(bytes.len() < 500_000, "{} bytes", bytes.len());
    assert_eq!(
        ZoneHistory::from_bytes(&bytes).expect("just written"),
        history
    );

    let places: Vec<LonLat> = towns
        .iter()
        .map(|town| ground(town).0[0].exterior().0[0])
        .map(|corner| at(corner.x, corner.y))
        .collect();
    let table = history.place_days(&places);
    let areas = history.areas();
    let rule = SliverRule::default();
    let changes = history.changes(None, &rule).expect("valid");
    for (idx, (_, zone)) in history.zones().enumerate() {
        assert_eq!(zone, days[idx]);
        let area = area_rfc7946(&zone).expect("valid");
        assert!((areas[idx].value.0 / area.0 - 1.0).abs() < 1e-12);
        if idx % 50 == 0 {
            let layers = ControlLayers::of_held(zone);
            for (place_idx, centre) in places.iter().enumerate() {
                let site = Site {
                    centre: *centre,
                    boundary: None,
                };
                let status = status_of(&site, &layers, &HoldRule::default()).expect("valid");
                assert_eq!(table.is_inside(place_idx, idx), status == Status::Held);
            }
        }
        if idx % 50 == 1 {
            let direct = change(&days[idx - 1], &days[idx], None, &rule).expect("valid");
            assert_eq!(changes[idx - 1].change, direct);
        }
    }
}

#[test]
fn a_real_town_has_the_share_and_the_way_out_that_geos_gives() {
    let Some(days) = features(SERIES, |line| line.contains("\"2025-11-08\"")) else {
        return;
    };
    let Some(towns) = features(SETTLEMENTS, |line| line.contains("Pokrovsk")) else {
        return;
    };
    let map = ground(&days[0]);
    let town = towns
        .iter()
        .find(|town| {
            let first = &town["geometry"]["coordinates"][0][0];
            let first = if first[0].is_array() {
                &first[0]
            } else {
                first
            };
            town["properties"]["name:en"] == "Pokrovsk"
                && (number(&first[0]) - 37.2).abs() < 0.2
                && (number(&first[1]) - 48.3).abs() < 0.2
        })
        .map(ground)
        .expect("the town is in the file");
    assert!((area_rfc7946(&town).expect("valid").0 - 31.167_265_848).abs() < 1e-6);
    let boundary = NamedBoundary {
        name: "osm",
        ground: &town,
    };
    let share = control_share(&boundary, &ControlLayers::of_held(map.clone())).expect("valid");
    assert!(
        (share.held.value() - POKROVSK_SHARE).abs() < 1e-8,
        "{}",
        share.held
    );

    let site = Site {
        centre: at(37.175_8, 48.282_3),
        boundary: Some(&town),
    };
    let settings = EnclosureSettings::default();
    let found = enclosure(&site, &map, &settings).expect("valid");
    let Confinement::Open(way_out) = found.confinement else {
        panic!("expected a way out, found {found:?}");
    };
    // GEOS buffers, on polygons of 64 segments to a quarter, to half a metre.
    assert!(
        (way_out.width.0 - 7_824.7).abs() < settings.error_bound.0,
        "{way_out:?}"
    );
}

#[test]
fn real_salients_and_pockets_have_the_areas_that_geos_gives() {
    let Some(days) = features(SERIES, |line| line.contains("\"2025-11-08\"")) else {
        return;
    };
    let settings = SalientSettings {
        radius: Metres(4_000.0),
        within: Metres(60_000.0),
    };
    let found = salients(at(37.175_8, 48.282_3), &ground(&days[0]), &settings).expect("valid");
    // Residues of buffers by −4 and +4.002 km, and by +4 and −4.002 km, on polygons of 256 segments; those as deep as their neck is wide.
    for (found, expected) in [
        (&found.salients, [33.539, 28.969, 8.293]),
        (&found.pockets, [32.652, 18.426, 0.0]),
    ] {
        for (protrusion, expected) in found.iter().zip(expected) {
            let off = (protrusion.area.0 - expected).abs();
            assert!(expected <= 0.0 || off < 0.02, "{protrusion:?} {expected}");
        }
    }
}
