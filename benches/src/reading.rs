//! Reading whole series, timed: from the bytes of each day to polygons, and to checked and mended zones.
//!
//! **Shape.** Every line of a series is in memory, decompressed, before the clock starts; a day's polygons are dropped before the next day is read.

use std::hint::black_box;
use std::path::Path;

use anyhow::Result;
use salient_intake::{Limits as FileLimits, open_lines};
use salient_maps::{Limits, MapInput, MapReader, OutletManifest, builtin, read_as_drawn};
use salient_model::geometry::{LineString, MultiPolygon};
use salient_model::{ControlState, Snapshot};
use serde_json::{Map, Value, json};

use crate::clock::least_of;
use crate::series::SERIES;

const N_RUNS: usize = 5;

/// Answers and times of every series, as JSON.
pub(crate) fn reading(data: &Path) -> Result<Value> {
    let mut all = Map::new();
    for (file, outlet) in SERIES {
        let lines: Vec<(usize, Vec<u8>)> =
            open_lines(&data.join(file), &FileLimits::default())?.collect::<Result<_, _>>()?;
        all.insert(outlet.to_owned(), of_series(&lines, &builtin(outlet)?)?);
    }
    Ok(Value::Object(all))
}

fn of_series(lines: &[(usize, Vec<u8>)], manifest: &OutletManifest) -> Result<Value> {
    let limits = Limits::default();
    let inputs = || {
        lines.iter().map(|(number, bytes)| MapInput {
            bytes,
            file: &manifest.key,
            line: Some(*number),
        })
    };
    let (drawn_s, is_read) = least_of(N_RUNS, || {
        inputs().all(|input| black_box(read_as_drawn(input, manifest.format, &limits)).is_ok())
    });
    anyhow::ensure!(is_read, "a day of {} cannot be read", manifest.key);
    let (mended_s, is_read) = least_of(N_RUNS, || {
        let mut reader = MapReader::new(manifest, &manifest.date, &limits);
        inputs().all(|input| black_box(reader.read(input)).is_ok())
    });
    anyhow::ensure!(is_read, "a day of {} cannot be mended", manifest.key);

    let mut drawn = Vec::new();
    let mut held = Vec::new();
    let mut reader = MapReader::new(manifest, &manifest.date, &limits);
    for input in inputs() {
        let features = read_as_drawn(input, manifest.format, &limits)?;
        let n_corners: usize = features.iter().map(n_corners).sum();
        drawn.push((n_corners, features.iter().map(planar_area).sum::<f64>()));
        held.push(reader.read(input)?.iter().map(held_area).sum::<f64>());
    }
    Ok(json!({
        "n_bytes": lines.iter().map(|(_, bytes)| bytes.len()).sum::<usize>(),
        "cpu_s": {"drawn": drawn_s, "mended": mended_s},
        "drawn": drawn,
        "held": held,
    }))
}

fn held_area(snapshot: &Snapshot) -> f64 {
    let held = |state| state == ControlState::Held;
    let zones = snapshot.zones.iter().filter(|zone| held(zone.state));
    zones.map(|zone| planar_area(&zone.geometry)).sum()
}

fn rings(zone: &MultiPolygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    zone.iter()
        .flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()))
}

fn n_corners(zone: &MultiPolygon<f64>) -> usize {
    rings(zone).map(|ring| ring.0.len()).sum()
}

/// In square degrees.
fn planar_area(zone: &MultiPolygon<f64>) -> f64 {
    zone.iter()
        .map(|part| {
            let holes = part.interiors().iter().map(ring_area);
            ring_area(part.exterior()) - holes.sum::<f64>()
        })
        .sum()
}

/// By the shoelace formula around the first corner.
fn ring_area(ring: &LineString<f64>) -> f64 {
    let Some(&first) = ring.0.first() else {
        return 0.0;
    };
    let doubled: f64 = ring
        .0
        .windows(2)
        .map(|ends| {
            let (from, to) = (ends[0] - first, ends[1] - first);
            from.x * to.y - to.x * from.y
        })
        .sum();
    doubled.abs() / 2.0
}
