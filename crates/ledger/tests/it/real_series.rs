//! A real daily series, where it is at hand: size and speed.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::time::Instant;

use flate2::read::GzDecoder;
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use salient_ledger::Case;
use salient_model::{ControlState, ControlZone, Date, Repairs, Sha256, Snapshot, SnapshotId};
use serde_json::Value;

use crate::fixtures::{info, recorded_at};

/// One line of the series, without the repairs that the room `maps` makes.
fn read_line(line: &str, n: usize) -> Snapshot {
    let feature: Value = serde_json::from_str(line).unwrap();
    let drawn: Date = feature["properties"]["date"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let coord = |pair: &Value| Coord {
        x: pair[0].as_f64().unwrap(),
        y: pair[1].as_f64().unwrap(),
    };
    let list = |value: &Value| value.as_array().unwrap().clone();
    let ring = |ring: &Value| LineString(list(ring).iter().map(coord).collect());
    let polygon = |rings: &Value| {
        let mut rings: Vec<_> = list(rings).iter().map(ring).collect();
        Polygon::new(rings.remove(0), rings)
    };
    let geometry = &feature["geometry"];
    let geometry = match geometry["type"].as_str().unwrap() {
        "MultiPolygon" => {
            MultiPolygon(list(&geometry["coordinates"]).iter().map(polygon).collect())
        }
        _ => MultiPolygon(vec![polygon(&geometry["coordinates"])]),
    };
    let raw_hash = Sha256::of(line.as_bytes());
    Snapshot {
        id: SnapshotId::derive("series", drawn, &raw_hash),
        outlet: "series".to_owned(),
        drawn,
        as_of: drawn,
        zones: vec![ControlZone {
            state: ControlState::Held,
            actor: None,
            geometry,
        }],
        raw_hash,
        origin: format!("series.ndjson:{n}"),
        repairs: Repairs::default(),
        diagnostics: Vec::new(),
    }
}

#[test]
fn a_daily_series_of_505_maps_stays_below_40_megabytes_and_comes_back_bit_for_bit() {
    let series = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/deepstate/deepstate_daily.ndjson.gz"
    );
    if !Path::new(series).exists() {
        println!("skipped: no series at {series}");
        return;
    }
    let lines = BufReader::new(GzDecoder::new(std::fs::File::open(series).unwrap())).lines();
    let snapshots: Vec<_> = lines
        .enumerate()
        .map(|(n, line)| read_line(&line.unwrap(), n + 1))
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("series.gpkg");
    let mut case = Case::create(&path, &info()).unwrap();
    let started = Instant::now();
    let added = case
        .append_snapshots(&snapshots, "{}", recorded_at())
        .unwrap()
        .added;
    let seconds = started.elapsed().as_secs_f64();
    let n_bytes = std::fs::metadata(&path).unwrap().len();
    let started = Instant::now();
    let report = case.verify().unwrap();
    println!(
        "{added} maps: {:.1} MB, written at {:.0} maps/s, verified in {:.2} s",
        n_bytes as f64 / 1e6,
        added as f64 / seconds,
        started.elapsed().as_secs_f64()
    );
    assert_eq!(added, snapshots.len());
    assert!(n_bytes < 40_000_000, "{n_bytes}");
    assert!(report.is_clean());
    let days = case.snapshot_days("series").unwrap();
    for (day, given) in days.iter().zip(&snapshots).step_by(50) {
        assert_eq!(case.snapshot(&day.id).unwrap().as_ref(), Some(given));
    }
}
