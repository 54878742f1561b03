//! The real series beside the repository, where present: how many maps there are, what had to be mended, and the area that other software measures.

use std::collections::BTreeMap;
use std::io::Read as _;

use geo::GeodesicArea as _;
use salient_maps::{Limits, Series, builtin, read_file};
use salient_model::{ControlState, Snapshot};

/// The decompressed series, or nothing where the data is not there.
#[expect(
    clippy::disallowed_methods,
    reason = "a test has no intake in front of it"
)]
fn series_bytes(path: &str) -> Option<Vec<u8>> {
    let path = format!("{}/../../../shared/data/{path}", env!("CARGO_MANIFEST_DIR"));
    let packed = std::fs::read(&path).ok()?;
    let mut bytes = Vec::new();
    match path.rsplit('.').next() {
        Some("gz") => flate2::read::MultiGzDecoder::new(packed.as_slice()).read_to_end(&mut bytes),
        Some("xz") => lzma_rust2::XzReader::new(packed.as_slice(), true).read_to_end(&mut bytes),
        _ => {
            let mut decoder = zstd::Decoder::new(packed.as_slice()).ok()?;
            decoder.window_log_max(27).ok()?;
            decoder.read_to_end(&mut bytes)
        }
    }
    .ok()?;
    Some(bytes)
}

/// In debug builds, which are some twenty times slower, every twentieth line of a series.
const STEP: usize = if cfg!(debug_assertions) { 20 } else { 1 };

fn read_series(key: &str, path: &str) -> Option<Series> {
    let bytes = series_bytes(path)?;
    let sampled: Vec<u8> = bytes
        .split_inclusive(|&byte| byte == b'\n')
        .step_by(STEP)
        .flatten()
        .copied()
        .collect();
    let manifest = builtin(key).expect("built-in manifests are valid");
    Some(read_file(
        &sampled,
        path.rsplit('/').next().unwrap_or(path),
        &manifest,
        &manifest.date,
        &Limits::default(),
    ))
}

fn geodesic_km2(snapshot: &Snapshot, state: ControlState, actor: &str) -> f64 {
    snapshot
        .zones
        .iter()
        .filter(|zone| zone.state == state && zone.actor.as_deref() == Some(actor))
        .map(|zone| zone.geometry.geodesic_area_unsigned() / 1e6)
        .sum()
}

fn shows_its_own_day(series: &Series) -> bool {
    series
        .snapshots
        .iter()
        .all(|snapshot| snapshot.as_of == snapshot.drawn)
}

/// Every repair is counted in the snapshot and told in a remark with the same count.
fn repairs_are_told(series: &Series) {
    for snapshot in &series.snapshots {
        let made = snapshot.repairs;
        for (code, count) in [
            ("M001", made.reoriented),
            ("M002", made.closed),
            ("M003", made.repeated_points),
            ("M004", made.self_crossings),
            ("M005", made.degenerate_rings),
            ("M010", made.merged),
        ] {
            let remark = snapshot
                .diagnostics
                .iter()
                .find(|diagnostic| diagnostic.code.0 == code);
            let told = remark.map_or(0, |remark| {
                let count = remark.message.split(' ').next().unwrap_or_default();
                count.parse().expect("a remark begins with its count")
            });
            assert_eq!(told, count, "{}: {code}", snapshot.origin);
        }
    }
}

/// What is mended ring by ring (turned, closed, repeated points), in the sample that debug builds read. The counts are those of a Python script over the same lines, with exact fractions for the areas.
fn assert_rings_mended(series: &Series, expected: [usize; 3]) {
    repairs_are_told(series);
    if STEP > 1 {
        assert_eq!(tally(series).0[..3], expected);
    }
}

/// Total repairs, in the order of the fields, and the diagnostics by code.
fn tally(series: &Series) -> ([usize; 6], BTreeMap<&'static str, usize>) {
    let mut repairs = [0; 6];
    let mut codes = BTreeMap::new();
    for snapshot in &series.snapshots {
        let made = snapshot.repairs;
        for (sum, count) in repairs.iter_mut().zip([
            made.reoriented,
            made.closed,
            made.repeated_points,
            made.self_crossings,
            made.degenerate_rings,
            made.merged,
        ]) {
            *sum += count;
        }
        for diagnostic in &snapshot.diagnostics {
            *codes.entry(diagnostic.code.0).or_default() += 1;
        }
    }
    (repairs, codes)
}

