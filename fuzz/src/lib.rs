//! What every target asks of a reader: a result for any bytes, the same one each time, and ground that is ground.

use salient_maps::{DateRule, Limits, MapFormat, OutletManifest, read_file};
use salient_model::Snapshot;

/// Small enough that a run is short and a damaged count ends quickly.
pub const LIMITS: Limits = Limits {
    bytes: 1 << 20,
    features: 1_000,
    points: 10_000,
    polygons: 1_000,
    collection_depth: 8,
    folder_depth: 32,
    layers: 16,
    archive_entries: 64,
    archive_bytes: 1 << 22,
    archive_ratio: 200,
    archive_ratio_from_bytes: 1 << 16,
    database_steps: 1_000_000,
    edge_pairs: 1_000_000,
};

/// Reads the bytes as a map of this format whose polygons are all held ground.
pub fn read_as(format: MapFormat, bytes: &[u8]) {
    let manifest = OutletManifest {
        format,
        ..OutletManifest::generic("ridge", "NORTH")
    };
    let date = DateRule::Given(jiff::civil::date(2031, 5, 4));
    read_with(&manifest, &date, bytes);
}

/// Reads the bytes as this outlet's.
pub fn read_with(manifest: &OutletManifest, date: &DateRule, bytes: &[u8]) {
    let read = || read_file(bytes, "ridge", manifest, date, &LIMITS);
    let series = read();
    assert_eq!(read(), series, "the same bytes gave another result");
    for error in &series.errors {
        assert!(
            error.to_string().contains("ridge"),
            "an error names the file: {error}"
        );
    }
    series.snapshots.iter().for_each(is_ground);
}

fn is_ground(snapshot: &Snapshot) {
    for zone in &snapshot.zones {
        for polygon in &zone.geometry {
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                assert!(ring.0.len() > 3 && ring.is_closed(), "{ring:?}");
                for coord in ring.coords() {
                    assert!(coord.x.abs() <= 180.0 && coord.y.abs() <= 90.0, "{coord:?}");
                }
            }
        }
    }
}