#[test]
fn the_daily_series_is_read_whole_and_has_the_area_that_others_measure() {
    let Some(series) = read_series("deepstate", "deepstate/deepstate_daily.ndjson.gz") else {
        println!("skipped: no daily series here");
        return;
    };
    println!("{:?}", tally(&series));
    assert_eq!(series.errors, []);
    assert_eq!(series.snapshots.len(), 505_usize.div_ceil(STEP));
    assert_rings_mended(&series, [235, 0, 0]);
    let first = &series.snapshots[0];
    assert_eq!(first.drawn.to_string(), "2024-07-08");
    assert_eq!(first.as_of.to_string(), "2024-07-07");
    assert!(
        series
            .snapshots
            .iter()
            .all(|snapshot| snapshot.as_of.tomorrow().ok() == Some(snapshot.drawn))
    );
    let area = geodesic_km2(first, ControlState::Held, "RU");
    assert!((area - 109_360.9).abs() < 0.1, "{area}");
}

#[test]
fn the_history_with_categories_is_read_whole_whatever_way_it_writes_them() {
    let Some(series) = read_series(
        "deepstate_history",
        "deepstate_history/deepstate_history.ndjson.zst",
    ) else {
        println!("skipped: no history here");
        return;
    };
    println!("{:?}", tally(&series));
    assert_eq!(series.errors, []);
    assert_eq!(series.snapshots.len(), 1_359_usize.div_ceil(STEP));
    repairs_are_told(&series);
    assert!(shows_its_own_day(&series));
    // Others count 109,365.8 km² without Tuzla island, which is 4.4 km².
    let area = series
        .snapshots
        .iter()
        .find(|snapshot| snapshot.drawn.to_string() == "2024-07-08")
        .map(|snapshot| geodesic_km2(snapshot, ControlState::Held, "RU"));
    assert!(STEP > 1 || area.is_some_and(|area| (area - 109_370.2).abs() < 0.1));
}

#[test]
fn the_series_of_changes_is_read_whole() {
    let Some(series) = read_series("nzz", "nzz/nzz_daily.ndjson.zst") else {
        println!("skipped: no series of changes here");
        return;
    };
    println!("{:?}", tally(&series));
    assert_eq!(series.errors, []);
    assert_eq!(series.snapshots.len(), 769_usize.div_ceil(STEP));
    assert_rings_mended(&series, [809, 0, 391]);
    // A map describes the period that ends on `asof`, which no map lies before; some lag by days.
    let n_late = series
        .snapshots
        .iter()
        .filter(|snapshot| snapshot.as_of != snapshot.drawn)
        .count();
    assert!(n_late > 0);
    assert!(
        series
            .snapshots
            .iter()
            .all(|snapshot| snapshot.as_of <= snapshot.drawn)
    );
}

#[test]
fn the_series_of_rings_is_read_whole() {
    let Some(series) = read_series("owlmaps", "owlmaps/owlmaps_daily.ndjson.xz") else {
        println!("skipped: no series of rings here");
        return;
    };
    println!("{:?}", tally(&series));
    assert_eq!(series.errors, []);
    assert_eq!(series.snapshots.len(), 1_090_usize.div_ceil(STEP));
    assert_rings_mended(&series, [0, 0, 0]);
    assert!(shows_its_own_day(&series));
}

#[test]
fn the_layers_by_day_are_read_whole_and_keep_assessed_and_claimed_apart() {
    for (path, n_snapshots, rings_mended) in [
        // 1,095 layers of 275 days; reported partisan warfare is no control of ground.
        ("isw/isw_layers_2022_2023.ndjson.zst", 275, [788, 0, 748]),
        ("isw/isw_change_points.ndjson.gz", 70, [23, 0, 0]),
    ] {
        let Some(series) = read_series("isw", path) else {
            println!("skipped: no layers by day here");
            return;
        };
        println!("{:?}", tally(&series));
        assert_eq!(series.errors, []);
        assert!(STEP > 1 || series.snapshots.len() == n_snapshots);
        assert_rings_mended(&series, rings_mended);
        assert!(shows_its_own_day(&series));
        assert_eq!(salient_maps::duplicate_days(&series.snapshots), []);
        // One zone per layer that is about control, all of a day in one map.
        assert!(
            series
                .snapshots
                .iter()
                .all(|snapshot| snapshot.zones.len() <= 4)
        );
    }
}
